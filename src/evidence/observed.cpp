#include "evidence/observed.hpp"

#include <algorithm>
#include <array>

namespace alongside::evidence {

namespace {

using domain::Instant;
using domain::Purpose;
using domain::SeatKind;

constexpr base::Duration settled_after = base::hours(48);

constexpr std::size_t index(auto value) { return static_cast<std::size_t>(value); }

bool is_for_use(Purpose purpose) { return purpose == Purpose::booth || purpose == Purpose::smoking; }

bool is_for_use(SeatKind seat) { return seat == SeatKind::booth || seat == SeatKind::smoking; }

/// 0 is Monday; 1 January 1970 was a Thursday.
std::size_t weekday_of(Date date) {
  const std::int64_t days = document::days_between(Date{1970, 1, 1}, date);
  return static_cast<std::size_t>(((days + 3) % 7 + 7) % 7);
}

void count_at(std::vector<std::uint64_t>& counts, std::size_t at) {
  if (counts.size() <= at) counts.resize(at + 1);
  ++counts[at];
}

UseGroup group_of(const UseKind& kind) { return {kind.route, mix_of(kind.substances)}; }

/// One day's count, its weekday, and how long it had.
struct DayCount {
  std::size_t weekday = 0;
  std::uint64_t arrivals = 0;
  double exposure = 0;
};

DailySpread spread_of(const std::vector<DayCount>& days) {
  struct Stratum {
    std::uint64_t days = 0;
    std::uint64_t arrivals = 0;
    double exposure = 0;
  };
  std::array<Stratum, 7> strata;
  DailySpread spread;
  for (const DayCount& day : days) {
    ++spread.days;
    spread.arrivals += day.arrivals;
    spread.arrivals_squared += day.arrivals * day.arrivals;
    Stratum& stratum = strata[day.weekday];
    ++stratum.days;
    stratum.arrivals += day.arrivals;
    stratum.exposure += day.exposure;
  }
  for (const DayCount& day : days) {
    const Stratum& stratum = strata[day.weekday];
    if (stratum.arrivals == 0) continue;
    const double expected = static_cast<double>(stratum.arrivals) * day.exposure / stratum.exposure;
    const double apart = static_cast<double>(day.arrivals) - expected;
    spread.pearson += apart * apart / expected;
  }
  for (const Stratum& stratum : strata) {
    if (stratum.arrivals > 0) spread.degrees_of_freedom += stratum.days - 1;
  }
  return spread;
}

void count_day(std::vector<DayClusters::Days>& by, std::uint64_t emergencies, std::uint64_t uses) {
  if (by.size() <= emergencies) by.resize(emergencies + 1);
  ++by[emergencies].days;
  by[emergencies].uses += uses;
}

/// From t0, where it came at all; what was done before t0 took no time.
void count_since(Instant t0, Instant at, Durations& durations) {
  if (at.is_set()) durations.count(std::max(at - t0, base::Duration{}));
}

}  // namespace

void Observed::add(const domain::Event& event) {
  const auto each = [&](const auto& body) {
    using Body = std::decay_t<decltype(body)>;
    if constexpr (std::is_same_v<Body, domain::SiteFounded>) {
      founded_ = body;
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

// --- emergencies ------------------------------------------------------------------------------------------------------------------

void Observed::take(const domain::ActRecorded& recorded, const domain::Event& event) {
  emergencies_.take(recorded, event.marks);
  if (recorded.act.kind != domain::ActKind::person) return;
  const auto visit = visits_.find(recorded.act.visit.number);
  if (visit != visits_.end()) visit->second.is_named_by_an_emergency = true;
}

void Observed::take(const domain::EmergenciesJoined& joined, const domain::Event&) { emergencies_.take(joined); }

void Observed::take(const domain::ActMoved& moved, const domain::Event&) { emergencies_.take(moved); }

void Observed::settle_emergencies(Books& books,
                                  std::unordered_map<std::uint32_t, std::vector<Followed>>& by_visit) const {
  for (const auto& [number, emergency] : emergencies_.by_number()) {
    if (emergency.acts.empty()) continue;  // its last act was moved to another
    const auto story = story_of(emergency);
    if (!story || story->is_mistake()) {
      ++books.counts.opened_by_mistake;
      continue;
    }
    const ResponseGroup group{kind_of(story->kinds), highest_of(*story)};
    ResponsesSeen& seen = books.counts.responses_seen[group];
    ++seen.count;
    seen.still_open += story->outcome ? 0U : 1U;
    seen.t0_moved += story->t0_moved ? 1U : 0U;
    seen.from_paper += story->from_paper ? 1U : 0U;
    seen.times_not_sure += emergency.time_not_sure ? 1U : 0U;
    if (!emergency.time_not_sure) {
      count_since(story->t0, story->breathing_back, seen.breathing_back);
      count_since(story->t0, story->closed, seen.closed);
      count_since(story->t0, story->breaths, seen.first_breath);
      count_since(story->t0, story->oxygen, seen.first_oxygen);
      count_since(story->t0, story->naloxone, seen.first_dose);
    }
    count_at(seen.by_doses, story->doses);
    seen.oxygen.count(story->oxygen.is_set() ? domain::Answer::yes : domain::Answer::no);
    seen.ems.count(ems_of(*story));
    seen.transport.count(transport_of(*story));

    Day& day = books.days[date_of(story->t0)];
    ++day.emergencies;
    day.opioid_emergencies += group.kind == EmergencyKind::opioid ? 1U : 0U;

    if (story->visit.exists() && visits_.contains(story->visit.number)) {
      by_visit[story->visit.number].push_back({story->t0, group, emergency.time_not_sure});
    } else {
      ++books.counts.no_use_known[index(group.kind)][index(group.highest)];
    }
  }
}

// --- imported history -------------------------------------------------------------------------------------------------------------

void Observed::take(const domain::ImportedVisit& visit, const domain::Event&) {
  imported_[visit.visit] = {visit.arrived, visit.precision, 0, {}};
}

void Observed::take(const domain::ImportedUse& use, const domain::Event&) {
  const UseGroup group = group_of({use.substances, use.route});
  UsesSeen& seen = settled_.counts.uses[group];
  ++seen.count;
  ++seen.imported;
  ++settled_.days[date_of(use.arrived)].uses;
  const auto visit = imported_.find(use.visit);
  if (visit == imported_.end()) return;
  ++visit->second.uses;
  visit->second.last_use = group;
}

/// It stands in the row of the use that it followed, or in a row of its own below it.
void Observed::take(const domain::ImportedEmergency& emergency, const domain::Event&) {
  const ResponseGroup group{kind_of(emergency.group), highest_of(emergency.given)};
  ResponsesSeen& seen = settled_.counts.responses_seen[group];
  ++seen.count;
  ++seen.imported;
  seen.oxygen.count(emergency.not_known.has(domain::Measure::oxygen) ? domain::Answer::unknown
                    : emergency.given.has(domain::Measure::oxygen)   ? domain::Answer::yes
                                                                     : domain::Answer::no);
  seen.ems.count(emergency.ems);
  seen.transport.count(emergency.transport);

  Day& day = settled_.days[date_of(emergency.arrived)];
  ++day.emergencies;
  day.opioid_emergencies += group.kind == EmergencyKind::opioid ? 1U : 0U;

  const auto visit = imported_.find(emergency.visit);
  if (visit == imported_.end() || visit->second.uses == 0) {
    ++settled_.counts.no_use_known[index(group.kind)][index(group.highest)];
    return;
  }
  UsesSeen& uses = settled_.counts.uses[visit->second.last_use];
  ++uses.followed[index(group.kind)][index(group.highest)];
  ++uses.delay_not_known;
}

void Observed::take(const domain::ImportTallied& tallied, const domain::Event&) {
  if (!tallied.first.is_known() || !tallied.last.is_known()) return;
  const Date last = date_of(tallied.last);
  for (Date day = date_of(tallied.first); day <= last; day = document::next_day(day)) {
    settled_.days[day].is_in_an_imported_file = true;
  }
}

void Observed::settle(const ImportedVisit& visit, Books& books) const {
  const bool for_use = visit.uses > 0;
  Arrivals& arrivals = for_use ? books.counts.imported.for_use : books.counts.imported.for_other;
  if (visit.precision == domain::Precision::day) {
    ++arrivals.hour_not_recorded;
  } else {
    ++arrivals.by_hour[week_hour_of(visit.arrived)];
  }
  Day& day = books.days[date_of(visit.arrived)];
  ++(for_use ? day.imported_for_use : day.imported_other);
  day.is_in_an_imported_file = true;
  if (for_use) count_at(books.counts.visits_by_uses, visit.uses);
}

// --- what a visit shows -----------------------------------------------------------------------------------------------------------

void Observed::settle(const Visit& visit, std::span<const Followed> emergencies, Books& books) const {
  LiveArrivals& live = books.counts.live;
  ++(visit.for_use ? live.for_use : live.for_other).by_hour[week_hour_of(visit.arrived)];
  Day& day = books.days[date_of(visit.arrived)];
  ++(visit.for_use ? day.live_for_use : day.live_other);

  settle_waits(visit, books.counts.waiting);
  settle_uses(visit, emergencies, books);
  settle_stays(visit, emergencies, books.counts);
  settle_leaving(visit, !emergencies.empty(), books.counts);
}

void Observed::settle_waits(const Visit& visit, Waiting& waiting) const {
  waiting.seated_at_once += visit.seated_at_once ? 1U : 0U;
  waiting.still_waiting += visit.waits_for_seat_since.is_known() ? 1U : 0U;
  for (const Wait& wait : visit.waits) {
    if (visit.times_not_sure) {
      ++waiting.times_not_sure;
    } else {
      waiting.ended[index(wait.end)].count(wait.until - wait.since);
    }
  }
}

/// Each emergency is counted after the last use that began before it, or at it.
void Observed::settle_uses(const Visit& visit, std::span<const Followed> emergencies, Books& books) const {
  std::vector<bool> followed(visit.uses.size());
  for (const Followed& emergency : emergencies) {
    const auto later =
        std::find_if(visit.uses.begin(), visit.uses.end(), [&](const Use& use) { return use.at > emergency.t0; });
    if (later == visit.uses.begin()) {
      ++books.counts.no_use_known[index(emergency.group.kind)][index(emergency.group.highest)];
      continue;
    }
    const Use& use = *std::prev(later);
    followed[static_cast<std::size_t>(std::prev(later) - visit.uses.begin())] = true;
    UsesSeen& seen = books.counts.uses[group_of(use.kind)];
    ++seen.followed[index(emergency.group.kind)][index(emergency.group.highest)];
    if (visit.times_not_sure || emergency.times_not_sure) {
      ++seen.delay_not_known;
      continue;
    }
    seen.delay.count(emergency.t0 - use.at);
    seen.after_watch_ended += emergency.t0 >= std::min(use.watch_ended, visit.left) ? 1U : 0U;
  }
  for (std::size_t i = 0; i < visit.uses.size(); ++i) {
    const Use& use = visit.uses[i];
    UsesSeen& seen = books.counts.uses[group_of(use.kind)];
    ++seen.count;
    ++books.days[date_of(use.at)].uses;
    const Instant next = i + 1 < visit.uses.size() ? visit.uses[i + 1].at : visit.left;
    if (followed[i] || visit.times_not_sure || !next.is_set()) continue;
    seen.watched.count(std::min(use.watch_ended, next) - use.at);
    seen.stayed.count(next - use.at);
  }
}

void Observed::settle_stays(const Visit& visit, std::span<const Followed> emergencies, Observations& counts) const {
  for (const Stay& stay : visit.stays) {
    if (stay.uses.empty() || !is_for_use(stay.seat)) continue;
    const Use& first = visit.uses[stay.uses.front()];
    Stays& seen = counts.stays[{stay.seat, first.kind.route}];
    ++seen.count;
    seen.several_uses += stay.uses.size() > 1 ? 1U : 0U;
    const bool met_emergency = std::any_of(emergencies.begin(), emergencies.end(),
                                           [&](const Followed& emergency) { return emergency.t0 < stay.until; });
    seen.met_emergency += met_emergency ? 1U : 0U;
    seen.not_over += stay.until.is_set() ? 0U : 1U;
    if (visit.times_not_sure) {
      ++seen.times_not_sure;
      continue;
    }
    seen.preparation.count(first.at - stay.from);
    if (!met_emergency && stay.until.is_set()) seen.seat_time.count(stay.until - first.at);
  }
}

void Observed::settle_leaving(const Visit& visit, bool met_emergency, Observations& counts) const {
  if (visit.way == Way::inside) return;
  if (visit.for_use) count_at(counts.visits_by_uses, visit.uses.size());
  const bool went_home = visit.way != Way::not_served;
  if (!visit.for_use && went_home && !met_emergency && !visit.times_not_sure) {
    counts.visit_other.count(visit.left - visit.arrived);
  }
  if (visit.uses.empty() || !went_home) return;
  Leaving& leaving = counts.leaving;
  if (met_emergency) {
    ++leaving.met_emergency;
    return;
  }
  const auto is_aftercare = [](const Stay& stay) { return stay.seat == SeatKind::aftercare; };
  ++leaving.visits;
  leaving.moved_to_aftercare += std::any_of(visit.stays.begin(), visit.stays.end(), is_aftercare) ? 1U : 0U;
  leaving.left_early += visit.way == Way::left_early ? 1U : 0U;
  leaving.found_gone += visit.way == Way::gone || visit.way == Way::gone_watched ? 1U : 0U;
  leaving.found_gone_watched += visit.way == Way::gone_watched ? 1U : 0U;
  if (visit.times_not_sure) {
    ++leaving.times_not_sure;
    return;
  }
  leaving.visit_for_use.count(visit.left - visit.arrived);
  for (const Stay& stay : visit.stays) {
    if (is_aftercare(stay)) leaving.aftercare.count(stay.until - stay.from);
  }
}

// --- days and hours ---------------------------------------------------------------------------------------------------------------

std::size_t Observed::week_hour_of(Instant at) const {
  const document::LocalTime local = zone_.to_local(at);
  return weekday_of(local.date) * 24 + local.hour;
}

/// Cut at each full hour of the wall's clock.
void Observed::open_between(Instant from, Instant until, Books& books) const {
  while (from < until) {
    const document::LocalTime local = zone_.to_local(from);
    const std::int64_t into_second = (from.milliseconds_utc % 1000 + 1000) % 1000;
    const base::Duration into_hour =
        base::minutes(local.minute) + base::seconds(local.second) + base::milliseconds(into_second);
    const Instant next = std::min(until, from + (base::hours(1) - into_hour));
    const std::int64_t open = (next - from).milliseconds;
    books.counts.live.open_milliseconds[weekday_of(local.date) * 24 + local.hour] += open;
    books.days[local.date].open_milliseconds += open;
    from = next;
  }
}

Observed::Books Observed::all_settled() const {
  Books books = settled_;
  std::unordered_map<std::uint32_t, std::vector<Followed>> followed;
  settle_emergencies(books, followed);
  for (const auto& [number, visit] : visits_) {
    const auto named = followed.find(number);
    settle(visit, named == followed.end() ? std::span<const Followed>{} : named->second, books);
  }
  for (const auto& [number, visit] : imported_) settle(visit, books);
  if (open_since_.is_known()) open_between(open_since_, last_at_, books);
  return books;
}

Observations Observed::observations() const {
  Books books = all_settled();
  Observations& counts = books.counts;
  std::vector<DayCount> live_for_use;
  std::vector<DayCount> live_other;
  std::vector<DayCount> imported_for_use;
  std::vector<DayCount> imported_other;
  for (const auto& [date, day] : books.days) {
    const std::size_t weekday = weekday_of(date);
    if (day.open_milliseconds > 0) {
      const auto exposure = static_cast<double>(day.open_milliseconds);
      live_for_use.push_back({weekday, day.live_for_use, exposure});
      live_other.push_back({weekday, day.live_other, exposure});
      ++counts.live.days_open;
    }
    if (day.is_in_an_imported_file) {
      imported_for_use.push_back({weekday, day.imported_for_use, 1.0});
      imported_other.push_back({weekday, day.imported_other, 1.0});
      ++counts.imported.days_by_weekday[weekday];
    }
    count_day(counts.clusters.by_emergencies, day.emergencies, day.uses);
    count_day(counts.clusters.by_opioid, day.opioid_emergencies, day.uses);
    counts.clusters.uses_squared += day.uses * day.uses;
  }
  counts.live.for_use.daily = spread_of(live_for_use);
  counts.live.for_other.daily = spread_of(live_other);
  counts.imported.for_use.daily = spread_of(imported_for_use);
  counts.imported.for_other.daily = spread_of(imported_other);
  if (!books.days.empty()) {
    counts.first_day = books.days.begin()->first;
    counts.last_day = books.days.rbegin()->first;
  }
  return std::move(books.counts);
}

}  // namespace alongside::evidence
