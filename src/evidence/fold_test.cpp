#include "evidence/fold.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace alongside::evidence {
namespace {

using namespace domain;

document::Zone new_york() { return *document::Zone::find("America/New_York"); }

Instant at(const char* local) { return document::parse_moment(local, new_york())->instant; }

Event event(const char* local, EventBody body) { return Event{at(local), {}, {}, {}, body}; }

Uuid id(std::uint8_t number) {
  Uuid uuid;
  uuid.bytes[15] = number;
  return uuid;
}

/// One emergency told act by act: {minute of the day, kind, choice}; the acts' ids count from `first_id`.
class Told {
 public:
  explicit Told(std::uint32_t number, std::uint8_t first_id = 1) : emergency_{number, 0}, next_id_(first_id) {}

  Told& act(std::int64_t second, ActKind kind, std::uint8_t choice = Act::no_choice, std::uint8_t target = 0) {
    Act act;
    act.id = id(next_id_++);
    act.target = id(target);
    act.at = at("2024-05-01 10:00") + base::seconds(second);
    act.kind = kind;
    act.choice = choice;
    events_.push_back(Event{act.at, {}, {}, {}, ActRecorded{emergency_, act}});
    return *this;
  }
  ActRecorded& last() { return std::get<ActRecorded>(events_.back().body); }
  std::vector<Event>& events() { return events_; }

 private:
  EmergencyId emergency_;
  std::uint8_t next_id_;
  std::vector<Event> events_;
};

Fold folded(const std::vector<Event>& events) {
  Fold fold(new_york());
  for (const Event& one : events) fold.add(one);
  return fold;
}

constexpr auto choice(auto value) { return static_cast<std::uint8_t>(value); }

const EmergencyTally& of(const Tally& tally, EmergencyKind kind) {
  return tally.emergencies[static_cast<std::size_t>(kind)];
}

TEST(Visits, AreCountedOnTheSitesOwnDayAndHour) {
  const Fold fold =
      folded({event("2024-05-01 23:49", ParticipantEnrolled{}), event("2024-05-01 23:51", CouldNotBeServed{}),
              event("2024-05-01 23:50", Welcomed{}), event("2024-05-02 00:10", Welcomed{}),
              event("2024-05-02 00:20", ImportedVisit{1, at("2024-05-02 00:20"), Precision::minute}),
              event("2024-05-02 00:00", ImportedVisit{2, at("2024-05-02"), Precision::day})});
  const Tally all = fold.over({});
  EXPECT_EQ(all.visits(), 4U);
  EXPECT_EQ(all.enrolled, 1U);
  EXPECT_EQ(all.could_not_be_served, 1U);
  EXPECT_EQ(all.visits_by_hour[23], 1U) << "in UTC both were on 2 May";
  EXPECT_EQ(all.visits_by_hour[0], 2U);
  EXPECT_EQ(all.visits_hour_not_recorded, 1U) << "an arrival known by its day is in no hour";
  EXPECT_EQ(all.visits_imported, 2U);
  EXPECT_EQ(fold.over({Date{2024, 5, 2}, {}}).visits(), 3U);
  EXPECT_EQ(fold.over({{}, Date{2024, 5, 1}}).visits(), 1U);
  EXPECT_EQ(fold.visits_by_day({}), (std::map<Date, std::uint64_t>{{{2024, 5, 1}, 1}, {{2024, 5, 2}, 3}}));
}

TEST(Uses, AreCountedAsCorrectedOnTheDayTheyBegan) {
  const VisitId visit{7, 0};
  const Substances heroin = Substances{}.with(Substance::heroin);
  const Substances mix = heroin.with(Substance::cocaine);
  UseBegan began;
  began.visit = visit;
  began.use = 1;
  began.substances = heroin;
  began.route = Route::smoke;
  UseBegan second = began;
  second.use = 2;
  UseCorrected corrected;
  corrected.visit = visit;
  corrected.use = 1;
  corrected.substances = mix;
  corrected.route = Route::inject;
  const Fold fold = folded(
      {event("2024-05-01 23:50", began), event("2024-05-01 23:55", second), event("2024-05-02 00:05", corrected)});
  const Tally first_day = fold.over({{}, Date{2024, 5, 1}});
  EXPECT_EQ(first_day.uses, (std::map<UseKind, std::uint64_t>{{{heroin, Route::smoke}, 1}, {{mix, Route::inject}, 1}}));
  EXPECT_EQ(first_day.all_uses(), 2U);
  EXPECT_EQ(fold.over({}).corrections.uses_corrected, 1U);
}

TEST(Uses, ThatSayLaterWhatWasUnsaidAreCompletedAndNotCorrected) {
  const VisitId visit{7, 0};
  const Substances heroin = Substances{}.with(Substance::heroin);
  UseBegan began;
  began.visit = visit;
  began.use = 1;
  UseCorrected said{.visit = visit, .use = 1, .substances = heroin, .route = Route::inject};
  UseCorrected other{.visit = visit, .use = 1, .substances = heroin, .route = Route::smoke};
  Left left;
  left.visit = visit;
  const Tally completed =
      folded({event("2024-05-01 10:00", began), event("2024-05-01 10:30", left), event("2024-05-01 11:00", said)})
          .over({});
  EXPECT_EQ(completed.uses, (std::map<UseKind, std::uint64_t>{{{heroin, Route::inject}, 1}})) << "also after they left";
  EXPECT_EQ(completed.corrections.uses_corrected, 0U);
  const Tally corrected =
      folded({event("2024-05-01 10:00", began), event("2024-05-01 11:00", said), event("2024-05-01 11:05", other)})
          .over({});
  EXPECT_EQ(corrected.uses, (std::map<UseKind, std::uint64_t>{{{heroin, Route::smoke}, 1}}));
  EXPECT_EQ(corrected.corrections.uses_corrected, 1U);
}

TEST(TakenBack, IsCountedAsThoughItHadNotBeenOnTheDayOnWhichItStood) {
  const VisitId visit{7, 0};
  UseBegan began;
  began.visit = visit;
  began.use = 1;
  const Fold fold = folded({
      event("2024-05-01 23:10", Welcomed{.visit = {6, 1}, .person = {}}),
      event("2024-05-01 23:10", Welcomed{.visit = visit, .person = {}}),
      event("2024-05-01 23:20", began),
      event("2024-05-02 00:01", UseUndone{.visit = visit, .use = 1, .began = at("2024-05-01 23:20")}),
      event("2024-05-02 00:02", WelcomeUndone{.visit = {6, 1}, .welcomed = at("2024-05-01 23:10")}),
      event("2024-05-01 23:50", LeftBeforeServed{.visit = visit}),
      event("2024-05-02 00:03",
            EndingUndone{
                .visit = visit, .ending = Ending::left_before_served, .ended = at("2024-05-01 23:50"), .seat = {}}),
      event("2024-05-02 00:04", CouldNotBeServed{.visit = visit, .reason = NotServed::no_seat}),
      event("2024-05-02 00:05",
            EndingUndone{
                .visit = visit, .ending = Ending::could_not_be_served, .ended = at("2024-05-02 00:04"), .seat = {}}),
      event("2024-05-02 00:06", CouldNotBeServed{.visit = {}, .reason = NotServed::under_age}),
      event("2024-05-02 00:07", NotServedUndone{.reason = NotServed::under_age, .recorded = at("2024-05-02 00:06")}),
      event("2024-05-02 00:08", LookUndone{.visit = visit, .taken = at("2024-05-02 00:07")}),
  });
  const Tally first_day = fold.over({{}, Date{2024, 5, 1}});
  EXPECT_EQ(first_day.visits(), 1U);
  EXPECT_EQ(first_day.visits_by_hour[23], 1U);
  EXPECT_EQ(first_day.all_uses(), 0U);
  EXPECT_EQ(first_day.left_before_served, 0U);
  const Tally all = fold.over({});
  EXPECT_EQ(all.could_not_be_served, 0U);
  EXPECT_EQ(all.corrections.floor_undone, 6U);
}

TEST(ALiveEmergency, NamingADosesProductCompletesItAndTheProgramTakingItsOwnActBackCorrectsNothing) {
  Told told(1);
  told.act(0, ActKind::opened).act(60, ActKind::naloxone).act(70, ActKind::corrected, Act::no_choice, 2);
  told.last().act.product = 1;
  told.act(80, ActKind::helpers_away).act(90, ActKind::undone, Act::no_choice, 4);
  std::vector<Event> events = told.events();
  auto& back = std::get<ActRecorded>(events.back().body).act;
  back.id = domain::derived_id(back.target, domain::back_of);
  EXPECT_EQ(folded(events).over({}).corrections.all(), 0U);
  told.act(100, ActKind::corrected, Act::no_choice, 2);
  told.last().act.product = 2;
  EXPECT_EQ(folded(told.events()).over({}).corrections.acts_corrected, 1U) << "another product is a correction";
}

TEST(ALiveEmergency, IsCountedByItsActs) {
  Told told(1);
  told.act(0, ActKind::opened)
      .act(10, ActKind::breathing, choice(Breaths::none))
      .act(40, ActKind::breaths)
      .act(100, ActKind::oxygen, 1)
      .act(300, ActKind::naloxone)
      .act(310, ActKind::kind, choice(Kind::opioid))
      .act(400, ActKind::ems, choice(Ems::called))
      .act(4000, ActKind::closed, choice(Outcome::transferred));
  const Tally tally = folded(told.events()).over({});
  const EmergencyTally& opioid = of(tally, EmergencyKind::opioid);
  EXPECT_EQ(opioid.count, 1U);
  EXPECT_EQ(opioid.overdoses, 1U);
  for (const Answers& measure : opioid.any_use)
    EXPECT_EQ(measure, (Answers{1, 0, 0})) << "watched, oxygen, breaths, naloxone";
  EXPECT_EQ(opioid.highest[static_cast<std::size_t>(Response::naloxone)], 1U);
  EXPECT_EQ(opioid.ems, (Answers{1, 0, 0}));
  EXPECT_EQ(opioid.transport, (Answers{1, 0, 0}));
  EXPECT_EQ(opioid.died, (Answers{0, 1, 0}));
  EXPECT_EQ(tally.to_breaths.milliseconds, std::vector<std::int64_t>{40'000});
  EXPECT_EQ(tally.to_oxygen.milliseconds, std::vector<std::int64_t>{100'000});
  EXPECT_EQ(tally.to_naloxone.milliseconds, std::vector<std::int64_t>{300'000});
  EXPECT_EQ(tally.still_open, 0U);
}

TEST(ALiveEmergency, GivesTheSameFiguresInWhateverOrderItsActsCame) {
  Told told(1);
  told.act(0, ActKind::opened)
      .act(5, ActKind::started_earlier, 2)
      .act(40, ActKind::breaths)
      .act(41, ActKind::undone, Act::no_choice, 3)
      .act(60, ActKind::oxygen, 1)
      .act(70, ActKind::naloxone)
      .act(90, ActKind::corrected, Act::no_choice, 6);
  told.last().act.to_at = at("2024-05-01 09:59") + base::seconds(30);
  std::vector<Event> events = told.events();
  std::mt19937 order(5);
  for (int round = 0; round < 50; ++round) {
    std::shuffle(events.begin(), events.end(), order);
    std::vector<Event> twice = events;
    twice.insert(twice.end(), events.begin(), events.end());
    const Tally tally = folded(twice).over({});
    EXPECT_EQ(tally.to_breaths.milliseconds, std::vector<std::int64_t>{}) << "undone";
    EXPECT_EQ(tally.to_breaths.without, 1U);
    EXPECT_EQ(tally.to_oxygen.milliseconds, std::vector<std::int64_t>{180'000})
        << "two minutes earlier, and one after the tap";
    EXPECT_EQ(tally.to_naloxone.milliseconds, std::vector<std::int64_t>{90'000}) << "corrected to 30 s before the tap";
    EXPECT_EQ(tally.to_naloxone.before_tap, 1U);
    EXPECT_EQ(tally.to_oxygen.before_tap, 0U);
    EXPECT_EQ(tally.t0_moved, 1U);
    EXPECT_EQ(tally.corrections.acts_undone, 1U);
    EXPECT_EQ(tally.corrections.acts_corrected, 1U);
    const EmergencyTally& unnamed = of(tally, EmergencyKind::not_recorded);
    EXPECT_EQ(unnamed.count, 1U) << "nobody chose a kind";
    EXPECT_EQ(unnamed.died, (Answers{0, 0, 1})) << "still open: nobody can say";
    EXPECT_EQ(tally.still_open, 1U);
  }
}

TEST(ALiveEmergency, InWhichOxygenWasOnlyTakenOffHadNone) {
  Told told(1);
  told.act(0, ActKind::opened).act(30, ActKind::oxygen, 0).act(40, ActKind::breathing, choice(Breaths::ok));
  const Tally tally = folded(told.events()).over({});
  EXPECT_EQ(tally.to_oxygen.without, 1U);
  EXPECT_EQ(tally.all_emergencies().overdoses, 0U) << "watching closely is its own line";
  EXPECT_EQ(tally.all_emergencies().highest[static_cast<std::size_t>(Response::watched)], 1U);
}

TEST(ALiveEmergency, OpenedByMistakeIsInNoRate) {
  Told told(1);
  told.act(0, ActKind::opened).act(9, ActKind::closed, choice(Outcome::opened_by_mistake));
  const Tally tally = folded(told.events()).over({});
  EXPECT_EQ(tally.all_emergencies().count, 0U);
  EXPECT_EQ(tally.to_breaths.without, 0U);
  EXPECT_EQ(tally.opened_by_mistake, 1U);
}

TEST(ALiveEmergency, IsNoMistakeWhereBreathsWereGivenWhicheverWasTappedFirst) {
  Told told(1);
  told.act(0, ActKind::opened).act(9, ActKind::closed, choice(Outcome::opened_by_mistake)).act(20, ActKind::breaths);
  const Tally tally = folded(told.events()).over({});
  EXPECT_EQ(tally.opened_by_mistake, 0U);
  EXPECT_EQ(tally.all_emergencies().count, 1U);
  EXPECT_EQ(tally.still_open, 1U);
}

TEST(TwoEmergencies, JoinedAreOneAndAnActMovedCountsWhereItStands) {
  Told one(1);
  one.act(0, ActKind::opened).act(30, ActKind::oxygen, 1).act(50, ActKind::naloxone);
  Told other(2, 50);
  other.act(20, ActKind::opened).act(25, ActKind::breaths);
  std::vector<Event> events = one.events();
  events.insert(events.end(), other.events().begin(), other.events().end());

  std::vector<Event> joined = events;
  joined.push_back(event("2024-05-01 10:05", EmergenciesJoined{{1, 0}, {2, 1}}));
  const Tally of_joined = folded(joined).over({});
  EXPECT_EQ(of_joined.all_emergencies().count, 1U);
  EXPECT_EQ(of_joined.to_breaths.milliseconds, std::vector<std::int64_t>{25'000});

  std::vector<Event> moved = events;
  moved.push_back(event("2024-05-01 10:05", ActMoved{{1, 0}, {2, 1}, id(3)}));
  const Tally of_moved = folded(moved).over({});
  EXPECT_EQ(of_moved.all_emergencies().count, 2U);
  EXPECT_EQ(of_moved.all_emergencies().any_use[static_cast<std::size_t>(Measure::naloxone)], (Answers{1, 1, 0}));
  EXPECT_EQ(of_moved.to_naloxone.milliseconds, std::vector<std::int64_t>{30'000}) << "from the other's t0";
}

ImportedEmergency imported(EmergencyGroup group, Measures given, Measures not_known) {
  return {1, at("2024-05-01 12:00"), group, given, not_known, Answer::not_asked, Answer::no, Answer::no};
}

TEST(AnImportedEmergency, KeepsWhatIsNotKnownApart) {
  const Measures oxygen = Measures{}.with(Measure::oxygen);
  const Measures unknown = Measures{}.with(Measure::watched).with(Measure::breaths);
  const Tally tally = folded({event("2024-05-01 12:00", imported(EmergencyGroup::opioid, oxygen, unknown)),
                              event("2024-05-01 12:00", imported(EmergencyGroup::stimulant, {}, {}))})
                          .over({});
  const EmergencyTally& opioid = of(tally, EmergencyKind::opioid);
  EXPECT_EQ(opioid.any_use[static_cast<std::size_t>(Measure::oxygen)], (Answers{1, 0, 0}));
  EXPECT_EQ(opioid.any_use[static_cast<std::size_t>(Measure::breaths)], (Answers{0, 0, 1}));
  EXPECT_EQ(opioid.any_use[static_cast<std::size_t>(Measure::naloxone)], (Answers{0, 1, 0}));
  EXPECT_EQ(opioid.highest[static_cast<std::size_t>(Response::oxygen)], 1U);
  EXPECT_EQ(opioid.overdoses, 1U);
  EXPECT_EQ(of(tally, EmergencyKind::stimulant).highest[static_cast<std::size_t>(Response::none_recorded)], 1U);
  EXPECT_EQ(of(tally, EmergencyKind::stimulant).overdoses, 0U);
  EXPECT_EQ(tally.all_emergencies().ems, (Answers{0, 0, 2})) << "not asked is not a no";
  EXPECT_EQ(tally.to_breaths.without, 0U) << "an imported emergency has no act times: unknown, not without";
}

ImportTallied file(std::uint8_t number, std::uint32_t codes) {
  ImportTallied tallied;
  tallied.file[0] = number;
  tallied.visits = 10;
  tallied.codes = codes;
  return tallied;
}

TEST(Codes, OfTwoFilesOfOneMonthLieBetweenTheLargestAndTheSum) {
  const char* const day = "2024-06-01 09:00";
  const Fold fold = folded({event(day, file(1, 5)), event(day, CodesTallied{202405, 5, true}),
                            event(day, CodesTallied{2024, 5, true}), event(day, file(2, 9)),
                            event(day, CodesTallied{202405, 3, true}), event(day, CodesTallied{202406, 7, true}),
                            event(day, file(1, 6)), event(day, CodesTallied{202405, 6, true})});
  EXPECT_EQ(fold.codes_by_month(), (std::map<std::uint32_t, Codes>{{202405, {6, 9}}, {202406, {7, 7}}}))
      << "file 1 was imported again: its last tally stands";
  EXPECT_EQ(fold.codes(), (Codes{9, 15}));
}

TEST(Codes, AreUnknownRatherThanZero) {
  const char* const day = "2024-06-01 09:00";
  EXPECT_FALSE(folded({}).codes().has_value());
  EXPECT_FALSE(folded({event(day, file(1, 0))}).codes().has_value()) << "the file had no codes";
  EXPECT_FALSE(folded({event(day, file(1, 5)), event(day, CodesTallied{202405, 5, true}), event(day, Welcomed{})})
                   .codes()
                   .has_value())
      << "live visits of this month are counted at its close";
}

}  // namespace
}  // namespace alongside::evidence
