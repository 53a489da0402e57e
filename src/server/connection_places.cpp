#include "server/connection_places.hpp"

#include <algorithm>

namespace alongside::server {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

constexpr std::size_t screens_addresses_max = 256;

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

bool is_local(const tcp::socket& socket) {
  error_code error;
  auto address = socket.remote_endpoint(error).address();
  if (error) return false;
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
  return address.is_loopback();
}

std::pair<int, std::uint32_t> key_of(Owner owner) { return {static_cast<int>(owner.kind), owner.number}; }

}  // namespace

Peer peer_of(const tcp::socket& socket) { return {.source = source_of(socket), .is_loopback = is_local(socket)}; }

ConnectionPlaces::Place::Place(ConnectionPlaces& in, std::shared_ptr<Connection> one)
    : places(in), connection(std::move(one)) {
  place = places.connections_.insert(places.connections_.end(), connection);
  places.enter(connection->owner);
}

ConnectionPlaces::Place::~Place() {
  const std::lock_guard lock(places.mutex_);
  if (!connection->given_up) places.leave(connection->owner);
  places.connections_.erase(place);
  if (places.connections_.empty()) places.emptied_();
}

std::shared_ptr<ConnectionPlaces::Place> ConnectionPlaces::admit(const Peer& peer, const Strand& strand,
                                                                 std::function<void()> close) {
  auto connection = std::make_shared<Connection>(strand, std::move(close));
  const std::lock_guard lock(mutex_);
  connection->from_screens_address =
      std::find(screens_addresses_.begin(), screens_addresses_.end(), peer.source) != screens_addresses_.end();
  if (count_of({}) >= bounds_.strangers_max) give_up_a_stranger();
  if (in_place_ >= bounds_.connections_max) give_up_one_of_who_has_most();
  return std::make_shared<Place>(*this, std::move(connection));
}

void ConnectionPlaces::belongs_to(Connection& connection, const Peer& peer, Owner owner) {
  const std::lock_guard lock(mutex_);
  if (owner.kind == Owner::Kind::screen) {
    std::erase(screens_addresses_, peer.source);
    screens_addresses_.push_back(peer.source);
    if (screens_addresses_.size() > screens_addresses_max) screens_addresses_.pop_front();
  }
  if (connection.owner == owner || connection.given_up) return;
  if (count_of(owner) >= bounds_.of_one_max) give_up_oldest_of(owner);
  leave(connection.owner);
  connection.owner = owner;
  enter(owner);
}

std::size_t ConnectionPlaces::count_of(Owner owner) const {
  const auto found = counts_.find(key_of(owner));
  return found == counts_.end() ? 0 : found->second;
}

void ConnectionPlaces::enter(Owner owner) {
  ++counts_[key_of(owner)];
  ++in_place_;
}

void ConnectionPlaces::leave(Owner owner) {
  const auto found = counts_.find(key_of(owner));
  if (--found->second == 0) counts_.erase(found);
  --in_place_;
}

template <class Fits>
bool ConnectionPlaces::give_up_oldest(Fits fits) {
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

void ConnectionPlaces::give_up_oldest_of(Owner owner) {
  give_up_oldest([owner](const Connection& one) { return one.owner == owner; });
}

/// The oldest from where no screen was seen; a screen may not have sent its first head yet.
void ConnectionPlaces::give_up_a_stranger() {
  const auto is_strangers = [](const Connection& one) { return one.owner == Owner{}; };
  if (!give_up_oldest([&](const Connection& one) { return is_strangers(one) && !one.from_screens_address; }))
    give_up_oldest(is_strangers);
}

void ConnectionPlaces::give_up_one_of_who_has_most() {
  const auto most = std::max_element(counts_.begin(), counts_.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto [kind, number] = most->first;
  give_up_oldest_of({static_cast<Owner::Kind>(kind), number});
}

}  // namespace alongside::server
