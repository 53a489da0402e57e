// The words of a study's document as closed lists, each with the name it has in documents, in JSON and on the page.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace alongside::study {

/// Specialised below for each list: `Words<E>::names[i]` is the name of the value with number i.
template <class E>
struct Words;

template <class E>
constexpr std::string_view name_of(E value) {
  return Words<E>::names[static_cast<std::size_t>(value)];
}

template <class E>
constexpr std::optional<E> named(std::string_view name) {
  const auto& names = Words<E>::names;
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<E>(found - names.begin());
}

/// Where a figure comes from. `fitted`: solved from a published result, which it therefore cannot confirm.
enum class Basis : std::uint8_t { source, derived, assumed, fitted };
template <>
struct Words<Basis> {
  static constexpr std::array<std::string_view, 4> names{"source", "derived", "assumed", "fitted"};
};

/// What may be claimed of a result: its inputs are independent of it; one was solved from it; the publication's figure carried over; inputs are missing.
enum class ResultClass : std::uint8_t { reproduced, fitted, constant, partial };
template <>
struct Words<ResultClass> {
  static constexpr std::array<std::string_view, 4> names{"reproduced", "fitted", "constant", "partial"};
};

/// Who saves or pays. `value_of_life` is no cash.
enum class Payer : std::uint8_t {
  state,
  county,
  city,
  medicaid,
  health_system,
  hospital,
  federal,
  participant,
  value_of_life,
  society,
  not_stated
};
template <>
struct Words<Payer> {
  static constexpr std::array<std::string_view, 11> names{"state",         "county",   "city",      "Medicaid",
                                                          "health system", "hospital", "federal",   "participant",
                                                          "value of life", "society",  "not stated"};
};

enum class Perspective : std::uint8_t { government, health_system, society };
template <>
struct Words<Perspective> {
  static constexpr std::array<std::string_view, 3> names{"government", "health system", "society"};
};

enum class OutcomeKind : std::uint8_t { benefit, harm };
template <>
struct Words<OutcomeKind> {
  static constexpr std::array<std::string_view, 2> names{"benefit", "harm"};
};

/// When an outcome's money is saved or spent: within the study's horizon, over the lives of those concerned, or the document does not say.
enum class When : std::uint8_t { not_stated, this_year, lifetime };
template <>
struct Words<When> {
  static constexpr std::array<std::string_view, 3> names{"not stated", "this year", "lifetime"};
};

/// Between two points of a table: a straight line, or the value of the point at or before.
enum class Between : std::uint8_t { linear, step };
template <>
struct Words<Between> {
  static constexpr std::array<std::string_view, 2> names{"linear", "step"};
};

/// Beyond the points of a table: the end's own value; an error; 0 after the last point (before the first, the first's).
enum class Outside : std::uint8_t { hold, error, zero };
template <>
struct Words<Outside> {
  static constexpr std::array<std::string_view, 3> names{"hold", "error", "zero"};
};

}  // namespace alongside::study
