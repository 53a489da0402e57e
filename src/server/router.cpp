#include "server/router.hpp"

#include <array>

namespace alongside::server {

namespace {

/// Whether `path` is of this pattern; then what stands in its {…}.
bool fits(std::string_view pattern, std::string_view path, std::string_view& named) {
  const std::size_t open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == path;
  const std::string_view before = pattern.substr(0, open);
  const std::string_view after = pattern.substr(pattern.find('}') + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) return false;
  named = path.substr(before.size(), path.size() - before.size() - after.size());
  return named.find('/') == std::string_view::npos;
}

}  // namespace

RouteMatch match(std::span<const Route> routes, std::string_view method, std::string_view path) {
  RouteMatch out;
  for (const Route& route : routes) {
    if (!fits(route.pattern, path, out.named)) continue;
    if (route.method == method) {
      out.route = &route;
      return out;
    }
    if (!out.allow.empty()) out.allow += ", ";
    out.allow += route.method;
  }
  return out;
}

std::span<const Route> all_routes() {
  static constexpr auto table = std::to_array<Route>({
      {"GET", "/api/v1/session", routes::get_session},
      {"GET", "/api/v1/staff", routes::get_staff},
      {"GET", "/api/v1/staff/everybody", routes::get_everybody},
      {"POST", "/api/v1/staff", routes::add_staff, true},
      {"POST", "/api/v1/staff/{staff}/end", routes::end_staff, true},
      {"POST", "/api/v1/staff/{staff}/pin", routes::give_pin, true},
      {"POST", "/api/v1/staff/{staff}/password", routes::give_password, true},
      {"POST", "/api/v1/sign-in", routes::sign_in, true},
      {"POST", "/api/v1/sign-out", routes::sign_out, true},
      {"POST", "/api/v1/charge", routes::accept_charge, true},
      {"GET", "/api/v1/devices", routes::get_devices},
      {"POST", "/api/v1/devices", routes::register_device, true},
      {"POST", "/api/v1/devices/{device}/revoke", routes::revoke_device, true},
      {"GET", "/api/v1/board", routes::get_board},
      {"GET", "/api/v1/live", routes::get_live},
      {"POST", "/api/v1/cover", routes::cover},
      {"GET", "/api/v1/protocol", routes::get_protocol},
      {"GET", "/api/v1/visits", routes::get_visits},
      {"GET", "/api/v1/visits/{visit}", routes::get_visit},
      {"GET", "/api/v1/handles", routes::get_handles},
      {"POST", "/api/v1/handles/check", routes::check_handle},
      {"POST", "/api/v1/commands", routes::post_commands},
      {"GET", "/api/v1/scenarios", routes::get_scenarios, true},
      {"GET", "/api/v1/scenarios/{scenario}", routes::get_scenario, true},
      {"POST", "/api/v1/capacity", routes::post_capacity},
      {"POST", "/api/v1/capacity/day", routes::post_capacity_day},
      {"GET", "/api/v1/studies", routes::get_studies, true},
      {"GET", "/api/v1/studies/{study}", routes::get_study, true},
      {"POST", "/api/v1/studies/evaluate", routes::post_study_evaluate},
      {"GET", "/api/v1/plans", routes::get_plans, true},
      {"GET", "/api/v1/plans/{plan}", routes::get_plan, true},
      {"POST", "/api/v1/plans/make", routes::post_plan},
      {"GET", "/healthz", routes::health},
      {"GET", "/metrics", routes::metrics},
  });
  return table;
}

}  // namespace alongside::server
