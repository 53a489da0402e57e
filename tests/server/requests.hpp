// Requests as a table: who asks what, the status, what the answer must and must not say, and which events are in the record afterwards.
//
// One site for all rows, with somebody inside who is watched. One thread.
#pragma once

#include <array>

#include "server/served_site.hpp"

namespace alongside::server::test {

using Words = std::vector<std::string>;

enum class Who { stranger, screen, peer, nurse, manager, manager_elsewhere, evaluator_elsewhere };

/// In path and body: {visit} {seat-free} {nurse} {peer} stand for the site's own, {new} for a fresh id.
struct Row {
  const char* what;
  Who who;
  const char* method;
  const char* path;
  const char* body;
  int status;
  Words says;
  Words says_not;
  Words events;
};

class RequestsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<ServedSite>();
    browsers_.emplace(Who::stranger, site_->browser());
    browsers_.emplace(Who::screen, site_->screen());
    browsers_.emplace(Who::peer, site_->screen_of("peer-1"));
    browsers_.emplace(Who::nurse, site_->screen_of("nurse-2"));
    browsers_.emplace(Who::manager, site_->screen_of("manager"));
    for (const auto& [who, name] :
         {std::pair{Who::manager_elsewhere, "manager"}, std::pair{Who::evaluator_elsewhere, "evaluator"}}) {
      Browser browser = site_->browser();
      EXPECT_EQ(
          browser.post("/api/v1/sign-in", std::string(R"({"staff":")") + name + R"(","password":"a long password"})")
              .status,
          200);
      browsers_.emplace(who, browser);
    }
    Browser& nurse = browsers_.at(Who::nurse);
    site_->open_floor(nurse);
    visit_ = site_->welcome(nurse, "Quiet Osprey", 0);
    const auto began = nurse.post(
        "/api/v1/commands",
        ServedSite::command("begin_use", R"(,"visit":")" + visit_ + R"(","substances":["fentanyl"],"route":"inject")"));
    EXPECT_EQ(began.status, 200) << began.body;
  }
  static void TearDownTestSuite() {
    browsers_.clear();
    site_.reset();
  }

  static std::string filled(std::string text) {
    const std::array<std::pair<std::string, std::string>, 4> names{
        {{"{visit}", visit_},
         {"{nurse}", std::to_string(site_->number_of("nurse-2").number)},
         {"{peer}", std::to_string(site_->number_of("peer-1").number)},
         {"{new}", ""}}};
    for (const auto& [name, value] : names) {
      for (std::size_t at; (at = text.find(name)) != std::string::npos;)
        text.replace(at, name.size(), name == "{new}" ? ServedSite::new_id() : value);
    }
    return text;
  }

  static void check(const Row& row) {
    SCOPED_TRACE(row.what);
    const std::uint64_t before = site_->seq();
    const HttpAnswer answer = browsers_.at(row.who).send(row.method, filled(row.path), filled(row.body));
    EXPECT_EQ(answer.status, row.status) << answer.body;
    for (const std::string& word : row.says)
      EXPECT_NE(answer.body.find(filled(word)), std::string::npos) << word << " in " << answer.body;
    for (const std::string& word : row.says_not)
      EXPECT_EQ(answer.body.find(filled(word)), std::string::npos) << word << " in " << answer.body;
    EXPECT_EQ(site_->events_after(before), row.events);
    if (answer.status >= 400) {
      EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
      const json::value problem = answer.json();
      EXPECT_EQ(problem.at("status").as_int64(), answer.status);
      EXPECT_TRUE(std::string_view(problem.at("type").as_string()).starts_with("/problems/")) << answer.body;
    }
    EXPECT_EQ(answer.header("Cache-Control").find("public"), std::string::npos);
  }

  static inline std::unique_ptr<ServedSite> site_;
  static inline std::map<Who, Browser> browsers_;
  static inline std::string visit_;
};

}  // namespace alongside::server::test
