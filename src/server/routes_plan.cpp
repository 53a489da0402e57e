// Plans: the shipped ones, one with its places and figures, and a plan with other sites and figures. For planners; nothing about a real person is in it.
// Plans are computed on threads of their own (simulations.hpp).
#include <boost/json.hpp>

#include "server/plans_json.hpp"
#include "server/router.hpp"
#include "server/session.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

void get_plans(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  static const std::string shipped = plans_json();
  respond(json_response(shipped));
}

void get_plan(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  if (!plan::is_shipped_plan(exchange.named)) return respond(problem_response(problems::not_found()));
  const auto document = plan_document_json(std::string(exchange.named));
  if (const auto* problem = std::get_if<Problem>(&document)) return respond(problem_response(*problem));
  respond(json_response(json::serialize(std::get<json::object>(document))));
}

void post_plan(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  const auto body = json_body(exchange.request, {"plan", "sites", "forced", "forbidden", "goal", "settings", "draws",
                                                 "seed", "curve", "vetoes", "hindsight"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  auto wanted = read_plan_request(std::get<json::object>(body));
  if (const auto* problem = std::get_if<Problem>(&wanted)) return respond(problem_response(*problem));
  auto work = [request = std::move(std::get<plan::PlanRequest>(wanted))](const std::atomic<bool>& stop) mutable {
    request.options.stop = &stop;
    return planned(request);
  };
  exchange.service.simulations.add(std::string(exchange.request.cookie(session_cookie)), Simulations::Kind::plan,
                                   std::move(work), respond);
}

}  // namespace alongside::server::routes
