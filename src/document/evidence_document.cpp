#include "document/evidence_document.hpp"

namespace alongside::document {

std::uint64_t EmergenciesSeen::of(EmergencyKindSeen kind, HighestSeen highest) const {
  return counts[static_cast<std::size_t>(kind)][static_cast<std::size_t>(highest)];
}

std::uint64_t EmergenciesSeen::of(EmergencyKindSeen kind) const {
  std::uint64_t all = 0;
  for (const std::uint64_t count : counts[static_cast<std::size_t>(kind)]) all += count;
  return all;
}

std::uint64_t EmergenciesSeen::all() const {
  std::uint64_t all = 0;
  for (std::size_t kind = 0; kind < counts.size(); ++kind) all += of(static_cast<EmergencyKindSeen>(kind));
  return all;
}

std::uint64_t EvidenceDocument::all_uses() const {
  std::uint64_t all = 0;
  for (const UsesSeen& seen : uses) all += seen.uses;
  return all;
}

}  // namespace alongside::document
