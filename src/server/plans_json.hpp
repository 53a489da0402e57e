// Plans: the shipped ones, and the requests of the planners' page, from and to JSON.
//
// Goals: a request names a shipped plan, places of it and figures of it, nothing else: no file of this machine is ever read for it, and what it may cost
// is bounded. Pure; free to call from any thread.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <variant>
#include <vector>

#include "plan/verbs.hpp"
#include "server/problem.hpp"

namespace alongside::server {

/// Plan, sites, forced and forbidden places, figures, draws and seed of a request's body. Unknown plan: 404; whatever else is wrong: 400 with its field.
std::variant<plan::PlanRequest, Problem> read_plan_request(const boost::json::object& body);

/// The Plan of docs/openapi.yaml; where there is none with these sites and figures, why, as a 422.
Response planned(const plan::PlanRequest& request);

/// [{"plan", "name", "about", "sites"}] of every shipped plan.
std::string plans_json();
/// The PlanDocument of docs/openapi.yaml: places, candidates and figures; a problem if it cannot be read.
std::variant<boost::json::object, Problem> plan_document_json(const std::string& name);

}  // namespace alongside::server
