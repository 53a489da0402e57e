// Events a second on one core: a busy floor through decide, evolve and the deadline heap, nothing else (no ledger, no threads).
//
// Twenty booths are never empty. Nobody waits for anybody: whatever is due next is answered, a look is taken when it is due, whoever may
// go goes after a last look, and the next person sits down. Time is what the deadlines say it is. Checked at the end: as many people
// inside as seats, nobody without a watch, every visit that ended has all its looks.
#include <benchmark/benchmark.h>

#include <string>

#include "document/toml.hpp"
#include "domain/machine.hpp"

namespace {

using namespace alongside;
using namespace alongside::domain;

constexpr std::uint16_t booths = 20;

class Floor {
 public:
  explicit Floor(const Protocol& protocol, const Guardrails& rules) {
    state_.documents = &documents_;
    send(FoundSite{.site = {}, .kind = SiteKind::demonstration});
    send(AdoptProtocol{{.document = documents_.add(protocol), .digest = {}}});
    send(AdoptGuardrails{{.document = documents_.add(rules), .digest = {}}});
    for (std::uint16_t label = 1; label <= booths; ++label) send(AddSeat{.kind = SeatKind::booth, .label = label, .capacity = 1});
    send(OpenFloor{.responsible = StaffRef{1}});
    for (std::uint16_t seat = 0; seat < booths; ++seat) {
      seat_somebody(SeatId{seat});
      now_ = now_ + base::seconds(17);
    }
    make_room(state_);
  }

  /// Answers what is due next, and does what staff would do about it.
  void step() {
    const auto due = next_due(state_);
    if (!due) return fail("nothing is due, and twenty people are watched");
    if (due->due > now_) now_ = due->due;
    send(Tick{});
    // `send` uses the events again: what is due is noted first.
    reached_count_ = 0;
    for (const Event& event : out_) {
      if (const auto* reached = std::get_if<DueReached>(&event.body)) reached_[reached_count_++] = *reached;
    }
    for (std::size_t i = 0; i < reached_count_; ++i) {
      if (reached_[i].cause == Cause::look || reached_[i].cause == Cause::may_go) look_at(reached_[i].visit);
    }
  }

  std::uint64_t events() const { return events_; }
  std::uint64_t visits_ended() const { return visits_ended_; }
  const std::string& wrong() const { return wrong_; }

  /// Empty if the floor is as it should be.
  std::string check() const {
    if (!wrong_.empty()) return wrong_;
    std::size_t inside = 0;
    for (const Person& person : state_.people) {
      if (!person.visit.exists()) continue;
      ++inside;
      if (!person.is_watched()) return "somebody is inside and not watched";
    }
    return inside == booths ? "" : "a booth is empty";
  }

 private:
  void send(const CommandBody& body) {
    const Refusal refusal = decide(state_, {.at = now_, .by = StaffRef{1}, .device = {}, .marks = {}, .body = body}, out_);
    if (!refusal.accepted()) return fail(std::string(name_of(refusal.reason)));
    for (const Event& event : out_) evolve(state_, event);
    events_ += out_.size();
  }

  void seat_somebody(SeatId seat) {
    make_room(state_);
    send(Welcome{.person = PersonRef{++people_}, .purpose = Purpose::booth, .old_enough = Answer::yes, .seat = seat});
    for (const Event& event : out_) {
      if (const auto* welcomed = std::get_if<Welcomed>(&event.body)) visit_ = welcomed->visit;
    }
    send(BeginUse{.visit = visit_, .substances = Substances{}.with(Substance::fentanyl), .route = Route::inject, .lifted = false});
  }

  void look_at(VisitId visit) {
    if (!state_.find(visit)) return;  // went after a look that was due at the same instant
    Look look;
    look.visit = visit;
    look.responds = Responds::talks;
    look.breaths = Breaths::ok;
    send(look);
    const Person* person = state_.find(visit);
    if (person && person->watch == Watch::ended) {
      const SeatId seat = person->seat;
      send(Leave{visit});
      if (state_.find(seat)->cleaning) send(ReadySeat{seat});
      ++visits_ended_;
      seat_somebody(seat);
    }
  }

  void fail(std::string why) {
    if (wrong_.empty()) wrong_ = std::move(why);
  }

  Documents documents_;
  State state_;
  Events out_;
  std::array<DueReached, Events::capacity> reached_{};
  std::size_t reached_count_ = 0;
  Instant now_{1'700'000'000'000};
  VisitId visit_;
  std::uint64_t people_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t visits_ended_ = 0;
  std::string wrong_;
};

void floor_events(benchmark::State& bench) {
  auto protocol_file = document::Toml::read(ALONGSIDE_SOURCE_DIR "/protocols/bc-aha.toml");
  if (!protocol_file) return bench.SkipWithError(protocol_file.error().message.c_str());
  const auto protocol = read_protocol(*protocol_file);
  if (!protocol) return bench.SkipWithError(protocol.error().message.c_str());
  auto rules_file = document::Toml::read(ALONGSIDE_SOURCE_DIR "/guardrails/demonstration.toml");
  if (!rules_file) return bench.SkipWithError(rules_file.error().message.c_str());
  const auto rules = read_guardrails(*rules_file);
  if (!rules) return bench.SkipWithError(rules.error().message.c_str());

  Floor floor(protocol->numbers, rules->rules);
  const std::uint64_t before = floor.events();
  for (auto _ : bench) {
    for (int i = 0; i < 1000; ++i) floor.step();
  }
  if (const std::string wrong = floor.check(); !wrong.empty()) return bench.SkipWithError(wrong.c_str());
  if (floor.visits_ended() == 0) return bench.SkipWithError("no visit ended");
  const std::uint64_t events = floor.events() - before;
  bench.SetItemsProcessed(static_cast<std::int64_t>(events));
  bench.counters["events_per_visit"] = static_cast<double>(floor.events()) / static_cast<double>(floor.visits_ended());
}
BENCHMARK(floor_events)->Unit(benchmark::kMillisecond);

}  // namespace
