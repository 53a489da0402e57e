#include "places/place_names.hpp"

#include <gtest/gtest.h>

#include "places/place_document.hpp"

namespace alongside::places {
namespace {

constexpr Bounds everywhere{{-90, -180}, {90, 180}};
const std::string montreal_composed =
    "Montr\xC3\xA9"
    "al";
const std::string montreal_apart =
    "Montre\xCC\x81"
    "al";

Places table(const std::string& names) {
  std::string csv = "place,lat,lon\n";
  std::string name;
  for (const char c : names + "|") {
    if (c != '|') {
      name += c;
      continue;
    }
    csv += name + ",41,-73\n";
    name.clear();
  }
  auto places = Places::parse("places.csv", csv, everywhere);
  if (!places) ADD_FAILURE() << places.error().message;
  return places ? std::move(*places) : Places{};
}
/// The name of the place that is found, or how none was.
std::string found(const Places& places, const ImportRules& rules, const std::string& text) {
  const FoundPlace place = PlaceFinder(places, rules).find(text);
  const char* const kinds[] = {"", "", "blank", "unknown", "elsewhere", "not placed"};
  const bool is_one = place.kind == Found::name || place.kind == Found::alias;
  return is_one ? places[place.place].name : kinds[static_cast<std::size_t>(place.kind)];
}

TEST(PlaceNames, OfTheTableAreThemselvesWhateverStandsInThem) {
  const Places places = table("St. Louis|100 Mile House|Ward 5|Ward 6|169|169.02|0169|09003524700|15120|CT|1st. Ave|" +
                              montreal_composed + "|L'\xC3\x8Ele|E. 5|Unknown");
  ImportRules rules;
  rules.left_off = {"ct", "5"};
  rules.unknown_words = {"unknown"};
  for (const Place& place : places.all()) {
    EXPECT_EQ(found(places, rules, place.name), place.name);
    std::string capitals;
    for (const char c : place.name) capitals += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    EXPECT_EQ(found(places, rules, "  " + capitals + " "), place.name) << capitals;
  }
  EXPECT_EQ(found(places, rules, montreal_apart), montreal_composed) << "an accent put together otherwise";
  EXPECT_EQ(found(places, rules,
                  "MONTR\xC3\x89"
                  "AL"),
            montreal_composed)
      << "a capital with an accent";
  EXPECT_EQ(found(places, rules, "St.\xC2\xA0Louis"), "St. Louis") << "a space at which no line is broken";
  EXPECT_EQ(found(places, rules, "100  Mile\tHouse"), "100 Mile House");
  EXPECT_EQ(found(places, rules, "L\xE2\x80\x99\xC3\x8Ele"), "L'\xC3\x8Ele") << "a typographic apostrophe";
}

TEST(PlaceNames, ReadWithoutStopsAccentsStateAndZip) {
  const Places places = table("St. Louis|East Hartford|Mount Vernon|" + montreal_composed);
  ImportRules rules;
  rules.left_off = {"ct", "mo"};
  for (const char* text :
       {"St Louis", "ST.LOUIS", "Saint Louis, MO", "St. Louis MO 63101", "63101 St. Louis", "St. Louis, MO 63101-1234"})
    EXPECT_EQ(found(places, rules, text), "St. Louis") << text;
  EXPECT_EQ(found(places, rules, "E. Hartford, CT 06108"), "East Hartford");
  EXPECT_EQ(found(places, rules, "Mt Vernon"), "Mount Vernon");
  EXPECT_EQ(found(places, rules, "MONTREAL"), montreal_composed);
  EXPECT_EQ(found(places, rules, "Hartford"), "not placed");
  EXPECT_EQ(found(places, rules, " "), "blank");
}

TEST(PlaceNames, ThatAreCodesAreNeverMerged) {
  const Places places = table("169|169.02|0170|15120|09003524700|Ward 5|Ward 50");
  const ImportRules rules;
  EXPECT_EQ(found(places, rules, "169.02"), "169.02");
  for (const char* other : {"0169", "169.0", "169.2", "16902", "169 02", "169-02", "170", "9003524700", "09003524701",
                            "1512", "151200", "Ward 7", "Ward 05", "Ward", "5", "169 5"})
    EXPECT_EQ(found(places, rules, other), "not placed") << other;
  EXPECT_EQ(found(places, rules, "15120-1234"), "15120") << "of a ZIP+4 the first five digits are its ZIP";
  const Places tract_alone = table("169");
  EXPECT_EQ(found(tract_alone, rules, "169.02"), "not placed") << "a tract that is not there is not another";
}

TEST(PlaceNames, ThatWouldDoForTwoPlacesAreNones) {
  const Places places = table("St. Mary|Saint Mary|North Bay|Bay");
  ImportRules rules;
  EXPECT_EQ(found(places, rules, "St. Mary"), "St. Mary");
  EXPECT_EQ(found(places, rules, "St Mary"), "not placed");
  rules.left_off = {"north"};
  EXPECT_EQ(found(places, rules, "N. Bay"), "North Bay") << "as much of a name as can be is read first";
}

TEST(PlaceNames, ThatAreListedAreReadInEitherSpelling) {
  const Places places = table("Montville|Hartford");
  ImportRules rules;
  rules.aliases = {{name_key("Uncasville"), "Montville"}, {name_key("Pt. Judith"), "Hartford"}};
  rules.elsewhere = {{name_key("Port Chester"), "NY"}};
  rules.unknown_words = {"unk"};
  rules.left_off = {"ct"};
  EXPECT_EQ(found(places, rules, "UNCASVILLE, CT"), "Montville");
  EXPECT_EQ(found(places, rules, "pt judith"), "Hartford");
  EXPECT_EQ(found(places, rules, "Port Chester"), "elsewhere");
  EXPECT_EQ(found(places, rules, "UNK"), "unknown");
  EXPECT_EQ(found(places, rules, "unk, CT"), "unknown");
}

TEST(PlaceNames, AreOfferedWhereASlipIsLikely) {
  const Places places = table("Hartford|" + montreal_composed + "|06103|169.02");
  const ImportRules rules;
  const PlaceFinder finder(places, rules);
  EXPECT_EQ(finder.did_you_mean("hartfrod"), "; did you mean Hartford?");
  EXPECT_EQ(finder.did_you_mean("montrael"), "; did you mean " + montreal_composed + "?");
  EXPECT_EQ(finder.did_you_mean("6103"), "; did you mean 06103?") << "a nought that a spreadsheet dropped";
  EXPECT_EQ(finder.did_you_mean("16902"), "; did you mean 169.02?");
  EXPECT_EQ(finder.did_you_mean("06104"), "") << "a neighbour's code is no slip";
  EXPECT_EQ(finder.did_you_mean("Atlantis"), "");
}

TEST(PlaceNames, ThatAreOneAreRefusedInOneTable) {
  const auto places = Places::parse(
      "places.csv", "place,lat,lon\nHartford,41,-73\n" + montreal_composed + ",41,-73\n" + montreal_apart + ",41,-73\n",
      everywhere);
  ASSERT_FALSE(places.ok());
  EXPECT_NE(places.error().message.find("places.csv:4:1: expected each place once"), std::string::npos)
      << places.error().message;
  EXPECT_NE(places.error().message.find("it stands in line 3 already as"), std::string::npos) << places.error().message;
}

TEST(Counts, ThatAreWithheldOrNoCountsAreRefusedWithWhatToDo) {
  const Places places = table("Ash|Birch");
  const auto refusal = [&](const std::string& deaths) {
    const auto counts =
        parse_counts("counts.csv", "place,year,deaths\nAsh,2019,12\nBirch,2019," + deaths + "\n", places);
    return counts ? "taken" : counts.error().message;
  };
  EXPECT_EQ(refusal("3"), "taken");
  EXPECT_EQ(refusal("3.0"), "taken");
  for (const char* withheld : {"<5", "< 5", "1-4", "1 - 4",
                               "1\xE2\x80\x93"
                               "4",
                               "Suppressed", "*",
                               "\xE2\x89\xA4"
                               "5"}) {
    const std::string says = refusal(withheld);
    EXPECT_NE(says.find("counts.csv:3:12: deaths: expected a number"), std::string::npos) << says;
    EXPECT_NE(says.find("the publisher withholds it, and it is not 0"), std::string::npos) << says;
  }
  EXPECT_NE(
      refusal("3.5").find("counts.csv:3:12: deaths: expected a whole number of deaths, found \"3.5\": is it a rate"),
      std::string::npos)
      << refusal("3.5");
  EXPECT_NE(refusal("\"1,204\"").find("write it without a comma"), std::string::npos) << refusal("\"1,204\"");
  EXPECT_NE(refusal("12%").find("a share is no count"), std::string::npos);
  EXPECT_NE(refusal("many").find("expected a number"), std::string::npos);
  EXPECT_NE(refusal("-3").find("expected a number from 0"), std::string::npos);
  EXPECT_NE(refusal("nan").find("expected a number from 0"), std::string::npos);
  const auto table_of_rates = Places::parse("places.csv", "place,lat,lon,deaths\nAsh,41,-73,3.5\n", everywhere);
  ASSERT_FALSE(table_of_rates.ok());
  EXPECT_NE(table_of_rates.error().message.find("places.csv:2:12: deaths: expected a whole number"), std::string::npos)
      << table_of_rates.error().message;
}

}  // namespace
}  // namespace alongside::places
