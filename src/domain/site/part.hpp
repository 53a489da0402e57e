// What the state holds of the site.
#pragma once

#include "domain/ids.hpp"
#include "domain/site/words.hpp"
#include "domain/site/zone_name.hpp"

namespace alongside::domain::site {

struct Part {
  Uuid site{};
  SiteKind kind = SiteKind::real;
  bool founded = false;
  bool protocol_signed = false;
  DocumentRef protocol{};
  DocumentRef guardrails{};
  ZoneName zone{};                       ///< empty: the record says nothing of its day yet
  std::uint16_t day_starts_minutes = 0;  ///< after midnight by the wall
  Instant day_holds_from = Instant::unknown();

  bool is_ready() const { return founded && protocol.exists() && guardrails.exists(); }
  /// Said by a clock that ran ahead, its day does not hold yet.
  bool has_day_at(Instant now) const { return !zone.is_empty() && day_holds_from <= now; }
  bool operator==(const Part&) const = default;
};

}  // namespace alongside::domain::site
