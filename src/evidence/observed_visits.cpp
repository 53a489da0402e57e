// Observed: what a visit shows once nothing of it can change any more: its waits, uses, stays and leaving.
#include <algorithm>

#include "evidence/observed.hpp"

namespace alongside::evidence {

using domain::Instant;
using domain::SeatKind;

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

}  // namespace alongside::evidence
