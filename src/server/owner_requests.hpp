// What the site's owner may ask of a running server, over the socket in the site's folder: what the commands of the command line do alone.
//
// A greeting (a challenge, or why nothing is done now), one request, one answer; each a JSON document. A request comes with the mark that
// only the site's key makes of challenge and request, for alone a command needs that key too; so no answer is worth keeping and no request
// can be sent twice. Goals: the same work and the same words as alone. Non-goals: sockets (owner_socket), asking and printing (cli).
// Threads: values; `OwnerRequests` is called by one thread. Nothing of a request is logged but its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "center/adoption.hpp"
#include "center/staff_change.hpp"
#include "ledger/store.hpp"
#include "server/service.hpp"

namespace alongside::server {

class OwnerRequests {
 public:
  explicit OwnerRequests(Service& service) : service_(service) {}

  /// What whoever connects reads first. `challenge`: random, of this connection.
  std::string greeting(const ledger::Digest& challenge) const;
  /// To what came after that greeting.
  std::string answer(const ledger::Digest& challenge, std::string_view request) const;

 private:
  Service& service_;
};

// The owner's side of it.

/// The challenge of a greeting; the error it brought; or that it is no greeting of this version.
base::Result<ledger::Digest> challenge_of(std::string_view greeting);
/// A request as it is sent: its mark in front.
std::string marked_request(const ledger::SiteKeys& keys, const ledger::Digest& challenge, std::string_view request);

std::string request_of(const center::StaffChange& change);
std::string request_of(const center::ProtocolToAdopt& protocol, const center::SignedBy& signer);
std::string request_of(const std::vector<ledger::NewRow>& history, std::uint64_t planned_on);

base::Result<center::StaffMember> member_in(std::string_view answer);
base::Result<> done_in(std::string_view answer);
base::Result<ledger::Head> head_in(std::string_view answer);

}  // namespace alongside::server
