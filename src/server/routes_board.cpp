// The floor now and as it changes, and covering the screens.
#include <boost/json.hpp>

#include "server/live.hpp"
#include "server/router.hpp"
#include "server/session.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

void get_board(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  const auto who = service.who(exchange.request);
  if (const auto problem = must_be_on_floor(who)) return respond(problem_response(*problem));
  const BoardReader reader{.sees_people = center::may_see_people(who.principal), .covered = service.covered()};
  respond(json_response(BoardCache::board_at(service.boards.get(reader), service.center.clock().now())));
}

void get_live(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  const auto who = service.who(exchange.request);
  if (const auto problem = must_be_on_floor(who)) return respond(problem_response(*problem));
  Response response = empty_response(200);
  response.with("Content-Type", "text/event-stream");
  if (exchange.request.method == "HEAD") return respond(std::move(response));
  auto stream = open_live(service, exchange.request, who.principal);
  if (!stream) {
    return respond(problem_response({.status = 503,
                                     .type = "too-many-readers",
                                     .title = "Too many screens follow the floor at once",
                                     .detail = "Close a page that nobody looks at.",
                                     .field = {},
                                     .retry_after_ms = 5000}));
  }
  response.stream = std::move(stream);
  respond(std::move(response));
}

void cover(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_be_on_floor(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  const auto body = json_body(exchange.request, {"covered"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  const json::value* covered = std::get<json::object>(body).if_contains("covered");
  if (!covered || !covered->is_bool())
    return respond(problem_response(problems::bad_input("covered", "expected true or false")));
  exchange.service.cover(covered->get_bool());
  respond(empty_response(204));
}

}  // namespace alongside::server::routes
