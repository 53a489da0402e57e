// The floor as a reader may see it: the Board of docs/openapi.yaml, from the published state.
//
// What stands on it is the domain's and the center's (center/board.hpp); here it becomes JSON, with the state of the record.
// Pure but for the cache; BoardCache may be used from any thread.
#pragma once

#include <array>
#include <boost/json/object.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "center/board.hpp"
#include "center/center.hpp"
#include "center/published.hpp"
#include "center/site_folder.hpp"
#include "center/staff.hpp"
#include "server/json/fields_json.hpp"

namespace alongside::server {

using center::BoardReader;

/// The Board without `now`. `responsible`: who is in charge, if that is known here.
boost::json::object board_json(const center::Published& published, const center::SiteFolder& site,
                               const std::optional<center::StaffMember>& responsible, BoardReader reader,
                               base::Instant now);

/// The same of a board that is there already, with what is known of its record.
boost::json::object board_json(const center::Published& record, const center::SiteFolder& site, BoardReader reader,
                               const domain::Board& board, const VisitNames& names);

/// The names under which screens know the visits that are inside. Lives no longer than `published`.
VisitNames names_of(const center::Published& published);

boost::json::object staff_member_json(const center::StaffMember& member);
boost::json::object head_json(const ledger::HeadToken& given);

/// One serialisation for each revision and class of reader.
class BoardCache {
 public:
  struct Written {
    std::uint64_t revision = 0;
    std::string head;  ///< as screens present it; empty: the store is locked
    bool saved = true;
    std::shared_ptr<const std::string> rest;  ///< everything of the Board but its opening brace and `now`
  };
  explicit BoardCache(center::Center& center) : center_(center) {}

  Written get(BoardReader reader);
  /// What stands before `rest`.
  static std::string opening_at(base::Instant now);
  /// The Board as of `now`, ready to send.
  static std::string board_at(const Written& written, base::Instant now);

 private:
  struct Slot {
    Written written;
    base::Instant at = base::Instant::unknown();
  };
  center::Center& center_;
  std::mutex mutex_;
  std::array<Slot, 4> slots_;
};

}  // namespace alongside::server
