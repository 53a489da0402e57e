#include "domain/emergency/assess.hpp"

#include <algorithm>
#include <cassert>

#include "domain/emergency/act_choices.hpp"
#include "domain/watch/look_rules.hpp"

namespace alongside::domain {

namespace {

constexpr std::size_t index(auto value) { return static_cast<std::size_t>(value); }

bool is_undone(std::span<const Act> acts, const Act& act) {
  // The first tap stays: an emergency opened by mistake is closed so. What undoes cannot itself be undone: tap the act again.
  if (act.kind == ActKind::opened || act.kind == ActKind::undone) return false;
  return std::any_of(acts.begin(), acts.end(),
                     [&](const Act& other) { return other.kind == ActKind::undone && other.target == act.id; });
}

bool is_second_tap(std::span<const Act> acts, const Act& act) {
  return act.kind == ActKind::naloxone && std::any_of(acts.begin(), acts.end(), [&](const Act& other) {
           return other.kind == ActKind::one_dose && other.target == act.id && !is_undone(acts, other);
         });
}

bool stands(std::span<const Act> acts, const Act& act) {
  return act.kind != ActKind::undone && !is_undone(acts, act) && !is_second_tap(acts, act);
}

/// Nothing can have been done after it was corrected. What an act of this kind does not have says nothing.
void correct(Act& act, const Act& by) {
  if (by.to_at.is_known()) act.at = std::min(by.to_at, by.at);
  if (choice_may_be(act.kind, by.choice)) act.choice = by.choice;
  if (product_may_be(act.kind, by.product)) act.product = by.product;
  if (act.kind == ActKind::vitals && !(by.vitals == Vitals{})) act.vitals = by.vitals;
}

/// They come in order nearly always.
void sort_acts(std::vector<Act>& acts) {
  if (!std::is_sorted(acts.begin(), acts.end(), stands_before)) std::sort(acts.begin(), acts.end(), stands_before);
}

bool takes_back(const Act& act) { return act.kind == ActKind::undone || act.kind == ActKind::one_dose; }

bool applies(const Effect& effect, const Act& act, const Playbook& playbook) {
  if (effect.act != act.kind) return false;
  if (effect.choice != Act::no_choice && effect.choice != act.choice) return false;
  if (effect.any_route) return true;
  return act.product < playbook.products.size() && playbook.products[act.product].route == effect.route;
}

class Folding {
 public:
  explicit Folding(const Playbook& playbook) : playbook_(playbook) {
    out_.first.fill(Instant::unknown());
    out_.since.fill(Instant::unknown());
    out_.last.fill(Instant::unknown());
    out_.ended.fill(Instant::unknown());
  }

  void take(const Act& act) {
    for (const Effect& effect : playbook_.effects) {
      if (applies(effect, act, playbook_)) put(effect.sets, effect.clears, act.at);
    }
    if (act.kind != ActKind::vitals) return;
    for (const Band& band : playbook_.bands) {
      const std::uint16_t value = measured(act.vitals, band.field);
      if (value != Vitals::not_measured && value >= band.low && value <= band.high) put(band.sets, band.clears, act.at);
    }
  }

  /// Everything counts from t0, however it came to be known, and nothing restarts it.
  void begin_at(Instant t0) {
    out_.t0 = t0;
    out_.holding.set(Fact::opened);
    for (auto* times : {&out_.first, &out_.since, &out_.last}) (*times)[index(Fact::opened)] = t0;
  }

  FactTimes& out() { return out_; }

 private:
  void put(Facts sets, Facts clears, Instant at) {
    clears.each([&](Fact fact) {
      if (out_.holding.has(fact)) out_.ended[index(fact)] = at;
    });
    out_.holding.bits &= ~clears.bits;
    sets.each([&](Fact fact) {
      const std::size_t i = index(fact);
      if (!out_.first[i].is_known()) out_.first[i] = at;
      if (!out_.holding.has(fact)) out_.since[i] = at;
      out_.last[i] = at;
      out_.holding.set(fact);
      for (const Count& count : playbook_.counts) {
        if (count.of == fact && ++times_set_[index(count.sets)] >= count.at_least) put(Facts{count.sets}, {}, at);
      }
    });
  }

  const Playbook& playbook_;
  FactTimes out_;
  std::array<std::int32_t, fact_count> times_set_{};
};

bool two_like_doses_unanswered(std::span<const Act> acts, const Playbook& playbook) {
  const auto answered = [&](const Act& dose) {
    return std::any_of(acts.begin(), acts.end(),
                       [&](const Act& other) { return other.kind == ActKind::two_doses && other.target == dose.id; });
  };
  for (std::size_t later = 0; later < acts.size(); ++later) {
    const Act& second = acts[later];
    if (second.kind != ActKind::naloxone || answered(second)) continue;
    for (const Act& first : acts.first(later)) {
      if (first.kind != ActKind::naloxone || first.device == second.device) continue;
      const bool like =
          first.product == second.product || first.product == Act::no_product || second.product == Act::no_product;
      if (like && second.at - first.at <= base::milliseconds(playbook.like_dose_ms)) return true;
    }
  }
  return false;
}

/// A reminder that began before a start at which the clock was not sure comes at that start at the latest.
Instant early_after(Instant restart, Instant began, Instant due) {
  return restart.is_known() && began < restart ? std::min(due, restart) : due;
}

/// The earliest look that a dose still waits for. Each dose has its own; a look at or after it answers it.
Instant look_after_dose(std::span<const Act> standing, const FactTimes& facts, const Playbook& playbook,
                        Instant restart) {
  Instant earliest = Instant::never();
  if (facts.holding.has(Fact::no_pulse)) return earliest;
  for (const Act& act : standing) {
    if (act.kind != ActKind::naloxone) continue;
    const bool said = act.product < playbook.products.size();
    const std::int32_t after_ms = said ? playbook.products[act.product].look_after_ms : playbook.look_after_unsaid_ms;
    const Instant due = early_after(restart, act.at, act.at + base::milliseconds(after_ms));
    const Instant looked = facts.last[index(Fact::looked)];
    if (!looked.is_known() || looked < due) earliest = std::min(earliest, due);
  }
  return earliest;
}

Offset offset_from(Instant t0, Instant at) {
  if (!at.is_set()) return {};
  const std::int64_t ms = (at - t0).milliseconds;
  return {static_cast<std::int32_t>(
      std::clamp<std::int64_t>(ms, std::numeric_limits<std::int32_t>::min(), Offset::never_ms - 1))};
}

}  // namespace

std::span<const Act> standing_acts(std::span<const KeptAct> acts, ActScratch& scratch) {
  auto& [sorted, standing] = scratch;
  sorted.clear();
  for (const KeptAct& kept : acts) sorted.push_back(kept.act);
  sort_acts(sorted);
  standing.clear();
  const bool all_stand = std::none_of(sorted.begin(), sorted.end(), takes_back);
  for (const Act& act : sorted) {
    const bool again =
        std::any_of(standing.begin(), standing.end(), [&](const Act& other) { return other.id == act.id; });
    if (!again && (all_stand || stands(sorted, act))) standing.push_back(act);
  }
  for (const Act& correction : sorted) {
    if (correction.kind != ActKind::corrected || !stands(sorted, correction)) continue;
    for (Act& act : standing) {
      if (act.id == correction.target) correct(act, correction);
    }
  }
  sort_acts(standing);
  return standing;
}

FactTimes facts_of(std::span<const Act> standing, const Playbook& playbook) {
  assert(!standing.empty());
  Instant first_tap = Instant::never();
  std::int64_t minutes_earlier = 0;
  std::uint8_t doses = 0;
  for (const Act& act : standing) {
    if (act.kind == ActKind::opened) first_tap = std::min(first_tap, act.at);
    if (act.kind == ActKind::started_earlier && act.choice != Act::no_choice) minutes_earlier = act.choice;
    if (act.kind == ActKind::naloxone && doses < 255) ++doses;
  }
  if (!first_tap.is_set()) first_tap = standing.front().at;
  const Instant t0 = first_tap - base::minutes(minutes_earlier);

  Folding folding(playbook);
  folding.begin_at(t0);
  for (const Act& act : standing) folding.take(act);
  folding.begin_at(t0);
  folding.out().doses = doses;
  folding.out().ask_one_dose_or_two = two_like_doses_unanswered(standing, playbook);
  return folding.out();
}

Duration moved_back(std::span<const KeptAct> acts, Instant start) {
  Duration by{};
  for (const KeptAct& kept : acts) by = std::max(by, kept.act.at - start + base::milliseconds(1));
  return by;
}

void move_back(std::span<KeptAct> acts, Duration by) {
  for (KeptAct& kept : acts) {
    kept.act.at = kept.act.at - by;
    if (kept.act.to_at.is_known()) kept.act.to_at = kept.act.to_at - by;
  }
}

Instant takes_effect(const Rule& rule, const FactTimes& facts, Instant restart) {
  const Facts holding = facts.holding;
  if (!holding.has_all(rule.all) || holding.has_any(rule.none)) return Instant::never();
  if (!rule.any.empty() && !holding.has_any(rule.any)) return Instant::never();
  if (!rule.any_too.empty() && !holding.has_any(rule.any_too)) return Instant::never();

  Instant at = facts.t0;
  rule.all.each([&](Fact fact) { at = std::max(at, facts.since[index(fact)]); });
  rule.none.each([&](Fact fact) { at = std::max(at, facts.ended[index(fact)]); });
  for (const Facts group : {rule.any, rule.any_too}) {
    Instant earliest = Instant::never();
    group.each([&](Fact fact) {
      if (holding.has(fact)) earliest = std::min(earliest, facts.since[index(fact)]);
    });
    if (earliest.is_set()) at = std::max(at, earliest);
  }
  if (rule.base.empty()) return at;

  Instant from = Instant::unknown();
  rule.base.each([&](Fact fact) {
    const auto& times = rule.from == From::first ? facts.first : rule.from == From::since ? facts.since : facts.last;
    from = std::max(from, times[index(fact)]);
  });
  if (!from.is_known()) return Instant::never();
  const Duration after = base::milliseconds(rule.after_ms);
  if (rule.wait && restart.is_known() && from < restart) return std::max(at, restart + after);
  return std::max(at, early_after(restart, from, from + after));
}

Assessment assess(std::span<const KeptAct> acts, const Playbook& playbook, Instant restart, ActScratch& scratch) {
  Assessment out;
  const auto standing = standing_acts(acts, scratch);
  if (standing.empty()) {
    for (const KeptAct& kept : acts) out.t0 = out.t0.is_known() ? std::min(out.t0, kept.act.at) : kept.act.at;
    return out;
  }
  const FactTimes facts = facts_of(standing, playbook);
  out.t0 = facts.t0;
  out.doses = facts.doses;
  bool phase_found = false;
  bool beat_found = false;
  std::array<bool, 8> clock_found{};
  std::array<bool, 8> sentence_found{};
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
      case Out::tile: {
        const bool earliest = offset < out.lit_from[rule.what];
        const bool in_effect = at <= standing.back().at;
        if (earliest) out.lit_from[rule.what] = offset;
        if (!sentence_found[rule.what] && (earliest || in_effect))
          out.why[rule.what] = static_cast<std::uint8_t>(rule.sentence);
        sentence_found[rule.what] = sentence_found[rule.what] || in_effect;
        break;
      }
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
  out.due[index(Clock::look_after_dose)] = offset_from(out.t0, look_after_dose(standing, facts, playbook, restart));
  // Vitals are asked for when either look is due.
  const Offset look = std::min(out.due_at(Clock::look), out.due_at(Clock::look_after_dose));
  out.lit_from[index(Tile::vitals)] = look;
  if (look.is_set()) out.why[index(Tile::vitals)] = static_cast<std::uint8_t>(Sentence::look_again);
  if (facts.ask_one_dose_or_two) out.flags |= Assessment::ask_one_dose_or_two;
  return out;
}

}  // namespace alongside::domain
