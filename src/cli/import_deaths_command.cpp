// alongside import deaths FILE: a publisher's file of deaths into counts by place and year, for plans.
#include <fmt/core.h>

#include <boost/json.hpp>

#include "cli/command.hpp"
#include "document/csv.hpp"
#include "document/file.hpp"
#include "document/words.hpp"
#include "ledger/durable_file.hpp"
#include "places/import_deaths.hpp"

namespace alongside::cli {

namespace {

constexpr std::size_t names_shown_max = 15;

struct Options {
  std::filesystem::path file;
  std::string place;
  std::string places;
  std::filesystem::path out;
  std::string instead = "nothing";
  places::ImportChoices choices;
  std::optional<double> unplaced_max;
  bool json = false;
};

struct Imported {
  places::ImportedDeaths deaths;
  std::vector<places::UnplacedName> unplaced;  ///< the commonest first
  std::string place;
  std::string alias_source;
};

base::Result<Imported> import(const Options& options) {
  const auto document = places::load_place_document(options.place, options.places);
  if (!document) return document.error();
  const auto text = document::read_file(options.file, document::Csv::file_bytes_max);
  if (!text) return text.error();
  auto deaths = places::import_deaths(options.file.string(), *text, *document, options.choices);
  if (!deaths) return deaths.error();
  const double lost_max = options.unplaced_max.value_or(document->import_rules.unplaced_share_max);
  if (const auto good = places::check_placed(*deaths, *document, lost_max); !good)
    return base::input_error(fmt::format("{}: {}", options.file.string(), good.error().message));
  const std::string csv = places::counts_as_csv(deaths->counts, document->places);
  if (const auto written = ledger::replace_file(options.out, base::bytes_of(csv), ledger::readable_by_all); !written)
    return written.error();
  auto unplaced = places::commonest_unplaced(*deaths, *document, names_shown_max);
  return Imported{std::move(*deaths), std::move(unplaced), document->name, document->import_rules.alias_source};
}

boost::json::object names_of(const std::map<std::string, std::uint64_t>& names) {
  boost::json::object out;
  for (const auto& [name, rows] : names) out[name] = rows;
  return out;
}

std::string some_of(const std::map<std::string, std::uint64_t>& names) {
  std::string out;
  std::size_t shown = 0;
  for (const auto& [name, rows] : names) {
    if (shown++ == names_shown_max) return out + fmt::format(" and {} more", names.size() - names_shown_max);
    out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", name, rows);
  }
  return out;
}

/// "hartfrod (3; did you mean Hartford?), …"
std::string some_unplaced(const Imported& imported) {
  std::string out;
  for (const places::UnplacedName& one : imported.unplaced)
    out += fmt::format("{}{} ({}{})", out.empty() ? "" : ", ", one.name, one.rows, one.did_you_mean);
  const std::size_t more = imported.deaths.names_not_placed.size() - imported.unplaced.size();
  return more > 0 ? out + fmt::format(" and {} more", more) : out;
}

boost::json::object of_years(const std::map<int, std::uint64_t>& years) {
  boost::json::object out;
  for (const auto& [year, rows] : years) out[std::to_string(year)] = rows;
  return out;
}

boost::json::object as_json(const Imported& imported, const Options& options) {
  const places::ImportedDeaths& d = imported.deaths;
  const auto& years = d.counts.years;
  return {{"file", options.file.string()},
          {"place", imported.place},
          {"out", options.out.string()},
          {"rows", d.rows},
          {"years", years.empty() ? boost::json::value(nullptr)
                                  : boost::json::value(boost::json::array{years.front(), years.back()})},
          {"placed", boost::json::object{{"rows", d.placed()},
                                         {"by_name", d.by_name},
                                         {"by_alias", d.by_alias},
                                         {"by_residence", d.by_residence},
                                         {"by_death", d.by_death}}},
          {"share_of_named_placed", d.share_of_named_placed()},
          {"share_lost", d.share_lost()},
          {"placed_by_year", of_years(d.by_year())},
          {"dates_assumed",
           boost::json::object{
               {"century", d.assumed_century}, {"day_as_written", d.assumed_day}, {"day_of_utc", d.milliseconds}}},
          {"not_placed", boost::json::object{{"blank", d.blank},
                                             {"unknown", d.unknown},
                                             {"elsewhere", d.elsewhere},
                                             {"no_such_place", d.not_placed},
                                             {"no_date", d.no_date},
                                             {"unreadable_date", d.bad_date},
                                             {"broken_rows", d.bad_row}}},
          {"left_out",
           boost::json::object{{"no_opioid", d.left_out_no_opioid}, {"date_of_report", d.left_out_report_dates}}},
          {"dates_of_report", d.report_dates},
          {"default_points_refused", d.default_points},
          {"choices", boost::json::object{{"instead_of_unknown", options.instead},
                                          {"opioids_only", options.choices.opioids_only},
                                          {"without_report_dates", options.choices.without_report_dates}}},
          {"names_without_place", names_of(d.names_not_placed)},
          {"names_elsewhere", names_of(d.names_elsewhere)},
          {"aliases_used", names_of(d.aliases_used)},
          {"alias_source", imported.alias_source}};
}

void print_text(const Imported& imported, const Options& options) {
  const places::ImportedDeaths& d = imported.deaths;
  fmt::print("{}: {} rows, {} to {}\n", options.file.string(), d.rows, d.counts.years.front(), d.counts.years.back());
  fmt::print("placed in {}: {}, of them {} by a place's own name, {} by a village or a slip of the pen", imported.place,
             d.placed(), d.by_name, d.by_alias);
  if (d.by_residence + d.by_death > 0)
    fmt::print(", {} by the town of residence and {} by that of death instead", d.by_residence, d.by_death);
  fmt::print("\n{:.2f}% of the rows that name a place of {} were placed\n", 100 * d.share_of_named_placed(),
             imported.place);
  std::string years;
  for (const auto& [year, rows] : d.by_year()) years += fmt::format("{}{}: {}", years.empty() ? "" : ", ", year, rows);
  fmt::print("placed by year: {}\n", years);
  fmt::print(
      "not placed: {} blank, {} unknown, {} in other states, {} with a name that is not written down, {} without a "
      "date, {} with a date that cannot be read, {} broken rows\n",
      d.blank, d.unknown, d.elsewhere, d.not_placed, d.no_date, d.bad_date, d.bad_row);
  if (d.bad_date > 0) fmt::print("expected a date as 2021-11-30 or 11/30/2021, found first in {}\n", d.first_bad_date);
  if (!d.first_other_order.empty()) fmt::print("day and month stand the other way round in {}\n", d.first_other_order);
  if (d.assumed_century > 0)
    fmt::print("assumed: {} years of two digits, 69 to 99 in the 1900s, 00 to 68 in the 2000s\n", d.assumed_century);
  if (d.assumed_day > 0)
    fmt::print("assumed: {} dates have an offset from UTC; the day is taken as it is written\n", d.assumed_day);
  if (d.milliseconds > 0)
    fmt::print("assumed: {} dates are milliseconds since 1970; the day is that of UTC\n", d.milliseconds);
  if (d.bad_row > 0) fmt::print("the first broken row: {}\n", d.first_bad_row);
  if (!d.names_not_placed.empty()) fmt::print("names not written down: {}\n", some_unplaced(imported));
  if (!d.names_elsewhere.empty()) fmt::print("other states: {}\n", some_of(d.names_elsewhere));
  fmt::print("the publisher's default point stands in {} rows and placed none of them\n", d.default_points);
  fmt::print(
      "choices: instead of an unknown town {}; {}; {} of {} dates are of the report{}\n", options.instead,
      options.choices.opioids_only ? fmt::format("opioids only ({} rows left out)", d.left_out_no_opioid) : "all drugs",
      d.report_dates, d.rows, options.choices.without_report_dates ? " and were left out" : " and were kept");
  fmt::print("wrote {}\n", options.out.string());
}

int run(Options& options) {
  options.choices.residence_instead = options.instead == "residence" || options.instead == "residence-then-death";
  options.choices.death_instead = options.instead == "death" || options.instead == "residence-then-death";
  const auto imported = import(options);
  if (!imported) return fail(imported.error());
  if (options.json)
    fmt::print("{}\n", boost::json::serialize(as_json(*imported, options)));
  else
    print_text(*imported, options);
  return 0;
}

}  // namespace

void add_import_deaths_command(CLI::App& import_command, int& status) {
  auto options = std::make_shared<Options>();
  auto* deaths = import_command.add_subcommand(
      "deaths", "A publisher's file of deaths, a row each: counts by place and year for `alongside plan`");
  deaths->add_option("FILE", options->file, "The publisher's file, comma-separated, UTF-8")->required();
  deaths
      ->add_option("--place", options->place,
                   "Whose towns: a shipped name (connecticut), or the path of a document of places")
      ->required();
  deaths->add_option("--out", options->out, "Where the counts go: place,year,deaths")->required();
  deaths
      ->add_option("--instead", options->instead,
                   "Where the town of injury is blank or unknown, take: nothing (default), residence, death, "
                   "residence-then-death")
      ->check(CLI::IsMember({"nothing", "residence", "death", "residence-then-death"}));
  deaths->add_flag("--opioids-only", options->choices.opioids_only, "Leave out rows in which no opioid was found");
  deaths->add_flag("--without-report-dates", options->choices.without_report_dates,
                   "Leave out rows whose date is that of the report, not of the death");
  deaths
      ->add_option("--unplaced-max", options->unplaced_max,
                   "The largest share of rows that may have a name, a date or a form that cannot be read (default: the "
                   "document's import.unplaced_share_max, or 0.05); with more nothing is written and the status is 2")
      ->check(CLI::Range(0.0, 1.0));
  deaths->add_option("--places", options->places, "Another file of places in place of the document's own");
  deaths->add_flag("--json", options->json, "One JSON document on standard output");
  deaths->footer(
      "Rows are placed by name, never by the publisher's point. Counts of small places are few people: keep the file "
      "as you keep the deaths.\nExample:\n  alongside import deaths deaths.csv --place connecticut --out counts.csv");
  deaths->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
