#include "document/indented_json.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace alongside::document {

namespace json = boost::json;

namespace {

bool is_small(const json::value& value) {
  const auto scalar = [](const json::value& v) { return !v.is_object() && !v.is_array(); };
  if (value.is_object()) {
    return value.get_object().size() <= 6 && std::all_of(value.get_object().begin(), value.get_object().end(),
                                                         [&](const auto& member) { return scalar(member.value()); });
  }
  if (value.is_array()) return std::all_of(value.get_array().begin(), value.get_array().end(), scalar);
  return true;
}

void write(const json::value& value, std::size_t depth, std::string& out) {
  const auto new_line = [&](std::size_t to) { out.append("\n").append(2 * to, ' '); };
  if (is_small(value)) {
    out += json::serialize(value);
  } else if (value.is_object()) {
    const char* separator = "{";
    for (const auto& [name, member] : value.get_object()) {
      out += separator;
      new_line(depth + 1);
      out += json::serialize(json::value(name)) + ": ";
      write(member, depth + 1, out);
      separator = ",";
    }
    new_line(depth);
    out += '}';
  } else {
    const char* separator = "[";
    for (const json::value& element : value.get_array()) {
      out += separator;
      new_line(depth + 1);
      write(element, depth + 1, out);
      separator = ",";
    }
    new_line(depth);
    out += ']';
  }
}

}  // namespace

std::string indented(const json::value& value) {
  std::string out;
  write(value, 0, out);
  return out + '\n';
}

}  // namespace alongside::document
