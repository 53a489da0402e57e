#include "server/http_server.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <condition_variable>
#include <list>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace alongside::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds between_boards{25};  // a burst of commits becomes one event
constexpr std::chrono::milliseconds accept_pause{100};   // out of file descriptors: others may close some
constexpr std::chrono::seconds linger_within{2};
constexpr std::size_t linger_bytes_max = 1024 * 1024;

using PlainStream = beast::tcp_stream;
using TlsStream = asio::ssl::stream<beast::tcp_stream>;
using Strand = asio::strand<asio::io_context::executor_type>;

base::Result<asio::ip::address> address_of(const std::string& host) {
  error_code error;
  const auto address = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
  if (error)
    return base::input_error(
        fmt::format("--host {}: expected an address, as 127.0.0.1 or 192.168.1.10, or localhost", host));
  return address;
}

/// What other threads may tell a connection. Everything but `woken` belongs to its strand.
struct Connection {
  Connection(Strand on, std::function<void()> closing)
      : strand(std::move(on)), close(std::move(closing)), timer(strand) {}

  Strand strand;
  std::function<void()> close;
  asio::steady_timer timer;  ///< a live reader waits on it
  bool idle = false;         ///< between two requests
  bool waits = false;        ///< a live reader, for something new
  std::atomic<bool> woken = false;
};

int status_of(error_code error) {
  if (error == http::error::header_limit) return 431;
  if (error == http::error::body_limit) return 413;
  if (error == http::error::bad_version) return 505;
  return 400;
}

bool is_malformed(error_code error) {
  return error.category() == http::make_error_code(http::error::bad_method).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
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
        io_(std::max(1, options_.threads)),
        acceptor_(asio::make_strand(io_)),
        signals_(acceptor_.get_executor()),
        cut_(acceptor_.get_executor()) {}

  ~Implementation() {
    application_.service().on_change({});
    // A request that the center still has is answered into this server: it must be there.
    std::unique_lock lock(mutex_);
    answered_.wait(lock, [this] { return asked_ == 0; });
  }

  base::Result<> listen() {
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

  template <class Executor>
  static void spawn(const Executor& executor, asio::awaitable<void> work) {
    asio::co_spawn(executor, std::move(work), [](const std::exception_ptr& failed) {
      if (!failed) return;
      try {
        std::rethrow_exception(failed);
      } catch (const std::exception& error) {
        spdlog::error("a connection ended: {}", error.what());
      }
    });
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
    const std::lock_guard lock(mutex_);
    for (const auto& connection : connections_) {
      asio::post(connection->strand, [connection] {
        connection->timer.cancel();
        if (connection->idle) connection->close();
      });
    }
    if (connections_.empty()) cut_.cancel();
  }

  /// From any thread.
  void wake_streams() {
    const std::lock_guard lock(mutex_);
    for (const auto& connection : connections_) {
      if (connection->woken.exchange(true)) continue;
      asio::post(connection->strand, [connection] {
        if (connection->waits) connection->timer.cancel();
      });
    }
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
    {
      const std::lock_guard lock(mutex_);
      if (connections_.size() >= options_.connections_max) return;  // the socket closes
    }
    const bool from_loopback = is_local(socket);
    if (tls_) {
      auto stream = std::make_shared<TlsStream>(beast::tcp_stream(std::move(socket)), *tls_);
      spawn(strand, serve_tls(std::move(stream), strand, from_loopback));
    } else {
      auto stream = std::make_shared<PlainStream>(std::move(socket));
      spawn(strand, serve_plain(std::move(stream), strand, from_loopback));
    }
  }

  static bool is_local(const tcp::socket& socket) {
    error_code error;
    auto address = socket.remote_endpoint(error).address();
    if (error) return false;
    if (address.is_v6() && address.to_v6().is_v4_mapped())
      return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
    return address.is_loopback();
  }

  asio::awaitable<void> serve_plain(std::shared_ptr<PlainStream> stream, Strand strand, bool from_loopback) {
    const Registered registered(*this, std::make_shared<Connection>(strand, [stream] { stream->cancel(); }));
    co_await serve(*stream, *registered.connection, from_loopback);
    error_code ignored;
    stream->socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  asio::awaitable<void> serve_tls(std::shared_ptr<TlsStream> stream, Strand strand, bool from_loopback) {
    const Registered registered(*this,
                                std::make_shared<Connection>(strand, [stream] { stream->next_layer().cancel(); }));
    stream->next_layer().expires_after(options_.head_within);
    registered.connection->idle = true;
    auto [error] = co_await stream->async_handshake(asio::ssl::stream_base::server, as_result);
    registered.connection->idle = false;
    if (error) co_return;
    co_await serve(*stream, *registered.connection, from_loopback);
    stream->next_layer().expires_after(linger_within);
    co_await stream->async_shutdown(as_result);
  }

  /// One connection, from its first request to its end.
  template <class Stream>
  asio::awaitable<void> serve(Stream& stream, Connection& connection, bool from_loopback) {
    beast::flat_buffer buffer;
    while (!stopping_) {
      if (buffer.size() == 0 && !co_await first_bytes(stream, connection, buffer)) break;
      http::request_parser<http::string_body> parser;
      parser.header_limit(options_.head_bytes_max);
      parser.body_limit(options_.body_bytes_max);
      error_code error = co_await read_request(stream, buffer, parser);
      if (error) {
        if (is_malformed(error)) co_await turn_away(stream, status_of(error));
        break;
      }
      if (parser.get().version() != 11) {
        co_await turn_away(stream, 505);
        break;
      }
      const bool keep_alive = parser.get().keep_alive();
      const auto request = to_request(parser.get(), from_loopback);
      if (!request) {
        co_await turn_away(stream, 400);
        break;
      }
      Response response = co_await answer(request, connection.strand);
      if (response.stream) {
        co_await stream_events(stream, connection, response);
        break;
      }
      const bool goes_on = keep_alive && !stopping_;
      if (!co_await write(stream, response, goes_on, request->method == "HEAD") || !goes_on) break;
    }
  }

  /// Waits for the next request; false: none comes.
  template <class Stream>
  asio::awaitable<bool> first_bytes(Stream& stream, Connection& connection, beast::flat_buffer& buffer) {
    constexpr std::size_t some = 4096;
    beast::get_lowest_layer(stream).expires_after(options_.idle_max);
    connection.idle = true;
    auto [error, size] = co_await stream.async_read_some(buffer.prepare(some), as_result);
    connection.idle = false;
    buffer.commit(size);
    co_return !error;
  }

  template <class Stream, class Parser>
  asio::awaitable<error_code> read_request(Stream& stream, beast::flat_buffer& buffer, Parser& parser) {
    beast::get_lowest_layer(stream).expires_after(options_.head_within);
    auto [head_error, head_size] = co_await http::async_read_header(stream, buffer, parser, as_result);
    if (head_error) co_return head_error;
    beast::get_lowest_layer(stream).expires_after(options_.body_within);
    auto [body_error, body_size] = co_await http::async_read(stream, buffer, parser, as_result);
    co_return body_error;
  }

  /// Null: the target is no path of ours.
  std::shared_ptr<const Request> to_request(http::request<http::string_body>& message, bool from_loopback) const {
    auto request = std::make_shared<Request>();
    request->method = std::string(message.method_string());
    const std::string_view target = message.target();
    const std::size_t question = target.find('?');
    auto path = decoded_path(target.substr(0, question));
    if (!path || path->empty() || path->front() != '/') return nullptr;
    request->path = std::move(*path);
    if (question != std::string_view::npos) request->query = std::string(target.substr(question + 1));
    for (const auto& field : message)
      request->headers.push_back({std::string(field.name_string()), std::string(field.value())});
    request->body = std::move(message.body());
    request->from_loopback = from_loopback;
    request->tls = tls_.has_value();
    return request;
  }

  /// A request that the application has. While one is there this server stays, and its loop runs on.
  template <class Handler>
  struct Asked {
    Asked(Implementation& in, Strand on, Handler then)
        : owner(in), strand(std::move(on)), work(asio::make_work_guard(*strand)), handler(std::move(then)) {
      const std::lock_guard lock(owner.mutex_);
      ++owner.asked_;
    }
    ~Asked() {
      handler.reset();
      work.reset();
      strand.reset();
      const std::lock_guard lock(owner.mutex_);  // last: from here on the server may go
      --owner.asked_;
      owner.answered_.notify_all();
    }
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;

    Implementation& owner;
    std::optional<Strand> strand;
    std::optional<asio::executor_work_guard<Strand>> work;
    std::optional<Handler> handler;
  };

  asio::awaitable<Response> answer(std::shared_ptr<const Request> request, Strand strand) {
    auto begin = [this, request, strand]<class Handler>(Handler handler) {
      auto asked = std::make_shared<Asked<Handler>>(*this, strand, std::move(handler));
      application_.handle(request, [asked](Response response) {
        asio::post(*asked->strand, [then = std::move(*asked->handler), answer = std::move(response)]() mutable {
          then(std::move(answer));
        });
      });
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(std::move(begin),
                                                                                           asio::use_awaitable);
  }

  template <class Body>
  void put_head(http::response<Body>& message, const Response& response, bool keep_alive) const {
    message.version(11);
    message.result(static_cast<unsigned>(response.status));
    for (const Header& header : response.headers) message.insert(header.name, header.value);
    message.keep_alive(keep_alive);
  }

  /// False: the peer did not take it.
  template <class Stream>
  asio::awaitable<bool> write(Stream& stream, const Response& response, bool keep_alive, bool head_only) {
    beast::get_lowest_layer(stream).expires_after(options_.answer_taken_within);
    const std::string_view content = response.content();
    const bool never_has_body = response.status == 204 || response.status == 304;
    if (head_only || never_has_body) {
      http::response<http::empty_body> message;
      put_head(message, response, keep_alive);
      if (!never_has_body) message.content_length(content.size());
      http::response_serializer<http::empty_body> serializer(message);
      auto [error, size] = co_await http::async_write_header(stream, serializer, as_result);
      co_return !error;
    }
    http::response<http::span_body<const char>> message;
    put_head(message, response, keep_alive);
    message.body() = {content.data(), content.size()};
    message.content_length(content.size());
    auto [error, size] = co_await http::async_write(stream, message, as_result);
    co_return !error;
  }

  /// Answers what was no request, then reads on a little, so that the answer is not lost in a reset.
  template <class Stream>
  asio::awaitable<void> turn_away(Stream& stream, int status) {
    const Response response = application_.turned_away(status);
    if (!co_await write(stream, response, false, false)) co_return;
    error_code ignored;
    beast::get_lowest_layer(stream).socket().shutdown(tcp::socket::shutdown_send, ignored);
    beast::get_lowest_layer(stream).expires_after(linger_within);
    std::vector<char> sink(16 * 1024);
    for (std::size_t read = 0; read < linger_bytes_max;) {
      auto [error, size] = co_await beast::get_lowest_layer(stream).async_read_some(asio::buffer(sink), as_result);
      if (error) co_return;
      read += size;
    }
  }

  template <class Stream>
  asio::awaitable<void> stream_events(Stream& stream, Connection& connection, const Response& response) {
    http::response<http::empty_body> message;
    put_head(message, response, false);  // its end is the connection's
    http::response_serializer<http::empty_body> serializer(message);
    beast::get_lowest_layer(stream).expires_after(options_.answer_taken_within);
    auto [head_error, head_size] = co_await http::async_write_header(stream, serializer, as_result);
    bool goes_on = !head_error;
    while (goes_on && !stopping_) {
      connection.woken = false;
      const EventStream::Chunk chunk = response.stream->poll();
      goes_on = !chunk.ends;
      if (!chunk.bytes.empty()) {
        beast::get_lowest_layer(stream).expires_after(options_.answer_taken_within);
        auto [error, size] = co_await asio::async_write(stream, asio::buffer(chunk.bytes), as_result);
        if (error) break;
        beast::get_lowest_layer(stream).expires_never();
        connection.timer.expires_after(between_boards);
        co_await connection.timer.async_wait(as_result);
      }
      if (!goes_on || stopping_ || connection.woken) continue;
      connection.timer.expires_after(EventStream::beat);
      connection.waits = true;
      co_await connection.timer.async_wait(as_result);
      connection.waits = false;
    }
  }

  struct Registered {
    Registered(Implementation& in, std::shared_ptr<Connection> one) : owner(in), connection(std::move(one)) {
      const std::lock_guard lock(owner.mutex_);
      place = owner.connections_.insert(owner.connections_.end(), connection);
    }
    ~Registered() {
      const std::lock_guard lock(owner.mutex_);
      owner.connections_.erase(place);
      if (owner.stopping_ && !owner.is_cut_ && owner.connections_.empty())
        asio::post(owner.acceptor_.get_executor(), [&all = owner] { all.cut_.cancel(); });
    }
    Registered(const Registered&) = delete;
    Registered& operator=(const Registered&) = delete;

    Implementation& owner;
    std::shared_ptr<Connection> connection;
    std::list<std::shared_ptr<Connection>>::iterator place;
  };

  Application& application_;
  const HttpOptions options_;
  std::optional<asio::ssl::context> tls_;
  std::mutex mutex_;
  std::condition_variable answered_;
  std::size_t asked_ = 0;  ///< requests that have no answer yet
  std::list<std::shared_ptr<Connection>> connections_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> is_cut_ = false;  ///< connections were not given more time
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
