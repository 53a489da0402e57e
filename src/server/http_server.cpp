#include "server/http_server.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <thread>
#include <vector>

#include "server/connection_places.hpp"
#include "server/http_conversation.hpp"

namespace alongside::server {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds accept_pause{100};  // out of file descriptors: others may close some

base::Result<asio::ip::address> address_of(const std::string& host) {
  error_code error;
  const auto address = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
  if (error)
    return base::input_error(
        fmt::format("--host {}: expected an address, as 127.0.0.1 or 192.168.1.10, or localhost", host));
  return address;
}

/// Each connection is a file, and the usual bound on files is lower than ours.
void allow_files(std::size_t connections) {
  constexpr rlim_t others = 512;  // the record's own, and what the operator gives besides
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  const rlim_t wanted = std::min<rlim_t>(files.rlim_max, connections + others);
  if (files.rlim_cur >= wanted) return;
  files.rlim_cur = wanted;
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

base::Result<bool> is_loopback(const std::string& host) {
  const auto address = address_of(host);
  if (!address) return address.error();
  return address->is_loopback();
}

class HttpServer::Implementation {
 public:
  Implementation(Application& application, HttpOptions options)
      : application_(application),
        options_(std::move(options)),
        places_({.strangers_max = options_.strangers_max,
                 .of_one_max = options_.of_one_max,
                 .connections_max = options_.connections_max},
                [this] { last_is_gone(); }),
        conversations_(application, options_, places_, stopping_),
        io_(std::max(1, options_.threads)),
        acceptor_(asio::make_strand(io_)),
        signals_(acceptor_.get_executor()),
        cut_(acceptor_.get_executor()) {}

  ~Implementation() {
    application_.service().on_change({});
    conversations_.wait_for_answers();
  }

  base::Result<> listen() {
    allow_files(options_.connections_max);
    const auto address = address_of(options_.host);
    if (!address) return address.error();
    if (!address->is_loopback() && !options_.tls) {
      return base::input_error(fmt::format(
          "--host {} is reachable from other machines: give --tls-cert and --tls-key, or serve on 127.0.0.1",
          options_.host));
    }
    if (options_.tls) {
      if (const auto ready = prepare_tls(); !ready) return ready.error();
    }
    error_code error;
    const tcp::endpoint endpoint(*address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) port_ = acceptor_.local_endpoint(error).port();
    if (error) {
      return base::operation_error(fmt::format("{}:{}: {}; choose another --port, or stop what listens there",
                                               options_.host, options_.port, error.message()));
    }
    return base::Done{};
  }

  void run() {
    application_.service().on_change([this] { wake_streams(); });
    if (options_.stop_on_signals) {
      signals_.add(SIGINT);
      signals_.add(SIGTERM);
      signals_.async_wait([this](error_code error, int) {
        if (!error) begin_stop();
      });
    }
    spawn(acceptor_.get_executor(), accept());
    std::vector<std::thread> threads;
    for (int i = 1; i < options_.threads; ++i) threads.emplace_back([this] { io_.run(); });
    io_.run();
    for (std::thread& thread : threads) thread.join();
    application_.service().on_change({});
  }

  void stop() {
    asio::post(acceptor_.get_executor(), [this] { begin_stop(); });
  }

  std::string address() const {
    const bool v6 = options_.host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}", options_.tls ? "https" : "http", v6 ? "[" : "", options_.host, v6 ? "]" : "",
                       port_);
  }
  std::uint16_t port() const { return port_; }

 private:
  base::Result<> prepare_tls() {
    tls_.emplace(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
    error_code error;
    tls_->use_certificate_chain_file(options_.tls->certificate.string(), error);
    if (error)
      return base::input_error(fmt::format("{}: no PEM certificate can be read from it ({})",
                                           options_.tls->certificate.string(), error.message()));
    tls_->use_private_key_file(options_.tls->key.string(), asio::ssl::context::pem, error);
    if (error)
      return base::input_error(fmt::format("{}: no PEM key of that certificate can be read from it ({})",
                                           options_.tls->key.string(), error.message()));
    return base::Done{};
  }

  /// On the acceptor's strand.
  void begin_stop() {
    if (stopping_.exchange(true)) return;
    error_code ignored;
    acceptor_.close(ignored);
    signals_.cancel(ignored);
    application_.service().simulations.stop();  // their answers are waited for
    cut_.expires_after(options_.stop_within);
    cut_.async_wait([this](error_code error) {
      if (error) return;
      is_cut_ = true;
      io_.stop();
    });
    const std::size_t there = places_.each([](const std::shared_ptr<Connection>& connection) {
      asio::post(connection->strand, [connection] {
        connection->timer.cancel();
        if (connection->idle) connection->close();
      });
    });
    if (there == 0) cut_.cancel();
  }

  /// From any thread, with the places locked.
  void last_is_gone() {
    if (stopping_ && !is_cut_) asio::post(acceptor_.get_executor(), [this] { cut_.cancel(); });
  }

  /// From any thread.
  void wake_streams() {
    places_.each([](const std::shared_ptr<Connection>& connection) {
      if (connection->woken.exchange(true)) return;
      asio::post(connection->strand, [connection] {
        if (connection->waits) connection->timer.cancel();
      });
    });
  }

  asio::awaitable<void> accept() {
    while (!stopping_) {
      const Strand strand = asio::make_strand(io_);
      auto [error, socket] = co_await acceptor_.async_accept(strand, as_result);
      if (error) {
        if (stopping_ || error == asio::error::operation_aborted) co_return;
        asio::steady_timer pause(acceptor_.get_executor(), accept_pause);
        co_await pause.async_wait(as_result);
        continue;
      }
      begin(strand, std::move(socket));
    }
  }

  void begin(const Strand& strand, tcp::socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const Peer peer = peer_of(socket);
    if (tls_) {
      auto stream = std::make_shared<TlsStream>(PlainStream(std::move(socket)), *tls_);
      auto place = places_.admit(peer, strand, [stream] { stream->next_layer().cancel(); });
      spawn(strand, conversations_.serve(std::move(stream), std::move(place), peer));
    } else {
      auto stream = std::make_shared<PlainStream>(std::move(socket));
      auto place = places_.admit(peer, strand, [stream] { stream->cancel(); });
      spawn(strand, conversations_.serve(std::move(stream), std::move(place), peer));
    }
  }

  Application& application_;
  const HttpOptions options_;
  std::optional<asio::ssl::context> tls_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> is_cut_ = false;  ///< connections were not given more time
  ConnectionPlaces places_;
  HttpConversations conversations_;
  std::uint16_t port_ = 0;
  asio::io_context io_;  ///< destroyed first of these: connections end in it
  asio::basic_socket_acceptor<tcp, Strand> acceptor_;
  asio::basic_signal_set<Strand> signals_;
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Strand> cut_;
};

HttpServer::HttpServer(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
HttpServer::~HttpServer() = default;

base::Result<std::unique_ptr<HttpServer>> HttpServer::open(Application& application, HttpOptions options) {
  auto implementation = std::make_unique<Implementation>(application, std::move(options));
  if (const auto listening = implementation->listen(); !listening) return listening.error();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(implementation)));
}

std::string HttpServer::address() const { return implementation_->address(); }
std::uint16_t HttpServer::port() const { return implementation_->port(); }
void HttpServer::run() { implementation_->run(); }
void HttpServer::stop() { implementation_->stop(); }

}  // namespace alongside::server
