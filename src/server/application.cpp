#include "server/application.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>

#include "server/router.hpp"

namespace alongside::server {

namespace {

constexpr std::size_t slow_of_one_max = 4;
constexpr std::size_t slow_of_strangers_max = 32;
constexpr std::string_view page_route = "page";

// Only our own script, style, images and sockets; nobody frames us; nothing is sent elsewhere. The one style by its hash is what Observable Plot puts
// into each drawing (web/src/plots/observable.tsx): no other inline style is taken.
constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-pixgY2H067FDa2L8KooMp3jl6kcKSUohp+E53Wj9w7Y='; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Whether the page that sends this is our own, as far as its browser says.
bool is_from_elsewhere(const Request& request) {
  const std::string_view origin = request.header("Origin");
  const std::size_t slashes = origin.find("://");
  const std::string_view host = slashes == std::string_view::npos ? origin : origin.substr(slashes + 3);
  if (!origin.empty() && !same_text(host, request.header("Host"))) return true;
  const std::string_view site = request.header("Sec-Fetch-Site");
  return !site.empty() && site != "same-origin" && site != "none";
}

bool is_json(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  return same_text(type, "application/json");
}

Problem problem_for(int status) {
  const auto problem = [status](std::string_view type, std::string_view title, std::string_view detail = {}) {
    return Problem{.status = status,
                   .type = type,
                   .title = title,
                   .detail = std::string(detail),
                   .field = {},
                   .retry_after_ms = status == 503 ? std::optional<std::int64_t>(1000) : std::nullopt};
  };
  switch (status) {
    case 404: return problems::not_found();
    case 405: return problem("method-not-allowed", "This path has other methods");
    case 408: return problem("too-slow", "The request came too slowly");
    case 413: return problem("too-large", "The request is too large", "At most 256 KiB.");
    case 415: return problem("not-json", "The request is not JSON", "Send Content-Type: application/json.");
    case 421:
      return problem("other-host", "This server does not go by that name",
                     "Open it by its address or by a name that its certificate has; without TLS, as localhost.");
    case 431: return problem("too-large", "The request's head is too large");
    case 503: return problem("busy", "Too much is asked at once");
    case 505: return problem("http-version", "Only HTTP/1.1 is spoken here");
    default: return problem("bad-input", "This is no request");
  }
}

}  // namespace

/// One thread for what costs a tenth of a second of a core. Each source has a short queue of its own, since nobody waits long for a sign-in,
/// and they take turns; those who are nobody here have their turn when no screen and no signed-in person waits.
class Application::SlowWork {
 public:
  struct Source {
    bool is_stranger = true;
    std::string name;  ///< of a screen, of somebody signed in, or an address
    auto operator<=>(const Source&) const = default;
  };

  SlowWork() : thread_([this] { run(); }) {}
  ~SlowWork() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  bool add(const Source& source, std::function<void()> work) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_ || (source.is_stranger && strangers_ >= slow_of_strangers_max)) return false;
      const auto queue =
          std::find_if(queues_.begin(), queues_.end(), [&](const Queue& one) { return one.source == source; });
      if (queue == queues_.end()) {
        queues_.push_back({source, {}});
        queues_.back().waiting.push_back(std::move(work));
      } else {
        if (queue->waiting.size() >= slow_of_one_max) return false;
        queue->waiting.push_back(std::move(work));
      }
      strangers_ += source.is_stranger ? 1U : 0U;
    }
    changed_.notify_one();
    return true;
  }

 private:
  struct Queue {
    Source source;
    std::deque<std::function<void()>> waiting;  ///< never empty
  };

  /// Whose turn it is goes to the end of the row.
  std::function<void()> take() {
    auto next = std::find_if(queues_.begin(), queues_.end(), [](const Queue& one) { return !one.source.is_stranger; });
    if (next == queues_.end()) next = queues_.begin();
    strangers_ -= next->source.is_stranger ? 1U : 0U;
    auto work = std::move(next->waiting.front());
    next->waiting.pop_front();
    if (next->waiting.empty())
      queues_.erase(next);
    else
      queues_.splice(queues_.end(), queues_, next);
    return work;
  }

  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return stopping_ || !queues_.empty(); });
      if (queues_.empty()) return;
      auto work = take();
      lock.unlock();
      work();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Queue> queues_;
  std::size_t strangers_ = 0;  ///< pieces that wait
  bool stopping_ = false;
  std::thread thread_;
};

Application::Application(Service& service) : service_(service), slow_(std::make_unique<SlowWork>()) {}
Application::~Application() { service_.simulations.finish(); }

std::optional<Response> Application::refuse(const Request& request) const {
  if (request.count_of("Host") != 1 || request.header("Host").empty()) return problem_response(problem_for(400));
  // A page of elsewhere under a name of its own has none of our cookies; a screen of ours is answered under whatever name it uses.
  if (!service_.options.names.have(request.header("Host")) && must_be_on_floor(service_.who(request)))
    return problem_response(problem_for(421));
  if (request.method != "POST") return std::nullopt;
  if (is_from_elsewhere(request))
    return problem_response(problems::not_allowed("The request comes from a page of another site."));
  if (!is_json(request.header("Content-Type"))) return problem_response(problem_for(415));
  return std::nullopt;
}

void Application::handle(const std::shared_ptr<const Request>& request, Respond respond) {
  const auto began = std::chrono::steady_clock::now();
  const bool head = request->method == "HEAD";
  const RouteMatch found = match(all_routes(), head ? "GET" : std::string_view(request->method), request->path);
  const std::string_view route = found.route ? found.route->pattern : page_route;

  // Whatever answers, this runs once at its end.
  Respond done = [this, request, route, began, respond = std::move(respond)](Response response) {
    finish(*request, response);
    service_.metrics.count_request(std::string(route), response.status);
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    // What anybody may ask for without being anybody is counted, not logged: a flood fills no disk. A fault of ours is.
    const auto is_nobody = [&] {
      const center::Principal by = service_.who(*request).principal;
      return !by.is_signed_in() && !by.device.exists();
    };
    const bool is_refused = response.status >= 400 && response.status < 500;
    const bool is_anybodys = route == page_route || is_refused || (response.status != 500 && is_nobody());
    const auto level = response.status >= 500 ? spdlog::level::warn : spdlog::level::info;
    spdlog::log(is_anybodys ? spdlog::level::debug : level, "{} {} {} {:.1f} ms", request->method, route,
                response.status, ms);
    respond(std::move(response));
  };

  if (auto refused = refuse(*request)) return done(std::move(*refused));
  if (!found.route) {
    if (!found.allow.empty()) {
      Response response = problem_response(problem_for(405));
      return done(std::move(response.with("Allow", found.allow)));
    }
    if (request->method != "GET" && !head) {
      const bool exists = routes::page(*request).status < 400;
      Response response = problem_response(problem_for(exists ? 405 : 404));
      if (exists) response.with("Allow", "GET");
      return done(std::move(response));
    }
    return done(routes::page(*request));
  }
  const auto answer = [this, request, route = found.route, named = std::string(found.named), done] {
    try {
      route->handler({.service = service_, .request = *request, .named = named}, done);
    } catch (const std::exception& error) {
      spdlog::error("{} {}: {}", request->method, route->pattern, error.what());
      done(problem_response(problems::failed()));
    }
  };
  if (!found.route->slow) return answer();
  const center::Principal by = service_.who(*request).principal;
  const bool is_stranger = !by.device.exists() && !by.is_signed_in();
  const std::string source = is_stranger          ? request->peer
                             : by.device.exists() ? fmt::format("screen {}", by.device.number)
                                                  : fmt::format("staff {}", by.staff.number);
  if (!slow_->add({is_stranger, source}, answer)) done(problem_response(problem_for(503)));
}

Response Application::turned_away(int status) const {
  Response response = problem_response(problem_for(status));
  finish(Request{}, response);
  service_.metrics.count_request("none", status);
  return response;
}

void Application::finish(const Request& request, Response& response) const {
  response.with("Content-Security-Policy", std::string(content_policy))
      .with("X-Content-Type-Options", "nosniff")
      .with("Referrer-Policy", "no-referrer")
      .with("Cross-Origin-Opener-Policy", "same-origin")
      .with("Cross-Origin-Resource-Policy", "same-origin")
      .with("Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), screen-wake-lock=(self)");
  if (request.tls) response.with("Strict-Transport-Security", "max-age=31536000");
  if (response.header("Cache-Control").empty()) response.with("Cache-Control", "no-store");
}

}  // namespace alongside::server
