// The demonstration breathes, and touches no real record.
#include "cli/demonstration.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "center/demonstration_staff.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::cli {
namespace {

using namespace center;

std::unique_ptr<Center> center_of(const std::filesystem::path& path, domain::SiteKind kind, Clock& clock) {
  NewSite site{.path = path,
               .name = "show",
               .zone = "America/New_York",
               .address = "",
               .kind = kind,
               .key_file = {},
               .passphrase = "not a secret"};
  if (kind != domain::SiteKind::demonstration) site.key_file = path.string() + ".key";
  const auto folder = create_site(site);
  EXPECT_TRUE(folder.ok()) << folder.error().message;
  auto keys = open_site_keys(*folder, site.key_file, [] { return base::Result<std::string>(std::string()); });
  EXPECT_TRUE(keys.ok()) << keys.error().message;
  if (kind == domain::SiteKind::demonstration) {
    EXPECT_TRUE(add_demonstration_staff(*folder, *keys).ok());
  }
  auto opened = Center::open(*folder, std::move(*keys), clock);
  EXPECT_TRUE(opened.ok()) << opened.error().message;
  return std::move(*opened);
}

TEST(Demonstration, OpensOnALivedInMorning) {
  const ledger::TemporaryFolder folder;
  SystemClock clock;
  const auto center = center_of(folder / "site", domain::SiteKind::demonstration, clock);
  const auto demonstration = Demonstration::start(*center, 1);
  ASSERT_TRUE(demonstration.ok()) << demonstration.error().message;
  center->read([](const Published& published) {
    const auto& people = published.state.people;
    const auto inside =
        std::count_if(people.begin(), people.end(), [](const domain::Person& p) { return p.visit.exists(); });
    EXPECT_GE(inside, 10);
    EXPECT_TRUE(published.state.floor_open);
    for (const domain::Person& person : people)
      EXPECT_FALSE(person.look_is_overdue) << "nobody was left without a look";
    EXPECT_GT(published.state.next_visit, 30U) << "visits of the morning are in the record";
    EXPECT_TRUE(published.today.alarms.empty());
  });
}

TEST(Demonstration, RefusesARealSite) {
  const ledger::TemporaryFolder folder;
  SystemClock clock;
  const auto center = center_of(folder / "site", domain::SiteKind::real, clock);
  EXPECT_FALSE(Demonstration::start(*center, 1).ok());
}

}  // namespace
}  // namespace alongside::cli
