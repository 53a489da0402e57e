#include "center/demonstration.hpp"

#include <array>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <thread>

#include "base/random.hpp"
#include "center/random_id.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::center {

namespace {

using base::Duration;
using base::Instant;
using base::minutes;
using base::seconds;
using domain::Purpose;
using domain::Route;
using domain::SeatId;
using domain::SeatKind;
using domain::Substance;
using domain::Substances;

struct Sign {
  const char* sign_in;
  const char* label;
  domain::Role role;
  const char* pin;
  const char* password;
};
// Openly known: a demonstration protects nothing.
constexpr std::array<Sign, 5> signs{{{"peer-1", "peer 1", domain::Role::peer, "1111", ""},
                                     {"peer-3", "peer 3", domain::Role::peer, "3333", ""},
                                     {"nurse-2", "nurse 2", domain::Role::nurse, "2222", ""},
                                     {"manager", "manager", domain::Role::manager, "4444", "demonstration"},
                                     {"director", "medical director", domain::Role::medical_director, "5555", "demonstration"}}};

enum Decision : std::uint32_t { arrival, purpose, substance, delay, stay };

}  // namespace

base::Result<> add_demonstration_staff(const SiteFolder& folder, const ledger::SiteKeys& keys) {
  auto staff = Staff::open(folder.path);
  if (!staff) return staff.error();
  if (const auto unlocked = (*staff)->unlock(keys); !unlocked) return unlocked.error();
  std::string lines;
  for (const Sign& sign : signs) {
    const auto added = (*staff)->add(sign.sign_in, sign.label, sign.role, sign.pin, sign.password);
    if (!added) return added.error();
    lines += fmt::format("{}\t{}\t{}\n", sign.sign_in, sign.pin, sign.password);
  }
  return ledger::create_file(folder.path / "demonstration-sign-ins", base::bytes_of(lines), ledger::owner_only);
}

class Demonstration::Trickle {
 public:
  Trickle(Center& center, std::uint64_t seed) : center_(center), seed_(seed) {}
  ~Trickle() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  void start() {
    const auto staff = center_.staff().members();
    for (const StaffMember& member : staff) {
      if (member.sign_in == "nurse-2") nurse_ = member.number;
    }
    bool open = false;
    bool anybody = false;
    center_.read([&](const Published& published) {
      open = published.state.floor_open;
      for (const VisitNotes& notes : published.visits) anybody = anybody || notes.visit.exists();
    });
    if (!open) send(domain::OpenFloor{.responsible = nurse_}, open ? Duration{} : minutes(301));
    if (!anybody) live_a_morning();
    thread_ = std::thread([this] { run(); });
  }

 private:
  struct Guest {
    base::Uuid id;
    domain::VisitId visit;
    std::uint32_t number = 0;
    Purpose purpose = Purpose::booth;
  };

  base::Stream stream(std::uint32_t entity, Decision decision) const { return base::Stream({seed_, 0, entity, decision}); }
  double between(double low, double high, std::uint32_t entity, Decision decision, std::uint32_t occurrence) const {
    return low + (high - low) * stream(entity, decision).uniform(occurrence);
  }
  Duration minutes_between(double low, double high, std::uint32_t entity, Decision decision, std::uint32_t occurrence) const {
    return seconds(static_cast<std::int64_t>(60.0 * between(low, high, entity, decision, occurrence)));
  }

  Request request(const domain::CommandBody& body, Duration ago) const {
    Request out;
    out.id = command_id(center_.clock().now());
    out.body = body;
    out.age = ago;
    out.by = {.staff = nurse_, .role = domain::Role::nurse, .device = {}, .is_the_program = true};
    return out;
  }
  center::Answer send(const domain::CommandBody& body, Duration ago = {}, std::string code = {}) {
    Request one = request(body, ago);
    one.code = std::move(code);
    one.enrol = !one.code.empty();
    return center_.submit_and_wait({std::move(one)}).front();
  }

  std::optional<Guest> welcome(Purpose wanted, Duration ago) {
    const auto offers = center_.offer_handles(1);
    Guest guest{.id = {}, .visit = {}, .number = next_guest_++, .purpose = wanted};
    const auto answer = send(domain::Welcome{.person = {}, .purpose = wanted, .old_enough = domain::Answer::yes, .seat = {}}, ago, offers.empty() ? "" : offers.front());
    if (answer.outcome != Outcome::accepted) return std::nullopt;
    guest.id = answer.visit;
    center_.read([&](const Published& published) { guest.visit = published.find_visit(answer.visit); });
    return guest;
  }

  std::optional<SeatId> free_seat(SeatKind kind) const {
    std::optional<SeatId> found;
    center_.read([&](const Published& published) {
      const auto& seats = published.state.seats;
      for (std::size_t i = 0; i < seats.size() && !found; ++i) {
        if (seats[i].kind == kind && !seats[i].cleaning && seats[i].taken < seats[i].capacity) found = SeatId{static_cast<std::uint16_t>(i)};
      }
    });
    return found;
  }

  Substances substances_of(std::uint32_t guest) const {
    const double draw = stream(guest, substance).uniform(0);
    if (draw < 0.45) return Substances{}.with(Substance::fentanyl);
    if (draw < 0.60) return Substances{}.with(Substance::heroin).with(Substance::fentanyl);
    if (draw < 0.75) return Substances{}.with(Substance::methamphetamine);
    if (draw < 0.90) return Substances{}.with(Substance::crack);
    return Substances{}.with(Substance::cocaine);
  }

  /// From the door to the seat, the use and the looks so far, as of `ago`; a visit that is over leaves, too.
  void live_visit(Purpose wanted, SeatKind kind, Duration arrived, Duration prepared, std::optional<Duration> left) {
    const auto guest = welcome(wanted, arrived);
    const auto seat = free_seat(kind == SeatKind::smoking ? SeatKind::smoking : SeatKind::booth);
    if (!guest || !seat) return;
    const Route route = kind == SeatKind::smoking ? Route::smoke : Route::inject;
    std::vector<Request> steps;
    steps.push_back(request(domain::TakeSeat{guest->visit, *seat}, prepared + minutes(1)));
    steps.push_back(request(domain::BeginUse{.visit = guest->visit, .substances = substances_of(guest->number), .route = route}, prepared));
    const Duration until = left.value_or(Duration{});
    const auto chair = kind == SeatKind::aftercare ? free_seat(SeatKind::aftercare) : std::nullopt;
    bool moved = false;
    Duration look = prepared - minutes(2);
    for (std::uint32_t n = 0; look > until; ++n) {
      if (chair && !moved && prepared - look > minutes(12)) {
        steps.push_back(request(domain::TakeSeat{guest->visit, *chair}, look));
        moved = true;
      }
      steps.push_back(request(domain::Look{.visit = guest->visit, .responds = domain::Responds::talks}, look));
      look = look - minutes_between(4.2, 5.0, guest->number, delay, n);
    }
    if (left) steps.push_back(request(domain::Leave{guest->visit}, *left));
    if (left || moved) steps.push_back(request(domain::ReadySeat{*seat}, left.value_or(minutes(1))));
    center_.submit_and_wait(std::move(steps));
    if (!left) guests_.push_back(*guest);
  }

  void live_a_morning() {
    for (std::uint32_t n = 0; n < 22; ++n) {
      const Duration prepared = minutes_between(75.0, 290.0, n, stay, 0);
      const SeatKind kind = n % 4 == 3 ? SeatKind::smoking : SeatKind::booth;
      live_visit(kind == SeatKind::smoking ? Purpose::smoking : Purpose::booth, kind, prepared + minutes(4), prepared, prepared - minutes_between(31.0, 45.0, n, stay, 1));
    }
    const std::array<std::int64_t, 5> in_booths{17, 9, 3, 12, 6};
    for (const std::int64_t ago : in_booths) live_visit(Purpose::booth, SeatKind::booth, minutes(ago + 3), minutes(ago), std::nullopt);
    for (const std::int64_t ago : {8, 4}) live_visit(Purpose::smoking, SeatKind::smoking, minutes(ago + 3), minutes(ago), std::nullopt);
    for (const std::int64_t ago : {19, 24, 27}) live_visit(Purpose::booth, SeatKind::aftercare, minutes(ago + 4), minutes(ago), std::nullopt);
    if (const auto waiting = welcome(Purpose::smoking, minutes(6))) guests_.push_back(*waiting);
    if (const auto supplies = welcome(Purpose::supplies, minutes(1))) guests_.push_back(*supplies);
  }

  void run() {
    next_arrival_ = center_.clock().now() + seconds(50);
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, std::chrono::seconds(2), [&] { return stopping_; })) {
      lock.unlock();
      step();
      lock.lock();
    }
  }

  void step() {
    const Instant now = center_.clock().now();
    if (now >= next_arrival_) {
      const double draw = stream(next_guest_, purpose).uniform(0);
      const Purpose wanted = draw < 0.65 ? Purpose::booth : draw < 0.85 ? Purpose::smoking : Purpose::supplies;
      if (guests_.size() < 16) {
        if (const auto guest = welcome(wanted, {})) guests_.push_back(*guest);
      }
      next_arrival_ = now + minutes_between(1.5, 6.0, next_guest_, arrival, 0);
    }
    for (const Guest& guest : guests_) {
      if (const auto wish = next_wish(guest, now)) send(*wish);
    }
    clean_seats(now);
    center_.read([&](const Published& published) {
      std::erase_if(guests_, [&](const Guest& guest) { return !published.state.find(guest.visit); });
    });
  }

  /// What this simulated person, or the simulated staff beside them, does next; nothing if it is not time yet.
  std::optional<domain::CommandBody> next_wish(const Guest& guest, Instant now) const {
    domain::Person person;
    bool in_emergency = false;
    center_.read([&](const Published& published) {
      if (const domain::Person* found = published.state.find(guest.visit)) person = *found;
      const domain::Emergency* emergency = published.state.find(person.emergency);
      in_emergency = emergency && emergency->is_open();
    });
    if (!person.visit.exists() || in_emergency) return std::nullopt;
    const std::uint32_t n = guest.number;
    if (person.waiting) {
      if (now - person.arrived < minutes_between(0.7, 2.5, n, delay, 100)) return std::nullopt;
      if (guest.purpose == Purpose::supplies) return domain::Leave{guest.visit};
      const auto seat = free_seat(guest.purpose == Purpose::smoking ? SeatKind::smoking : SeatKind::booth);
      return seat ? std::optional<domain::CommandBody>(domain::TakeSeat{guest.visit, *seat}) : std::nullopt;
    }
    if (person.uses == 0) {
      if (now - person.arrived < minutes_between(3.0, 5.0, n, delay, 101)) return std::nullopt;
      return domain::BeginUse{.visit = guest.visit, .substances = substances_of(n), .route = guest.purpose == Purpose::smoking ? Route::smoke : Route::inject};
    }
    if (person.is_watched()) {
      const auto looks = static_cast<std::uint32_t>((now - person.prepared_at).milliseconds / 60'000);
      const Instant last = person.last_look.is_known() ? person.last_look : person.prepared_at;
      const Duration patience = minutes_between(0.1, 1.3, n, delay, 200 + looks / 5);
      const bool due = person.look_is_due || person.may_go;
      if (due && now - last > minutes(2) + patience) return domain::Look{.visit = guest.visit, .responds = domain::Responds::talks};
      if (now - person.prepared_at > minutes_between(13.0, 19.0, n, stay, 2) && now - person.prepared_at < minutes(20)) {
        if (const auto chair = free_seat(SeatKind::aftercare)) {
          if (!is_in_aftercare(person)) return domain::TakeSeat{guest.visit, *chair};
        }
      }
      return std::nullopt;
    }
    if (now - person.last_look > minutes_between(0.5, 4.0, n, stay, 3)) return domain::Leave{guest.visit};
    return std::nullopt;
  }

  bool is_in_aftercare(const domain::Person& person) const {
    bool there = false;
    center_.read([&](const Published& published) {
      const domain::Seat* seat = published.state.find(person.seat);
      there = seat && seat->kind == SeatKind::aftercare;
    });
    return there;
  }

  void clean_seats(Instant now) {
    if (now - last_cleaned_ < seconds(90)) return;
    std::optional<SeatId> dirty;
    center_.read([&](const Published& published) {
      for (std::size_t i = 0; i < published.state.seats.size() && !dirty; ++i) {
        if (published.state.seats[i].cleaning) dirty = SeatId{static_cast<std::uint16_t>(i)};
      }
    });
    if (dirty) send(domain::ReadySeat{*dirty});
    last_cleaned_ = now;
  }

  Center& center_;
  const std::uint64_t seed_;
  domain::StaffRef nurse_;
  std::uint32_t next_guest_ = 1000;
  std::vector<Guest> guests_;
  Instant next_arrival_;
  Instant last_cleaned_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

Demonstration::Demonstration(std::unique_ptr<Trickle> trickle) : trickle_(std::move(trickle)) {}
Demonstration::~Demonstration() = default;

base::Result<std::unique_ptr<Demonstration>> Demonstration::start(Center& center, std::uint64_t seed) {
  if (center.folder().kind != domain::SiteKind::demonstration) {
    return base::input_error("simulated visits run on a demonstration site only; this record is kept clean of them");
  }
  auto trickle = std::make_unique<Trickle>(center, seed);
  trickle->start();
  return std::unique_ptr<Demonstration>(new Demonstration(std::move(trickle)));
}

}  // namespace alongside::center
