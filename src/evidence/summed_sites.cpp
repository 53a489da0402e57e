#include "evidence/summed_sites.hpp"

#include <fmt/format.h>

namespace alongside::evidence {

base::Result<domain::SiteFounded> SummedSites::take(const std::string& name,
                                                    const std::optional<domain::SiteFounded>& founded) {
  if (!founded) {
    return base::check_error(
        fmt::format("{}: expected a record that begins with the founding of the site, found none", name));
  }
  if (!seen_.insert(founded->site).second) {
    return base::input_error(fmt::format("{}: expected every site once, found it again; name each folder once", name));
  }
  if (seen_.size() == 1) {
    first_name_ = name;
    kind_ = founded->kind;
  }
  if (founded->kind != kind_) {
    return base::input_error(fmt::format("{}: a {} site is never summed with a {} one ({}); report on each alone", name,
                                         name_of(founded->kind), name_of(kind_), first_name_));
  }
  return *founded;
}

}  // namespace alongside::evidence
