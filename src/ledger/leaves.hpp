// Leaves: the numbers that a command's or an event's fields are made of, in the order of their bytes.
//
// Goal: one way from a list of `fields` to bytes and back, for the ledger's rows and for whatever else keeps or compares a command.
// Little-endian, fixed width; a truth is one byte 0 or 1, an id its number, a time i64 ms; no floating point. Threads: values.
#pragma once

#include <fmt/format.h>
#include <array>
#include <cassert>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/bytes.hpp"
#include "domain/event.hpp"
#include "domain/fields.hpp"

namespace alongside::ledger {

template <class T>
constexpr bool is_array = false;
template <class T, std::size_t size>
constexpr bool is_array<std::array<T, size>> = true;

template <class T>
concept NumberedId = requires { typename T::number_type; };
/// A number and the slot that it stands in.
template <class T>
concept SlotId = requires(T id) { id.number, id.slot; } && !domain::HasFields<T>;
template <class T>
concept WordSet = requires { typename T::word_type; };

/// The bits of a set that stand for a word.
template <WordSet Set>
constexpr std::uint64_t known_bits() {
  constexpr std::size_t words = domain::words_in<typename Set::word_type>();
  static_assert(words <= 8 * sizeof(Set::bits));
  return words == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << words) - 1;
}

/// Gives `leaf` every number that a field is made of, in the order of the bytes. `Value` may be const. A type that is no field of
/// an event does not compile. `leaf(number)` for plain numbers, `leaf.word(enum)`, `leaf.truth(bool)`, `leaf.set(set)` for the rest.
template <class Value>
void each_leaf(Value& value, auto& leaf) {
  using T = std::remove_const_t<Value>;
  if constexpr (std::same_as<T, bool>) {
    leaf.truth(value);
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(domain::Listed<T>);
    leaf.word(value);
  } else if constexpr (std::integral<T>) {
    leaf.number(value);
  } else if constexpr (WordSet<T>) {
    leaf.set(value);
  } else if constexpr (std::same_as<T, base::Instant>) {
    leaf.number(value.milliseconds_utc);
  } else if constexpr (std::same_as<T, base::Duration> || std::same_as<T, domain::Offset>) {
    leaf.number(value.milliseconds);
  } else if constexpr (NumberedId<T>) {
    leaf.number(value.number);
  } else if constexpr (SlotId<T>) {
    leaf.number(value.number);
    leaf.number(value.slot);
  } else if constexpr (std::same_as<T, base::Uuid>) {
    each_leaf(value.bytes, leaf);
  } else if constexpr (is_array<T>) {
    for (auto& element : value) each_leaf(element, leaf);
  } else {
    T::fields(value, [&](std::string_view name, auto& field, auto&&...) {
      leaf.at(name);
      each_leaf(field, leaf);
    });
  }
}

class LeafWriter {
 public:
  explicit LeafWriter(base::Writer& out) : out_(out) {}

  void at(std::string_view) {}
  void number(std::integral auto number) { out_.number(number); }
  void truth(bool truth) { out_.number(static_cast<std::uint8_t>(truth)); }
  template <class Word>
  void word(Word word) {
    assert(static_cast<std::size_t>(word) < domain::words_in<Word>());  // else nobody could read it again
    out_.number(static_cast<std::underlying_type_t<Word>>(word));
  }
  template <WordSet Set>
  void set(const Set& set) {
    assert((set.bits & ~known_bits<Set>()) == 0);
    out_.number(set.bits);
  }

 private:
  base::Writer& out_;
};

/// Remembers the first field whose number means nothing; goes on reading, which is harmless.
class LeafReader {
 public:
  explicit LeafReader(base::Reader& in) : in_(in) {}

  void at(std::string_view name) { field_ = name; }
  template <std::integral Number>
  void number(Number& number) {
    number = in_.number<Number>();
  }
  void truth(bool& truth) {
    const auto found = in_.number<std::uint8_t>();
    expect(found <= 1, found);
    truth = found == 1;
  }
  template <class Word>
  void word(Word& word) {
    const auto found = in_.number<std::underlying_type_t<Word>>();
    expect(found < domain::words_in<Word>(), found);
    word = static_cast<Word>(found);
  }
  /// Programs before the one that checks a correction against its act wrote the correction's number as the emergency's place. Such a row
  /// opens and says no place; the acts stand beside it, and the next one says the place again.
  void word(domain::Place& place) {
    const auto found = in_.number<std::underlying_type_t<domain::Place>>();
    const bool is_listed = found < domain::words_in<domain::Place>();
    place = is_listed ? static_cast<domain::Place>(found) : domain::Place::not_said;
  }
  template <WordSet Set>
  void set(Set& set) {
    set.bits = in_.number<decltype(set.bits)>();
    expect((set.bits & ~known_bits<Set>()) == 0, set.bits);
  }

  /// Empty if every number meant something.
  const std::string& fault() const { return fault_; }

 private:
  void expect(bool known, std::uint64_t found) {
    if (!known && fault_.empty()) fault_ = fmt::format("{} holds {}, which stands for nothing", field_, found);
  }

  base::Reader& in_;
  std::string_view field_;
  std::string fault_;
};

}  // namespace alongside::ledger
