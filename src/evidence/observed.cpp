#include "evidence/observed.hpp"

#include <algorithm>

namespace alongside::evidence {

namespace {

using domain::Instant;
using domain::Purpose;
using domain::SeatKind;

constexpr base::Duration settled_after = base::hours(48);

bool is_for_use(Purpose purpose) { return purpose == Purpose::booth || purpose == Purpose::smoking; }

}  // namespace

void Observed::add(const domain::Event& event) {
  const auto each = [&](const auto& body) {
    using Body = std::decay_t<decltype(body)>;
    if constexpr (std::is_same_v<Body, domain::SiteFounded>) {
      founded_ = body;
    } else if constexpr (std::is_same_v<Body, domain::DaySet>) {
      days_of_site_.take(body, event.at);
    } else if constexpr (requires { take(body, event); }) {
      take(body, event);
    }
  };
  std::visit(each, event.body);
  if (!event.marks.has(domain::Mark::imported)) last_at_ = std::max(last_at_, event.at);
}

// --- the floor --------------------------------------------------------------------------------------------------------------------

/// Where the clock was not sure at a start, times before it and times after it do not belong together.
void Observed::take(const domain::Booted& booted, const domain::Event& event) {
  if (!booted.clock_not_sure) return;
  for (auto& [number, visit] : visits_) {
    if (visit.way == Way::inside) visit.times_not_sure = true;
  }
  if (open_since_.is_known()) {
    // How long the program was away is not known: no hours between its last event and this start.
    open_between(open_since_, last_at_, settled_);
    open_since_ = event.at;
  }
  last_at_ = event.at;
}

void Observed::take(const domain::SeatAdded& added, const domain::Event&) {
  if (seats_.size() <= added.seat.number) seats_.resize(added.seat.number + 1U, SeatKind::none);
  seats_[added.seat.number] = added.kind;
  settled_.counts.places[index(added.kind)] += added.capacity;
}

void Observed::take(const domain::FloorOpened&, const domain::Event& event) { open_since_ = event.at; }

void Observed::take(const domain::FloorClosed&, const domain::Event& event) {
  if (open_since_.is_known()) open_between(open_since_, event.at, settled_);
  open_since_ = Instant::unknown();
}

// --- the way through --------------------------------------------------------------------------------------------------------------

Observed::Visit* Observed::touch(domain::VisitId id, const domain::Event& event) {
  const auto found = visits_.find(id.number);
  if (!id.exists() || found == visits_.end()) return nullptr;
  Visit& visit = found->second;
  visit.times_not_sure |= event.marks.has(domain::Mark::time_not_sure) || event.at < visit.last_at;
  visit.last_at = event.at;
  return &visit;
}

void Observed::Visit::end_wait(Instant at, WaitEnd end) {
  if (!waits_for_seat_since.is_known()) return;
  waits.push_back({waits_for_seat_since, at, end});
  waits_for_seat_since = Instant::unknown();
}

void Observed::Visit::end_stay(Instant at) {
  if (!stays.empty() && !stays.back().until.is_set()) stays.back().until = at;
}

void Observed::take(const domain::Welcomed& welcomed, const domain::Event& event) {
  Visit visit;
  visit.arrived = event.at;
  visit.last_at = event.at;
  visit.for_use = is_for_use(welcomed.purpose);
  visits_[welcomed.visit.number] = std::move(visit);
  touch(welcomed.visit, event);
}

void Observed::take(const domain::JoinedWaiting& joined, const domain::Event& event) {
  Visit* visit = touch(joined.visit, event);
  if (!visit) return;
  if (!is_for_use(joined.purpose)) return visit->end_wait(event.at, WaitEnd::left);
  visit->for_use = true;
  if (!visit->waits_for_seat_since.is_known()) visit->waits_for_seat_since = event.at;
}

void Observed::take(const domain::CouldNotBeServed& not_served, const domain::Event& event) {
  Waiting& waiting = settled_.counts.waiting;
  ++(not_served.visit.exists() ? waiting.inside : waiting.at_the_door)[index(not_served.reason)];
  if (Visit* visit = touch(not_served.visit, event)) visit->not_served = not_served.reason;
  const bool no_seat = not_served.reason == domain::NotServed::no_seat;
  end_visit(not_served.visit, event, Way::not_served, no_seat ? WaitEnd::no_seat : WaitEnd::not_served);
}

void Observed::take(const domain::LeftBeforeServed& left, const domain::Event& event) {
  end_visit(left.visit, event, Way::not_served, WaitEnd::left_before_served);
}

void Observed::take(const domain::Seated& seated, const domain::Event& event) {
  Visit* visit = touch(seated.visit, event);
  if (!visit) return;
  const SeatKind seat = seated.seat.number < seats_.size() ? seats_[seated.seat.number] : SeatKind::none;
  if (is_for_use(seat)) {
    const bool first =
        std::none_of(visit->stays.begin(), visit->stays.end(), [](const Stay& stay) { return is_for_use(stay.seat); });
    if (first && visit->waits.empty() && !visit->waits_for_seat_since.is_known()) visit->seated_at_once = true;
    visit->for_use = true;
  }
  visit->end_wait(event.at, WaitEnd::seated);
  visit->end_stay(event.at);
  Stay stay;
  stay.seat = seat;
  stay.from = event.at;
  visit->stays.push_back(std::move(stay));
}

void Observed::take(const domain::UseBegan& began, const domain::Event& event) {
  Visit* visit = touch(began.visit, event);
  if (!visit) return;
  visit->for_use = true;
  if (!visit->stays.empty()) visit->stays.back().uses.push_back(visit->uses.size());
  Use use;
  use.number = began.use;
  use.at = event.at;
  use.kind = {began.substances, began.route};
  visit->uses.push_back(use);
}

void Observed::take(const domain::UseCorrected& corrected, const domain::Event&) {
  const auto found = visits_.find(corrected.visit.number);
  if (found == visits_.end()) return;
  for (Use& use : found->second.uses) {
    if (use.number == corrected.use) use.kind = {corrected.substances, corrected.route};
  }
}

void Observed::take(const domain::LookTaken& look, const domain::Event& event) {
  if (!look.ends_watch) return;
  Visit* visit = touch(look.visit, event);
  if (visit && !visit->uses.empty()) visit->uses.back().watch_ended = event.at;
}

void Observed::take(const domain::Left& left, const domain::Event& event) {
  end_visit(left.visit, event, left.early ? Way::left_early : Way::left, WaitEnd::left);
}

void Observed::take(const domain::FoundGone& gone, const domain::Event& event) {
  end_visit(gone.visit, event, gone.watch_was_open ? Way::gone_watched : Way::gone, WaitEnd::left);
}

void Observed::end_visit(domain::VisitId id, const domain::Event& event, Way way, WaitEnd wait_end) {
  if (Visit* visit = touch(id, event)) {
    visit->end_wait(event.at, wait_end);
    visit->end_stay(event.at);
    visit->left = event.at;
    visit->way = way;
    left_.emplace_back(event.at, id.number);
  }
  settle_who_left_before(event.at - settled_after);
}

/// By ambulance or by their own wish: the emergency says which, and `settle_leaving` counts them apart.
void Observed::take(const domain::LeftByEmergency& left, const domain::Event& event) {
  end_visit(left.visit, event, Way::left, WaitEnd::left);
}

// --- taken back: as though it had not been ----------------------------------------------------------------------------------------------

void Observed::take(const domain::EndingUndone& undone, const domain::Event& event) {
  if (undone.ending == domain::Ending::could_not_be_served) {
    const auto found = visits_.find(undone.visit.number);
    if (found != visits_.end()) --settled_.counts.waiting.inside[index(found->second.not_served)];
  }
  Visit* visit = touch(undone.visit, event);
  if (!visit) return;
  std::erase_if(left_, [&](const auto& one) { return one.second == undone.visit.number; });
  if (!visit->waits.empty() && visit->waits.back().until == visit->left) {
    visit->waits_for_seat_since = visit->waits.back().since;
    visit->waits.pop_back();
  }
  if (undone.seat.exists() && !visit->stays.empty()) visit->stays.back().until = Instant::never();
  visit->left = Instant::never();
  visit->way = Way::inside;
}

void Observed::take(const domain::LookUndone& undone, const domain::Event& event) {
  Visit* visit = touch(undone.visit, event);
  if (visit && !visit->uses.empty() && visit->uses.back().watch_ended == undone.taken)
    visit->uses.back().watch_ended = Instant::never();
}

void Observed::take(const domain::NotServedUndone& undone, const domain::Event&) {
  --settled_.counts.waiting.at_the_door[index(undone.reason)];
}

void Observed::take(const domain::UseUndone& undone, const domain::Event& event) {
  Visit* visit = touch(undone.visit, event);
  if (!visit || visit->uses.empty() || visit->uses.back().number != undone.use) return;
  visit->uses.pop_back();
  for (Stay& stay : visit->stays) std::erase(stay.uses, visit->uses.size());
}

void Observed::take(const domain::WelcomeUndone& undone, const domain::Event&) { visits_.erase(undone.visit.number); }

void Observed::settle_who_left_before(Instant before) {
  for (; !left_.empty() && left_.front().first < before; left_.pop_front()) {
    const auto found = visits_.find(left_.front().second);
    if (found == visits_.end() || found->second.is_named_by_an_emergency) continue;
    settle(found->second, {}, settled_);
    visits_.erase(found);
  }
}

}  // namespace alongside::evidence
