// The site's registered screens: listing, registering this browser, revoking a stolen one.
#include <boost/json.hpp>

#include "server/router.hpp"
#include "server/session.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

namespace {

constexpr std::size_t label_bytes_max = 40;

/// A newcomer to a demonstration sees Emergency work without asking anybody; every other site asks its manager.
std::optional<Problem> may_register(Service& service, const center::SignedIn& who) {
  if (service.is_demonstration()) return std::nullopt;
  return must_manage_by_password(who);
}

Problem too_many(std::chrono::milliseconds wait) {
  return {.status = 429,
          .type = "too-many-newcomers",
          .title = "Many open this demonstration at once",
          .detail = "Try again in a moment.",
          .field = {},
          .retry_after_ms = wait.count()};
}

}  // namespace

void get_devices(const Exchange& exchange, const Respond& respond) {
  const auto who = exchange.service.who(exchange.request);
  if (const auto problem = must_manage(who)) return respond(problem_response(*problem));
  respond(devices_response(exchange.service, who.principal.device));
}

void register_device(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  const auto who = service.who(exchange.request);
  if (const auto problem = may_register(service, who)) return respond(problem_response(*problem));
  const auto body = json_body(exchange.request, {"label"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  const auto label = text_field(std::get<json::object>(body), "label", label_bytes_max);
  if (const auto* problem = std::get_if<Problem>(&label)) return respond(problem_response(*problem));
  // A browser that is a screen already stays the one it is.
  if (who.principal.device.exists()) return respond(session_response(service, who));

  const bool open_to_all = service.center.folder().kind == domain::SiteKind::demonstration;
  if (open_to_all) {
    if (const auto wait = service.newcomers.wait(); wait.count() > 0) return respond(problem_response(too_many(wait)));
  }
  const auto registered = service.center.staff().register_screen(
      std::get<std::string>(label),
      open_to_all ? center::Staff::WhenFull::reuse_longest_unseen : center::Staff::WhenFull::refuse);
  if (!registered) {
    const bool input = registered.error().failure == base::Failure::input;
    return respond(
        problem_response(input ? problems::bad_input("label", registered.error().message) : problems::not_saved()));
  }
  const std::string& token = registered->second;
  Response response =
      session_response(service, service.center.staff().who(exchange.request.cookie(session_cookie), token));
  set_cookie(response, exchange.request, device_cookie, token, CookieLife::device);
  respond(std::move(response));
}

void revoke_device(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  const auto who = service.who(exchange.request);
  if (const auto problem = must_manage_by_password(who)) return respond(problem_response(*problem));
  const auto device = exchange.number<decltype(domain::DeviceRef::number)>();
  if (!device) return respond(problem_response(problems::not_found()));
  if (const auto revoked = service.center.staff().revoke_screen({*device}); !revoked) {
    const bool unknown = revoked.error().failure == base::Failure::input;
    return respond(problem_response(unknown ? problems::not_found() : problems::not_saved()));
  }
  service.wake_readers();
  respond(devices_response(service, who.principal.device));
}

}  // namespace alongside::server::routes
