// Capacity: the shipped scenarios, a run of one with other figures, and one of its days for the page to play. For planners; nothing about a real
// person is in it. Runs are computed on threads of their own (simulations.hpp).
#include <boost/json.hpp>

#include "server/capacity_json.hpp"
#include "server/router.hpp"
#include "server/session.hpp"
#include "server/simulated_day.hpp"
#include "sim/facility/results.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

namespace {

constexpr std::int64_t replications_max =
    400;  ///< [J] beyond it intervals hardly shrink for the eye; the command line has no limit

/// Whose newer request stops an older one: a sign-in on a browser.
std::string reader_of(const Request& request) { return std::string(request.cookie(session_cookie)); }

}  // namespace

void get_scenarios(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  static const std::string shipped = scenarios_json();
  respond(json_response(shipped));
}

void get_scenario(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  if (!is_shipped_scenario(exchange.named)) return respond(problem_response(problems::not_found()));
  const auto scenario = load_capacity({.scenario = std::string(exchange.named), .settings = {}});
  if (const auto* problem = std::get_if<Problem>(&scenario)) return respond(problem_response(*problem));
  respond(json_response(json::serialize(scenario_json(exchange.named, std::get<sim::Scenario>(scenario)))));
}

void post_capacity(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  const auto body = json_body(exchange.request, {"scenario", "settings", "replications", "seed"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  auto wanted = read_capacity_request(std::get<json::object>(body));
  if (const auto* problem = std::get_if<Problem>(&wanted)) return respond(problem_response(*problem));
  const auto replications = whole_field(std::get<json::object>(body), "replications", 20, 1, replications_max);
  if (const auto* problem = std::get_if<Problem>(&replications)) return respond(problem_response(*problem));

  auto work = [request = std::move(std::get<CapacityRequest>(wanted)),
               count = std::get<std::int64_t>(replications)](const std::atomic<bool>& stop) {
    const auto scenario = load_capacity(request);
    if (const auto* problem = std::get_if<Problem>(&scenario)) return problem_response(*problem);
    const sim::Scenario& loaded = std::get<sim::Scenario>(scenario);
    if (const auto problem = too_much_for_a_page(loaded, count)) return problem_response(*problem);
    const auto result = sim::run_facility(loaded, {.seed = request.seed,
                                                   .replications = static_cast<std::uint32_t>(count),
                                                   .threads = Simulations::threads_for_one(),
                                                   .stop = &stop});
    if (!result) return problem_response(problems::failed());
    return json_response(sim::result_as_json(*result));
  };
  exchange.service.simulations.add(reader_of(exchange.request), Simulations::Kind::run, std::move(work), respond);
}

void post_capacity_day(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  const auto body = json_body(exchange.request, {"scenario", "settings", "seed", "replicate", "day"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  auto wanted = read_capacity_request(std::get<json::object>(body));
  if (const auto* problem = std::get_if<Problem>(&wanted)) return respond(problem_response(*problem));
  const auto replicate = whole_field(std::get<json::object>(body), "replicate", 0, 0, replications_max - 1);
  if (const auto* problem = std::get_if<Problem>(&replicate)) return respond(problem_response(*problem));
  const auto day = whole_field(std::get<json::object>(body), "day", 0, 0, 6);
  if (const auto* problem = std::get_if<Problem>(&day)) return respond(problem_response(*problem));

  const DayWanted chosen{.seed = std::get<CapacityRequest>(wanted).seed,
                         .replicate = static_cast<std::uint32_t>(std::get<std::int64_t>(replicate)),
                         .day = static_cast<int>(std::get<std::int64_t>(day))};
  auto work = [request = std::move(std::get<CapacityRequest>(wanted)), chosen](const std::atomic<bool>&) {
    auto scenario = load_capacity(request);
    if (const auto* problem = std::get_if<Problem>(&scenario)) return problem_response(*problem);
    if (const auto problem = too_much_for_a_page(std::get<sim::Scenario>(scenario), 1))
      return problem_response(*problem);
    return json_response(json::serialize(simulated_day_json(std::move(std::get<sim::Scenario>(scenario)), chosen)));
  };
  exchange.service.simulations.add(reader_of(exchange.request), Simulations::Kind::day, std::move(work), respond);
}

}  // namespace alongside::server::routes
