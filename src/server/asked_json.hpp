// Asked JSON: the numbers of a planner's request, read from its body and held against what a page may ask (chance/asker.hpp). Pure; any thread.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>
#include <variant>

#include "chance/asker.hpp"
#include "server/problem.hpp"

namespace alongside::server {

/// A whole number of the body from `least` to `most`, `otherwise` if it is not there. What is wrong with it: 400 with its field.
std::variant<std::int64_t, Problem> whole_field(const boost::json::object& body, std::string_view name,
                                                const chance::Allowed<std::int64_t>& allowed);

/// The same as another type, in which what a page may ask is never above what JSON's whole numbers hold.
template <class Number>
std::variant<Number, Problem> whole_field(const boost::json::object& body, std::string_view name,
                                          const chance::Allowed<Number>& allowed) {
  const auto whole =
      whole_field(body, name,
                  chance::Allowed<std::int64_t>{.otherwise = static_cast<std::int64_t>(allowed.otherwise),
                                                .least = static_cast<std::int64_t>(allowed.least),
                                                .most = static_cast<std::int64_t>(allowed.most)});
  if (const auto* problem = std::get_if<Problem>(&whole)) return *problem;
  return static_cast<Number>(std::get<std::int64_t>(whole));
}

}  // namespace alongside::server
