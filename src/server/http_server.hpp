// HttpServer: HTTP/1.1 over TCP or TLS, for one Application.
//
// Goals: no peer can hold the program up: heads, bodies, connections and times are limited; a stop finishes what was asked. Whoever has shown no
// cookie of this site shares few places, of which the newest has the oldest's: a screen's request, sent at once, always gets through.
// Non-goals: HTTP/2, virtual hosts, proxies in front. Invariant: beyond this machine nothing is served without TLS.
// Threads: `open`, `run` and the destructor from one thread; `stop` from any. Requests are read and answered in http_conversation.cpp; who may have a
// connection is in connection_places.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "server/application.hpp"

namespace alongside::server {

struct TlsFiles {
  std::filesystem::path certificate;  ///< PEM, the chain with the server's own first
  std::filesystem::path key;          ///< PEM
};

struct HttpOptions {
  std::string host = "127.0.0.1";  ///< an address, or "localhost"
  std::uint16_t port = 8480;       ///< 0: any free one
  std::optional<TlsFiles> tls;
  int threads = 2;                     ///< the machine's other cores are the writer's
  bool stop_on_signals = false;        ///< SIGINT and SIGTERM stop it
  std::size_t strangers_max = 256;     ///< connections that have shown no cookie of a screen or of somebody signed in
  std::size_t of_one_max = 24;         ///< connections of one screen, or of one person elsewhere
  std::size_t connections_max = 2048;  ///< all of them
  std::uint32_t head_bytes_max = 16 * 1024;
  std::uint64_t body_bytes_max = 256 * 1024;
  std::chrono::milliseconds head_within{10'000};  ///< from a request's first byte
  std::chrono::milliseconds body_within{15'000};
  std::chrono::milliseconds answer_taken_within{20'000};
  std::chrono::milliseconds idle_max{75'000};
  std::chrono::milliseconds stop_within{10'000};  ///< then connections are cut
};

/// Whether `host` is this machine only; an input error if it is no address.
base::Result<bool> is_loopback(const std::string& host);

class HttpServer {
 public:
  /// Listens at once. Refuses a host beyond this machine without TLS, and certificates that do not fit.
  static base::Result<std::unique_ptr<HttpServer>> open(Application& application, HttpOptions options);
  /// Waits for requests that the center still has.
  ~HttpServer();

  /// "http://127.0.0.1:8480"
  std::string address() const;
  std::uint16_t port() const;

  /// Serves until `stop`; then no new connection, live readers end, requests in hand are answered.
  void run();
  void stop();

 private:
  class Implementation;
  explicit HttpServer(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace alongside::server
