// What a search says of itself: its method, where that is published, and the sentences without which its figures would be misread.
//
// Goals: one wording for text, JSON and page. Non-goals: figures. Pure.
#pragma once

#include <array>

#include "sim/facility/search.hpp"

namespace alongside::sim {

inline constexpr const char* search_method =
    "Fully sequential feasibility checks with an indifference zone (Batur and Kim) on fresh replicates, after a search "
    "downwards from an ample "
    "design by simulated load (square-root staffing); common random numbers; the error shared out over levels, designs "
    "and rounds (Bonferroni)";

inline constexpr std::array<const char*, 3> search_sources{
    "Batur D, Kim S-H. Finding feasible systems in the presence of constraints on multiple performance measures. ACM "
    "Transactions on Modeling and "
    "Computer Simulation 2010;20(3):13. doi:10.1145/1842713.1842716",
    "Boesel J, Nelson BL, Kim S-H. Using ranking and selection to \"clean up\" after simulation optimization. "
    "Operations Research 2003;51(5):814-825",
    "Feldman Z, Mandelbaum A, Massey WA, Whitt W. Staffing of time-varying queues to achieve time-stable performance. "
    "Management Science "
    "2008;54(2):324-338. doi:10.1287/mnsc.1070.0821"};

/// `trained_least`: of the plan; `used_up`: the simulated people that the search may use were used.
std::vector<std::string> search_says(const SearchResult& result, const Scenario& scenario, int trained_least,
                                     bool used_up);

}  // namespace alongside::sim
