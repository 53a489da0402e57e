// Evidence: what real centers showed, as a simulation reads it (document/evidence_document.hpp), beside the domain's words.
//
// Non-goals: fitting (that is calibration). Plain values.
#pragma once

#include <algorithm>

#include "document/evidence_document.hpp"
#include "domain/seat/words.hpp"
#include "domain/watch/words.hpp"
#include "domain/words.hpp"

namespace alongside::sim {

using SiteEvidence = document::EvidenceDocument;
using document::LeavingSeen;
using document::MinutesSeen;
using document::MixSeen;
using document::RouteSeen;
using document::SeatSeen;
using document::StaysByKindSeen;
using document::StaysSeen;
using document::UsesSeen;

/// The document's word for the domain's: both lists are the same.
constexpr RouteSeen seen_as(domain::Route route) {
  static_assert(std::ranges::equal(document::EvidenceWords<RouteSeen>::names, domain::Words<domain::Route>::names));
  return static_cast<RouteSeen>(route);
}
constexpr SeatSeen seen_as(domain::SeatKind seat) {
  static_assert(std::ranges::equal(document::EvidenceWords<SeatSeen>::names, domain::Words<domain::SeatKind>::names));
  return static_cast<SeatSeen>(seat);
}

}  // namespace alongside::sim
