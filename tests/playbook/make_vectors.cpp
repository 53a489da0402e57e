// Makes the cases of vectors.hpp, by hand and by dice from a fixed seed, and asks the domain for the answer to each.
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "../support/protocols.hpp"
#include "domain/emergency/assess.hpp"
#include "domain/emergency/told_emergency_test.hpp"
#include "domain/watch/look_rules.hpp"
#include "server/playbook_json.hpp"
#include "vectors.hpp"

namespace alongside::tests {

namespace {

namespace json = boost::json;
using namespace domain;
using enum ActKind;

struct Case {
  std::string name;
  std::vector<KeptAct> acts;
  Instant restart = Instant::unknown();
};

struct Profile {
  std::string name;
  ProtocolDocument document;
  Playbook playbook;
};

json::object act_json(const Act& act) {
  json::object out{{"id", act.id.text()}, {"act", name_of(act.kind)}, {"at", act.at.milliseconds_utc}};
  if (act.choice != Act::no_choice) out["choice"] = act.choice;
  if (act.product != Act::no_product) out["product"] = act.product;
  if (act.target.exists()) out["target"] = act.target.text();
  if (act.to_at.is_known()) out["to_at"] = act.to_at.milliseconds_utc;
  if (act.device.exists()) out["device"] = act.device.number;
  if (json::object vitals = server::vitals_json(act.vitals); !vitals.empty()) out["vitals"] = std::move(vitals);
  return out;
}

/// Every sentence of a tile or banner, in the order of the rules, from when.
json::array said(const Case& one, const Playbook& playbook, const Assessment& assessment) {
  json::array out;
  ActScratch scratch;
  const auto standing = standing_acts(one.acts, scratch);
  if (standing.empty() || assessment.phase == Phase::closed) return out;
  const FactTimes facts = facts_of(standing, playbook);
  for (const Rule& rule : playbook.rules) {
    const Instant from = takes_effect(rule, facts, one.restart);
    if (rule.says && from.is_set())
      out.push_back(json::object{{"sentence", name_of(rule.sentence)}, {"from", from.milliseconds_utc}});
  }
  return out;
}

json::object case_json(const Case& one, const Profile& profile) {
  ActScratch scratch;
  const Assessment assessment = assess(one.acts, profile.playbook, one.restart, scratch);
  json::array acts;
  for (const KeptAct& kept : one.acts) acts.push_back(act_json(kept.act));
  return {{"name", one.name},
          {"playbook", profile.name},
          {"restart", one.restart.is_known() ? json::value(one.restart.milliseconds_utc) : json::value(nullptr)},
          {"acts", std::move(acts)},
          {"assessment", server::assessment_json(assessment)},
          {"said", said(one, profile.playbook, assessment)}};
}

// --- hand-made --------------------------------------------------------------------------------------------------------------------

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

std::vector<Case> hand_made(const Protocol& protocol) {
  Stories tell(protocol);
  tell_of_breathing(tell);
  tell_of_doses(tell);
  tell_of_no_pulse(tell);
  tell_of_the_rest(tell);
  return std::move(tell.all);
}

// --- random -----------------------------------------------------------------------------------------------------------------------

class Draw {
 public:
  explicit Draw(std::uint32_t seed) : engine_(seed) {}
  /// 0 to below - 1. The standard's distributions differ between libraries; the engine's own numbers do not.
  std::uint32_t operator()(std::uint32_t below) { return static_cast<std::uint32_t>(engine_() % below); }
  template <class T>
  T of(std::initializer_list<T> list) {
    return list.begin()[(*this)(static_cast<std::uint32_t>(list.size()))];
  }

 private:
  std::mt19937 engine_;
};

Vitals random_vitals(Draw& draw) {
  constexpr std::uint16_t none = Vitals::not_measured;
  Vitals v;
  v.responds = static_cast<Responds>(draw(5));
  v.breaths = static_cast<Breaths>(draw(4));
  v.oximeter = static_cast<Oximeter>(draw(6));
  v.breaths_per_minute = draw.of<std::uint16_t>({none, none, 0, 5, 9, 10, 14});
  v.spo2_percent = draw.of<std::uint16_t>({none, none, 75, 79, 80, 89, 90, 94, 95, 99});
  v.heart_per_minute = draw.of<std::uint16_t>({none, none, 49, 50, 90, 140, 141});
  v.systolic_mmhg = draw.of<std::uint16_t>({none, none, 120, 180, 181});
  v.temperature_tenths_c = draw.of<std::uint16_t>({none, none, 370, 399, 400});
  v.glucose_mg_dl = draw.of<std::uint16_t>({none, none, 80});
  return v;
}

Act random_act(Draw& draw, std::uint32_t number) {
  Act act;
  act.id = numbered(number);
  act.id.bytes[1] = static_cast<std::uint8_t>(draw(256));  // so that ids do not stand in the order of the taps
  act.at = first_tap_at + base::milliseconds(static_cast<std::int64_t>(draw(3000)) * 250 - 5000);
  act.kind = draw(5) < 3
                 ? draw.of<ActKind>({breathing, breaths, oxygen, vitals, vitals, naloxone, no_pulse, breathing_back})
                 : static_cast<ActKind>(
                       draw(static_cast<std::uint32_t>(release_unchecked)));  // what follows it asks for nothing
  const auto choice = [&](std::uint32_t below) { act.choice = static_cast<std::uint8_t>(draw(below)); };
  switch (act.kind) {
    case started_earlier: act.choice = draw.of<std::uint8_t>({1, 2, 5}); break;
    case breathing: choice(4); break;
    case oxygen:
    case no_pulse: choice(2); break;
    case ems: choice(3); break;
    case kind: choice(static_cast<std::uint32_t>(Words<Kind>::names.size())); break;
    case sign:
    case sign_gone: choice(static_cast<std::uint32_t>(Words<Sign>::names.size())); break;
    case closed: act.choice = draw.of<std::uint8_t>({0, 4, 4, 4, 4}); break;
    case release_check: choice(64); break;
    case place: choice(static_cast<std::uint32_t>(Words<Place>::names.size())); break;
    case vitals: act.vitals = random_vitals(draw); break;
    case naloxone: act.product = draw.of<std::uint8_t>({0, 1, 2, 3, Act::no_product}); break;
    default: break;
  }
  act.device = DeviceRef{static_cast<std::uint16_t>(1 + draw(3))};
  return act;
}

/// Undo, correction and answers about doses name one of the acts.
void aim(Draw& draw, std::vector<KeptAct>& acts) {
  for (KeptAct& kept : acts) {
    Act& act = kept.act;
    if (act.kind != undone && act.kind != corrected && act.kind != one_dose && act.kind != two_doses) continue;
    const Act& target = acts[draw(static_cast<std::uint32_t>(acts.size()))].act;
    act.target = target.id;
    if (act.kind != corrected) continue;
    if (draw(2) == 0) act.to_at = act.at + base::milliseconds(static_cast<std::int64_t>(draw(2000)) * 250 - 400'000);
    if (draw(2) == 0 && target.kind == naloxone) act.product = draw.of<std::uint8_t>({0, 2, 3});
    if (draw(2) == 0 && target.kind == breathing) act.choice = static_cast<std::uint8_t>(draw(4));
    if (draw(2) == 0 && target.kind == vitals) act.vitals = random_vitals(draw);
  }
}

Case random_case(Draw& draw, std::uint32_t number) {
  Case out{.name = fmt::format("random {}", number), .acts = {}};
  Act opening;
  opening.id = numbered(1);
  opening.at = first_tap_at;
  opening.device = DeviceRef{1};
  if (draw(12) != 0) out.acts.push_back({opening});
  const std::uint32_t count = 1 + draw(13);
  for (std::uint32_t i = 0; i < count; ++i) {
    out.acts.push_back({random_act(draw, i + 2)});
    if (i > 0 && draw(6) == 0) out.acts.back().act.at = out.acts[out.acts.size() - 2].act.at;
  }
  aim(draw, out.acts);
  if (draw(4) == 0) out.acts.push_back(out.acts[draw(static_cast<std::uint32_t>(out.acts.size()))]);
  for (std::size_t i = out.acts.size(); i > 1; --i)
    std::swap(out.acts[i - 1], out.acts[draw(static_cast<std::uint32_t>(i))]);
  if (draw(5) == 0) {
    out.restart = first_tap_at + base::milliseconds(static_cast<std::int64_t>(draw(900)) * 1000);
    move_back(out.acts, moved_back(out.acts, out.restart));
  }
  return out;
}

// --- looks ------------------------------------------------------------------------------------------------------------------------

/// Every answer with every other, breaths counted at the edges of the rows and not counted.
std::vector<Vitals> every_look() {
  std::vector<Vitals> out;
  for (std::size_t responds = 0; responds < Words<Responds>::names.size(); ++responds) {
    for (std::size_t breaths = 0; breaths < Words<Breaths>::names.size(); ++breaths) {
      for (std::size_t oximeter = 0; oximeter < Words<Oximeter>::names.size(); ++oximeter) {
        for (const std::uint16_t rate : {Vitals::not_measured, std::uint16_t{0}, std::uint16_t{9}, std::uint16_t{10}}) {
          out.push_back({.responds = static_cast<Responds>(responds),
                         .breaths = static_cast<Breaths>(breaths),
                         .oximeter = static_cast<Oximeter>(oximeter),
                         .breaths_per_minute = rate});
        }
      }
    }
  }
  return out;
}

json::object look_json(const Vitals& look, const Profile& profile) {
  return {{"playbook", profile.name},
          {"look", server::vitals_json(look)},
          {"means", name_of(meaning_of(look, look_rules(profile.document.numbers)))}};
}

}  // namespace

std::string playbook_vectors() {
  std::vector<Profile> profiles;
  for (const std::string name : {"bc-aha", "sydney"}) {
    auto document = shipped_protocol(name);
    auto playbook = compile_playbook(document.numbers);
    profiles.push_back({name, std::move(document), std::move(playbook)});
  }
  std::string file = "{\"playbooks\": {\n";
  for (const Profile& profile : profiles) {
    file += fmt::format("\"{}\": {}{}\n", profile.name,
                        json::serialize(server::playbook_json(profile.playbook, profile.document.numbers,
                                                              profile.document.text, false)),
                        &profile == &profiles.back() ? "" : ",");
  }
  file += "}, \"cases\": [\n";
  std::vector<std::string> lines;
  for (const Profile& profile : profiles) {
    for (const Case& one : hand_made(profile.document.numbers))
      lines.push_back(json::serialize(case_json(one, profile)));
  }
  Draw draw(20'261'122);
  for (std::uint32_t number = 1; number <= 300; ++number) {
    lines.push_back(json::serialize(case_json(random_case(draw, number), profiles[number % 2])));
  }
  const auto list = [&file](const std::vector<std::string>& rows) {
    for (const std::string& row : rows) file += row + (&row == &rows.back() ? "\n" : ",\n");
  };
  list(lines);
  file += "], \"looks\": [\n";
  lines.clear();
  for (const Profile& profile : profiles) {
    for (const Vitals& look : every_look()) lines.push_back(json::serialize(look_json(look, profile)));
  }
  list(lines);
  return file + "]}\n";
}

}  // namespace alongside::tests
