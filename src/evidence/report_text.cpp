#include "evidence/report_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "evidence/statistics.hpp"

namespace alongside::evidence {

namespace {

constexpr std::size_t width = 96;

/// A page that grows line by line.
class Page {
 public:
  template <class... Values>
  void line(fmt::format_string<Values...> form, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), form, std::forward<Values>(values)...);
    text_ += '\n';
  }
  void gap() { text_ += '\n'; }
  void heading(std::string_view words) {
    gap();
    line("{}", words);
    line("{:-<{}}", "", words.size());
  }
  /// A sentence, broken between words.
  void note(std::string_view sentence) {
    std::string row = "  ";
    while (!sentence.empty()) {
      const std::size_t end = std::min(sentence.find(' '), sentence.size());
      if (row.size() + end + 1 > width) {
        line("{}", row);
        row = "  ";
      }
      if (row.size() > 2) row += ' ';
      row += sentence.substr(0, end);
      sentence.remove_prefix(std::min(end + 1, sentence.size()));
    }
    line("{}", row);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string between(const Codes& codes) {
  return codes.at_least == codes.at_most ? fmt::format("{}", codes.at_least)
                                         : fmt::format("{} to {}", codes.at_least, codes.at_most);
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? std::string("-")
                    : fmt::format("{:.1f}%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

void put_visits(Page& page, const Figures& figures) {
  const Tally& tally = figures.tally;
  page.heading("Visits");
  page.line("  {} visits on {} days ({} of them imported)", tally.visits(), figures.visits_by_day.size(),
            tally.visits_imported);
  page.line("  {} new enrolments; {} could not be served, {} left before they were served", tally.enrolled,
            tally.could_not_be_served, tally.left_before_served);
  page.note(rule::visits);
  page.gap();
  for (std::size_t half = 0; half < 24; half += 12) {
    std::string hours = "  hour  ";
    std::string visits = "  visits";
    for (std::size_t hour = half; hour < half + 12; ++hour) {
      hours += fmt::format("{:>7}", hour);
      visits += fmt::format("{:>7}", tally.visits_by_hour[hour]);
    }
    page.line("{}", hours);
    page.line("{}", visits);
  }
  if (tally.visits_hour_not_recorded > 0) page.line("  hour not recorded: {}", tally.visits_hour_not_recorded);
  page.gap();
  std::string row;
  for (const auto& [day, visits] : figures.visits_by_day) {
    row += fmt::format("  {} {:>5}", document::iso_date(day), visits);
    if (row.size() + 18 > width) {
      page.line("{}", row);
      row.clear();
    }
  }
  if (!row.empty()) page.line("{}", row);
}

void put_codes(Page& page, const Figures& figures, bool is_sum) {
  page.heading("Codes seen");
  if (figures.codes) {
    page.line("  {} codes in {} visits", between(*figures.codes), figures.tally.visits());
  } else {
    page.note(figures.codes_missing);
  }
  for (const auto& [month, codes] : figures.codes_by_month)
    page.line("  {:04}-{:02}  {}", month / 100, month % 100, between(codes));
  page.note(rule::codes);
  if (is_sum) page.note(rule::codes_sum);
}

void put_uses(Page& page, const Tally& tally) {
  using domain::Words;
  page.heading("Uses");
  const std::uint64_t all = tally.all_uses();
  page.line("  {} uses in {} visits ({} of them imported)", all, tally.visits(), tally.uses_imported);
  page.note(rule::uses);
  page.gap();
  std::array<std::array<std::uint64_t, Words<domain::Route>::names.size()>, Words<domain::Substance>::names.size()>
      table{};
  std::array<std::uint64_t, Words<domain::Route>::names.size()> routes{};
  for (const auto& [kind, count] : tally.uses) {
    routes[static_cast<std::size_t>(kind.route)] += count;
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (kind.substances.has(static_cast<domain::Substance>(i)))
        table[i][static_cast<std::size_t>(kind.route)] += count;
    }
  }
  const auto row = [&](std::string_view name, const auto& by_route) {
    std::uint64_t sum = 0;
    std::string cells;
    for (const std::uint64_t count : by_route) {
      cells += fmt::format("{:>9}", count);
      sum += count;
    }
    if (sum > 0) page.line("  {:<18}{}{:>9}{:>8}", name, cells, sum, share(sum, all));
  };
  std::string head;
  for (const std::string_view route : Words<domain::Route>::names) head += fmt::format("{:>9}", route);
  page.line("  {:<18}{}{:>9}{:>8}", "", head, "all", "of uses");
  for (std::size_t i = 0; i < table.size(); ++i) row(Words<domain::Substance>::names[i], table[i]);
  row("each use once", routes);
}

constexpr std::array<std::string_view, emergency_kinds> kind_names{"opioid", "stimulant", "other", "kind not recorded"};

template <class Put>
void each_kind(const Tally& tally, Put put) {
  for (std::size_t i = 0; i < emergency_kinds; ++i) {
    if (tally.emergencies[i].count > 0) put(kind_names[i], tally.emergencies[i]);
  }
  put("all", tally.all_emergencies());
}

void put_answers(Page& page, std::string_view what, const Answers& answers) {
  page.line("  {:<16}{:>6} of {} emergencies; not recorded in {}", what, answers.yes, answers.all(),
            answers.not_recorded);
}

void put_deaths(Page& page, const Tally& tally) {
  const Answers died = tally.all_emergencies().died;
  const std::uint64_t uses = tally.all_uses();
  page.line("  {:<16}{:>6} in {} uses; not recorded in {} emergencies", "deaths", died.yes, uses, died.not_recorded);
  const auto bound = died.yes == 0 ? upper_bound_of_none(uses) : std::nullopt;
  if (!bound) return;
  page.line("  {:<16}at most {:.1f} in these uses, {:.2f} per 10,000 uses (95%, one-sided)", "",
            *bound * static_cast<double>(uses), *bound * 10'000);
  page.note(rule::no_death);
}

void put_time(Page& page, std::string_view what, const Times& times) {
  const auto quartiles = quartiles_of(times.milliseconds);
  const auto seconds = [](std::int64_t milliseconds) { return static_cast<double>(milliseconds) / 1000; };
  const std::string median = quartiles
                                 ? fmt::format("median {:.0f} s (quartiles {:.0f} and {:.0f})", seconds(quartiles->p50),
                                               seconds(quartiles->p25), seconds(quartiles->p75))
                                 : std::string("no time");
  page.line("  {:<16}{}, n = {}; without: {}; before the tap: {}", what, median, times.milliseconds.size(),
            times.without, times.before_tap);
}

void put_emergencies(Page& page, const Tally& tally) {
  const EmergencyTally all = tally.all_emergencies();
  page.heading("Emergencies");
  page.line("  {} emergencies in {} visits and {} uses ({} of them imported); {} still open", all.count, tally.visits(),
            tally.all_uses(), tally.emergencies_imported, tally.still_open);
  page.line("  {} more were opened by mistake and stand in no figure", tally.opened_by_mistake);
  page.line("  {} were overdoses by the case definition", all.overdoses);
  page.note(rule::overdoses);

  page.gap();
  page.line("  Any use of each measure: yes (not recorded)");
  page.line("  {:<20}{:>14}{:>14}{:>14}{:>14}{:>14}", "", "watched", "oxygen", "breaths", "naloxone", "emergencies");
  each_kind(tally, [&](std::string_view name, const EmergencyTally& kind) {
    std::string cells;
    for (const Answers& measure : kind.any_use)
      cells += fmt::format("{:>14}", fmt::format("{} ({})", measure.yes, measure.not_recorded));
    page.line("  {:<20}{}{:>14}", name, cells, kind.count);
  });
  page.note(rule::any_use);

  page.gap();
  page.line("  Highest level of response");
  page.line("  {:<20}{:>12}{:>12}{:>12}{:>12}{:>12}{:>12}", "", "none rec.", "watched", "oxygen", "breaths", "naloxone",
            "all");
  each_kind(tally, [&](std::string_view name, const EmergencyTally& kind) {
    std::string cells;
    for (const std::uint64_t count : kind.highest) cells += fmt::format("{:>12}", count);
    page.line("  {:<20}{}{:>12}", name, cells, kind.count);
  });
  page.note(rule::highest);

  page.gap();
  put_answers(page, "EMS called", all.ems);
  put_answers(page, "transported", all.transport);
  put_deaths(page, tally);

  page.gap();
  page.line("  Time to the first of each, over {} live emergencies; unknown for {} imported ones",
            all.count - tally.emergencies_imported, tally.emergencies_imported);
  put_time(page, "first breath", tally.to_breaths);
  put_time(page, "oxygen", tally.to_oxygen);
  put_time(page, "first dose", tally.to_naloxone);
  page.line("  t0 moved: {}; from paper: {}; time not sure: {}", tally.t0_moved, tally.from_paper, tally.time_not_sure);
  page.note(rule::times);
}

void put_figures(Page& page, const Figures& figures, bool is_sum) {
  put_visits(page, figures);
  put_codes(page, figures, is_sum);
  put_uses(page, figures.tally);
  put_emergencies(page, figures.tally);
  page.gap();
  page.line("  Corrections in the record: {}", figures.tally.corrections.all());
}

}  // namespace

std::string report_as_text(const Report& report) {
  Page page;
  page.line("{}", rule::face);
  if (report.kind != domain::SiteKind::real)
    page.line("This is a {} site: no figure here is of people.", name_of(report.kind));
  if (report.span) {
    page.line("{} to {}, {} days", document::iso_date(report.span->first), document::iso_date(report.span->second),
              document::days_between(report.span->first, report.span->second) + 1);
  } else {
    page.line("Nothing is recorded in these days.");
  }
  for (const SiteReport& site : report.sites) {
    page.gap();
    page.line("=== {} ({}, {} site) ===", site.name, site.zone, name_of(report.kind));
    page.line("  data as of {}; chain head {} {}",
              site.data_as_of.is_known() ? document::iso_utc(site.data_as_of) : "-", site.head_seq, site.head_digest);
    for (const ImportedFile& file : site.imports) {
      page.line("  imported file {}: {} visits, {} uses; {} rows were not taken", file.digest, file.tally.visits,
                file.tally.uses, file.tally.rejected);
    }
    put_figures(page, site.figures, false);
  }
  if (report.sites.size() > 1) {
    page.gap();
    page.line("=== all {} sites together ===", report.sites.size());
    put_figures(page, report.sum, true);
  }
  page.gap();
  page.line("{}", rule::face);
  return page.take();
}

}  // namespace alongside::evidence
