// Scenario: a floor to be simulated, as one document says it: hours, seats, who comes, what they use, staff, tasks, what an emergency takes.
//
// Goals: everything that a run depends on beside its seed; every figure with its source or marked as assumed; bad documents named by line
// and reason. Non-goals: computing. A value; free to share between threads once read. docs/simulate.md explains every field.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "chance/distribution.hpp"
#include "domain/site/protocol.hpp"
#include "domain/state.hpp"
#include "sim/facility/quantities.hpp"

namespace alongside::sim {

/// How an emergency goes, by what staff must do. Shares come from each use's own weights.
enum class Severity : std::uint8_t { watched, oxygen, naloxone, overamping };
inline constexpr std::size_t severities = 4;
inline constexpr std::array<std::string_view, severities> severity_names{"watched", "oxygen", "naloxone", "overamping"};

/// What staff do. An emergency takes people from the others, the last of the list first; among tasks that wait, the first of the list is done
/// first. A look that was broken off starts again, any other task goes on where it was.
enum class Task : std::uint8_t { response, look, door, service, clean, rest, restock };
inline constexpr std::size_t tasks = 7;
inline constexpr std::array<std::string_view, tasks> task_names{"response", "look",  "door",   "service",
                                                                "clean",    "break", "restock"};

struct OpeningHours {
  int opens_minute = 0;        ///< of the day
  int open_minutes = 24 * 60;  ///< 1440: round the clock
  int last_entry_minutes = 0;  ///< before closing
  std::array<bool, 7> days{};  ///< from Monday: a shift begins on this day

  bool always() const {
    return open_minutes == 24 * 60 && days == std::array{true, true, true, true, true, true, true};
  }
};

struct UseKind {
  std::string name;
  domain::Substances substances;
  domain::Route route = domain::Route::inject;
  domain::SeatKind seat = domain::SeatKind::booth;
  double share = 0;
  chance::Distribution preparation_minutes = chance::Distribution::fixed(0);
  chance::Distribution seat_minutes =
      chance::Distribution::fixed(0);  ///< from the start of preparation to giving up the seat
  double emergencies_per_use = 0;      ///< that begin, whether or not the person is still there
  chance::Distribution emergency_delay_minutes = chance::Distribution::fixed(0);  ///< from the start of preparation
  std::array<double, severities> severity_share{};                                ///< adds up to 1
};

struct StaffRole {
  std::string name;
  bool trained = false;  ///< may answer an emergency
  std::array<int, 24> people_by_hour{};
  std::optional<double> hourly_cost;
};

struct EmergencyResponse {
  int people = 0;  ///< held for its length
  chance::Distribution minutes = chance::Distribution::fixed(0);
};

/// What a search must meet; shares in [0, 1].
struct ServiceLevels {
  double wait_minutes = 0;
  double wait_share = 0;  ///< at least this share waits no longer
  double gave_up_share_max = 1;
  double fewer_than_two_share_max = 1;
  double confidence = 0.95;
  double indifference = 0.01;
};

struct Costs {
  std::string currency;
  int price_year = 0;
  std::optional<double> seat_per_year;
  std::optional<double> use_elsewhere;
};

struct Scenario {
  std::string name;
  std::string about;
  OpeningHours hours;
  std::array<int, 4> seats{};                   ///< by domain::SeatKind
  std::array<double, 168> arrivals_per_hour{};  ///< for use on site, by hour of the week from Monday 00:00
  std::array<double, 168> others_per_hour{};    ///< for supplies, services, checking
  int participants = 1;
  int longest_queue = 0;  ///< as many waiting for such a seat: a newcomer goes away at once
  chance::Distribution patience_minutes = chance::Distribution::fixed(0);
  std::vector<UseKind> uses;
  double aftercare_share = 0;
  double leave_early_share = 0;
  double service_share = 0;
  chance::Distribution service_minutes = chance::Distribution::fixed(0);
  double day_spread = 0;  ///< sigma of the lognormal day factor on emergencies, mean 1
  double person_spread = 0;
  std::vector<StaffRole> staff;
  std::array<chance::Distribution, tasks> task_minutes{chance::Distribution::fixed(0), chance::Distribution::fixed(0),
                                                       chance::Distribution::fixed(0), chance::Distribution::fixed(0),
                                                       chance::Distribution::fixed(0), chance::Distribution::fixed(0),
                                                       chance::Distribution::fixed(0)};
  double restock_every_hours = 1;
  double break_every_hours = 1;
  std::array<EmergencyResponse, severities> response;
  chance::Distribution noticed_minutes = chance::Distribution::fixed(0);
  int recovery_people = 1;
  chance::Distribution naloxone_after_minutes = chance::Distribution::fixed(0);
  std::vector<double> dose_share;  ///< of 1, 2, … doses; adds up to 1
  double oxygen_litres_per_minute = 0;
  double transport_share = 0;
  bool pause_seating = false;
  std::optional<Costs> costs;
  std::optional<ServiceLevels> service;
  int days = 7;
  int warm_up_days = 1;
  domain::Documents documents;  ///< the site's own protocol and guardrails
  domain::Guardrails rules;
  std::string guardrails_name;
  std::string law;                            ///< what the guardrails say that the law allows
  std::vector<ScenarioParameter> parameters;  ///< every figure with its origin, in the order of reading
  std::string identity;  ///< all that a run depends on, as text: two scenarios with one identity are the same

  /// Emergencies that begin, a use on average, before the day's and the person's factor.
  double emergencies_per_use() const;
};

/// Another value for a figure of the document: "seats.booth" and "10", as TOML writes it.
struct ScenarioSetting {
  std::string path;
  std::string value;
};

/// The scenario of a shipped name or a path, with the settings put in. Errors name file, line, column, what was expected and what was found.
base::Result<Scenario> load_scenario(const std::string& name_or_path, const std::vector<ScenarioSetting>& settings);
/// The same from a text. `name`: what errors call it.
base::Result<Scenario> parse_scenario(std::string name, std::string text, const std::vector<ScenarioSetting>& settings);

}  // namespace alongside::sim
