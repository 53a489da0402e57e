#include "evidence/report_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "document/face.hpp"

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

void put(Page& page, const Line& line) { page.line("{}", line.text); }

void put(Page& page, const Note& note) { page.note(note.sentence); }

void put(Page& page, const Table& table) {
  std::string row = fmt::format("  {:<{}}", table.names.name, table.names.width);
  for (const Table::Column& column : table.columns) row += fmt::format("{:>{}}", column.name, column.width);
  page.line("{}", row);
  for (const auto& [name, cells] : table.rows) {
    row = fmt::format("  {:<{}}", name, table.names.width);
    for (std::size_t i = 0; i < cells.size(); ++i) row += fmt::format("{:>{}}", cells[i], table.columns[i].width);
    page.line("{}", row);
  }
}

void put(Page& page, const Pieces& pieces) {
  std::string row;
  for (const std::string& piece : pieces.all) {
    if (!row.empty() && row.size() + piece.size() > width) {
      page.line("{}", row);
      row.clear();
    }
    row += piece;
  }
  if (!row.empty()) page.line("{}", row);
}

void put(Page& page, const std::vector<Printed>& printed) {
  for (const Printed& one : printed) {
    std::visit([&](const auto& kind) { put(page, kind); }, one);
  }
}

void put(Page& page, const Section& section) {
  if (section.name().heading.empty()) {
    page.gap();
  } else {
    page.heading(section.name().heading);
  }
  put(page, section.head());
  for (const std::string_view rule : section.rules()) page.note(rule);
  for (const Block& block : section.blocks()) {
    page.gap();
    put(page, block.printed);
  }
}

void put_figures(Page& page, const Figures& figures) {
  for (const Section& section : figures.rows()) put(page, section);
}

}  // namespace

std::string report_as_text(const Report& report) {
  Page page;
  page.line("{}", document::internal_face);
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
    for (const DayStart& start : site.day_starts) {
      page.line("  {}a day begins at {} by the wall ({})",
                start.from ? fmt::format("from {} on ", document::iso_date(*start.from)) : std::string(), start.clock(),
                start.zone);
    }
    for (const ImportedFile& file : site.imports) {
      page.line("  imported file {}: {} visits, {} uses; {} rows were not taken", file.digest, file.tally.visits,
                file.tally.uses, file.tally.rejected);
    }
    put_figures(page, site.figures);
  }
  if (report.sites.size() > 1) {
    page.gap();
    page.line("=== all {} sites together ===", report.sites.size());
    put_figures(page, report.sum);
  }
  page.gap();
  page.line("{}", document::internal_face);
  return page.take();
}

}  // namespace alongside::evidence
