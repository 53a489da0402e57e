#include "server/plans_json.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "document/shipped_documents.hpp"
#include "plan/words/results.hpp"
#include "server/capacity_json.hpp"

namespace alongside::server {

namespace json = boost::json;

namespace {

constexpr std::size_t names_max = 500;
constexpr std::size_t settings_max = 32;
constexpr std::size_t name_bytes_max = 80;
constexpr std::int64_t sites_max = 20;
constexpr std::int64_t draws_max = 500;  ///< [J] beyond it shares hardly move; the command line has no limit
constexpr double seconds_max = 10;       ///< for one proof; the answer then carries the gap that is left
constexpr std::uint32_t curve_sites_max = 10;

/// Tables of a plan that hold figures only. Not among them: what names a file.
bool is_figure(std::string_view path) {
  const bool is_field = path.size() <= name_bytes_max && std::ranges::count(path, '.') == 1;
  return is_field && (path.starts_with("effect.") || path.starts_with("rules.") || path == "reach.distance_spread" ||
                      path == "demand.neighbours");
}

std::variant<std::vector<std::string>, Problem> read_names(const json::object& body, std::string_view field) {
  std::vector<std::string> out;
  const json::value* list = body.if_contains(field);
  if (!list) return out;
  if (!list->is_array() || list->get_array().size() > names_max)
    return problems::bad_input(std::string(field), fmt::format("expected a list of at most {} places", names_max));
  for (const json::value& one : list->get_array()) {
    if (!one.is_string() || one.get_string().size() > name_bytes_max)
      return problems::bad_input(std::string(field), "expected names of places");
    out.emplace_back(one.get_string());
  }
  return out;
}

std::variant<std::vector<plan::PlanSetting>, Problem> read_settings(const json::object& body) {
  std::vector<plan::PlanSetting> out;
  const json::value* list = body.if_contains("settings");
  if (!list) return out;
  if (!list->is_array() || list->get_array().size() > settings_max)
    return problems::bad_input("settings",
                               fmt::format("expected a list of at most {} of {{\"name\", \"value\"}}", settings_max));
  for (std::size_t i = 0; i < list->get_array().size(); ++i) {
    const json::object* one = list->get_array()[i].if_object();
    const json::value* name = one ? one->if_contains("name") : nullptr;
    const json::value* value = one ? one->if_contains("value") : nullptr;
    const bool is_whole = name && name->is_string() && is_figure(name->get_string()) && value && value->is_number() &&
                          std::isfinite(value->to_number<double>()) && one->size() == 2;
    if (!is_whole)
      return problems::bad_input(
          fmt::format("settings[{}]", i),
          "expected {\"name\", \"value\"}: a figure of the plan, as effect.home_share, and a number");
    out.push_back({.path = std::string(name->get_string()), .value = json::serialize(*value)});
  }
  return out;
}

std::variant<bool, Problem> read_flag(const json::object& body, std::string_view field, bool otherwise) {
  const json::value* value = body.if_contains(field);
  if (!value) return otherwise;
  if (!value->is_bool()) return problems::bad_input(std::string(field), "expected true or false");
  return value->get_bool();
}

json::value or_null(const std::optional<double>& value) { return value ? json::value(*value) : json::value(nullptr); }

}  // namespace

bool is_shipped_plan(std::string_view name) {
  const auto names = document::shipped_names("plans");
  return std::ranges::find(names, name) != names.end();
}

std::variant<PlanRequest, Problem> read_plan_request(const json::object& body) {
  PlanRequest out;
  const json::value* name = body.if_contains("plan");
  if (!name || !name->is_string()) return problems::bad_input("plan", "expected the name of a shipped plan");
  out.plan = name->get_string();
  if (!is_shipped_plan(out.plan)) return problems::not_found();
  for (const auto& [field, into] :
       {std::pair("forced", &out.options.asked.forced), std::pair("forbidden", &out.options.asked.forbidden)}) {
    auto names = read_names(body, field);
    if (auto* problem = std::get_if<Problem>(&names)) return *problem;
    *into = std::move(std::get<0>(names));
  }
  auto settings = read_settings(body);
  if (auto* problem = std::get_if<Problem>(&settings)) return *problem;
  out.settings = std::move(std::get<0>(settings));
  if (const json::value* goal = body.if_contains("goal")) {
    if (!goal->is_string() || !plan::objective_of(goal->get_string()))
      return problems::bad_input("goal", "expected total, worst_group, person_visits or cost_per_death");
    out.settings.push_back({.path = "objective.goal", .value = json::serialize(*goal)});
  }
  struct Whole {
    const char* field;
    std::int64_t otherwise;
    std::int64_t low;
    std::int64_t high;
  };
  std::int64_t values[3] = {};
  for (std::size_t i = 0; const Whole& one : {Whole{"sites", 0, 1, sites_max}, Whole{"draws", 0, 0, draws_max},
                                              Whole{"seed", 1, 0, 1'000'000'000}}) {
    const auto whole = whole_field(body, one.field, one.otherwise, one.low, one.high);
    if (const auto* problem = std::get_if<Problem>(&whole)) return *problem;
    values[i++] = std::get<std::int64_t>(whole);
  }
  if (values[0] > 0) out.options.asked.sites = static_cast<std::uint32_t>(values[0]);
  out.options.draws = static_cast<std::uint32_t>(values[1]);
  out.options.seed = static_cast<std::uint64_t>(values[2]);
  const auto curve = read_flag(body, "curve", false);
  if (const auto* problem = std::get_if<Problem>(&curve)) return *problem;
  const auto vetoes = read_flag(body, "vetoes", false);
  if (const auto* problem = std::get_if<Problem>(&vetoes)) return *problem;
  const auto hindsight = read_flag(body, "hindsight", false);
  if (const auto* problem = std::get_if<Problem>(&hindsight)) return *problem;
  out.hindsight = std::get<bool>(hindsight);
  out.options.curve_sites_max = std::get<bool>(curve) ? curve_sites_max : 0;
  out.options.vetoes = std::get<bool>(vetoes);
  out.options.seconds_max = seconds_max;
  return out;
}

Response planned(const PlanRequest& request) {
  const auto refused = [](const base::Error& error) {
    return problem_response({.status = 422,
                             .type = "no-plan",
                             .title = "There is no plan with these sites and figures",
                             .detail = error.message,
                             .field = {},
                             .retry_after_ms = {}});
  };
  const auto document = plan::load_plan(request.plan, request.settings, {});
  if (!document) return refused(document.error());
  const auto made = plan::make_plan(*document, nullptr, request.options);
  if (!made) return refused(made.error());
  const document::Sentences checked = document->places.rates ? document->places.rates->checked : document::Sentences();
  if (!request.hindsight) return json_response(plan::plan_for_page(*made, std::nullopt, checked));
  const auto scored = plan::hindsight_of_shipped(*document, std::nullopt, request.options);
  if (!scored) return refused(scored.error());
  return json_response(plan::plan_for_page(*made, *scored, checked));
}

std::string plans_json() {
  json::array out;
  for (const std::string& name : document::shipped_names("plans")) {
    const auto document = plan::load_plan(name, {}, {});
    if (!document) {
      spdlog::error("a shipped plan cannot be read: {}", document.error().message);
      continue;
    }
    out.push_back({{"plan", name}, {"name", document->name}, {"about", document->about}, {"sites", document->sites}});
  }
  return json::serialize(out);
}

std::variant<json::object, Problem> plan_document_json(const std::string& name) {
  const auto document = plan::load_plan(name, {}, {});
  if (!document) return problems::failed();
  const auto made = plan::make_plan(*document, nullptr,
                                    {.draws = 0, .seconds_max = seconds_max, .curve_sites_max = 0, .vetoes = false});
  if (!made) return problems::failed();
  json::array places;
  for (std::size_t i = 0; i < document->places.places.size(); ++i) {
    const places::Place& place = document->places.places[i];
    places.push_back({{"name", place.name},
                      {"lat", place.at.lat},
                      {"lon", place.at.lon},
                      {"area_km2", place.area_km2},
                      {"population", or_null(place.population)},
                      {"region", place.region},
                      {"expected_deaths_per_year", made->expected[i]},
                      {"deaths", or_null(place.deaths)}});
  }
  json::array candidates;
  for (const plan::Candidate& one : made->candidates)
    candidates.push_back({{"name", one.name}, {"lat", one.at.lat}, {"lon", one.at.lon}, {"region", one.region}});
  json::array figures;
  for (const document::Figure& one : document->figures)
    figures.push_back(
        {{"path", one.path}, {"value", one.value}, {"basis", document::name_of(one.basis)}, {"says", one.says}});
  return json::object{{"plan", name},
                      {"name", document->name},
                      {"about", document->about},
                      {"law", document->law},
                      {"residents", document->residents},
                      {"unit", made->unit.text},
                      {"sites", document->sites},
                      {"places", std::move(places)},
                      {"candidates", std::move(candidates)},
                      {"figures", std::move(figures)}};
}

}  // namespace alongside::server
