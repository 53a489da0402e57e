// Summed sites: which sites may stand in one sum.
//
// Invariants: real, training and demonstration sites are never summed with each other, and no site with itself. One thread.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/result.hpp"
#include "domain/event.hpp"

namespace alongside::evidence {

class SummedSites {
 public:
  /// Gives back the founding of one more site. Refuses a record that does not begin with it, a site of another kind than the first, and
  /// a site that was taken before.
  base::Result<domain::SiteFounded> take(const std::string& name, const std::optional<domain::SiteFounded>& founded);

 private:
  std::set<base::Uuid> seen_;
  std::string first_name_;
  domain::SiteKind kind_ = domain::SiteKind::real;
};

}  // namespace alongside::evidence
