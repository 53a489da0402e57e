// A subject is one thing that happens at a center: the shift, the visit, the watch. Its folder holds all that is true of it: commands,
// events, its part of the state, `decide`, `evolve`, what screens see of it. subjects.hpp lists the subjects, and holds nothing about any.
//
//   struct Subject {                                      // in the folder's own namespace, seat/subject.hpp
//     using Part = seat::Part;                            // of the state
//     using Commands = List<TakeSeat, ...>;               // each with `is`, `fields` if it is sent, and a `decide`
//     using Events = List<Seated, ...>;                   // each with `is`, `fields` and, if it moves the floor, an `evolve`
//     // and, where there is something to say:
//     using Scratch = ...;                                        what `decide` works with, kept between commands
//     static constexpr std::uint8_t deadlines = 1;                its number among those that have deadlines: in the record, never changed
//     using Causes = ...;                                         a list of words: what they remind of
//     static void due(const State&, const Deadline&, DueReached&);            what a deadline that has passed says
//     static void reached(State&, const Event&, const DueReached&);           and what comes of it
//     static void make_room(State&);                              spare slots, between batches
//     static void restarted(State&, Instant now, const Booted&);  a start at which the clock was not sure
//     using OnBoard = ...;  static void show(const Shown&, Board&);                        on the board
//     using OfToday = ...;  static void noted(Today&, const State&);                       what screens show beside the state
//     static void sound(Today&, const Event&, const DueReached&);                          which of its deadlines raise an alarm,
//     static bool still_stands(const State&, const Alarm&);                                and how long that stands
//   };
//
// `decide(const State&, const Command&, const Body&, Events&)` and `evolve(State&, const Event&, const Body&)` are found by the type of
// the body; so are `note(Today&, const State&, const Event&, const Body&)` and `contradicts(const State&, const Body&)`
// (contradiction.hpp), where there is one. What a subject forgets the compiler finds: `must_be_whole` says which is missing, of what.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "domain/fields.hpp"
#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace alongside::domain {

struct State;
struct Command;
struct Event;
struct Refusal;
struct Today;
struct Alarm;
struct Shown;
struct Board;
class Events;

template <class... T>
struct List {
  static constexpr std::size_t size = sizeof...(T);
};

template <class T, class... Listed>
constexpr bool is_in(List<Listed...>) {
  return (std::is_same_v<T, Listed> || ...);
}

enum class SentBy : std::uint8_t { page, program };

/// Who may, as far as the command alone tells. What hangs on what comes of it is asked of that: `needs_charge`.
enum class Needs : std::uint8_t {
  floor_staff,   ///< whoever is signed in and works on the floor
  in_charge,     ///< of those, the responsible person or a manager
  charge_alone,  ///< the responsible person or a manager; all others are told so before anything else
  screen_or_staff,  ///< a registered screen, or a sign-in: an emergency asks no more. It belongs to the screen, whoever is signed in
};

/// What becomes of it while the record is closed.
enum class Unsaved : std::uint8_t {
  turned_down,
  taken,
  taken_if_it_touches_an_emergency,
};

/// What rides beside a command and is never in it: whoever takes the command reads it from there and keeps it apart.
enum class Beside : std::uint8_t {
  nothing,
  code,  ///< a participant's code, or none, and whether to make it: the visit that the command begins is theirs, and has a name outside
};

/// What is true of a command, said where it stands.
struct CommandTraits {
  static constexpr std::uint8_t not_in_journal = 0xFF;

  std::string_view name;
  SentBy sent_by = SentBy::page;
  Needs needs = Needs::floor_staff;
  Unsaved unsaved = Unsaved::turned_down;
  std::uint8_t in_journal = not_in_journal;  ///< its number there: never changed
  bool makes_ready = false;                  ///< may come before a protocol and guardrails are adopted
  Beside beside = Beside::nothing;
  bool draws_person = false;      ///< it is given a PersonRef that nobody had
  bool one_visit_a_code = false;  ///< turned down where it would bring back somebody whose code has come in again since
  bool tallies_codes = false;     ///< the month's codes are counted right behind it
  std::size_t not_sent = 0;       ///< members that the program gives and `fields` leaves out
  bool is_flat = false;           ///< `fields` lists what stands in a member, and not the member
};

/// What the program gives a command that has a place for it: `void take(const Given&)`.
struct Given {
  Uuid id{};           ///< the command's own
  PersonRef person{};  ///< drawn anew where the command `draws_person`; else none
};

/// What the machine takes for granted of a command and does not find: `std::optional<Wrong> check(const Body&)`.
struct Wrong {
  std::string_view field;
  std::string what;
};

/// What is true of an event, said where it stands. `number` is its number in the ledger: never changed, never used again.
struct EventTraits {
  std::uint16_t number = 0;
  std::string_view name;
  bool moves_floor = true;         ///< false: it stands in the record, and nothing on the floor follows from it
  bool touches_emergency = false;  ///< a look that leads to it is taken while the record is closed, too
  bool leaves_undo = false;   ///< what may be taken back stays so; after all others that name the visit it is too late
  bool begins_visit = false;  ///< of `visit`: beside its row stands what that is called outside, and whose it is
};

template <class Body>
concept HasDecide = requires(const State& state, const Command& command, const Body& body, Events& out) {
  decide(state, command, body, out);
};
template <class Body>
concept HasEvolve = requires(State& state, const Event& event, const Body& body) { evolve(state, event, body); };
template <class Body>
concept IsCommand = requires { CommandTraits{Body::is}; };
template <class Body>
concept IsEvent = requires { EventTraits{Body::is}; };

template <class Subject>
concept HasDeadlines = requires { Subject::deadlines; };

template <class Body>
consteval void command_must_be_whole() {
  static_assert(IsCommand<Body>, "a command says `static constexpr CommandTraits is{...}`");
  static_assert(HasDecide<Body>, "this command has no decide(const State&, const Command&, const Body&, Events&)");
  if constexpr (Body::is.sent_by == SentBy::page) {
    static_assert(HasFields<Body>, "a command that pages send has `fields`");
    static_assert(Body::is.is_flat || lists_every_member<Body>(Body::is.not_sent),
                  "`fields` forgets a member of this command");
  }
}

template <class Body>
consteval void event_must_be_whole() {
  static_assert(IsEvent<Body>, "an event says `static constexpr EventTraits is{...}`");
  static_assert(HasFields<Body>, "an event has `fields`");
  static_assert(lists_every_member<Body>(), "`fields` forgets a member of this event");
  static_assert(!Body::is.moves_floor || HasEvolve<Body>,
                "this event has no evolve(State&, const Event&, const Body&); or say .moves_floor = false");
}

/// Whether no two of them are the same.
template <class T, std::size_t size>
constexpr bool are_distinct(const std::array<T, size>& values) {
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = i + 1; j < size; ++j) {
      if (values[i] == values[j]) return false;
    }
  }
  return true;
}

template <class Subject, class... C, class... E>
consteval void subject_must_be_whole(List<C...>, List<E...>) {
  (command_must_be_whole<C>(), ...);
  (event_must_be_whole<E>(), ...);
  if constexpr (HasDeadlines<Subject>) {
    static_assert(
        requires { Words<typename Subject::Causes>::names; }, "a subject with deadlines lists their causes: `Causes`");
    static_assert(requires { &Subject::due; }, "a subject with deadlines says what one that has passed says: `due`");
    static_assert(
        requires { &Subject::reached; }, "a subject with deadlines says what comes of one that has passed: `reached`");
  }
}

template <class... E>
consteval void events_must_differ(List<E...>) {
  static_assert(are_distinct(std::array{E::is.number...}), "two events have one number");
  static_assert(are_distinct(std::array{E::is.name...}), "two events have one name");
}
template <class... C>
consteval void commands_must_differ(List<C...>) {
  static_assert(are_distinct(std::array{C::is.name...}), "two commands have one name");
}

// --- one list of many ---------------------------------------------------------------------------------------------------------------

template <class... Lists>
struct JoinedLists;
template <>
struct JoinedLists<> {
  using Type = List<>;
};
template <class... A>
struct JoinedLists<List<A...>> {
  using Type = List<A...>;
};
template <class... A, class... B, class... Rest>
struct JoinedLists<List<A...>, List<B...>, Rest...> : JoinedLists<List<A..., B...>, Rest...> {};
template <class... Lists>
using Joined = typename JoinedLists<Lists...>::Type;

template <class Subjects>
struct Of;
/// All commands, all events of a list of subjects.
template <class... Subject>
struct Of<List<Subject...>> {
  using Commands = Joined<typename Subject::Commands...>;
  using Events = Joined<typename Subject::Events...>;
};

template <class Subject>
constexpr int kind_of_deadlines(int none) {
  if constexpr (HasDeadlines<Subject>) {
    return Subject::deadlines;
  } else {
    return none;
  }
}
template <class... Subject>
consteval void deadlines_must_differ(List<Subject...>) {
  static_assert(are_distinct([] {
                  int nobody = 0;
                  return std::array{kind_of_deadlines<Subject>(--nobody)...};
                }()),
                "two subjects have one number of deadlines");
}

template <class... Subject>
consteval bool must_be_whole(List<Subject...> subjects) {
  deadlines_must_differ(subjects);
  (subject_must_be_whole<Subject>(typename Subject::Commands{}, typename Subject::Events{}), ...);
  events_must_differ(typename Of<decltype(subjects)>::Events{});
  commands_must_differ(typename Of<decltype(subjects)>::Commands{});
  return true;
}

/// Calls `use.template operator()<Subject>()` for each.
template <class... Subject>
constexpr void each_subject(List<Subject...>, auto&& use) {
  (use.template operator()<Subject>(), ...);
}

template <template <class...> class Into, class L>
struct MovedInto;
template <template <class...> class Into, class... T>
struct MovedInto<Into, List<T...>> {
  using Type = Into<T...>;
};
/// `AsOne<std::variant, List<A, B>>` is `std::variant<A, B>`.
template <template <class...> class Into, class L>
using AsOne = typename MovedInto<Into, L>::Type;

}  // namespace alongside::domain
