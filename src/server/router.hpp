// Router: the table of what is answered, read from top to bottom.
//
// Goals: one line a route; a known path with another method says which methods there are. Non-goals: nesting, order of middlewares.
// Threads: constant after it is made.
#pragma once

#include <charconv>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/http_message.hpp"
#include "server/service.hpp"

namespace alongside::server {

/// One request on its way to an answer.
struct Exchange {
  Service& service;
  const Request& request;
  std::string_view named;  ///< what stands in the pattern's {…}, or empty

  /// `named`, if it is one number and nothing else.
  template <class Number>
  std::optional<Number> number() const {
    Number out{};
    const auto [end, error] = std::from_chars(named.data(), named.data() + named.size(), out);
    if (error != std::errc{} || end != named.data() + named.size()) return std::nullopt;
    return out;
  }
};

/// Answers by calling `respond` once, now or later; `exchange` lives only until the handler returns.
using Handler = void (*)(const Exchange& exchange, const Respond& respond);

struct Route {
  std::string_view method;
  std::string_view pattern;  ///< one {name} at most, as "/api/v1/visits/{visit}"
  Handler handler;
  bool slow =
      false;  ///< hashes a password, writes a file or reads documents: runs apart, one at a time, so that no tap waits for it
};

struct RouteMatch {
  const Route* route = nullptr;
  std::string_view named;
  std::string allow;  ///< no route: the methods that this path has, or empty
};

RouteMatch match(std::span<const Route> routes, std::string_view method, std::string_view path);

/// Every route of the program.
std::span<const Route> all_routes();

// One file a subject: routes_session.cpp, routes_staff.cpp, routes_devices.cpp, routes_board.cpp, routes_commands.cpp, routes_visits.cpp,
// routes_protocol.cpp, routes_capacity.cpp, routes_studies.cpp, routes_plan.cpp, routes_health.cpp, routes_page.cpp.
namespace routes {

void get_session(const Exchange& exchange, const Respond& respond);
void get_staff(const Exchange& exchange, const Respond& respond);
void sign_in(const Exchange& exchange, const Respond& respond);
void sign_out(const Exchange& exchange, const Respond& respond);
void accept_charge(const Exchange& exchange, const Respond& respond);
void get_everybody(const Exchange& exchange, const Respond& respond);
void add_staff(const Exchange& exchange, const Respond& respond);
void end_staff(const Exchange& exchange, const Respond& respond);
void give_pin(const Exchange& exchange, const Respond& respond);
void give_password(const Exchange& exchange, const Respond& respond);
void get_devices(const Exchange& exchange, const Respond& respond);
void register_device(const Exchange& exchange, const Respond& respond);
void revoke_device(const Exchange& exchange, const Respond& respond);
void get_board(const Exchange& exchange, const Respond& respond);
void get_live(const Exchange& exchange, const Respond& respond);
void cover(const Exchange& exchange, const Respond& respond);
void get_protocol(const Exchange& exchange, const Respond& respond);
void get_visits(const Exchange& exchange, const Respond& respond);
void get_visit(const Exchange& exchange, const Respond& respond);
void get_handles(const Exchange& exchange, const Respond& respond);
void check_handle(const Exchange& exchange, const Respond& respond);
void post_commands(const Exchange& exchange, const Respond& respond);
void get_scenarios(const Exchange& exchange, const Respond& respond);
void get_scenario(const Exchange& exchange, const Respond& respond);
void post_capacity(const Exchange& exchange, const Respond& respond);
void post_capacity_day(const Exchange& exchange, const Respond& respond);
void get_studies(const Exchange& exchange, const Respond& respond);
void get_study(const Exchange& exchange, const Respond& respond);
void post_study_evaluate(const Exchange& exchange, const Respond& respond);
void get_plans(const Exchange& exchange, const Respond& respond);
void get_plan(const Exchange& exchange, const Respond& respond);
void post_plan(const Exchange& exchange, const Respond& respond);
void health(const Exchange& exchange, const Respond& respond);
void metrics(const Exchange& exchange, const Respond& respond);
/// Whatever no route answers: a file of the page, or the page itself.
Response page(const Request& request);

}  // namespace routes

}  // namespace alongside::server
