// What rides beside a command: whose code it is, who is inside, the codes of the month, and what of it stands on the disk.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

#include "center/replay.hpp"
#include "center/running_center_test.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::center {
namespace {

using base::minutes;

TEST_F(CenterTest, WelcomesACodeOnceAndKnowsItAfterARestart) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  Request welcome = request(
      domain::Welcome{.person = {}, .purpose = domain::Purpose::booth, .old_enough = domain::Answer::yes, .seat = {}},
      nurse_);
  welcome.code = "Osprey";
  EXPECT_EQ(send(welcome).outcome, Outcome::unknown_code);
  welcome.id = next_id();
  welcome.enrol = true;
  const Answer welcomed = send(welcome);
  ASSERT_EQ(welcomed.outcome, Outcome::accepted);
  EXPECT_EQ(center_->code_state(" osprey "), Center::CodeState::inside);

  open();
  EXPECT_EQ(center_->code_state("OSPREY"), Center::CodeState::inside);
  const auto visit = see([&](const Published& p) { return p.find_visit(welcomed.visit); });
  ASSERT_TRUE(visit.exists());
  EXPECT_EQ(see([&](const Published& p) { return p.name_of(visit)->handle; }), "Osprey");
  welcome.id = next_id();
  EXPECT_EQ(send(welcome).outcome, Outcome::already_inside);
  EXPECT_EQ(send(domain::Leave{visit}).outcome, Outcome::accepted);
  EXPECT_EQ(center_->code_state("osprey"), Center::CodeState::known);
}

TEST_F(CenterTest, KeepsNoCodeInPlainBytesOnTheDisk) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  Request welcome = request(
      domain::Welcome{.person = {}, .purpose = domain::Purpose::booth, .old_enough = domain::Answer::yes, .seat = {}},
      nurse_);
  welcome.code = "Zanzibarian";
  welcome.enrol = true;
  ASSERT_EQ(send(welcome).outcome, Outcome::accepted);
  center_.reset();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(site_.path)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(bytes.find("Zanzibarian"), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find("zanzibarian"), std::string::npos) << entry.path();
  }
}

class CenterRecordTest : public CenterTest {
 protected:
  Answer welcome(const char* code) {
    Request one = request(
        domain::Welcome{.person = {}, .purpose = domain::Purpose::booth, .old_enough = domain::Answer::yes, .seat = {}},
        nurse_);
    one.code = code;
    one.enrol = true;
    return send(one);
  }
  struct Known {
    ledger::KeyId id;
    base::Bytes sealed_code;
  };
  std::vector<Known> participants() {
    center_.reset();
    const auto site_keys = keys();
    std::vector<Known> out;
    auto store = ledger::SqliteKeyStore::open(site_.keys(), site_keys, site_.id);
    if (!store.ok()) return out;
    const auto read =
        (*store)->each_code([&](const ledger::KeyId& id, const ledger::Key&, base::BytesView sealed) -> base::Result<> {
          out.push_back({id, {sealed.begin(), sealed.end()}});
          return base::Done{};
        });
    EXPECT_TRUE(read.ok());
    return out;
  }
  using Tally = std::pair<std::uint32_t, std::uint32_t>;  ///< period, codes
  std::vector<Tally> tallies() {
    center_.reset();
    const auto site_keys = keys();
    std::vector<Tally> out;
    auto store = ledger::SqliteStore::open_read_only(site_.ledger(), site_keys, site_.id);
    if (!store.ok()) return out;
    SideTable table;
    const auto read = replay(**store, table, [&](const ledger::Row&, const ledger::Record& record) -> base::Result<> {
      if (const auto* tally = std::get_if<domain::CodesTallied>(&record.event.body))
        out.emplace_back(tally->period, tally->codes);
      return base::Done{};
    });
    EXPECT_TRUE(read.ok());
    return out;
  }
  std::uint64_t links_kept() {
    center_.reset();
    const auto site_keys = keys();
    auto store = ledger::SqliteKeyStore::open(site_.keys(), site_keys, site_.id);
    return store.ok() ? (*store)->count(ledger::KeyOf::visit_link).value() : 999;
  }
};

TEST_F(CenterRecordTest, LetsLinksExpireAlsoWhenTheSiteWasClosedOverNightOrTheWallClockWasSet) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  clock_.forward(base::hours(63));  // a weekend, longer than what reminders take for sure
  open();
  clock_.set_wall_off(minutes(2));
  clock_.forward(base::hours(24 * 91));
  send(domain::SeeAll{});
  EXPECT_EQ(links_kept(), 0U);
}

TEST_F(CenterRecordTest, KeepsLinksWhenTheClockMayBeWrongByMonths) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  clock_.forward(base::hours(24 * 400));
  open();
  send(domain::SeeAll{});
  EXPECT_EQ(links_kept(), 1U);
}

TEST_F(CenterRecordTest, KnowsACodeAfterARestartUntilItsParticipantIsErased) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Lark").outcome, Outcome::accepted);
  open();
  EXPECT_EQ(center_->code_state("osprey"), Center::CodeState::inside);
  EXPECT_EQ(welcome("Osprey").outcome, Outcome::already_inside);
  const auto known = participants();
  ASSERT_EQ(known.size(), 2U);
  {
    const auto site_keys = keys();
    const auto store = std::move(ledger::SqliteKeyStore::open(site_.keys(), site_keys, site_.id)).value();
    ASSERT_TRUE(*store->destroy(ledger::KeyOf::participant, known[0].id));
    ASSERT_TRUE(*store->destroy(ledger::KeyOf::participant, known[1].id));
  }
  open();
  EXPECT_EQ(center_->code_state("Osprey"), Center::CodeState::unknown);
  EXPECT_EQ(center_->code_state("Lark"), Center::CodeState::unknown);
}

TEST_F(CenterRecordTest, HoldsNoParticipantAndNoCodeInTheLedger) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  for (const char* code : {"Osprey", "Lark"}) {
    const Answer first = welcome(code);
    ASSERT_EQ(first.outcome, Outcome::accepted);
    ASSERT_EQ(send(domain::Leave{see([&](const Published& p) { return p.find_visit(first.visit); })}).outcome,
              Outcome::accepted);
    ASSERT_EQ(welcome(code).outcome, Outcome::accepted);
  }
  const auto known = participants();
  ASSERT_EQ(known.size(), 2U);
  const auto site_keys = keys();
  auto store = ledger::SqliteStore::open_read_only(site_.ledger(), site_keys, site_.id);
  ASSERT_TRUE(store.ok());
  int enrolled = 0;
  int linked = 0;
  SideTable table;
  ASSERT_TRUE(replay(**store, table, [&](const ledger::Row& row, const ledger::Record& record) -> base::Result<> {
                const std::string body(base::text_of(row.body));
                for (const Known& one : known) {
                  EXPECT_EQ(body.find(base::text_of(one.id.bytes)), std::string::npos) << "row " << row.seq;
                  EXPECT_EQ(body.find(base::text_of(one.sealed_code)), std::string::npos) << "row " << row.seq;
                }
                for (const char* code : {"Osprey", "osprey", "Lark", "lark"})
                  EXPECT_EQ(body.find(code), std::string::npos) << "row " << row.seq;
                if (std::holds_alternative<domain::ParticipantEnrolled>(record.event.body)) {
                  ++enrolled;
                  EXPECT_TRUE(record.attachments.empty()) << "a count and nothing more";
                }
                if (!attachment(record, ledger::AttachmentKind::visit_link).empty()) ++linked;
                return base::Done{};
              }).ok());
  EXPECT_EQ(enrolled, 2);
  EXPECT_EQ(linked, 4);
}

TEST_F(CenterRecordTest, ShowsNoCodeOnTheDisk) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Quetzalcoatlus").outcome, Outcome::accepted);
  const auto search = [&] {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(site_.path)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::string bytes((std::istreambuf_iterator<char>(file)), {});
      std::ranges::transform(bytes, bytes.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      EXPECT_EQ(bytes.find("quetzalcoatlus"), std::string::npos) << entry.path();
    }
  };
  search();  // while it runs, its logs too
  center_.reset();
  search();
}

TEST_F(CenterRecordTest, TalliesTheCodesOfAMonthThatEndsWhileTheFloorIsOpen) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Lark").outcome, Outcome::accepted);
  clock_.forward(base::hours(24 * 31));
  ASSERT_EQ(welcome("Heron").outcome, Outcome::accepted);
  EXPECT_EQ(tallies(), (std::vector<Tally>{{202609, 2}}));
}

TEST_F(CenterRecordTest, TalliesTheCodesOfAMonthThatEndedWhileTheProgramWasNotRunningOnce) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Lark").outcome, Outcome::accepted);
  center_.reset();
  clock_.forward(base::hours(24 * 31));
  for (int starts = 0; starts < 2; ++starts) {
    open();
    send(tap(domain::ActKind::opened, next_id(), screen_));
    EXPECT_EQ(tallies(), (std::vector<Tally>{{202609, 2}}));
  }
  open();
  ASSERT_EQ(welcome("Heron").outcome, Outcome::accepted);
  center_.reset();
  clock_.forward(base::hours(24 * 31));
  open();
  send(tap(domain::ActKind::opened, next_id(), screen_));
  EXPECT_EQ(tallies(), (std::vector<Tally>{{202609, 2}, {202610, 1}}));
}

/// Welcomes a code; the visit's random id.
base::Uuid welcomed(Center& center, Request request, const std::string& code) {
  request.code = code;
  request.enrol = true;
  const Answer answer = center.submit_and_wait({request}).front();
  EXPECT_EQ(answer.outcome, Outcome::accepted);
  return answer.visit;
}

TEST_F(CenterTest, VisitsThatAreOverHaveTheirIdsAndHandlesAfterARestart) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const domain::Welcome supplies{.purpose = domain::Purpose::supplies};
  std::vector<base::Uuid> ids;
  for (const std::string code : {"maple-otter-11", "birch-heron-12"})
    ids.push_back(welcomed(*center_, request(supplies, nurse_), code));
  const auto visit_of = [&](const base::Uuid& id) { return see([&](const Published& p) { return p.find_visit(id); }); };
  for (const base::Uuid& id : ids) ASSERT_EQ(send(domain::Leave{.visit = visit_of(id)}).outcome, Outcome::accepted);
  const auto told = [&] {
    return see([](const Published& p) {
      std::map<base::Uuid, std::string> out;
      for (const domain::Over& over : p.state.over) {
        if (const VisitName* name = p.name_of(over.person.visit)) out[name->id] = name->handle;
      }
      return out;
    });
  };
  const auto before = told();
  ASSERT_EQ(before.size(), 2U);
  open();
  EXPECT_EQ(told(), before);
  EXPECT_FALSE(see([](const Published& p) { return p.find_visit(base::Uuid{}); }).exists())
      << "what has no name is nobody";

  ASSERT_EQ(send(domain::UndoEnding{.visit = visit_of(ids[0])}).outcome, Outcome::accepted);
  const auto handle = see([&](const Published& p) {
    const VisitName* name = p.name_inside(p.find_visit(ids[0]));
    return name ? name->handle : std::string("nobody");
  });
  EXPECT_EQ(handle, "maple-otter-11");
  Request again = request(supplies, nurse_);
  again.code = "maple-otter-11";
  EXPECT_EQ(send(again).outcome, Outcome::already_inside) << "they are inside again";
}

TEST_F(CenterTest, ACodeIsNotInsideTwiceByWayOfAnUndo) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const domain::Welcome supplies{.purpose = domain::Purpose::supplies};
  const base::Uuid first = welcomed(*center_, request(supplies, nurse_), "maple-otter-11");
  const domain::VisitId visit = see([&](const Published& p) { return p.find_visit(first); });
  ASSERT_EQ(send(domain::Leave{.visit = visit}).outcome, Outcome::accepted);
  welcomed(*center_, request(supplies, nurse_), "maple-otter-11");
  EXPECT_EQ(send(domain::UndoEnding{.visit = visit}).outcome, Outcome::already_inside);
}

TEST_F(CenterTest, AWelcomeThatIsTakenBackIsNoCodeOfTheMonth) {
  const auto last_tally = [&] {
    std::uint32_t out = 99;
    center_.reset();
    const auto site_keys = keys();
    auto store = ledger::SqliteStore::open_read_only(site_.ledger(), site_keys, site_.id);
    EXPECT_TRUE(store.ok());
    SideTable table;
    const auto read = replay(**store, table, [&](const ledger::Row&, const ledger::Record& record) -> base::Result<> {
      if (const auto* tally = std::get_if<domain::CodesTallied>(&record.event.body)) out = tally->codes;
      return base::Done{};
    });
    EXPECT_TRUE(read.ok());
    return out;
  };
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const domain::Welcome supplies{.purpose = domain::Purpose::supplies};
  const base::Uuid wrong = welcomed(*center_, request(supplies, nurse_), "maple-otter-11");
  welcomed(*center_, request(supplies, nurse_), "birch-heron-12");
  const domain::VisitId visit = see([&](const Published& p) { return p.find_visit(wrong); });
  ASSERT_EQ(send(domain::UndoWelcome{.visit = visit}).outcome, Outcome::accepted);
  ASSERT_EQ(send(domain::CloseFloor{}).outcome, Outcome::accepted);
  EXPECT_EQ(last_tally(), 1U);
  open();
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(send(domain::CloseFloor{}).outcome, Outcome::accepted);
  EXPECT_EQ(last_tally(), 1U) << "after a restart too";
}

TEST_F(CenterTest, KeepsNoNameOfWhoseWelcomeWasTakenBack) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const domain::Welcome supplies{.purpose = domain::Purpose::supplies};
  const auto id = welcomed(*center_, request(supplies, nurse_), "maple-otter-11");
  const auto names = [&] { return see([](const Published& p) { return p.names.size(); }); };
  ASSERT_EQ(names(), 1U);
  const auto visit = see([&](const Published& p) { return p.find_visit(id); });
  ASSERT_EQ(send(domain::UndoWelcome{.visit = visit}).outcome, Outcome::accepted);
  EXPECT_EQ(names(), 0U);
}

}  // namespace
}  // namespace alongside::center
