// An import into an empty record, for tests: what it plans, what it adds, and what stands in the record then.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "center/import/visits.hpp"
#include "document/toml.hpp"
#include "ledger/codec.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {

using Lines = std::vector<std::string>;

inline ImportMap map_of(const char* toml) {
  auto file = document::Toml::parse("map.toml", toml);
  auto map = ImportMap::read(*file);
  if (!map) ADD_FAILURE() << map.error().message;
  return map ? *map : ImportMap{};
}

class AnImport : public testing::Test {
 protected:
  AnImport() : keys_(ledger::SiteKeys::derive(ledger::Key::random())) {
    site_.bytes[0] = 1;
    store_ = std::move(ledger::SqliteStore::create(folder_ / "ledger.db", keys_, site_)).value();
  }

  ImportInto into() const {
    const document::Zone zone = *document::Zone::find("America/New_York");
    return {site_, keys_, zone, document::parse_moment("2022-06-01", zone)->instant};
  }

  ImportPlan plan(std::string_view text, const ImportMap& map = {}) {
    auto plan = plan_import("visits.csv", text, map, into(), *store_);
    if (!plan) ADD_FAILURE() << plan.error().message;
    return plan ? std::move(plan).value() : ImportPlan{};
  }
  ImportPlan import(std::string_view text, const ImportMap& map = {}) {
    ImportPlan made = plan(text, map);
    const auto head = append_import(made, store_->head(), appending_to(*store_));
    if (!head) ADD_FAILURE() << head.error().message;
    return made;
  }
  std::string refused(std::string_view text, const ImportMap& map = {}) {
    const auto plan = plan_import("visits.csv", text, map, into(), *store_);
    return plan.ok() ? "taken" : plan.error().message;
  }

  std::vector<domain::Event> events() {
    std::vector<domain::Event> out;
    const auto done = store_->scan(1, [&](const ledger::Row& row) -> base::Result<> {
      out.push_back(ledger::decode(row.kind, row.body)->event);
      return base::Done{};
    });
    EXPECT_TRUE(done.ok());
    return out;
  }
  template <class Body>
  std::vector<Body> all() {
    std::vector<Body> out;
    for (const domain::Event& event : events()) {
      if (const auto* body = std::get_if<Body>(&event.body)) out.push_back(*body);
    }
    return out;
  }
  /// Every use in the record as "visit substances-bits route".
  Lines uses() {
    Lines out;
    for (const auto& use : all<domain::ImportedUse>()) {
      std::string names;
      for (std::size_t i = 0; i < domain::Words<domain::Substance>::names.size(); ++i) {
        if (use.substances.has(static_cast<domain::Substance>(i)))
          names += (names.empty() ? "" : "+") + std::string(domain::Words<domain::Substance>::names[i]);
      }
      out.push_back(std::to_string(use.visit) + ' ' + names + ' ' + std::string(name_of(use.route)));
    }
    return out;
  }

  static Lines messages(const ImportPlan& plan) {
    Lines out;
    for (const RejectedRow& row : plan.rejected) out.push_back(row.message);
    return out;
  }

  ledger::TemporaryFolder folder_;
  ledger::SiteKeys keys_;
  base::Uuid site_;
  std::unique_ptr<ledger::SqliteStore> store_;
};

inline Lines arrivals(const std::vector<domain::ImportedVisit>& visits) {
  Lines out;
  for (const auto& visit : visits) out.push_back(document::iso_utc(visit.arrived));
  return out;
}

}  // namespace alongside::center
