// What the program says, as a page reads it: beside every sentence what it is made of, and each of those in every language's catalogue, with just its blanks.
#include <fstream>
#include <set>

#include "document/shipped_documents.hpp"
#include "server/planners.hpp"

namespace alongside::server::test {
namespace {

using SaidTest = PlannersTest;
using Blanks = std::set<std::string>;

json::object catalogue(const std::string& language) {
  std::ifstream file(std::string(ALONGSIDE_SOURCE_DIR) + "/web/src/catalogue/" + language + ".json");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  return json::parse(text).as_object();
}

Blanks blanks_in(std::string_view text) {
  Blanks out;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1))
    out.emplace(text.substr(open + 1, text.find_first_of(":}", open) - open - 1));
  return out;
}

/// Goes through an answer, and counts the sentences that it found.
class Reader {
 public:
  void read(const json::value& value) {
    if (const json::array* list = value.if_array()) {
      for (const json::value& one : *list) read(one);
    } else if (const json::object* object = value.if_object()) {
      for (const auto& [key, inner] : *object) {
        if (key != "said") read(inner);
      }
      if (const json::value* said = object->if_contains("said")) beside(*object, said->as_object());
    }
  }
  std::size_t found() const { return found_; }
  const std::set<std::string>& names() const { return names_; }

 private:
  /// `said` has an entry for a sentence, in a list for those in a list; none for what is not said here.
  void beside(const json::object& object, const json::object& said) {
    for (const auto& [key, made_of] : said) {
      SCOPED_TRACE(std::string(key));
      const json::value& text = object.at(key);
      if (const json::array* lines = text.if_array()) {
        ASSERT_EQ(lines->size(), made_of.as_array().size());
        for (std::size_t i = 0; i < lines->size(); ++i) one((*lines)[i], made_of.at(i).as_array());
      } else {
        one(text, made_of.as_array());
      }
    }
  }

  void one(const json::value& text, const json::array& made_of) {
    const bool is_said = text.is_string() && !text.get_string().empty();
    EXPECT_EQ(is_said, !made_of.empty()) << json::serialize(text);
    if (is_said) ++found_;
    sentences(made_of);
  }

  void sentences(const json::array& list) {
    for (const json::value& sentence : list) {
      const std::string name(sentence.at("name").as_string());
      names_.insert(name);
      Blanks given;
      for (const auto& [blank, value] : sentence.at("values").as_object()) {
        given.emplace(blank);
        in_value(value);
      }
      for (const json::object& words : catalogues_) {
        const json::value* text = words.if_contains("said." + name);
        ASSERT_NE(text, nullptr) << name;
        EXPECT_EQ(blanks_in(text->as_string()), given) << name;
      }
    }
  }

  void in_value(const json::value& value) {
    const std::string_view as = value.at("as").as_string();
    if (as == "said") sentences(value.at("said").as_array());
    if (as == "list") {
      for (const json::value& item : value.at("items").as_array()) in_value(item);
    }
    if (value.as_object().contains("value")) {
      EXPECT_TRUE(value.at("value").is_number()) << json::serialize(value);
    }
  }

  const std::vector<json::object> catalogues_{catalogue("en"), catalogue("es")};
  std::size_t found_ = 0;
  std::set<std::string> names_;
};

TEST_F(SaidTest, EverySentenceOfAPlanIsMadeOfWhatTheCataloguesHave) {
  Reader reader;
  for (
      const char* request :
      {R"({"plan":"connecticut","sites":3,"draws":20,"hindsight":true})",
       R"({"plan":"connecticut","sites":3,"goal":"cost_per_death"})",
       R"({"plan":"connecticut","sites":2,"goal":"person_visits","settings":[{"name":"rules.capacity","value":2000}]})",
       R"({"plan":"chicago","sites":2,"draws":20,"hindsight":true})"}) {
    SCOPED_TRACE(request);
    const HttpAnswer answer = browser("manager").post("/api/v1/plans/make", request);
    ASSERT_EQ(answer.status, 200) << answer.body.substr(0, 400);
    reader.read(answer.json());
  }
  EXPECT_GE(reader.found(), 10U);
  EXPECT_TRUE(reader.names().contains("plan.naive_beside"));
}

TEST_F(SaidTest, EverySentenceOfAStudyIsMadeOfWhatTheCataloguesHave) {
  Reader reader;
  const json::value shelf = browser("manager").get("/api/v1/studies").json();
  for (const json::value& study : shelf.as_array()) {
    const std::string id(study.at("id").as_string());
    SCOPED_TRACE(id);
    reader.read(study);
    reader.read(browser("manager").get("/api/v1/studies/" + id).json());
    if (study.at("kind") != "study") continue;
    const HttpAnswer answer = browser("manager").post(
        "/api/v1/studies/evaluate",
        R"({"study":")" + id + R"(","draws":2000,"with":["tornado","information","break_even","acceptability"]})");
    if (answer.status == 422) continue;  // a study without an effect has no acceptability
    ASSERT_EQ(answer.status, 200) << answer.body.substr(0, 400);
    reader.read(answer.json());
  }
  EXPECT_GE(reader.found(), 200U);
  for (const char* name : {"study.turn_at", "study.information_method", "spread.of", "note.range", "note.cost_turns"})
    EXPECT_TRUE(reader.names().contains(name)) << name;
}

TEST_F(SaidTest, EverySentenceOfAScenarioIsMadeOfWhatTheCataloguesHave) {
  Reader reader;
  for (const std::string& name : document::shipped_names("scenarios"))
    reader.read(browser("manager").get("/api/v1/scenarios/" + name).json());
  EXPECT_TRUE(reader.names().contains("duration.of"));
}

}  // namespace
}  // namespace alongside::server::test
