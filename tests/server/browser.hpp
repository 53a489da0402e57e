// Browsers that talk to a served site: one that asks, one that follows the floor.
//
// The client is plain sockets, so that it can misbehave. Threads: one test.
#pragma once

#include <gtest/gtest.h>
#include <poll.h>

#include <boost/json.hpp>
#include <chrono>
#include <map>
#include <sstream>
#include <string>

#include "server/http_message.hpp"
#include "support/socket.hpp"

namespace alongside::server::test {

using namespace std::chrono_literals;
namespace json = boost::json;
using alongside::test::Socket;

struct HttpAnswer {
  int status = 0;
  std::string head;
  std::string body;

  std::string header(std::string_view name) const {
    std::istringstream lines(head);
    for (std::string line; std::getline(lines, line);) {
      const std::size_t colon = line.find(':');
      if (colon == std::string::npos || !same_text(line.substr(0, colon), name)) continue;
      std::string value = line.substr(colon + 1);
      while (!value.empty() && (value.back() == '\r' || value.back() == ' ')) value.pop_back();
      return value.substr(std::min(value.find_first_not_of(' '), value.size()));
    }
    return {};
  }
  json::value json() const {
    boost::system::error_code error;
    json::value value = boost::json::parse(body, error);
    EXPECT_FALSE(error) << head << "\n" << body;
    return value;
  }
};

/// Reads one whole answer with a Content-Length, or until the peer closes; of a HEAD, the head.
inline HttpAnswer read_answer(const Socket& socket, std::string& in, bool head_only = false) {
  HttpAnswer out;
  std::size_t end = std::string::npos;
  while ((end = in.find("\r\n\r\n")) == std::string::npos) {
    if (!socket.receive(in)) return out;
  }
  out.head = in.substr(0, end);
  in.erase(0, end + 4);
  if (out.head.size() > 12) out.status = std::stoi(out.head.substr(9, 3));
  const std::string length = out.header("Content-Length");
  const std::size_t wanted = length.empty() || head_only ? 0 : std::stoul(length);
  while (in.size() < wanted && socket.receive(in)) {
  }
  out.body = in.substr(0, wanted);
  in.erase(0, out.body.size());
  return out;
}

/// One browser: its cookies, and who it says it is.
class Browser {
 public:
  explicit Browser(std::uint16_t port) : port_(port) {}

  std::string request_text(const std::string& method, const std::string& path, const std::string& body = "",
                           const std::string& more = "") const {
    std::string text = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) + "\r\n" + more;
    std::string cookies;
    for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    if (!cookies.empty()) text += "Cookie: " + cookies + "\r\n";
    if (method == "POST") {
      if (more.find("Content-Type") == std::string::npos) text += "Content-Type: application/json\r\n";
      text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    }
    return text + "\r\n" + body;
  }

  HttpAnswer send(const std::string& method, const std::string& path, const std::string& body = "",
                  const std::string& more = "") {
    const Socket socket(port_);
    socket.send(request_text(method, path, body, more));
    std::string in;
    HttpAnswer answer = read_answer(socket, in, method == "HEAD");
    keep_cookies(answer);
    return answer;
  }
  HttpAnswer get(const std::string& path) { return send("GET", path); }
  HttpAnswer post(const std::string& path, const std::string& body) { return send("POST", path, body); }

  std::map<std::string, std::string>& cookies() { return cookies_; }
  std::uint16_t port() const { return port_; }

 private:
  void keep_cookies(const HttpAnswer& answer) {
    std::istringstream lines(answer.head);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("Set-Cookie: ")) continue;
      const std::string pair = line.substr(12, line.find(';') - 12);
      const std::size_t equals = pair.find('=');
      if (line.find("Max-Age=0") != std::string::npos)
        cookies_.erase(pair.substr(0, equals));
      else
        cookies_[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
  }

  std::uint16_t port_;
  std::map<std::string, std::string> cookies_;
};

/// A browser that follows the floor.
class LiveReader {
 public:
  LiveReader(const Browser& browser, const std::string& path = "/api/v1/live", const std::string& more = "")
      : socket_(browser.port()) {
    socket_.send(browser.request_text("GET", path, "", more));
    std::size_t end = std::string::npos;
    while ((end = in_.find("\r\n\r\n")) == std::string::npos && socket_.receive(in_)) {
    }
    head_ = in_.substr(0, end);
    in_.erase(0, std::min(in_.size(), end + 4));
  }

  struct Event {
    std::string name;
    std::string id;
    std::string data;
  };
  const std::string& head() const { return head_; }

  /// The next event that is no beat (or any, with `beats`); nothing in time: one without a name.
  Event next(bool beats = false, std::chrono::milliseconds patience = 10s) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (true) {
      for (std::size_t end; (end = in_.find("\n\n")) != std::string::npos;) {
        const Event event = parse(in_.substr(0, end));
        in_.erase(0, end + 2);
        if (beats || event.name != "beat") return event;
      }
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
      if (left.count() <= 0 || !socket_.receive(in_, left)) return {};
    }
  }
  /// Boards until one holds; else the last.
  template <class Holds>
  json::value board_where(Holds holds) {
    json::value board;
    for (Event event = next(); !event.name.empty(); event = next()) {
      if (event.name != "board") continue;
      board = json::parse(event.data);
      if (holds(board.as_object())) break;
    }
    return board;
  }
  bool is_closed_within(std::chrono::milliseconds patience) const { return socket_.is_closed_within(patience); }

 private:
  static Event parse(const std::string& text) {
    Event event;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("event: ")) event.name = line.substr(7);
      if (line.starts_with("id: ")) event.id = line.substr(4);
      if (line.starts_with("data: ")) event.data = line.substr(6);
    }
    return event;
  }

  Socket socket_;
  std::string in_;
  std::string head_;
};

}  // namespace alongside::server::test
