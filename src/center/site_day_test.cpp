// The day of a site in its record: of a new one, of one that stood before the record could say it, and of one whose zone changed.
#include "center/site_day.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

#include "center/center.hpp"
#include "ledger/codec.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

constexpr base::Instant noon{1'790'000'000'000};
constexpr const char* new_york = "America/New_York";

domain::State with_day(std::string_view zone, std::uint16_t starts_minutes, base::Instant holds_from = noon) {
  domain::State state;
  state.zone = *domain::ZoneName::of(zone);
  state.day_starts_minutes = starts_minutes;
  state.day_holds_from = holds_from;
  return state;
}

SiteFolder in_zone(const char* zone) { return {.path = {}, .id = {}, .name = {}, .zone = zone, .address = {}}; }

TEST(TheDayOfANewSite, BeginsAtFiveInAZoneThatThereIs) {
  const auto day = day_of_new_site(new_york);
  ASSERT_TRUE(day.ok());
  EXPECT_EQ(day->zone.text(), new_york);
  EXPECT_EQ(day->starts_minutes, 300);
  EXPECT_EQ(day_of_new_site("America/Nowhere").error().failure, base::Failure::input);
}

TEST(TheDayOfASite, IsSetAtAStartWhereTheRecordHasNone) {
  const auto day = day_to_set({}, in_zone(new_york), noon);
  ASSERT_TRUE(day.has_value());
  EXPECT_EQ(day->zone.text(), new_york);
  EXPECT_EQ(day->starts_minutes, 0) << "what it has reported stays";
}

TEST(TheDayOfASite, IsNotSetAgain) {
  EXPECT_FALSE(day_to_set(with_day(new_york, 0), in_zone(new_york), noon).has_value());
  EXPECT_FALSE(day_to_set(with_day(new_york, 300), in_zone(new_york), noon).has_value());
}

TEST(TheDayOfASite, IsSaidAgainWhereAClockThatRanAheadSaidIt) {
  const auto day = day_to_set(with_day(new_york, 300, noon + base::hours(1)), in_zone(new_york), noon);
  ASSERT_TRUE(day.has_value());
  EXPECT_EQ(day->starts_minutes, 300);
}

TEST(TheDayOfASite, FollowsAZoneThatItsOwnerNamedAndKeepsItsStart) {
  const auto day = day_to_set(with_day(new_york, 300), in_zone("America/Chicago"), noon);
  ASSERT_TRUE(day.has_value());
  EXPECT_EQ(day->zone.text(), "America/Chicago");
  EXPECT_EQ(day->starts_minutes, 300);
}

TEST(TheDayOfASite, IsNeverTakenFromAFileThatDoesNotRead) {
  SiteFolder damaged = in_zone("UTC");
  damaged.faults.push_back({"site.toml", "", "", ""});
  EXPECT_FALSE(day_to_set({}, damaged, noon).has_value());
  EXPECT_FALSE(day_to_set(with_day(new_york, 300), damaged, noon).has_value());
}

class ASitesRecord : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = create_site({.path = folder_.path() / "site",
                             .name = "test",
                             .zone = new_york,
                             .address = "",
                             .kind = domain::SiteKind::demonstration,
                             .key_file = {},
                             .passphrase = ""});
    ASSERT_TRUE(made.ok()) << made.error().message;
    site_ = *made;
  }

  ledger::SiteKeys keys() const {
    return std::move(open_site_keys(site_, std::nullopt, [] { return base::Result<std::string>(std::string()); }))
        .value();
  }

  std::vector<ledger::NewRow> rows() const {
    std::vector<ledger::NewRow> out;
    const auto store = ledger::SqliteStore::open_read_only(site_.ledger(), keys(), site_.id);
    EXPECT_TRUE(store.ok());
    EXPECT_TRUE((*store)->scan(1, [&](const ledger::Row& row) -> base::Result<> {
      out.push_back(row);
      return base::Done{};
    }));
    return out;
  }

  std::vector<domain::DaySet> days() const {
    std::vector<domain::DaySet> out;
    for (const ledger::NewRow& row : rows()) {
      const auto record = ledger::decode(row.kind, row.body);
      if (const auto* day = std::get_if<domain::DaySet>(&record->event.body)) out.push_back(*day);
    }
    return out;
  }

  /// Its record as init wrote it before a record could say its day.
  void make_it_stand() {
    std::vector<ledger::NewRow> before = rows();
    std::erase_if(before, [](const ledger::NewRow& row) { return row.kind == domain::DaySet::is.number; });
    for (const auto& entry : std::filesystem::directory_iterator(site_.path)) {
      if (entry.path().filename().string().starts_with("ledger.db")) std::filesystem::remove(entry.path());
    }
    const auto store = ledger::SqliteStore::create(site_.ledger(), keys(), site_.id);
    ASSERT_TRUE(store.ok()) << store.error().message;
    ASSERT_TRUE((*store)->append((*store)->head(), before).ok());
  }

  void start() {
    const auto center = Center::open(site_, keys(), clock_);
    ASSERT_TRUE(center.ok()) << center.error().message;
    bool is_open = false;
    (*center)->read([&](const Published& published) { is_open = published.saved; });
    EXPECT_TRUE(is_open);
  }

  ledger::TemporaryFolder folder_;
  SiteFolder site_;
  SystemClock clock_;
};

TEST_F(ASitesRecord, OfANewSiteSaysItsDayBeforeAnybodyComesAndNoStartSaysItAgain) {
  ASSERT_EQ(days().size(), 1U);
  EXPECT_EQ(days()[0].zone.text(), new_york);
  EXPECT_EQ(days()[0].starts_minutes, 300);
  start();
  start();
  EXPECT_EQ(days().size(), 1U);
}

TEST_F(ASitesRecord, ThatStoodSaysItsDayOnceAtTheNextStart) {
  make_it_stand();
  ASSERT_TRUE(days().empty());
  start();
  ASSERT_EQ(days().size(), 1U);
  EXPECT_EQ(days()[0].zone.text(), new_york);
  EXPECT_EQ(days()[0].starts_minutes, 0);
  start();
  EXPECT_EQ(days().size(), 1U);
}

TEST_F(ASitesRecord, SaysAnotherZoneOnceItsOwnerHasNamedIt) {
  site_.zone = "America/Chicago";
  start();
  start();
  ASSERT_EQ(days().size(), 2U);
  EXPECT_EQ(days()[1].zone.text(), "America/Chicago");
  EXPECT_EQ(days()[1].starts_minutes, 300);
}

}  // namespace
}  // namespace alongside::center
