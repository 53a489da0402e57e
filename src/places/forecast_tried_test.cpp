// What a file of places carries of how forecasts did, and the sentence that is made of it.
#include "places/forecast_tried.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/toml.hpp"
#include "places/place_document.hpp"

namespace alongside::places {
namespace {

const ForecastTried tried{.first = 2015,
                          .last = 2018,
                          .forecasts = 4,
                          .ahead = 2,
                          .places_share = 0.93,
                          .places = 448,
                          .sites = {1, 2, 10},
                          .totals = {19, 20},
                          .differences = {20, 20}};

TEST(ForecastTried, SaysHowForecastsDid) {
  EXPECT_EQ(
      tried.says().text(),
      "Tried on years that are known: from the counts up to 2015 to 2018 (4 forecasts, one after another) the "
      "next 2 years were foretold. What came lay within the 90% interval for 93% of 448 forecasts of places, and, "
      "over 1, 2, 10 sites, for 19 of 20 totals within reach and 20 of 20 differences to the best sites in "
      "hindsight.");
  ForecastTried once = tried;
  once.last = once.first;
  once.forecasts = once.ahead = 1;
  EXPECT_THAT(once.says().text(),
              testing::HasSubstr("up to 2015 (one forecast, one after another) the next 1 year was"));
}

TEST(ForecastTried, IsReadAsItIsWritten) {
  const auto file = document::Toml::parse("places.toml", tried.as_toml());
  ASSERT_TRUE(file.ok()) << file.error().message;
  document::Figures in(*file);
  EXPECT_EQ(read_forecast_tried(in).says().text(), tried.says().text());
  EXPECT_FALSE(in.failed()) << in.error().message;
  EXPECT_TRUE(file->all_read().ok());
}

TEST(ForecastTried, AMistakeIsNamed) {
  const auto file = document::Toml::parse("places.toml", "[rates.tried]\nfirst = 2015\nlast = 2018\ntotals = [19]\n");
  ASSERT_TRUE(file.ok());
  document::Figures in(*file);
  read_forecast_tried(in);
  ASSERT_TRUE(in.failed());
  EXPECT_THAT(in.error().message, testing::HasSubstr("rates.tried.forecasts"));
}

TEST(ForecastTried, OfConnecticutIsShipped) {
  const auto document = load_place_document("connecticut", "");
  ASSERT_TRUE(document.ok()) << document.error().message;
  ASSERT_TRUE(document->rates);
  EXPECT_EQ(document->rates->checked.all().front().name, "plan.tried");
}

}  // namespace
}  // namespace alongside::places
