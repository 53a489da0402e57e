// Fields: how a struct lists its members, once, for whatever reads or writes them: rows, JSON, the contract, the journal.
//
//   static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("seat", self.seat, may_be_left_out); }
//
// A list is called with a name, the member and, where there is something to say, how it is sent. Rows do not ask that.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include "base/members.hpp"

namespace alongside::domain {

struct HowSent {
  /// Of a command: missing or null leaves the member as it is; of an answer: not there where nothing is set.
  bool may_be_left_out = false;
  bool none_if_over = false;   ///< a visit that is over is taken for none
  bool is_a_flag = false;      ///< a number that is sent as true or false
  bool none_is_empty = false;  ///< of an answer: none is sent as an empty text
  bool always = false;         ///< of an answer: it is never null
  std::string_view never{};    ///< of an answer: a word of the list that it is never
  std::string_view says{};     ///< for the contract, what its name does not
};
inline constexpr HowSent may_be_left_out{.may_be_left_out = true};
inline constexpr HowSent always{.always = true};

template <class T>
concept HasFields = requires(T& value) { T::fields(value, [](std::string_view, auto&, auto&&...) {}); };

template <HasFields T>
constexpr std::size_t count_fields() {
  T value{};
  std::size_t count = 0;
  T::fields(value, [&](std::string_view, auto&, auto&&...) { ++count; });
  return count;
}

/// Whether `fields` lists every member but `left_out` of them, and those that have members of their own likewise.
template <HasFields T>
constexpr bool lists_every_member(std::size_t left_out = 0) {
  bool all = count_fields<T>() + left_out == base::members<T>;
  T value{};
  T::fields(value, [&]<class Member>(std::string_view, Member&, auto&&...) {
    if constexpr (HasFields<Member>) all = all && lists_every_member<Member>();
  });
  return all;
}

}  // namespace alongside::domain
