// What goes over the owner's socket: frames of four bytes of length (little-endian) and as many bytes.
//
// Goals: nobody makes the program keep more than it said it takes; a folder's path may be longer than a socket's address. Non-goals:
// meaning (owner_requests.hpp). Threads: each connection belongs to one. Only owner_socket and running_site include this: it sees Asio.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::server {

using OwnerStream = boost::asio::local::stream_protocol::socket;

constexpr std::string_view owner_socket_name = "owner.socket";
constexpr std::size_t owner_frame_bytes_max = 16U << 20;

/// The socket's address in a folder, also where the folder's path is longer than an address may be: then it goes through the open folder,
/// which must stay open while the address is used.
boost::asio::local::stream_protocol::endpoint owner_address(const std::filesystem::path& folder,
                                                            const ledger::OpenFile& opened);

/// Nothing: the peer is gone, or the frame is longer than is taken.
boost::asio::awaitable<std::optional<std::string>> read_frame(OwnerStream& stream);
/// False: the peer did not take it.
boost::asio::awaitable<bool> write_frame(OwnerStream& stream, std::string bytes);

}  // namespace alongside::server
