// JSON into a command, by each command's own list of fields.
//
// Goals: whatever is wrong is named: the field by its path, what was expected, what was found; nothing unknown is passed over.
// Non-goals: who may do it (center), whether the floor allows it (domain). Pure; threads: any.
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <optional>
#include <string>

#include "center/center.hpp"
#include "server/problem.hpp"

namespace alongside::server {

struct ParsedCommand {
  center::Request request;  ///< whole if there is no problem
  std::string id;           ///< as it was sent, for the answer; empty if it was no text
  std::optional<Problem> problem;
};

/// What a command names if no visit has its random id: the floor answers `not_here`, and who may not ask is still told so first.
constexpr domain::VisitId nobodys_visit{.number = 0xFFFF'FFFE, .slot = 0xFFFF};

struct CommandReading {
  /// The visit that a screen means by its random id, open or over, or none.
  std::function<domain::VisitId(const base::Uuid&)> find_visit;
  std::function<bool(domain::VisitId)> is_open;
};

/// `at`: where it stands in the request, as "commands[2]", or empty for a command alone.
ParsedCommand parse_command(const boost::json::value& value, const std::string& at, const CommandReading& reading);

}  // namespace alongside::server
