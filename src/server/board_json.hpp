// The floor as a reader may see it: the Board of docs/openapi.yaml, from the published state.
//
// Goals: no substance anywhere on it; no handle for who may not see people, or while screens are covered; the server only says what
// stands when, the page groups and words it. Invariant: what a reader may not see is never put in, not taken out afterwards.
// Costs one pass over people, seats and acts. Pure but for the cache; BoardCache may be used from any thread.
#pragma once

#include <array>
#include <boost/json/object.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "center/center.hpp"
#include "center/published.hpp"
#include "center/site_folder.hpp"
#include "center/staff.hpp"

namespace alongside::server {

struct BoardReader {
  bool sees_people = false;
  bool covered = false;  ///< somebody covered the screens
};

/// The Board without `now`. `responsible`: who is in charge, if that is known here.
boost::json::object board_json(const center::Published& published, const center::SiteFolder& site,
                               const std::optional<center::StaffMember>& responsible, BoardReader reader,
                               base::Instant now);

/// The Visit of docs/openapi.yaml; the visit is inside.
boost::json::object visit_json(const center::VisitNotes& notes, base::Instant arrived, bool covered);

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
