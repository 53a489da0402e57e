// Events: what happened at a center. The only truth that is kept; everything else is a fold over them.
//
// Trivially copyable, at most 128 bytes, no string and no pointer: text lives in a side table that the center fills. Each event
// carries every threshold that mattered, so that `evolve` holds no policy and an old record replays the same for ever.
// `fields` lists what is written, in order; a field is never removed or reordered, a changed event gets a new number.
#pragma once

#include <type_traits>
#include <variant>

#include "domain/ids.hpp"
#include "domain/marks.hpp"
#include "domain/subjects.hpp"

namespace alongside::domain {

using EventKinds = Of<Subjects>::Events;
using EventBody = AsOne<std::variant, EventKinds>;

struct Event {
  Instant at = Instant::unknown();  ///< when it happened
  StaffRef by{};                    ///< none: the program itself, or a registered device with nobody signed in
  DeviceRef device{};
  Marks marks{};
  EventBody body;

  static constexpr void header_fields(auto& self, auto&& field) {
    field("at", self.at);
    field("by", self.by);
    field("device", self.device);
    field("marks", self.marks);
  }
};

static_assert(std::is_trivially_copyable_v<Event>);
static_assert(sizeof(Event) <= 128);

/// What is true of this event, whichever it is.
constexpr const EventTraits& traits_of(const EventBody& body) {
  return std::visit([]<class Body>(const Body&) -> const EventTraits& { return Body::is; }, body);
}

/// The visit that it begins, or none.
constexpr VisitId visit_begun_by(const EventBody& body) {
  return std::visit(
      []<class Body>(const Body& one) {
        if constexpr (Body::is.begins_visit) {
          return one.visit;
        } else {
          return VisitId::none();
        }
      },
      body);
}

}  // namespace alongside::domain
