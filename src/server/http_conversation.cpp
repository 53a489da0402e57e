#include "server/http_conversation.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <optional>
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
constexpr std::chrono::seconds linger_within{2};
constexpr std::size_t linger_bytes_max = 1024 * 1024;

/// Whether a body's length cannot be known: a coding that is not "chunked", or not that at its end.
template <class Message>
bool has_no_known_length(const Message& message) {
  const auto coding = message.find(http::field::transfer_encoding);
  return coding != message.end() && !same_text(coding->value(), "chunked");
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

template <class Body>
void put_head(http::response<Body>& message, const Response& response, bool keep_alive) {
  message.version(11);
  message.result(static_cast<unsigned>(response.status));
  for (const Header& header : response.headers) message.insert(header.name, header.value);
  message.keep_alive(keep_alive);
}

/// Notices at once that nobody reads a stream any more: its place is another's.
asio::awaitable<void> watch_peer(tcp::socket& socket, std::shared_ptr<Connection> connection) {
  std::array<char, 512> nothing_is_asked_here{};
  error_code error;
  while (!error) {
    auto [failed, size] = co_await socket.async_read_some(asio::buffer(nothing_is_asked_here), as_result);
    error = failed;
  }
  connection->peer_left = true;
  connection->timer.cancel();
}

}  // namespace

void HttpConversations::wait_for_answers() {
  std::unique_lock lock(mutex_);
  answered_.wait(lock, [this] { return asked_ == 0; });
}

/// Where this request is of a screen or of somebody signed in, the connection leaves the strangers'.
template <class Message>
void HttpConversations::recognize(Connection& connection, const Peer& peer, const Message& message) {
  Request cookies;
  for (const auto& field : message) {
    if (field.name() == http::field::cookie) cookies.headers.push_back({"Cookie", std::string(field.value())});
  }
  if (cookies.headers.empty()) return;
  const center::Principal by = application_.service().who(cookies).principal;
  if (!by.device.exists() && !by.is_signed_in()) return;
  const Owner owner =
      by.device.exists() ? Owner{Owner::Kind::screen, by.device.number} : Owner{Owner::Kind::person, by.staff.number};
  places_.belongs_to(connection, peer, owner);
}

asio::awaitable<void> HttpConversations::serve(std::shared_ptr<PlainStream> stream,
                                               std::shared_ptr<ConnectionPlaces::Place> place, Peer peer) {
  co_await talk(*stream, *place->connection, peer);
  error_code ignored;
  stream->socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> HttpConversations::serve(std::shared_ptr<TlsStream> stream,
                                               std::shared_ptr<ConnectionPlaces::Place> place, Peer peer) {
  Connection& connection = *place->connection;
  if (connection.given_up) co_return;
  stream->next_layer().expires_after(options_.head_within);
  connection.idle = true;
  auto [error] = co_await stream->async_handshake(asio::ssl::stream_base::server, as_result);
  connection.idle = false;
  if (error) co_return;
  co_await talk(*stream, connection, peer);
  if (connection.given_up) co_return;
  stream->next_layer().expires_after(linger_within);
  co_await stream->async_shutdown(as_result);
}

/// One connection, from its first request to its end.
template <class Stream>
asio::awaitable<void> HttpConversations::talk(Stream& stream, Connection& connection, const Peer& peer) {
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
asio::awaitable<bool> HttpConversations::first_bytes(Stream& stream, Connection& connection,
                                                     beast::flat_buffer& buffer) {
  constexpr std::size_t some = 4096;
  beast::get_lowest_layer(stream).expires_after(options_.idle_max);
  connection.idle = true;
  auto [error, size] = co_await stream.async_read_some(buffer.prepare(some), as_result);
  connection.idle = false;
  buffer.commit(size);
  co_return !error;
}

template <class Stream, class Parser>
asio::awaitable<error_code> HttpConversations::read_head(Stream& stream, const Connection& connection,
                                                         beast::flat_buffer& buffer, Parser& parser) {
  if (connection.given_up) co_return asio::error::operation_aborted;
  beast::get_lowest_layer(stream).expires_after(options_.head_within);
  auto [error, size] = co_await http::async_read_header(stream, buffer, parser, as_result);
  co_return error;
}

template <class Stream, class Parser>
asio::awaitable<error_code> HttpConversations::read_body(Stream& stream, const Connection& connection,
                                                         beast::flat_buffer& buffer, Parser& parser) {
  if (connection.given_up) co_return asio::error::operation_aborted;
  beast::get_lowest_layer(stream).expires_after(options_.body_within);
  auto [error, size] = co_await http::async_read(stream, buffer, parser, as_result);
  co_return error;
}

/// Null: the target is no path of ours.
std::shared_ptr<const Request> HttpConversations::to_request(http::request<http::string_body>& message,
                                                             const Peer& peer) const {
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
  request->tls = options_.tls.has_value();
  return request;
}

/// A request that the application has. While one is there the server stays, and its loop runs on.
template <class Handler>
struct HttpConversations::Asked {
  Asked(HttpConversations& in, Strand on, Handler then)
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

  HttpConversations& owner;
  std::optional<Strand> strand;
  std::optional<asio::executor_work_guard<Strand>> work;
  std::optional<Handler> handler;
};

/// Gives a request to the application, and its answer, from whatever thread it comes, to the connection's strand.
struct HttpConversations::Asking {
  HttpConversations& in;
  std::shared_ptr<const Request> request;
  Strand strand;

  template <class Handler>
  void operator()(Handler handler) {
    auto asked = std::make_shared<Asked<Handler>>(in, strand, std::move(handler));
    in.application_.handle(request, [asked](Response response) {
      asio::post(*asked->strand, [then = std::move(*asked->handler), answer = std::move(response)]() mutable {
        then(std::move(answer));
      });
    });
  }
};

asio::awaitable<Response> HttpConversations::answer(std::shared_ptr<const Request> request, Strand strand) {
  Asking asking{*this, std::move(request), std::move(strand)};
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(std::move(asking),
                                                                                         asio::use_awaitable);
}

/// False: the peer did not take it.
template <class Stream>
asio::awaitable<bool> HttpConversations::write(Stream& stream, const Response& response, bool keep_alive,
                                               bool head_only) {
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
asio::awaitable<void> HttpConversations::turn_away(Stream& stream, int status) {
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
asio::awaitable<void> HttpConversations::stream_events(Stream& stream, Connection& connection,
                                                       const Response& response) {
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

}  // namespace alongside::server
