#include "center/import/visits.hpp"

#include <gtest/gtest.h>

#include <random>

#include "center/import/an_import_test.hpp"

namespace alongside::center {
namespace {

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
