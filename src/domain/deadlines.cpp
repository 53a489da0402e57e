#include "domain/deadlines.hpp"

#include <algorithm>

namespace alongside::domain {

bool Deadlines::sooner(const Deadline& a, const Deadline& b) {
  if (a.due != b.due) return a.due < b.due;
  // Ties in a fixed order, so that a replay answers them in the same one.
  const auto rank = [](const DeadlineKey& key) {
    return static_cast<std::uint32_t>(key.kind) << 24 | static_cast<std::uint32_t>(key.slot) << 8 | key.cause;
  };
  return rank(a.key) < rank(b.key);
}

Deadlines::Place& Deadlines::place(DeadlineKey key) { return places_[key.kind][key.slot * causes_max + key.cause]; }
const Deadlines::Place& Deadlines::place(DeadlineKey key) const {
  return places_[key.kind][key.slot * causes_max + key.cause];
}

void Deadlines::make_room(std::uint8_t kind, std::size_t slots) {
  auto& places = places_[kind];
  if (places.size() < slots * causes_max) places.resize(slots * causes_max);
  std::size_t all = 0;
  for (const auto& some : places_) all += some.size();
  heap_.reserve(all);
}

void Deadlines::put(std::size_t at, const Deadline& deadline) {
  heap_[at] = deadline;
  place(deadline.key).at = static_cast<std::uint32_t>(at);
}

void Deadlines::rise(std::size_t at) {
  const Deadline moving = heap_[at];
  while (at > 0) {
    const std::size_t parent = (at - 1) / 4;
    if (!sooner(moving, heap_[parent])) break;
    put(at, heap_[parent]);
    at = parent;
  }
  put(at, moving);
}

void Deadlines::sink(std::size_t at) {
  const Deadline moving = heap_[at];
  for (;;) {
    const std::size_t first = at * 4 + 1;
    if (first >= heap_.size()) break;
    std::size_t best = first;
    const std::size_t end = std::min(first + 4, heap_.size());
    for (std::size_t child = first + 1; child < end; ++child) {
      if (sooner(heap_[child], heap_[best])) best = child;
    }
    if (!sooner(heap_[best], moving)) break;
    put(at, heap_[best]);
    at = best;
  }
  put(at, moving);
}

/// After a change at `at`: up, or else down.
void Deadlines::settle(std::size_t at) {
  if (at > 0 && sooner(heap_[at], heap_[(at - 1) / 4])) {
    rise(at);
  } else {
    sink(at);
  }
}

void Deadlines::remove_at(std::size_t at) {
  const Deadline last = heap_.back();
  heap_.pop_back();
  if (at == heap_.size()) return;
  put(at, last);
  settle(at);
}

void Deadlines::set(DeadlineKey key, Instant due) {
  if (!due.is_set()) return cancel(key);
  Place& here = place(key);
  ++here.occurrence;
  const Deadline deadline{due, key, here.occurrence};
  if (here.at == not_in_heap) {
    heap_.push_back(deadline);
    here.at = static_cast<std::uint32_t>(heap_.size() - 1);
    rise(here.at);
    return;
  }
  heap_[here.at] = deadline;
  settle(here.at);
}

void Deadlines::replace(DeadlineKey cancelled, DeadlineKey key, Instant due) {
  Place& old = place(cancelled);
  Place& here = place(key);
  if (old.at == not_in_heap || here.at != not_in_heap || !due.is_set()) {
    cancel(cancelled);
    set(key, due);
    return;
  }
  ++here.occurrence;
  here.at = old.at;
  old.at = not_in_heap;
  heap_[here.at] = {due, key, here.occurrence};
  settle(here.at);
}

void Deadlines::cancel(DeadlineKey key) {
  Place& here = place(key);
  if (here.at == not_in_heap) return;
  const std::size_t at = here.at;
  here.at = not_in_heap;
  remove_at(at);
}

Instant Deadlines::due(DeadlineKey key) const {
  const auto& places = places_[key.kind];
  const std::size_t i = key.slot * causes_max + key.cause;
  if (i >= places.size() || places[i].at == not_in_heap) return Instant::never();
  return heap_[places[i].at].due;
}

bool Deadlines::operator==(const Deadlines& other) const {
  if (heap_.size() != other.heap_.size()) return false;
  return std::all_of(heap_.begin(), heap_.end(), [&](const Deadline& d) {
    const auto& places = other.places_[d.key.kind];
    const std::size_t i = d.key.slot * causes_max + d.key.cause;
    return i < places.size() && places[i].at != not_in_heap && other.heap_[places[i].at] == d;
  });
}

}  // namespace alongside::domain
