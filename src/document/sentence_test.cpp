// What a sentence is in English, and what it is made of for a page.
#include "document/sentence.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "document/said_json.hpp"

namespace alongside::document {
namespace {

TEST(Sentence, HasItsEnglishFromTheCatalogue) {
  const Sentence said = sentence<"plan.capacity_site">("site"_is = plain("Hartford"), "n"_is = count(12));
  EXPECT_EQ(said.text, "Hartford (12)");
  EXPECT_EQ(said.name, "plan.capacity_site");
}

TEST(Sentence, GoesByItsNumber) {
  const auto least = [](double sites) {
    return sentence<"plan.costs_least">("n"_is = plain("9.50"), "currency"_is = plain("USD"), "sites"_is = count(sites))
        .text;
  };
  EXPECT_EQ(least(1), "The least cost for each death averted is 9.50 USD, with 1 site.");
  EXPECT_EQ(least(2), "The least cost for each death averted is 9.50 USD, with 2 sites.");
}

TEST(Sentence, LeavesOutAPartThatIsNone) {
  const auto with = [](const Sentences& rules) {
    return sentence<"plan.naive_beside">("rules"_is = part(rules), "n"_is = count(3), "unit"_is = plain("deaths"),
                                         "share"_is = percent(0.125, 1), "way"_is = part(sentence<"plan.better">()),
                                         "unsure"_is = part({}))
        .text;
  };
  EXPECT_EQ(with({}), "Taking the places with the most past deaths would do 3 deaths (12.5%) better.");
  EXPECT_EQ(with(sentence<"plan.naive_rules">()),
            "Taking the places with the most past deaths, as far as the rules let them be taken, would do 3 deaths "
            "(12.5%) better.");
}

TEST(Sentence, SaysItsValuesToAPage) {
  Sentences said = sentence<"years">("first"_is = year(2012), "last"_is = fixed(0.25, 3));
  said += sentence<"plan.capacity_by_cost">(
      "amount"_is = count(7), "which"_is = list({plain("Ash"), part(sentence<"plan.better">())}, Joined::comma));
  EXPECT_EQ(said.text(),
            "2012 to 0.250 More would come than the 7 person-visits a year that a center can take to Ash, better: the "
            "costs do not know of that.");
  EXPECT_EQ(boost::json::serialize(said_json(said)),
            R"([{"name":"years","values":{"first":{"as":"year","value":2.012E3},)"
            R"("last":{"as":"fixed","value":2.5E-1,"digits":3}}},)"
            R"({"name":"plan.capacity_by_cost","values":{"amount":{"as":"count","value":7E0},)"
            R"("which":{"as":"list","between":"comma","items":[{"as":"text","text":"Ash"},)"
            R"({"as":"said","said":[{"name":"plan.better","values":{}}]}]}}}])");
}

TEST(Sentence, OfADocumentIsQuoted) {
  EXPECT_EQ(boost::json::serialize(said_json(quotation("As it stands"))),
            R"([{"name":"quoted","values":{"words":{"as":"quoted","text":"As it stands"}}}])");
}

TEST(SaidJson, IsNotPrintedForPrograms) {
  const auto whole = boost::json::parse(R"({"said":{"a":[]},"list":[{"says":"A","said":{"says":[]}},1],"none":null})");
  EXPECT_EQ(boost::json::serialize(without_said(whole)), R"({"list":[{"says":"A"},1],"none":null})");
}

}  // namespace
}  // namespace alongside::document
