// A connection that sends commands to a served program as a page does, and what such a page needs.
#pragma once

#include <netinet/in.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>

#include "base/uuid.hpp"
#include "support/socket.hpp"

namespace alongside::test {

/// One keep-alive connection; nothing once the server is gone.
class PageConnection {
 public:
  explicit PageConnection(std::uint16_t port) : socket_(port) {}
  bool open() const { return socket_.open(); }

  /// The body of the answer, if a whole one came.
  std::optional<std::string> post(const std::string& cookies, const std::string& body) const {
    const std::string request =
        "POST /api/v1/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nCookie: " + cookies +
        "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    if (!socket_.send(request)) return std::nullopt;
    std::string answer;
    while (socket_.receive(answer)) {
      const auto head_end = answer.find("\r\n\r\n");
      if (head_end == std::string::npos) continue;
      const auto length_at = answer.find("Content-Length: ");
      if (length_at == std::string::npos || length_at > head_end) return std::nullopt;
      const std::size_t length = std::strtoul(answer.c_str() + length_at + 16, nullptr, 10);
      if (answer.size() >= head_end + 4 + length) return answer.substr(head_end + 4, length);
    }
    return std::nullopt;
  }

 private:
  const Socket socket_;
};

/// A UUIDv7 of now.
inline base::Uuid fresh_id() {
  base::Uuid id;
  randombytes_buf(id.bytes.data(), id.bytes.size());
  const auto now =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(now >> (40 - 8 * i));
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0F));
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3F));
  return id;
}

inline std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof address);
  socklen_t size = sizeof address;
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

}  // namespace alongside::test
