// Events, as `decide` gives them: what follows from one command.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <tuple>
#include <utility>

#include "domain/command.hpp"
#include "domain/event.hpp"

namespace alongside::domain {

template <class Subject>
constexpr auto scratch_of_one() {
  if constexpr (requires { typename Subject::Scratch; }) {
    return std::tuple<typename Subject::Scratch>{};
  } else {
    return std::tuple<>{};
  }
}
template <class... Subject>
auto scratch_of_all(List<Subject...>) {
  return std::tuple_cat(scratch_of_one<Subject>()...);
}
template <class L>
using ScratchOf = decltype(scratch_of_all(L{}));

/// What `decide` fills: a fixed small array, and what subjects work with meanwhile, which grows and stays. Keep one and use it again.
class Events {
 public:
  static constexpr std::size_t capacity = 32;

  void clear() { count_ = 0; }
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  std::size_t room() const { return capacity - count_; }
  const Event* begin() const { return events_.data(); }
  const Event* end() const { return events_.data() + count_; }
  const Event& operator[](std::size_t i) const {
    assert(i < count_);
    return events_[i];
  }

  /// Gives the event's body where it stands, so that it may be filled in there.
  template <class Body>
  Body& add(const Command& command, const Body& body) {
    assert(count_ < capacity);
    Event& event = events_[count_++];
    event.at = command.at;
    event.by = command.by;
    event.device = command.device;
    event.marks = command.marks;
    return event.body.template emplace<Body>(body);
  }

  /// What a subject works with.
  template <class Subject>
  typename Subject::Scratch& scratch_of() {
    return std::get<typename Subject::Scratch>(scratch_);
  }

 private:
  std::array<Event, capacity> events_;
  std::size_t count_ = 0;
  ScratchOf<Subjects> scratch_;
};

}  // namespace alongside::domain
