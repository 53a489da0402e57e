// A request and its answer, as everything in this room but the network sees them.
//
// Goal: routes, tests and the network share plain values; only http_conversation.hpp and its source know Beast.
// Non-goals: streaming bodies up (none is larger than 256 KiB), content negotiation beyond gzip.
// Threads: values; an EventStream is polled by one connection at a time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alongside::server {

struct Header {
  std::string name;  ///< compared without regard to case
  std::string value;
};

struct Request {
  std::string method;  ///< "GET"
  std::string path;    ///< decoded, without the query
  std::string query;   ///< as it stands after "?"
  std::vector<Header> headers;
  std::string body;
  std::string peer;            ///< its address; of IPv6 the network of 64 bits, since a machine has all of those
  bool from_loopback = false;  ///< the peer is this very machine
  bool tls = false;

  /// The first header of this name, or empty.
  std::string_view header(std::string_view name) const;
  std::size_t count_of(std::string_view name) const;
  /// The value of a cookie, or empty.
  std::string_view cookie(std::string_view name) const;
  /// The value of a query parameter as it stands, or nothing.
  std::optional<std::string_view> parameter(std::string_view name) const;
};

/// An answer without an end: polled when it opens, whenever something changed, and at least each `EventStream::beat`.
class EventStream {
 public:
  static constexpr std::chrono::seconds beat{5};

  virtual ~EventStream() = default;
  struct Chunk {
    std::string bytes;  ///< what to send now; may be empty
    std::shared_ptr<const std::string>
        shared;         ///< then these, which every stream of its kind has together; may be null
    std::string more;   ///< then these
    bool ends = false;  ///< nothing comes after it
    bool empty() const { return bytes.empty() && !shared && more.empty(); }
  };
  virtual Chunk poll() = 0;
};

struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  std::string_view fixed_body;          ///< instead of `body`: bytes that live as long as the program
  std::shared_ptr<EventStream> stream;  ///< instead of both

  std::string_view content() const { return fixed_body.empty() ? std::string_view(body) : fixed_body; }
  Response& with(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
  /// The first header of this name, or empty.
  std::string_view header(std::string_view name) const;
};

/// Called once, from any thread.
using Respond = std::function<void(Response)>;

Response json_response(std::string body, int status = 200);
Response empty_response(int status);

/// Letters compared without regard to case (ASCII, as header names are).
bool same_text(std::string_view a, std::string_view b);

/// "%2F" and the like undone; nothing where it is malformed or hides a zero byte.
std::optional<std::string> decoded_path(std::string_view path);

}  // namespace alongside::server
