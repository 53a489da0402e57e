#include "evidence/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/summed_sites.hpp"

namespace alongside::evidence {

namespace {

std::optional<std::pair<Date, Date>> within(const std::optional<std::pair<Date, Date>>& span, const Days& days) {
  if (!span) return std::nullopt;
  const Date from = days.from ? std::max(span->first, *days.from) : span->first;
  const Date to = days.to ? std::min(span->second, *days.to) : span->second;
  return from <= to ? std::optional(std::pair{from, to}) : std::nullopt;
}

/// What a reader would not take for granted.
std::vector<DayStart> starts_told(const SiteDays& days, const std::optional<std::pair<Date, Date>>& span) {
  if (!span) return {};
  std::vector<DayStart> starts = days.starts_within(span->first, span->second);
  const bool is_plain = starts.size() == 1 && starts.front().minutes == 0;
  return is_plain ? std::vector<DayStart>() : starts;
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
  report.sum = Figures(sites.front().fold.list(), days, true);
  SummedSites summed;
  for (const SiteRecord& site : sites) {
    const auto founded = summed.take(site.name, site.fold.founded());
    if (!founded) return founded.error();
    report.kind = founded->kind;
    const auto span = within(site.fold.span(), days);
    report.sites.push_back({site.name, founded->site.text(), site.fold.zone().name(), site.head_seq, site.head_digest,
                            site.data_as_of, site.fold.imports(), site.fold.over(days),
                            starts_told(site.fold.days_of_site(), span)});
    report.sum.add(report.sites.back().figures);
    if (span)
      report.span = report.span ? std::pair{std::min(report.span->first, span->first),
                                            std::max(report.span->second, span->second)}
                                : *span;
  }
  return report;
}

}  // namespace alongside::evidence
