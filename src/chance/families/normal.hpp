// The standard normal as exact quantiles and moments are made of it. Pure; any thread.
#pragma once

namespace alongside::chance {

/// Minus and plus infinity at 0 and 1.
double exact_normal_quantile(double probability);
/// How probable what is below `z` is; `z` may be an infinity.
double normal_below(double z);
double normal_above(double z);

}  // namespace alongside::chance
