// One visit of today, and the codes of the door: offers, and whether a code is known (by exact match only).
#include <boost/json.hpp>

#include <algorithm>

#include "base/plain_text.hpp"
#include "center/participants.hpp"
#include "document/dates.hpp"
#include "domain/seat/seat.hpp"
#include "server/board_json.hpp"
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
    case center::CodeWarning::looks_like_a_date: return "looks_like_a_date";
  }
  return nullptr;
}

/// Peers and responders see today: what is over since the day began on the site's wall.
class Today {
 public:
  explicit Today(Service& service) {
    const auto zone = document::Zone::find(service.center.folder().zone);
    // Without the zone's rules the last 24 hours stand for today.
    const base::Instant now = service.center.clock().now();
    began_ = zone ? zone->begin_of(zone->to_local(now).date) : now - base::hours(24);
  }
  bool has(const domain::Over& over) const { return over.person.visit.exists() && over.at >= began_; }

 private:
  base::Instant began_;
};

json::object row_json(const center::VisitName& name, const domain::State& state, const domain::Person& person,
                      const domain::Over* over, bool covered) {
  const auto handle = center::shown_handle(name, covered);
  return {{"visit", name.id.text()},
          {"handle", handle ? json::value(*handle) : json::value(nullptr)},
          {"purpose", domain::name_of(person.purpose)},
          {"arrived", person.arrived.milliseconds_utc},
          {"uses", person.uses},
          {"place", domain::label_of(state, person.seat)},
          {"over",
           over ? json::value(json::object{{"at", over->at.milliseconds_utc}, {"how", domain::name_of(over->ending)}})
                : json::value(nullptr)}};
}

}  // namespace

/// Today's visits, the last to come first.
void get_visits(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  if (const auto problem = must_see_people(service.who(exchange.request))) return respond(problem_response(*problem));
  const bool covered = service.covered();
  const Today today(service);
  std::vector<std::pair<base::Instant, json::object>> rows;
  service.center.read([&](const center::Published& published) {
    const domain::State& state = published.state;
    for (const domain::Person& person : state.people) {
      if (const center::VisitName* name = published.name_inside(person.visit))
        rows.emplace_back(person.arrived, row_json(*name, state, person, nullptr, covered));
    }
    for (const domain::Over& over : state.over) {
      const center::VisitName* name = today.has(over) ? published.name_of(over.person.visit) : nullptr;
      if (name) rows.emplace_back(over.person.arrived, row_json(*name, state, over.person, &over, covered));
    }
  });
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  json::array visits;
  for (auto& [arrived, row] : rows) visits.push_back(std::move(row));
  respond(json_response(json::serialize(json::object{{"visits", std::move(visits)}})));
}

void get_visit(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  if (const auto problem = must_see_people(service.who(exchange.request))) return respond(problem_response(*problem));
  const auto id = base::Uuid::parse(exchange.named);
  std::optional<json::object> found;
  const bool covered = service.covered();
  const Today today(service);
  service.center.read([&](const center::Published& published) {
    const domain::VisitId visit = id ? published.find_visit(*id) : domain::VisitId::none();
    const domain::Person* person = published.state.find(visit);
    if (const domain::Over* over = person ? nullptr : published.state.find_over(visit); over && today.has(*over))
      person = &over->person;
    if (person) {
      const VisitNames names = names_of(published);
      found = FieldsJson(names).object(center::visit_of(published, visit, person->arrived, covered));
    }
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
  const center::SignedIn who = exchange.service.who(exchange.request);
  if (const auto problem = must_see_people(who)) return respond(problem_response(*problem));
  const auto body = json_body(exchange.request, {"code"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  const auto code = text_field(std::get<json::object>(body), "code", code_bytes_max);
  if (const auto* problem = std::get_if<Problem>(&code)) return respond(problem_response(*problem));
  const std::string& text = std::get<std::string>(code);
  if (const auto found = base::not_plain(text))
    return respond(problem_response(problems::bad_input("code", "expected plain text; found " + *found)));
  if (const auto wait = exchange.service.code_lookups.wait(who.principal); wait.count() > 0)
    return respond(problem_response(problems::too_many_codes(wait)));
  exchange.service.code_lookups.count(who.principal);
  using State = center::Center::CodeState;
  const State state = exchange.service.center.code_state(text);
  const json::object out{
      {"known", state != State::unknown}, {"inside", state == State::inside}, {"warning", warning_json(text)}};
  respond(json_response(json::serialize(out)));
}

}  // namespace alongside::server::routes
