// Domain events a second on one core, through decide, evolve and the heap of deadlines: a day at a site of 20 booths.
//
// The day: 600 visits, each with a seat, a use, a look each time one falls due, a move to aftercare, leaving; "seen all" every quarter of an
// hour; an emergency every 100 visits. Each reminder goes through Tick. The answer is checked: everybody who came has left, nothing is due, and the
// record holds what the day's plan says. Limits beside it, in the same run: the same events copied once (no machine can be faster than
// writing its answer down), and the same deadlines through a bare std::priority_queue.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <queue>
#include <string>
#include <vector>

#include "document/toml.hpp"
#include "domain/machine.hpp"

namespace {

using namespace alongside;
using namespace alongside::domain;

constexpr Instant midnight{1'767'225'600'000};
constexpr std::uint16_t booths = 20;
constexpr std::uint32_t visits_a_day = 600;
constexpr std::uint32_t visits_between_emergencies = 100;

Uuid uuid(std::uint32_t number) {
  Uuid id;
  std::memcpy(id.bytes.data(), &number, sizeof number);
  return id;
}

enum class Step : std::uint8_t { welcome, use, emergency, to_aftercare, clean, last_look, leave, see_all };
struct Planned {
  Instant at;
  Step step;
  std::uint16_t booth;
  std::uint32_t visit;
};

/// What staff and participants do on that day, in order; the looks that fall due come on top.
std::vector<Planned> plan_of_the_day() {
  std::vector<Planned> plan;
  for (std::uint32_t visit = 0; visit < visits_a_day; ++visit) {
    const auto booth = static_cast<std::uint16_t>(visit % booths);
    const Instant arrives = midnight + base::minutes(visit / booths * 46) + base::seconds(booth * 131);
    const auto then = [&](int minutes, Step step) {
      plan.push_back({arrives + base::minutes(minutes), step, booth, visit});
    };
    then(0, Step::welcome);
    then(2, Step::use);
    if (visit % visits_between_emergencies == 50) then(10, Step::emergency);
    then(17, Step::to_aftercare);
    then(18, Step::clean);
    then(41, Step::last_look);
    then(42, Step::leave);
  }
  for (int quarter = 1; quarter <= 90; ++quarter)
    plan.push_back({midnight + base::minutes(quarter * 15), Step::see_all, 0, 0});
  std::stable_sort(plan.begin(), plan.end(), [](const Planned& a, const Planned& b) { return a.at < b.at; });
  return plan;
}

struct Tally {
  std::uint64_t events = 0;
  std::uint64_t welcomed = 0;
  std::uint64_t left = 0;
  std::uint64_t looks = 0;
  std::uint64_t reminders = 0;
  std::uint64_t emergencies = 0;
  std::uint64_t refused = 0;
};

class Day {
 public:
  Day(const Documents& documents) {
    state_.documents = &documents;
    run(FoundSite{.kind = SiteKind::demonstration}, midnight);
    run(AdoptProtocol{{.document = DocumentRef{0}, .signer = StaffRef{1}}}, midnight);
    run(AdoptGuardrails{{.document = DocumentRef{0}}}, midnight);
    for (std::uint16_t booth = 0; booth < booths; ++booth) run(AddSeat{.label = booth}, midnight);
    run(AddSeat{.kind = SeatKind::aftercare, .label = 1, .capacity = booths}, midnight);
    run(OpenFloor{.responsible = StaffRef{1}}, midnight);
    tally_ = {};
  }

  const Tally& live(const std::vector<Planned>& plan) {
    for (const Planned& planned : plan) {
      let_time_pass(planned.at);
      perform(planned);
    }
    let_time_pass(midnight + base::hours(48));
    return tally_;
  }

  /// Nobody inside, nobody watched, no emergency open, nothing due.
  bool is_quiet() const {
    const bool nobody =
        std::none_of(state_.people.begin(), state_.people.end(), [](const Person& p) { return p.visit.exists(); });
    const bool closed = std::none_of(state_.emergencies.begin(), state_.emergencies.end(),
                                     [](const Emergency& e) { return e.is_open(); });
    const bool free = std::all_of(state_.seats.begin(), state_.seats.end(), [](const Seat& s) { return s.taken == 0; });
    return nobody && closed && free && !next_due(state_);
  }

  /// Each due time that was set, for the limit beside it.
  std::vector<Instant> dues;
  bool keep_dues = false;

 private:
  template <class Body>
  void run(const Body& body, Instant at) {
    if (decided_++ % 64 == 0) make_room(state_);
    command_.at = at;
    command_.body.emplace<Body>(body);
    if (!decide(state_, command_, out_).accepted()) ++tally_.refused;
    for (const Event& event : out_) evolve(state_, event);
    tally_.events += out_.size();
  }

  void let_time_pass(Instant now) {
    for (auto due = next_due(state_); due && due->due <= now; due = next_due(state_)) {
      run(Tick{}, due->due);
      ++tally_.reminders;
      if (keep_dues) dues.push_back(due->due);
      const auto& reached = std::get<DueReached>(out_[0].body);
      if (is_about(reached, WatchCause::look) && !reached.quiet)
        look(visit_of(reached), due->due + base::seconds(20), Responds::talks);
    }
  }

  void look(VisitId visit, Instant at, Responds responds) {
    run(Look{.visit = visit,
             .responds = static_cast<LookAnswer>(responds),
             .breaths = responds == Responds::talks ? Breaths::ok : Breaths::none,
             .id = uuid(++ids_)},
        at);
    ++tally_.looks;
  }

  void perform(const Planned& planned) {
    VisitId& visit = in_booth_[planned.booth];
    switch (planned.step) {
      case Step::welcome:
        run(Welcome{.person = PersonRef{planned.visit}, .old_enough = Answer::yes, .seat = SeatId{planned.booth}},
            planned.at);
        visit = std::get<Welcomed>(out_[0].body).visit;
        ++tally_.welcomed;
        break;
      case Step::use:
        run(BeginUse{.visit = visit, .substances = Substances{}.with(Substance::fentanyl), .route = Route::inject},
            planned.at);
        break;
      case Step::emergency: emergency(visit, planned.at); break;
      case Step::to_aftercare: run(TakeSeat{.visit = visit, .seat = SeatId{booths}}, planned.at); break;
      case Step::clean: run(ReadySeat{.seat = SeatId{planned.booth}}, planned.at); break;
      case Step::last_look: look(visit, planned.at, Responds::talks); break;
      case Step::leave:
        run(Leave{.visit = visit}, planned.at);
        ++tally_.left;
        break;
      case Step::see_all: run(SeeAll{}, planned.at); break;
    }
  }

  /// A look that finds no breath, and what a team taps in the minutes after it.
  void emergency(VisitId visit, Instant at) {
    look(visit, at, Responds::does_not_wake);
    const Uuid key = uuid(ids_);
    ++tally_.emergencies;
    const auto tap = [&](int seconds, ActKind kind, std::uint8_t choice = Act::no_choice,
                         std::uint8_t product = Act::no_product) {
      run(TapAct{.emergency = key, .act = {.id = uuid(++ids_), .kind = kind, .choice = choice, .product = product}},
          at + base::seconds(seconds));
    };
    tap(5, ActKind::helper);
    tap(10, ActKind::airway);
    tap(15, ActKind::breaths);
    tap(40, ActKind::oxygen, 1);
    tap(90, ActKind::naloxone, Act::no_choice, 0);
    tap(200, ActKind::breathing, static_cast<std::uint8_t>(Breaths::ok));
    tap(210, ActKind::breathing_back);
    tap(240, ActKind::oxygen, 0);
    tap(300, ActKind::closed, static_cast<std::uint8_t>(Outcome::released));
  }

  State state_;
  Command command_{.by = StaffRef{1}, .device = DeviceRef{1}, .marks = {}, .body = {}};
  Events out_;
  Tally tally_;
  std::array<VisitId, booths> in_booth_{};
  std::uint32_t ids_ = 0;
  std::uint32_t decided_ = 0;
};

const Documents& documents() {
  static const Documents shipped = [] {
    const auto read = [](const std::string& name) {
      return document::Toml::read(std::string(ALONGSIDE_SOURCE_DIR) + "/" + name);
    };
    const auto protocol = read_protocol(*read("protocols/bc-aha.toml"));
    const auto guardrails = read_guardrails(*read("guardrails/demonstration.toml"));
    Documents both;
    both.add(protocol->numbers);
    both.add(guardrails->rules);
    return both;
  }();
  return shipped;
}

/// Processor time of this thread: what else the machine does must not count.
double processor_s() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void domain_events(benchmark::State& run) {
  const auto plan = plan_of_the_day();
  Tally tally;
  double machine_s = 0;
  for (auto _ : run) {
    Day day(documents());
    const double start = processor_s();
    tally = day.live(plan);
    const double lived_s = processor_s() - start;
    run.SetIterationTime(lived_s);
    machine_s += lived_s;
    const bool as_planned = tally.welcomed == visits_a_day && tally.left == visits_a_day && tally.refused == 0 &&
                            tally.emergencies == visits_a_day / visits_between_emergencies &&
                            tally.looks > 6 * visits_a_day && day.is_quiet();
    if (!as_planned) return run.SkipWithError("the day did not end as planned");
  }
  const auto events = static_cast<std::int64_t>(tally.events);
  run.SetItemsProcessed(run.iterations() * events);
  run.counters["events_a_day"] = static_cast<double>(events);

  // The limit, in the same run: the same number of events written once.
  std::vector<Event> from(tally.events);
  std::vector<Event> to(tally.events);
  const double start = processor_s();
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(run.iterations()); ++i) {
    std::memcpy(static_cast<void*>(to.data()), from.data(), from.size() * sizeof(Event));
    benchmark::DoNotOptimize(to.data());
    benchmark::ClobberMemory();
  }
  run.counters["times_a_copy"] = machine_s / (processor_s() - start);
}
BENCHMARK(domain_events)->UseManualTime()->Unit(benchmark::kMillisecond);

/// The day's deadlines alone, set and taken in the order in which they fell due, with as many standing as people inside.
void limit_deadlines_in_a_priority_queue(benchmark::State& run) {
  Day day(documents());
  day.keep_dues = true;
  day.live(plan_of_the_day());
  for (auto _ : run) {
    std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> queue;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < day.dues.size(); ++i) {
      queue.push(day.dues[i].milliseconds_utc);
      if (queue.size() > 2 * booths) {
        sum += queue.top();
        queue.pop();
      }
    }
    benchmark::DoNotOptimize(sum);
  }
  run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(day.dues.size()));
}
BENCHMARK(limit_deadlines_in_a_priority_queue);

}  // namespace
