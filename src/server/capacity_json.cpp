#include "server/capacity_json.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <cmath>

#include "document/shipped_documents.hpp"
#include "server/asked_json.hpp"
#include "sim/facility/assumptions.hpp"

namespace alongside::server {

namespace json = boost::json;

namespace {

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) < 0x20 || letter == '"' || letter == '\\')
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(letter));
    else
      out += letter;
  }
  return out + "\"";
}

/// Numbers, truths, texts and lists of them; nothing else is a figure.
std::optional<std::string> toml_value(const json::value& value, const sim::FloorLimits& limits,
                                      bool may_be_list = true) {
  switch (value.kind()) {
    case json::kind::int64: return fmt::format("{}", value.get_int64());
    case json::kind::bool_: return value.get_bool() ? "true" : "false";
    case json::kind::string:
      return value.get_string().size() > limits.text_bytes_max ? std::nullopt
                                                               : std::optional(toml_text(value.get_string()));
    case json::kind::double_: {
      if (!std::isfinite(value.get_double())) return std::nullopt;
      std::string text = fmt::format("{}", value.get_double());
      if (text.find_first_of(".e") == std::string::npos) text += ".0";
      return text;
    }
    case json::kind::array: {
      if (!may_be_list || value.get_array().size() > limits.list_max) return std::nullopt;
      std::string out = "[";
      for (const json::value& one : value.get_array()) {
        const auto text = toml_value(one, limits, false);
        if (!text) return std::nullopt;
        out += (out.size() > 1 ? ", " : "") + *text;
      }
      return out + "]";
    }
    default: return std::nullopt;
  }
}

std::variant<std::vector<sim::ScenarioSetting>, Problem> read_settings(const json::object& body) {
  std::vector<sim::ScenarioSetting> out;
  const json::value* list = body.if_contains("settings");
  if (!list) return out;
  const sim::FloorLimits limits = sim::limits_of(chance::Asker::page);
  if (!list->is_array() || list->get_array().size() > limits.settings_max) {
    return problems::bad_input(
        "settings", fmt::format("expected a list of at most {} of {{\"path\", \"value\"}}", limits.settings_max));
  }
  for (std::size_t i = 0; i < list->get_array().size(); ++i) {
    const json::object* one = list->get_array()[i].if_object();
    const json::value* path = one ? one->if_contains("path") : nullptr;
    const json::value* value = one ? one->if_contains("value") : nullptr;
    if (!path || !path->is_string() || !value || one->size() != 2) {
      return problems::bad_input(fmt::format("settings[{}]", i), "expected {\"path\", \"value\"}");
    }
    if (!sim::is_figure(path->get_string())) {
      return problems::bad_input(fmt::format("settings[{}].path", i),
                                 "expected the path of a figure of the scenario, as seats.booth");
    }
    auto text = toml_value(*value, limits);
    if (!text)
      return problems::bad_input(fmt::format("settings[{}].value", i),
                                 "expected a number, true or false, a short text, or a list of them");
    out.push_back({std::string(path->get_string()), std::move(*text)});
  }
  return out;
}

json::value optional_number(const std::optional<double>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object staff_json(const sim::StaffRole& role, std::size_t number) {
  return {{"path", fmt::format("staff.{}.people_by_hour", number)},
          {"role", role.name},
          {"trained", role.trained},
          {"people_by_hour", json::array(role.people_by_hour.begin(), role.people_by_hour.end())},
          {"hourly_cost", optional_number(role.hourly_cost)}};
}

json::value service_json(const std::optional<sim::ServiceLevels>& service) {
  if (!service) return nullptr;
  return json::object{{"wait_minutes", service->wait_minutes},
                      {"wait_share", service->wait_share},
                      {"gave_up_share_max", service->gave_up_share_max},
                      {"fewer_than_two_share_max", service->fewer_than_two_share_max}};
}

}  // namespace

std::variant<sim::FloorRequest, Problem> read_capacity_request(const json::object& body) {
  const json::value* name = body.if_contains("scenario");
  if (!name || !name->is_string()) return problems::bad_input("scenario", "expected the name of a shipped scenario");
  sim::FloorRequest out(chance::Asker::page);
  out.scenario = name->get_string();
  if (!sim::is_shipped_scenario(out.scenario)) return problems::not_found();
  auto settings = read_settings(body);
  if (auto* problem = std::get_if<Problem>(&settings)) return std::move(*problem);
  out.settings = std::move(std::get<std::vector<sim::ScenarioSetting>>(settings));
  const auto seed = whole_field(body, "seed", chance::seeds_of(chance::Asker::page));
  if (const auto* problem = std::get_if<Problem>(&seed)) return *problem;
  out.run.seed = std::get<std::uint64_t>(seed);
  return out;
}

std::variant<sim::Scenario, Problem> load_capacity(const sim::FloorRequest& request) {
  auto scenario = sim::load(request);
  if (scenario) return std::move(*scenario);
  return Problem{.status = 422,
                 .type = "bad-scenario",
                 .title = "The scenario cannot be run with these figures",
                 .detail = scenario.error().message,
                 .field = "settings",
                 .retry_after_ms = {}};
}

std::optional<Problem> too_much_for_a_page(const sim::Scenario& scenario, std::uint32_t replications) {
  const double visits_max = sim::limits_of(chance::Asker::page).visits_max;
  const double visits = sim::visits_of(scenario, replications);
  if (visits <= visits_max) return std::nullopt;
  return Problem{.status = 422,
                 .type = "too-much",
                 .title = "That is too much for a page",
                 .detail = fmt::format("{:.0f} simulated visits, at most {:.0f} at once: ask for fewer replications, "
                                       "or use `alongside simulate facility`.",
                                       visits, visits_max),
                 .field = "replications",
                 .retry_after_ms = {}};
}

std::string scenarios_json() {
  json::array out;
  for (const std::string& name : document::shipped_names("scenarios")) {
    const auto scenario = sim::load_scenario(name, {});
    if (scenario) out.push_back(json::object{{"name", name}, {"title", scenario->name}, {"about", scenario->about}});
  }
  return json::serialize(out);
}

json::object scenario_json(std::string_view name, const sim::Scenario& scenario) {
  json::array days;
  for (const bool open : scenario.hours.days) days.push_back(open);
  json::array staff;
  for (std::size_t i = 0; i < scenario.staff.size(); ++i) staff.push_back(staff_json(scenario.staff[i], i));
  return {{"name", name},
          {"title", scenario.name},
          {"about", scenario.about},
          {"guardrails", scenario.guardrails_name},
          {"law", scenario.law},
          {"hours",
           {{"opens_minute", scenario.hours.opens_minute},
            {"open_minutes", scenario.hours.open_minutes},
            {"days", std::move(days)}}},
          {"seats", {{"booth", scenario.seats[0]}, {"smoking", scenario.seats[1]}, {"aftercare", scenario.seats[2]}}},
          {"visits_per_week", sim::visits_per_week(scenario)},
          {"staff", std::move(staff)},
          {"service_levels", service_json(scenario.service)},
          {"days", scenario.days},
          {"warm_up_days", scenario.warm_up_days},
          {"parameters", sim::parameters_for_page(scenario.parameters)}};
}

}  // namespace alongside::server
