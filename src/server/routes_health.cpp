// Whether the program runs and writes, for whoever watches machines: nothing here says anything about people.
#include <sodium.h>

#include <boost/json.hpp>

#include "server/router.hpp"

namespace alongside::server::routes {

namespace {

/// Compared in a time that says nothing about how much of it was right.
bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

void health(const Exchange& exchange, const Respond& respond) {
  bool writable = false;
  exchange.service.center.read([&](const center::Published& published) { writable = published.saved; });
  respond(json_response(boost::json::serialize(boost::json::object{{"ok", true}, {"writable", writable}})));
}

void metrics(const Exchange& exchange, const Respond& respond) {
  const Request& request = exchange.request;
  Service& service = exchange.service;
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view given = request.header("Authorization");
  const bool by_token = !service.options.metrics_token.empty() && given.starts_with(scheme) &&
                        same_secret(given.substr(scheme.size()), service.options.metrics_token);
  if (!request.from_loopback && !by_token)
    return respond(problem_response(problems::not_allowed("Read it on the server itself, or with its token.")));
  Metrics::Now now{.head_seq = 0,
                   .writable = false,
                   .live_readers = service.live_places.taken(),
                   .code_lookups_slowed = service.code_lookups.slowed()};
  service.center.read([&](const center::Published& published) {
    now.head_seq = published.head.seq;
    now.writable = published.saved;
  });
  Response response = json_response(service.metrics.text(now));
  response.headers.front().value = "text/plain; version=0.0.4";
  respond(std::move(response));
}

}  // namespace alongside::server::routes
