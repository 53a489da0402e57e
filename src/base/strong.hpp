// Strong types: a seat is not a staff member, even though both are small numbers.
//
// Goal: a number in an interface always says what it counts. Non-goal: arithmetic on ids.
// All are trivially copyable values; free to share between threads.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace alongside::base {

/// A number that stands for one thing of kind `Tag`. `none()` is the one value that names nothing.
template <class Tag, class Number = std::uint32_t>
struct Id {
  using number_type = Number;

  Number number = static_cast<Number>(-1);

  static constexpr Id none() { return Id{}; }
  constexpr bool exists() const { return number != static_cast<Number>(-1); }
  constexpr auto operator<=>(const Id&) const = default;
};

}  // namespace alongside::base

template <class Tag, class Number>
struct std::hash<alongside::base::Id<Tag, Number>> {
  std::size_t operator()(const alongside::base::Id<Tag, Number>& id) const noexcept {
    return std::hash<Number>{}(id.number);
  }
};
