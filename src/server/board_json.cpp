#include "server/board_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "server/emergency_json.hpp"

namespace alongside::server {

namespace json = boost::json;
using domain::name_of;

namespace {

constexpr base::Duration closed_shown_for = base::hours(12);
constexpr base::Duration written_holds_for = base::seconds(1);  ///< tones and closed emergencies follow the clock

class BoardWriter {
 public:
  BoardWriter(const center::Published& published, BoardReader reader, base::Instant now)
      : published_(published),
        state_(published.state),
        reader_(reader),
        now_(now),
        inside_(everybody(published.state)) {}

  json::object write(const center::SiteFolder& site, const std::optional<center::StaffMember>& responsible) {
    json::object out{{"seq", published_.head.seq},
                     {"head", head_json(published_.given())},
                     {"saved", published_.saved},
                     {"missing", published_.missing},
                     {"rewritten", published_.rewritten},
                     {"covered", reader_.covered},
                     {"sees_people", reader_.sees_people},
                     {"site", {{"name", site.name}, {"kind", name_of(site.kind)}}},
                     {"floor", floor(site, responsible)},
                     {"seats", seats()},
                     {"people", people()},
                     {"next", next()},
                     {"emergencies", emergencies()},
                     {"alarms", alarms()}};
    return out;
  }

 private:
  const domain::Guardrails* rules() const {
    return state_.guardrails.exists() ? &published_.documents->guardrails[state_.guardrails.number].rules : nullptr;
  }

  const domain::Emergency* emergency_of(const domain::Person& person) const {
    const domain::Emergency* emergency = state_.find(person.emergency);
    return emergency && emergency->is_open() ? emergency : nullptr;
  }

  base::Instant due(const domain::Person& person, domain::Cause cause) const {
    return state_.deadlines.due({domain::Subject::person, person.visit.slot, static_cast<std::uint8_t>(cause)});
  }

  /// When the look is, or was, due: the reminder itself is gone once it has come.
  base::Instant look_due(const domain::Person& person) const {
    if (!person.is_watched() || emergency_of(person)) return base::Instant::never();
    if (!person.look_is_due) return due(person, domain::Cause::look);
    if (!person.look_is_overdue) return due(person, domain::Cause::look_overdue) - person.look_interval;
    for (const center::Alarm& alarm : published_.alarms) {
      if (alarm.kind == center::Alarm::Kind::look_overdue && alarm.visit == person.visit)
        return alarm.at - person.look_interval;
    }
    return since_look(person) + person.look_interval;
  }

  static base::Instant since_look(const domain::Person& person) {
    return std::max(person.last_look, person.prepared_at);
  }

  std::string_view state_of(const domain::Person& person) const {
    if (const domain::Emergency* emergency = emergency_of(person)) {
      const domain::Phase phase = emergency->assessment.phase;
      return phase == domain::Phase::still_sedated || phase == domain::Phase::recovery ? name_of(phase)
                                                                                       : std::string_view("emergency");
    }
    if (person.watch == domain::Watch::concern) return "concern";
    if (person.watch == domain::Watch::watched) {
      if (person.may_go) return "may_go";
      if (person.look_is_overdue) return "look_overdue";
      if (person.look_is_due) return "look_due";
      return person.last_look < person.prepared_at || !person.last_look.is_known() ? "preparing" : "watched";
    }
    if (person.watch == domain::Watch::ended) return "done";
    if (person.seat.exists()) return "seated";
    return person.waiting ? "waiting" : "done";
  }

  json::object floor(const center::SiteFolder& site, const std::optional<center::StaffMember>& responsible) const {
    json::array routes;
    const domain::Guardrails* allowed = rules();
    for (std::size_t i = 0; allowed && i < domain::Words<domain::Route>::names.size(); ++i) {
      if (allowed->routes.has(static_cast<domain::Route>(i)))
        routes.emplace_back(domain::Words<domain::Route>::names[i]);
    }
    const bool may_open = site.kind != domain::SiteKind::real || state_.protocol_signed;
    return {{"open", state_.floor_open},
            {"responsible", responsible ? json::value(staff_member_json(*responsible)) : json::value(nullptr)},
            {"consumption", allowed && allowed->consumption_allowed},
            {"routes", std::move(routes)},
            {"minimum_age", allowed ? allowed->minimum_age : 0},
            {"minimum_age_rule",
             allowed ? published_.documents->guardrails[state_.guardrails.number].minimum_age_rule : std::string()},
            {"opens", may_open ? "yes" : "protocol_not_signed"},
            {"closing_waits_for", closing_waits_for()}};
  }

  /// Everybody inside with what each still needs; an emergency that concerns nobody by a visit, too.
  json::array closing_waits_for() const {
    json::array out;
    for (const domain::Person* person : inside_) {
      const std::string_view now = state_of(*person);
      std::string_view need = "inside";
      if (now == "emergency" || now == "still_sedated" || now == "recovery" || now == "concern")
        need = now;
      else if (person->is_watched())
        need = "watched";
      if (now == "still_sedated" && !ems_is_to_be_called(*person)) need = "still_sedated_ems_called";
      out.push_back({{"visit", visit_id_json(published_, person->visit)},
                     {"place", seat_label(state_, person->seat)},
                     {"need", need}});
    }
    for (const domain::Emergency& emergency : state_.emergencies) {
      if (!emergency.is_open() || state_.find(emergency.visit)) continue;
      out.push_back({{"visit", ""}, {"place", seat_label(state_, emergency.seat)}, {"need", "emergency"}});
    }
    return out;
  }

  /// The protocol asks for EMS while somebody is still sedated, until it was called: its clock stands as long.
  bool ems_is_to_be_called(const domain::Person& person) const {
    return emergency_of(person)->assessment.due_at(domain::Clock::ems).is_set();
  }

  /// In order of arrival.
  static std::vector<const domain::Person*> everybody(const domain::State& state) {
    std::vector<const domain::Person*> out;
    for (const domain::Person& person : state.people) {
      if (person.visit.exists()) out.push_back(&person);
    }
    std::sort(out.begin(), out.end(), [](const auto* a, const auto* b) {
      return a->arrived != b->arrived ? a->arrived < b->arrived : a->visit.number < b->visit.number;
    });
    return out;
  }

  json::array seats() const {
    json::array out;
    const domain::Guardrails* allowed = rules();
    for (std::size_t i = 0; i < state_.seats.size(); ++i) {
      const domain::Seat& seat = state_.seats[i];
      if (seat.kind == domain::SeatKind::none) continue;
      const bool for_use = seat.kind == domain::SeatKind::booth || seat.kind == domain::SeatKind::smoking;
      if (for_use && !(allowed && allowed->consumption_allowed)) continue;
      const domain::SeatId id{static_cast<std::uint16_t>(i)};
      json::array visits;
      for (const domain::Person* person : inside_) {
        if (person->seat == id) visits.push_back(visit_id_json(published_, person->visit));
      }
      json::object row{{"seat", i},
                       {"kind", name_of(seat.kind)},
                       {"label", seat_label(state_, id)},
                       {"state", seat.taken > 0  ? "occupied"
                                 : seat.cleaning ? "cleaning"
                                                 : "free"},
                       {"capacity", seat.capacity},
                       {"visits", std::move(visits)}};
      if (seat.kind == domain::SeatKind::toilet && seat.taken > 0) {
        if (seat.taken_at.is_set()) row["since"] = seat.taken_at.milliseconds_utc;
        if (seat.knock_due.is_set()) row["knock_due"] = seat.knock_due.milliseconds_utc;
      }
      out.push_back(std::move(row));
    }
    return out;
  }

  json::array people() const {
    json::array out;
    for (const domain::Person* person : inside_) {
      const center::VisitNotes* notes = published_.notes(person->visit);
      const domain::Emergency* emergency = emergency_of(*person);
      const bool named = reader_.sees_people && !reader_.covered && notes && !notes->handle.empty();
      out.push_back(
          {{"visit", visit_id_json(published_, person->visit)},
           {"handle", named ? json::value(notes->handle) : json::value(nullptr)},
           {"seat", person->seat.exists() ? json::value(person->seat.number) : json::value(nullptr)},
           {"place", seat_label(state_, person->seat)},
           {"purpose", name_of(person->purpose)},
           {"state", state_of(*person)},
           {"arrived", person->arrived.milliseconds_utc},
           {"since", (person->prepared_at.is_known() ? person->prepared_at : person->arrived).milliseconds_utc},
           {"look_due", instant_json(look_due(*person))},
           {"may_go_at", person->is_watched() ? instant_json(person->may_go_at) : json::value(nullptr)},
           {"last_look", instant_json(person->last_look)},
           {"uses", person->uses},
           {"emergency", emergency ? json::value(emergency->key.text()) : json::value(nullptr)},
           {"no_use_before", instant_json(person->no_use_before)},
           {"ask_age", reader_.sees_people && is_to_be_asked_age(*person)}});
    }
    return out;
  }

  /// A rule asks before a use, and this person was not asked at the door, or did not answer.
  bool is_to_be_asked_age(const domain::Person& person) const {
    const domain::Guardrails* allowed = rules();
    const bool answered = person.old_enough == domain::Answer::yes || person.old_enough == domain::Answer::no;
    return allowed && allowed->consumption_allowed && allowed->minimum_age > 0 && !answered;
  }

  struct NextItem {
    base::Instant at;
    std::string_view what;
    bool is_now = false;
    base::Instant since = base::Instant::unknown();
    domain::VisitId visit;
    const domain::Emergency* emergency = nullptr;
    domain::SeatId seat;
  };

  json::array next() const {
    std::vector<NextItem> items;
    for (const domain::Emergency& emergency : state_.emergencies) {
      if (emergency.is_open()) add_emergency(emergency, items);
    }
    for (const domain::Person* person : inside_) {
      if (person->is_watched() && !emergency_of(*person)) add_watch(*person, items);
    }
    for (std::size_t i = 0; i < state_.seats.size(); ++i) {
      const domain::Seat& seat = state_.seats[i];
      if (seat.kind != domain::SeatKind::toilet || seat.taken == 0 || !seat.knock_due.is_set()) continue;
      items.push_back({.at = seat.knock_due,
                       .what = "knock",
                       .since = seat.taken_at,
                       .visit = {},
                       .seat = {static_cast<std::uint16_t>(i)}});
    }
    std::stable_sort(items.begin(), items.end(), [](const NextItem& a, const NextItem& b) {
      return a.is_now != b.is_now ? a.is_now : a.at < b.at;
    });
    json::array out;
    for (const NextItem& item : items) out.push_back(next_json(item));
    return out;
  }

  void add_emergency(const domain::Emergency& emergency, std::vector<NextItem>& items) const {
    using enum domain::ActKind;
    const domain::Assessment& asked = emergency.assessment;
    const auto add = [&](std::string_view what, base::Instant at, bool is_now, base::Instant since) {
      if (at.is_set())
        items.push_back({.at = at,
                         .what = what,
                         .is_now = is_now,
                         .since = since,
                         .visit = emergency.visit,
                         .emergency = &emergency,
                         .seat = emergency.seat});
    };
    const auto due_at = [&](domain::Clock clock) { return asked.instant(asked.due_at(clock)); };
    const bool rests = asked.phase == domain::Phase::recovery || asked.phase == domain::Phase::still_sedated;
    if (!rests) add("emergency", asked.t0, true, asked.t0);
    add("look_after_dose", due_at(domain::Clock::look_after_dose), false, last_act(emergency, {naloxone}));
    add("naloxone_decision", due_at(domain::Clock::naloxone_decision), false, asked.t0);
    add("look_emergency", due_at(domain::Clock::look), false, last_act(emergency, {breathing, vitals, breathing_back}));
    add("release_check", due_at(domain::Clock::recovery_end), false,
        last_act(emergency, {naloxone, oxygen, breathing_back}));
  }

  void add_watch(const domain::Person& person, std::vector<NextItem>& items) const {
    const auto add = [&](std::string_view what, base::Instant at, base::Instant since) {
      if (at.is_set())
        items.push_back({.at = at, .what = what, .since = since, .visit = person.visit, .seat = person.seat});
    };
    const base::Instant look = look_due(person);
    if (person.may_go) return add("look_may_go", person.may_go_at, person.prepared_at);  // that look is this one
    if (person.watch == domain::Watch::concern)
      add("look_concern", look, since_look(person));
    else
      add(person.look_is_overdue ? "look_overdue" : "look", look, since_look(person));
    add("look_may_go", person.may_go_at, person.prepared_at);
  }

  json::object next_json(const NextItem& item) const {
    return {{"at", item.at.milliseconds_utc},
            {"tone", item.is_now       ? "now"
                     : item.at <= now_ ? "due"
                                       : "soon"},
            {"what", item.what},
            {"place", seat_label(state_, item.seat)},
            {"since", instant_json(item.since)},
            {"visit", visit_id_json(published_, item.visit)},
            {"emergency", item.emergency ? json::value(item.emergency->key.text()) : json::value(nullptr)},
            {"seat", item.seat.exists() ? json::value(item.seat.number) : json::value(nullptr)}};
  }

  json::array emergencies() const {
    std::vector<const domain::Emergency*> shown;
    for (const domain::Emergency& emergency : state_.emergencies) {
      const bool lately = emergency.closed_at.is_known() && now_ - emergency.closed_at <= closed_shown_for;
      if (emergency.id.exists() && (emergency.is_open() || lately)) shown.push_back(&emergency);
    }
    std::sort(shown.begin(), shown.end(), [](const auto* a, const auto* b) { return a->id.number < b->id.number; });
    json::array out;
    for (const domain::Emergency* emergency : shown) out.push_back(emergency_json(published_, *emergency));
    return out;
  }

  json::array alarms() const {
    json::array out;
    for (const center::Alarm& alarm : published_.alarms) {
      const domain::Emergency* emergency = state_.find(alarm.emergency);
      const domain::Person* person = state_.find(alarm.visit);
      const domain::SeatId seat = emergency ? emergency->seat : person ? person->seat : domain::SeatId::none();
      out.push_back({{"id", alarm.id},
                     {"kind", alarm_kind(alarm.kind)},
                     {"at", alarm.at.milliseconds_utc},
                     {"stage", alarm.stage},
                     {"emergency", emergency ? json::value(emergency->key.text()) : json::value(nullptr)},
                     {"visit", visit_id_json(published_, alarm.visit)},
                     {"place", seat_label(state_, seat)}});
    }
    return out;
  }

  static std::string_view alarm_kind(center::Alarm::Kind kind) {
    switch (kind) {
      case center::Alarm::Kind::emergency_opened: return "emergency_opened";
      case center::Alarm::Kind::look_after_dose: return "look_after_dose";
      case center::Alarm::Kind::not_acknowledged: return "not_acknowledged";
      case center::Alarm::Kind::look_overdue: return "look_overdue";
    }
    return "";
  }

  const center::Published& published_;
  const domain::State& state_;
  const BoardReader reader_;
  const base::Instant now_;
  const std::vector<const domain::Person*> inside_;
};

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

json::object board_json(const center::Published& published, const center::SiteFolder& site,
                        const std::optional<center::StaffMember>& responsible, BoardReader reader, base::Instant now) {
  return BoardWriter(published, reader, now).write(site, responsible);
}

json::object visit_json(const center::VisitNotes& notes, base::Instant arrived, bool covered) {
  json::array uses;
  for (const center::VisitNotes::Use& use : notes.uses) {
    json::array substances;
    for (std::size_t i = 0; i < domain::Words<domain::Substance>::names.size(); ++i) {
      if (use.substances.has(static_cast<domain::Substance>(i)))
        substances.emplace_back(domain::Words<domain::Substance>::names[i]);
    }
    uses.push_back({{"use", use.use},
                    {"began", use.began.milliseconds_utc},
                    {"substances", std::move(substances)},
                    {"route", name_of(use.route)}});
  }
  json::array looks;
  for (const center::VisitNotes::Look& look : notes.looks) {
    looks.push_back({{"at", look.at.milliseconds_utc},
                     {"responds", look.is_by_eye() ? name_of(domain::LookAnswer::all_well) : name_of(look.responds)},
                     {"breaths", name_of(look.breaths)},
                     {"oximeter", name_of(look.oximeter)},
                     {"with_all", look.with_all}});
  }
  return {{"visit", notes.id.text()},
          {"handle", covered || notes.handle.empty() ? json::value(nullptr) : json::value(notes.handle)},
          {"arrived", arrived.milliseconds_utc},
          {"uses", std::move(uses)},
          {"looks", std::move(looks)}};
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
