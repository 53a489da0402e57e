// JSON as people read it: Boost.JSON writes one line only.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace alongside::document {

/// Two spaces a level, members in the order in which they were put, small lists and objects on one line; a line end at the end. The same
/// value gives the same bytes.
std::string indented(const boost::json::value& value);

}  // namespace alongside::document
