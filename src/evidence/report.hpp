// Report: what one site or several show of a stretch of days; internal face.
//
// Goals: every figure with its denominator and its counting rule; unknown is never zero; each site's own figures and the sum.
// Non-goals: the release face (suppression), printing (report_json.hpp, report_text.hpp). Invariant: real, training and demonstration
// sites are never summed with each other, and no site with itself. Values; free to share once made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evidence/fold.hpp"

namespace alongside::evidence {

/// A site's record, folded, and how far it goes.
struct SiteRecord {
  std::string name;  ///< what the site calls itself
  Fold fold;
  std::uint64_t head_seq = 0;
  std::string head_digest;                              ///< hexadecimal
  base::Instant data_as_of = base::Instant::unknown();  ///< when the last row was received
};

struct SiteReport {
  std::string name;
  std::string id;
  std::string zone;
  std::uint64_t head_seq = 0;
  std::string head_digest;
  base::Instant data_as_of = base::Instant::unknown();
  std::vector<ImportedFile> imports;
  Figures figures;
  std::vector<DayStart> day_starts;  ///< of the days with anything in them; empty: each from midnight, by one zone
};

struct Report {
  domain::SiteKind kind = domain::SiteKind::real;
  Days days;                                  ///< as asked for
  std::optional<std::pair<Date, Date>> span;  ///< first and last day with anything in it, within `days`
  std::vector<SiteReport> sites;
  Figures sum{indicators, {}, true};
};

/// Refuses: no site, a record that does not begin with its founding, sites of different kinds, one site twice, days that end before they
/// begin.
base::Result<Report> report_over(const std::vector<SiteRecord>& sites, const Days& days);

}  // namespace alongside::evidence
