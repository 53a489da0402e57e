#include "sim/facility/arrivals.hpp"

namespace alongside::sim {

base::Instant Arrivals::next() {
  // Shares of the exponential are used up hour by hour, at each hour's own rate.
  double left = -std::log1p(-dice_.uniform(0, decision_, number_));
  for (int hours = 0; hours < 4 * 168; ++hours) {
    const double rate = (*per_hour_)[hour_of_week(at_)];
    const base::Instant hour_ends = start_of_hour(at_) + base::hours(1);
    const double in_hour = rate * static_cast<double>((hour_ends - at_).milliseconds) / 3'600'000.0;
    if (left < in_hour) {
      at_ = at_ + base::milliseconds(static_cast<std::int64_t>(left / rate * 3'600'000.0));
      ++number_;
      return at_;
    }
    left -= in_hour;
    at_ = hour_ends;
  }
  return base::Instant::never();
}

}  // namespace alongside::sim
