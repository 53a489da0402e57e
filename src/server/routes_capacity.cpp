// Capacity: the shipped scenarios, a run of one with other figures, and one of its days for the page to play. For planners; nothing about a real
// person is in it. Runs are computed on threads of their own (simulations.hpp).
#include <boost/json.hpp>

#include "server/asked_json.hpp"
#include "server/capacity_json.hpp"
#include "server/router.hpp"
#include "server/session.hpp"
#include "server/simulated_day.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

namespace {

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
  if (!sim::is_shipped_scenario(exchange.named)) return respond(problem_response(problems::not_found()));
  sim::FloorRequest request(chance::Asker::page);
  request.scenario = std::string(exchange.named);
  const auto scenario = load_capacity(request);
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
  auto& asked = std::get<sim::FloorRequest>(wanted);
  const auto replications =
      whole_field(std::get<json::object>(body), "replications", sim::limits_of(asked.asker).replications);
  if (const auto* problem = std::get_if<Problem>(&replications)) return respond(problem_response(*problem));
  asked.run.replications = std::get<std::uint32_t>(replications);

  auto work = [request = std::move(asked)](const std::atomic<bool>& stop) mutable {
    request.run.stop = &stop;
    const auto scenario = load_capacity(request);
    if (const auto* problem = std::get_if<Problem>(&scenario)) return problem_response(*problem);
    const sim::Scenario& loaded = std::get<sim::Scenario>(scenario);
    if (const auto problem = too_much_for_a_page(loaded, request.run.replications)) return problem_response(*problem);
    const auto result = sim::simulate(loaded, request);
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
  auto& asked = std::get<sim::FloorRequest>(wanted);
  const sim::FloorLimits limits = sim::limits_of(asked.asker);
  const auto replicate = whole_field(std::get<json::object>(body), "replicate", limits.replicate);
  if (const auto* problem = std::get_if<Problem>(&replicate)) return respond(problem_response(*problem));
  const auto day = whole_field(std::get<json::object>(body), "day", limits.day);
  if (const auto* problem = std::get_if<Problem>(&day)) return respond(problem_response(*problem));

  const DayWanted chosen{
      .seed = asked.run.seed, .replicate = std::get<std::uint32_t>(replicate), .day = std::get<int>(day)};
  auto work = [request = std::move(asked), chosen](const std::atomic<bool>&) {
    auto scenario = load_capacity(request);
    if (const auto* problem = std::get_if<Problem>(&scenario)) return problem_response(*problem);
    if (const auto problem = too_much_for_a_page(std::get<sim::Scenario>(scenario), 1))
      return problem_response(*problem);
    return json_response(json::serialize(simulated_day_json(std::move(std::get<sim::Scenario>(scenario)), chosen)));
  };
  exchange.service.simulations.add(reader_of(exchange.request), Simulations::Kind::day, std::move(work), respond);
}

}  // namespace alongside::server::routes
