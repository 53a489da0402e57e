// The board as a fold: what each person's state is called as a shift goes by, what is next, and what is never on it.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "center/documents.hpp"
#include "center/published.hpp"
#include "document/shipped_documents.hpp"
#include "server/board_json.hpp"

namespace alongside::server {
namespace {

namespace json = boost::json;
using base::Duration;
using base::Instant;
using base::minutes;
using base::seconds;
using domain::SeatId;

/// A shift told by minutes, on the published state alone.
class Shift {
 public:
  explicit Shift(const std::string& guardrails = "demonstration", domain::SiteKind kind = domain::SiteKind::training) {
    published_.documents = &table_;
    published_.state.documents = &table_.machine;
    auto protocol = center::parse_protocol("bc-aha", *document::document_text("protocols", "bc-aha"));
    auto rules = center::parse_guardrails(guardrails, *document::document_text("guardrails", guardrails));
    EXPECT_TRUE(protocol.ok() && rules.ok());
    numbers_ = protocol->numbers;
    site_.kind = kind;
    send(domain::FoundSite{.site = {}, .kind = kind});
    send(domain::AdoptProtocol{{.document = center::adopt(table_, *protocol), .digest = {}}});
    send(domain::AdoptGuardrails{{.document = center::adopt(table_, *rules), .digest = {}}});
    for (const auto seat : {domain::SeatKind::booth, domain::SeatKind::booth, domain::SeatKind::smoking,
                            domain::SeatKind::aftercare, domain::SeatKind::toilet}) {
      send(domain::AddSeat{.kind = seat,
                           .label = static_cast<std::uint16_t>(seat == domain::SeatKind::booth ? ++booths_ : 1)});
    }
    send(domain::OpenFloor{.responsible = domain::StaffRef{7}});
  }

  Instant now() const { return now_; }
  const domain::Protocol& numbers() const { return numbers_; }

  /// Lets time go by, every reminder coming at its time.
  void pass(Duration by) {
    const Instant until = now_ + by;
    for (auto due = domain::next_due(published_.state); due && due->due <= until;
         due = domain::next_due(published_.state)) {
      now_ = std::max(now_, due->due);
      send(domain::Tick{});
    }
    now_ = until;
  }

  domain::Refusal send(const domain::CommandBody& body) {
    domain::make_room(published_.state);
    const domain::Refusal refusal = domain::decide(
        published_.state,
        {.at = now_, .by = domain::StaffRef{7}, .device = domain::DeviceRef{1}, .marks = {}, .body = body}, events_);
    if (!refusal.accepted()) return refusal;
    for (const domain::Event& event : events_) {
      published_.take(event);
      if (const auto* welcomed = std::get_if<domain::Welcomed>(&event.body)) {
        last_visit_ = welcomed->visit;
        base::Uuid id;
        id.bytes[15] = static_cast<std::uint8_t>(++visits_);
        published_.name_visit(welcomed->visit, id, "Quiet Osprey");
      }
    }
    return refusal;
  }
  void must(const domain::CommandBody& body) {
    const domain::Refusal refusal = send(body);
    EXPECT_TRUE(refusal.accepted()) << domain::name_of(refusal.reason);
  }

  domain::VisitId welcome(domain::Purpose purpose = domain::Purpose::booth) {
    must(domain::Welcome{.person = {}, .purpose = purpose, .old_enough = domain::Answer::yes, .seat = {}});
    return last_visit_;
  }
  void begin_use(domain::VisitId visit) {
    must(domain::BeginUse{.visit = visit,
                          .substances = domain::Substances{}.with(domain::Substance::fentanyl),
                          .route = domain::Route::inject});
  }
  domain::VisitId watched(std::uint16_t seat) {
    const auto visit = welcome();
    must(domain::TakeSeat{.visit = visit, .seat = SeatId{seat}});
    begin_use(visit);
    return visit;
  }
  void act(std::uint8_t emergency, domain::Act act) {
    act.id.bytes[0] = static_cast<std::uint8_t>(++acts_);
    base::Uuid key;
    key.bytes[0] = emergency;
    must(domain::TapAct{.emergency = key, .act = act});
  }
  static std::string key_text(std::uint8_t emergency) {
    base::Uuid key;
    key.bytes[0] = emergency;
    return key.text();
  }

  json::object board(BoardReader reader = {.sees_people = true, .covered = false}) const {
    return board_json(
        published_, site_,
        center::StaffMember{
            .number = domain::StaffRef{7}, .sign_in = "nurse-2", .label = "nurse 2", .role = domain::Role::nurse},
        reader, now_);
  }
  /// What the only person inside is called now.
  std::string state() const { return std::string(person().at("state").as_string()); }
  json::object person() const { return board().at("people").at(0).as_object(); }

 private:
  center::SideTable table_;
  center::Published published_;
  center::SiteFolder site_;
  domain::Protocol numbers_;
  domain::Events events_;
  domain::VisitId last_visit_;
  Instant now_{1'790'000'000'000};
  std::uint16_t booths_ = 0;
  int visits_ = 0;
  int acts_ = 0;
};

std::vector<std::string> what_is_next(const json::object& board) {
  std::vector<std::string> out;
  for (const json::value& item : board.at("next").as_array())
    out.push_back(std::string(item.at("what").as_string()) + "@" + std::string(item.at("place").as_string()));
  return out;
}

/// The first item of this name.
json::object next_item(const json::object& board, std::string_view what) {
  for (const json::value& item : board.at("next").as_array()) {
    if (item.at("what").as_string() == what) return item.as_object();
  }
  ADD_FAILURE() << "nothing next is called " << what << " in " << json::serialize(board.at("next"));
  return {};
}

TEST(Board, APersonIsCalledByWhatTheyNeed) {
  Shift shift;
  const auto visit = shift.welcome();
  EXPECT_EQ(shift.state(), "waiting");
  shift.must(domain::TakeSeat{.visit = visit, .seat = SeatId{0}});
  EXPECT_EQ(shift.state(), "seated");
  EXPECT_EQ(shift.person().at("place").as_string(), "1");

  shift.pass(minutes(1));
  shift.begin_use(visit);
  const Instant began = shift.now();
  EXPECT_EQ(shift.state(), "preparing");
  EXPECT_EQ(shift.person().at("since").as_int64(), began.milliseconds_utc) << "the large clock counts from preparing";
  const std::int64_t first_look = began.milliseconds_utc + shift.numbers().first_look_s * 1000;
  EXPECT_EQ(shift.person().at("look_due").as_int64(), first_look);

  shift.pass(seconds(shift.numbers().first_look_s));
  EXPECT_EQ(shift.state(), "look_due");
  EXPECT_EQ(shift.person().at("look_due").as_int64(), first_look) << "it stays when it was due";
  shift.pass(seconds(shift.numbers().look_every_s));
  EXPECT_EQ(shift.state(), "look_overdue");
  EXPECT_EQ(shift.person().at("look_due").as_int64(), first_look);

  shift.must(domain::Look{.visit = visit, .responds = domain::LookAnswer::talks});
  EXPECT_EQ(shift.state(), "watched");
  shift.must(domain::Look{.visit = visit, .responds = domain::LookAnswer::needs_touch});
  EXPECT_EQ(shift.state(), "concern");
  shift.must(domain::Look{.visit = visit, .responds = domain::LookAnswer::talks});
  for (int i = 0; i < 40 && shift.state() != "may_go"; ++i) {
    shift.pass(minutes(1));
    if (shift.state() == "look_due") shift.must(domain::Look{.visit = visit, .responds = domain::LookAnswer::talks});
  }
  EXPECT_EQ(shift.state(), "may_go");
  EXPECT_EQ(what_is_next(shift.board()), std::vector<std::string>{"look_may_go@1"}) << "one look serves both";
  shift.must(domain::Look{.visit = visit, .responds = domain::LookAnswer::talks});
  EXPECT_EQ(shift.state(), "done");
  EXPECT_TRUE(shift.board().at("next").as_array().empty());
  EXPECT_TRUE(shift.person().at("look_due").is_null());
  EXPECT_TRUE(shift.person().at("may_go_at").is_null());
}

TEST(Board, AnEmergencyGoesBeforeEverythingElse) {
  Shift shift;
  const auto visit = shift.watched(0);
  shift.watched(1);
  shift.must(domain::TakeToilet{.seat = SeatId{4}});
  shift.pass(seconds(10));
  shift.act(9, {.kind = domain::ActKind::opened});
  shift.act(9, {.seat = SeatId{0}, .kind = domain::ActKind::place});
  shift.act(9, {.visit = visit, .kind = domain::ActKind::person});
  shift.act(9, {.kind = domain::ActKind::breathing, .choice = 1});
  EXPECT_EQ(shift.state(), "emergency");
  EXPECT_EQ(shift.person().at("emergency").as_string(), Shift::key_text(9));

  const json::object board = shift.board();
  const auto next = what_is_next(board);
  ASSERT_FALSE(next.empty());
  EXPECT_EQ(next.front(), "emergency@1");
  EXPECT_EQ(board.at("next").at(0).at("tone").as_string(), "now");
  EXPECT_EQ(std::count(next.begin(), next.end(), "look@1"), 0) << "in an emergency the watch's own looks are quiet";
  EXPECT_EQ(std::count(next.begin(), next.end(), "look@2"), 1);
  EXPECT_EQ(next_item(board, "knock").at("at").as_int64(),
            (shift.now() - seconds(10)).milliseconds_utc + shift.numbers().knock_s * 1000);
  const auto times = board.at("next").as_array();
  for (std::size_t i = 2; i < times.size(); ++i)
    EXPECT_LE(times[i - 1].at("at").as_int64(), times[i].at("at").as_int64());
  ASSERT_EQ(board.at("alarms").as_array().size(), 1U);
  EXPECT_EQ(board.at("alarms").at(0).at("kind").as_string(), "emergency_opened");
  EXPECT_EQ(board.at("alarms").at(0).at("place").as_string(), "1");
}

TEST(Board, ADosesLookAndTheReleaseCheckCountFromWhatTheyCountFrom) {
  Shift shift;
  shift.act(9, {.kind = domain::ActKind::opened});
  shift.act(9, {.kind = domain::ActKind::breathing, .choice = 1});
  shift.pass(seconds(30));
  const Instant dose = shift.now();
  shift.act(9, {.kind = domain::ActKind::naloxone, .product = 0});
  const json::object after_dose = next_item(shift.board(), "look_after_dose");
  EXPECT_EQ(after_dose.at("since").as_int64(), dose.milliseconds_utc);
  EXPECT_GT(after_dose.at("at").as_int64(), dose.milliseconds_utc);
  EXPECT_EQ(after_dose.at("place").as_string(), "") << "nobody said where yet";

  shift.pass(minutes(1));
  const Instant back = shift.now();
  shift.act(9, {.kind = domain::ActKind::breathing_back});
  const json::object check = next_item(shift.board(), "release_check");
  EXPECT_EQ(check.at("since").as_int64(), back.milliseconds_utc);
  EXPECT_EQ(check.at("at").as_int64(), back.milliseconds_utc + shift.numbers().recovery_min * 60'000);
  EXPECT_NE(what_is_next(shift.board()).front(), "emergency@") << "who rests is watched, not fought for";
}

TEST(Board, AClosedEmergencyStaysForTwelveHours) {
  Shift shift;
  shift.act(9, {.kind = domain::ActKind::opened});
  shift.act(9,
            {.kind = domain::ActKind::closed, .choice = static_cast<std::uint8_t>(domain::Outcome::opened_by_mistake)});
  EXPECT_EQ(shift.board().at("emergencies").at(0).at("outcome").as_string(), "opened_by_mistake");
  EXPECT_TRUE(shift.board().at("alarms").as_array().empty());
  shift.pass(base::hours(12));
  EXPECT_EQ(shift.board().at("emergencies").as_array().size(), 1U);
  shift.pass(minutes(1));
  EXPECT_TRUE(shift.board().at("emergencies").as_array().empty());
}

TEST(Board, OfTwoJoinedEmergenciesOneHoldsEveryAct) {
  Shift shift;
  shift.act(1, {.kind = domain::ActKind::opened});
  shift.act(2, {.kind = domain::ActKind::opened});
  shift.act(2, {.kind = domain::ActKind::breaths});
  base::Uuid other;
  other.bytes[0] = 2;
  shift.act(1, {.target = other, .kind = domain::ActKind::joined});
  const json::object board = shift.board();
  ASSERT_EQ(board.at("emergencies").as_array().size(), 2U);
  const json::value& kept = board.at("emergencies").at(0);
  const json::value& absorbed = board.at("emergencies").at(1);
  EXPECT_EQ(absorbed.at("joined_into"), kept.at("key"));
  EXPECT_TRUE(absorbed.at("acts").as_array().empty());
  EXPECT_TRUE(kept.at("joined_into").is_null());
  const auto& acts = kept.at("acts").as_array();
  EXPECT_TRUE(std::any_of(acts.begin(), acts.end(),
                          [](const json::value& act) { return act.at("act").as_string() == "breaths"; }));
}

TEST(Board, ClosingTheFloorListsEverybodyWithWhatTheyNeed) {
  Shift shift;
  const auto watched = shift.watched(0);
  const auto concern = shift.watched(1);
  shift.must(domain::Look{.visit = concern, .responds = domain::LookAnswer::needs_touch});
  shift.welcome(domain::Purpose::supplies);
  shift.act(9, {.kind = domain::ActKind::opened});
  std::map<std::string, int> needs;
  const json::object board = shift.board();
  for (const json::value& one : board.at("floor").at("closing_waits_for").as_array())
    ++needs[std::string(one.at("need").as_string())];
  EXPECT_EQ(needs, (std::map<std::string, int>{{"watched", 1}, {"concern", 1}, {"inside", 1}, {"emergency", 1}}));
  EXPECT_TRUE(watched.exists());
}

TEST(Board, AtClosingTimeEmsIsDueForWhoIsStillSedatedUntilItWasCalled) {
  Shift shift;
  const auto visit = shift.watched(0);
  shift.act(9, {.kind = domain::ActKind::opened});
  shift.act(9, {.visit = visit, .kind = domain::ActKind::person});
  shift.act(9, {.kind = domain::ActKind::breathing_back});
  shift.act(9, {.kind = domain::ActKind::vitals, .vitals = {.responds = domain::Responds::does_not_wake}});
  const auto need = [&] {
    return std::string(shift.board().at("floor").at("closing_waits_for").at(0).at("need").as_string());
  };
  EXPECT_EQ(need(), "still_sedated") << "the page says of this: EMS is due";
  shift.act(9, {.kind = domain::ActKind::ems, .choice = static_cast<std::uint8_t>(domain::Ems::called)});
  EXPECT_EQ(need(), "still_sedated_ems_called");
}

TEST(Board, WhoWasNotAskedAnAgeAtTheDoorIsAskedBeforeAUse) {
  Shift shift;
  const auto visit = shift.welcome(domain::Purpose::supplies);
  shift.must(domain::AnswerAge{.visit = visit, .old_enough = domain::Answer::not_asked});
  const auto asks = [&](BoardReader reader) { return shift.board(reader).at("people").at(0).at("ask_age").as_bool(); };
  EXPECT_TRUE(asks({.sees_people = true}));
  EXPECT_FALSE(asks({.sees_people = false})) << "an answer tied to a person is not for a screen on the wall";
  shift.must(domain::AnswerAge{.visit = visit, .old_enough = domain::Answer::no});
  EXPECT_FALSE(asks({.sees_people = true}));
}

TEST(Board, NoSubstanceIsEverOnItAndNoHandleForWhoMayNotSeePeople) {
  Shift shift;
  const auto visit = shift.watched(0);
  shift.act(9, {.kind = domain::ActKind::opened});
  shift.act(9, {.visit = visit, .kind = domain::ActKind::person});
  for (const BoardReader reader :
       {BoardReader{true, false}, BoardReader{true, true}, BoardReader{false, false}, BoardReader{false, true}}) {
    const std::string text = json::serialize(shift.board(reader));
    EXPECT_EQ(text.find("fentanyl"), std::string::npos);
    EXPECT_EQ(text.find("substances"), std::string::npos);
    EXPECT_EQ(text.find("Osprey") != std::string::npos, reader.sees_people && !reader.covered);
    EXPECT_NE(text.find(Shift::key_text(9)), std::string::npos) << "emergencies go on";
  }
}

TEST(Board, WhereTheLawAllowsNoUseOnSiteNoSeatForItIsShown) {
  Shift shift("connecticut-drop-in");
  const json::object board = shift.board();
  EXPECT_FALSE(board.at("floor").at("consumption").as_bool());
  for (const json::value& seat : board.at("seats").as_array()) {
    EXPECT_NE(seat.at("kind").as_string(), "booth");
    EXPECT_NE(seat.at("kind").as_string(), "smoking");
  }
}

TEST(Board, ARealFloorSaysWhyItMayNotOpen) {
  const Shift real("demonstration", domain::SiteKind::real);
  EXPECT_FALSE(real.board().at("floor").at("open").as_bool());
  EXPECT_EQ(real.board().at("floor").at("opens").as_string(), "protocol_not_signed");
  const Shift training;
  EXPECT_EQ(training.board().at("floor").at("opens").as_string(), "yes");
}

TEST(Board, SeatsSayWhoIsInThemAndWhatTheyAreCalled) {
  Shift shift;
  const auto visit = shift.watched(1);
  shift.must(domain::TakeToilet{.seat = SeatId{4}});
  json::object board = shift.board();
  std::string labels;
  for (const json::value& seat : board.at("seats").as_array())
    labels += std::string(seat.at("label").as_string()) + " ";
  EXPECT_EQ(labels, "1 2 S1 A1 T1 ");
  EXPECT_EQ(board.at("seats").at(0).at("state").as_string(), "free");
  EXPECT_EQ(board.at("seats").at(1).at("state").as_string(), "occupied");
  EXPECT_EQ(board.at("seats").at(1).at("visits").at(0), board.at("people").at(0).at("visit"));
  EXPECT_EQ(board.at("seats").at(4).at("state").as_string(), "occupied");
  EXPECT_EQ(board.at("seats").at(4).at("since").as_int64(), shift.now().milliseconds_utc);
  shift.must(domain::Leave{.visit = visit});
  board = shift.board();
  EXPECT_NE(board.at("seats").at(1).at("state").as_string(), "occupied");
  EXPECT_TRUE(board.at("people").as_array().empty());
}

}  // namespace
}  // namespace alongside::server
