// What the state holds of the site.
#pragma once

#include "domain/ids.hpp"
#include "domain/site/words.hpp"

namespace alongside::domain::site {

struct Part {
  Uuid site{};
  SiteKind kind = SiteKind::real;
  bool founded = false;
  bool protocol_signed = false;
  DocumentRef protocol{};
  DocumentRef guardrails{};

  bool is_ready() const { return founded && protocol.exists() && guardrails.exists(); }
  bool operator==(const Part&) const = default;
};

}  // namespace alongside::domain::site
