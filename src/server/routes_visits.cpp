// One visit of today, and the codes of the door: offers, and whether a code is known (by exact match only).
#include <boost/json.hpp>

#include "center/participants.hpp"
#include "server/router.hpp"
#include "server/session.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

namespace {

constexpr std::size_t code_bytes_max = 40;
constexpr std::size_t offers = 3;

json::value warning_json(std::string_view code) {
  switch (center::warn_about(code)) {
    case center::CodeWarning::none: break;
    case center::CodeWarning::looks_like_a_name: return "looks_like_a_name";
    case center::CodeWarning::looks_like_a_number: return "looks_like_a_number";
  }
  return nullptr;
}

}  // namespace

void get_visit(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  if (const auto problem = must_see_people(service.who(exchange.request))) return respond(problem_response(*problem));
  const auto id = base::Uuid::parse(exchange.named);
  std::optional<json::object> found;
  const bool covered = service.covered();
  service.center.read([&](const center::Published& published) {
    const domain::VisitId visit = id ? published.find_visit(*id) : domain::VisitId::none();
    const center::VisitNotes* notes = published.notes(visit);
    const domain::Person* person = published.state.find(visit);
    if (notes && person) found = visit_json(*notes, person->arrived, covered);
  });
  if (!found) return respond(problem_response(problems::not_found()));
  respond(json_response(json::serialize(*found)));
}

void get_handles(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_see_people(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  json::array out;
  for (const std::string& handle : exchange.service.center.offer_handles(offers)) out.emplace_back(handle);
  respond(json_response(json::serialize(json::object{{"offers", std::move(out)}})));
}

void check_handle(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_see_people(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  const auto body = json_body(exchange.request, {"code"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  const auto code = text_field(std::get<json::object>(body), "code", code_bytes_max);
  if (const auto* problem = std::get_if<Problem>(&code)) return respond(problem_response(*problem));
  const std::string& text = std::get<std::string>(code);
  using State = center::Center::CodeState;
  const State state = exchange.service.center.code_state(text);
  const json::object out{
      {"known", state != State::unknown}, {"inside", state == State::inside}, {"warning", warning_json(text)}};
  respond(json_response(json::serialize(out)));
}

}  // namespace alongside::server::routes
