#include "cli/demonstration.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "center/random_id.hpp"
#include "sim/facility/rehearsal.hpp"

namespace alongside::cli {

namespace {

using base::Duration;
using base::Instant;
using namespace domain;

/// The rehearsal's own clock at the moment at which the demonstration starts: Monday at noon, with the morning behind it.
constexpr Duration noon = base::hours(12);
constexpr Duration morning = base::hours(5);
constexpr Duration week = base::hours(7 * 24);

}  // namespace

class Demonstration::Player {
 public:
  Player(center::Center& center, sim::Scenario scenario, std::uint64_t seed)
      : center_(center), scenario_(std::move(scenario)), seed_(seed) {}

  ~Player() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  void start() {
    for (const center::StaffMember& member : center_.staff().members()) {
      if (member.sign_in == "nurse-2") nurse_ = member.number;
    }
    bool open = false;
    bool anybody = false;
    center_.read([&](const center::Published& published) {
      open = published.state.floor_open;
      const auto& people = published.state.people;
      anybody = std::any_of(people.begin(), people.end(), [](const Person& person) { return person.visit.exists(); });
    });
    if (!open) send(OpenFloor{.responsible = nurse_}, morning + base::minutes(1));
    commands_ = sim::rehearse(scenario_, seed_, 0);
    begun_ = center_.clock().now() - noon;
    const Duration from = anybody ? noon : noon - morning;
    next_ = static_cast<std::size_t>(std::lower_bound(commands_.begin(), commands_.end(), from,
                                                      [](const auto& one, Duration at) { return one.after < at; }) -
                                     commands_.begin());
    play_until(begun_ + noon);
    thread_ = std::thread([this] { run(); });
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_; })) {
      lock.unlock();
      play_until(center_.clock().now());
      lock.lock();
    }
  }

  void play_until(Instant now) {
    for (;;) {
      for (; next_ < commands_.size() && begun_ + commands_[next_].after <= now; ++next_) {
        const Duration ago = std::max(Duration{}, center_.clock().now() - (begun_ + commands_[next_].after));
        std::visit([&](const auto& body) { play(body, commands_[next_].welcomed, ago); }, commands_[next_].body);
      }
      if (next_ < commands_.size() || begun_ + week > now) return;
      // A week is over: who is still inside goes, and the next one begins.
      for (const auto& [rehearsed, visit] : visits_) send(Leave{visit}, {});
      visits_.clear();
      commands_ = sim::rehearse(scenario_, seed_, ++weeks_);
      begun_ = begun_ + week;
      next_ = 0;
    }
  }

  void play(const Welcome& welcome, VisitId welcomed, Duration ago) {
    Welcome here{.person = {}, .purpose = welcome.purpose, .old_enough = welcome.old_enough, .seat = {}};
    if (welcome.seat.exists()) here.seat = free_seat_like(welcome.seat);
    const auto offers = center_.offer_handles(1);
    const auto answer = send(here, ago, offers.empty() ? "" : offers.front());
    if (answer.outcome != center::Outcome::accepted) return;
    center_.read([&](const center::Published& published) { visits_[welcomed] = published.find_visit(answer.visit); });
  }

  void play(const TakeSeat& take, VisitId, Duration ago) {
    const VisitId visit = visit_of(take.visit);
    const SeatId seat = free_seat_like(take.seat);
    if (visit.exists() && seat.exists()) send(TakeSeat{visit, seat}, ago);
  }

  /// Whichever waits for a cloth here: it need not be the one of the rehearsal.
  void play(const ReadySeat&, VisitId, Duration ago) {
    const SeatId seat = find_seat([](const Seat& one) { return one.cleaning; });
    if (seat.exists()) send(ReadySeat{seat}, ago);
  }

  template <class Body>
  void play(Body body, VisitId, Duration ago) {
    if constexpr (requires { body.visit; }) {
      const VisitId rehearsed = body.visit;
      body.visit = visit_of(rehearsed);
      if (body.visit.exists()) send(body, ago);
      if constexpr (std::is_same_v<Body, Leave> || std::is_same_v<Body, LeaveBeforeServed>) visits_.erase(rehearsed);
    }
  }

  /// The visit here of one in the rehearsal; none if it is over, or in an emergency: then it is staff's alone.
  VisitId visit_of(VisitId rehearsed) const {
    const auto known = visits_.find(rehearsed);
    VisitId here;
    if (known == visits_.end()) return here;
    center_.read([&](const center::Published& published) {
      const Person* person = published.state.find(known->second);
      const Emergency* emergency = person ? published.state.find(person->emergency) : nullptr;
      if (person && !(emergency && emergency->is_open())) here = person->visit;
    });
    return here;
  }

  /// A free seat of the kind that this one has in the rehearsal, or none.
  SeatId free_seat_like(SeatId rehearsed) const {
    int before = scenario_.seats[0];
    SeatKind kind = SeatKind::booth;
    while (rehearsed.number >= before && kind < SeatKind::toilet) {
      kind = static_cast<SeatKind>(static_cast<int>(kind) + 1);
      before += scenario_.seats[static_cast<std::size_t>(kind)];
    }
    return find_seat(
        [&](const Seat& seat) { return seat.kind == kind && !seat.cleaning && seat.taken < seat.capacity; });
  }

  template <class Wanted>
  SeatId find_seat(const Wanted& wanted) const {
    SeatId found;
    center_.read([&](const center::Published& published) {
      const auto& seats = published.state.seats;
      const auto seat = std::find_if(seats.begin(), seats.end(), wanted);
      if (seat != seats.end()) found = SeatId{static_cast<std::uint16_t>(seat - seats.begin())};
    });
    return found;
  }

  center::Answer send(const CommandBody& body, Duration ago, std::string code = {}) {
    center::Request request;
    request.id = center::command_id(center_.clock().now());
    request.body = body;
    request.age = ago;
    request.by = {.staff = nurse_, .role = Role::nurse, .device = {}, .is_the_program = true};
    request.enrol = !code.empty();
    request.code = std::move(code);
    return center_.submit_and_wait({std::move(request)}).front();
  }

  center::Center& center_;
  const sim::Scenario scenario_;
  const std::uint64_t seed_;
  StaffRef nurse_;
  std::vector<sim::RehearsedCommand> commands_;
  std::size_t next_ = 0;  ///< the first that was not played
  Instant begun_;         ///< when the rehearsal's Monday began, by the center's clock
  std::uint32_t weeks_ = 0;
  std::map<VisitId, VisitId> visits_;  ///< by the rehearsal's
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

Demonstration::Demonstration(std::unique_ptr<Player> player) : player_(std::move(player)) {}
Demonstration::~Demonstration() = default;

base::Result<std::unique_ptr<Demonstration>> Demonstration::start(center::Center& center, std::uint64_t seed) {
  bool is_demonstration = false;
  bool people_use_here = false;
  center.read([&](const center::Published& published) {
    is_demonstration = published.is_demonstration();
    people_use_here = published.state.rules().consumption_allowed;
  });
  if (!is_demonstration)
    return base::input_error("simulated visits run on a demonstration site only; this record is kept clean of them");
  auto scenario = sim::load_scenario(people_use_here ? "demonstration" : "drop-in", {});
  if (!scenario) return scenario.error();
  auto player = std::make_unique<Player>(center, std::move(*scenario), seed);
  player->start();
  return std::unique_ptr<Demonstration>(new Demonstration(std::move(player)));
}

}  // namespace alongside::cli
