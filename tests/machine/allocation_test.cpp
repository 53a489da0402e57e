// Nothing is allocated per event: operator new is counted, and counts nothing in decide, evolve and next_due over a day of the floor.
//
// The counting replaces the global operator new of this whole program; it counts only while told to. A sanitizer has an operator new of its
// own: under it nothing is counted.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "machine/history.hpp"

namespace {
thread_local bool counting = false;
thread_local std::size_t allocations = 0;

[[maybe_unused]] void* counted(std::size_t size, std::size_t alignment) {
  if (counting) ++allocations;
  void* memory = alignment > alignof(std::max_align_t)
                     ? std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)
                     : std::malloc(size == 0 ? 1 : size);
  if (!memory) throw std::bad_alloc();
  return memory;
}
}  // namespace

#ifndef ALONGSIDE_SANITIZED
void* operator new(std::size_t size) { return counted(size, 0); }
void* operator new[](std::size_t size) { return counted(size, 0); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
#endif

namespace alongside::tests {
namespace {

using namespace domain;

/// Counts what is allocated while it lives.
class Counting {
 public:
  Counting() {
    allocations = 0;
    counting = true;
  }
  ~Counting() { counting = false; }
  std::size_t so_far() const { return allocations; }
};

/// A floor driven as the center drives it: make_room between batches, everything else counted.
class CountedFloor {
 public:
  CountedFloor() {
    site_.found(morning, SiteKind::demonstration, History::protocol(), true, rules());
    state_ = site_.state();
    for (std::uint16_t booth = 1; booth <= 10; ++booth)
      run(AddSeat{.kind = SeatKind::booth, .label = booth, .capacity = 1});
    run(AddSeat{.kind = SeatKind::aftercare, .label = 1, .capacity = 6});
    run(AddSeat{.kind = SeatKind::toilet, .label = 1, .capacity = 1});
    run(OpenFloor{.responsible = StaffRef{1}});
  }

  const State& state() const { return state_; }
  std::size_t events() const { return events_; }
  std::size_t allocated() const { return allocated_; }

  void run(CommandBody body, std::uint8_t screen = 1) {
    make_room(state_);
    const Command command{.at = now_, .by = StaffRef{1}, .device = DeviceRef{screen}, .marks = {}, .body = body};
    const Counting counting;
    const Refusal refusal = decide(state_, command, out_);
    for (const Event& event : out_) evolve(state_, event);
    events_ += out_.size();
    allocated_ += counting.so_far();
    refused_ += refusal.accepted() ? 0U : 1U;
  }
  void pass(Duration time) {
    const Instant until = now_ + time;
    for (;;) {
      bool more = false;
      {
        const Counting counting;
        const auto due = next_due(state_);
        more = due && due->due <= until;
        if (more) now_ = std::max(now_, due->due);
        allocated_ += counting.so_far();
      }
      if (!more) break;
      run(Tick{});
    }
    now_ = until;
  }

  /// One visit: in, a use, looks, aftercare, out. Every tenth has an emergency with the commonest acts.
  void visit(std::uint32_t number) {
    const SeatId booth{static_cast<std::uint16_t>(number % 10)};
    run(Welcome{.person = PersonRef{number}, .purpose = Purpose::booth, .old_enough = Answer::yes});
    const VisitId visit = std::get<Welcomed>(out_[0].body).visit;
    run(TakeSeat{.visit = visit, .seat = booth});
    run(BeginUse{.visit = visit, .substances = Substances{}.with(Substance::heroin), .route = Route::inject});
    run(CorrectUse{
        .visit = visit, .use = 1, .substances = Substances{}.with(Substance::fentanyl), .route = Route::inject});
    pass(base::minutes(2));
    run(SeeAll{});
    run(UndoSeeAll{});
    run(SeeAll{});
    if (number % 10 == 0) emergency(visit, number);
    pass(base::minutes(12));
    run(Look{.visit = visit, .id = uuid(++ids_)});
    run(TakeSeat{.visit = visit, .seat = SeatId{10}});
    run(ReadySeat{.seat = booth});
    run(TakeToilet{.seat = SeatId{11}});
    pass(base::minutes(20));
    run(KnockToilet{.seat = SeatId{11}});
    run(FreeToilet{.seat = SeatId{11}});
    run(Look{.visit = visit, .id = uuid(++ids_)});
    run(HandOver{.to = StaffRef{2 + number % 3}});
    run(Leave{.visit = visit});
    run(UndoEnding{.visit = visit});
    run(Leave{.visit = visit});
  }

 private:
  static Guardrails rules() { return shipped_guardrails("demonstration").rules; }

  void emergency(VisitId visit, std::uint32_t number) {
    run(Look{.visit = visit, .responds = LookAnswer::does_not_wake, .breaths = Breaths::none, .id = uuid(++ids_)});
    const Uuid key = state_.emergencies[state_.find(visit)->emergency.slot].key;
    const Uuid other = uuid(keys_from + number);
    const auto act = [&](ActKind kind, std::uint8_t choice = Act::no_choice, std::uint8_t product = Act::no_product) {
      run(TapAct{.emergency = key, .act = {.id = uuid(++ids_), .kind = kind, .choice = choice, .product = product}});
      pass(base::seconds(20));
    };
    for (const ActKind kind : {ActKind::helper, ActKind::airway, ActKind::breaths}) act(kind);
    act(ActKind::oxygen, 1);
    act(ActKind::naloxone, Act::no_choice, 0);
    const Uuid dose = uuid(ids_);
    run(TapAct{.emergency = other, .act = {.id = uuid(++ids_), .kind = ActKind::opened}}, 2);
    run(TapAct{.emergency = key, .act = {.id = uuid(++ids_), .target = other, .kind = ActKind::joined}});
    run(TapAct{
        .emergency = key,
        .act = {.id = uuid(++ids_), .target = dose, .to_at = now_ - base::minutes(1), .kind = ActKind::corrected}});
    run(Boot{.clock_not_sure = true});
    act(ActKind::no_pulse, 1);
    act(ActKind::no_pulse, 0);
    act(ActKind::breathing_back);
    act(ActKind::oxygen, 0);
    pass(base::minutes(90));
    act(ActKind::closed, static_cast<std::uint8_t>(Outcome::released));
  }

  DrivenSite site_;
  State state_;
  Events out_;
  Instant now_ = morning;
  std::uint32_t ids_ = 0;
  std::size_t events_ = 0;
  std::size_t refused_ = 0;
  std::size_t allocated_ = 0;

 public:
  std::size_t refused() const { return refused_; }
};

TEST(OperatorNew, IsCountedAtAll) {
#ifdef ALONGSIDE_SANITIZED
  GTEST_SKIP() << "nothing is counted under a sanitizer";
#endif
  const Counting counting;
  const auto number = std::make_unique<int>(1);
  EXPECT_EQ(counting.so_far(), 1U) << *number;
}

TEST(TheMachine, AllocatesNothingPerEventOverADayOfVisitsAndEmergencies) {
  CountedFloor floor;
  for (std::uint32_t number = 0; number < 40; ++number) floor.visit(number);  // until every array has its length
  const std::size_t allocated = floor.allocated();
  const std::size_t events = floor.events();
  const std::size_t refused = floor.refused();
  for (std::uint32_t number = 40; number < 640; ++number) floor.visit(number);
  EXPECT_GT(floor.events() - events, 12'000U) << "a day is twelve thousand events";
  EXPECT_EQ(floor.refused(), refused) << "every command of this day means something";
  EXPECT_EQ(floor.allocated() - allocated, 0U);
}

}  // namespace
}  // namespace alongside::tests
