// Duration reader: how long something takes, as documents write it. Every mistake is named at its line. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/fields.hpp"
#include "base/result.hpp"
#include "chance/distribution.hpp"
#include "document/sentence.hpp"

namespace alongside::chance {

/// Reads the table at `path`, which has exactly one of
///   fixed = x | exponential = mean | lognormal = {median, sigma} | lognormal = {mean, cv} | lognormal = {median, quartiles = [q1, q3]} |
///   gamma = {mean, cv} | empirical = [numbers]
/// and whatever else the caller reads there. Never below zero.
base::Result<Distribution> read_duration(const base::Fields& fields, std::string_view path);

/// "lognormal, median 17, middle half 10.6 to 27.2".
document::Sentences describe_duration(const Distribution& duration);

}  // namespace alongside::chance
