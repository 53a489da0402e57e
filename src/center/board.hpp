// The board with the text that rides beside the machine, for one class of reader; and one visit of today.
//
// Invariant: what a reader may not see is never put in, not taken out afterwards. No substance is on the board, and no handle for who may
// not see people, or while screens are covered. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/published.hpp"
#include "center/staff.hpp"
#include "domain/board/board.hpp"

namespace alongside::center {

struct BoardReader {
  bool sees_people = false;
  bool covered = false;  ///< somebody covered the screens
};

/// `kind`: of the site, as its folder says. `responsible`: who is in charge, if that is known here.
domain::Board board_of(const Published& published, domain::SiteKind kind, const std::optional<StaffMember>& responsible,
                       BoardReader reader, base::Instant now);

/// One visit of today, for who may see people.
struct VisitShown {
  base::Uuid visit;
  std::optional<std::string> handle;
  base::Instant arrived;
  std::vector<domain::UseOfToday> uses;
  std::vector<domain::LookOfToday> looks;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit, domain::always);
    field("handle", self.handle);
    field("arrived", self.arrived, domain::always);
    field("uses", self.uses);
    field("looks", self.looks);
  }
};

/// Of a visit that is open or over.
VisitShown visit_of(const Published& published, domain::VisitId visit, base::Instant arrived, bool covered);

/// None: there is none, or it is not to be seen.
std::optional<std::string> shown_handle(const VisitName& name, bool covered);

}  // namespace alongside::center
