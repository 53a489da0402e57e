// The site's owner brings history into a running server: it goes in beside the floor, and only history does.
#include "center/import/visits.hpp"
#include "ledger/verify.hpp"
#include "server/owners_site.hpp"

namespace alongside::server::test {
namespace {

constexpr std::string_view january =
    "visit,arrived,substance,route\n"
    "1,2024-01-02 10:00,heroin,inject\n"
    "2,2024-01-02 11:00,heroin,inject\n"
    "3,2024-01-03 11:00,heroin,inject\n";

class OwnersImport : public OwnersSocket {
 protected:
  center::ImportPlan plan(const std::string& text, ledger::Head& planned_on) {
    const auto zone = document::Zone::find("America/New_York");
    const auto store = ledger::SqliteStore::open_read_only(site_.folder().ledger(), keys_, site_.folder().id);
    planned_on = (*store)->head();
    const center::ImportInto into{site_.folder().id, keys_, *zone, center::SystemClock().now()};
    auto planned = center::plan_import("visits.csv", text, center::ImportMap{}, into, **store);
    EXPECT_TRUE(planned.ok()) << (planned.ok() ? "" : planned.error().message);
    EXPECT_TRUE(planned->rejected.empty()) << planned->rejected.front().message;
    return std::move(*planned);
  }
  static std::vector<ledger::NewRow> rows_of(const center::ImportPlan& plan) {
    std::vector<ledger::NewRow> rows;
    for (const auto& command : plan.commands) rows.insert(rows.end(), command.begin(), command.end());
    return rows;
  }
  ledger::SiteKeys keys_ = site_.keys();
};

TEST_F(OwnersImport, GoesInBesideTheFloorAndOfTwoAtOnceNeitherIsLost) {
  listen();
  auto screen = site_.screen_of("nurse-2");
  site_.open_floor(screen);
  ledger::Head planned_on;
  const auto rows = rows_of(plan(std::string(january), planned_on));
  ledger::Head other_planned_on;
  const auto other = rows_of(plan("visit,arrived\n77,2024-02-02 10:00\n", other_planned_on));
  const std::uint64_t before = site_.seq();
  const auto head = running().append_history(keys_, rows, planned_on.seq);
  ASSERT_TRUE(head.ok()) << head.error().message;
  EXPECT_EQ(head->seq, before + rows.size());
  // Planned without the first: its visits would have the same numbers.
  const auto late = running().append_history(keys_, other, other_planned_on.seq);
  ASSERT_FALSE(late.ok());
  EXPECT_NE(late.error().message.find("run it again"), std::string::npos) << late.error().message;
  const auto again = rows_of(plan("visit,arrived\n77,2024-02-02 10:00\n", other_planned_on));
  EXPECT_TRUE(running().append_history(keys_, again, other_planned_on.seq).ok());
  EXPECT_FALSE(site_.welcome(screen, "osprey", 1).empty());
  ledger::Head same;
  EXPECT_TRUE(plan(std::string(january), same).adds_nothing());
  socket_.reset();
  site_.stop();
  const auto report = ledger::verify_chain({.ledger = site_.folder().ledger(),
                                            .keys = keys_,
                                            .site = site_.folder().id,
                                            .heads_log = site_.folder().heads(),
                                            .held = {},
                                            .refold = {},
                                            .progress = {}});
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->holds());
}

TEST_F(OwnersImport, WhatIsNoHistoryIsRefusedAndTheRecordStaysOpen) {
  listen();
  ledger::Head planned_on;
  const auto rows = rows_of(plan(std::string(january), planned_on));
  auto encoded = ledger::encode(
      {{.at = base::Instant{1}, .by = {}, .device = {}, .marks = {}, .body = domain::FloorOpened{}}, {}});
  EXPECT_FALSE(running()
                   .append_history(keys_, {{.command = base::Uuid{}, .kind = encoded.kind, .body = encoded.body}},
                                   planned_on.seq)
                   .ok());
  EXPECT_FALSE(running().append_history(keys_, {{.command = base::Uuid{}, .kind = 9999}}, planned_on.seq).ok());
  auto apart = rows;
  apart.push_back(rows.front());
  EXPECT_FALSE(running().append_history(keys_, apart, planned_on.seq).ok());
  ASSERT_TRUE(running().append_history(keys_, rows, planned_on.seq).ok());
  EXPECT_FALSE(running().append_history(keys_, rows, site_.seq()).ok());
  bool saved = false;
  site_.center().read([&](const center::Published& published) { saved = published.saved; });
  EXPECT_TRUE(saved);
}

}  // namespace
}  // namespace alongside::server::test
