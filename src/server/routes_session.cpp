// Who is signed in: reading it, signing in, signing out; and who says with their PIN that they take charge of the floor.
#include <boost/json.hpp>

#include "server/router.hpp"
#include "server/session.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

namespace {

constexpr std::size_t name_bytes_max = 64;
constexpr std::size_t secret_bytes_max = 256;

Problem too_soon_or_wrong(std::chrono::milliseconds wait) {
  return {.status = 429,
          .type = "too-many-tries",
          .title = "That did not match, or came too soon after one that did not",
          .detail = {},
          .field = {},
          .retry_after_ms = wait.count()};
}

Problem did_not_match() {
  return {.status = 401,
          .type = "wrong-sign-in",
          .title = "That did not match",
          .detail = {},
          .field = {},
          .retry_after_ms = {}};
}

/// Who may sign in is not known, the store being locked or staff.sealed damaged: nobody's secret is wrong.
Problem locked() {
  return {.status = 503,
          .type = "locked",
          .title = "The record is locked: nobody can sign in yet",
          .detail = "Give the site key at the server, or mend what its log says; emergencies are taken all the same.",
          .field = {},
          .retry_after_ms = 5000};
}

bool is_locked(Service& service) {
  bool out = false;
  service.center.read([&](const center::Published& published) { out = published.locked; });
  return out || !service.center.staff().is_unlocked();
}

}  // namespace

void get_session(const Exchange& exchange, const Respond& respond) {
  const auto who = exchange.service.who(exchange.request);
  Response response = session_response(exchange.service, who);
  if (who.principal.device.exists()) {
    set_cookie(response, exchange.request, device_cookie, exchange.request.cookie(device_cookie), CookieLife::device);
  }
  respond(std::move(response));
}

void get_staff(const Exchange& exchange, const Respond& respond) {
  const auto who = exchange.service.who(exchange.request);
  if (!who.principal.device.exists() && !who.principal.is_signed_in())
    return respond(problem_response(problems::no_device()));
  json::array out;
  for (const center::StaffMember& member : exchange.service.center.staff().members())
    out.push_back(staff_member_json(member));
  respond(json_response(json::serialize(out)));
}

void sign_in(const Exchange& exchange, const Respond& respond) {
  auto body = json_body(exchange.request, {"staff", "pin", "password"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  const json::object& fields = std::get<json::object>(body);
  const auto name = text_field(fields, "staff", name_bytes_max);
  if (const auto* problem = std::get_if<Problem>(&name)) return respond(problem_response(*problem));
  const bool with_pin = fields.contains("pin");
  if (with_pin && fields.contains("password"))
    return respond(problem_response(problems::bad_input("password", "expected a PIN or a password, not both")));
  const auto secret = text_field(fields, with_pin ? "pin" : "password", secret_bytes_max);
  if (const auto* problem = std::get_if<Problem>(&secret)) return respond(problem_response(*problem));

  Service& service = exchange.service;
  center::Staff& staff = service.center.staff();
  const auto screen = staff.screen(exchange.request.cookie(device_cookie));
  if (with_pin && !screen) return respond(problem_response(problems::no_device()));
  if (is_locked(service)) return respond(problem_response(locked()));

  const auto result = staff.sign_in(std::get<std::string>(name), std::get<std::string>(secret), with_pin,
                                    screen ? std::optional(screen->number) : std::nullopt, exchange.request.peer);
  if (!result.token)
    return respond(problem_response(result.wait.count() > 0 ? too_soon_or_wrong(result.wait) : did_not_match()));
  // One sign-in a browser: whoever was signed in here before is not any more.
  if (const std::string_view before = exchange.request.cookie(session_cookie); !before.empty()) staff.sign_out(before);
  Response response = session_response(service, staff.who(*result.token, exchange.request.cookie(device_cookie)));
  set_cookie(response, exchange.request, session_cookie, *result.token, CookieLife::session);
  service.wake_readers();
  respond(std::move(response));
}

void sign_out(const Exchange& exchange, const Respond& respond) {
  center::Staff& staff = exchange.service.center.staff();
  if (const std::string_view token = exchange.request.cookie(session_cookie); !token.empty()) staff.sign_out(token);
  Response response = session_response(exchange.service, staff.who({}, exchange.request.cookie(device_cookie)));
  set_cookie(response, exchange.request, session_cookie, "", CookieLife::ended);
  exchange.service.wake_readers();
  respond(std::move(response));
}

void accept_charge(const Exchange& exchange, const Respond& respond) {
  auto body = json_body(exchange.request, {"staff", "pin"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  const json::object& fields = std::get<json::object>(body);
  const auto name = text_field(fields, "staff", name_bytes_max);
  if (const auto* problem = std::get_if<Problem>(&name)) return respond(problem_response(*problem));
  const auto pin = text_field(fields, "pin", secret_bytes_max);
  if (const auto* problem = std::get_if<Problem>(&pin)) return respond(problem_response(*problem));

  Service& service = exchange.service;
  if (is_locked(service)) return respond(problem_response(locked()));
  const center::Principal by = service.who(exchange.request).principal;
  if (!by.is_signed_in()) return respond(problem_response(problems::not_signed_in()));
  const auto result = service.center.staff().accept_charge(std::get<std::string>(name), std::get<std::string>(pin), by,
                                                           exchange.request.peer);
  if (!result.accepted)
    return respond(problem_response(result.wait.count() > 0 ? too_soon_or_wrong(result.wait) : did_not_match()));
  respond(empty_response(204));
}

}  // namespace alongside::server::routes
