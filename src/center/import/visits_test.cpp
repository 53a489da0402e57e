#include "center/import/visits.hpp"

#include <gtest/gtest.h>

#include <random>

#include "document/toml.hpp"
#include "ledger/codec.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

using Lines = std::vector<std::string>;

ImportMap map_of(const char* toml) {
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

const char* const two_visits =
    "visit,arrived,code,substance,route,emergency,oxygen,naloxone,ems\n"
    "1,2021-11-30 14:05,K1,heroin,inject,,,,\n"
    "1,2021-11-30 14:05,K1,crack,smoke,opioid,yes,no,unknown\n"
    "2,12/15/2021 9 AM,K2,,,,,,\n";

TEST_F(AnImport, TakesVisitsUsesAndEmergenciesAndMarksThem) {
  const ImportPlan made = import(two_visits);
  EXPECT_EQ(made.summary.visits_added, 2U);
  EXPECT_EQ(made.summary.uses_added, 2U);
  EXPECT_EQ(made.summary.emergencies_added, 1U);
  EXPECT_EQ(made.summary.codes, 2U);
  EXPECT_TRUE(made.rejected.empty());
  EXPECT_EQ(uses(), (Lines{"1 heroin inject", "1 crack smoke"}));

  const auto visits = all<domain::ImportedVisit>();
  ASSERT_EQ(visits.size(), 2U);
  EXPECT_EQ(document::iso_utc(visits[0].arrived), "2021-11-30T19:05:00Z") << "New York in winter";
  EXPECT_EQ(visits[1].precision, domain::Precision::hour);

  const auto emergencies = all<domain::ImportedEmergency>();
  ASSERT_EQ(emergencies.size(), 1U);
  EXPECT_EQ(emergencies[0].given, domain::Measures{}.with(domain::Measure::oxygen));
  EXPECT_EQ(emergencies[0].not_known, domain::Measures{}.with(domain::Measure::watched).with(domain::Measure::breaths));
  EXPECT_EQ(emergencies[0].ems, domain::Answer::unknown);
  EXPECT_EQ(emergencies[0].died, domain::Answer::not_asked) << "there was no such column";
  for (const domain::Event& event : events()) EXPECT_TRUE(event.marks.has(domain::Mark::imported));
}

TEST_F(AnImport, CountsCodesInAllAndByMonthAndKeepsNone) {
  const std::string text =
      "visit,arrived,code\n1,2021-11-30 10,secret-heron\n2,2021-12-01 10,secret-heron\n3,2021-12-01 "
      "11,K2\n4,2021-12-02 11,\n";
  import(text);
  const auto tallies = all<domain::ImportTallied>();
  ASSERT_EQ(tallies.size(), 1U);
  EXPECT_EQ(tallies[0].codes, 2U);
  EXPECT_EQ(tallies[0].visits, 4U);
  std::map<std::uint32_t, std::uint32_t> periods;
  for (const auto& tally : all<domain::CodesTallied>()) periods[tally.period] = tally.codes;
  EXPECT_EQ(periods, (std::map<std::uint32_t, std::uint32_t>{{2021, 2}, {202111, 1}, {202112, 2}}));
  const auto done = store_->scan(1, [&](const ledger::Row& row) -> base::Result<> {
    EXPECT_EQ(base::text_of(row.body).find("heron"), std::string_view::npos);
    return base::Done{};
  });
  EXPECT_TRUE(done.ok());
}

TEST_F(AnImport, OfTheSameFileAgainAddsNothing) {
  import(two_visits);
  const ledger::Head head = store_->head();
  const ImportPlan again = import(two_visits);
  EXPECT_TRUE(again.adds_nothing());
  EXPECT_EQ(again.summary.rows_there_before, 3U);
  EXPECT_TRUE(again.rejected.empty());
  EXPECT_EQ(store_->head(), head);
}

TEST_F(AnImport, OfALongerFileAddsWhatIsNew) {
  import(two_visits);
  const ImportPlan longer =
      import(std::string(two_visits) + "2,12/15/2021 9 AM,K2,cocaine,snort,,,,\n3,2021-12-02 10:00,K3,,,,,,\n");
  EXPECT_EQ(longer.summary.visits_added, 1U);
  EXPECT_EQ(longer.summary.uses_added, 1U);
  EXPECT_EQ(uses(), (Lines{"1 heroin inject", "1 crack smoke", "2 cocaine snort"}));
}

TEST_F(AnImport, ThatStoppedHalfWayGoesOnAndCountsTheSame) {
  ImportPlan half = plan(two_visits);
  half.commands.resize(2);
  ASSERT_TRUE(append_import(half, store_->head(), appending_to(*store_)).ok());
  import(two_visits);
  EXPECT_EQ(uses(), (Lines{"1 heroin inject", "1 crack smoke"}));
  const auto tallies = all<domain::ImportTallied>();
  ASSERT_EQ(tallies.size(), 1U);
  EXPECT_EQ(tallies[0].visits, 2U);
  EXPECT_EQ(tallies[0].uses, 2U);
}

TEST_F(AnImport, NamesEachBadRowAndTakesTheGoodOnes) {
  const ImportPlan made = import(
      "visit,arrived,substance,route,emergency,naloxone\n"
      "1,2021-11-30 14:05,herion,inject,,\n"
      "2,31/31/2021,heroin,inject,,\n"
      ",2021-11-30 14:05,heroin,inject,,\n"
      "4,2021-11-30 14:05,heroin,vein,,\n"
      "5,2021-11-30 14:05,heroin,inject,,maybe\n"
      "6,2021-11-30 14:05,heroin,inject,,yes\n"
      "7,2021-11-30 14:05,heroin\n"
      "8,2031-11-30 14:05,heroin,inject,,\n"
      "9,2021-11-30 14:05,heroin+,inject,,\n"
      "10,2021-11-30 14:05,heroin + Fentanyl,Inject,OPIOID,No\n"
      "10,2021-11-30 15:05,heroin,inject,,\n");
  EXPECT_EQ(
      messages(made),
      (Lines{
          "visits.csv:2:20: substance: expected heroin, fentanyl, prescribed_opioid, methadone, cocaine, crack, "
          "methamphetamine, amphetamine, benzodiazepine, "
          "xylazine, medetomidine, alcohol, cannabis, ketamine, pressed_pill, other or unknown or nothing, found "
          "\"herion\"; did you mean heroin?",
          "visits.csv:3:3: arrived: expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes may be "
          "left out), found \"31/31/2021\"",
          "visits.csv:4:1: visit: expected the source's own number of the visit, found nothing",
          "visits.csv:5:27: route: expected inject, smoke, snort, oral, other or unknown or nothing, found \"vein\"",
          "visits.csv:6:35: naloxone: expected yes, no, unknown or nothing, found \"maybe\"",
          "visits.csv:7:34: emergency: expected opioid, stimulant or other, since naloxone is yes, found nothing",
          "visits.csv:8:26: expected 6 cells as in the header, found 3",
          "visits.csv:9:3: arrived: expected a time between the year 2000 and now, found \"2031-11-30 14:05\"",
          "visits.csv:10:20: substance: expected heroin, fentanyl, prescribed_opioid, methadone, cocaine, crack, "
          "methamphetamine, amphetamine, benzodiazepine, "
          "xylazine, medetomidine, alcohol, cannabis, ketamine, pressed_pill, other or unknown or nothing, found \"\"",
          "visits.csv:12:4: arrived: expected the arrival of this visit as on line 11, found another; rows of one "
          "visit have one arrival",
      }));
  EXPECT_EQ(uses(), Lines{"1 heroin+fentanyl inject"});
  EXPECT_EQ(all<domain::ImportTallied>().at(0).rejected, 10U);
}

const char* const one_bad_row =
    "visit,arrived,substance,route\n"
    "7,2021-11-30 14:05,heroin,inject\n"
    "7,2021-11-30 14:05,herion,inject\n"
    "7,2021-11-30 14:05,cocaine,snort\n";

std::string put_right(std::string text) {
  for (std::size_t at; (at = text.rfind(",herion,")) != std::string::npos;) text.replace(at, 8, ",heroin,");
  return text;
}

TEST_F(AnImport, GivesBadRowsBackAsTheyStandToBePutRightAndImported) {
  const ImportPlan made = import(one_bad_row);
  const std::string rejects = made.rejects_file();
  EXPECT_EQ(rejects.rfind("why,row,visit,arrived,substance,route\n\"visits.csv:3:20: substance: expected ", 0), 0U)
      << rejects;
  EXPECT_NE(rejects.find(",2,7,2021-11-30 14:05,herion,inject\n"), std::string::npos) << "the second row of its visit";

  EXPECT_EQ(plan(rejects).rejects_file().find("why,row,why"), std::string::npos) << "given back again it does not grow";
  const std::string mended = put_right(rejects);
  import(mended);
  EXPECT_EQ(uses(), (Lines{"1 heroin inject", "1 cocaine snort", "1 heroin inject"}))
      << "the same as the first row, and yet another use";

  const ledger::Head head = store_->head();
  EXPECT_TRUE(import(mended).adds_nothing());
  EXPECT_EQ(import(put_right(one_bad_row)).summary.uses_added, 0U) << "the file itself, put right too";
  EXPECT_EQ(uses().size(), 3U);
  EXPECT_LE(store_->head().seq, head.seq + 3) << "its own tally, nothing else";
}

TEST_F(AnImport, OfTheFilePutRightAndThenOfItsRejectsAddsARowOnce) {
  const std::string rejects = import(one_bad_row).rejects_file();
  EXPECT_EQ(import(put_right(one_bad_row)).summary.uses_added, 1U);
  EXPECT_EQ(import(put_right(rejects)).summary.uses_added, 0U);
  EXPECT_EQ(uses().size(), 3U);
}

TEST_F(AnImport, TakesRowsThatMovedDownForWhatTheyAre) {
  // A row whose visit could not be read: when it is put right the third row is the visit's third, no longer its second.
  const std::string file =
      "visit,arrived,substance,route\n7,2021-11-30 14:05,heroin,inject\n\"7,2021-11-30 14:05,crack,smoke\n7,2021-11-30 "
      "14:05,cocaine,snort\n";
  const ImportPlan made = import(file);
  ASSERT_EQ(made.rejected.size(), 1U);
  EXPECT_EQ(made.rejected[0].row, 0U);
  std::string mended = file;
  mended.erase(mended.find('"'), 1);
  const ImportPlan second = import(mended);
  EXPECT_TRUE(second.rejected.empty());
  EXPECT_EQ(uses(), (Lines{"1 heroin inject", "1 cocaine snort", "1 crack smoke"}));
  EXPECT_TRUE(import(mended).adds_nothing());
}

TEST_F(AnImport, FindsRoomForSeveralRowsThatWerePutRightAtOnce) {
  const std::string mended =
      "visit,arrived,substance,route\n7,2021-11-30,heroin,inject\n7,2021-11-30,crack,smoke\n7,2021-11-30,cocaine,"
      "snort\n7,2021-11-30,ketamine,oral\n";
  std::string file = mended;
  for (const char* row : {"7,2021-11-30,heroin", "7,2021-11-30,crack"}) file.insert(file.find(row), "\"");
  EXPECT_EQ(import(file).rejected.size(), 2U);
  import(mended);
  EXPECT_EQ(uses(), (Lines{"1 cocaine snort", "1 ketamine oral", "1 heroin inject", "1 crack smoke"}));
  EXPECT_TRUE(import(mended).adds_nothing());
}

TEST_F(AnImport, AddsEachRowOnceHoweverTheFileAndItsRejectsComeBack) {
  std::mt19937 draw(1);
  const auto any = [&](std::size_t below) { return static_cast<std::size_t>(draw()) % below; };
  const char* const good[] = {"heroin,inject", "cocaine,snort"};
  for (int round = 0; round < 25; ++round) {
    // Up to three visits of up to four rows; some rows are bad, and good once put right.
    const std::string source = "source = \"round " + std::to_string(round) + "\"\n";
    const ImportMap map = map_of(source.c_str());
    std::string bad = "visit,arrived,substance,route\n";
    std::string mended = bad;
    std::size_t rows = 0;
    for (std::size_t visit = 1, visits = 1 + any(3); visit <= visits; ++visit) {
      for (std::size_t row = 0, of_visit = 1 + any(4); row < of_visit; ++row, ++rows) {
        const std::string line = std::to_string(visit) + ",2022-01-05 10:00," + good[any(2)] + "\n";
        mended += line;
        const std::size_t fault = any(4);
        bad += fault == 0   ? "x" + std::string("\"") + line
               : fault == 1 ? std::string(line).insert(line.find(",2022") + 1, "!")
                            : line;
      }
    }
    const std::size_t before = uses().size();
    std::string rejects = import(bad, map).rejects_file();
    for (std::size_t at; (at = rejects.find(",!2022")) != std::string::npos;) rejects.erase(at + 1, 1);
    for (int again = 0; again < 3; ++again) {
      const std::size_t which = any(3);
      if (which == 0) import(bad, map);
      if (which == 1 && !rejects.empty()) import(rejects, map);
      if (which == 2) import(mended, map);
      EXPECT_LE(uses().size() - before, rows) << bad;
    }
    import(mended, map);
    EXPECT_EQ(uses().size() - before, rows) << bad;
  }
}

TEST_F(AnImport, NeverCountsAChangedRowTwice) {
  import(two_visits);
  std::string changed = two_visits;
  changed.replace(changed.find("crack,smoke"), 11, "crack,snort");
  const ImportPlan made = import(changed);
  EXPECT_EQ(made.rejected.size(), 2U) << "both rows of the visit";
  EXPECT_NE(made.rejected[0].message.find("in the record with a row that is not as it stands here"), std::string::npos);
  EXPECT_EQ(uses(), (Lines{"1 heroin inject", "1 crack smoke"}));

  std::string moved = two_visits;
  moved.replace(moved.find("9 AM"), 4, "8 AM");
  EXPECT_NE(import(moved).rejected.at(0).message.find("in the record with another arrival"), std::string::npos);
}

TEST_F(AnImport, KeepsSourcesApartByTheirName) {
  import(two_visits, map_of("source = \"2021\"\n"));
  const ImportPlan other = import("visit,arrived\n1,2022-01-05 10:00\n", map_of("source = \"2022\"\n"));
  EXPECT_EQ(other.summary.visits_added, 1U);
  EXPECT_TRUE(other.rejected.empty());
  EXPECT_EQ(all<domain::ImportedVisit>().back().visit, 3U) << "numbers go on";
}

TEST_F(AnImport, ReadsTheSourcesOwnWordsThroughAMap) {
  const ImportMap map = map_of(
      "ignore = [\"Staff on duty\"]\n"
      "[columns]\nvisit = \"Visit #\"\narrived = \"Check-in\"\nsubstance = \"Drug Name\"\nemergency = \"OD?\"\n"
      "[values.substance]\n\"Heroin (H)\" = \"heroin\"\n\"Speedball\" = \"heroin+cocaine\"\n\"H\" = \"heroin\"\n"
      "[values.emergency]\n\"Y\" = \"opioid\"\n\"N\" = \"\"\n");
  const ImportPlan made = import(
      "Visit #,Check-in,Drug Name,OD?,Staff on duty\n1,2021-11-30 14,heroin (h),N,3\n2,2021-11-30 "
      "14,Speedball,Y,3\n3,2021-11-30 14,H+crack,n,3\n",
      map);
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(uses(), (Lines{"1 heroin unknown", "2 heroin+cocaine unknown", "3 heroin+crack unknown"}));
  EXPECT_EQ(made.summary.emergencies_added, 1U);
}

TEST_F(AnImport, RefusesColumnsThatPointToAPersonAndSaysWhich) {
  const std::string message = refused("visit,arrived,Last Name,DOB,phone,Medicaid ID\n1,2021-11-30,a,b,c,d\n");
  for (const char* part :
       {"visits.csv:1:15: column \"Last Name\" is refused: by its name it holds a name",
        "visits.csv:1:25: column \"DOB\" is refused: by its name it holds a birth date",
        "\"phone\" is refused: by its name it holds a telephone number",
        "\"Medicaid ID\" is refused: by its name it holds an insurance", "Remove the column from the file"}) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
  }
  EXPECT_NE(refused("visit,arrived,DOB\n", map_of("ignore = [\"DOB\"]\n")).find("is refused"), std::string::npos)
      << "to ignore it is not enough";
  EXPECT_NE(refused("visit,arrived,E-mail\n", map_of("[columns]\ncode = \"E-mail\"\n")).find("is refused"),
            std::string::npos)
      << "nor to call it a code";
  EXPECT_TRUE(events().empty());
}

TEST_F(AnImport, RefusesCodesThatAreTelephoneNumbersWithoutShowingThem) {
  const std::string message =
      refused("visit,arrived,code\n1,2021-11-30,212-555-0147\n2,2021-11-30,(917) 555-0102\n3,2021-11-30,K7\n");
  EXPECT_EQ(message,
            "visits.csv:2:14: code: expected codes of the center's own, found what looks like a telephone number in 2 "
            "of 3 rows; nothing was read. Replace the column "
            "by a number that points to nobody");
  EXPECT_EQ(refused("visit,arrived,code\n1,2021-11-30,212-555-0147\n2,2021-11-30,K8\n3,2021-11-30,K7\n"), "taken")
      << "one in three may be chance";
  EXPECT_NE(refused("visit,arrived\n6/2/1984,2021-11-30\n").find("looks like a birth date"), std::string::npos);
}

TEST_F(AnImport, RefusesUnknownAndMissingColumns) {
  EXPECT_EQ(refused("visit,arived\n"),
            "visits.csv:1:7: expected a column that is known here (visit, arrived, code, substance, route, emergency, "
            "watched, oxygen, breaths, naloxone, ems, transport "
            "or died) or named under ignore in the map, found \"arived\"; did you mean arrived?\n"
            "visits.csv:1:1: expected a column \"arrived\", found none; name the source's own in the map: [columns] "
            "arrived = \"...\"");
  EXPECT_NE(refused("visit,arrived,\n1,2021-11-30,x\n"), "x");
  EXPECT_EQ(messages(plan("visit,arrived,\n1,2021-11-30,x\n2,2021-11-30,\n,,\n")),
            Lines{"visits.csv:2:14: expected nothing in a column without a name, found \"x\""});
}

TEST_F(AnImport, SaysWhatIsWrongInAMap) {
  const auto wrong = [](const char* toml) {
    const auto file = document::Toml::parse("map.toml", toml);
    const auto map = ImportMap::read(*file);
    return map.ok() ? std::string("taken") : map.error().message;
  };
  EXPECT_EQ(wrong("[columns]\nsubstanse = \"Drug\"\n"),
            "map.toml:2:13: columns.substanse: expected one of our columns (visit, arrived, code, substance, route, "
            "emergency, watched, oxygen, breaths, naloxone, ems, "
            "transport or died), found \"substanse\"; did you mean substance?");
  EXPECT_EQ(wrong("ignored = [\"x\"]\n"),
            "map.toml:1:11: ignored: expected only settings that are known here, found this one; did you mean ignore?");
  EXPECT_NE(wrong("[columns]\nvisit = \"N\"\ncode = \"n\"\n").find("mapped above"), std::string::npos);
  EXPECT_NE(wrong("ignore = [\"N\"]\n[columns]\nvisit = \"N\"\n").find("under ignore too"), std::string::npos);
  EXPECT_EQ(wrong("dates = \"american\"\n"),
            "map.toml:1:9: dates: expected day_first or month_first, found \"american\"");
  EXPECT_NE(wrong("numbers = [\"arrived\"]\n").find("expected visit or code, found \"arrived\""), std::string::npos);
  EXPECT_NE(wrong("[columns]\narrived = [\"Date\", \"Time\", \"Zone\"]\n").find("as [\"Date\", \"Time\"]"),
            std::string::npos);
  EXPECT_NE(wrong("[columns]\narrived = [\"Date\", \"date\"]\n").find("mapped above"), std::string::npos);
  EXPECT_NE(wrong("[columns]\nvisit = [\"A\", \"B\"]\n"), "taken") << "only an arrival stands in two columns";
}

Lines arrivals(const std::vector<domain::ImportedVisit>& visits) {
  Lines out;
  for (const auto& visit : visits) out.push_back(document::iso_utc(visit.arrived));
  return out;
}

// Half of these dates cannot be months first, the other half can: they once went into the record as 4 March and 4 May.
TEST_F(AnImport, ReadsAllDatesDayFirstWhereOneCanOnlyBe) {
  const ImportPlan made = import(
      "visit,arrived\nv1,03/04/2021 10:00\nv2,13/04/2021 10:00\nv3,05/04/2021 11:00\nv4,30/04/2021 11:00\n"
      "v5,2021-05-06 11:00\n");
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()),
            (Lines{"2021-04-03T14:00:00Z", "2021-04-13T14:00:00Z", "2021-04-05T15:00:00Z", "2021-04-30T15:00:00Z",
                   "2021-05-06T15:00:00Z"}))
      << "and one in ISO is what it is";
}

TEST_F(AnImport, ReadsAllDatesMonthFirstWhereOneCanOnlyBe) {
  const ImportPlan made = import("visit,arrived\nv1,3/4/2021 9 AM\nv2,4/13/2021 10 AM\n");
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()), (Lines{"2021-03-04T14:00:00Z", "2021-04-13T14:00:00Z"}));
}

TEST_F(AnImport, RefusesDatesOfWhichNoneSaysWhetherTheDayComesFirst) {
  const char* const file = "visit,arrived\nv1,2021-03-04\nv2,05/05/2021\nv3,03/04/2021\nv4,04/05/2021\n";
  EXPECT_EQ(refused(file),
            "visits.csv:4:4: arrived: expected dates that show whether the day or the month comes first, found "
            "\"03/04/2021\" and nowhere in the file a number over 12 that would tell; nothing was read. Say it in the "
            "map: dates = \"month_first\" or dates = \"day_first\"");
  EXPECT_TRUE(events().empty());
  const ImportPlan made = import(file, map_of("dates = \"day_first\"\n"));
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()).back(), "2021-05-04T04:00:00Z");
  EXPECT_EQ(refused("visit,arrived\nv1,05/05/2021\nv2,2021-03-04\n"), "taken") << "the same day either way";
}

TEST_F(AnImport, RefusesDatesOfBothOrdersUnlessTheMapSaysWhich) {
  const char* const file = "visit,arrived\nv1,03/04/2021\nv2,13/04/2021\nv3,04/14/2021\n";
  EXPECT_EQ(
      refused(file),
      "visits.csv:4:4: arrived: expected all dates with the day first or all with the month first, found "
      "\"04/14/2021\" here and \"13/04/2021\" on line 3; nothing was read. Mend the dates, or say in the map which "
      "are right: dates = \"month_first\" or dates = \"day_first\"; the others are then given back");
  const ImportPlan made = import(file, map_of("dates = \"day_first\"\n"));
  EXPECT_EQ(
      messages(made),
      Lines{"visits.csv:4:4: arrived: expected a date and time as 2021-11-30 14:05 or 30/11/2021 14:05 (day first; "
            "minutes may be left out), found \"04/14/2021\""});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()), (Lines{"2021-04-03T04:00:00Z", "2021-04-13T04:00:00Z"}));
}

TEST_F(AnImport, RefusesAMapThatEveryDateOfTheFileContradicts) {
  EXPECT_EQ(
      refused("visit,arrived\nv1,03/04/2021\nv2,13/04/2021\n", map_of("dates = \"month_first\"\n")),
      "visits.csv:3:4: arrived: expected dates as the map says (dates = \"month_first\"), found \"13/04/2021\" and "
      "no date that only that order allows; nothing was read");
}

TEST_F(AnImport, TakesDatesWithPointsAndDashesInTheOrderThatTheyShow) {
  const ImportPlan made = import("visit,arrived\nv1,3.4.2021 10:00\nv2,13-04-2021 10:00\n");
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()), (Lines{"2021-04-03T14:00:00Z", "2021-04-13T14:00:00Z"}));
  EXPECT_NE(refused("visit,arrived\nv1,3.4.2021 10:00\n").find("found \"3.4.2021 10:00\" and nowhere"),
            std::string::npos);
}

TEST_F(AnImport, TakesADayAndATimeFromTwoColumns) {
  const ImportMap map = map_of("[columns]\narrived = [\"Date\", \"Time\"]\n");
  const ImportPlan made = import(
      "visit,Time,code,Date\n1,2:05 PM,K1,11/30/2021\n2,,K2,11/29/2021\n3,14:05,K3,\n4,25:00,K4,11/28/2021\n", map);
  EXPECT_EQ(
      messages(made),
      (Lines{"visits.csv:4:12: arrived: expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes "
             "may be left out), found \"14:05\"",
             "visits.csv:5:12: arrived: expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes "
             "may be left out), found \"11/28/2021 25:00\""}));
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()), (Lines{"2021-11-30T19:05:00Z", "2021-11-29T05:00:00Z"}));
  EXPECT_EQ(all<domain::ImportedVisit>().at(1).precision, domain::Precision::day) << "no time was written";
  EXPECT_NE(refused("visit,Date\n1,2021-11-30\n", map).find("expected a column \"time\", found none"),
            std::string::npos);
}

TEST_F(AnImport, RefusesANumberThatASpreadsheetSpoilt) {
  const ImportPlan made = import(
      "visit,arrived,code\n2.02303E+11,2023-03-01,c1\n2.02303E+11,2022-03-01,c2\nv3,2022-03-01,\"1,2E+15\"\n"
      "#N/A,2022-03-01,c4\nv5,2022-03-01,########\nE+11,2022-03-01,1E5\n");
  const std::string shortened =
      ", a number that a spreadsheet shortened: what it left out is not in this file. Format the column as text in the "
      "spreadsheet and save the file again";
  const std::string no_value =
      ", which a spreadsheet writes where it has no value to show: mend the cell there and save "
      "the file again";
  const std::string visit = "visit: expected the source's own number of the visit, found ";
  EXPECT_EQ(messages(made),
            (Lines{"visits.csv:2:1: " + visit + "\"2.02303E+11\"" + shortened,
                   "visits.csv:3:1: " + visit + "\"2.02303E+11\"" + shortened,
                   "visits.csv:4:15: code: expected the participant's code or nothing, found \"1,2E+15\"" + shortened,
                   "visits.csv:5:1: " + visit + "\"#N/A\"" + no_value,
                   "visits.csv:6:15: code: expected the participant's code or nothing, found "
                   "\"########\"" +
                       no_value}));
  EXPECT_EQ(made.summary.visits_added, 1U) << "E+11 and 1E5 are nobody's shortened numbers";
}

TEST_F(AnImport, NamesTheDayNumbersOfASpreadsheet) {
  const ImportPlan made = import("visit,arrived\nv1,44501\nv2,44501.58681\nv3,445012\n");
  const std::string expected =
      "arrived: expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes may be left out), found ";
  const std::string mend =
      ", the number by which a spreadsheet keeps a day: format the column as a date there and save the file again";
  EXPECT_EQ(messages(made), (Lines{"visits.csv:2:4: " + expected + "\"44501\"" + mend,
                                   "visits.csv:3:4: " + expected + "\"44501.58681\"" + mend,
                                   "visits.csv:4:4: " + expected + "\"445012\""}));
}

TEST_F(AnImport, KnowsRunningNumbersFromTelephonesAndBirthDates) {
  std::string telephones = "visit,arrived\n";
  std::string numbers = telephones;
  for (int i = 1; i <= 10; ++i) {
    numbers += std::to_string(2022000000 + i) + ",2022-03-01 10:00\n";
    telephones += std::to_string(2125550000LL + i * 977) + ",2021-03-01 10:00\n";
  }
  EXPECT_EQ(refused(numbers), "taken");
  EXPECT_EQ(refused(numbers + "2022000007,2022-03-01 10:00\n"), "taken") << "rows of one visit have one number";
  EXPECT_EQ(refused("visit,arrived\n20100301,2010-03-01\n20100302,2010-03-02\n"), "taken");
  EXPECT_EQ(refused("visit,arrived\n20100301,03/01/2010\n20100415,04/15/2010\n"), "taken")
      << "the day of the visit itself";
  EXPECT_EQ(refused("visit,arrived\n2022030501,2022-03-05\n2022053102,2022-05-31\n"), "taken")
      << "and that day with a number behind it";
  EXPECT_NE(refused(telephones).find("looks like a telephone number in 10 of 10 rows"), std::string::npos);
  EXPECT_NE(refused("visit,arrived\n19840602,2010-03-01\n19571224,2010-03-02\n").find("looks like a birth date"),
            std::string::npos);
}

TEST_F(AnImport, TakesTheMapsWordThatAColumnHoldsRunningNumbers) {
  const char* const file = "visit,arrived\n2022000007,2022-03-01 10:00\n";
  EXPECT_EQ(
      refused(file),
      "visits.csv:2:1: visit: expected the source's own visit numbers, found what looks like a telephone number in "
      "1 of 1 rows; nothing was read. Replace the column by a number that points to nobody. Are these running "
      "numbers of the source's own? Then say so in the map: numbers = [\"visit\"]");
  EXPECT_EQ(refused(file, map_of("numbers = [\"visit\"]\n")), "taken");
  EXPECT_NE(refused("visit,arrived\n212-555-0147,2021-03-01\n", map_of("numbers = [\"visit\"]\n"))
                .find("looks like a telephone number"),
            std::string::npos)
      << "a running number has no dashes";
}

TEST_F(AnImport, CountsACodeOnceHoweverItsLettersAreMade) {
  const ImportPlan made = import(
      "visit,arrived,code\n1,2021-03-01,caf\xC3\xA9\n2,2021-03-02,cafe\xCC\x81\n3,2021-03-03,CAF\xC3\x89\n"
      "4,2021-03-04,c007\n5,2021-03-05,C007\n6,2021-03-06, c007\n7,2021-03-07,\xEF\xBC\xA3"
      "007\n"
      "8,2021-03-08,c0\xE2\x80\x8B"
      "07\n");
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(made.summary.codes, 2U);
}

TEST_F(AnImport, TakesNoBreakSpacesForSpacesAndShowsWhatCannotBeSeen) {
  const ImportPlan made = import(
      "visit,arrived,substance\nv1,2021-03-01\xC2\xA0"
      "10:00,prescribed\xC2\xA0opioid\n"
      "v2,3/15/2021 2:05\xE2\x80\xAFPM,heroin\nv3,\xC2\xA0"
      "2021-03-01 10:00 , Heroin\xC2\xA0\n"
      "v4,2021-03-01 10:\xE2\x80\x8B"
      "00,heroin\n");
  EXPECT_EQ(
      messages(made),
      Lines{"visits.csv:5:4: arrived: expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes "
            "may be left out), found \"2021-03-01 10:<U+200B>00\""});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()),
            (Lines{"2021-03-01T15:00:00Z", "2021-03-15T18:05:00Z", "2021-03-01T15:00:00Z"}));
  EXPECT_EQ(refused("visit\xC2\xA0no,arrived\n1,2021-03-01\n", map_of("[columns]\nvisit = \"Visit no\"\n")), "taken");
}

TEST_F(AnImport, TakesTheLineThatNamesTheComma) {
  EXPECT_EQ(import("sep=,\nvisit,arrived\nv1,2021-03-01 10:00\nv2,x\n").rejected.at(0).line, 4U);
  EXPECT_EQ(all<domain::ImportedVisit>().size(), 1U);
}

TEST_F(AnImport, SaysWhichArrivalsAClockChangeTouched) {
  const ImportPlan made = import("visit,arrived\n1,2021-11-07 01:30\n2,2021-03-14 02:30\n3,2021-11-07\n");
  EXPECT_EQ(made.summary.times_twice, 1U);
  EXPECT_EQ(made.summary.times_never, 1U);
  EXPECT_EQ(all<domain::ImportedVisit>().at(2).precision, domain::Precision::day);
  EXPECT_FALSE(made.summary.codes.has_value()) << "no code column: not zero codes";
  EXPECT_TRUE(all<domain::CodesTallied>().empty());
}

}  // namespace
}  // namespace alongside::center
