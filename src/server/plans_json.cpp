#include "server/plans_json.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "document/shipped_documents.hpp"
#include "server/asked_json.hpp"

namespace alongside::server {

namespace json = boost::json;

namespace {

std::variant<std::vector<std::string>, Problem> read_names(const json::object& body, std::string_view field) {
  std::vector<std::string> out;
  const json::value* list = body.if_contains(field);
  if (!list) return out;
  const plan::PlanLimits limits = plan::limits_of(chance::Asker::page);
  if (!list->is_array() || list->get_array().size() > limits.names_max)
    return problems::bad_input(std::string(field),
                               fmt::format("expected a list of at most {} places", limits.names_max));
  for (const json::value& one : list->get_array()) {
    if (!one.is_string() || one.get_string().size() > limits.name_bytes_max)
      return problems::bad_input(std::string(field), "expected names of places");
    out.emplace_back(one.get_string());
  }
  return out;
}

std::variant<std::vector<plan::PlanSetting>, Problem> read_settings(const json::object& body) {
  std::vector<plan::PlanSetting> out;
  const json::value* list = body.if_contains("settings");
  if (!list) return out;
  const std::size_t settings_max = plan::limits_of(chance::Asker::page).settings_max;
  if (!list->is_array() || list->get_array().size() > settings_max)
    return problems::bad_input("settings",
                               fmt::format("expected a list of at most {} of {{\"name\", \"value\"}}", settings_max));
  for (std::size_t i = 0; i < list->get_array().size(); ++i) {
    const json::object* one = list->get_array()[i].if_object();
    const json::value* name = one ? one->if_contains("name") : nullptr;
    const json::value* value = one ? one->if_contains("value") : nullptr;
    const bool is_whole = name && name->is_string() && plan::is_figure(name->get_string()) && value &&
                          value->is_number() && std::isfinite(value->to_number<double>()) && one->size() == 2;
    if (!is_whole)
      return problems::bad_input(
          fmt::format("settings[{}]", i),
          "expected {\"name\", \"value\"}: a figure of the plan, as effect.home_share, and a number");
    out.push_back({.path = std::string(name->get_string()), .value = json::serialize(*value)});
  }
  return out;
}

/// The numbers and the truths of the body, into the request; whatever is not there stays as it is.
std::optional<Problem> read_numbers(const json::object& body, plan::PlanRequest& into) {
  const plan::PlanLimits limits = plan::limits_of(into.asker);
  const auto sites = whole_field(body, "sites", limits.sites);
  if (const auto* problem = std::get_if<Problem>(&sites)) return *problem;
  if (const auto count = std::get<std::uint32_t>(sites); count > 0) into.options.asked.sites = count;
  const auto draws = whole_field(body, "draws", limits.draws);
  if (const auto* problem = std::get_if<Problem>(&draws)) return *problem;
  into.options.draws = std::get<std::uint32_t>(draws);
  const auto seed = whole_field(body, "seed", chance::seeds_of(into.asker));
  if (const auto* problem = std::get_if<Problem>(&seed)) return *problem;
  into.options.seed = std::get<std::uint64_t>(seed);
  for (const auto& [field, flag] : {std::pair("curve", &into.curve), std::pair("vetoes", &into.options.vetoes),
                                    std::pair("hindsight", &into.hindsight)}) {
    const json::value* value = body.if_contains(field);
    if (!value) continue;
    if (!value->is_bool()) return problems::bad_input(field, "expected true or false");
    *flag = value->get_bool();
  }
  return std::nullopt;
}

json::value or_null(const std::optional<double>& value) { return value ? json::value(*value) : json::value(nullptr); }

}  // namespace

std::variant<plan::PlanRequest, Problem> read_plan_request(const json::object& body) {
  plan::PlanRequest out(chance::Asker::page);
  const json::value* name = body.if_contains("plan");
  if (!name || !name->is_string()) return problems::bad_input("plan", "expected the name of a shipped plan");
  out.plan = name->get_string();
  if (!plan::is_shipped_plan(out.plan)) return problems::not_found();
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
    out.settings.push_back({.path = std::string(plan::goal_path), .value = json::serialize(*goal)});
  }
  if (auto problem = read_numbers(body, out)) return std::move(*problem);
  return out;
}

Response planned(const plan::PlanRequest& request) {
  const auto refused = [](const base::Error& error) {
    return problem_response({.status = 422,
                             .type = "no-plan",
                             .title = "There is no plan with these sites and figures",
                             .detail = error.message,
                             .field = {},
                             .retry_after_ms = {}});
  };
  const auto input = plan::read(request);
  if (!input) return refused(input.error());
  const auto made = plan::make(*input);
  if (!made) return refused(made.error());
  return json_response(plan::plan_for_page(made->plan, made->hindsight, made->coverage.says));
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
  plan::PlanRequest request(chance::Asker::page);
  request.plan = name;
  request.options.threads = 1;  // it is answered on the thread that asks
  const auto input = plan::read(request);
  if (!input) return problems::failed();
  const auto answer = plan::make(*input);
  if (!answer) return problems::failed();
  const plan::PlanDocument& document = input->document;
  const plan::Plan& made = answer->plan;
  json::array places;
  for (std::size_t i = 0; i < document.places.places.size(); ++i) {
    const places::Place& place = document.places.places[i];
    places.push_back({{"name", place.name},
                      {"lat", place.at.lat},
                      {"lon", place.at.lon},
                      {"area_km2", place.area_km2},
                      {"population", or_null(place.population)},
                      {"region", place.region},
                      {"expected_deaths_per_year", made.expected[i]},
                      {"deaths", or_null(place.deaths)}});
  }
  json::array candidates;
  for (const plan::Candidate& one : made.candidates)
    candidates.push_back({{"name", one.name}, {"lat", one.at.lat}, {"lon", one.at.lon}, {"region", one.region}});
  json::array figures;
  for (const document::Figure& one : document.figures)
    figures.push_back(
        {{"path", one.path}, {"value", one.value}, {"basis", document::name_of(one.basis)}, {"says", one.says}});
  return json::object{{"plan", name},
                      {"name", document.name},
                      {"about", document.about},
                      {"law", document.law},
                      {"residents", document.residents},
                      {"unit", made.unit.text},
                      {"sites", document.sites},
                      {"places", std::move(places)},
                      {"candidates", std::move(candidates)},
                      {"figures", std::move(figures)}};
}

}  // namespace alongside::server
