// Who works here, for who manages the site: everybody, adding somebody, ending somebody, a new PIN or password.
//
// Goals: what was answered is kept and holds on every screen at once; whoever manages cannot leave the site, or an open floor, without
// somebody. Nothing here is in the record but numbers and roles, which were there before.
#include <boost/json.hpp>

#include "center/sign_in_rules.hpp"
#include "server/board_json.hpp"
#include "server/router.hpp"
#include "server/session.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

namespace {

constexpr std::size_t field_bytes_max = 256;

Problem staff_problem(int status, std::string_view type, std::string_view title, std::string detail,
                      std::string field = {}) {
  return {.status = status,
          .type = type,
          .title = title,
          .detail = std::move(detail),
          .field = std::move(field),
          .retry_after_ms = {}};
}

/// Everybody may sign in to a demonstration as its manager: what one of them changed would shut the others out.
std::optional<Problem> may_change_staff(Service& service, const center::SignedIn& who) {
  if (auto problem = must_manage(who)) return problem;
  if (service.is_demonstration()) {
    return staff_problem(403, "demonstration-staff", "The staff of a demonstration are invented and stay as they are",
                         "Try it on a training site.");
  }
  if (!who.principal.device.exists()) return problems::no_device();
  return must_manage_by_password(who);
}

json::value time_json(base::Instant at) {
  return at.is_set() ? json::value(at.milliseconds_utc) : json::value(nullptr);
}

json::object known_staff_json(const center::StaffMember& member) {
  json::object out = staff_member_json(member);
  out["has_password"] = member.has_password;
  out["ended"] = member.ended;
  out["since"] = time_json(member.since);
  out["ended_at"] = time_json(member.ended_at);
  return out;
}

Response everybody_response(Service& service) {
  json::array out;
  for (const center::StaffMember& member : service.center.staff().everybody()) out.push_back(known_staff_json(member));
  return json_response(json::serialize(out));
}

/// Whom the path names, while they work here.
std::variant<center::StaffMember, Problem> named_member(const Exchange& exchange) {
  const auto number = exchange.number<domain::StaffRef::number_type>();
  const auto member = number ? exchange.service.center.staff().member({*number}) : std::nullopt;
  if (!member) return problems::not_found();
  if (member->ended)
    return staff_problem(409, "staff-ended", "They work here no longer", "Their sign-in name is never used again.");
  return *member;
}

/// A text field that keeps a rule, or a problem that names the field and not what stood in it.
std::variant<std::string, Problem> field_by_rule(const json::object& body, std::string_view name,
                                                 base::Result<> (*rule)(std::string_view)) {
  auto field = text_field(body, name, field_bytes_max);
  if (std::holds_alternative<Problem>(field)) return field;
  if (const auto kept = rule(std::get<std::string>(field)); !kept)
    return problems::bad_input(std::string(name), kept.error().message);
  return field;
}

/// The protocol in force is signed by the medical director: nobody else may come to have their secrets.
std::optional<Problem> may_give_secret(const center::SignedIn& who, domain::Role to) {
  if (to != domain::Role::medical_director || who.principal.role == domain::Role::medical_director) return std::nullopt;
  return staff_problem(403, "directors-own", "Only a medical director gives a medical director a PIN or a password",
                       "At the server, `alongside staff` does.");
}

std::optional<Problem> may_end(Service& service, const center::SignedIn& who, const center::StaffMember& leaving) {
  if (leaving.number == who.principal.staff) {
    return staff_problem(409, "own-sign-in", "Nobody ends their own sign-in",
                         "Another manager does, so that somebody is left who can; add one with a password first.");
  }
  // Handed over to them in this very moment, they are ended all the same: a manager hands over in their place.
  bool is_in_charge = false;
  service.center.read(
      [&](const center::Published& published) { is_in_charge = published.is_in_charge(leaving.number); });
  if (is_in_charge) {
    return staff_problem(409, "responsible-now", "They are responsible for the open floor",
                         "Hand the floor over to somebody, then end them.");
  }
  return std::nullopt;
}

/// Gives the secret of this field by `set`, to whom the path names.
void give_secret(const Exchange& exchange, const Respond& respond, std::string_view field,
                 base::Result<> (*rule)(std::string_view),
                 base::Result<> (center::Staff::*set)(std::string_view, std::string_view)) {
  Service& service = exchange.service;
  const auto who = service.who(exchange.request);
  if (const auto problem = may_change_staff(service, who)) return respond(problem_response(*problem));
  const auto member = named_member(exchange);
  if (const auto* problem = std::get_if<Problem>(&member)) return respond(problem_response(*problem));
  const auto& to = std::get<center::StaffMember>(member);
  if (const auto problem = may_give_secret(who, to.role)) return respond(problem_response(*problem));
  const auto body = json_body(exchange.request, {field});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  const auto secret = field_by_rule(std::get<json::object>(body), field, rule);
  if (const auto* problem = std::get_if<Problem>(&secret)) return respond(problem_response(*problem));
  const auto kept = (service.center.staff().*set)(to.sign_in, std::get<std::string>(secret));
  service.wake_readers();  // whoever was signed in by the old one is out, kept or not
  if (!kept) {
    const bool has_ended = kept.error().failure == base::Failure::input;
    return respond(problem_response(has_ended ? problems::not_found() : problems::not_saved()));
  }
  respond(everybody_response(service));
}

}  // namespace

void get_everybody(const Exchange& exchange, const Respond& respond) {
  const auto who = exchange.service.who(exchange.request);
  if (const auto problem = must_manage(who)) return respond(problem_response(*problem));
  respond(everybody_response(exchange.service));
}

void add_staff(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  const auto who = service.who(exchange.request);
  if (const auto problem = may_change_staff(service, who)) return respond(problem_response(*problem));
  const auto read = json_body(exchange.request, {"staff", "label", "role", "pin", "password"});
  if (const auto* problem = std::get_if<Problem>(&read)) return respond(problem_response(*problem));
  const json::object& body = std::get<json::object>(read);
  const auto label = field_by_rule(body, "label", center::check_label);
  if (const auto* problem = std::get_if<Problem>(&label)) return respond(problem_response(*problem));
  const auto name = field_by_rule(body, "staff", center::check_sign_in_name);
  if (const auto* problem = std::get_if<Problem>(&name)) return respond(problem_response(*problem));
  const auto role_name = text_field(body, "role", field_bytes_max);
  if (const auto* problem = std::get_if<Problem>(&role_name)) return respond(problem_response(*problem));
  const auto role = center::role_to_give(std::get<std::string>(role_name));
  if (!role) return respond(problem_response(problems::bad_input("role", "expected a role of the contract")));
  if (const auto problem = may_give_secret(who, *role)) return respond(problem_response(*problem));
  const auto pin = field_by_rule(body, "pin", center::check_pin);
  if (const auto* problem = std::get_if<Problem>(&pin)) return respond(problem_response(*problem));
  std::variant<std::string, Problem> password;
  if (center::needs_password(*role) || body.contains("password"))
    password = field_by_rule(body, "password", center::check_password);
  if (const auto* problem = std::get_if<Problem>(&password)) return respond(problem_response(*problem));

  const auto added = service.center.staff().add(std::get<std::string>(name), std::get<std::string>(label), *role,
                                                std::get<std::string>(pin), std::get<std::string>(password));
  if (!added) {
    // All else was looked at above.
    const bool is_taken = added.error().failure == base::Failure::input;
    return respond(problem_response(is_taken
                                        ? staff_problem(409, "sign-in-taken", "Somebody has, or had, this sign-in name",
                                                        "Choose another one.", "staff")
                                        : problems::not_saved()));
  }
  respond(everybody_response(service));
}

void end_staff(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  const auto who = service.who(exchange.request);
  if (const auto problem = may_change_staff(service, who)) return respond(problem_response(*problem));
  const auto member = named_member(exchange);
  if (const auto* problem = std::get_if<Problem>(&member)) {
    // Sent once more because its answer did not come: it is as was asked.
    if (problem->type == "staff-ended") return respond(everybody_response(service));
    return respond(problem_response(*problem));
  }
  const auto& leaving = std::get<center::StaffMember>(member);
  if (const auto problem = may_end(service, who, leaving)) return respond(problem_response(*problem));
  const auto ended = service.center.staff().end(leaving.sign_in);
  service.wake_readers();  // they are out on every screen
  if (!ended && ended.error().failure != base::Failure::input) return respond(problem_response(problems::not_saved()));
  if (!ended && !service.center.staff().member(leaving.number)->ended) {
    return respond(problem_response(staff_problem(
        409, "last-manager", "They are the last who can manage this site",
        "Add another manager or medical director with a password, or give one a password; then end them.")));
  }
  respond(everybody_response(service));
}

void give_pin(const Exchange& exchange, const Respond& respond) {
  give_secret(exchange, respond, "pin", center::check_pin, &center::Staff::set_pin);
}

void give_password(const Exchange& exchange, const Respond& respond) {
  give_secret(exchange, respond, "password", center::check_password, &center::Staff::set_password);
}

}  // namespace alongside::server::routes
