#include "evidence/summed_evidence.hpp"

#include <algorithm>

#include "evidence/merge.hpp"
#include "evidence/summed_sites.hpp"

namespace alongside::evidence {

namespace {

/// The document's word for ours: both lists are the same.
template <class Theirs, class Ours>
Theirs as(Ours word) {
  static_assert(std::ranges::equal(document::EvidenceWords<Theirs>::names, domain::Words<Ours>::names),
                "document/evidence_words.hpp lacks a word");
  return static_cast<Theirs>(word);
}

document::MinutesSeen told(const Durations& durations) {
  const Moments minutes = durations.minutes();
  const Moments logs = durations.log_minutes();
  document::MinutesSeen out{.n = minutes.n,
                            .mean = minutes.mean,
                            .sd = minutes.sd,
                            .log_n = logs.n,
                            .log_mean = logs.mean,
                            .log_sd = logs.sd,
                            .quantiles = {}};
  if (const auto points = durations.quantiles_minutes()) out.quantiles.assign(points->begin(), points->end());
  return out;
}

document::DailySeen told(const DailySpread& daily) {
  document::DailySeen out{.days = daily.days,
                          .arrivals = daily.arrivals,
                          .mean = {},
                          .variance = {},
                          .variance_to_mean = {},
                          .degrees_of_freedom = daily.degrees_of_freedom,
                          .pearson = {}};
  if (daily.days > 1) {
    const auto days = static_cast<double>(daily.days);
    const auto arrivals = static_cast<double>(daily.arrivals);
    const double mean = arrivals / days;
    const double variance = (static_cast<double>(daily.arrivals_squared) - arrivals * mean) / (days - 1);
    out.mean = mean;
    out.variance = variance;
    if (daily.arrivals > 0) out.variance_to_mean = variance / mean;
  }
  if (daily.degrees_of_freedom > 0) out.pearson = daily.pearson;
  return out;
}

document::ArrivalsSeen told(const Arrivals& arrivals) {
  return {.by_hour = arrivals.by_hour, .hour_not_recorded = arrivals.hour_not_recorded, .daily = told(arrivals.daily)};
}

std::optional<document::LiveArrivalsSeen> told(const LiveArrivals& live) {
  if (live.days_open == 0) return std::nullopt;
  document::LiveArrivalsSeen out{
      .days_open = live.days_open, .open_hours = {}, .for_use = told(live.for_use), .for_other = told(live.for_other)};
  for (std::size_t i = 0; i < out.open_hours.size(); ++i) {
    out.open_hours[i] = static_cast<double>(live.open_milliseconds[i]) / 3'600'000.0;
  }
  return out;
}

std::optional<document::ImportedArrivalsSeen> told(const ImportedArrivals& imported) {
  if (imported.days() == 0) return std::nullopt;
  return document::ImportedArrivalsSeen{
      .days = imported.days_by_weekday, .for_use = told(imported.for_use), .for_other = told(imported.for_other)};
}

document::WaitingSeen told(const Waiting& waiting) {
  const auto ended = [&](WaitEnd end) { return told(waiting.ended[static_cast<std::size_t>(end)]); };
  return {.seated_at_once = waiting.seated_at_once,
          .still_waiting = waiting.still_waiting,
          .times_not_sure = waiting.times_not_sure,
          .seated = ended(WaitEnd::seated),
          .left_before_served = ended(WaitEnd::left_before_served),
          .no_seat = ended(WaitEnd::no_seat),
          .not_served = ended(WaitEnd::not_served),
          .left = ended(WaitEnd::left),
          .at_the_door = {waiting.at_the_door},
          .inside = {waiting.inside}};
}

document::StaysSeen told(const Stays& stays) {
  return {.stays = stays.count,
          .several_uses = stays.several_uses,
          .met_emergency = stays.met_emergency,
          .not_over = stays.not_over,
          .times_not_sure = stays.times_not_sure,
          .preparation = told(stays.preparation),
          .seat_time = told(stays.seat_time)};
}

document::LeavingSeen told(const Leaving& leaving, const Durations& visit_other) {
  return {.visits = leaving.visits,
          .moved_to_aftercare = leaving.moved_to_aftercare,
          .left_early = leaving.left_early,
          .found_gone = leaving.found_gone,
          .found_gone_watched = leaving.found_gone_watched,
          .times_not_sure = leaving.times_not_sure,
          .met_emergency = leaving.met_emergency,
          .aftercare = told(leaving.aftercare),
          .visit_for_use = told(leaving.visit_for_use),
          .visit_for_other = told(visit_other)};
}

document::UsesSeen told(const UseGroup& group, const UsesSeen& uses) {
  return {.route = as<document::RouteSeen>(group.route),
          .mix = as<document::MixSeen>(group.mix),
          .uses = uses.count,
          .imported = uses.imported,
          .emergencies = {uses.followed},
          .delay_not_known = uses.delay_not_known,
          .after_watch_ended = uses.after_watch_ended,
          .delay = told(uses.delay),
          .watched = told(uses.watched),
          .stayed = told(uses.stayed)};
}

document::AnswersSeen told(const Answers& answers) { return {answers.yes, answers.no, answers.not_recorded}; }

document::ResponsesSeen told(const ResponseGroup& group, const ResponsesSeen& responses) {
  return {.kind = as<document::EmergencyKindSeen>(group.kind),
          .highest = as<document::HighestSeen>(group.highest),
          .emergencies = responses.count,
          .imported = responses.imported,
          .still_open = responses.still_open,
          .times_not_sure = responses.times_not_sure,
          .t0_moved = responses.t0_moved,
          .from_paper = responses.from_paper,
          .by_doses = responses.by_doses,
          .breathing_back = told(responses.breathing_back),
          .closed = told(responses.closed),
          .first_breath = told(responses.first_breath),
          .first_oxygen = told(responses.first_oxygen),
          .first_dose = told(responses.first_dose),
          .oxygen = told(responses.oxygen),
          .ems = told(responses.ems),
          .transport = told(responses.transport)};
}

document::DaysByEmergencies told(const std::vector<DayClusters::Days>& days) {
  document::DaysByEmergencies out;
  for (const DayClusters::Days& one : days) {
    out.days.push_back(one.days);
    out.uses.push_back(one.uses);
  }
  return out;
}

}  // namespace

base::Result<SummedEvidence> evidence_over(const std::vector<ObservedSite>& sites) {
  if (sites.empty()) return base::input_error("expected at least one site to take evidence from, found none");
  SummedEvidence evidence;
  SummedSites summed;
  for (const ObservedSite& site : sites) {
    const auto founded = summed.take(site.name, site.observed.founded());
    if (!founded) return founded.error();
    evidence.kind = founded->kind;
    const Observations seen = site.observed.observations();
    evidence.sites.push_back(
        {.name = site.name,
         .zone = site.observed.zone().name(),
         .data_as_of = site.data_as_of.is_known() ? document::iso_utc(site.data_as_of) : std::string(),
         .chain_head_seq = site.head_seq,
         .chain_head_digest = site.head_digest,
         .first_day = seen.days.first,
         .last_day = seen.days.last,
         .days_open = seen.live.days_open,
         .days_imported = seen.imported.days()});
    merge(evidence.sum, seen);
  }
  return evidence;
}

document::EvidenceDocument document_of(const SummedEvidence& evidence) {
  const Observations& sum = evidence.sum;
  document::EvidenceDocument out;
  out.kind_of_site = as<document::SiteKindSeen>(evidence.kind);
  out.sites = evidence.sites;
  out.places = sum.places;
  out.live = told(sum.live);
  out.imported = told(sum.imported);
  out.waiting = told(sum.waiting);
  Stays all;
  for (const auto& [kind, stays] : sum.stays) {
    merge(all, stays);
    out.stays_by_kind.push_back({as<document::SeatSeen>(kind.seat), as<document::RouteSeen>(kind.route), told(stays)});
  }
  out.stays = told(all);
  out.leaving = told(sum.leaving, sum.visit_other);
  out.visits_by_uses = sum.visits_by_uses;
  out.emergencies = sum.all_emergencies();
  out.opened_by_mistake = sum.opened_by_mistake;
  out.no_use_known = {sum.no_use_known};
  for (const auto& [group, uses] : sum.uses) out.uses.push_back(told(group, uses));
  for (const auto& [group, response] : sum.responses_seen) out.responses.push_back(told(group, response));
  out.day_clusters = {
      .by_emergencies = told(sum.clusters.by_emergencies),
      .by_opioid = told(sum.clusters.by_opioid),
      .uses_squared = sum.clusters.uses_squared,
  };
  // The two lists that stand by place: a word more, or in another order, must not compile.
  static_assert(std::ranges::equal(document::EvidenceWords<document::ReasonSeen>::names,
                                   domain::Words<domain::NotServed>::names));
  static_assert(
      std::ranges::equal(document::EvidenceWords<document::SeatSeen>::names, domain::Words<domain::SeatKind>::names));
  return out;
}

}  // namespace alongside::evidence
