#include "server/emergency_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "domain/act_choices.hpp"
#include "server/playbook_json.hpp"

namespace alongside::server {

namespace json = boost::json;
using domain::name_of;

namespace {

json::object act_json(const center::Published& published, const domain::Act& act) {
  json::object out{{"id", act.id.text()}, {"act", name_of(act.kind)}, {"at", act.at.milliseconds_utc}};
  if (act.choice != domain::Act::no_choice) out["choice"] = act.choice;
  if (act.product != domain::Act::no_product) out["product"] = act.product;
  if (act.target.exists()) out["target"] = act.target.text();
  if (act.to_at.is_set()) out["to_at"] = act.to_at.milliseconds_utc;
  if (const json::value visit = visit_id_json(published, act.visit); !visit.is_null()) out["visit"] = visit;
  if (act.seat.exists()) out["seat"] = act.seat.number;
  if (act.from_paper != 0) out["from_paper"] = true;
  if (act.device.exists()) out["device"] = act.device.number;
  if (json::object vitals = vitals_json(act.vitals); !vitals.empty()) out["vitals"] = std::move(vitals);
  return out;
}

json::value outcome_json(const domain::Emergency& emergency) {
  if (emergency.assessment.phase != domain::Phase::closed) return nullptr;
  domain::ActScratch scratch;
  json::value out;
  for (const domain::Act& act : domain::standing_acts(emergency.acts, scratch)) {
    if (act.kind == domain::ActKind::closed && domain::choice_may_be(act.kind, act.choice))
      out = name_of(static_cast<domain::Outcome>(act.choice));
  }
  return out;
}

/// The first tap; unknown only while none is there (every act was moved away).
base::Instant opened_at(const domain::Emergency& emergency) {
  for (const domain::KeptAct& kept : emergency.acts) {
    if (kept.act.kind == domain::ActKind::opened) return kept.act.at;
  }
  return emergency.acts.empty() ? emergency.assessment.t0 : emergency.acts.front().act.at;
}

}  // namespace

json::value instant_json(base::Instant at) {
  return at.is_set() ? json::value(at.milliseconds_utc) : json::value(nullptr);
}

json::value visit_id_json(const center::Published& published, domain::VisitId visit) {
  const center::VisitNotes* notes = published.notes(visit);
  return notes && notes->id.exists() ? json::value(notes->id.text()) : json::value(nullptr);
}

std::string seat_label(const domain::State& state, domain::SeatId seat) {
  const domain::Seat* found = state.find(seat);
  if (!found) return {};
  switch (found->kind) {
    case domain::SeatKind::booth: return fmt::format("{}", found->label);
    case domain::SeatKind::smoking: return fmt::format("S{}", found->label);
    case domain::SeatKind::aftercare: return fmt::format("A{}", found->label);
    case domain::SeatKind::toilet: return fmt::format("T{}", found->label);
    case domain::SeatKind::none: break;
  }
  return {};
}

base::Instant last_act(const domain::Emergency& emergency, std::initializer_list<domain::ActKind> kinds) {
  domain::ActScratch scratch;
  base::Instant last = base::Instant::unknown();
  for (const domain::Act& act : domain::standing_acts(emergency.acts, scratch)) {
    if (std::find(kinds.begin(), kinds.end(), act.kind) != kinds.end()) last = std::max(last, act.at);
  }
  return last;
}

json::object emergency_json(const center::Published& published, const domain::Emergency& emergency) {
  const domain::State& state = published.state;
  const domain::Seat* seat = state.find(emergency.seat);
  const domain::Emergency* joined = state.find(emergency.joined_into);
  const domain::ProtocolText& protocol = published.documents->protocol_texts[emergency.protocol.number];
  const domain::Emergency* same = domain::may_be_the_same(state, emergency);
  json::array acts;
  if (!joined) {  // joined: every act stands in the other one
    for (const domain::KeptAct& kept : emergency.acts) acts.push_back(act_json(published, kept.act));
  }
  return {{"key", emergency.key.text()},
          {"number", emergency.id.number},
          {"place", seat ? std::string_view("seat") : name_of(emergency.place)},
          {"place_label", seat_label(state, emergency.seat)},
          {"seat_kind", seat ? json::value(name_of(seat->kind)) : json::value(nullptr)},
          {"seat", seat ? json::value(emergency.seat.number) : json::value(nullptr)},
          {"visit", visit_id_json(published, emergency.visit)},
          {"opened_at", instant_json(opened_at(emergency))},
          {"protocol_name", protocol.name},
          {"protocol_version", protocol.version},
          {"acts", std::move(acts)},
          {"assessment", assessment_json(emergency.assessment)},
          {"joined_into", joined ? json::value(joined->key.text()) : json::value(nullptr)},
          {"same_as", same ? json::value(same->key.text()) : json::value(nullptr)},
          {"restart", instant_json(emergency.restart)},
          {"closed_at", instant_json(emergency.closed_at)},
          {"outcome", outcome_json(emergency)}};
}

}  // namespace alongside::server
