// Deadlines: an indexed heap of what is due next, one at most for each (subject, slot, cause).
//
// State like all else: made and cancelled by `evolve`, read by `next_due`. Each setting of a deadline is a new occurrence, so a
// restart can neither lose nor double one. A 4-ary heap; set, move and cancel cost O(log n); nothing is allocated below the room made.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "domain/ids.hpp"

namespace alongside::domain {

enum class Subject : std::uint8_t { person, seat, emergency };

struct DeadlineKey {
  std::uint16_t slot = 0;
  Subject subject = Subject::person;
  std::uint8_t cause = 0;  ///< person, seat: Cause; emergency: Clock

  constexpr DeadlineKey() = default;
  constexpr DeadlineKey(Subject of, std::uint16_t in_slot, std::uint8_t because) : slot(in_slot), subject(of), cause(because) {}
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
  /// Room for this many subjects of a kind; grows only.
  void make_room(Subject subject, std::size_t slots);

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
  static constexpr std::size_t causes_max = 8;
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
  std::array<std::vector<Place>, 3> places_;
};

}  // namespace alongside::domain
