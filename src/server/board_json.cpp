#include "server/board_json.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace alongside::server {

namespace json = boost::json;
using domain::name_of;

namespace {

constexpr base::Duration written_holds_for = base::seconds(1);  ///< tones and closed emergencies follow the clock

}  // namespace

json::object head_json(const ledger::HeadToken& given) {
  return {{"seq", given.head.seq}, {"digest", given.head.digest.text()}, {"token", given.text()}};
}

json::object staff_member_json(const center::StaffMember& member) {
  return {{"staff", member.sign_in},
          {"number", member.number.number},
          {"label", member.label},
          {"role", name_of(member.role)}};
}

VisitNames names_of(const center::Published& published) {
  return [&published](domain::VisitId visit) -> std::optional<std::string> {
    const center::VisitName* name = published.name_inside(visit);
    return name && name->id.exists() ? std::optional(name->id.text()) : std::nullopt;
  };
}

json::object board_json(const center::Published& published, const center::SiteFolder& site, BoardReader reader,
                        const domain::Board& board, const VisitNames& names) {
  json::object out{{"seq", published.head.seq},         {"head", head_json(published.given())},
                   {"saved", published.saved},          {"missing", published.missing},
                   {"rewritten", published.rewritten},  {"covered", reader.covered},
                   {"sees_people", reader.sees_people}, {"site", {{"name", site.name}, {"kind", name_of(site.kind)}}}};
  FieldsJson(names).write_into(out, board);
  return out;
}

json::object board_json(const center::Published& published, const center::SiteFolder& site,
                        const std::optional<center::StaffMember>& responsible, BoardReader reader, base::Instant now) {
  return board_json(published, site, reader, center::board_of(published, site.kind, responsible, reader, now),
                    names_of(published));
}

BoardCache::Written BoardCache::get(BoardReader reader) {
  const std::lock_guard lock(mutex_);
  Slot& slot = slots_[(reader.sees_people ? 1U : 0U) + (reader.covered ? 2U : 0U)];
  const base::Instant now = center_.clock().now();
  domain::StaffRef in_charge;
  bool fresh = false;
  center_.read([&](const center::Published& published) {
    in_charge = published.state.responsible;
    fresh = slot.written.rest && slot.written.revision == published.revision && now - slot.at < written_holds_for;
  });
  if (fresh) return slot.written;

  json::object board;
  bool written = false;
  const auto write = [&](const center::Published& published, const std::optional<center::StaffMember>& responsible) {
    board = board_json(published, center_.folder(), responsible, reader, now);
    slot.written.revision = published.revision;
    slot.written.head = published.given().text();
    slot.written.saved = published.saved;
    written = true;
  };
  while (!written) {
    // Staff are looked up while nobody waits for it; a floor that was handed over meanwhile is read once more.
    const auto responsible = in_charge.exists() ? center_.staff().member(in_charge) : std::nullopt;
    center_.read([&](const center::Published& published) {
      if (published.state.responsible == in_charge)
        write(published, responsible);
      else
        in_charge = published.state.responsible;
    });
  }
  slot.written.rest = std::make_shared<const std::string>(json::serialize(board).substr(1));
  slot.at = now;
  return slot.written;
}

std::string BoardCache::opening_at(base::Instant now) { return fmt::format("{{\"now\":{},", now.milliseconds_utc); }

std::string BoardCache::board_at(const Written& written, base::Instant now) { return opening_at(now) + *written.rest; }

}  // namespace alongside::server
