// JSON of anything that lists its `fields`, written from that list and from nothing else.
//
//   word            its name                        an id, an instant, a text that is not there    null
//   set of words    a list of names                 visit                                          what `names` calls it
//   instant         milliseconds of UTC             a field that may be left out                   not there where it is as in an empty one
#pragma once

#include <boost/json.hpp>
#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "domain/fields.hpp"
#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace alongside::server {

/// What a visit is called where the JSON goes, or none.
using VisitNames = std::function<std::optional<std::string>(domain::VisitId)>;

class FieldsJson {
 public:
  explicit FieldsJson(const VisitNames& names) : names_(names) {}

  template <domain::HasFields T>
  boost::json::object object(const T& value) const {
    boost::json::object out;
    write_into(out, value);
    return out;
  }

  template <domain::HasFields T>
  void write_into(boost::json::object& out, const T& value) const {
    const T empty{};
    T::fields(value, [&]<class Member>(std::string_view name, const Member& member, domain::HowSent how = {}) {
      boost::json::value written = json(member);
      if constexpr (std::integral<Member>) {
        if (how.is_a_flag) written = member != 0;
      }
      if (how.may_be_left_out && (written.is_null() || is_as_in(empty, value, member))) return;
      if (how.none_is_empty && written.is_null()) written = "";
      out[name] = std::move(written);
    });
  }

 private:
  /// Whether a member of `value` is as it is in `empty`.
  template <class T, class Member>
  static bool is_as_in(const T& empty, const T& value, const Member& member) {
    if constexpr (std::equality_comparable<Member>) {
      bool same = false;
      const auto place = reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(&value);
      T::fields(empty, [&]<class Other>(std::string_view, const Other& other, auto&&...) {
        if constexpr (std::is_same_v<Other, Member>) {
          if (reinterpret_cast<const char*>(&other) - reinterpret_cast<const char*>(&empty) == place)
            same = other == member;
        }
      });
      return same;
    } else {
      return false;
    }
  }

  template <class T>
  boost::json::value json(const T& value) const {
    if constexpr (domain::Listed<T>) {
      return boost::json::string(domain::name_of(value));
    } else if constexpr (domain::HasFields<T>) {
      return object(value);
    } else if constexpr (std::is_same_v<T, domain::VisitId>) {
      const auto name = value.exists() ? names_(value) : std::nullopt;
      return name ? boost::json::value(boost::json::string(*name)) : boost::json::value(nullptr);
    } else if constexpr (std::is_same_v<T, base::Uuid>) {
      return value.exists() ? boost::json::value(value.text()) : boost::json::value(nullptr);
    } else if constexpr (std::is_same_v<T, base::Instant>) {
      return value.is_set() ? boost::json::value(value.milliseconds_utc) : boost::json::value(nullptr);
    } else if constexpr (requires { typename T::word_type; }) {
      boost::json::array out;
      using Word = typename T::word_type;
      for (std::size_t i = 0; i < domain::words_in<Word>(); ++i) {
        if (value.has(static_cast<Word>(i))) out.emplace_back(boost::json::string(domain::Words<Word>::names[i]));
      }
      return out;
    } else if constexpr (requires { typename T::number_type; }) {
      return value.exists() ? boost::json::value(value.number) : boost::json::value(nullptr);
    } else {
      return plain(value);
    }
  }

  template <class T>
  boost::json::value json(const std::optional<T>& value) const {
    return value ? json(*value) : boost::json::value(nullptr);
  }
  template <class T>
  boost::json::value json(const std::vector<T>& values) const {
    boost::json::array out;
    out.reserve(values.size());
    for (const T& value : values) out.push_back(json(value));
    return out;
  }
  static boost::json::value plain(bool value) { return value; }
  static boost::json::value plain(std::integral auto value) { return value; }
  static boost::json::value plain(const std::string& value) { return boost::json::string(value); }

  const VisitNames& names_;
};

}  // namespace alongside::server
