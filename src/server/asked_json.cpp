#include "server/asked_json.hpp"

#include <fmt/format.h>

#include <boost/json/value.hpp>

namespace alongside::server {

std::variant<std::int64_t, Problem> whole_field(const boost::json::object& body, std::string_view name,
                                                const chance::Allowed<std::int64_t>& allowed) {
  const boost::json::value* value = body.if_contains(name);
  if (!value) return allowed.otherwise;
  if (!value->is_int64() || value->get_int64() < allowed.least || value->get_int64() > allowed.most) {
    return problems::bad_input(std::string(name),
                               fmt::format("expected a whole number from {} to {}", allowed.least, allowed.most));
  }
  return value->get_int64();
}

}  // namespace alongside::server
