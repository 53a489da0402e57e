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

DaySet from_five() { return {.zone = *ZoneName::of("America/New_York"), .starts_minutes = 300}; }

TEST(AReport, OfASiteWhoseDayBeginsAtFiveCountsTheSmallHoursOnTheDayBefore) {
  SiteRecord east = site("East", 1);
  put(east, "2024-04-30 12:00", from_five());
  put(east, "2024-05-01 23:00", Welcomed{});
  put(east, "2024-05-02 02:00", Welcomed{});
  UseBegan use;
  use.visit = {1, 0};
  use.use = 1;
  put(east, "2024-05-02 02:00", use);
  put(east, "2024-05-02 05:00", Welcomed{});
  UseUndone undone;
  undone.visit = use.visit;
  undone.use = use.use;

  const auto of = [](const SiteRecord& record, Date day) {
    return json::parse(report_as_json(*report_over({record}, {day, day})));
  };
  const json::value first = of(east, {2024, 5, 1});
  EXPECT_EQ(first.at("sum").at("visits").at("total"), 2);
  EXPECT_EQ(first.at("sum").at("visits").at("by_hour").at(2), 1) << "an hour is the wall's";
  EXPECT_EQ(first.at("sum").at("uses").at("total"), 1);
  EXPECT_EQ(of(east, {2024, 5, 2}).at("sum").at("visits").at("total"), 1);
  EXPECT_EQ(of(east, {2024, 5, 2}).at("sum").at("uses").at("total"), 0);
  put(east, "2024-05-02 05:00", undone);
  EXPECT_EQ(of(east, {2024, 5, 1}).at("sum").at("uses").at("total"), 0) << "it is taken back where it stood";
  EXPECT_EQ(of(east, {2024, 5, 2}).at("sum").at("uses").at("total"), 0);
}

TEST(AReport, CountsAnEmergencyOnTheDayOnWhichItBegan) {
  SiteRecord east = site("East", 1);
  put(east, "2024-04-30 12:00", from_five());
  Act opened;
  opened.id.bytes[0] = 1;
  opened.at = document::parse_moment("2024-05-02 04:59", east.fold.zone())->instant;
  opened.kind = ActKind::opened;
  put(east, "2024-05-02 05:10", ActRecorded{{1, 0}, opened});
  const auto total = [&](Date day) {
    return json::parse(report_as_json(*report_over({east}, {day, day}))).at("sum").at("emergencies").at("total");
  };
  EXPECT_EQ(total({2024, 5, 1}), 1);
  EXPECT_EQ(total({2024, 5, 2}), 0);
}

TEST(AReport, CountsAnImportedDateOnItself) {
  SiteRecord east = site("East", 1);
  put(east, "2024-04-30 12:00", from_five());
  const auto arrived = [&](const char* local) { return document::parse_moment(local, east.fold.zone())->instant; };
  put(east, "2024-05-03 12:00", ImportedVisit{1, arrived("2024-05-02"), Precision::day});
  put(east, "2024-05-03 12:00", ImportedVisit{2, arrived("2024-05-02 02:00"), Precision::minute});
  const json::value by_day = json::parse(report_as_json(*report_over({east}, {}))).at("sum").at("visits").at("by_day");
  EXPECT_EQ(by_day, json::value({{{"day", "2024-05-01"}, {"visits", 1}}, {{"day", "2024-05-02"}, {"visits", 1}}}));
}

TEST(AReport, CountsCodesByCalendarMonthWheneverADayBegins) {
  SiteRecord east = site("East", 1);
  SiteRecord west = site("West", 2);
  put(east, "2024-05-01 10:00", Welcomed{});
  put(east, "2024-06-01 10:00", CodesTallied{202405, 4, false});
  put(west, "2024-05-31 22:00", from_five());
  put(west, "2024-06-01 02:00", Welcomed{});
  put(west, "2024-07-01 10:00", CodesTallied{202406, 1, false});
  EXPECT_EQ(report_over({east, west}, {})->sum.closed(indicator::codes).months({}),
            (std::map<std::uint32_t, Range>{{202405, {4, 4}}, {202406, {1, 1}}}))
      << "in May nobody came to the west, and its code is June's";
  EXPECT_EQ(json::parse(report_as_json(*report_over({west}, {}))).at("days").at("first"), "2024-05-31");
}

TEST(AReport, SaysHowDaysBeginWhereItIsNotMidnight) {
  SiteRecord east = site("East", 1);
  put(east, "2024-04-30 12:00", Welcomed{});
  put(east, "2024-05-01 12:00", from_five());
  const auto starts = [&](const Days& days) {
    const json::value document = json::parse(report_as_json(*report_over({east}, days)));
    const json::value* told = document.at("sites").at(0).as_object().if_contains("day_starts");
    return told ? *told : json::value();
  };
  EXPECT_TRUE(starts({}).is_null()) << "the one day with anything in it was from midnight";
  EXPECT_EQ(report_as_text(*report_over({east}, {})).find("a day begins"), std::string::npos);
  put(east, "2024-05-02 02:00", Welcomed{});
  EXPECT_EQ(starts({}), json::value({{{"from", nullptr}, {"at", "00:00"}, {"zone", "America/New_York"}},
                                     {{"from", "2024-05-01"}, {"at", "05:00"}, {"zone", "America/New_York"}}}));
  EXPECT_NE(report_as_text(*report_over({east}, {}))
                .find("from 2024-05-01 on a day begins at 05:00 by the wall (America/New_York)"),
            std::string::npos);
  EXPECT_EQ(starts({Date{2024, 5, 1}, {}}).as_array().size(), 1U);
}

TEST(AReport, OfASiteThatStoodIsTheSameByteForByteOnceItsRecordSaysThatItsDayIsFromMidnight) {
  SiteRecord silent = site("East", 1);
  SiteRecord said = silent;
  const auto put_both = [&](const char* local, const EventBody& body) {
    put(silent, local, body);
    put(said, local, body);
  };
  put_both("2024-04-30 23:59", Welcomed{});
  put_both("2024-05-01 00:00", Welcomed{});
  put(said, "2024-05-01 00:30", DaySet{.zone = *ZoneName::of("America/New_York"), .starts_minutes = 0});
  put_both("2024-05-01 02:00", Welcomed{});
  put_both("2024-05-02 00:00", Welcomed{});
  EXPECT_EQ(report_as_json(*report_over({said}, {})), report_as_json(*report_over({silent}, {})));
  EXPECT_EQ(report_as_text(*report_over({said}, {})), report_as_text(*report_over({silent}, {})));
}

TEST(AReport, IsMarkedInternalOnPaperToo) {
  const std::string text = report_as_text(*report_over({site("Show", 1, SiteKind::demonstration)}, {}));
  EXPECT_EQ(text.rfind("INTERNAL: not for release.", 0), 0U);
  EXPECT_NE(text.find("This is a demonstration site: no figure here is of people."), std::string::npos);
  EXPECT_NE(text.find("Nothing is recorded in these days."), std::string::npos);
}

}  // namespace
}  // namespace alongside::evidence
