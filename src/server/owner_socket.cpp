#include "server/owner_socket.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio.hpp>
#include <cerrno>
#include <list>
#include <thread>

#include "server/owner_frames.hpp"

namespace alongside::server {

namespace asio = boost::asio;
using asio::local::stream_protocol;
using boost::system::error_code;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds accept_pause{100};  // out of file descriptors: others may close some

bool is_owner_or_root(OwnerStream& stream) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(stream.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

/// The folder, held so that no second server listens in it. The lock goes with this program, however it ends.
base::Result<ledger::OpenFile> hold_folder(const std::filesystem::path& folder) {
  ledger::OpenFile opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.is_open()) return ledger::file_error(folder, "opening it", errno);
  if (::flock(opened.number(), LOCK_EX | LOCK_NB) == 0) return opened;
  if (errno != EWOULDBLOCK) return ledger::file_error(folder, "taking its lock", errno);
  return base::operation_error(folder.string() + ": another server runs on it");
}

/// With the folder held: a socket of this name is an earlier server's, which was killed.
base::Result<> take_away_left_behind(const std::filesystem::path& folder, const ledger::OpenFile& opened) {
  const std::string name(owner_socket_name);
  struct stat found{};
  if (::fstatat(opened.number(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return base::Done{};
    return ledger::file_error(folder / name, "looking at it", errno);
  }
  if (!S_ISSOCK(found.st_mode))
    return base::operation_error(
        fmt::format("{}: something that is no socket is in its place; move it away", (folder / name).string()));
  if (::unlinkat(opened.number(), name.c_str(), 0) != 0)
    return ledger::file_error(folder / name, "taking a leftover away", errno);
  return base::Done{};
}

}  // namespace

class OwnerSocket::Implementation {
 public:
  Implementation(ledger::OpenFile folder, const OwnerRequests& requests, OwnerSocketOptions options)
      : folder_(std::move(folder)), requests_(requests), options_(options), acceptor_(io_), room_(io_) {}

  ~Implementation() {
    if (!thread_.joinable()) return;
    // First the name: who comes now finds no server, and not one that does not answer.
    (void)::unlinkat(folder_.number(), std::string(owner_socket_name).c_str(), 0);
    asio::post(io_, [this] { stop(); });
    thread_.join();
  }

  base::Result<> listen(const std::filesystem::path& path) {
    error_code error;
    acceptor_.open(stream_protocol(), error);
    // The socket's own mode is what its name in the folder gets: never for a moment anybody else's.
    if (!error && ::fchmod(acceptor_.native_handle(), ledger::owner_only) != 0)
      error = error_code(errno, boost::system::system_category());
    if (!error) acceptor_.bind(owner_address(path, folder_), error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      return base::operation_error(fmt::format("{}: {}; it is made at the next start of the server",
                                               (path / owner_socket_name).string(), error.message()));
    }
    asio::co_spawn(io_, accept(), asio::detached);
    thread_ = std::thread([this] { run(); });
    return base::Done{};
  }

 private:
  struct Connection {
    OwnerStream stream;
    asio::steady_timer timer;
    bool is_asking = true;  ///< its request has not come yet
  };
  using Place = std::list<std::shared_ptr<Connection>>::iterator;

  void run() {
    for (;;) {
      try {
        io_.run();
        return;
      } catch (const std::exception& failed) {
        spdlog::error("a request of the site's owner ended: {}", failed.what());
      }
    }
  }

  void stop() {
    stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    room_.cancel();
    for (const auto& connection : connections_) {
      if (connection->is_asking) connection->stream.close(ignored);
    }
  }

  asio::awaitable<void> accept() {
    while (!stopping_) {
      auto [error, stream] = co_await acceptor_.async_accept(as_result);
      if (stopping_) co_return;
      if (error) {
        room_.expires_after(accept_pause);
        co_await room_.async_wait(as_result);
        continue;
      }
      if (!is_owner_or_root(stream)) continue;
      const auto place = connections_.insert(
          connections_.end(), std::make_shared<Connection>(Connection{std::move(stream), asio::steady_timer(io_)}));
      asio::co_spawn(io_, serve(*place), [this, place](const std::exception_ptr& failed) {
        (*place)->timer.cancel();
        connections_.erase(place);
        room_.cancel();
        if (failed) std::rethrow_exception(failed);
      });
      while (connections_.size() >= options_.at_once && !stopping_) {
        room_.expires_at(asio::steady_timer::time_point::max());
        co_await room_.async_wait(as_result);
      }
    }
  }

  asio::awaitable<void> serve(std::shared_ptr<Connection> connection) {
    const ledger::Digest challenge = random_challenge();
    close_after(connection, options_.asked_within);
    if (!co_await write_frame(connection->stream, requests_.greeting(challenge))) co_return;
    const auto request = co_await read_frame(connection->stream);
    if (!request || stopping_) co_return;
    connection->is_asking = false;
    connection->timer.cancel();
    std::string answer = requests_.answer(challenge, *request);
    close_after(connection, options_.answer_taken_within);
    co_await write_frame(connection->stream, std::move(answer));
  }

  static void close_after(const std::shared_ptr<Connection>& connection, std::chrono::milliseconds time) {
    connection->timer.expires_after(time);
    connection->timer.async_wait([connection](error_code error) {
      error_code ignored;
      if (!error) connection->stream.close(ignored);
    });
  }

  static ledger::Digest random_challenge() {
    const ledger::Key random = ledger::Key::random();
    return *ledger::Digest::from(random.bytes());
  }

  const ledger::OpenFile folder_;
  const OwnerRequests& requests_;
  const OwnerSocketOptions options_;
  bool stopping_ = false;  ///< this and what is below: the thread's
  asio::io_context io_{1};
  std::list<std::shared_ptr<Connection>> connections_;
  stream_protocol::acceptor acceptor_;
  asio::steady_timer room_;
  std::thread thread_;
};

OwnerSocket::OwnerSocket(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
OwnerSocket::~OwnerSocket() = default;

base::Result<std::unique_ptr<OwnerSocket>> OwnerSocket::listen(const std::filesystem::path& folder,
                                                               const OwnerRequests& requests,
                                                               OwnerSocketOptions options) {
  auto held = hold_folder(folder);
  if (!held) return held.error();
  if (const auto free = take_away_left_behind(folder, *held); !free) return free.error();
  auto implementation = std::make_unique<Implementation>(std::move(*held), requests, options);
  if (const auto listening = implementation->listen(folder); !listening) return listening.error();
  return std::unique_ptr<OwnerSocket>(new OwnerSocket(std::move(implementation)));
}

}  // namespace alongside::server
