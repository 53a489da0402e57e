// A served site and a browser of each who may or may not plan, made once for all tests of a suite.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "server/served_site.hpp"

namespace alongside::server::test {

class PlannersTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<ServedSite>();
    browsers_.emplace("stranger", site_->browser());
    browsers_.emplace("screen", site_->screen());
    browsers_.emplace("nurse", site_->screen_of("nurse-2"));
    browsers_.emplace("manager", site_->screen_of("manager"));
    Browser evaluator = site_->browser();
    EXPECT_EQ(evaluator.post("/api/v1/sign-in", R"({"staff":"evaluator","password":"a long password"})").status, 200);
    browsers_.emplace("evaluator", evaluator);
  }
  static void TearDownTestSuite() {
    browsers_.clear();
    site_.reset();
  }

  static Browser& browser(const std::string& who) { return browsers_.at(who); }

  static inline std::unique_ptr<ServedSite> site_;
  static inline std::map<std::string, Browser> browsers_;
};

}  // namespace alongside::server::test
