#include "server/simulated_day.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <vector>

#include "server/board_json.hpp"
#include "sim/facility/facility.hpp"
#include "sim/facility/week.hpp"

namespace alongside::server {

namespace json = boost::json;

namespace {

/// What changed from `before` to `after`, objects of the same fields, with `id` always.
json::object changes(const json::object& before, const json::object& after, std::string_view id) {
  json::object out;
  for (const auto& [name, value] : after) {
    const json::value* old = before.if_contains(name);
    if (name == id || !old || *old != value) out[name] = value;
  }
  return out;
}

/// Follows a replicate and writes its day.
class DayWriter : public sim::Watcher {
 public:
  DayWriter(const sim::Scenario& scenario, base::Instant from, base::Instant to) : from_(from), to_(to) {
    documents_.machine = scenario.documents;
    documents_.protocol_texts.emplace_back();
    documents_.guardrails.push_back({.rules = scenario.rules,
                                     .name = scenario.guardrails_name,
                                     .minimum_age_rule = {},
                                     .law = scenario.law,
                                     .law_checked = {}});
    published_.documents = &documents_;
    published_.state.documents = &documents_.machine;
    site_.name = scenario.name;
    site_.kind = domain::SiteKind::demonstration;
  }

  void saw(const domain::State& after, const domain::Command& command, const domain::Refusal& /*refusal*/,
           const domain::Events& events) override {
    if (ended_) return;
    // Everything that happened before this second is one frame.
    if (began_ && second_of(command.at) > second_of(now_)) write();
    if (!began_ && command.at >= from_) begin();
    if (command.at >= to_) ended_ = true;
    if (ended_) return;
    now_ = command.at;
    for (const domain::Event& event : events) {
      published_.take(event);
      const auto* welcomed = std::get_if<domain::Welcomed>(&event.body);
      if (began_ && welcomed) name(welcomed->visit);
    }
    if (!began_ || after.floor_open == open_) return;
    open_ = after.floor_open;
    if (open_) return;
    write();  // the last of them have gone
    ended_ = true;
  }

  json::object take() {
    if (!began_) begin();
    if (!ended_) write();
    const std::int64_t seconds = frames_.empty() ? 0 : frames_.back().at("at_seconds").as_int64();
    return {{"from", from_.milliseconds_utc},
            {"seconds", seconds},
            {"board", std::move(board_)},
            {"frames", std::move(frames_)}};
  }

 private:
  std::int64_t second_of(base::Instant at) const { return (at - from_).milliseconds / 1000; }

  void name(domain::VisitId visit) {
    ++named_;
    base::Uuid id;
    for (std::size_t byte = 0; byte < sizeof named_; ++byte)
      id.bytes[15 - byte] = static_cast<std::uint8_t>(named_ >> (8 * byte));
    published_.name_visit(visit, id, fmt::format("S-{}", named_));
  }

  json::object board(base::Instant at) const {
    json::object out = board_json(published_, site_, std::nullopt, {.sees_people = true, .covered = false}, at);
    out["now"] = at.milliseconds_utc;
    // Handles are unique within the day and shorter than a visit's id.
    json::object handles;
    for (json::value& person : out["people"].as_array()) {
      handles[person.at("visit").as_string()] = person.at("handle");
      person.as_object()["visit"] = person.at("handle");
    }
    for (json::value& seat : out["seats"].as_array()) {
      for (json::value& visit : seat.as_object()["visits"].as_array()) visit = handles.at(visit.as_string());
    }
    for (const char* left_out : {"next", "emergencies", "alarms"}) out[left_out] = json::array{};
    out["floor"].as_object()["closing_waits_for"] = json::array{};
    return out;
  }

  void begin() {
    began_ = true;
    now_ = from_;
    open_ = published_.state.floor_open;
    for (const domain::Person& person : published_.state.people) {
      if (person.visit.exists()) name(person.visit);  // a floor that never closes is not empty
    }
    board_ = shown_ = board(from_);
  }

  /// The floor as it stands at the end of the second that `now_` is in.
  void write() {
    json::object current = board(now_);
    json::object frame = difference(current);
    if (frame.empty()) return;
    frame["at_seconds"] = second_of(now_);
    frames_.push_back(std::move(frame));
    shown_ = std::move(current);
  }

  json::object difference(const json::object& current) const {
    json::object out;
    json::object before;
    for (const json::value& person : shown_.at("people").as_array()) before[person.at("visit").as_string()] = person;
    json::array people;
    for (const json::value& person : current.at("people").as_array()) {
      const auto was = before.find(person.at("visit").as_string());
      json::object changed =
          was == before.end() ? person.as_object() : changes(was->value().as_object(), person.as_object(), "visit");
      if (was != before.end()) before.erase(was);
      if (changed.size() > 1) people.push_back(std::move(changed));
    }
    json::array gone;
    for (const auto& [visit, person] : before) gone.push_back(json::string(visit));
    json::array seats;
    for (std::size_t i = 0; i < current.at("seats").as_array().size(); ++i) {
      json::object changed =
          changes(shown_.at("seats").at(i).as_object(), current.at("seats").at(i).as_object(), "seat");
      if (changed.size() > 1) seats.push_back(std::move(changed));
    }
    if (!people.empty()) out["people"] = std::move(people);
    if (!gone.empty()) out["gone"] = std::move(gone);
    if (!seats.empty()) out["seats"] = std::move(seats);
    if (current.at("floor").at("open") != shown_.at("floor").at("open")) out["open"] = current.at("floor").at("open");
    return out;
  }

  const base::Instant from_;
  const base::Instant to_;
  center::SideTable documents_;
  center::Published published_;
  center::SiteFolder site_;
  base::Instant now_;
  bool began_ = false;
  bool open_ = false;
  bool ended_ = false;
  std::uint32_t named_ = 0;
  json::object board_;
  json::object shown_;
  json::array frames_;
};

}  // namespace

json::object simulated_day_json(sim::Scenario scenario, const DayWanted& wanted) {
  // A run of more days begins with the same ones: draws hang on who and what, not on how long it runs.
  scenario.days = wanted.day + 2;
  const base::Instant from = sim::monday + base::hours(24) * wanted.day + base::minutes(scenario.hours.opens_minute);
  DayWriter writer(scenario, from, from + base::hours(24));
  std::vector<double> row(sim::row_width, 0.0);
  sim::Facility facility(scenario, {.seed = wanted.seed, .clustered = true, .watcher = &writer});
  facility.replicate(wanted.replicate, row);
  return writer.take();
}

}  // namespace alongside::server
