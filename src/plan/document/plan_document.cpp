#include "plan/document/plan_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <utility>

#include "document/shipped_documents.hpp"
#include "document/toml.hpp"

namespace alongside::plan {

namespace {

constexpr double share_low = 0;
constexpr double share_high = 1;
constexpr std::uint32_t sites_max = 100'000;

void read_demand(document::Figures& in, PlanDocument& out) {
  const std::string smoothing = in.text("demand.smoothing");
  out.smoothing = smoothing == "neighbours";
  if (!out.smoothing && smoothing != "none") in.refuse("demand.smoothing", "expected \"neighbours\" or \"none\"");
  if (out.smoothing || in.has("demand.neighbours")) out.neighbours = in.whole("demand.neighbours", 0, 1000);
  const std::string forecast = in.text_or("demand.forecast", "trend");
  out.foretells = forecast == "trend";
  if (!out.foretells && forecast != "average")
    in.refuse("demand.forecast",
              "expected \"trend\" (what the years ahead may bring) or \"average\" (as if years did not change)");
  out.overdose_weight = in.number_or("demand.overdose_weight", 1e-9, 1e3, 0);  // 0: none
  out.years_ahead = in.whole_or("demand.years_ahead", 1, 10, out.years_ahead);
  if (in.has("demand.years")) out.years = in.number("demand.years", 0.01, 1000);
}

void read_effect(document::Figures& in, PlanDocument& out) {
  out.effect.home_share = in.number("effect.home_share", share_low, share_high);
  out.effect.home_reached_share = in.number("effect.home_reached_share", share_low, share_high);
  out.effect.use_share = in.number("effect.use_share", share_low, share_high);
  out.effect.willing_share = in.number("effect.willing_share", share_low, share_high);
  out.effect.open_share = in.number("effect.open_share", share_low, share_high);
}

/// How many km one unit of the reach table is.
double km_per_unit(document::Figures& in) {
  const std::string unit = in.text("reach.unit");
  if (unit == "mile") return places::km_per_mile;
  if (unit == "km") return 1;
  if (unit == "m") return 0.001;
  if (unit == "minute") {
    const double speed = in.number("reach.speed_kmh", 0.1, 300);
    return speed / 60 / in.number_or("reach.detour", 1, 10, 1);
  }
  in.refuse("reach.unit", fmt::format("expected \"mile\", \"km\", \"m\" or \"minute\", found \"{}\"", unit));
  return 1;
}

/// Of a table that does not say it itself.
std::optional<places::TimeUnit> time_unit(document::Figures& in) {
  const std::string unit = in.text_or("reach.travel_time_unit", "");
  if (unit == "minute") return places::TimeUnit::minute;
  if (unit == "second") return places::TimeUnit::second;
  if (!unit.empty())
    in.refuse("reach.travel_time_unit", fmt::format("expected \"minute\" or \"second\", found \"{}\"", unit));
  return std::nullopt;
}

/// Journeys in place of distance; one unit of reach is then a minute.
void read_travel_times(document::Figures& in, PlanDocument& out, const std::string& name) {
  if (in.text("reach.unit") != "minute")
    in.refuse("reach.unit", "expected \"minute\": with travel times, reach is by minutes");
  const auto unit = time_unit(in);
  const std::string file = in.text("reach.travel_times");
  if (in.failed()) return;
  const auto text = places::text_beside(name, "plans", file);
  if (!text) return in.keep(text.error());
  auto times = places::TravelTimes::parse(file, *text, out.places.places, unit);
  if (!times) return in.keep(times.error());
  out.remarks.insert(out.remarks.end(), times->remarks().begin(), times->remarks().end());
  out.travel_times = std::move(*times);
}

/// An area in minutes needs a speed, and the table has one only between places.
void check_area_by_minutes(document::Figures& in, const PlanDocument& out) {
  if (in.failed() || !out.over_area || !out.travel_times) return;
  const places::Places& places = out.places.places;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    if (places[i].area_km2 > 0 && !out.travel_times->minutes_per_km(i))
      return in.refuse(
          in.has("reach.over") ? "reach.over" : "reach.travel_times",
          "expected a journey between two places from which a speed follows, to average over their areas; say "
          "reach.over = \"middle\"");
  }
}

void read_reach(document::Figures& in, PlanDocument& out, const std::string& name) {
  const bool by_matrix = in.has("reach.travel_times");
  if (by_matrix) read_travel_times(in, out, name);
  const double km = by_matrix ? 1 : km_per_unit(in);
  const std::string kind = in.text("reach.kind");
  if (kind == "table") {
    const auto at = in.numbers("reach.at", 0, 1e5);
    const auto share = in.numbers("reach.share", share_low, share_high);
    if (in.failed()) return;
    if (at.size() != share.size())
      return in.refuse("reach.share",
                       fmt::format("expected as many shares as distances ({}), found {}", at.size(), share.size()));
    std::vector<places::ReachPoint> points;
    for (std::size_t i = 0; i < at.size(); ++i) points.push_back({at[i], share[i]});
    auto table = places::ReachFunction::table(std::move(points), km);
    if (!table) return in.refuse("reach.at", table.error().message);
    out.reach = std::move(*table);
  } else if (kind == "step") {
    out.reach = places::ReachFunction::step(in.number("reach.within", 1e-6, 1e5) * km);
  } else if (kind == "exponential") {
    out.reach = places::ReachFunction::exponential(in.number("reach.half_at", 1e-6, 1e5) * km);
  } else {
    in.refuse("reach.kind", fmt::format("expected \"table\", \"step\" or \"exponential\", found \"{}\"", kind));
  }
  out.distance_spread = in.number_or("reach.distance_spread", 0, 2, 0);
  const std::string over = in.text_or("reach.over", "area");
  out.over_area = over == "area";
  if (!out.over_area && over != "middle")
    in.refuse("reach.over",
              "expected \"area\" (averaged over each place's area) or \"middle\" (taken at its centroid)");
  check_area_by_minutes(in, out);
}

std::vector<places::ListedSite> read_list(document::Figures& in, const PlanDocument& out, const std::string& field,
                                          const std::string& name) {
  const std::string file = in.text(field);
  if (in.failed()) return {};
  const auto text = places::text_beside(name, "plans", file);
  if (!text) return in.keep(text.error()), std::vector<places::ListedSite>();
  auto list = places::parse_site_list(file, *text, out.places.bounds);
  if (!list) return in.keep(list.error()), std::vector<places::ListedSite>();
  return std::move(*list);
}

/// Where centers stand already, and what no center may stand near.
void read_given(document::Figures& in, PlanDocument& out, const std::string& name) {
  if (in.has("existing.file")) {
    if (out.travel_times) in.refuse("existing.file", "expected nothing here: travel times are between places");
    if (out.objective == Objective::cost_per_death)
      in.refuse(
          "existing.file",
          "expected another goal than \"cost_per_death\": what stands already is paid for, and its deaths averted are "
          "not for the new money");
    out.existing = read_list(in, out, "existing.file", name);
  }
  if (!in.has("candidates.away_from")) return;
  out.away_from_name = in.text("candidates.away_from");
  out.away_from = read_list(in, out, "candidates.away_from", name);
  const double metres = in.number_or("candidates.away_m", 0, 1e5, 0);
  for (places::ListedSite& one : out.away_from) {
    if (!one.metres && metres <= 0)
      return in.refuse("candidates.away_from",
                       fmt::format("expected metres for each row, or candidates.away_m for all; {} "
                                   "has none",
                                   one.name));
    one.metres = one.metres.value_or(metres);
  }
}

void read_candidates(document::Figures& in, PlanDocument& out, const std::string& name) {
  const std::string kind = in.text("candidates.kind");
  if (kind == "list") {
    out.candidates = CandidateKind::list;
    if (out.travel_times) in.refuse("candidates.kind", "expected \"places\": travel times are between places");
    out.list = read_list(in, out, "candidates.file", name);
  } else if (kind == "grid") {
    out.candidates = CandidateKind::grid;
    out.grid_km = in.number("candidates.grid_m", 10, 1e6) / 1000;
    if (out.travel_times) in.refuse("candidates.kind", "expected \"places\": travel times are between places");
  } else if (kind != "places") {
    in.refuse("candidates.kind", fmt::format("expected \"places\", \"list\" or \"grid\", found \"{}\"", kind));
  }
  out.allowed = in.texts_or_none("candidates.allowed");
  out.forbidden = in.texts_or_none("candidates.forbidden");
  out.forced = in.texts_or_none("candidates.forced");
}

constexpr std::array<std::pair<std::string_view, Objective>, 4> goals{{{"total", Objective::deaths_averted},
                                                                       {"worst_group", Objective::worst_group},
                                                                       {"person_visits", Objective::person_visits},
                                                                       {"cost_per_death", Objective::cost_per_death}}};

void read_objective(document::Figures& in, PlanDocument& out) {
  const std::string goal = in.text("objective.goal");
  if (const auto objective = objective_of(goal))
    out.objective = *objective;
  else
    in.refuse("objective.goal",
              fmt::format("expected \"total\", \"worst_group\", \"person_visits\" or \"cost_per_death\", found \"{}\"",
                          goal));
  const std::string choice = in.text_or("objective.choice", "expected");
  out.robust = choice == "robust";
  if (!out.robust && choice != "expected")
    in.refuse("objective.choice",
              "expected \"expected\" (the best on what is expected) or \"robust\" (the set that does least badly in "
              "one draw of "
              "twenty)");
}

/// By the people who use drugs where the places' file has them and the plan a figure for each, else by deaths.
void read_visits(document::Figures& in, PlanDocument& out) {
  constexpr double visits_max = 1e9;
  const double per_death = in.number_or("visits.per_death", 1e-9, visits_max, 0);  // 0: none
  const double per_person = in.number_or("visits.per_person", 1e-9, visits_max, 0);
  if (in.has("rules.capacity")) out.capacity = in.number("rules.capacity", 1e-6, 1e12);
  const places::Place* without = nullptr;
  bool any = false;
  for (const places::Place& place : out.places.places.all()) {
    any = any || place.people.has_value();
    if (!place.people) without = &place;
  }
  if (any && per_person > 0) {
    if (without != nullptr)
      return in.refuse("visits.per_person",
                       fmt::format("expected people of every place in the places' file or of none, found none for {}",
                                   without->name));
    out.visits = {VisitsFrom::people, per_person};
  } else if (per_death > 0) {
    out.visits = {VisitsFrom::deaths, per_death};
  } else if (out.objective == Objective::person_visits || out.capacity) {
    in.refuse(out.capacity ? "rules.capacity" : "objective.goal",
              "counts person-visits: expected visits.per_death (a year, for each death in reach), or visits.per_person "
              "with a column \"people\" in the places' file; found neither");
  }
}

/// How many centers open in each phase; together as many as are asked for.
void read_phases(document::Figures& in, PlanDocument& out) {
  for (const double count : in.numbers("rules.phases", 1, sites_max)) {
    if (count != std::floor(count)) return in.refuse("rules.phases", "expected whole numbers of centers");
    out.phases.push_back(static_cast<std::uint32_t>(count));
  }
}

void read_rules(document::Figures& in, PlanDocument& out) {
  out.sites = in.whole("rules.sites", 1, sites_max);
  if (in.has("rules.budget")) out.budget = in.number("rules.budget", 0, 1e15);
  if (in.has("rules.site_cost")) out.site_cost = in.number("rules.site_cost", 0, 1e15);
  out.shared_cost = in.number_or("rules.shared_cost", 0, 1e15, 0);
  if (out.budget || out.site_cost || out.objective == Objective::cost_per_death)
    out.currency = in.text("rules.currency");
  out.per_region.at_least = in.whole_or("rules.at_least_per_region", 0, sites_max, 0);
  out.per_region.at_most = in.whole_or("rules.at_most_per_region", 0, sites_max, sites_max);
  out.floor_share = in.number_or("rules.floor_share", share_low, share_high, 0);
  out.spacing_km = in.number_or("rules.spacing_km", 0, 1e4, 0);
  if (in.has("rules.phases")) read_phases(in, out);
  out.has_groups = out.floor_share > 0 || out.objective == Objective::worst_group;
}

/// person_visits, which a shell strips of its quotes; not true, false, inf or nan.
bool is_word(std::string_view value) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return !value.empty() && std::all_of(value.begin(), value.end(), is_letter) && value != "true" && value != "false" &&
         value != "inf" && value != "nan";
}

}  // namespace

std::string_view name_of(Objective objective) {
  return std::find_if(goals.begin(), goals.end(), [&](const auto& goal) { return goal.second == objective; })->first;
}

std::optional<Objective> objective_of(std::string_view name) {
  const auto found = std::find_if(goals.begin(), goals.end(), [&](const auto& goal) { return goal.first == name; });
  return found == goals.end() ? std::nullopt : std::optional(found->second);
}

base::Result<PlanDocument> parse_plan(const std::string& name, std::string text,
                                      const std::vector<PlanSetting>& settings, const std::string& places_file) {
  const bool is_path = name.find('/') != std::string::npos || name.ends_with(".toml");
  auto file = document::Toml::parse(is_path ? name : "plans/" + name + ".toml", std::move(text));
  if (!file) return file.error();
  for (const PlanSetting& setting : settings) {
    const std::string path = file->has(setting.path + ".value") ? setting.path + ".value" : setting.path;
    if (const auto put = file->replace(path, is_word(setting.value) ? "\"" + setting.value + "\"" : setting.value);
        !put)
      return put.error();
  }
  document::Figures in(*file);
  PlanDocument out;
  out.name = in.text("name");
  out.about = in.text("about");
  out.law = in.text("law");
  out.residents = in.text("residents");
  std::string places = in.text("places");
  if (in.failed()) return in.error();
  if (is_path && places.ends_with(".toml")) places = (std::filesystem::path(name).parent_path() / places).string();
  auto document = places::load_place_document(places, places_file);
  if (!document) return document.error();
  out.places = std::move(*document);
  if (out.places.outline) out.remarks = out.places.outline->remarks;
  read_demand(in, out);
  read_effect(in, out);
  read_reach(in, out, name);
  read_candidates(in, out, name);
  read_objective(in, out);
  read_given(in, out, name);
  read_visits(in, out);
  read_rules(in, out);
  for (const std::string& source : in.fields().names("sources")) in.text("sources." + document::path_part(source));
  if (in.failed()) return in.error();
  if (const auto all = file->all_read(); !all) return all.error();
  out.figures = in.take();
  for (const PlanSetting& setting : settings) {
    constexpr std::string_view end = ".value";
    const std::string path =
        setting.path.ends_with(end) ? setting.path.substr(0, setting.path.size() - end.size()) : setting.path;
    const auto set = std::find_if(out.figures.begin(), out.figures.end(),
                                  [&](const document::Figure& figure) { return figure.path == path; });
    if (set != out.figures.end())
      *set = set_by_hand(*set, set->value);
    else
      out.figures.push_back({path, setting.value, document::FigureBasis::assumed, "Set by hand for this plan"});
  }
  return out;
}

base::Result<PlanDocument> load_plan(const std::string& name_or_path, const std::vector<PlanSetting>& settings,
                                     const std::string& places_file) {
  auto text = document::document_text("plans", name_or_path);
  if (!text) return text.error();
  return parse_plan(name_or_path, std::move(*text), settings, places_file);
}

}  // namespace alongside::plan
