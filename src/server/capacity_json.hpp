// Capacity: the shipped scenarios and the requests of the planners' page, from and to JSON.
//
// Goals: a request names a shipped scenario and changes figures of it, nothing else: no file of this machine is ever read for it, and what it
// may cost is bounded. Pure; free to call from any thread.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <variant>
#include <vector>

#include "server/problem.hpp"
#include "sim/verbs.hpp"

namespace alongside::server {

/// Scenario, settings and seed of a request's body. Unknown scenario: 404; a setting that is no figure: 400 with its field.
std::variant<sim::FloorRequest, Problem> read_capacity_request(const boost::json::object& body);

/// The request's scenario with its settings; the reader's own message (file, line, reason) as a 422.
std::variant<sim::Scenario, Problem> load_capacity(const sim::FloorRequest& request);

/// Why so many replicates of it are too much for a page; nothing: they are not.
std::optional<Problem> too_much_for_a_page(const sim::Scenario& scenario, std::uint32_t replications);

/// [{"name","title","about"}] of every shipped scenario.
std::string scenarios_json();
/// The CapacityScenario of docs/openapi.yaml.
boost::json::object scenario_json(std::string_view name, const sim::Scenario& scenario);

}  // namespace alongside::server
