#include "evidence/evidence_document.hpp"

#include <fmt/format.h>

#include <cmath>
#include <span>
#include <string_view>

#include "evidence/report.hpp"
#include "evidence/summed_sites.hpp"

namespace alongside::evidence {

namespace {

constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

const char* const persons =
    "Returning persons cannot be told from new ones: each visit has a reference of its own. No number of visits for "
    "each person, and no spread of risk between persons, can be taken from this document.";

/// TOML, line by line.
class Text {
 public:
  void comment(std::string_view line) { out_ += fmt::format("# {}\n", line); }
  void table(std::string_view path) { out_ += fmt::format("\n[{}]\n", path); }
  void table_of_list(std::string_view path) { out_ += fmt::format("\n[[{}]]\n", path); }
  void text(std::string_view key, std::string_view value) { out_ += fmt::format("{} = {}\n", key, quoted(value)); }
  void count(std::string_view key, std::uint64_t value) { out_ += fmt::format("{} = {}\n", key, value); }
  /// To a millionth; nothing where there is no number.
  void number(std::string_view key, std::optional<double> value) {
    if (value) out_ += fmt::format("{} = {}\n", key, rounded(*value));
  }
  template <class Number>
  void list(std::string_view key, std::span<const Number> values) {
    out_ += fmt::format("{} = [", key);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if constexpr (std::is_floating_point_v<Number>) {
        out_ += fmt::format("{}{}", i == 0 ? "" : ", ", rounded(values[i]));
      } else {
        out_ += fmt::format("{}{}", i == 0 ? "" : ", ", values[i]);
      }
    }
    out_ += "]\n";
  }
  std::string take() { return std::move(out_); }

 private:
  static double rounded(double value) { return std::round(value * 1e6) / 1e6; }

  static std::string quoted(std::string_view value) {
    std::string text = "\"";
    for (const char c : value) {
      if (c == '"' || c == '\\') text += '\\';
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 || byte == 0x7F) {
        text += fmt::format("\\u{:04x}", byte);
      } else {
        text += c;
      }
    }
    return text + '"';
  }

  std::string out_;
};

std::string under(std::string_view path, std::string_view name) { return fmt::format("{}.{}", path, name); }

void write(Text& out, std::string_view path, const Durations& durations) {
  out.table(path);
  const Moments minutes = durations.minutes();
  out.count("n", minutes.n);
  if (minutes.n < 2) out.text("why", minutes.n == 0 ? "none was seen" : "one alone has no spread");
  out.number("mean", minutes.mean);
  out.number("sd", minutes.sd);
  const Moments logs = durations.log_minutes();
  out.count("log_n", logs.n);
  out.number("log_mean", logs.mean);
  out.number("log_sd", logs.sd);
  const auto points = durations.quantiles_minutes();
  if (points) out.list("quantiles", std::span<const double>(*points));
}

void write(Text& out, std::string_view path, const DailySpread& daily) {
  out.table(path);
  out.count("days", daily.days);
  out.count("arrivals", daily.arrivals);
  const auto days = static_cast<double>(daily.days);
  const auto arrivals = static_cast<double>(daily.arrivals);
  if (daily.days < 2) {
    out.text("why", "fewer than two days have no variance");
  } else {
    const double mean = arrivals / days;
    const double variance = (static_cast<double>(daily.arrivals_squared) - arrivals * mean) / (days - 1);
    out.number("mean", mean);
    out.number("variance", variance);
    if (daily.arrivals > 0) out.number("variance_to_mean", variance / mean);
  }
  out.count("degrees_of_freedom", daily.degrees_of_freedom);
  if (daily.degrees_of_freedom > 0) out.number("pearson", daily.pearson);
}

template <class Number>
void write_week(Text& out, const std::array<Number, week_hours>& hours) {
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    out.list(weekdays[day], std::span<const Number>(hours).subspan(day * 24, 24));
  }
}

void write(Text& out, std::string_view path, const Arrivals& arrivals, bool imported) {
  out.table(path);
  write_week(out, arrivals.by_hour);
  if (imported) out.count("hour_not_recorded", arrivals.hour_not_recorded);
  write(out, under(path, "daily"), arrivals.daily);
}

void write(Text& out, const LiveArrivals& live) {
  out.table("arrivals.live");
  if (live.days_open == 0) {
    out.text("why", "no floor was opened in this record");
    return;
  }
  out.count("days_open", live.days_open);
  out.table("arrivals.live.open_hours");
  out.comment("Hours during which the floor was open, summed over all weeks and sites, in each hour of the week.");
  std::array<double, week_hours> hours{};
  for (std::size_t i = 0; i < hours.size(); ++i)
    hours[i] = static_cast<double>(live.open_milliseconds[i]) / 3'600'000.0;
  write_week(out, hours);
  write(out, "arrivals.live.for_use", live.for_use, false);
  write(out, "arrivals.live.for_other", live.for_other, false);
}

void write(Text& out, const ImportedArrivals& imported) {
  out.table("arrivals.imported");
  if (imported.days() == 0) {
    out.text("why", "no history was imported into this record");
    return;
  }
  out.comment("Days that the imported files cover, Monday to Sunday; they say nothing of opening hours.");
  out.list("days", std::span<const std::uint64_t>(imported.days_by_weekday));
  write(out, "arrivals.imported.for_use", imported.for_use, true);
  write(out, "arrivals.imported.for_other", imported.for_other, true);
}

template <class Word, std::size_t size>
void write_words(Text& out, const std::array<std::uint64_t, size>& counts) {
  for (std::size_t i = 0; i < size; ++i) out.count(domain::Words<Word>::names[i], counts[i]);
}

void write(Text& out, const Waiting& waiting) {
  out.table("waiting");
  out.comment("For a seat to use on: from joining the waiting list to the end of the wait, in minutes.");
  out.comment("left: went away, or turned to something else, without a word.");
  out.count("seated_at_once", waiting.seated_at_once);
  out.count("still_waiting", waiting.still_waiting);
  out.count("times_not_sure", waiting.times_not_sure);
  for (std::size_t i = 0; i < wait_ends; ++i)
    write(out, under("waiting", domain::Words<WaitEnd>::names[i]), waiting.ended[i]);
  out.table("not_served.at_the_door");
  write_words<domain::NotServed>(out, waiting.at_the_door);
  out.table("not_served.inside");
  write_words<domain::NotServed>(out, waiting.inside);
}

void write(Text& out, const Stays& stays, std::string_view path) {
  out.count("stays", stays.count);
  out.count("several_uses", stays.several_uses);
  out.count("met_emergency", stays.met_emergency);
  out.count("not_over", stays.not_over);
  out.count("times_not_sure", stays.times_not_sure);
  write(out, under(path, "preparation"), stays.preparation);
  write(out, under(path, "seat_time"), stays.seat_time);
}

void write(Text& out, const std::map<StayKind, Stays>& stays) {
  Stays all;
  for (const auto& [kind, seen] : stays) all += seen;
  out.table("stays");
  out.comment(
      "On a seat in which a use began. Preparation: from sitting down to the first use. Seat time: from the first use "
      "to leaving");
  out.comment("the seat; stays that ended after an emergency of that person began are not in it.");
  write(out, all, "stays");
  for (const auto& [kind, seen] : stays) {
    out.table_of_list("stays_by_kind");
    out.text("seat", name_of(kind.seat));
    out.text("route", name_of(kind.route));
    write(out, seen, "stays_by_kind");
  }
}

void write(Text& out, const Leaving& leaving, const Durations& visit_other) {
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
  write(out, "leaving.visit_for_other", visit_other);
}

void write(Text& out, std::string_view path, const Emergencies& emergencies) {
  out.table(path);
  out.comment("By highest response: none recorded, watched, oxygen, breaths, naloxone.");
  for (std::size_t kind = 0; kind < emergency_kinds; ++kind) {
    out.list(domain::Words<EmergencyKind>::names[kind], std::span<const std::uint64_t>(emergencies[kind]));
  }
}

void write(Text& out, const std::map<UseGroup, UsesSeen>& uses) {
  for (const auto& [group, seen] : uses) {
    out.table_of_list("uses");
    out.text("route", name_of(group.route));
    out.text("mix", domain::name_of(group.mix));
    out.count("uses", seen.count);
    out.count("imported", seen.imported);
    out.count("delay_not_known", seen.delay_not_known);
    out.count("after_watch_ended", seen.after_watch_ended);
    write(out, "uses.emergencies", seen.followed);
    write(out, "uses.delay", seen.delay);
    write(out, "uses.watched", seen.watched);
    write(out, "uses.stayed", seen.stayed);
  }
}

void write(Text& out, const Answers& answers, std::string_view path) {
  out.table(path);
  out.count("yes", answers.yes);
  out.count("no", answers.no);
  out.count("not_recorded", answers.not_recorded);
}

void write(Text& out, const std::map<ResponseGroup, ResponsesSeen>& responses_seen) {
  for (const auto& [group, seen] : responses_seen) {
    out.table_of_list("responses");
    out.text("kind", domain::name_of(group.kind));
    out.text("highest", domain::name_of(group.highest));
    out.count("emergencies", seen.count);
    out.count("imported", seen.imported);
    out.count("still_open", seen.still_open);
    out.count("times_not_sure", seen.times_not_sure);
    out.count("t0_moved", seen.t0_moved);
    out.count("from_paper", seen.from_paper);
    if (seen.by_doses.empty()) {
      out.text("why_no_doses", "imported history says nothing of them");
    } else {
      out.comment("Emergencies with 0, 1, 2 ... doses of naloxone; imported ones are not among them.");
      out.list("by_doses", std::span<const std::uint64_t>(seen.by_doses));
    }
    write(out, "responses.breathing_back", seen.breathing_back);
    write(out, "responses.closed", seen.closed);
    write(out, "responses.first_breath", seen.first_breath);
    write(out, "responses.first_oxygen", seen.first_oxygen);
    write(out, "responses.first_dose", seen.first_dose);
    write(out, seen.oxygen, "responses.oxygen");
    write(out, seen.ems, "responses.ems");
    write(out, seen.transport, "responses.transport");
  }
}

void write(Text& out, std::string_view path, const std::vector<DayClusters::Days>& days) {
  std::vector<std::uint64_t> days_by;
  std::vector<std::uint64_t> uses_by;
  for (const DayClusters::Days& one : days) {
    days_by.push_back(one.days);
    uses_by.push_back(one.uses);
  }
  out.table(path);
  if (days.empty()) return out.text("why", "no day is in this record");
  out.list("days", std::span<const std::uint64_t>(days_by));
  out.list("uses", std::span<const std::uint64_t>(uses_by));
}

void write(Text& out, const DayClusters& clusters) {
  out.table("day_clusters");
  out.comment("Days on which 0, 1, 2 ... emergencies began, and the uses on those days.");
  out.count("uses_squared", clusters.uses_squared);
  write(out, "day_clusters.by_emergencies", clusters.by_emergencies);
  write(out, "day_clusters.by_opioid", clusters.by_opioid);
}

void write(Text& out, const EvidenceDocument::Site& site) {
  out.table_of_list("sites");
  out.text("name", site.name);
  out.text("zone", site.zone);
  if (site.data_as_of.is_known()) out.text("data_as_of", document::iso_utc(site.data_as_of));
  out.count("chain_head_seq", site.head_seq);
  out.text("chain_head_digest", site.head_digest);
  if (site.first_day) out.text("first_day", document::iso_date(*site.first_day));
  if (site.last_day) out.text("last_day", document::iso_date(*site.last_day));
  out.count("days_open", site.days_open);
  out.count("days_imported", site.days_imported);
}

}  // namespace

base::Result<EvidenceDocument> evidence_over(const std::vector<ObservedSite>& sites) {
  if (sites.empty()) return base::input_error("expected at least one site to take evidence from, found none");
  EvidenceDocument document;
  SummedSites summed;
  for (const ObservedSite& site : sites) {
    const auto founded = summed.take(site.name, site.observed.founded());
    if (!founded) return founded.error();
    document.kind = founded->kind;
    const Observations seen = site.observed.observations();
    document.sites.push_back({site.name, site.observed.zone().name(), site.head_seq, site.head_digest, site.data_as_of,
                              seen.first_day, seen.last_day, seen.live.days_open, seen.imported.days()});
    document.sum += seen;
  }
  return document;
}

std::string evidence_as_toml(const EvidenceDocument& document) {
  const Observations& sum = document.sum;
  Text out;
  out.comment(rule::face);
  out.comment(
      "Times are kept to the second and given in minutes. quantiles: the quantile function at 0, 0.05 ... 1 (Hyndman "
      "and Fan");
  out.comment(
      "1996, type 7). log_: natural logarithm of minutes above 0. sd: with n - 1. Hours and days: on each site's own "
      "wall.");
  out.count("format", 1);
  out.text("document", "evidence");
  out.text("face", "internal, not for release");
  out.text("kind_of_site", name_of(document.kind));
  out.text("persons", persons);
  for (const EvidenceDocument::Site& site : document.sites) write(out, site);
  out.table("places");
  write_words<domain::SeatKind>(out, sum.places);
  write(out, sum.live);
  write(out, sum.imported);
  write(out, sum.waiting);
  write(out, sum.stays);
  write(out, sum.leaving, sum.visit_other);
  out.table("visits_for_use");
  out.comment("Visits for use that are over, or imported, with 0, 1, 2 ... uses.");
  if (sum.visits_by_uses.empty()) {
    out.text("why", "none was seen");
  } else {
    out.list("by_uses", std::span<const std::uint64_t>(sum.visits_by_uses));
  }
  out.table("emergencies");
  out.count("all", sum.all_emergencies());
  out.count("opened_by_mistake", sum.opened_by_mistake);
  write(out, "emergencies.no_use_known", sum.no_use_known);
  write(out, sum.uses);
  write(out, sum.responses_seen);
  write(out, sum.clusters);
  return out.take();
}

}  // namespace alongside::evidence
