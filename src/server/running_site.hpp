// RunningSite: a site on which a server runs, asked through the socket in its folder.
//
// Goals: a command's work is done by whoever holds the site, with the same result as alone. Non-goals: printing, asking for secrets.
// Each request is a connection of its own, so that somebody may think about a PIN for as long as they like. Threads: a value of one.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "center/adoption.hpp"
#include "center/staff_change.hpp"
#include "ledger/site_keys.hpp"
#include "ledger/store.hpp"

namespace alongside::server {

class RunningSite {
 public:
  /// Nothing where no server listens. An error where one does and can do nothing now: its record is locked, or it is not this account's.
  static base::Result<std::optional<RunningSite>> find(const std::filesystem::path& folder);

  base::Result<center::StaffMember> change_staff(const ledger::SiteKeys& keys, const center::StaffChange& change) const;
  base::Result<> adopt_protocol(const ledger::SiteKeys& keys, const center::ProtocolToAdopt& protocol,
                                const center::SignedBy& signer) const;
  base::Result<ledger::Head> append_history(const ledger::SiteKeys& keys, const std::vector<ledger::NewRow>& rows,
                                            std::uint64_t planned_on) const;

 private:
  explicit RunningSite(std::filesystem::path folder) : folder_(std::move(folder)) {}
  base::Result<std::string> ask(const ledger::SiteKeys& keys, std::string_view request) const;

  std::filesystem::path folder_;
};

}  // namespace alongside::server
