// Quiet policy: how Boost.Math answers here where it has no answer.
//
// Goal: no exception of a library ends the program from any input: what is out of a function's domain, or does not converge, is a NaN or an infinity, and
// whoever asked looks at it (Graph spoils it, evidence leaves the literature as it was). Non-goal: hiding it.
#pragma once

#include <boost/math/policies/policy.hpp>

namespace alongside::chance {

// Not computed in long double, which is ten times slower: what is lost is in the last few bits.
using QuietPolicy = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::rounding_error<boost::math::policies::ignore_error>,
    boost::math::policies::indeterminate_result_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

}  // namespace alongside::chance
