// Merge: two counts of the same kind as one, member by member, over days and over sites.
//
// Goal: nobody writes what is added: every member of a struct of counts is taken, so that none is forgotten and silently 0. Rules: numbers add;
// lists and tables add place by place, the shorter one has nothing there; maps add key by key; a struct adds each of its members; a type
// with a `merge` of its own says it itself. Merging is commutative and associative where that holds for the parts (it does for all of ours).
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace alongside::evidence {

template <class Number>
  requires std::is_arithmetic_v<Number>
void merge(Number& to, Number from) {
  to = static_cast<Number>(to + from);
}

template <class Counts>
concept MergesItself = requires(Counts& to, const Counts& from) { to.merge(from); };
template <MergesItself Counts>
void merge(Counts& to, const Counts& from) {
  to.merge(from);
}

template <class Part, std::size_t size>
void merge(std::array<Part, size>& to, const std::array<Part, size>& from);
template <class Part>
void merge(std::vector<Part>& to, const std::vector<Part>& from);
template <class Key, class Part>
void merge(std::map<Key, Part>& to, const std::map<Key, Part>& from);

namespace members {

/// Stands for any member of a struct.
struct Any {
  template <class Member>
  operator Member() const;
};

/// How many members a plain struct has.
template <class Struct, class... Some>
consteval std::size_t count() {
  if constexpr (requires { Struct{Some{}..., Any{}}; }) {
    return count<Struct, Some..., Any>();
  } else {
    return sizeof...(Some);
  }
}

/// References to all of them. (boost/pfr.hpp does the same, but g++ 12 breaks down over members with defaults.)
template <class Struct>
constexpr auto of(Struct& counts) {
  constexpr std::size_t many = count<std::remove_const_t<Struct>>();
  static_assert(many >= 1 && many <= 16, "a struct of more members: add a line here");
  if constexpr (many == 1) {
    auto& [a] = counts;
    return std::tie(a);
  } else if constexpr (many == 2) {
    auto& [a, b] = counts;
    return std::tie(a, b);
  } else if constexpr (many == 3) {
    auto& [a, b, c] = counts;
    return std::tie(a, b, c);
  } else if constexpr (many == 4) {
    auto& [a, b, c, d] = counts;
    return std::tie(a, b, c, d);
  } else if constexpr (many == 5) {
    auto& [a, b, c, d, e] = counts;
    return std::tie(a, b, c, d, e);
  } else if constexpr (many == 6) {
    auto& [a, b, c, d, e, f] = counts;
    return std::tie(a, b, c, d, e, f);
  } else if constexpr (many == 7) {
    auto& [a, b, c, d, e, f, g] = counts;
    return std::tie(a, b, c, d, e, f, g);
  } else if constexpr (many == 8) {
    auto& [a, b, c, d, e, f, g, h] = counts;
    return std::tie(a, b, c, d, e, f, g, h);
  } else if constexpr (many == 9) {
    auto& [a, b, c, d, e, f, g, h, i] = counts;
    return std::tie(a, b, c, d, e, f, g, h, i);
  } else if constexpr (many == 10) {
    auto& [a, b, c, d, e, f, g, h, i, j] = counts;
    return std::tie(a, b, c, d, e, f, g, h, i, j);
  } else if constexpr (many == 11) {
    auto& [a, b, c, d, e, f, g, h, i, j, k] = counts;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k);
  } else if constexpr (many == 12) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l] = counts;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
  } else if constexpr (many == 13) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = counts;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m);
  } else if constexpr (many == 14) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n] = counts;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n);
  } else if constexpr (many == 15) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] = counts;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
  } else if constexpr (many == 16) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = counts;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
  }
}

}  // namespace members

/// A plain struct of counts.
template <class Counts>
  requires(std::is_aggregate_v<Counts> && !MergesItself<Counts>)
void merge(Counts& to, const Counts& from) {
  const auto each = [&]<std::size_t... place>(std::index_sequence<place...>, auto into, auto of) {
    (merge(std::get<place>(into), std::get<place>(of)), ...);
  };
  const auto into = members::of(to);
  each(std::make_index_sequence<std::tuple_size_v<std::decay_t<decltype(into)>>>{}, into, members::of(from));
}

template <class Part, std::size_t size>
void merge(std::array<Part, size>& to, const std::array<Part, size>& from) {
  for (std::size_t i = 0; i < size; ++i) merge(to[i], from[i]);
}

template <class Part>
void merge(std::vector<Part>& to, const std::vector<Part>& from) {
  to.resize(std::max(to.size(), from.size()));
  for (std::size_t i = 0; i < from.size(); ++i) merge(to[i], from[i]);
}

template <class Key, class Part>
void merge(std::map<Key, Part>& to, const std::map<Key, Part>& from) {
  for (const auto& [key, part] : from) merge(to[key], part);
}

}  // namespace alongside::evidence
