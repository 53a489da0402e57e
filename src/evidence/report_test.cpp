#include "evidence/report.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "evidence/report_json.hpp"
#include "evidence/report_text.hpp"

namespace alongside::evidence {
namespace {

using namespace domain;
namespace json = boost::json;

SiteRecord site(const char* name, std::uint8_t number, SiteKind kind = SiteKind::real) {
  SiteRecord record{name, Fold(*document::Zone::find("America/New_York")), 12, "ab12", Instant{1'700'000'000'000}};
  SiteFounded founded;
  founded.site.bytes[0] = number;
  founded.kind = kind;
  record.fold.add(Event{Instant{0}, {}, {}, {}, founded});
  return record;
}

void put(SiteRecord& record, const char* local, EventBody body) {
  record.fold.add(Event{document::parse_moment(local, record.fold.zone())->instant, {}, {}, {}, body});
}

void put_use(SiteRecord& record, const char* local, Substances substances, Route route) {
  ImportedUse use;
  use.arrived = document::parse_moment(local, record.fold.zone())->instant;
  use.substances = substances;
  use.route = route;
  put(record, local, use);
}

TEST(AReport, RefusesToMixKindsOfSite) {
  const auto mixed = report_over({site("East", 1), site("Show", 2, SiteKind::demonstration)}, {});
  ASSERT_FALSE(mixed.ok());
  EXPECT_EQ(mixed.error().message,
            "Show: a demonstration site is never summed with a real one (East); report on each alone");
  EXPECT_EQ(mixed.error().failure, base::Failure::input);
  EXPECT_TRUE(report_over({site("Show", 2, SiteKind::demonstration)}, {}).ok());
}

TEST(AReport, RefusesASiteTwiceAndARecordWithoutBeginning) {
  EXPECT_EQ(report_over({site("East", 1), site("Copy", 1)}, {}).error().message,
            "Copy: expected every site once, found it again; name each folder once");
  EXPECT_FALSE(report_over({}, {}).ok());
  SiteRecord empty = site("Empty", 3);
  empty.fold = Fold(*document::Zone::find("UTC"));
  EXPECT_EQ(report_over({empty}, {}).error().failure, base::Failure::check);
  EXPECT_FALSE(report_over({site("East", 1)}, {Date{2024, 2, 1}, Date{2024, 1, 1}}).ok());
}

TEST(AReport, SumsSitesAndCountsAMixUnderEachOfItsSubstances) {
  SiteRecord east = site("East", 1);
  SiteRecord west = site("West", 2);
  const Substances heroin = Substances{}.with(Substance::heroin);
  put(east, "2024-05-01 10:00", Welcomed{});
  put(west, "2024-05-02 11:00", Welcomed{});
  put_use(east, "2024-05-01 10:00", heroin.with(Substance::cocaine), Route::inject);
  put_use(west, "2024-05-02 11:00", heroin, Route::smoke);
  const auto report = report_over({east, west}, {});
  ASSERT_TRUE(report.ok());

  const json::value document = json::parse(report_as_json(*report));
  const json::value& uses = document.at("sum").at("uses");
  EXPECT_EQ(uses.at("total"), 2);
  EXPECT_EQ(uses.at("mixes"), 1);
  EXPECT_EQ(uses.at("by_substance"), json::value({{"heroin", 2}, {"cocaine", 1}}));
  EXPECT_EQ(uses.at("by_route").at("inject"), 1);
  EXPECT_EQ(uses.at("by_route").at("smoke"), 1);
  EXPECT_EQ(document.at("sum").at("visits").at("by_hour").at(10), 1);
  EXPECT_EQ(document.at("sites").at(1).at("figures").at("uses").at("total"), 1);
  EXPECT_EQ(document.at("sites").at(0).at("chain_head").at("seq"), 12);
  EXPECT_EQ(document.at("sites").at(0).at("data_as_of"), "2023-11-14T22:13:20Z");
  EXPECT_EQ(document.at("days").at("first"), "2024-05-01");
  EXPECT_EQ(document.at("days").at("count"), 2);
  EXPECT_EQ(document.at("face"), "internal");
}

TEST(AReport, PrintsNoDeathWithItsUpperBoundAndNothingAsUnknown) {
  SiteRecord east = site("East", 1);
  EXPECT_TRUE(json::parse(report_as_json(*report_over({east}, {})))
                  .at("sum")
                  .at("emergencies")
                  .at("deaths")
                  .at("upper_95")
                  .is_null())
      << "no use at all: no bound";
  for (int i = 0; i < 100; ++i) put_use(east, "2024-05-01 10:00", Substances{}.with(Substance::heroin), Route::inject);
  const json::value document = json::parse(report_as_json(*report_over({east}, {})));
  const json::value& deaths = document.at("sum").at("emergencies").at("deaths");
  EXPECT_EQ(deaths.at("count"), 0);
  EXPECT_EQ(deaths.at("of"), 100);
  EXPECT_NEAR(deaths.at("upper_95").at("count").as_double(), 2.95, 0.005)
      << "Hanley and Lippman-Hand: 0 of 100 is up to 2.95";
  EXPECT_TRUE(document.at("sum").at("codes").at("at_least").is_null());
  EXPECT_FALSE(document.at("sum").at("codes").at("why").as_string().empty());
  EXPECT_TRUE(document.at("sum").at("emergencies").at("time_to").at("oxygen").at("p50_s").is_null());
}

TEST(AReport, SumsAMonthsCodesOnlyWhereEverySiteCountedThem) {
  SiteRecord east = site("East", 1);
  SiteRecord west = site("West", 2);
  for (SiteRecord* record : {&east, &west}) {
    put(*record, "2024-05-01 10:00", Welcomed{});
    put(*record, "2024-06-01 10:00", CodesTallied{202405, 4, false});
  }
  const auto months = [](const std::vector<SiteRecord>& sites, const Days& days = {}) {
    return report_over(sites, days)->sum.closed(indicator::codes).months(days);
  };
  EXPECT_EQ(months({east, west}), (std::map<std::uint32_t, Range>{{202405, {8, 8}}}));
  put(west, "2024-06-02 10:00", Welcomed{});
  put(east, "2024-07-01 10:00", CodesTallied{202406, 9, false});
  EXPECT_EQ(months({east, west}), (std::map<std::uint32_t, Range>{{202405, {8, 8}}}))
      << "the west has visits in June and no count";
  EXPECT_TRUE(months({east}, {Date{2024, 5, 2}, {}}).contains(202406));
  EXPECT_FALSE(months({east}, {Date{2024, 5, 2}, {}}).contains(202405)) << "a month that is cut has no count";
}

TEST(AReport, IsMarkedInternalOnPaperToo) {
  const std::string text = report_as_text(*report_over({site("Show", 1, SiteKind::demonstration)}, {}));
  EXPECT_EQ(text.rfind("INTERNAL: not for release.", 0), 0U);
  EXPECT_NE(text.find("This is a demonstration site: no figure here is of people."), std::string::npos);
  EXPECT_NE(text.find("Nothing is recorded in these days."), std::string::npos);
}

}  // namespace
}  // namespace alongside::evidence
