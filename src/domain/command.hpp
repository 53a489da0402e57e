// Commands: what somebody wants to happen. `decide` answers each with events or with a reason why not.
//
// Trivially copyable, at most 128 bytes, no string. A handle or a card rides beside the command in `center`, never inside it.
#pragma once

#include <type_traits>
#include <variant>

#include "domain/ids.hpp"
#include "domain/marks.hpp"
#include "domain/subjects.hpp"

namespace alongside::domain {

using Commands = Of<Subjects>::Commands;
using CommandBody = AsOne<std::variant, Commands>;

struct Command {
  Instant at{};  ///< when it was done; a Tick's is now
  StaffRef by{};
  DeviceRef device{};
  Marks marks{};
  CommandBody body;
};

static_assert(std::is_trivially_copyable_v<Command>);
static_assert(sizeof(Command) <= 128);

/// What is true of this command, whichever it is.
constexpr const CommandTraits& traits_of(const CommandBody& body) {
  return std::visit([]<class Body>(const Body&) -> const CommandTraits& { return Body::is; }, body);
}

/// Who may send it, as far as it tells by itself.
constexpr Needs needs_of(const CommandBody& body) {
  return std::visit(
      []<class Body>(const Body& one) {
        if constexpr (requires { one.needs(); }) {
          return one.needs();
        } else {
          return Body::is.needs;
        }
      },
      body);
}

/// Entered afterwards, from the paper sheet.
constexpr bool is_from_paper(const CommandBody& body) {
  return std::visit(
      [](const auto& one) {
        if constexpr (requires { one.is_from_paper(); }) {
          return one.is_from_paper();
        } else {
          return false;
        }
      },
      body);
}

constexpr void take(CommandBody& body, const Given& given) {
  std::visit(
      [&](auto& one) {
        if constexpr (requires { one.take(given); }) one.take(given);
      },
      body);
}

}  // namespace alongside::domain
