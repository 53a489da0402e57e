// Values of a study as JSON has them: what is not known is null.
#pragma once

#include <boost/json.hpp>
#include <cmath>
#include <optional>
#include <string_view>

#include "document/said_json.hpp"
#include "study/document/study.hpp"

namespace alongside::study {

namespace json = boost::json;
using document::said_beside;

template <class T>
json::value or_null(const std::optional<T>& value) {
  if (!value) return nullptr;
  return json::value_from(*value);
}
inline json::value text_or_null(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

inline json::value text_or_null(const document::Sentences& said) { return text_or_null(said.text()); }

/// JSON has no word for what is not a number.
inline json::value number_or_null(double value) {
  return std::isfinite(value) ? json::value(value) : json::value(nullptr);
}

/// A value of a parameter as its document writes it: in hundredths where the unit is %.
inline double written(const Parameter& parameter, double value) { return value / parameter.unit.scale; }

}  // namespace alongside::study
