#include "study/analysis/threshold.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <numeric>

#include "chance/quiet_policy.hpp"
#include "study/report/figures.hpp"

namespace alongside::study {

using namespace document;  // sentences and their values

namespace {

/// Beside the level, or how far off it the answer is a step away: nearer than this is on it.
constexpr double on_the_level = 1e-12;
/// A bracket's end farther off than this share of where it began holds a jump, not a crossing.
constexpr double still_apart = 1e-6;

struct Point {
  double x = 0;
  std::optional<double> off;  ///< the target less the level
};

bool is_between(const Point& a, const Point& b) {
  return a.off && b.off && (*a.off < 0) != (*b.off < 0) && *a.off != 0 && *b.off != 0;
}

/// How far a target is off its level, as one input moves.
class Scan {
 public:
  Scan(const Study& study, const std::vector<Change>& changes, const ThresholdQuestion& question)
      : study_(study), changes_(changes), question_(question) {}

  std::optional<double> off(double x) {
    const auto model = model_with(study_, changes_, {{question_.parameter, x}});
    if (!model) {
      if (why_none_.empty()) why_none_ = quotation(model.error().message);
      return std::nullopt;
    }
    is_ever_compiled_ = true;
    const double value = model->value(question_.target);
    if (std::isfinite(value)) return value - question_.level;
    if (why_none_.empty()) why_none_ = model->why_no_value(question_.target);
    return std::nullopt;
  }

  /// `xs`: rising.
  void over(const std::vector<double>& xs) {
    for (const double x : xs) points_.push_back({x, off(x)});
    look_where_it_turns();
    settle();
  }

  std::vector<Crossing> crossings() {
    std::vector<Crossing> found;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const Point& here = points_[i];
      const bool flat_before = i > 0 && points_[i - 1].off == 0;
      const bool flat_after = i + 1 < points_.size() && points_[i + 1].off == 0;
      if (here.off == 0 && !(flat_before && flat_after)) found.push_back({here.x, false});
      if (i + 1 < points_.size() && is_between(here, points_[i + 1])) {
        if (const auto one = refine(here, points_[i + 1])) found.push_back(*one);
      }
    }
    return found;
  }

  std::vector<Stretch> stretches(const std::vector<Crossing>& crossings) const {
    std::vector<Stretch> made;
    const auto add = [&](double low, double high, Side side) {
      if (!(low < high)) return;
      if (!made.empty() && made.back().side == side &&
          std::ranges::none_of(crossings, [&](const Crossing& one) { return one.at == low; })) {
        made.back().high = high;
      } else {
        made.push_back({low, high, side});
      }
    };
    for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
      const Point& a = points_[i];
      const Point& b = points_[i + 1];
      if (!a.off || !b.off) {
        add(a.x, b.x, Side::no_answer);
      } else if (is_between(a, b)) {
        const auto inside =
            std::ranges::find_if(crossings, [&](const Crossing& one) { return one.at >= a.x && one.at <= b.x; });
        if (inside == crossings.end()) {
          add(a.x, b.x, Side::no_answer);
          continue;
        }
        add(a.x, inside->at, side_of(*a.off));
        add(inside->at, b.x, side_of(*b.off));
      } else {
        add(a.x, b.x, side_of(*a.off != 0 ? *a.off : *b.off));
      }
    }
    return made;
  }

  bool has_answer() const {
    return std::ranges::any_of(points_, [](const Point& point) { return point.off.has_value(); });
  }
  bool is_ever_compiled() const { return is_ever_compiled_; }
  const Sentences& why_none() const { return why_none_; }
  std::pair<double, double> seen() const {
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    for (const Point& point : points_) {
      if (point.off) low = std::min(low, *point.off), high = std::max(high, *point.off);
    }
    return {low + question_.level, high + question_.level};
  }

 private:
  static Side side_of(double off) { return off == 0 ? Side::equal : off > 0 ? Side::above : Side::below; }

  /// Rounding is no crossing: beside the level, or beside what the answer is a step away.
  void settle() {
    std::vector<double> sizes;
    for (const Point& point : points_) sizes.push_back(std::abs(point.off.value_or(0)));
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const double before = i > 0 ? sizes[i - 1] : sizes[i];
      const double after = i + 1 < points_.size() ? sizes[i + 1] : sizes[i];
      if (points_[i].off && sizes[i] <= on_the_level * std::max({before, after, std::abs(question_.level)}))
        points_[i].off = 0;
    }
  }

  /// Where the answer comes near the level and turns back, it may have been beyond it within the step.
  void look_where_it_turns() {
    std::vector<Point> more;
    for (std::size_t i = 1; i + 1 < points_.size(); ++i) {
      const Point& a = points_[i - 1];
      const Point& b = points_[i];
      const Point& c = points_[i + 1];
      if (!a.off || !b.off || !c.off || *b.off == 0) continue;
      const double sign = *b.off > 0 ? 1 : -1;
      if (*a.off * sign <= 0 || *c.off * sign <= 0) continue;
      if (std::abs(*b.off) > std::abs(*a.off) || std::abs(*b.off) > std::abs(*c.off)) continue;
      if (*a.off == *b.off && *b.off == *c.off) continue;
      std::uintmax_t calls = 60;
      const auto height = [&](double x) { return off(x).value_or(HUGE_VAL * sign) * sign; };
      const auto [x, lowest] = boost::math::tools::brent_find_minima(height, a.x, c.x, 26, calls);
      if (lowest < std::abs(*b.off)) more.push_back({x, lowest * sign});
    }
    points_.insert(points_.end(), more.begin(), more.end());
    std::ranges::sort(points_, {}, &Point::x);
  }

  /// The crossing between two points on both sides of the level; none where a formula has no answer in between.
  std::optional<Crossing> refine(const Point& a, const Point& b) {
    bool has_gap = false;
    const auto value = [&](double x) {
      const auto found = off(x);
      has_gap = has_gap || !found;
      return found.value_or(0);
    };
    std::uintmax_t calls = 200;
    const auto bracket = boost::math::tools::toms748_solve(
        value, a.x, b.x, *a.off, *b.off, boost::math::tools::eps_tolerance<double>(50), calls, chance::QuietPolicy());
    if (has_gap || !std::isfinite(bracket.first) || !std::isfinite(bracket.second)) return std::nullopt;
    const double at = std::midpoint(bracket.first, bracket.second);
    const double left = value(at);
    if (has_gap) return std::nullopt;
    return Crossing{at, std::abs(left) > still_apart * std::max(std::abs(*a.off), std::abs(*b.off))};
  }

  const Study& study_;
  const std::vector<Change>& changes_;
  const ThresholdQuestion& question_;
  std::vector<Point> points_;
  bool is_ever_compiled_ = false;
  Sentences why_none_;
};

bool is_favourable_above(std::string_view target) {
  return target == total_ratio || target == total_net || target == total_net_without_life || target == total_benefit;
}

Sentence side_words(const Threshold& threshold, Side side) {
  const bool is_for = is_favourable_above(threshold.target);
  const Value level = figure_value(threshold.level);
  switch (side) {
    case Side::above:
      return is_for ? sentence<"study.turn_above_for">("level"_is = level)
                    : sentence<"study.turn_above">("level"_is = level);
    case Side::below:
      return is_for ? sentence<"study.turn_below_against">("level"_is = level)
                    : sentence<"study.turn_below">("level"_is = level);
    case Side::equal: return sentence<"study.turn_equal">("level"_is = level);
    case Side::no_answer: break;
  }
  return sentence<"study.turn_without">();
}

Value target_words(const Threshold& made) {
  if (made.target == total_net) return part(sentence<"study.target_net">());
  if (made.target == total_ratio) return part(sentence<"study.target_ratio">());
  return plain(made.target);
}

Value result_words(double target) {
  return std::isfinite(target) ? figure_value(target) : part(sentence<"study.not_defined">());
}

/// On which sides of the level it lies, where it never turns.
Sentence sides_of(const Threshold& made) {
  std::vector<Sentence> sides;
  for (const Stretch& stretch : made.stretches) {
    Sentence words = side_words(made, stretch.side);
    if (std::ranges::none_of(sides, [&](const Sentence& one) { return one.name == words.name; }))
      sides.push_back(std::move(words));
  }
  Sentence out = std::move(sides.back());
  for (sides.pop_back(); !sides.empty(); sides.pop_back())
    out = sentence<"study.turn_sides">("side"_is = part(std::move(sides.back())), "rest"_is = part(std::move(out)));
  return out;
}

/// At which values it turns, or that it lies on the level over a part.
Sentence turns_of(const Threshold& made) {
  const Value target = target_words(made);
  const Value level = figure_value(made.level);
  const Value input = quote(made.input.label);
  if (std::ranges::any_of(made.stretches, [](const Stretch& stretch) { return stretch.side == Side::equal; }))
    return sentence<"study.turn_flat">("target"_is = target, "level"_is = level, "input"_is = input);
  std::vector<Value> values;
  for (const Crossing& one : made.crossings) {
    const Value at = unit_value(one.at, made.input.unit);
    values.push_back(one.jumps ? part(sentence<"study.turn_jump">("value"_is = at)) : at);
  }
  const auto several = static_cast<double>(values.size());
  const Value all = list(std::move(values), Joined::and_word);
  if (several > 1)
    return sentence<"study.turn_at_several">("target"_is = target, "level"_is = level, "count"_is = count(several),
                                             "input"_is = input, "values"_is = all);
  return sentence<"study.turn_at">("target"_is = target, "level"_is = level, "input"_is = input, "values"_is = all);
}

Sentences sentence_of(const Threshold& made, std::pair<double, double> seen) {
  const std::string& unit = made.input.unit;
  const Value input = quote(made.input.label);
  const Value result = result_words(made.target_at_value);
  if (!made.depends)
    return sentence<"study.turn_independent">("target"_is = target_words(made), "input"_is = input,
                                              "result"_is = result);
  if (made.crossings.empty())
    return sentence<"study.turn_none">("from"_is = figure_value(made.reach.low),
                                       "to"_is = unit_value(made.reach.high, unit), "target"_is = target_words(made),
                                       "low"_is = figure_value(seen.first), "high"_is = figure_value(seen.second),
                                       "sides"_is = part(sides_of(made)));
  std::vector<Value> parts;
  for (const Stretch& stretch : made.stretches) {
    parts.push_back(part(sentence<"study.turn_stretch">("side"_is = part(side_words(made, stretch.side)),
                                                        "from"_is = figure_value(stretch.low),
                                                        "to"_is = unit_value(stretch.high, unit))));
  }
  Sentences out = turns_of(made);
  out += sentence<"study.turn_where">("parts"_is = list(std::move(parts), Joined::comma));
  out += sentence<"study.turn_here">("input"_is = input, "value"_is = unit_value(made.input.value, unit),
                                     "target"_is = target_words(made), "result"_is = result);
  return out;
}

/// Wherever the input can be at all.
base::Result<Reach> whole_reach_of(const Study& study, const Input& input) {
  const Parameter& parameter = study.parameters[input.parameter];
  const double scale = parameter.unit.scale;
  if (parameter.within)
    return Reach{parameter.within->first / scale, parameter.within->second / scale, "what the study says it can be"};
  const double far = times_value * input.value;
  Reach made{std::min(0.0, far), std::max(0.0, far), "up to ten times its value"};
  if (const auto own = reach_of(study, input, {}, {})) {
    made = {std::min(made.low, own->low), std::max(made.high, own->high),
            own->from + ", and up to ten times its value"};
  } else if (input.value == 0) {
    return own;
  }
  return made;
}

/// Equal steps over the reach and over what the study offers within it, and growing ones from there to the ends: an end may be a million million.
std::vector<double> steps_everywhere(const Study& study, const Input& input, const Reach& reach, std::size_t points) {
  constexpr int by_factor_of_ten = 20;
  std::vector<double> xs = steps_between(reach.low, reach.high, points + 1);
  const double far = 2 * input.value;
  const auto offered = reach_of(study, input, {}, {});
  const double low = std::max(reach.low, offered ? offered->low : std::min(0.0, far));
  const double high = std::min(reach.high, offered ? offered->high : std::max(0.0, far));
  if (low < high) {
    for (const double x : steps_between(low, high, points + 1)) xs.push_back(x);
    const double step = (high - low) / static_cast<double>(points);
    for (int i = 0;; ++i) {
      const double away = step * std::pow(10, static_cast<double>(i) / by_factor_of_ten);
      if (high + away >= reach.high && low - away <= reach.low) break;
      if (high + away < reach.high) xs.push_back(high + away);
      if (low - away > reach.low) xs.push_back(low - away);
    }
  }
  std::ranges::sort(xs);
  // Two grids meet in points that rounding alone tells apart: one step of the scan between them would look flat.
  const double apart = 1e-9 * std::max(std::abs(xs.front()), std::abs(xs.back()));
  const auto twice = std::ranges::unique(
      xs, [&](double a, double b) { return b - a <= std::min(apart, 1e-9 * std::max(std::abs(a), std::abs(b))); });
  xs.erase(twice.begin(), twice.end());
  return xs;
}

}  // namespace

base::Result<Threshold> threshold(const Study& study, const std::vector<Change>& changes,
                                  const ThresholdQuestion& question) {
  if (!std::isfinite(question.level)) return base::input_error("expected a number as the level");
  if (question.points < 2 || question.points > ThresholdQuestion::points_max) {
    return base::input_error(fmt::format("{}: expected 2 to {} steps, found {}", question.parameter,
                                         ThresholdQuestion::points_max, question.points));
  }
  auto input = input_of(study, changes, question.parameter);
  if (!input) return input.error();
  auto reach =
      question.is_everywhere ? whole_reach_of(study, *input) : reach_of(study, *input, question.low, question.high);
  if (!reach) return reach.error();
  const auto model = model_with(study, changes, {});
  if (!model) return model.error();
  const auto target = target_of(*model, question.target);
  if (!target) return target.error();

  const std::size_t at = input->parameter;
  Threshold made{.input = std::move(*input),
                 .reach = std::move(*reach),
                 .target = question.target,
                 .level = question.level,
                 .depends = (*target)->depends_on[at],
                 .target_at_value = model->value(question.target),
                 .crossings = {},
                 .stretches = {},
                 .sentence = {}};
  if (!made.depends) {
    made.sentence = sentence_of(made, {});
    return made;
  }
  Scan scan(study, changes, question);
  scan.over(question.is_everywhere ? steps_everywhere(study, made.input, made.reach, question.points)
                                   : steps_between(made.reach.low, made.reach.high, question.points + 1));
  if (!scan.has_answer() && scan.is_ever_compiled()) {
    made.stretches = {{made.reach.low, made.reach.high, Side::no_answer}};
    made.sentence = sentence<"study.turn_no_answer">("from"_is = figure_value(made.reach.low),
                                                     "to"_is = unit_value(made.reach.high, made.input.unit),
                                                     "why"_is = part(scan.why_none()));
    return made;
  }
  if (!scan.has_answer()) {
    return base::input_error(fmt::format("{}: no answer anywhere from {:g} to {:g}: {}", question.parameter,
                                         made.reach.low, made.reach.high, scan.why_none().text()));
  }
  made.crossings = scan.crossings();
  made.stretches = scan.stretches(made.crossings);
  made.sentence = sentence_of(made, scan.seen());
  return made;
}

}  // namespace alongside::study
