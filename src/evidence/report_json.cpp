#include "evidence/report_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/bytes.hpp"
#include "document/indented_json.hpp"
#include "evidence/statistics.hpp"

namespace alongside::evidence {

namespace json = boost::json;

namespace {

json::value when(base::Instant instant) {
  return instant.is_known() ? json::value(document::iso_utc(instant)) : json::value(nullptr);
}

json::value day(const std::optional<Date>& date) {
  return date ? json::value(document::iso_date(*date)) : json::value(nullptr);
}

json::value rate(double count, std::uint64_t of, double per) {
  return of == 0 ? json::value(nullptr) : json::value(count * per / static_cast<double>(of));
}

json::object visits_json(const Figures& figures) {
  const Tally& tally = figures.tally;
  json::array by_hour;
  for (const std::uint64_t visits : tally.visits_by_hour) by_hour.emplace_back(visits);
  json::array by_day;
  for (const auto& [date, visits] : figures.visits_by_day)
    by_day.push_back({{"day", document::iso_date(date)}, {"visits", visits}});
  return {{"total", tally.visits()},
          {"imported", tally.visits_imported},
          {"days_with_visits", figures.visits_by_day.size()},
          {"by_hour", std::move(by_hour)},
          {"hour_not_recorded", tally.visits_hour_not_recorded},
          {"by_day", std::move(by_day)},
          {"new_enrolments", tally.enrolled},
          {"could_not_be_served", tally.could_not_be_served},
          {"left_before_served", tally.left_before_served},
          {"rule", rule::visits}};
}

json::object codes_json(const Figures& figures, bool is_sum) {
  json::array by_month;
  for (const auto& [month, codes] : figures.codes_by_month) {
    by_month.push_back({{"month", fmt::format("{:04}-{:02}", month / 100, month % 100)},
                        {"at_least", codes.at_least},
                        {"at_most", codes.at_most}});
  }
  json::object out;
  if (figures.codes) {
    out["at_least"] = figures.codes->at_least;
    out["at_most"] = figures.codes->at_most;
  } else {
    out["at_least"] = nullptr;
    out["at_most"] = nullptr;
    out["why"] = figures.codes_missing;
  }
  out["of"] = figures.tally.visits();
  out["of_what"] = "visits";
  out["by_month"] = std::move(by_month);
  out["rule"] = is_sum ? std::string(rule::codes) + ' ' + rule::codes_sum : std::string(rule::codes);
  return out;
}

json::object uses_json(const Tally& tally) {
  std::array<std::uint64_t, domain::Words<domain::Substance>::names.size()> by_substance{};
  std::array<std::uint64_t, domain::Words<domain::Route>::names.size()> by_route{};
  std::uint64_t mixes = 0;
  json::array kinds;
  for (const auto& [kind, count] : tally.uses) {
    json::array substances;
    for (std::size_t i = 0; i < by_substance.size(); ++i) {
      if (!kind.substances.has(static_cast<domain::Substance>(i))) continue;
      by_substance[i] += count;
      substances.emplace_back(domain::Words<domain::Substance>::names[i]);
    }
    by_route[static_cast<std::size_t>(kind.route)] += count;
    mixes += kind.substances.count() > 1 ? count : 0;
    kinds.push_back({{"substances", std::move(substances)}, {"route", name_of(kind.route)}, {"uses", count}});
  }
  json::object substances;
  for (std::size_t i = 0; i < by_substance.size(); ++i) {
    if (by_substance[i] > 0) substances[domain::Words<domain::Substance>::names[i]] = by_substance[i];
  }
  json::object routes;
  for (std::size_t i = 0; i < by_route.size(); ++i) routes[domain::Words<domain::Route>::names[i]] = by_route[i];
  return {{"total", tally.all_uses()},
          {"imported", tally.uses_imported},
          {"of", tally.visits()},
          {"of_what", "visits"},
          {"by_substance", std::move(substances)},
          {"mixes", mixes},
          {"by_route", std::move(routes)},
          {"by_substance_and_route", std::move(kinds)},
          {"rule", rule::uses}};
}

json::object answers_json(const Answers& answers, const char* of_what) {
  return {{"count", answers.yes},
          {"no", answers.no},
          {"not_recorded", answers.not_recorded},
          {"of", answers.all()},
          {"of_what", of_what}};
}

/// One emergency table: a row for each kind that a report always prints, and the sum.
template <class Row>
json::object by_kind(const Tally& tally, Row row) {
  json::object out;
  for (std::size_t i = 0; i < emergency_kinds; ++i)
    out[domain::Words<EmergencyKind>::names[i]] = row(tally.emergencies[i]);
  out["all"] = row(tally.all_emergencies());
  return out;
}

json::object deaths_json(const Tally& tally) {
  const Answers& died = tally.all_emergencies().died;
  const std::uint64_t uses = tally.all_uses();
  json::object out{{"count", died.yes}, {"not_recorded", died.not_recorded}, {"of", uses}, {"of_what", "uses"}};
  const auto bound = died.yes == 0 ? upper_bound_of_none(uses) : std::nullopt;
  if (bound) {
    out["upper_95"] = {{"count", *bound * static_cast<double>(uses)}, {"per_10000_uses", *bound * 10'000}};
    out["rule"] = rule::no_death;
  } else {
    out["upper_95"] = nullptr;
    out["why"] = died.yes == 0 ? "no use is recorded: nothing can be said" : "given only where no death is recorded";
  }
  return out;
}

json::object time_json(const Times& times, std::uint64_t live, std::uint64_t imported) {
  json::object out{{"n", times.milliseconds.size()}, {"of", live},
                   {"of_what", "live emergencies"},  {"without", times.without},
                   {"before_tap", times.before_tap}, {"unknown_imported", imported}};
  const auto quartiles = quartiles_of(times.milliseconds);
  const auto seconds = [](std::int64_t milliseconds) { return static_cast<double>(milliseconds) / 1000; };
  out["p25_s"] = quartiles ? json::value(seconds(quartiles->p25)) : json::value(nullptr);
  out["p50_s"] = quartiles ? json::value(seconds(quartiles->p50)) : json::value(nullptr);
  out["p75_s"] = quartiles ? json::value(seconds(quartiles->p75)) : json::value(nullptr);
  return out;
}

json::object emergencies_json(const Tally& tally) {
  const EmergencyTally all = tally.all_emergencies();
  const std::uint64_t live = all.count - tally.emergencies_imported;
  const auto any_use = [](const EmergencyTally& kind) {
    json::object measures;
    for (std::size_t i = 0; i < kind.any_use.size(); ++i) {
      measures[domain::Words<domain::Measure>::names[i]] = answers_json(kind.any_use[i], "emergencies");
    }
    return measures;
  };
  const auto highest = [](const EmergencyTally& kind) {
    json::object levels;
    for (std::size_t i = 0; i < responses; ++i) levels[domain::Words<Response>::names[i]] = kind.highest[i];
    levels["of"] = kind.count;
    levels["of_what"] = "emergencies";
    return levels;
  };
  return {
      {"total", all.count},
      {"imported", tally.emergencies_imported},
      {"of", tally.visits()},
      {"of_what", "visits"},
      {"per_100_visits", rate(static_cast<double>(all.count), tally.visits(), 100)},
      {"per_1000_uses", rate(static_cast<double>(all.count), tally.all_uses(), 1000)},
      {"by_kind", by_kind(tally, [](const EmergencyTally& kind) { return json::value(kind.count); })},
      {"still_open", tally.still_open},
      {"opened_by_mistake", tally.opened_by_mistake},
      {"overdoses",
       {{"count", all.overdoses}, {"of", all.count}, {"of_what", "emergencies"}, {"rule", rule::overdoses}}},
      {"any_use", by_kind(tally, any_use)},
      {"any_use_rule", rule::any_use},
      {"highest_level", by_kind(tally, highest)},
      {"highest_level_order", {"naloxone", "breaths", "oxygen", "watched", "none_recorded"}},
      {"highest_level_rule", rule::highest},
      {"ems_calls", answers_json(all.ems, "emergencies")},
      {"transports", answers_json(all.transport, "emergencies")},
      {"answers_rule", rule::answers},
      {"deaths", deaths_json(tally)},
      {"time_to",
       {{"first_breath", time_json(tally.to_breaths, live, tally.emergencies_imported)},
        {"oxygen", time_json(tally.to_oxygen, live, tally.emergencies_imported)},
        {"first_dose", time_json(tally.to_naloxone, live, tally.emergencies_imported)},
        {"t0_moved", tally.t0_moved},
        {"from_paper", tally.from_paper},
        {"time_not_sure", tally.time_not_sure},
        {"rule", rule::times}}},
  };
}

json::object corrections_json(const Corrections& corrections) {
  return {{"all", corrections.all()},
          {"uses_corrected", corrections.uses_corrected},
          {"acts_corrected", corrections.acts_corrected},
          {"acts_undone", corrections.acts_undone},
          {"acts_moved", corrections.acts_moved},
          {"emergencies_joined", corrections.emergencies_joined},
          {"floor_undone", corrections.floor_undone}};
}

json::object figures_json(const Figures& figures, bool is_sum) {
  return {{"visits", visits_json(figures)},
          {"codes", codes_json(figures, is_sum)},
          {"uses", uses_json(figures.tally)},
          {"emergencies", emergencies_json(figures.tally)},
          {"corrections", corrections_json(figures.tally.corrections)}};
}

json::object site_json(const SiteReport& site, domain::SiteKind kind) {
  json::array imports;
  for (const ImportedFile& file : site.imports) {
    imports.push_back({{"file", file.digest},
                       {"visits", file.tally.visits},
                       {"uses", file.tally.uses},
                       {"codes", file.codes_by_period.empty() ? json::value(nullptr) : json::value(file.tally.codes)},
                       {"rejected_rows", file.tally.rejected},
                       {"first", when(file.tally.first)},
                       {"last", when(file.tally.last)}});
  }
  return {{"name", site.name},
          {"id", site.id},
          {"kind_of_site", name_of(kind)},
          {"zone", site.zone},
          {"data_as_of", when(site.data_as_of)},
          {"chain_head", {{"seq", site.head_seq}, {"digest", site.head_digest}}},
          {"imports", std::move(imports)},
          {"figures", figures_json(site.figures, false)}};
}

}  // namespace

std::string report_as_json(const Report& report) {
  json::array sites;
  for (const SiteReport& site : report.sites) sites.push_back(site_json(site, report.kind));
  const json::value document_of = {
      {"format", 1},
      {"face", "internal"},
      {"notice", rule::face},
      {"kind_of_site", name_of(report.kind)},
      {"days",
       {{"from", day(report.days.from)},
        {"to", day(report.days.to)},
        {"first", report.span ? day(report.span->first) : json::value(nullptr)},
        {"last", report.span ? day(report.span->second) : json::value(nullptr)},
        {"count", report.span ? json::value(document::days_between(report.span->first, report.span->second) + 1)
                              : json::value(nullptr)}}},
      {"sites", std::move(sites)},
      {"sum", figures_json(report.sum, true)},
  };
  return document::indented(document_of);
}

}  // namespace alongside::evidence
