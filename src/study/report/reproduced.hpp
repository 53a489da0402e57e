// Reproduced results as a table and as JSON. Pure; any thread.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "study/evaluation/reproduce.hpp"

namespace alongside::study {

/// For a page: with what its sentences are made of.
boost::json::value reproduced_for_page(const std::vector<Reproduced>& rows);
boost::json::value reproduced_json(const std::vector<Reproduced>& rows);
/// A table for the terminal, with one sentence above that counts what may be claimed.
std::string reproduced_text(const std::vector<Reproduced>& rows);

}  // namespace alongside::study
