#include "server/json/json_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <limits>
#include <map>
#include <type_traits>
#include <utility>

#include "base/plain_text.hpp"

namespace alongside::server {

namespace json = boost::json;

namespace {

constexpr std::int64_t age_ms_max = base::hours(24 * 30).milliseconds;  // a page that lived longer was not on a floor
constexpr std::int64_t wall_ms_max = 8'640'000'000'000'000;             // what a page's own dates can hold
constexpr std::size_t code_bytes_max = 40;

std::string found(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return "null";
    case json::kind::bool_: return value.get_bool() ? "true" : "false";
    case json::kind::int64: return fmt::format("{}", value.get_int64());
    case json::kind::uint64: return fmt::format("{}", value.get_uint64());
    case json::kind::double_: return "a number with a fraction";
    case json::kind::string: return "a text";  // not repeated: it could be a code
    case json::kind::array: return "a list";
    case json::kind::object: return "an object";
  }
  return "something else";
}

template <class E>
std::string words_of() {
  return fmt::format("one of {}", fmt::join(domain::Words<E>::names, ", "));
}

/// Reads the named fields of one object; the first thing that is wrong stands.
class CommandFieldReader {
 public:
  CommandFieldReader(const json::object& object, std::string path, const CommandReading& reading)
      : object_(object), path_(std::move(path)), reading_(reading) {}

  void operator()(std::string_view name, auto& member, domain::HowSent how = {}) {
    known_.push_back(name);
    if (problem_) return;
    const json::value* value = object_.if_contains(name);
    if (!value || (how.may_be_left_out && value->is_null())) {
      if (!how.may_be_left_out) problem_ = problems::bad_input(path_of(name), "expected this field; it is missing");
      return;
    }
    read(name, *value, member, how);
  }

  /// Beside the command's own fields these are known.
  void also_known(std::initializer_list<std::string_view> names) { known_.insert(known_.end(), names); }
  void refuse_unknown() {
    for (const auto& [name, value] : object_) {
      if (problem_ || std::find(known_.begin(), known_.end(), std::string_view(name)) != known_.end()) continue;
      problem_ = problems::bad_input(path_of(name),
                                     fmt::format("expected one of {}; this field is unknown", fmt::join(known_, ", ")));
    }
  }

  std::optional<Problem>& problem() { return problem_; }

 private:
  std::string path_of(std::string_view name) const {
    return path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
  }

  void expected(std::string_view name, std::string_view what, const json::value& value) {
    problem_ = problems::bad_input(path_of(name), fmt::format("expected {}; found {}", what, found(value)));
  }

  std::optional<std::int64_t> whole_number(std::string_view name, const json::value& value, std::int64_t low,
                                           std::int64_t high) {
    std::int64_t number = 0;
    const bool is_number = value.is_int64() ||
                           (value.is_uint64() &&
                            value.get_uint64() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
    if (is_number) number = value.to_number<std::int64_t>();
    if (is_number && number >= low && number <= high) return number;
    expected(name, fmt::format("a whole number from {} to {}", low, high), value);
    return std::nullopt;
  }

  std::optional<base::Uuid> uuid(std::string_view name, const json::value& value) {
    if (const json::string* text = value.if_string()) {
      if (const auto parsed = base::Uuid::parse(std::string_view(*text))) return parsed;
    }
    expected(name, "an id as 0192f6a0-7c3e-7d11-9a43-2c5e0d7b8f10", value);
    return std::nullopt;
  }

  template <class T>
  void read(std::string_view name, const json::value& value, T& member, domain::HowSent how) {
    if constexpr (std::is_same_v<T, domain::VisitId>) {
      if (const auto id = uuid(name, value)) {
        member = reading_.find_visit(*id);
        if (!member.exists()) member = nobodys_visit;
        if (how.none_if_over && !reading_.is_open(member)) member = domain::VisitId::none();
      }
    } else if constexpr (std::is_same_v<T, base::Uuid>) {
      if (const auto id = uuid(name, value)) member = *id;
    } else if constexpr (std::is_same_v<T, base::Instant>) {
      if (const auto ms = whole_number(name, value, 0, 1'000'000'000'000'000)) member = base::Instant{*ms};
    } else if constexpr (std::is_same_v<T, bool>) {
      read_flag(name, value, member);
    } else if constexpr (std::is_same_v<T, std::uint8_t> || std::is_same_v<T, std::uint16_t>) {
      if (how.is_a_flag) {
        bool flag = false;
        read_flag(name, value, flag);
        member = flag ? T{1} : T{0};
      } else if (const auto number = whole_number(name, value, 0, std::numeric_limits<T>::max() - 1)) {
        member = static_cast<T>(*number);  // the largest means "none", and is never sent
      }
    } else if constexpr (domain::Listed<T>) {
      read_word(name, value, member);
    } else if constexpr (requires { typename T::word_type; }) {
      read_set(name, value, member);
    } else if constexpr (requires { typename T::number_type; }) {
      if (const auto number = whole_number(name, value, 0, std::numeric_limits<typename T::number_type>::max() - 1)) {
        member.number = static_cast<typename T::number_type>(*number);
      }
    } else {
      read_object(name, value, member);
    }
  }

  void read_flag(std::string_view name, const json::value& value, bool& member) {
    if (value.is_bool())
      member = value.get_bool();
    else
      expected(name, "true or false", value);
  }

  template <class E>
  void read_word(std::string_view name, const json::value& value, E& member) {
    const json::string* text = value.if_string();
    const auto word = text ? domain::named<E>(std::string_view(*text)) : std::nullopt;
    if (word)
      member = *word;
    else
      expected(name, words_of<E>(), value);
  }

  template <class Set>
  void read_set(std::string_view name, const json::value& value, Set& member) {
    const json::array* list = value.if_array();
    if (!list) return expected(name, "a list of words", value);
    Set set;
    for (std::size_t i = 0; i < list->size() && !problem_; ++i) {
      typename Set::word_type word{};
      read_word(fmt::format("{}[{}]", name, i), (*list)[i], word);
      set = set.with(word);
    }
    member = set;
  }

  template <class T>
  void read_object(std::string_view name, const json::value& value, T& member) {
    const json::object* object = value.if_object();
    if (!object) return expected(name, "an object", value);
    CommandFieldReader inner(*object, path_of(name), reading_);
    T::fields(member, inner);
    inner.refuse_unknown();
    if (inner.problem_) problem_ = std::move(inner.problem_);
  }

  const json::object& object_;
  const std::string path_;
  const CommandReading& reading_;
  std::vector<std::string_view> known_;
  std::optional<Problem> problem_;
};

class CommandReader {
 public:
  CommandReader(const json::object& object, std::string at, const CommandReading& reading)
      : object_(object), at_(std::move(at)), prefix_(at_.empty() ? std::string() : at_ + "."), reading_(reading) {}

  void read(ParsedCommand& out) {
    if (!read_envelope(out)) return;
    const json::value* name = object_.if_contains("command");
    const json::string* text = name ? name->if_string() : nullptr;
    const bool known = text && read_as(std::string_view(*text), out, domain::Commands{});
    if (!known)
      out.problem = problems::bad_input(prefix_ + "command",
                                        text ? "no command has this name" : "expected the name of a command");
  }

 private:
  bool fail(ParsedCommand& out, std::string_view field, std::string detail) {
    out.problem = problems::bad_input(prefix_ + std::string(field), std::move(detail));
    return false;
  }

  std::optional<std::int64_t> number(std::string_view name) const {
    const json::value* value = object_.if_contains(name);
    if (!value || !(value->is_int64() || value->is_uint64())) return std::nullopt;
    boost::system::error_code error;
    const auto out = value->to_number<std::int64_t>(error);
    return error ? std::nullopt : std::optional(out);
  }

  /// id, age and marks.
  bool read_envelope(ParsedCommand& out) {
    const json::value* id = object_.if_contains("id");
    const json::string* text = id ? id->if_string() : nullptr;
    const auto uuid = text ? base::Uuid::parse(std::string_view(*text)) : std::nullopt;
    if (!uuid || !uuid->exists()) return fail(out, "id", "expected the command's own id, a UUIDv7");
    out.id = uuid->text();
    out.request.id = *uuid;

    const auto age = number("age_ms");
    if (!age || *age < 0 || *age > age_ms_max)
      return fail(out, "age_ms", fmt::format("expected a whole number from 0 to {}", age_ms_max));
    out.request.age = base::milliseconds(*age);

    if (const json::value* wall = object_.if_contains("wall_ms"); wall && !wall->is_null()) {
      const auto ms = number("wall_ms");
      if (!ms || std::abs(*ms) > wall_ms_max)
        return fail(out, "wall_ms", "expected milliseconds since 1970, a whole number");
      out.request.tablet_wall = base::Instant{*ms};
    }
    if (const json::value* offline = object_.if_contains("offline"); offline && !offline->is_null()) {
      if (!offline->is_bool()) return fail(out, "offline", "expected true or false");
      if (offline->get_bool()) out.request.marks = out.request.marks.with(domain::Mark::played_offline);
    }
    return true;
  }

  template <class... Body>
  bool read_as(std::string_view name, ParsedCommand& out, domain::List<Body...>) {
    return (read_if<Body>(name, out) || ...);
  }

  template <class Body>
  bool read_if(std::string_view name, ParsedCommand& out) {
    if constexpr (Body::is.sent_by == domain::SentBy::page) {
      if (Body::is.name == name) {
        read_body<Body>(out);
        return true;
      }
    }
    return false;
  }

  template <class Body>
  void read_body(ParsedCommand& out) {
    Body body;
    CommandFieldReader fields(object_, at_, reading_);
    Body::fields(body, fields);
    fields.also_known({"id", "command", "age_ms", "wall_ms", "offline"});
    if constexpr (Body::is.beside == domain::Beside::code) fields.also_known({"code", "enrol"});
    fields.refuse_unknown();
    out.problem = std::move(fields.problem());
    if constexpr (requires { check(body); }) {
      const auto wrong = out.problem ? std::nullopt : check(body);
      if (wrong) fail(out, wrong->field, wrong->what);
    }
    if (Body::is.beside == domain::Beside::code && !out.problem) read_code(out);
    out.request.body = body;
    if (domain::is_from_paper(out.request.body)) out.request.marks = out.request.marks.with(domain::Mark::from_paper);
  }

  bool read_code(ParsedCommand& out) {
    if (const json::value* code = object_.if_contains("code"); code && !code->is_null()) {
      const json::string* text = code->if_string();
      if (!text || text->size() > code_bytes_max)
        return fail(out, "code", fmt::format("expected a text of at most {} bytes", code_bytes_max));
      if (const auto found = base::not_plain({text->data(), text->size()}))
        return fail(out, "code", "expected plain text; found " + *found);
      out.request.code = std::string_view(*text);
    }
    if (const json::value* enrol = object_.if_contains("enrol"); enrol && !enrol->is_null()) {
      if (!enrol->is_bool()) return fail(out, "enrol", "expected true or false");
      out.request.enrol = enrol->get_bool();
    }
    return true;
  }

  const json::object& object_;
  const std::string at_;
  const std::string prefix_;
  const CommandReading& reading_;
};

}  // namespace

namespace {

/// Of the command as it was sent, whatever the order of its fields; what changes between two tries of one command stays out.
ledger::Digest content_of(const json::object& sent) {
  std::map<std::string, std::string> fields;
  for (const auto& [name, value] : sent) {
    if (name == "id" || name == "age_ms" || name == "wall_ms" || name == "offline") continue;
    fields[std::string(name)] = json::serialize(value);
  }
  base::Writer out;
  for (const auto& [name, value] : fields) {
    out.block(base::bytes_of(name));
    out.block(base::bytes_of(value));
  }
  return ledger::digest_of(out.bytes());
}

}  // namespace

ParsedCommand parse_command(const json::value& value, const std::string& at, const CommandReading& reading) {
  ParsedCommand out;
  if (const json::object* object = value.if_object()) {
    CommandReader(*object, at, reading).read(out);
    out.request.content = content_of(*object);
  } else {
    out.problem = problems::bad_input(at, "expected an object with id, command and age_ms; found " + found(value));
  }
  return out;
}

}  // namespace alongside::server
