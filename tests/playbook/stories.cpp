#include "stories.hpp"

#include <functional>
#include <utility>

#include "domain/emergency/told_emergency_test.hpp"

namespace alongside::tests {

using namespace domain;
using enum ActKind;

namespace {

/// Collects stories that are told under one protocol.
class Stories {
 public:
  explicit Stories(const Protocol& protocol) : protocol_(protocol) {}
  void operator()(std::string name, const std::function<void(Told&)>& story, Instant restart = Instant::unknown()) {
    Told told(protocol_);
    story(told);
    all.push_back({std::move(name), told.acts(), restart});
  }

  std::vector<Case> all;

 private:
  const Protocol& protocol_;
};

/// The tap, breaths, oxygen.
void tell_of_breathing(Stories& tell) {
  tell("the tap alone", [](Told& e) { e.open(); });
  tell("the worked example of docs/playbook.md", [](Told& e) {
    e.open().breathing("0:05", Breaths::none).at("0:20", breaths).at("0:40", oxygen, 1).dose("1:30", Told::in);
  });
  tell("slow or noisy, then oxygen", [](Told& e) { e.open().breathing("0:10", Breaths::slow).at("0:30", oxygen, 1); });
  tell("SpO2 held at 95, then not", [](Told& e) {
    e.open()
        .breathing("0:10", Breaths::slow)
        .at("0:15", oxygen, 1)
        .at("0:30", breaths)
        .vitals("2:00", {.spo2 = 95})
        .vitals("6:00", {.spo2 = 92});
  });
  tell("SpO2 stays low with breaths",
       [](Told& e) { e.open().vitals("0:10", {.rr = 6, .spo2 = 84}).at("0:30", breaths).at("0:40", oxygen, 1); });
  tell("started earlier twice", [](Told& e) {
    e.open().at("0:05", started_earlier, 5).at("0:09", started_earlier, 2).breathing("0:12", Breaths::slow);
  });
}

/// Doses, what is taken back and what is corrected.
void tell_of_doses(Stories& tell) {
  tell("two like doses, not answered",
       [](Told& e) { e.open().breathing("0:05", Breaths::none).dose("1:00", Told::in, 1).dose("1:40", Told::in, 2); });
  tell("two like doses that were one", [](Told& e) {
    e.open()
        .breathing("0:05", Breaths::none)
        .dose("1:00", Told::in, 1)
        .dose("1:40", Told::in, 2)
        .about("1:50", one_dose, e.last());
  });
  tell("the answer that it was one dose, undone", [](Told& e) {
    e.open()
        .dose("1:00", Told::in, 1)
        .dose("1:40", Told::in, 2)
        .about("1:50", one_dose, e.last())
        .about("1:55", undone, e.last());
  });
  tell("two like doses that were two, then a third", [](Told& e) {
    e.open()
        .dose("1:00", Told::in, 1)
        .dose("1:40", Told::in, 2)
        .about("1:50", two_doses, e.last())
        .dose("2:10", Told::in, 3);
  });
  tell("each dose its own look, one answered", [](Told& e) {
    e.open()
        .breathing("0:05", Breaths::none)
        .dose("1:00", Told::in)
        .dose("2:30", Told::im)
        .breathing("4:05", Breaths::none);
  });
  tell("three doses, other causes", [](Told& e) {
    e.open()
        .breathing("0:05", Breaths::slow)
        .at("0:10", breaths)
        .dose("1:00", Told::in)
        .dose("4:00", Told::in)
        .dose("7:00", Told::not_said);
  });
  tell("a dose moved twice and its product said", [](Told& e) {
    e.open().breathing("0:05", Breaths::none).dose("3:00", Told::not_said);
    const auto dose_tapped = e.last();
    e.correct_time("3:40", dose_tapped, "1:00")
        .correct_time("3:50", dose_tapped, "9:00")
        .correct_product("4:00", dose_tapped, Told::im);
  });
  tell("corrections with what their acts do not have", [](Told& e) {
    e.open()
        .breathing("0:05", Breaths::none)
        .at("0:20", started_earlier, 2)
        .at("0:30", oxygen, 1)
        .dose("1:00", Told::in);
    e.correct_choice("1:10", 2, 4).correct_choice("1:11", 3, 121).correct_choice("1:12", 4, 2);
    e.correct_product("1:13", 5, 8).correct_product("1:14", 2, Told::im).correct_choice("1:15", 5, 1);
  });
  tell("an undo that arrives before its act, and an undo of the first tap",
       [](Told& e) { e.open().about("0:25", undone, 4).about("0:26", undone, 1).at("0:20", no_pulse, 1); });
}

/// A pulse that is gone and comes back, sedation.
void tell_of_no_pulse(Stories& tell) {
  tell("no pulse, a child, a helper comes", [](Told& e) {
    e.open()
        .breathing("0:05", Breaths::none)
        .at("0:08", sign, Sign::child)
        .at("0:20", breaths)
        .at("0:30", no_pulse, 1)
        .at("0:50", helper);
  });
  tell("pulse back, then breathing back", [](Told& e) {
    e.open()
        .breathing("0:05", Breaths::none)
        .at("0:20", breaths)
        .dose("0:40", Told::in)
        .at("1:00", no_pulse, 1)
        .at("5:00", no_pulse, 0)
        .at("6:00", breathing_back);
  });
  tell("still sedated, a slow heart", [](Told& e) {
    e.open()
        .breathing("0:10", Breaths::ok)
        .vitals("1:00", {.rr = 12, .spo2 = 96, .heart = 48, .responds = Responds::does_not_wake});
  });
}

/// Recovery, other kinds, closing, a start at which the clock was not sure.
void tell_of_the_rest(Stories& tell) {
  tell("recovery, then worse, then recovery", [](Told& e) {
    e.open()
        .breathing("0:05", Breaths::none)
        .at("0:10", breaths)
        .at("0:20", oxygen, 1)
        .dose("1:00", Told::in)
        .at("5:00", breathing_back);
    e.at("8:00", oxygen, 0)
        .breathing("9:00", Breaths::none)
        .at("12:00", breathing_back)
        .at("12:30", sign, Sign::long_acting_suspected);
  });
  tell("overamping with a seizure that ended and came again", [](Told& e) {
    e.open()
        .at("0:10", kind, Kind::overamping)
        .at("0:20", sign, Sign::seizure)
        .at("2:00", sign_gone, Sign::seizure)
        .at("9:00", sign, Sign::seizure);
  });
  tell("withdrawal with a pressure over protocol", [](Told& e) {
    e.open()
        .breathing("0:10", Breaths::ok)
        .at("0:20", kind, Kind::withdrawal)
        .vitals("8:00", {.systolic = 190})
        .breathing("9:00", Breaths::ok);
  });
  tell("helpers taken away and back", [](Told& e) {
    e.open().breathing("0:05", Breaths::slow).at("0:12", helper).at("1:00", helpers_away).at("1:30", helper);
  });
  tell("released", [](Told& e) {
    e.open().breathing("0:05", Breaths::none).dose("1:00", Told::in).at("9:00", closed, Outcome::released);
  });
  tell("opened by mistake after breaths stays open",
       [](Told& e) { e.open().at("0:10", breaths).at("0:30", closed, Outcome::opened_by_mistake); });
  const auto treated = [](Told& e) {
    e.open().breathing("0:05", Breaths::none).dose("1:00", Told::in).at("1:30", breathing_back);
  };
  tell("an unsure start", treated, first_tap_at + base::seconds(120));
  tell(
      "an unsure start after the look was answered",
      [](Told& e) {
        e.open().breathing("0:05", Breaths::none).dose("1:00", Told::in).breathing("4:10", Breaths::none);
      },
      first_tap_at + base::seconds(540));
}

}  // namespace

std::vector<Case> hand_made(const Protocol& protocol) {
  Stories tell(protocol);
  tell_of_breathing(tell);
  tell_of_doses(tell);
  tell_of_no_pulse(tell);
  tell_of_the_rest(tell);
  return std::move(tell.all);
}

}  // namespace alongside::tests
