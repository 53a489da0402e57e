// How many values an enumeration names, counted by the compiler: what lists a word for each value is held against this.
//
// For enumerations whose values are 0, 1, 2 and so on without a gap. Goal: a value without its word does not compile.
#pragma once

#include <cstddef>
#include <string_view>

namespace alongside::base {

/// Whether `value` has a name of its own: a compiler prints one that has none as a number in the type's brackets.
template <auto value>
constexpr bool is_named() {
  const std::string_view said = __PRETTY_FUNCTION__;
  const std::size_t at = said.rfind("value = ");
  return said[at + std::string_view("value = ").size()] != '(';
}

template <class E, std::size_t from = 0>
constexpr std::size_t count_enumerators() {
  if constexpr (is_named<static_cast<E>(from)>()) {
    return count_enumerators<E, from + 1>();
  } else {
    return from;
  }
}

template <class E>
constexpr std::size_t enumerators = count_enumerators<E>();

}  // namespace alongside::base
