#include "server/owner_frames.hpp"

#include <fmt/format.h>
#include <sys/un.h>

#include <array>
#include <boost/asio.hpp>

#include "base/bytes.hpp"

namespace alongside::server {

namespace asio = boost::asio;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t part_bytes_max = 64U << 10;  // memory grows with what has come, not with what was announced

}  // namespace

asio::local::stream_protocol::endpoint owner_address(const std::filesystem::path& folder,
                                                     const ledger::OpenFile& opened) {
  const std::string path = (folder / owner_socket_name).string();
  if (path.size() < sizeof(sockaddr_un::sun_path)) return {path};
  return {fmt::format("/proc/self/fd/{}/{}", opened.number(), owner_socket_name)};
}

asio::awaitable<std::optional<std::string>> read_frame(OwnerStream& stream) {
  std::array<std::uint8_t, 4> head{};
  auto [head_error, head_size] = co_await asio::async_read(stream, asio::buffer(head), as_result);
  if (head_error) co_return std::nullopt;
  const std::size_t size = base::Reader(head).number<std::uint32_t>();
  if (size > owner_frame_bytes_max) co_return std::nullopt;
  std::string out;
  while (out.size() < size) {
    const std::size_t before = out.size();
    const std::size_t part = std::min(part_bytes_max, size - before);
    out.resize(before + part);
    auto [error, got] = co_await asio::async_read(stream, asio::buffer(out.data() + before, part), as_result);
    if (error) co_return std::nullopt;
  }
  co_return out;
}

asio::awaitable<bool> write_frame(OwnerStream& stream, std::string bytes) {
  base::Writer head;
  head.number(static_cast<std::uint32_t>(bytes.size()));
  const std::array<asio::const_buffer, 2> both{asio::buffer(head.bytes()), asio::buffer(bytes)};
  auto [error, size] = co_await asio::async_write(stream, both, as_result);
  co_return !error;
}

}  // namespace alongside::server
