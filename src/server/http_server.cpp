#include "server/http_server.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <condition_variable>
#include <list>
#include <map>
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
// [J] A screen on a shared wireless network takes about 4 MB/s; boards of that many open emergencies come as often as that, and no oftener.
constexpr std::size_t stream_bytes_per_ms = 4000;
constexpr std::chrono::milliseconds accept_pause{100};  // out of file descriptors: others may close some
constexpr std::chrono::seconds linger_within{2};
constexpr std::size_t linger_bytes_max = 1024 * 1024;
constexpr std::size_t screens_addresses_max = 256;

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

/// Whose a connection is: nobody's until it shows a cookie of a screen, or of somebody signed in.
struct Owner {
  enum class Kind { nobody, screen, person } kind = Kind::nobody;
  std::uint32_t number = 0;
  bool operator==(const Owner&) const = default;
};

/// What other threads may tell a connection. Everything belongs to its strand but `woken`, `given_up` and what is the server's.
struct Connection : std::enable_shared_from_this<Connection> {
  Connection(Strand on, std::function<void()> closing)
      : strand(std::move(on)), close(std::move(closing)), timer(strand) {}

  // The server's, under its mutex.
  Owner owner;
  bool from_screens_address = false;  ///< where a screen was seen lately

  Strand strand;
  std::function<void()> close;
  asio::steady_timer timer;  ///< a live reader waits on it
  bool idle = false;         ///< between two requests
  bool waits = false;        ///< a live reader, for something new
  bool peer_left = false;    ///< of a live reader
  std::atomic<bool> woken = false;
  std::atomic<bool> given_up = false;  ///< its place is another's: it ends, and counts no more
};

/// Of IPv6 the network of 64 bits: a machine has all of those addresses.
std::string source_of(const tcp::socket& socket) {
  error_code error;
  auto address = socket.remote_endpoint(error).address();
  if (error) return {};
  if (!address.is_v6()) return address.to_string();
  const auto v6 = address.to_v6();
  if (v6.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, v6).to_string();
  auto bytes = v6.to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return asio::ip::make_address_v6(bytes).to_string();
}

/// Whether a body's length cannot be known: a coding that is not "chunked", or not that at its end.
template <class Message>
bool has_no_known_length(const Message& message) {
  const auto coding = message.find(http::field::transfer_encoding);
  return coding != message.end() && !same_text(coding->value(), "chunked");
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
  struct Registered;

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
    const Peer peer{.source = source_of(socket), .is_loopback = is_local(socket)};
    if (tls_) {
      auto stream = std::make_shared<TlsStream>(beast::tcp_stream(std::move(socket)), *tls_);
      auto connection = admit(peer, strand, [stream] { stream->next_layer().cancel(); });
      spawn(strand, serve_tls(std::move(stream), std::move(connection), peer));
    } else {
      auto stream = std::make_shared<PlainStream>(std::move(socket));
      auto connection = admit(peer, strand, [stream] { stream->cancel(); });
      spawn(strand, serve_plain(std::move(stream), std::move(connection), peer));
    }
  }

  struct Peer {
    std::string source;
    bool is_loopback = false;
  };

  /// A place among the strangers', given at once: a place taken only when the coroutine begins would let a burst in past the bound.
  std::shared_ptr<Registered> admit(const Peer& peer, const Strand& strand, std::function<void()> close) {
    auto connection = std::make_shared<Connection>(strand, std::move(close));
    const std::lock_guard lock(mutex_);
    connection->from_screens_address =
        std::find(screens_addresses_.begin(), screens_addresses_.end(), peer.source) != screens_addresses_.end();
    if (count_of({}) >= options_.strangers_max) give_up_a_stranger();
    if (in_place_ >= options_.connections_max) give_up_one_of_who_has_most();
    return std::make_shared<Registered>(*this, std::move(connection));
  }

  /// Whether this request is of a screen or of somebody signed in; then the connection leaves the strangers'.
  template <class Message>
  void recognize(Connection& connection, const Peer& peer, const Message& message) {
    Request cookies;
    for (const auto& field : message) {
      if (field.name() == http::field::cookie) cookies.headers.push_back({"Cookie", std::string(field.value())});
    }
    if (cookies.headers.empty()) return;
    const center::Principal by = application_.service().who(cookies).principal;
    if (!by.device.exists() && !by.is_signed_in()) return;
    const Owner owner =
        by.device.exists() ? Owner{Owner::Kind::screen, by.device.number} : Owner{Owner::Kind::person, by.staff.number};
    const std::lock_guard lock(mutex_);
    if (owner.kind == Owner::Kind::screen) {
      std::erase(screens_addresses_, peer.source);
      screens_addresses_.push_back(peer.source);
      if (screens_addresses_.size() > screens_addresses_max) screens_addresses_.pop_front();
    }
    if (connection.owner == owner || connection.given_up) return;
    if (count_of(owner) >= options_.of_one_max) give_up_oldest_of(owner);
    leave(connection.owner);
    connection.owner = owner;
    enter(owner);
  }

  // All with `mutex_` held.
  static std::pair<int, std::uint32_t> key_of(Owner owner) { return {static_cast<int>(owner.kind), owner.number}; }
  std::size_t count_of(Owner owner) const {
    const auto found = counts_.find(key_of(owner));
    return found == counts_.end() ? 0 : found->second;
  }
  void enter(Owner owner) {
    ++counts_[key_of(owner)];
    ++in_place_;
  }
  void leave(Owner owner) {
    const auto found = counts_.find(key_of(owner));
    if (--found->second == 0) counts_.erase(found);
    --in_place_;
  }
  template <class Fits>
  bool give_up_oldest(Fits fits) {
    const auto oldest = std::find_if(connections_.begin(), connections_.end(),
                                     [&](const auto& one) { return !one->given_up && fits(*one); });
    if (oldest == connections_.end()) return false;
    const std::shared_ptr<Connection> connection = *oldest;
    connection->given_up = true;
    leave(connection->owner);
    asio::post(connection->strand, [connection] {
      connection->timer.cancel();
      connection->close();
    });
    return true;
  }
  void give_up_oldest_of(Owner owner) {
    give_up_oldest([owner](const Connection& one) { return one.owner == owner; });
  }
  /// The oldest from where no screen was seen; a screen may not have sent its first head yet.
  void give_up_a_stranger() {
    const auto is_strangers = [](const Connection& one) { return one.owner == Owner{}; };
    if (!give_up_oldest([&](const Connection& one) { return is_strangers(one) && !one.from_screens_address; }))
      give_up_oldest(is_strangers);
  }
  void give_up_one_of_who_has_most() {
    const auto most = std::max_element(counts_.begin(), counts_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto [kind, number] = most->first;
    give_up_oldest_of({static_cast<Owner::Kind>(kind), number});
  }

  static bool is_local(const tcp::socket& socket) {
    error_code error;
    auto address = socket.remote_endpoint(error).address();
    if (error) return false;
    if (address.is_v6() && address.to_v6().is_v4_mapped())
      return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
    return address.is_loopback();
  }

  asio::awaitable<void> serve_plain(std::shared_ptr<PlainStream> stream, std::shared_ptr<Registered> registered,
                                    Peer peer) {
    co_await serve(*stream, *registered->connection, peer);
    error_code ignored;
    stream->socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  asio::awaitable<void> serve_tls(std::shared_ptr<TlsStream> stream, std::shared_ptr<Registered> registered,
                                  Peer peer) {
    Connection& connection = *registered->connection;
    if (connection.given_up) co_return;
    stream->next_layer().expires_after(options_.head_within);
    connection.idle = true;
    auto [error] = co_await stream->async_handshake(asio::ssl::stream_base::server, as_result);
    connection.idle = false;
    if (error) co_return;
    co_await serve(*stream, connection, peer);
    if (connection.given_up) co_return;
    stream->next_layer().expires_after(linger_within);
    co_await stream->async_shutdown(as_result);
  }

  /// One connection, from its first request to its end.
  template <class Stream>
  asio::awaitable<void> serve(Stream& stream, Connection& connection, const Peer& peer) {
    beast::flat_buffer buffer;
    while (!stopping_ && !connection.given_up) {
      if (buffer.size() == 0 && !co_await first_bytes(stream, connection, buffer)) break;
      http::request_parser<http::string_body> parser;
      parser.header_limit(options_.head_bytes_max);
      parser.body_limit(options_.body_bytes_max);
      error_code error = co_await read_head(stream, connection, buffer, parser);
      if (!error) {
        recognize(connection, peer, parser.get());
        if (has_no_known_length(parser.get())) {
          co_await turn_away(stream, 400);
          break;
        }
        error = co_await read_body(stream, connection, buffer, parser);
      }
      if (connection.given_up) break;
      if (error) {
        if (is_malformed(error)) co_await turn_away(stream, status_of(error));
        break;
      }
      if (parser.get().version() != 11) {
        co_await turn_away(stream, 505);
        break;
      }
      const bool keep_alive = parser.get().keep_alive();
      const auto request = to_request(parser.get(), peer);
      if (!request) {
        co_await turn_away(stream, 400);
        break;
      }
      Response response = co_await answer(request, connection.strand);
      if (connection.given_up) break;
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
  asio::awaitable<error_code> read_head(Stream& stream, const Connection& connection, beast::flat_buffer& buffer,
                                        Parser& parser) {
    if (connection.given_up) co_return asio::error::operation_aborted;
    beast::get_lowest_layer(stream).expires_after(options_.head_within);
    auto [error, size] = co_await http::async_read_header(stream, buffer, parser, as_result);
    co_return error;
  }

  template <class Stream, class Parser>
  asio::awaitable<error_code> read_body(Stream& stream, const Connection& connection, beast::flat_buffer& buffer,
                                        Parser& parser) {
    if (connection.given_up) co_return asio::error::operation_aborted;
    beast::get_lowest_layer(stream).expires_after(options_.body_within);
    auto [error, size] = co_await http::async_read(stream, buffer, parser, as_result);
    co_return error;
  }

  /// Null: the target is no path of ours.
  std::shared_ptr<const Request> to_request(http::request<http::string_body>& message, const Peer& peer) const {
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
    request->peer = peer.source;
    request->from_loopback = peer.is_loopback;
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
    auto& socket = beast::get_lowest_layer(stream).socket();
    if (goes_on) spawn(connection.strand, watch_peer(socket, connection.shared_from_this()));
    while (goes_on && !stopping_ && !connection.given_up && !connection.peer_left) {
      connection.woken = false;
      const EventStream::Chunk chunk = response.stream->poll();
      goes_on = !chunk.ends;
      if (!chunk.empty()) {
        beast::get_lowest_layer(stream).expires_after(options_.answer_taken_within);
        const std::array<asio::const_buffer, 3> bytes{asio::buffer(chunk.bytes),
                                                      chunk.shared ? asio::buffer(*chunk.shared) : asio::const_buffer(),
                                                      asio::buffer(chunk.more)};
        auto [error, size] = co_await asio::async_write(stream, bytes, as_result);
        if (error) break;
        beast::get_lowest_layer(stream).expires_never();
        const std::chrono::milliseconds taken_in(asio::buffer_size(bytes) / stream_bytes_per_ms);
        connection.timer.expires_after(std::max(between_boards, taken_in));
        co_await connection.timer.async_wait(as_result);
      }
      if (!goes_on || stopping_ || connection.woken || connection.given_up || connection.peer_left) continue;
      connection.timer.expires_after(EventStream::beat);
      connection.waits = true;
      co_await connection.timer.async_wait(as_result);
      connection.waits = false;
    }
    error_code ignored;
    socket.cancel(ignored);  // the watch on the peer ends, and with it its hold on the connection
  }

  /// Notices at once that nobody reads a stream any more: its place is another's.
  static asio::awaitable<void> watch_peer(tcp::socket& socket, std::shared_ptr<Connection> connection) {
    std::array<char, 512> nothing_is_asked_here{};
    error_code error;
    while (!error) {
      auto [failed, size] = co_await socket.async_read_some(asio::buffer(nothing_is_asked_here), as_result);
      error = failed;
    }
    connection->peer_left = true;
    connection->timer.cancel();
  }

  struct Registered {
    /// With the server's mutex held.
    Registered(Implementation& in, std::shared_ptr<Connection> one) : owner(in), connection(std::move(one)) {
      place = owner.connections_.insert(owner.connections_.end(), connection);
      owner.enter(connection->owner);
    }
    ~Registered() {
      const std::lock_guard lock(owner.mutex_);
      if (!connection->given_up) owner.leave(connection->owner);
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
  std::size_t asked_ = 0;                                        ///< requests that have no answer yet
  std::list<std::shared_ptr<Connection>> connections_;           ///< the oldest first
  std::map<std::pair<int, std::uint32_t>, std::size_t> counts_;  ///< of whom, without those given up
  std::size_t in_place_ = 0;                                     ///< their sum
  std::list<std::string> screens_addresses_;                     ///< the one seen last at the end
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
