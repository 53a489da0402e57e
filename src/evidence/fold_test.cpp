#include "evidence/fold.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "evidence/printed_test.hpp"

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

TEST(Visits, AreCountedOnTheSitesOwnDayAndHour) {
  const Fold fold =
      folded({event("2024-05-01 23:49", ParticipantEnrolled{}), event("2024-05-01 23:51", CouldNotBeServed{}),
              event("2024-05-01 23:50", Welcomed{}), event("2024-05-02 00:10", Welcomed{}),
              event("2024-05-02 00:20", ImportedVisit{1, at("2024-05-02 00:20"), Precision::minute}),
              event("2024-05-02 00:00", ImportedVisit{2, at("2024-05-02"), Precision::day})});
  const Printout all = printed(fold);
  EXPECT_EQ(all["visits/total"], 4);
  EXPECT_EQ(all["visits/new_enrolments"], 1);
  EXPECT_EQ(all["visits/could_not_be_served"], 1);
  EXPECT_EQ(all["visits/by_hour/23"], 1) << "in UTC both were on 2 May";
  EXPECT_EQ(all["visits/by_hour/0"], 2);
  EXPECT_EQ(all["visits/hour_not_recorded"], 1) << "an arrival known by its day is in no hour";
  EXPECT_EQ(all["visits/imported"], 2);
  EXPECT_EQ(printed(fold, {Date{2024, 5, 2}, {}})["visits/total"], 3);
  EXPECT_EQ(printed(fold, {{}, Date{2024, 5, 1}})["visits/total"], 1);
  EXPECT_EQ(all["visits/by_day"],
            json::value({{{"day", "2024-05-01"}, {"visits", 1}}, {{"day", "2024-05-02"}, {"visits", 3}}}));
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
  const Printout first_day = printed(fold, {{}, Date{2024, 5, 1}});
  EXPECT_EQ(first_day["uses/by_substance_and_route"],
            json::value({{{"substances", {"heroin"}}, {"route", "smoke"}, {"uses", 1}},
                         {{"substances", {"heroin", "cocaine"}}, {"route", "inject"}, {"uses", 1}}}));
  EXPECT_EQ(first_day["uses/total"], 2);
  EXPECT_EQ(printed(fold)["corrections/uses_corrected"], 1);
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
  const Printout completed = printed(
      folded({event("2024-05-01 10:00", began), event("2024-05-01 10:30", left), event("2024-05-01 11:00", said)}));
  EXPECT_EQ(completed["uses/by_substance_and_route/0/route"], "inject") << "also after they left";
  EXPECT_EQ(completed["uses/total"], 1);
  EXPECT_EQ(completed["corrections/uses_corrected"], 0);
  const Printout corrected = printed(
      folded({event("2024-05-01 10:00", began), event("2024-05-01 11:00", said), event("2024-05-01 11:05", other)}));
  EXPECT_EQ(corrected["uses/by_substance_and_route"],
            json::value({{{"substances", {"heroin"}}, {"route", "smoke"}, {"uses", 1}}}));
  EXPECT_EQ(corrected["corrections/uses_corrected"], 1);
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
  const Printout first_day = printed(fold, {{}, Date{2024, 5, 1}});
  EXPECT_EQ(first_day["visits/total"], 1);
  EXPECT_EQ(first_day["visits/by_hour/23"], 1);
  EXPECT_EQ(first_day["uses/total"], 0);
  EXPECT_EQ(first_day["uses/by_substance_and_route"], json::array());
  EXPECT_EQ(first_day["visits/left_before_served"], 0);
  const Printout all = printed(fold);
  EXPECT_EQ(all["visits/could_not_be_served"], 0);
  EXPECT_EQ(all["corrections/floor_undone"], 6);
}

TEST(ALiveEmergency, NamingADosesProductCompletesItAndTheProgramTakingItsOwnActBackCorrectsNothing) {
  Told told(1);
  told.act(0, ActKind::opened).act(60, ActKind::naloxone).act(70, ActKind::corrected, Act::no_choice, 2);
  told.last().act.product = 1;
  told.act(80, ActKind::helpers_away).act(90, ActKind::undone, Act::no_choice, 4);
  std::vector<Event> events = told.events();
  auto& back = std::get<ActRecorded>(events.back().body).act;
  back.id = domain::derived_id(back.target, domain::back_of);
  EXPECT_EQ(printed(folded(events))["corrections/all"], 0);
  told.act(100, ActKind::corrected, Act::no_choice, 2);
  told.last().act.product = 2;
  EXPECT_EQ(printed(folded(told.events()))["corrections/acts_corrected"], 1) << "another product is a correction";
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
  const Printout tally = printed(folded(told.events()));
  EXPECT_EQ(tally["emergencies/by_kind/opioid"], 1);
  EXPECT_EQ(tally["emergencies/overdoses/count"], 1);
  for (const char* measure : {"watched", "oxygen", "breaths", "naloxone"})
    EXPECT_EQ(tally.answers(std::string("any_use/opioid/") + measure), yes_no_unknown(1, 0, 0)) << measure;
  EXPECT_EQ(tally["emergencies/highest_level/opioid/naloxone"], 1);
  EXPECT_EQ(tally.answers("ems_calls"), yes_no_unknown(1, 0, 0));
  EXPECT_EQ(tally.answers("transports"), yes_no_unknown(1, 0, 0));
  EXPECT_EQ(tally["emergencies/deaths/count"], 0);
  EXPECT_EQ(tally["emergencies/deaths/not_recorded"], 0);
  EXPECT_EQ(tally.only_time("first_breath"), 40.0);
  EXPECT_EQ(tally.only_time("oxygen"), 100.0);
  EXPECT_EQ(tally.only_time("first_dose"), 300.0);
  EXPECT_EQ(tally["emergencies/still_open"], 0);
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
    const Printout tally = printed(folded(twice));
    EXPECT_EQ(tally["emergencies/time_to/first_breath/n"], 0) << "undone";
    EXPECT_EQ(tally["emergencies/time_to/first_breath/without"], 1);
    EXPECT_EQ(tally.only_time("oxygen"), 180.0) << "two minutes earlier, and one after the tap";
    EXPECT_EQ(tally.only_time("first_dose"), 90.0) << "corrected to 30 s before the tap";
    EXPECT_EQ(tally["emergencies/time_to/first_dose/before_tap"], 1);
    EXPECT_EQ(tally["emergencies/time_to/oxygen/before_tap"], 0);
    EXPECT_EQ(tally["emergencies/time_to/t0_moved"], 1);
    EXPECT_EQ(tally["corrections/acts_undone"], 1);
    EXPECT_EQ(tally["corrections/acts_corrected"], 1);
    EXPECT_EQ(tally["emergencies/by_kind/not_recorded"], 1) << "nobody chose a kind";
    EXPECT_EQ(tally["emergencies/deaths/not_recorded"], 1) << "still open: nobody can say";
    EXPECT_EQ(tally["emergencies/still_open"], 1);
  }
}

TEST(ALiveEmergency, InWhichOxygenWasOnlyTakenOffHadNone) {
  Told told(1);
  told.act(0, ActKind::opened).act(30, ActKind::oxygen, 0).act(40, ActKind::breathing, choice(Breaths::ok));
  const Printout tally = printed(folded(told.events()));
  EXPECT_EQ(tally["emergencies/time_to/oxygen/without"], 1);
  EXPECT_EQ(tally["emergencies/overdoses/count"], 0) << "watching closely is its own line";
  EXPECT_EQ(tally["emergencies/highest_level/all/watched"], 1);
}

TEST(ALiveEmergency, OpenedByMistakeIsInNoRate) {
  Told told(1);
  told.act(0, ActKind::opened).act(9, ActKind::closed, choice(Outcome::opened_by_mistake));
  const Printout tally = printed(folded(told.events()));
  EXPECT_EQ(tally["emergencies/total"], 0);
  EXPECT_EQ(tally["emergencies/time_to/first_breath/without"], 0);
  EXPECT_EQ(tally["emergencies/opened_by_mistake"], 1);
}

TEST(ALiveEmergency, IsNoMistakeWhereBreathsWereGivenWhicheverWasTappedFirst) {
  Told told(1);
  told.act(0, ActKind::opened).act(9, ActKind::closed, choice(Outcome::opened_by_mistake)).act(20, ActKind::breaths);
  const Printout tally = printed(folded(told.events()));
  EXPECT_EQ(tally["emergencies/opened_by_mistake"], 0);
  EXPECT_EQ(tally["emergencies/total"], 1);
  EXPECT_EQ(tally["emergencies/still_open"], 1);
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
  const Printout of_joined = printed(folded(joined));
  EXPECT_EQ(of_joined["emergencies/total"], 1);
  EXPECT_EQ(of_joined.only_time("first_breath"), 25.0);

  std::vector<Event> moved = events;
  moved.push_back(event("2024-05-01 10:05", ActMoved{{1, 0}, {2, 1}, id(3)}));
  const Printout of_moved = printed(folded(moved));
  EXPECT_EQ(of_moved["emergencies/total"], 2);
  EXPECT_EQ(of_moved.answers("any_use/all/naloxone"), yes_no_unknown(1, 1, 0));
  EXPECT_EQ(of_moved.only_time("first_dose"), 30.0) << "from the other's t0";
}

ImportedEmergency imported(EmergencyGroup group, Measures given, Measures not_known) {
  return {1, at("2024-05-01 12:00"), group, given, not_known, Answer::not_asked, Answer::no, Answer::no};
}

TEST(AnImportedEmergency, KeepsWhatIsNotKnownApart) {
  const Measures oxygen = Measures{}.with(Measure::oxygen);
  const Measures unknown = Measures{}.with(Measure::watched).with(Measure::breaths);
  const Printout tally = printed(folded({event("2024-05-01 12:00", imported(EmergencyGroup::opioid, oxygen, unknown)),
                                         event("2024-05-01 12:00", imported(EmergencyGroup::stimulant, {}, {}))}));
  EXPECT_EQ(tally.answers("any_use/opioid/oxygen"), yes_no_unknown(1, 0, 0));
  EXPECT_EQ(tally.answers("any_use/opioid/breaths"), yes_no_unknown(0, 0, 1));
  EXPECT_EQ(tally.answers("any_use/opioid/naloxone"), yes_no_unknown(0, 1, 0));
  EXPECT_EQ(tally["emergencies/highest_level/opioid/oxygen"], 1);
  EXPECT_EQ(tally["emergencies/overdoses/count"], 1) << "the other had nothing given";
  EXPECT_EQ(tally["emergencies/highest_level/stimulant/none_recorded"], 1);
  EXPECT_EQ(tally.answers("ems_calls"), yes_no_unknown(0, 0, 2)) << "not asked is not a no";
  EXPECT_EQ(tally["emergencies/time_to/first_breath/without"], 0)
      << "an imported emergency has no act times: unknown, not without";
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
  const Printout all = printed(fold);
  EXPECT_EQ(all["codes/by_month"], json::value({{{"month", "2024-05"}, {"at_least", 6}, {"at_most", 9}},
                                                {{"month", "2024-06"}, {"at_least", 7}, {"at_most", 7}}}))
      << "file 1 was imported again: its last tally stands";
  EXPECT_EQ(all["codes/at_least"], 9);
  EXPECT_EQ(all["codes/at_most"], 15);
}

TEST(Codes, AreUnknownRatherThanZero) {
  const char* const day = "2024-06-01 09:00";
  const auto codes = [](const std::vector<Event>& events) { return printed(folded(events))["codes/at_most"]; };
  EXPECT_TRUE(codes({}).is_null());
  EXPECT_TRUE(codes({event(day, file(1, 0))}).is_null()) << "the file had no codes";
  EXPECT_TRUE(
      codes({event(day, file(1, 5)), event(day, CodesTallied{202405, 5, true}), event(day, Welcomed{})}).is_null())
      << "live visits of this month are counted at its close";
}

}  // namespace
}  // namespace alongside::evidence
