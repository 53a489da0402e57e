#include "domain/emergency.hpp"

#include <algorithm>
#include <cassert>

namespace alongside::domain {

namespace {

constexpr std::size_t index(auto value) { return static_cast<std::size_t>(value); }

bool is_target_of(std::span<const KeptAct> acts, const Uuid& id, ActKind kind) {
  return std::any_of(acts.begin(), acts.end(), [&](const KeptAct& kept) { return kept.act.kind == kind && kept.act.target == id; });
}

/// Undone, or the second tap of one dose. What undoes cannot itself be undone: tap the act again.
bool stands(std::span<const KeptAct> acts, const Act& act) {
  if (act.kind == ActKind::undone) return false;
  return !is_target_of(acts, act.id, ActKind::undone) && !is_target_of(acts, act.id, ActKind::one_dose);
}

void correct(Act& act, const Act& by) {
  if (by.to_at.is_known()) act.at = by.to_at;
  if (by.choice != Act::no_choice) act.choice = by.choice;
  if (by.product != Act::no_product) act.product = by.product;
  if (!(by.vitals == Vitals{})) act.vitals = by.vitals;
}

std::uint16_t measured(const Vitals& vitals, Measured field) {
  const auto chip = [](auto value) { return value == decltype(value){} ? Vitals::not_measured : static_cast<std::uint16_t>(value); };
  switch (field) {
    case Measured::responds: return chip(vitals.responds);
    case Measured::breaths: return chip(vitals.breaths);
    case Measured::oximeter: return chip(vitals.oximeter);
    case Measured::breaths_per_minute: return vitals.breaths_per_minute;
    case Measured::spo2_percent: return vitals.spo2_percent;
    case Measured::heart_per_minute: return vitals.heart_per_minute;
    case Measured::systolic_mmhg: return vitals.systolic_mmhg;
    case Measured::temperature_tenths_c: return vitals.temperature_tenths_c;
  }
  return Vitals::not_measured;
}

bool applies(const Effect& effect, const Act& act, const Playbook& playbook) {
  if (effect.act != act.kind) return false;
  if (effect.choice != Act::no_choice && effect.choice != act.choice) return false;
  if (effect.any_route) return true;
  return act.product < playbook.product_routes.size() && playbook.product_routes[act.product] == effect.route;
}

class Folding {
 public:
  Folding(const Playbook& playbook, Instant restart) : playbook_(playbook), restart_(restart) {
    out_.first.fill(Instant::unknown());
    out_.since.fill(Instant::unknown());
    out_.last.fill(Instant::unknown());
  }

  void take(const StandingAct& standing) {
    const Instant at = clamp(standing);
    for (const Effect& effect : playbook_.effects) {
      if (applies(effect, standing.act, playbook_)) put(effect.sets, effect.clears, at, standing.before_restart);
    }
    if (standing.act.kind == ActKind::vitals) {
      for (const Band& band : playbook_.bands) {
        const std::uint16_t value = measured(standing.act.vitals, band.field);
        if (value != Vitals::not_measured && value >= band.low && value <= band.high) {
          put(band.sets, band.clears, at, standing.before_restart);
        }
      }
    }
  }

  /// Everything counts from t0, however it came to be known.
  void begin_at(Instant t0) {
    out_.t0 = t0;
    out_.holding.set(Fact::opened);
    out_.first[index(Fact::opened)] = t0;
    out_.since[index(Fact::opened)] = t0;
  }

  Instant clamp(const StandingAct& standing) const {
    return standing.before_restart && restart_.is_known() ? std::min(standing.act.at, restart_) : standing.act.at;
  }

  FactTimes& out() { return out_; }

 private:
  void put(Facts sets, Facts clears, Instant at, bool before_restart) {
    out_.holding.bits &= ~clears.bits;
    sets.each([&](Fact fact) {
      const std::size_t i = index(fact);
      if (!out_.first[i].is_known()) out_.first[i] = at;
      if (!out_.holding.has(fact)) out_.since[i] = at;
      out_.last[i] = at;
      out_.last_before_restart[i] = before_restart;
      out_.holding.set(fact);
      for (const Count& count : playbook_.counts) {
        if (count.of == fact && ++times_set_[index(count.sets)] >= count.at_least) put(Facts{count.sets}, {}, at, before_restart);
      }
    });
  }

  const Playbook& playbook_;
  Instant restart_;
  FactTimes out_;
  std::array<std::int32_t, fact_count> times_set_{};
};

bool two_like_doses_unanswered(std::span<const StandingAct> acts, const Playbook& playbook) {
  const auto answered = [&](const Act& dose) {
    return std::any_of(acts.begin(), acts.end(), [&](const StandingAct& other) {
      return other.act.kind == ActKind::two_doses && other.act.target == dose.id;
    });
  };
  for (std::size_t later = 0; later < acts.size(); ++later) {
    const Act& second = acts[later].act;
    if (second.kind != ActKind::naloxone) continue;
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const Act& first = acts[earlier].act;
      if (first.kind != ActKind::naloxone || first.device == second.device) continue;
      const bool like = first.product == second.product || first.product == Act::no_product || second.product == Act::no_product;
      const bool close = second.at - first.at <= base::milliseconds(playbook.like_dose_ms);
      if (like && close && !answered(first) && !answered(second)) return true;
    }
  }
  return false;
}

Offset offset_from(Instant t0, Instant at) {
  if (!at.is_set()) return {};
  const std::int64_t ms = (at - t0).milliseconds;
  return {static_cast<std::int32_t>(std::clamp<std::int64_t>(ms, std::numeric_limits<std::int32_t>::min(), Offset::never_ms - 1))};
}

}  // namespace

std::span<const StandingAct> standing_acts(std::span<const KeptAct> acts, ActScratch& scratch) {
  scratch.clear();
  for (const KeptAct& kept : acts) {
    if (stands(acts, kept.act)) scratch.push_back({kept.act, kept.before_restart});
  }
  for (const KeptAct& kept : acts) {  // in order of the corrections' own times
    if (kept.act.kind != ActKind::corrected || !stands(acts, kept.act)) continue;
    for (StandingAct& standing : scratch) {
      if (standing.act.id == kept.act.target) correct(standing.act, kept.act);
    }
  }
  std::sort(scratch.begin(), scratch.end(), [](const StandingAct& a, const StandingAct& b) { return stands_before(a.act, b.act); });
  return scratch;
}

FactTimes facts_of(std::span<const StandingAct> acts, const Playbook& playbook, Instant restart) {
  assert(!acts.empty());
  Folding folding(playbook, restart);
  Instant first_tap = Instant::never();
  std::int64_t minutes_earlier = 0;
  std::uint8_t doses = 0;
  for (const StandingAct& standing : acts) {
    if (standing.act.kind == ActKind::opened) first_tap = std::min(first_tap, folding.clamp(standing));
    if (standing.act.kind == ActKind::started_earlier && standing.act.choice != Act::no_choice) minutes_earlier = standing.act.choice;
    if (standing.act.kind == ActKind::naloxone && doses < 255) ++doses;
  }
  if (!first_tap.is_set()) first_tap = folding.clamp(acts.front());
  folding.begin_at(first_tap - base::minutes(minutes_earlier));
  for (const StandingAct& standing : acts) folding.take(standing);
  folding.begin_at(first_tap - base::minutes(minutes_earlier));
  folding.out().doses = doses;
  folding.out().ask_one_dose_or_two = two_like_doses_unanswered(acts, playbook);
  return folding.out();
}

Instant takes_effect(const Rule& rule, const FactTimes& facts, Instant restart) {
  const Facts holding = facts.holding;
  if (!holding.has_all(rule.all) || holding.has_any(rule.none)) return Instant::never();
  if (!rule.any.empty() && !holding.has_any(rule.any)) return Instant::never();
  if (!rule.any_too.empty() && !holding.has_any(rule.any_too)) return Instant::never();

  Instant at = facts.t0;
  rule.all.each([&](Fact fact) { at = std::max(at, facts.since[index(fact)]); });
  for (const Facts group : {rule.any, rule.any_too}) {
    Instant earliest = Instant::never();
    group.each([&](Fact fact) {
      if (holding.has(fact)) earliest = std::min(earliest, facts.since[index(fact)]);
    });
    if (earliest.is_set()) at = std::max(at, earliest);
  }
  if (rule.base.empty()) return at;

  Instant from = Instant::unknown();
  bool from_before_restart = true;
  rule.base.each([&](Fact fact) {
    const std::size_t i = index(fact);
    const Instant time = rule.from == From::first ? facts.first[i] : rule.from == From::since ? facts.since[i] : facts.last[i];
    if (!time.is_known() || time < from) return;
    from = time;
    from_before_restart = restart.is_known() && (time < restart || facts.last_before_restart[i]);
  });
  if (!from.is_known()) return Instant::never();
  Instant due = from + base::milliseconds(rule.after_ms);
  if (restart.is_known() && from_before_restart) {
    due = rule.wait ? restart + base::milliseconds(rule.after_ms) : std::min(due, restart);
  }
  if (rule.ended && facts.holding.has(Fact::looked) && facts.last[index(Fact::looked)] >= due) return Instant::never();
  return std::max(at, due);
}

Assessment assess(std::span<const KeptAct> acts, const Playbook& playbook, Instant restart, ActScratch& scratch) {
  Assessment out;
  const auto standing = standing_acts(acts, scratch);
  if (standing.empty()) {  // every tap was undone
    out.phase = Phase::respond;
    out.t0 = acts.empty() ? Instant::unknown() : acts.front().act.at;
    return out;
  }
  const FactTimes facts = facts_of(standing, playbook, restart);
  out.t0 = facts.t0;
  out.doses = facts.doses;
  bool phase_found = false;
  bool beat_found = false;
  std::array<bool, 8> clock_found{};
  for (const Rule& rule : playbook.rules) {
    const Instant at = takes_effect(rule, facts, restart);
    if (!at.is_set()) continue;
    const Offset offset = offset_from(out.t0, at);
    switch (rule.out) {
      case Out::phase:
        if (!phase_found) out.phase = static_cast<Phase>(rule.what);
        phase_found = true;
        if (out.phase == Phase::closed) return out;
        break;
      case Out::tile:
        if (offset < out.lit_from[rule.what]) {
          out.lit_from[rule.what] = offset;
          out.why[rule.what] = static_cast<std::uint8_t>(rule.sentence);
        }
        break;
      case Out::clock:
        if (!clock_found[rule.what]) out.due[rule.what] = offset;
        clock_found[rule.what] = true;
        break;
      case Out::beat:
        if (!beat_found) {
          out.beat = static_cast<Beat>(rule.what);
          out.beat_ms = rule.beat_ms;
        }
        beat_found = true;
        break;
      case Out::banner:
        if (rule.sentence == Sentence::no_more_naloxone) out.flags |= Assessment::more_naloxone_stops;
        if (rule.sentence == Sentence::look_after_dose) out.flags |= Assessment::breaths_go_on;
        break;
    }
  }
  // Vitals are asked for when either look is due.
  const Offset look = std::min(out.due_at(Clock::look), out.due_at(Clock::look_after_dose));
  out.lit_from[index(Tile::vitals)] = look;
  if (look.is_set()) out.why[index(Tile::vitals)] = static_cast<std::uint8_t>(Sentence::look_again);
  if (facts.ask_one_dose_or_two) out.flags |= Assessment::ask_one_dose_or_two;
  return out;
}

}  // namespace alongside::domain
