// OwnerSocket: where the site's owner asks a running server for what their commands do alone: a socket in the site's folder.
//
// Goals: only the account that runs the server, and root, get as much as a greeting; nobody holds the program up (sizes, times and places are
// limited, and requests run on a thread of their own). Non-goals: the floor, the network. Invariants: the socket is never readable by
// others, not for a moment; of two servers on one folder one listens; what an earlier one left behind is taken away.
// Whatever is wrong here a center runs without it. Threads: `listen` and the destructor from one.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "server/owner_requests.hpp"

namespace alongside::server {

struct OwnerSocketOptions {
  std::chrono::milliseconds asked_within{10'000};  ///< from the connection to its whole request
  std::chrono::milliseconds answer_taken_within{10'000};
  std::size_t at_once = 16;  ///< connections; others wait for one of them to end
};

class OwnerSocket {
 public:
  /// Listens in `folder` at once, until it goes. `requests` outlives it.
  static base::Result<std::unique_ptr<OwnerSocket>> listen(const std::filesystem::path& folder,
                                                           const OwnerRequests& requests,
                                                           OwnerSocketOptions options = {});
  /// What is being done is done and answered; the socket is gone.
  ~OwnerSocket();

 private:
  class Implementation;
  explicit OwnerSocket(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace alongside::server
