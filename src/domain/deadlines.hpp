// Deadlines: an indexed heap of what is due next, one at most for each (kind of subject, slot, cause).
//
// State like all else: made and cancelled by `evolve`, read by `next_due`. Each setting of a deadline is a new occurrence, so a
// restart can neither lose nor double one. A 4-ary heap; set, move and cancel cost O(log n); nothing is allocated below the room made.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "domain/ids.hpp"

namespace alongside::domain {

/// What a deadline is about: of which subject (its `deadlines` number), and which one of those.
struct DeadlineSubject {
  std::uint8_t kind = 0;
  std::uint32_t number = 0;
  std::uint16_t slot = 0;

  constexpr bool operator==(const DeadlineSubject&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("kind", self.kind);
    field("number", self.number);
    field("slot", self.slot);
  }
  /// As an id of its subject's.
  template <class SlotId>
  constexpr SlotId as() const {
    return {.number = number, .slot = slot};
  }
};

struct DeadlineKey {
  std::uint16_t slot = 0;
  std::uint8_t kind = 0;   ///< the subject's `deadlines`
  std::uint8_t cause = 0;  ///< a word of that subject's own causes

  constexpr DeadlineKey() = default;
  template <class Cause>
  constexpr DeadlineKey(std::uint8_t of, std::uint16_t in_slot, Cause because)
      : slot(in_slot), kind(of), cause(static_cast<std::uint8_t>(because)) {}
  constexpr bool operator==(const DeadlineKey&) const = default;
};

struct Deadline {
  Instant due{};
  DeadlineKey key{};
  std::uint32_t occurrence = 0;

  constexpr bool operator==(const Deadline&) const = default;
};
static_assert(sizeof(Deadline) == 16, "four children of the heap in one cache line");

class Deadlines {
 public:
  static constexpr std::size_t causes_max = 8;  ///< of one kind of subject
  static constexpr std::size_t kinds_max = 16;

  /// Room for this many slots of a kind of subject; grows only.
  void make_room(std::uint8_t kind, std::size_t slots);

  /// Sets, or moves, one deadline; never() cancels it. Each call that sets is a new occurrence.
  void set(DeadlineKey key, Instant due);
  void cancel(DeadlineKey key);
  /// Cancels one and sets another in one move of the heap, as a look that is due becomes one that may be overdue.
  void replace(DeadlineKey cancelled, DeadlineKey key, Instant due);
  /// When this one is due, or never().
  Instant due(DeadlineKey key) const;
  bool empty() const { return heap_.empty(); }
  const Deadline& next() const { return heap_.front(); }
  std::size_t size() const { return heap_.size(); }
  /// Every deadline that stands, in no particular order.
  const std::vector<Deadline>& all() const { return heap_; }

  bool operator==(const Deadlines& other) const;

 private:
  static constexpr std::uint32_t not_in_heap = 0xFFFFFFFF;
  struct Place {
    std::uint32_t at = not_in_heap;
    std::uint32_t occurrence = 0;
  };

  static bool sooner(const Deadline& a, const Deadline& b);
  Place& place(DeadlineKey key);
  const Place& place(DeadlineKey key) const;
  void put(std::size_t at, const Deadline& deadline);
  void rise(std::size_t at);
  void sink(std::size_t at);
  void settle(std::size_t at);
  void remove_at(std::size_t at);

  std::vector<Deadline> heap_;
  std::array<std::vector<Place>, kinds_max> places_;
};

}  // namespace alongside::domain
