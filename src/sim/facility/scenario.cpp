#include "sim/facility/scenario.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "document/shipped_documents.hpp"
#include "document/toml.hpp"
#include "domain/emergency/playbook.hpp"
#include "sim/facility/opening_hours.hpp"

namespace alongside::sim {

namespace {

void read_arrivals(Quantities& in, Scenario& out) {
  const double visits = in.number("arrivals.visits_per_week", 0, 1e6);
  const double others = in.number("arrivals.other_visits_per_week", 0, 1e6);
  const auto hour_weights = in.numbers("arrivals.hour_weights", 24, 0, 1e6);
  const auto day_weights = in.numbers("arrivals.day_weights", 7, 0, 1e6);
  out.participants = in.whole("arrivals.participants", 1, 10'000'000);
  const auto open = open_shares(out.hours);
  out.arrivals_per_hour = rates(visits, hour_weights, day_weights, open);
  out.others_per_hour = rates(others, hour_weights, day_weights, open);
  const auto nobody = [](const std::array<double, 168>& rates) {
    return std::all_of(rates.begin(), rates.end(), [](double rate) { return rate == 0; });
  };
  if (visits > 0 && nobody(out.arrivals_per_hour))
    in.refuse("arrivals.hour_weights", "expected a weight above 0 in an hour in which people may come in");
  out.longest_queue = in.whole("waiting.longest_queue", 0, 1'000'000'000);
  out.patience_minutes = in.distribution("waiting.patience_minutes");
}

template <class Word>
Word read_word(Quantities& in, const std::string& path, std::string_view what) {
  const std::string text = in.plain_text(path);
  const auto word = domain::named<Word>(text);
  if (!word) in.refuse(path, fmt::format("expected {}, found \"{}\"", what, text));
  return word.value_or(Word{});
}

domain::Substances read_substances(Quantities& in, const std::string& path) {
  domain::Substances set;
  const auto names = in.fields().texts(path);
  if (!names) return in.keep(names.error()), set;
  for (const std::string& name : *names) {
    const auto word = domain::named<domain::Substance>(name);
    if (!word)
      in.refuse(path, fmt::format("expected names of substances, found \"{}\"", name));
    else
      set = set.with(*word);
  }
  return set;
}

/// Relative weights as shares that add up to 1; all zero stay zero.
void normalise(std::span<double> weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) weight = sum > 0 ? weight / sum : 0;
}

std::array<double, severities> read_severity(Quantities& in, const std::string& path) {
  std::array<double, severities> shares{};
  for (const std::string& name : in.fields().names(path)) {
    const auto found = std::find(severity_names.begin(), severity_names.end(), name);
    if (found == severity_names.end()) {
      if (name != "source" && name != "assumed")
        in.refuse(path, fmt::format("expected watched, oxygen, naloxone or overamping, found {}", name));
      continue;
    }
    const auto weight = in.fields().number(path + "." + name, 0, 1e9);
    if (!weight)
      in.keep(weight.error());
    else
      shares[static_cast<std::size_t>(found - severity_names.begin())] = *weight;
  }
  normalise(shares);
  std::string says;
  for (std::size_t i = 0; i < severities; ++i) {
    if (shares[i] > 0) says += fmt::format("{}{} {:.3g}", says.empty() ? "" : ", ", severity_names[i], shares[i]);
  }
  in.keep_origin(path, says);
  return shares;
}

UseKind read_use(Quantities& in, const std::string& path, const domain::Guardrails& rules) {
  UseKind use;
  use.name = in.plain_text(path + ".name");
  use.substances = read_substances(in, path + ".substances");
  use.route = read_word<domain::Route>(in, path + ".route", "inject, smoke, snort, oral or other");
  if (!rules.routes.has(use.route)) {
    in.refuse(path + ".route",
              fmt::format("expected a route that the guardrails allow, found \"{}\"", domain::name_of(use.route)));
  }
  use.seat = use.route == domain::Route::smoke ? domain::SeatKind::smoking : domain::SeatKind::booth;
  use.share = in.number(path + ".share", 0, 1);
  use.preparation_minutes = in.distribution(path + ".preparation_minutes");
  use.seat_minutes = in.distribution(path + ".seat_minutes");
  use.emergencies_per_use = in.number(path + ".emergencies_per_1000", 0, 1000) / 1000;
  if (use.emergencies_per_use > 0 || in.has(path + ".severity")) {
    use.emergency_delay_minutes = in.distribution(path + ".emergency_delay_minutes");
    use.severity_share = read_severity(in, path + ".severity");
    if (std::accumulate(use.severity_share.begin(), use.severity_share.end(), 0.0) <= 0) {
      in.refuse(path + ".severity", "expected one weight above 0 at least");
    }
  }
  return use;
}

void read_uses(Quantities& in, Scenario& out) {
  const bool anybody =
      std::any_of(out.arrivals_per_hour.begin(), out.arrivals_per_hour.end(), [](double rate) { return rate > 0; });
  if (!out.rules.consumption_allowed && anybody) {
    return in.refuse("arrivals.visits_per_week", "expected 0: the guardrails allow no consumption on site");
  }
  double shares = 0;
  for (const std::string& number : in.fields().names("uses")) {
    out.uses.push_back(read_use(in, "uses." + number, out.rules));
    const UseKind& use = out.uses.back();
    shares += use.share;
    if (use.share > 0 && out.seats[static_cast<std::size_t>(use.seat)] == 0) {
      in.refuse("uses." + number + ".route",
                fmt::format("expected a seat for it, found no seat of kind {}", domain::name_of(use.seat)));
    }
  }
  if (anybody && out.uses.empty())
    in.refuse("uses", "expected what is used: a list of [[uses]]");
  else if (anybody && std::abs(shares - 1) > 1e-6)
    in.refuse("uses", fmt::format("expected shares that add up to 1, found {:.6g}", shares));
}

void read_staff(Quantities& in, Scenario& out) {
  int most = 0;
  for (const std::string& number : in.fields().names("staff")) {
    const std::string path = "staff." + number;
    StaffRole role;
    role.name = in.plain_text(path + ".role");
    role.trained = in.flag(path + ".trained");
    const auto people = in.numbers(path + ".people_by_hour", 24, 0, 64);
    for (std::size_t hour = 0; hour < 24; ++hour) {
      if (people[hour] != std::floor(people[hour]))
        in.refuse(path + ".people_by_hour", fmt::format("expected whole people, found {}", people[hour]));
      role.people_by_hour[hour] = static_cast<int>(people[hour]);
    }
    if (in.has(path + ".hourly_cost")) role.hourly_cost = in.number(path + ".hourly_cost", 0, 1e6);
    most += *std::max_element(role.people_by_hour.begin(), role.people_by_hour.end());
    out.staff.push_back(std::move(role));
  }
  if (out.staff.empty()) in.refuse("staff", "expected who works there: a list of [[staff]]");
  if (most > 64) in.refuse("staff", fmt::format("expected at most 64 people on the floor, found {}", most));
  for (std::size_t hour = 0; hour < 24 && !in.failed(); ++hour) {
    const bool open =
        std::any_of(out.arrivals_per_hour.begin(), out.arrivals_per_hour.end(),
                    [&, i = std::size_t{0}](double rate) mutable { return i++ % 24 == hour && rate > 0; });
    const bool trained = std::any_of(out.staff.begin(), out.staff.end(), [&](const StaffRole& role) {
      return role.trained && role.people_by_hour[hour] > 0;
    });
    if (open && !trained)
      in.refuse("staff",
                fmt::format("expected somebody trained on the floor from {:02}:00, when people come in to use", hour));
  }
}

/// The share of emergencies that begin while the person is still there: some leave when they give up the seat, the others no earlier than the
/// look that ends their watch. Averaged over 200 seat times, equally probable.
double share_met(const UseKind& use, const Scenario& scenario) {
  constexpr int points = 200;
  const double watch = scenario.documents.protocols[0].numbers.watch_minutes(use.substances, use.route);
  double met = 0;
  for (int i = 0; i < points; ++i) {
    const double seat = use.seat_minutes.quantile((i + 0.5) / points);
    met += scenario.leave_early_share * use.emergency_delay_minutes.probability_below(seat);
    met += (1 - scenario.leave_early_share) * use.emergency_delay_minutes.probability_below(std::max(seat, watch));
  }
  return met / points;
}

/// A document counts what staff meet, as publications do; what begins is more.
void count_those_who_had_left(Quantities& in, Scenario& out) {
  for (std::size_t i = 0; i < out.uses.size(); ++i) {
    UseKind& use = out.uses[i];
    if (use.emergencies_per_use <= 0 || in.failed()) continue;
    use.emergencies_per_use /= std::max(share_met(use, out), 1e-9);
    if (use.emergencies_per_use > 0.95)
      in.refuse(fmt::format("uses.{}.emergencies_per_1000", i),
                "expected fewer: with this delay most would begin after the person has left");
  }
}

void read_tasks(Quantities& in, Scenario& out) {
  const auto set = [&](Task task, const char* path) {
    out.task_minutes[static_cast<std::size_t>(task)] = in.distribution(path);
  };
  set(Task::door, "tasks.door_minutes");
  set(Task::look, "tasks.look_minutes");
  set(Task::clean, "tasks.clean_minutes");
  set(Task::restock, "tasks.restock_minutes");
  set(Task::rest, "tasks.break_minutes");
  out.restock_every_hours = in.number("tasks.restock_every_hours", 0.1, 1e4);
  out.break_every_hours = in.number("tasks.break_every_hours", 0.5, 1e4);
  out.aftercare_share = in.number("after.aftercare_share", 0, 1);
  out.leave_early_share = in.number("after.leave_early_share", 0, 1);
  if (out.aftercare_share + out.leave_early_share > 1)
    in.refuse("after.leave_early_share", "expected at most 1 together with aftercare_share");
  out.service_share = in.number("after.service_share", 0, 1);
  out.service_minutes = in.distribution("after.service_minutes");
  out.task_minutes[static_cast<std::size_t>(Task::service)] = out.service_minutes;
}

void read_emergency(Quantities& in, Scenario& out) {
  for (std::size_t i = 0; i < severities; ++i) {
    const std::string name(severity_names[i]);
    // A person who is too stimulated is met by as many as one who is watched, unless the document says more.
    const std::string people = "emergency.people_" + name;
    out.response[i].people = i == static_cast<std::size_t>(Severity::overamping) && !in.has(people)
                                 ? out.response[0].people
                                 : in.whole(people, 1, 10);
    out.response[i].minutes = in.distribution("emergency.response_minutes_" + name);
  }
  out.noticed_minutes = in.distribution("emergency.noticed_minutes");
  out.recovery_people = in.whole("emergency.recovery_people", 0, 10);
  out.naloxone_after_minutes = in.distribution("emergency.naloxone_after_minutes");
  const std::size_t doses = std::max<std::size_t>(1, in.fields().names("emergency.doses.value").size());
  out.dose_share = in.numbers("emergency.doses", doses, 0, 1e9);
  normalise(out.dose_share);
  out.oxygen_litres_per_minute = in.number("emergency.oxygen_litres_per_minute", 0, 100);
  out.transport_share = in.number("emergency.transport_share", 0, 1);
  out.pause_seating = in.flag("emergency.pause_seating");
  out.day_spread = in.number("risk.day_spread", 0, 3);
  out.person_spread = in.number("risk.person_spread", 0, 3);
}

void read_costs(Quantities& in, Scenario& out) {
  if (!in.has("costs")) return;
  Costs costs;
  costs.currency = in.plain_text("costs.currency");
  costs.price_year = in.plain_whole("costs.price_year", 1990, 2100);
  if (in.has("costs.seat_per_year")) costs.seat_per_year = in.number("costs.seat_per_year", 0, 1e9);
  if (in.has("costs.use_elsewhere")) costs.use_elsewhere = in.number("costs.use_elsewhere", 0, 1e9);
  out.costs = costs;
}

void read_service(Quantities& in, Scenario& out) {
  if (!in.has("service")) return;
  out.service = ServiceLevels{.wait_minutes = in.number("service.wait_minutes", 0, 600),
                              .wait_share = in.number("service.wait_share", 0, 1),
                              .gave_up_share_max = in.number("service.gave_up_share_max", 0, 1),
                              .fewer_than_two_share_max = in.number("service.fewer_than_two_share_max", 0, 1),
                              .confidence = in.number("service.confidence", 0.5, 0.9999),
                              .indifference = in.number("service.indifference", 1e-4, 0.5)};
}

/// The site's own guardrails and protocol, by the names that the scenario gives.
void read_documents(Quantities& in, Scenario& out) {
  const std::string protocol = in.plain_text("protocol");
  out.guardrails_name = in.plain_text("guardrails");
  if (in.failed()) return;
  const auto protocol_text = document::document_text("protocols", protocol);
  const auto rules_text = document::document_text("guardrails", out.guardrails_name);
  if (!protocol_text) return in.refuse("protocol", protocol_text.error().message);
  if (!rules_text) return in.refuse("guardrails", rules_text.error().message);
  const auto numbers = document::parse_as(protocol, *protocol_text, domain::read_protocol);
  const auto rules = document::parse_as(out.guardrails_name, *rules_text, domain::read_guardrails);
  if (!numbers) return in.keep(numbers.error());
  if (!rules) return in.keep(rules.error());
  out.documents.add(numbers->numbers);
  out.documents.add(rules->rules);
  out.rules = rules->rules;
  out.law = rules->law;
  out.identity = *protocol_text + *rules_text;
}

base::Result<Scenario> read_scenario(const base::Fields& fields) {
  Quantities in(fields);
  Scenario out;
  out.name = in.plain_text("name");
  out.about = in.plain_text("about");
  read_documents(in, out);
  if (in.failed()) return in.error();
  out.hours = read_hours(in);
  out.seats = {in.whole("seats.booth", 0, 200), in.whole("seats.smoking", 0, 200), in.whole("seats.aftercare", 0, 200),
               0};
  read_arrivals(in, out);
  read_uses(in, out);
  read_tasks(in, out);
  read_emergency(in, out);
  count_those_who_had_left(in, out);
  read_staff(in, out);
  read_costs(in, out);
  read_service(in, out);
  out.days = in.plain_whole("run.days", 1, 3660);
  out.warm_up_days = in.plain_whole("run.warm_up_days", 0, 3660);
  for (const std::string& key : fields.names("sources")) in.plain_text("sources." + document::path_part(key));
  if (in.failed()) return in.error();
  out.parameters = in.take_parameters();
  return out;
}

/// A figure that was set for this run has the file's source or reason no longer.
void say_where_it_is_from(const ScenarioSetting& setting, std::vector<ScenarioParameter>& parameters) {
  for (ScenarioParameter& parameter : parameters) {
    const bool is_whole =
        setting.path == parameter.path && !setting.value.starts_with('{');  // a table has its own reason
    const bool is_part = setting.path.starts_with(parameter.path + ".");
    if (!is_whole && !is_part) continue;
    parameter.source.clear();
    parameter.assumed = "Set for this run, in place of the scenario's own figure";
  }
}

}  // namespace

double Scenario::emergencies_per_use() const {
  double sum = 0;
  for (const UseKind& use : uses) sum += use.share * use.emergencies_per_use;
  return sum;
}

base::Result<Scenario> parse_scenario(std::string name, std::string text,
                                      const std::vector<ScenarioSetting>& settings) {
  auto file = document::Toml::parse(std::move(name), std::move(text));
  if (!file) return file.error();
  for (const ScenarioSetting& setting : settings) {
    const std::string value = setting.path + ".value";
    if (const auto put = file->replace(file->has(value) ? value : setting.path, setting.value); !put)
      return put.error();
  }
  auto scenario = read_scenario(*file);
  if (!scenario) return scenario.error();
  if (const auto all = file->all_read(); !all) return all.error();
  for (const ScenarioSetting& setting : settings) say_where_it_is_from(setting, scenario->parameters);
  scenario->identity += file->source();
  for (const ScenarioSetting& setting : settings)
    scenario->identity += fmt::format("\n{}={}", setting.path, setting.value);
  return scenario;
}

base::Result<Scenario> load_scenario(const std::string& name_or_path, const std::vector<ScenarioSetting>& settings) {
  auto text = document::document_text("scenarios", name_or_path);
  if (!text) return text.error();
  const bool is_path = name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".toml");
  return parse_scenario(is_path ? name_or_path : fmt::format("scenarios/{}.toml", name_or_path), std::move(*text),
                        settings);
}

}  // namespace alongside::sim
