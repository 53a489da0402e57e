// Conversations: the requests of one connection after another, read within bounds and answered by the Application, until either side ends it.
//
// Goals: no peer holds anything up: heads, bodies and times are limited. Threads: each conversation runs on its connection's strand; one
// object serves all of them. It outlives them, and the answers that are still to come (`wait_for_answers`).
#pragma once

#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>

#include "server/application.hpp"
#include "server/connection_places.hpp"
#include "server/http_server.hpp"

namespace alongside::server {

using PlainStream = boost::beast::tcp_stream;
using TlsStream = boost::asio::ssl::stream<boost::beast::tcp_stream>;

class HttpConversations {
 public:
  /// No further request is read once `stopping` is set.
  HttpConversations(Application& application, const HttpOptions& options, ConnectionPlaces& places,
                    const std::atomic<bool>& stopping)
      : application_(application), options_(options), places_(places), stopping_(stopping) {}

  /// One connection, from its first byte to its end.
  boost::asio::awaitable<void> serve(std::shared_ptr<PlainStream> stream,
                                     std::shared_ptr<ConnectionPlaces::Place> place, Peer peer);
  boost::asio::awaitable<void> serve(std::shared_ptr<TlsStream> stream, std::shared_ptr<ConnectionPlaces::Place> place,
                                     Peer peer);

  /// A request that the center still has is answered into these conversations: they must be there.
  void wait_for_answers();

 private:
  template <class Handler>
  struct Asked;
  struct Asking;

  template <class Message>
  void recognize(Connection& connection, const Peer& peer, const Message& message);
  template <class Stream>
  boost::asio::awaitable<void> talk(Stream& stream, Connection& connection, const Peer& peer);
  template <class Stream>
  boost::asio::awaitable<bool> first_bytes(Stream& stream, Connection& connection, boost::beast::flat_buffer& buffer);
  template <class Stream, class Parser>
  boost::asio::awaitable<boost::system::error_code> read_head(Stream& stream, const Connection& connection,
                                                              boost::beast::flat_buffer& buffer, Parser& parser);
  template <class Stream, class Parser>
  boost::asio::awaitable<boost::system::error_code> read_body(Stream& stream, const Connection& connection,
                                                              boost::beast::flat_buffer& buffer, Parser& parser);
  std::shared_ptr<const Request> to_request(boost::beast::http::request<boost::beast::http::string_body>& message,
                                            const Peer& peer) const;
  boost::asio::awaitable<Response> answer(std::shared_ptr<const Request> request, Strand strand);
  template <class Stream>
  boost::asio::awaitable<bool> write(Stream& stream, const Response& response, bool keep_alive, bool head_only);
  template <class Stream>
  boost::asio::awaitable<void> turn_away(Stream& stream, int status);
  template <class Stream>
  boost::asio::awaitable<void> stream_events(Stream& stream, Connection& connection, const Response& response);

  Application& application_;
  const HttpOptions& options_;
  ConnectionPlaces& places_;
  const std::atomic<bool>& stopping_;
  std::mutex mutex_;
  std::condition_variable answered_;
  std::size_t asked_ = 0;  ///< requests that have no answer yet
};

}  // namespace alongside::server
