#include "sim/facility/simulated_floor.hpp"

#include <cstring>

namespace alongside::sim {

using namespace domain;

SimulatedFloor::SimulatedFloor(const Documents& documents, const std::array<int, 4>& seats, base::Instant at,
                               Watcher* watcher)
    : watcher_(watcher) {
  state_.documents = &documents;
  run(FoundSite{.site = {}, .kind = SiteKind::demonstration}, at);
  run(AdoptProtocol{{.document = DocumentRef{0}, .digest = {}, .signer = StaffRef{1}, .signed_at = at}}, at);
  run(AdoptGuardrails{{.document = DocumentRef{0}, .digest = {}}}, at);
  for (std::size_t kind = 0; kind < seats.size(); ++kind) {
    for (int label = 1; label <= seats[kind]; ++label) {
      run(AddSeat{.kind = static_cast<SeatKind>(kind), .label = static_cast<std::uint16_t>(label), .capacity = 1}, at);
    }
  }
}

Uuid SimulatedFloor::next_id() {
  Uuid id;
  ++ids_;
  std::memcpy(id.bytes.data(), &ids_, sizeof ids_);
  return id;
}

}  // namespace alongside::sim
