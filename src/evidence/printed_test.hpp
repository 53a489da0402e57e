// What a report prints of one record, by the path of each field: tests ask what a reader would see.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>
#include <string>

#include "evidence/report.hpp"
#include "evidence/report_json.hpp"

namespace alongside::evidence {

namespace json = boost::json;

constexpr std::array<std::int64_t, 3> yes_no_unknown(std::int64_t yes, std::int64_t no, std::int64_t unknown) {
  return {yes, no, unknown};
}

class Printout {
 public:
  explicit Printout(json::value figures) : figures_(std::move(figures)) {}

  json::value operator[](const std::string& path) const {
    json::error_code wrong;
    const json::value* found = figures_.find_pointer("/" + path, wrong);
    EXPECT_NE(found, nullptr) << path;
    return found ? *found : json::value();
  }
  /// To one question over emergencies.
  std::array<std::int64_t, 3> answers(const std::string& path) const {
    const json::value said = (*this)["emergencies/" + path];
    return {said.at("count").to_number<std::int64_t>(), said.at("no").to_number<std::int64_t>(),
            said.at("not_recorded").to_number<std::int64_t>()};
  }
  /// The seconds of a measure that was given once.
  double only_time(const std::string& measure) const {
    const json::value times = (*this)["emergencies/time_to/" + measure];
    EXPECT_EQ(times.at("n"), 1) << measure;
    return times.at("p50_s").to_number<double>();
  }

 private:
  json::value figures_;
};

inline Printout printed(Fold fold, const Days& days = {}) {
  fold.add(domain::Event{domain::Instant{0}, {}, {}, {}, domain::SiteFounded{}});
  const auto report = report_over({{"East", std::move(fold), 0, "", domain::Instant::unknown()}}, days);
  EXPECT_TRUE(report.ok());
  return Printout(json::parse(report_as_json(*report)).at("sum"));
}

}  // namespace alongside::evidence
