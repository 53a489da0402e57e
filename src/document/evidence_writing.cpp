// Writing an evidence document: one TOML text, with a word for whoever reads it wherever a figure is not what it may seem.
#include <fmt/format.h>

#include <span>
#include <string_view>

#include "document/evidence_document.hpp"
#include "document/face.hpp"
#include "document/toml_text.hpp"

namespace alongside::document {

namespace {

constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

const char* const persons =
    "Returning persons cannot be told from new ones: each visit has a reference of its own. No number of visits for "
    "each person, and no spread of risk between persons, can be taken from this document.";

std::string under(std::string_view path, std::string_view name) { return fmt::format("{}.{}", path, name); }

void write(TomlText& out, std::string_view path, const MinutesSeen& minutes) {
  out.table(path);
  out.count("n", minutes.n);
  if (minutes.n < 2) out.text("why", minutes.n == 0 ? "none was seen" : "one alone has no spread");
  out.number("mean", minutes.mean);
  out.number("sd", minutes.sd);
  out.count("log_n", minutes.log_n);
  out.number("log_mean", minutes.log_mean);
  out.number("log_sd", minutes.log_sd);
  if (!minutes.quantiles.empty()) out.list("quantiles", minutes.quantiles);
}

void write(TomlText& out, std::string_view path, const DailySeen& daily) {
  out.table(path);
  out.count("days", daily.days);
  out.count("arrivals", daily.arrivals);
  if (daily.days < 2) out.text("why", "fewer than two days have no variance");
  out.number("mean", daily.mean);
  out.number("variance", daily.variance);
  out.number("variance_to_mean", daily.variance_to_mean);
  out.count("degrees_of_freedom", daily.degrees_of_freedom);
  out.number("pearson", daily.pearson);
}

template <class Number>
void write_week(TomlText& out, const WeekOf<Number>& hours) {
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    out.list(weekdays[day], std::span<const Number>(hours).subspan(day * 24, 24));
  }
}

void write(TomlText& out, std::string_view path, const ArrivalsSeen& arrivals, bool imported) {
  out.table(path);
  write_week(out, arrivals.by_hour);
  if (imported) out.count("hour_not_recorded", arrivals.hour_not_recorded);
  write(out, under(path, "daily"), arrivals.daily);
}

void write(TomlText& out, const std::optional<LiveArrivalsSeen>& live) {
  out.table("arrivals.live");
  if (!live) return out.text("why", "no floor was opened in this record");
  out.count("days_open", live->days_open);
  out.table("arrivals.live.open_hours");
  out.comment("Hours during which the floor was open, summed over all weeks and sites, in each hour of the week.");
  write_week(out, live->open_hours);
  write(out, "arrivals.live.for_use", live->for_use, false);
  write(out, "arrivals.live.for_other", live->for_other, false);
}

void write(TomlText& out, const std::optional<ImportedArrivalsSeen>& imported) {
  out.table("arrivals.imported");
  if (!imported) return out.text("why", "no history was imported into this record");
  out.comment("Days that the imported files cover, Monday to Sunday; they say nothing of opening hours.");
  out.list("days", imported->days);
  write(out, "arrivals.imported.for_use", imported->for_use, true);
  write(out, "arrivals.imported.for_other", imported->for_other, true);
}

template <class Word, std::size_t size>
void write_words(TomlText& out, const std::array<std::uint64_t, size>& counts) {
  for (std::size_t i = 0; i < size; ++i) out.count(EvidenceWords<Word>::names[i], counts[i]);
}

void write(TomlText& out, const WaitingSeen& waiting) {
  out.table("waiting");
  out.comment("For a seat to use on: from joining the waiting list to the end of the wait, in minutes.");
  out.comment("left: went away, or turned to something else, without a word.");
  out.count("seated_at_once", waiting.seated_at_once);
  out.count("still_waiting", waiting.still_waiting);
  out.count("times_not_sure", waiting.times_not_sure);
  write(out, "waiting.seated", waiting.seated);
  write(out, "waiting.left_before_served", waiting.left_before_served);
  write(out, "waiting.no_seat", waiting.no_seat);
  write(out, "waiting.not_served", waiting.not_served);
  write(out, "waiting.left", waiting.left);
  out.table("not_served.at_the_door");
  write_words<ReasonSeen>(out, waiting.at_the_door.by_reason);
  out.table("not_served.inside");
  write_words<ReasonSeen>(out, waiting.inside.by_reason);
}

void write(TomlText& out, const StaysSeen& stays, std::string_view path) {
  out.count("stays", stays.stays);
  out.count("several_uses", stays.several_uses);
  out.count("met_emergency", stays.met_emergency);
  out.count("not_over", stays.not_over);
  out.count("times_not_sure", stays.times_not_sure);
  write(out, under(path, "preparation"), stays.preparation);
  write(out, under(path, "seat_time"), stays.seat_time);
}

void write(TomlText& out, const StaysSeen& all, const std::vector<StaysByKindSeen>& by_kind) {
  out.table("stays");
  out.comment(
      "On a seat in which a use began. Preparation: from sitting down to the first use. Seat time: from the first use "
      "to leaving");
  out.comment("the seat; stays that ended after an emergency of that person began are not in it.");
  write(out, all, "stays");
  for (const StaysByKindSeen& kind : by_kind) {
    out.table_of_list("stays_by_kind");
    out.text("seat", name_of(kind.seat));
    out.text("route", name_of(kind.route));
    write(out, kind.seen, "stays_by_kind");
  }
}

void write(TomlText& out, const LeavingSeen& leaving) {
  out.table("leaving");
  out.comment(
      "Of visits that are over, had a use and met no emergency. Visit: from the door to leaving, or to being found "
      "gone.");
  out.count("visits", leaving.visits);
  out.count("moved_to_aftercare", leaving.moved_to_aftercare);
  out.count("left_early", leaving.left_early);
  out.count("found_gone", leaving.found_gone);
  out.count("found_gone_watched", leaving.found_gone_watched);
  out.count("times_not_sure", leaving.times_not_sure);
  out.comment("Beside them: visits with a use that met an emergency.");
  out.count("met_emergency", leaving.met_emergency);
  write(out, "leaving.aftercare", leaving.aftercare);
  write(out, "leaving.visit_for_use", leaving.visit_for_use);
  write(out, "leaving.visit_for_other", leaving.visit_for_other);
}

void write(TomlText& out, std::string_view path, const EmergenciesSeen& emergencies) {
  out.table(path);
  out.comment("By highest response: none recorded, watched, oxygen, breaths, naloxone.");
  for (std::size_t kind = 0; kind < emergencies.counts.size(); ++kind) {
    out.list(EvidenceWords<EmergencyKindSeen>::names[kind], emergencies.counts[kind]);
  }
}

void write(TomlText& out, const UsesSeen& uses) {
  out.table_of_list("uses");
  out.text("route", name_of(uses.route));
  out.text("mix", name_of(uses.mix));
  out.count("uses", uses.uses);
  out.count("imported", uses.imported);
  out.count("delay_not_known", uses.delay_not_known);
  out.count("after_watch_ended", uses.after_watch_ended);
  write(out, "uses.emergencies", uses.emergencies);
  write(out, "uses.delay", uses.delay);
  write(out, "uses.watched", uses.watched);
  write(out, "uses.stayed", uses.stayed);
}

void write(TomlText& out, const AnswersSeen& answers, std::string_view path) {
  out.table(path);
  out.count("yes", answers.yes);
  out.count("no", answers.no);
  out.count("not_recorded", answers.not_recorded);
}

void write(TomlText& out, const ResponsesSeen& responses) {
  out.table_of_list("responses");
  out.text("kind", name_of(responses.kind));
  out.text("highest", name_of(responses.highest));
  out.count("emergencies", responses.emergencies);
  out.count("imported", responses.imported);
  out.count("still_open", responses.still_open);
  out.count("times_not_sure", responses.times_not_sure);
  out.count("t0_moved", responses.t0_moved);
  out.count("from_paper", responses.from_paper);
  if (responses.by_doses.empty()) {
    out.text("why_no_doses", "imported history says nothing of them");
  } else {
    out.comment("Emergencies with 0, 1, 2 ... doses of naloxone; imported ones are not among them.");
    out.list("by_doses", responses.by_doses);
  }
  write(out, "responses.breathing_back", responses.breathing_back);
  write(out, "responses.closed", responses.closed);
  write(out, "responses.first_breath", responses.first_breath);
  write(out, "responses.first_oxygen", responses.first_oxygen);
  write(out, "responses.first_dose", responses.first_dose);
  write(out, responses.oxygen, "responses.oxygen");
  write(out, responses.ems, "responses.ems");
  write(out, responses.transport, "responses.transport");
}

void write(TomlText& out, std::string_view path, const DaysByEmergencies& days) {
  out.table(path);
  if (days.days.empty()) return out.text("why", "no day is in this record");
  out.list("days", days.days);
  out.list("uses", days.uses);
}

void write(TomlText& out, const DayClustersSeen& clusters) {
  out.table("day_clusters");
  out.comment("Days on which 0, 1, 2 ... emergencies began, and the uses on those days.");
  out.count("uses_squared", clusters.uses_squared);
  write(out, "day_clusters.by_emergencies", clusters.by_emergencies);
  write(out, "day_clusters.by_opioid", clusters.by_opioid);
}

void write(TomlText& out, const SourceOfEvidence& site) {
  out.table_of_list("sites");
  out.text("name", site.name);
  out.text("zone", site.zone);
  if (!site.data_as_of.empty()) out.text("data_as_of", site.data_as_of);
  out.count("chain_head_seq", site.chain_head_seq);
  out.text("chain_head_digest", site.chain_head_digest);
  if (site.first_day) out.text("first_day", iso_date(*site.first_day));
  if (site.last_day) out.text("last_day", iso_date(*site.last_day));
  out.count("days_open", site.days_open);
  out.count("days_imported", site.days_imported);
}

void write_head(TomlText& out, SiteKindSeen kind) {
  out.comment(internal_face);
  out.comment(
      "Times are kept to the second and given in minutes. quantiles: the quantile function at 0, 0.05 ... 1 (Hyndman "
      "and Fan");
  out.comment(
      "1996, type 7). log_: natural logarithm of minutes above 0. sd: with n - 1. Hours and days: on each site's own "
      "wall.");
  out.count("format", 1);
  out.text("document", "evidence");
  out.text("face", "internal, not for release");
  out.text("kind_of_site", name_of(kind));
  out.text("persons", persons);
}

}  // namespace

std::string evidence_as_toml(const EvidenceDocument& document) {
  TomlText out;
  write_head(out, document.kind_of_site);
  for (const SourceOfEvidence& site : document.sites) write(out, site);
  out.table("places");
  write_words<SeatSeen>(out, document.places);
  write(out, document.live);
  write(out, document.imported);
  write(out, document.waiting);
  write(out, document.stays, document.stays_by_kind);
  write(out, document.leaving);
  out.table("visits_for_use");
  out.comment("Visits for use that are over, or imported, with 0, 1, 2 ... uses.");
  if (document.visits_by_uses.empty()) {
    out.text("why", "none was seen");
  } else {
    out.list("by_uses", document.visits_by_uses);
  }
  out.table("emergencies");
  out.count("all", document.emergencies);
  out.count("opened_by_mistake", document.opened_by_mistake);
  write(out, "emergencies.no_use_known", document.no_use_known);
  for (const UsesSeen& uses : document.uses) write(out, uses);
  for (const ResponsesSeen& responses : document.responses) write(out, responses);
  write(out, document.day_clusters);
  return out.take();
}

}  // namespace alongside::document
