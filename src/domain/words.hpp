// The field's words as closed lists, each with the name it has in the API, in documents and in reports.
//
// Numbers are written to the ledger and are never used again for another meaning: add at the end, never reorder.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/enumerators.hpp"

namespace alongside::domain {

/// Specialised beside each list: `Words<E>::names[i]` is the name of the value with number i.
template <class E>
struct Words;

template <class E>
concept Listed = requires { Words<E>::names; };

/// How many words the list has: one for each value, or it does not compile.
template <Listed E>
constexpr std::size_t words_in() {
  static_assert(Words<E>::names.size() == base::enumerators<E>, "the list of words has not one for each value");
  return Words<E>::names.size();
}

template <class E>
constexpr std::string_view name_of(E value) {
  const auto index = static_cast<std::size_t>(value);
  return index < words_in<E>() ? Words<E>::names[index] : std::string_view("?");
}
template <class E>
constexpr std::optional<E> named(std::string_view name) {
  for (std::size_t i = 0; i < words_in<E>(); ++i) {
    if (Words<E>::names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}
/// "Declined", "not asked" and "unknown" are three things.
enum class Answer : std::uint8_t { not_asked, no, yes, declined, unknown };
template <>
struct Words<Answer> {
  static constexpr std::array<std::string_view, 5> names{"not_asked", "no", "yes", "declined", "unknown"};
};

enum class Role : std::uint8_t { none, peer, nurse, responder, manager, medical_director, evaluator, system };
template <>
struct Words<Role> {
  static constexpr std::array<std::string_view, 8> names{
      "none", "peer", "nurse", "responder", "manager", "medical_director", "evaluator", "system"};
};

/// A set of words of one list. Trivially copyable.
template <class E, class Bits = std::uint32_t>
struct SetOf {
  using word_type = E;
  Bits bits = 0;

  constexpr bool has(E value) const { return (bits >> static_cast<unsigned>(value) & 1U) != 0; }
  constexpr SetOf with(E value) const { return {static_cast<Bits>(bits | 1U << static_cast<unsigned>(value))}; }
  constexpr SetOf without(E value) const { return {static_cast<Bits>(bits & ~(1U << static_cast<unsigned>(value)))}; }
  constexpr bool empty() const { return bits == 0; }
  constexpr int count() const { return std::popcount(bits); }
  constexpr auto operator<=>(const SetOf&) const = default;
};

}  // namespace alongside::domain
