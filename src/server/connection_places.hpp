// The places of connections: whose each is, how many somebody may have, and who gives one up for whom.
//
// Goals: whoever has shown no cookie of this site shares few places, of which the newest has the oldest's; a screen always gets through.
// Threads: all functions from any; what belongs to one connection is on its strand. Non-goals: HTTP.
#pragma once

#include <spdlog/spdlog.h>

#include <atomic>
#include <boost/asio.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace alongside::server {

using Strand = boost::asio::strand<boost::asio::io_context::executor_type>;

/// Whose a connection is: nobody's until it shows a cookie of a screen, or of somebody signed in.
struct Owner {
  enum class Kind { nobody, screen, person } kind = Kind::nobody;
  std::uint32_t number = 0;
  bool operator==(const Owner&) const = default;
};

/// What other threads may tell a connection. Everything belongs to its strand but `woken`, `given_up` and what is the places'.
struct Connection : std::enable_shared_from_this<Connection> {
  Connection(Strand on, std::function<void()> closing)
      : strand(std::move(on)), close(std::move(closing)), timer(strand) {}

  // The places', under their mutex.
  Owner owner;
  bool from_screens_address = false;  ///< where a screen was seen lately

  Strand strand;
  std::function<void()> close;
  boost::asio::steady_timer timer;  ///< a live reader waits on it
  bool idle = false;                ///< between two requests
  bool waits = false;               ///< a live reader, for something new
  bool peer_left = false;           ///< of a live reader
  std::atomic<bool> woken = false;
  std::atomic<bool> given_up = false;  ///< its place is another's: it ends, and counts no more
};

/// Where a connection comes from.
struct Peer {
  std::string source;  ///< of IPv6 the network of 64 bits: a machine has all of those addresses
  bool is_loopback = false;
};
Peer peer_of(const boost::asio::ip::tcp::socket& socket);

/// What it throws is logged.
template <class Executor>
void spawn(const Executor& executor, boost::asio::awaitable<void> work) {
  boost::asio::co_spawn(executor, std::move(work), [](const std::exception_ptr& failed) {
    if (!failed) return;
    try {
      std::rethrow_exception(failed);
    } catch (const std::exception& error) {
      spdlog::error("a connection ended: {}", error.what());
    }
  });
}

class ConnectionPlaces {
 public:
  struct Bounds {
    std::size_t strangers_max = 0;
    std::size_t of_one_max = 0;
    std::size_t connections_max = 0;
  };
  /// `emptied` is called whenever the last connection is gone, with the places locked.
  ConnectionPlaces(Bounds bounds, std::function<void()> emptied) : bounds_(bounds), emptied_(std::move(emptied)) {}

  /// A connection for as long as it is there.
  struct Place {
    /// With the places locked.
    Place(ConnectionPlaces& in, std::shared_ptr<Connection> one);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    ConnectionPlaces& places;
    std::shared_ptr<Connection> connection;
    std::list<std::shared_ptr<Connection>>::iterator place;
  };

  /// A place among the strangers', given at once: a place taken only when the coroutine begins would let a burst in past the bound.
  std::shared_ptr<Place> admit(const Peer& peer, const Strand& strand, std::function<void()> close);
  /// The connection has shown whose it is: it leaves the strangers'.
  void belongs_to(Connection& connection, const Peer& peer, Owner owner);
  /// Does this with each that is there, with the places locked; how many there are.
  template <class Act>
  std::size_t each(Act act) const {
    const std::lock_guard lock(mutex_);
    for (const auto& connection : connections_) act(connection);
    return connections_.size();
  }

 private:
  // All with `mutex_` held.
  std::size_t count_of(Owner owner) const;
  void enter(Owner owner);
  void leave(Owner owner);
  template <class Fits>
  bool give_up_oldest(Fits fits);
  void give_up_oldest_of(Owner owner);
  void give_up_a_stranger();
  void give_up_one_of_who_has_most();

  const Bounds bounds_;
  const std::function<void()> emptied_;
  mutable std::mutex mutex_;
  std::list<std::shared_ptr<Connection>> connections_;           ///< the oldest first
  std::map<std::pair<int, std::uint32_t>, std::size_t> counts_;  ///< of whom, without those given up
  std::size_t in_place_ = 0;                                     ///< their sum
  std::list<std::string> screens_addresses_;                     ///< the one seen last at the end
};

}  // namespace alongside::server
