// A schema of anything that lists its `fields`, as YAML: one line a field. A struct that says `schema` gets a name of its own.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/fields.hpp"
#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace alongside::server {

template <class T>
concept NamedSchema = requires { std::string_view(T::schema); };

class SchemaWriter {
 public:
  /// Whether fields are as a command sends them, or as an answer holds them: there what is not set is null.
  enum class Way { sent, answered };
  explicit SchemaWriter(Way way) : way_(way) {}

  /// One schema with its fields; `before` are lines of fields that stand before them, `required` those of them that must be there.
  template <class T>
  void add(std::string_view name, std::vector<std::string> before = {}, std::vector<std::string> required = {}) {
    std::vector<std::string> lines = std::move(before);
    const T value{};
    T::fields(value, [&]<class Member>(std::string_view field, const Member&, domain::HowSent how = {}) {
      if (!how.may_be_left_out) required.emplace_back(field);
      const std::string says = how.says.empty() ? "" : fmt::format(", description: \"{}\"", how.says);
      lines.push_back(fmt::format("{}: {{ {}{} }}", field, type_of<Member>(how), says));
    });
    std::string text = fmt::format("{}:\n  type: object\n", name);
    if (!required.empty()) text += fmt::format("  required: [{}]\n", fmt::join(required, ", "));
    if (way_ == Way::sent) text += "  additionalProperties: false\n";
    if (!lines.empty()) text += "  properties:\n";
    for (const std::string& line : lines) text += fmt::format("    {}\n", line);
    schemas_.push_back(std::move(text));
  }

  /// Those that were added, and after each the ones that it names.
  std::string text() const { return fmt::format("{}", fmt::join(schemas_, "")); }

 private:
  template <class T>
  std::string type_of(domain::HowSent how) {
    const bool is_null =
        way_ == Way::answered ? !how.always && !how.none_is_empty && !how.may_be_left_out : how.may_be_left_out;
    if constexpr (NamedSchema<T>) {
      name<T>();
      return reference(T::schema, is_null && way_ == Way::sent);
    } else if constexpr (domain::Listed<T>) {
      return words<T>(how, is_null && way_ == Way::sent);
    } else if constexpr (std::same_as<T, bool>) {
      return plain("boolean", is_null && way_ == Way::sent);
    } else if constexpr (std::integral<T>) {
      return plain(how.is_a_flag ? "boolean" : "integer", is_null && way_ == Way::sent);
    } else if constexpr (std::same_as<T, base::Instant>) {
      return plain("integer", is_null);
    } else if constexpr (requires { typename T::word_type; }) {
      return fmt::format("type: array, items: {{ {} }}", type_of<typename T::word_type>({.always = true}));
    } else if constexpr (requires { typename T::number_type; }) {
      return plain("integer", is_null);
    } else if constexpr (std::same_as<T, std::string>) {
      return plain("string", false);
    } else {
      return of_other(static_cast<const T*>(nullptr), how, is_null);
    }
  }

  template <class T>
  std::string of_other(const std::optional<T>*, domain::HowSent how, bool) {
    if constexpr (NamedSchema<T>) {
      name<T>();
      return reference(T::schema, true);
    } else if constexpr (domain::Listed<T>) {
      return words<T>(how, true);
    } else {
      static_assert(std::same_as<T, std::string>);
      return plain("string", true);
    }
  }
  template <class T>
  std::string of_other(const std::vector<T>*, domain::HowSent, bool) {
    return fmt::format("type: array, items: {{ {} }}", type_of<T>({.always = true}));
  }
  /// Ids of visits and of what clients name themselves.
  static std::string of_other(const domain::VisitId*, domain::HowSent, bool is_null) {
    return plain("string", is_null);
  }
  static std::string of_other(const base::Uuid*, domain::HowSent, bool is_null) { return plain("string", is_null); }

  template <class T>
  static std::string words(domain::HowSent how, bool is_null) {
    std::vector<std::string_view> names(domain::Words<T>::names.begin(), domain::Words<T>::names.end());
    std::erase(names, how.never);
    return is_null ? fmt::format("type: [string, \"null\"], enum: [{}, null]", fmt::join(names, ", "))
                   : fmt::format("type: string, enum: [{}]", fmt::join(names, ", "));
  }
  static std::string plain(std::string_view type, bool is_null) {
    return is_null ? fmt::format("type: [{}, \"null\"]", type) : fmt::format("type: {}", type);
  }
  static std::string reference(std::string_view name, bool is_null) {
    return is_null ? fmt::format("oneOf: [{{ $ref: \"#/{}\" }}, {{ type: \"null\" }}]", name)
                   : fmt::format("$ref: \"#/{}\"", name);
  }

  /// Adds a named schema once.
  template <NamedSchema T>
  void name() {
    if (std::find(named_.begin(), named_.end(), T::schema) != named_.end()) return;
    named_.emplace_back(T::schema);
    add<T>(T::schema);
  }

  const Way way_;
  std::vector<std::string> schemas_;
  std::vector<std::string_view> named_;
};

}  // namespace alongside::server
