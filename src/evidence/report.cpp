#include "evidence/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/summed_sites.hpp"

namespace alongside::evidence {

namespace rule {
const char* const visits =
    "A visit is from the door to leaving, counted on the day and in the hour of arrival on the site's wall. Imported "
    "visits whose source "
    "wrote no hour are counted by day only.";
const char* const codes =
    "Codes, not people: cards are lost and lent. Distinct codes of a file are counted when it is imported, of a live "
    "month at its close. "
    "Months do not add up. Where several counts overlap the truth lies between the largest and the sum.";
const char* const codes_sum = "The sum over sites: no code is counted across sites.";
const char* const uses =
    "A use is one consumption. By substance: every use with that substance in it, so a mix is counted under each; by "
    "route: each use once.";
const char* const any_use = "Emergencies in which the measure was used at all. One emergency may be in several rows.";
const char* const highest =
    "Each emergency once, under the highest recorded level of response: naloxone over breaths over oxygen over "
    "watching only. The order is "
    "our choice [J]. A measure that was not recorded raises no level.";
const char* const overdoses =
    "Case definition: breaths, oxygen or naloxone given, or no answer to voice and touch. Watching closely is its own "
    "line.";
const char* const answers = "Of all emergencies; one emergency counts once. What was not recorded is not a no.";
const char* const no_death =
    "No death seen is not no risk: exact one-sided 95% upper bound 1 - 0.05^(1/n) for each use, about 3/n (Hanley and "
    "Lippman-Hand 1983). "
    "A use without an emergency counts as survived.";
const char* const times =
    "From t0 (the tap, or earlier if it was said to have started earlier) to the first of each; live emergencies only, "
    "since imported ones "
    "have no act times. Quartiles by linear interpolation (Hyndman and Fan 1996, type 7).";
const char* const face = "INTERNAL: not for release. Small numbers are shown as they are and may point to a person.";
}  // namespace rule

namespace {

std::uint32_t month_of(Date day) { return static_cast<std::uint32_t>(day.year) * 100 + day.month; }

Date first_of(std::uint32_t month) { return {static_cast<std::int32_t>(month / 100), month % 100, 1}; }

Date last_of(std::uint32_t month) {
  Date day = first_of(month);
  for (Date next = day; month_of(next) == month; next = document::next_day(next)) day = next;
  return day;
}

bool is_whole(std::uint32_t month, const Days& days) { return days.has(first_of(month)) && days.has(last_of(month)); }

Figures figures_of(const Fold& fold, const Days& days) {
  Figures figures;
  figures.tally = fold.over(days);
  figures.visits_by_day = fold.visits_by_day(days);
  for (const auto& [month, codes] : fold.codes_by_month()) {
    if (is_whole(month, days)) figures.codes_by_month[month] = codes;
  }
  if (days.is_open()) {
    figures.codes = fold.codes();
    if (!figures.codes)
      figures.codes_missing = "not counted: part of the record has no codes, or is live and counted by month only";
  } else {
    figures.codes_missing = "not counted between dates: codes are counted by file and by month";
  }
  return figures;
}

void add(Figures& sum, const Figures& site) {
  sum.tally += site.tally;
  for (const auto& [day, visits] : site.visits_by_day) sum.visits_by_day[day] += visits;
  for (const auto& [month, codes] : site.codes_by_month) {
    sum.codes_by_month[month].at_least += codes.at_least;
    sum.codes_by_month[month].at_most += codes.at_most;
  }
  if (!site.codes) {
    sum.codes.reset();
    sum.codes_missing = site.codes_missing;
  } else if (sum.codes) {
    sum.codes->at_least += site.codes->at_least;
    sum.codes->at_most += site.codes->at_most;
  }
}

std::optional<std::pair<Date, Date>> within(const std::optional<std::pair<Date, Date>>& span, const Days& days) {
  if (!span) return std::nullopt;
  const Date from = days.from ? std::max(span->first, *days.from) : span->first;
  const Date to = days.to ? std::min(span->second, *days.to) : span->second;
  return from <= to ? std::optional(std::pair{from, to}) : std::nullopt;
}

/// A month of which one site has a count and another has visits but none would sum to less than there were.
void drop_months_not_counted_everywhere(Figures& sum, const std::vector<SiteReport>& sites) {
  std::erase_if(sum.codes_by_month, [&](const auto& month) {
    return std::any_of(sites.begin(), sites.end(), [&](const SiteReport& site) {
      const auto& days = site.figures.visits_by_day;
      const auto first = days.lower_bound(first_of(month.first));
      const bool has_visits = first != days.end() && month_of(first->first) == month.first;
      return has_visits && !site.figures.codes_by_month.contains(month.first);
    });
  });
}

}  // namespace

base::Result<Report> report_over(const std::vector<SiteRecord>& sites, const Days& days) {
  if (sites.empty()) return base::input_error("expected at least one site to report on, found none");
  if (days.from && days.to && *days.to < *days.from) {
    return base::input_error(fmt::format("expected the first day not after the last, found {} to {}",
                                         document::iso_date(*days.from), document::iso_date(*days.to)));
  }
  Report report;
  report.days = days;
  report.sum.codes = Codes{};
  SummedSites summed;
  for (const SiteRecord& site : sites) {
    const auto founded = summed.take(site.name, site.fold.founded());
    if (!founded) return founded.error();
    report.kind = founded->kind;
    report.sites.push_back({site.name, founded->site.text(), site.fold.zone().name(), site.head_seq, site.head_digest,
                            site.data_as_of, site.fold.imports(), figures_of(site.fold, days)});
    add(report.sum, report.sites.back().figures);
    const auto span = within(site.fold.span(), days);
    if (span)
      report.span = report.span ? std::pair{std::min(report.span->first, span->first),
                                            std::max(report.span->second, span->second)}
                                : *span;
  }
  drop_months_not_counted_everywhere(report.sum, report.sites);
  return report;
}

}  // namespace alongside::evidence
