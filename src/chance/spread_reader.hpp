// Spread reader: what a parameter may be, as documents write it in a table `spread`: uniform, triangular, pert, normal, lognormal, beta, gamma, poisson,
// empirical, dirichlet. docs/evaluate.md says how each is parameterised. Every mistake is named at its line. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/fields.hpp"
#include "base/result.hpp"
#include "chance/distribution.hpp"
#include "document/sentence.hpp"

namespace alongside::chance {

/// The table at `path` ("parameters.clients.spread"), which has exactly one kind.
base::Result<Distribution> read_spread(const base::Fields& fields, std::string_view path);

/// "beta, mean 0.33, 95% from 0.28 to 0.38"; numbers are divided by `unit_scale` (0.01 for %).
document::Sentences describe_spread(const Distribution& spread, double unit_scale = 1);

/// What a family of distributions is called in a sentence.
document::Value family_words(std::string_view family);

}  // namespace alongside::chance
