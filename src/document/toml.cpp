#include "document/toml.hpp"

#define TOML_EXCEPTIONS 0
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "document/file.hpp"
#include "document/words.hpp"

namespace alongside::document {

namespace {

using Parts = std::vector<std::string>;

bool plain(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

Parts split(std::string_view path) {
  Parts parts;
  std::size_t at = 0;
  while (at < path.size()) {
    std::string part;
    if (path[at] == '"') {
      for (++at; at < path.size() && path[at] != '"'; ++at) {
        if (path[at] == '\\' && at + 1 < path.size()) ++at;
        part += path[at];
      }
      at = std::min(at + 1, path.size());
    } else {
      for (; at < path.size() && path[at] != '.'; ++at) part += path[at];
    }
    parts.push_back(std::move(part));
    ++at;  // the dot
  }
  return parts;
}

std::string join(std::string_view path, std::string_view name) {
  return path.empty() ? path_part(name) : std::string(path) + '.' + path_part(name);
}

const toml::node* child(const toml::node& parent, const std::string& part) {
  if (const toml::table* table = parent.as_table()) return table->get(part);
  if (const toml::array* array = parent.as_array()) {
    const bool number = !part.empty() && part.size() < 9 && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    return number ? array->get(std::stoul(part)) : nullptr;
  }
  return nullptr;
}

std::string what_it_is(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "the text " + shown(node.as_string()->get());
    case toml::node_type::integer: return fmt::format("{}", node.as_integer()->get());
    case toml::node_type::floating_point: return fmt::format("{}, which is no whole number", node.as_floating_point()->get());
    case toml::node_type::boolean: return node.as_boolean()->get() ? "true" : "false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time: return "a date or time without quotes";
    case toml::node_type::none: break;
  }
  return "nothing";
}

bool is_leaf(const toml::node& node) {
  if (node.is_table()) return false;
  if (const toml::array* array = node.as_array()) {
    return array->empty() || !std::any_of(array->begin(), array->end(), [](const toml::node& element) { return element.is_table(); });
  }
  return true;
}

/// Inline and implicit tables may carry no place of their own: then the place of the first thing in them.
toml::source_position place_of(const toml::node& node) {
  const toml::source_position own = node.source().begin;
  if (own.line != 0) return own;
  toml::source_position first{};
  const auto earlier = [&](const toml::node& below) {
    const toml::source_position place = place_of(below);
    if (place.line != 0 && (first.line == 0 || place < first)) first = place;
  };
  if (const toml::table* table = node.as_table()) {
    for (const auto& [key, value] : *table) earlier(value);
  } else if (const toml::array* array = node.as_array()) {
    for (const toml::node& element : *array) earlier(element);
  }
  return first;
}

}  // namespace

std::string path_part(std::string_view name) {
  if (plain(name)) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

struct Toml::Parsed {
  std::string name;
  std::string source;
  toml::table root;
  std::set<std::string, std::less<>> read;
  std::set<std::string, std::less<>> asked_for_in_vain;

  /// The node, and where the path breaks off if there is none. `parent` is the last table or list on the way.
  struct Found {
    const toml::node* node = nullptr;
    const toml::node* parent = nullptr;
    std::string path;  ///< as `path_part` writes it, whatever the caller's quoting
    std::string missing_part;
  };

  Found find(std::string_view path) const {
    Found found{&root, nullptr, {}, {}};
    for (const std::string& part : split(path)) {
      found.path = join(found.path, part);
      if (found.node == nullptr) continue;
      found.parent = found.node;
      found.node = child(*found.parent, part);
      if (found.node == nullptr) found.missing_part = part;
    }
    return found;
  }

  base::Error error(toml::source_position place, std::string_view path, std::string_view what) const {
    std::string field(path);
    std::replace_if(field.begin(), field.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
    return base::input_error(fmt::format("{}:{}:{}: {}{}{}", name, std::max<std::uint32_t>(place.line, 1),
                                         std::max<std::uint32_t>(place.column, 1), field, field.empty() ? "" : ": ", what));
  }

  base::Error wrong(const toml::node& node, std::string_view path, std::string_view expected) const {
    return error(place_of(node), path, fmt::format("expected {}, found {}", expected, what_it_is(node)));
  }

  /// The node at a path, remembered as read; or what is missing there.
  base::Result<const toml::node*> take(std::string_view path, std::string_view expected) {
    Found found = find(path);
    if (found.node != nullptr) {
      read.insert(std::move(found.path));
      return found.node;
    }
    std::vector<std::string> there;
    if (const toml::table* table = found.parent->as_table()) {
      for (const auto& [key, value] : *table) there.emplace_back(key.str());
    }
    base::Error missing = error(place_of(*found.parent), path,
                                fmt::format("expected {}, found nothing{}", expected, did_you_mean(found.missing_part, there)));
    asked_for_in_vain.insert(std::move(found.path));
    return missing;
  }

  bool any_element_read(const toml::array& array, const std::string& path) const {
    for (std::size_t i = 0; i < array.size(); ++i) {
      if (read.contains(join(path, std::to_string(i)))) return true;
    }
    return false;
  }

  void unread_below(const toml::node& node, const std::string& path, std::vector<std::pair<toml::source_position, base::Error>>& out) const {
    if (read.contains(path)) return;
    const bool list_read_by_element = node.is_array() && any_element_read(*node.as_array(), path);
    if (is_leaf(node) && !list_read_by_element) {
      out.emplace_back(place_of(node), unread(node, path));
      return;
    }
    if (const toml::table* table = node.as_table()) {
      if (table->empty() && !path.empty()) out.emplace_back(place_of(node), unread(node, path));
      for (const auto& [key, value] : *table) unread_below(value, join(path, key.str()), out);
    } else if (const toml::array* array = node.as_array()) {
      for (std::size_t i = 0; i < array->size(); ++i) unread_below((*array)[i], join(path, std::to_string(i)), out);
    }
  }

  base::Error unread(const toml::node& node, const std::string& path) const {
    // What was asked for in the same table and was not there is probably what was meant.
    const Parts parts = split(path);
    std::vector<std::string> wanted;
    for (const std::string& asked : asked_for_in_vain) {
      Parts other = split(asked);
      if (other.size() == parts.size() && std::equal(parts.begin(), parts.end() - 1, other.begin())) wanted.push_back(other.back());
    }
    return error(place_of(node), path, "expected only settings that are known here, found this one" + did_you_mean(parts.back(), wanted));
  }
};

Toml::Toml(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Toml::Toml(Toml&&) noexcept = default;
Toml& Toml::operator=(Toml&&) noexcept = default;
Toml::~Toml() = default;

base::Result<Toml> Toml::read(const std::filesystem::path& path) {
  auto text = read_file(path, file_bytes_max);
  if (!text) return text.error();
  return parse(path.string(), std::move(text).value());
}

base::Result<Toml> Toml::parse(std::string name, std::string text) {
  if (text.size() > file_bytes_max) {
    return base::input_error(fmt::format("{}: expected at most {} MB, found more", name, file_bytes_max >> 20));
  }
  toml::parse_result result = toml::parse(std::string_view(text), std::string_view(name));
  if (!result) {
    const toml::source_position place = result.error().source().begin;
    return base::input_error(fmt::format("{}:{}:{}: expected TOML, found an error: {}", name, place.line, place.column, result.error().description()));
  }
  auto parsed = std::make_unique<Parsed>();
  parsed->root = std::move(result).table();
  parsed->name = std::move(name);
  parsed->source = std::move(text);
  return Toml(std::move(parsed));
}

base::Result<std::int64_t> Toml::integer(std::string_view path, std::int64_t low, std::int64_t high) const {
  const std::string expected = fmt::format("a whole number from {} to {}", low, high);
  const auto node = parsed_->take(path, expected);
  if (!node) return node.error();
  const auto* number = (*node)->as_integer();
  if (number == nullptr || number->get() < low || number->get() > high) return parsed_->wrong(**node, path, expected);
  return number->get();
}

base::Result<std::string> Toml::text(std::string_view path) const {
  constexpr std::string_view expected = "a text in quotes";
  const auto node = parsed_->take(path, expected);
  if (!node) return node.error();
  const auto* string = (*node)->as_string();
  if (string == nullptr) return parsed_->wrong(**node, path, expected);
  return string->get();
}

base::Result<bool> Toml::flag(std::string_view path) const {
  constexpr std::string_view expected = "true or false";
  const auto node = parsed_->take(path, expected);
  if (!node) return node.error();
  const auto* boolean = (*node)->as_boolean();
  if (boolean == nullptr) return parsed_->wrong(**node, path, expected);
  return boolean->get();
}

base::Result<std::vector<std::string>> Toml::texts(std::string_view path) const {
  constexpr std::string_view expected = "a list of texts in quotes";
  const auto node = parsed_->take(path, expected);
  if (!node) return node.error();
  const toml::array* array = (*node)->as_array();
  if (array == nullptr) return parsed_->wrong(**node, path, expected);
  std::vector<std::string> out;
  for (const toml::node& element : *array) {
    const auto* string = element.as_string();
    if (string == nullptr) return parsed_->wrong(element, path, expected);
    out.push_back(string->get());
  }
  return out;
}

bool Toml::has(std::string_view path) const {
  Parsed::Found found = parsed_->find(path);
  if (found.node == nullptr) parsed_->asked_for_in_vain.insert(std::move(found.path));
  return found.node != nullptr;
}

std::vector<std::string> Toml::names(std::string_view path) const {
  Parsed::Found found = parsed_->find(path);
  const toml::node* node = found.node;
  if (node == nullptr) {
    parsed_->asked_for_in_vain.insert(std::move(found.path));
    return {};
  }
  std::vector<std::string> out;
  if (const toml::array* array = node->as_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) out.push_back(std::to_string(i));
    return out;
  }
  const toml::table* table = node->as_table();
  if (table == nullptr) return {};
  if (table->empty()) parsed_->read.insert(std::move(found.path));
  // toml++ keeps a table sorted by name; the places say in which order they were written.
  std::vector<std::pair<toml::source_position, std::string>> placed;
  for (const auto& [key, value] : *table) placed.emplace_back(key.source().begin.line != 0 ? key.source().begin : place_of(value), key.str());
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [place, key] : placed) out.push_back(std::move(key));
  return out;
}

base::Error Toml::error_at(std::string_view path, std::string_view what) const {
  const Parsed::Found found = parsed_->find(path);
  return parsed_->error(place_of(found.node != nullptr ? *found.node : *found.parent), path, what);
}

std::vector<base::Error> Toml::unread_fields() const {
  std::vector<std::pair<toml::source_position, base::Error>> placed;
  parsed_->unread_below(parsed_->root, {}, placed);
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<base::Error> out;
  for (auto& [place, error] : placed) out.push_back(std::move(error));
  return out;
}

base::Result<> Toml::all_read() const {
  const std::vector<base::Error> unread = unread_fields();
  if (unread.empty()) return base::Done{};
  std::string message;
  for (const base::Error& error : unread) message += (message.empty() ? "" : "\n") + error.message;
  return base::input_error(std::move(message));
}

const std::string& Toml::source() const { return parsed_->source; }
const std::string& Toml::name() const { return parsed_->name; }

}  // namespace alongside::document
