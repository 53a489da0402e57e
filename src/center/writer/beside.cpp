// What rides beside a command: whose code it is, and which visits it begins, brings back or takes back. See decider.hpp.
//
// Invariants: the key of a visit's link, and of a participant who is made, is durable before a row needs it; the ledger is told that
// somebody was enrolled, and neither who nor under which code. No command is named here: each says itself what rides beside it.
#include <utility>

#include "center/participants.hpp"
#include "center/random_id.hpp"
#include "center/writer/decider.hpp"

namespace alongside::center {

Outcome Decider::take_beside(const Request& request, const domain::Command& command, Batch& batch, Companion& beside) {
  const domain::CommandTraits& is = domain::traits_of(request.body);
  if (is.one_visit_a_code && whose_.are_inside_again(events_, working_)) return Outcome::already_inside;
  if (is.beside == domain::Beside::nothing) return Outcome::accepted;
  beside.visit = random_id();
  return take_code(request, command, batch, beside);
}

/// Whose code it is. Without its link's key a visit is not begun: it would be nobody's after a restart, with the answer "saved".
Outcome Decider::take_code(const Request& request, const domain::Command& command, Batch& batch, Companion& beside) {
  if (folded_code(request.code).empty()) return Outcome::accepted;
  const Participants& participants = *on_show_.record().participants;
  beside.participant = participants.find(request.code);
  if (!beside.participant) return request.enrol ? enrol(request, command, batch, beside) : Outcome::unknown_code;
  if (whose_.is_inside(*beside.participant, working_)) return Outcome::already_inside;
  beside.handle = participants.code_of(*beside.participant);
  return link(command, beside);
}

Outcome Decider::enrol(const Request& request, const domain::Command& command, Batch& batch, Companion& beside) {
  const auto made = on_show_.record().participants->enrol(request.code);
  if (!made) return Outcome::not_saved;
  beside.participant = *made;
  beside.handle = request.code;
  on_show_.enrol(*made, request.code);  // the key above was synced without keeping readers waiting
  if (const Outcome linked = link(command, beside); linked != Outcome::accepted) return linked;
  const domain::Event event{.at = command.at,
                            .by = command.by,
                            .device = command.device,
                            .marks = command.marks,
                            .body = domain::ParticipantEnrolled{}};
  batch.add(request.id, request.received_at, {event, {}}, {.event = event});
  return Outcome::accepted;
}

Outcome Decider::link(const domain::Command& command, Companion& beside) const {
  auto link = on_show_.record().participants->link(beside.visit, *beside.participant, command.at);
  if (!link) return Outcome::not_saved;
  beside.link = std::move(*link);
  return Outcome::accepted;
}

/// Beside the row that begins a visit: what that is called outside, and the sealed link to whose it is.
ToPublish Decider::keep_beside(ledger::Record& record, const Companion& beside) {
  const domain::Event& event = record.event;
  const domain::VisitId visit = domain::visit_begun_by(event.body);
  if (!visit.exists()) return {.event = event};
  const auto& id = beside.visit.bytes;
  record.attachments.push_back({ledger::AttachmentKind::public_visit_id, {id.begin(), id.end()}});
  if (beside.participant) {
    record.attachments.push_back({ledger::AttachmentKind::visit_link, beside.link});
    whose_.came_in(*beside.participant, visit, working_);
    codes_.came(*beside.participant, month_of(zone_, event.at));
  }
  return {.event = event, .visit_id = beside.visit, .handle = beside.handle};
}

/// A code is inside again with its visit that was over; one whose welcome was taken back did not come.
void Decider::note_who_came_back(const domain::Event& event) {
  if (const auto* back = std::get_if<domain::EndingUndone>(&event.body)) {
    if (const auto participant = whose_.participant_of(back->visit)) whose_.came_back(*participant, back->visit);
  }
  if (const auto* undone = std::get_if<domain::WelcomeUndone>(&event.body)) {
    if (const auto participant = whose_.participant_of(undone->visit))
      codes_.did_not_come(*participant, month_of(zone_, undone->welcomed));
  }
}

}  // namespace alongside::center
