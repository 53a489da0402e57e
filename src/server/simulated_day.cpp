#include "server/simulated_day.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <map>
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
  DayWriter(const sim::Scenario& scenario, base::Instant from, base::Instant to)
      : from_(from), to_(to), documents_(scenario.documents) {
    state_.documents = &documents_;
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
      domain::evolve(state_, event);
      domain::note(today_, state_, event);
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
            {"board", std::move(whole_)},
            {"frames", std::move(frames_)}};
  }

 private:
  std::int64_t second_of(base::Instant at) const { return (at - from_).milliseconds / 1000; }

  /// Handles are unique within the day and shorter than a visit's id: they name the visit, too.
  void name(domain::VisitId visit) { handles_[visit.number] = fmt::format("S-{}", handles_.size() + 1); }

  domain::Board board(base::Instant at) const {
    domain::Board board = domain::show(state_, today_, site_.kind, at);
    for (domain::PersonRow& person : board.people) person.handle = names_(person.visit);
    board.floor.closing_waits_for.clear();
    board.next.clear();
    board.emergencies.clear();
    board.alarms.clear();
    return board;
  }

  void begin() {
    began_ = true;
    now_ = from_;
    open_ = state_.floor_open;
    for (const domain::Person& person : state_.people) {
      if (person.visit.exists()) name(person.visit);  // a floor that never closes is not empty
    }
    shown_ = board(from_);
    whole_ = board_json({}, site_, {.sees_people = true, .covered = false}, shown_, names_);
    whole_["now"] = from_.milliseconds_utc;
  }

  /// The floor as it stands at the end of the second that `now_` is in.
  void write() {
    domain::Board current = board(now_);
    json::object frame = difference(current);
    if (frame.empty()) return;
    frame["at_seconds"] = second_of(now_);
    frames_.push_back(std::move(frame));
    shown_ = std::move(current);
  }

  json::object difference(const domain::Board& current) const {
    const FieldsJson fields(names_);
    std::map<std::uint32_t, const domain::PersonRow*> before;
    for (const domain::PersonRow& person : shown_.people) before[person.visit.number] = &person;
    json::array people;
    for (const domain::PersonRow& person : current.people) {
      const auto was = before.find(person.visit.number);
      if (was == before.end()) {
        people.push_back(fields.object(person));
        continue;
      }
      if (!(*was->second == person))
        people.push_back(changes(fields.object(*was->second), fields.object(person), "visit"));
      before.erase(was);
    }
    json::array gone;
    for (const domain::PersonRow& person : shown_.people) {
      if (before.contains(person.visit.number)) gone.push_back(json::string(names_(person.visit).value_or("")));
    }
    json::array seats;
    for (std::size_t i = 0; i < current.seats.size(); ++i) {
      if (!(current.seats[i] == shown_.seats[i]))
        seats.push_back(changes(fields.object(shown_.seats[i]), fields.object(current.seats[i]), "seat"));
    }
    json::object out;
    if (!people.empty()) out["people"] = std::move(people);
    if (!gone.empty()) out["gone"] = std::move(gone);
    if (!seats.empty()) out["seats"] = std::move(seats);
    if (current.floor.open != shown_.floor.open) out["open"] = current.floor.open;
    return out;
  }

  const base::Instant from_;
  const base::Instant to_;
  domain::Documents documents_;
  domain::State state_;
  domain::Today today_;
  center::SiteFolder site_;
  base::Instant now_;
  bool began_ = false;
  bool open_ = false;
  bool ended_ = false;
  std::map<std::uint32_t, std::string> handles_;  ///< by the number of the visit
  const VisitNames names_ = [this](domain::VisitId visit) -> std::optional<std::string> {
    const auto found = handles_.find(visit.number);
    return found == handles_.end() ? std::nullopt : std::optional(found->second);
  };
  domain::Board shown_;
  json::object whole_;
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
