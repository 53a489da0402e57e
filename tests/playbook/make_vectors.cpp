// Makes the cases of vectors.hpp, from stories.hpp and by dice from a fixed seed, and asks the domain for the answer to each.
#include <algorithm>
#include <boost/json.hpp>
#include <random>
#include <utility>
#include <vector>

#include "../support/protocols.hpp"
#include "domain/emergency/assess.hpp"
#include "domain/emergency/told_emergency_test.hpp"
#include "domain/watch/look_rules.hpp"
#include "server/playbook_json.hpp"
#include "stories.hpp"
#include "vectors.hpp"

namespace alongside::tests {

namespace {

namespace json = boost::json;
using namespace domain;
using enum ActKind;

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
