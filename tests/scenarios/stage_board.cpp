// What the board says in a scenario: the rows of domain/board as words.
#include "domain/board/board.hpp"
#include "scenarios/stage.hpp"
#include "scenarios/telling.hpp"

namespace alongside::tests {

using namespace domain;

std::string Stage::show(const PersonRow& row) const {
  std::vector<std::string> parts{spoken(name_of(row.state))};
  if (!row.place.empty()) parts.push_back("at " + row.place);
  if (row.look_due.is_set()) parts.push_back("look " + show_time(row.look_due));
  if (row.may_go_at.is_set()) parts.push_back("may go " + show_time(row.may_go_at));
  return joined(parts, ", ", "nothing");
}

/// Who, or which emergency, or which place.
std::string Stage::whose(VisitId visit, const Uuid& emergency, const std::string& place) const {
  if (const Emergency* found = state().find_emergency(emergency)) return name_of_emergency(found->id);
  if (visit.exists()) return handle_of(visit);
  return place.empty() ? "somebody" : place;
}

std::string Stage::board_says(std::string_view what) const {
  const Board board = domain::show(state(), site_.today(), scenario_.site, now_);
  std::vector<std::string> parts;
  if (what == "next") {
    for (const NextLine& line : board.next)
      parts.push_back(fmt::format("{} {} {}", line.tone == NextTone::soon ? show_time(line.at) : name_of(line.tone),
                                  spoken(name_of(line.what)), whose(line.visit, line.emergency, line.place)));
  } else if (what == "alarms") {
    for (const AlarmLine& line : board.alarms)
      parts.push_back(fmt::format("{} {}", spoken(name_of(line.kind)), whose(line.visit, line.emergency, line.place)));
  } else if (what == "closing waits for") {
    for (const WaitsFor& line : board.floor.closing_waits_for)
      parts.push_back(fmt::format("{} {}", whose(line.visit, {}, line.place), spoken(name_of(line.need))));
  } else {
    const VisitId meant = visit(what);
    for (const PersonRow& row : board.people) {
      if (row.visit == meant) parts.push_back(show(row));
    }
  }
  return joined(parts, "; ", "nothing");
}

}  // namespace alongside::tests
