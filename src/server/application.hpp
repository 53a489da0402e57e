// Application: from a request to its answer, whoever carries them.
//
// Goals: what holds for every answer (headers, problems, counting, logging) is in one place, after the route; a request from another
// site is turned away before it. Non-goals: sockets (http_server). Threads: `handle` from any thread; `respond` is called once, from any.
// Logs hold the route's pattern, the status and the time: no path with ids, no code, no body, no cookie.
#pragma once

#include <memory>

#include "server/http_message.hpp"
#include "server/service.hpp"

namespace alongside::server {

class Application {
 public:
  explicit Application(Service& service);
  /// Slow work in hand is finished, simulations are stopped, what waits is answered with 503.
  ~Application();

  void handle(const std::shared_ptr<const Request>& request, Respond respond);

  /// An answer to what was never a whole request (too large, too slow, no HTTP), with every header of the others.
  Response turned_away(int status) const;

  Service& service() { return service_; }

 private:
  class SlowWork;

  /// Why this request is not looked at, if so.
  std::optional<Response> refuse(const Request& request) const;
  void finish(const Request& request, Response& response) const;

  Service& service_;
  std::unique_ptr<SlowWork> slow_;
};

}  // namespace alongside::server
