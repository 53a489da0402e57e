#include "server/studies_json.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "server/asked_json.hpp"
#include "study/report/evaluation_json.hpp"
#include "study/report/reproduced.hpp"
#include "study/report/study_json.hpp"

namespace alongside::server {

namespace json = boost::json;

namespace {

using Shelf = std::map<std::string, study::Study, std::less<>>;

/// A shipped study that cannot be read is a fault of the program: the others still stand on the shelf.
const Shelf& shelf() {
  static const Shelf read = [] {
    Shelf out;
    for (const std::string& name : study::shipped_studies()) {
      auto loaded = study::load_study(name);
      if (loaded) {
        out.emplace(name, std::move(*loaded));
      } else {
        spdlog::error("a shipped study cannot be read: {}", loaded.error().message);
      }
    }
    return out;
  }();
  return read;
}

/// Totals of the document's own figures; all null where nothing is computed.
void put_totals(json::object& out, const study::Study& study) {
  for (const char* name : {"money_unit", "ratio", "benefit", "cost", "net", "net_without_value_of_life"})
    out[name] = nullptr;
  if (study.is_observations) return;
  const auto answer = study::evaluate(study, study::EvaluateRequest(chance::Asker::page));
  if (!answer) {
    spdlog::error("a shipped study has no answer: {}", answer.error().message);
    return;
  }
  out["money_unit"] = answer->money_unit.text();
  if (answer->ratio) out["ratio"] = *answer->ratio;
  out["benefit"] = answer->benefit;
  out["cost"] = answer->cost;
  out["net"] = answer->net;
  if (answer->net_without_value_of_life) out["net_without_value_of_life"] = *answer->net_without_value_of_life;
}

json::object on_shelf(const study::Study& study) {
  json::object out{{"id", study.id},
                   {"title", study.title},
                   {"place", study.place},
                   {"citation", study.citation},
                   {"kind", study.is_observations ? "observations" : "study"},
                   {"is_complete", study.is_complete},
                   {"currency", study.currency},
                   {"price_year", study.price_year ? json::value(*study.price_year) : json::value(nullptr)}};
  put_totals(out, study);
  const auto rows = study::reproduce(study);
  if (!rows) spdlog::error("a shipped study is not reproduced: {}", rows.error().message);
  out["published"] = rows ? study::reproduced_for_page(*rows) : json::value(json::array{});
  out["observed"] = study::observed_json(study);
  out["contrary"] = json::value_from(study.contrary);
  return out;
}

std::variant<std::vector<study::Change>, Problem> read_changes(const json::object& body) {
  std::vector<study::Change> out;
  const json::value* list = body.if_contains("changes");
  if (!list) return out;
  const study::EvaluateLimits limits = study::limits_of(chance::Asker::page);
  if (!list->is_array() || list->get_array().size() > limits.changes_max) {
    return problems::bad_input(
        "changes", fmt::format("expected a list of at most {} of {{\"name\", \"value\"}}", limits.changes_max));
  }
  for (std::size_t i = 0; i < list->get_array().size(); ++i) {
    const json::object* one = list->get_array()[i].if_object();
    const json::value* name = one ? one->if_contains("name") : nullptr;
    const json::value* value = one ? one->if_contains("value") : nullptr;
    if (!name || !name->is_string() || name->get_string().size() > limits.name_bytes_max || !value ||
        !value->is_number() || one->size() != 2) {
      return problems::bad_input(fmt::format("changes[{}]", i),
                                 "expected {\"name\", \"value\"}: a figure of the study, and a number");
    }
    out.push_back({.name = std::string(name->get_string()), .value = value->to_number<double>()});
  }
  return out;
}

/// The analyses of `with`, into `options`.
std::optional<Problem> read_analyses(const json::object& body, study::EvaluateOptions& options) {
  const json::value* list = body.if_contains("with");
  if (!list) return std::nullopt;
  const auto wrong = problems::bad_input("with", "expected a list of tornado, information, break_even, acceptability");
  if (!list->is_array()) return wrong;
  for (const json::value& one : list->get_array()) {
    if (one == "tornado") {
      options.tornado = true;
    } else if (one == "information") {
      options.information = true;
    } else if (one == "break_even") {
      options.break_even = true;
    } else if (one == "acceptability") {
      options.acceptability = true;
    } else {
      return wrong;
    }
  }
  if (study::lacks_draws(options)) return problems::bad_input("draws", std::string(study::needs_draws));
  return std::nullopt;
}

}  // namespace

const study::Study* shipped_study(std::string_view name) {
  const auto found = shelf().find(name);
  return found == shelf().end() ? nullptr : &found->second;
}

std::variant<StudyRequest, Problem> read_study_request(const json::object& body) {
  const json::value* name = body.if_contains("study");
  if (!name || !name->is_string()) return problems::bad_input("study", "expected the name of a shipped study");
  StudyRequest out;
  out.study = shipped_study(name->get_string());
  if (!out.study) return problems::not_found();
  if (out.study->is_observations)
    return problems::bad_input("study", "what was observed in the field has nothing to compute");
  study::EvaluateOptions& asked = out.asked.options;
  auto changes = read_changes(body);
  if (auto* problem = std::get_if<Problem>(&changes)) return std::move(*problem);
  asked.changes = std::move(std::get<std::vector<study::Change>>(changes));
  const auto draws = whole_field(body, "draws", study::limits_of(chance::Asker::page).draws);
  if (const auto* problem = std::get_if<Problem>(&draws)) return *problem;
  asked.draws = std::get<std::uint64_t>(draws);
  const auto seed = whole_field(body, "seed", chance::seeds_of(chance::Asker::page));
  if (const auto* problem = std::get_if<Problem>(&seed)) return *problem;
  asked.seed = std::get<std::uint64_t>(seed);
  if (const auto problem = read_analyses(body, asked)) return *problem;
  return out;
}

Response evaluated(const StudyRequest& request) {
  const auto answer = study::evaluate(*request.study, request.asked);
  if (!answer) {
    return problem_response({.status = 422,
                             .type = "no-answer",
                             .title = "The study has no answer with these figures",
                             .detail = answer.error().message,
                             .field = "changes",
                             .retry_after_ms = {}});
  }
  return json_response(json::serialize(study::evaluation_for_page(*answer)));
}

const std::string& shelf_json() {
  static const std::string text = [] {
    json::array out;
    for (const auto& [name, study] : shelf()) out.push_back(on_shelf(study));
    return json::serialize(out);
  }();
  return text;
}

}  // namespace alongside::server
