#include "center/board.hpp"

namespace alongside::center {

std::optional<std::string> shown_handle(const VisitName& name, bool covered) {
  return covered || name.handle.empty() ? std::nullopt : std::optional(name.handle);
}

domain::Board board_of(const Published& published, domain::SiteKind kind, const std::optional<StaffMember>& responsible,
                       BoardReader reader, base::Instant now) {
  const domain::State& state = published.state;
  domain::Board board = domain::show(state, published.today, kind, now);
  if (responsible) {
    board.floor.responsible = domain::InCharge{.staff = responsible->sign_in,
                                               .number = responsible->number,
                                               .label = responsible->label,
                                               .role = responsible->role};
  }
  if (state.guardrails.exists())
    board.floor.minimum_age_rule = published.documents->guardrails[state.guardrails.number].minimum_age_rule;
  for (domain::PersonRow& person : board.people) {
    const VisitName* name = published.name_inside(person.visit);
    if (reader.sees_people && name) person.handle = shown_handle(*name, reader.covered);
    person.ask_age = person.ask_age && reader.sees_people;
  }
  for (domain::EmergencyRow& emergency : board.emergencies) {
    const domain::ProtocolText& protocol = published.documents->protocol_texts[emergency.protocol.number];
    emergency.protocol_name = protocol.name;
    emergency.protocol_version = protocol.version;
  }
  return board;
}

VisitShown visit_of(const Published& published, domain::VisitId visit, base::Instant arrived, bool covered) {
  VisitShown out{.visit = {}, .handle = {}, .arrived = arrived, .uses = {}, .looks = {}};
  if (const VisitName* name = published.name_of(visit)) {
    out.visit = name->id;
    out.handle = shown_handle(*name, covered);
  }
  if (const domain::VisitOfToday* of = published.today.find(visit)) {
    out.uses = of->uses;
    out.looks = of->looks;
  }
  return out;
}

}  // namespace alongside::center
