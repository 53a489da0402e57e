// How many members a plain struct has, counted by Boost.PFR: what lists the members of one is held against this.
//
// Goal: a member that its list forgets does not compile. Boost.PFR is seen here and nowhere else.
#pragma once

#include <boost/pfr/tuple_size.hpp>
#include <cstddef>

namespace alongside::base {

/// Of an aggregate without base classes.
template <class T>
constexpr std::size_t members = boost::pfr::tuple_size_v<T>;

}  // namespace alongside::base
