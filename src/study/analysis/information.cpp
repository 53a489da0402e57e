#include "study/analysis/information.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "study/analysis/net_benefit.hpp"

namespace alongside::study {

namespace {

constexpr std::uint64_t draws_min = 1'000;
constexpr std::size_t columns_at_once = 16;  ///< of drawn inputs that are kept in memory together
constexpr std::size_t degree = 3;

/// Cubic B-splines on [low, high] with inner knots; four of them are not 0 at any x (de Boor 1978).
class Splines {
 public:
  Splines(double low, double high, const std::vector<double>& inner) {
    for (std::size_t i = 0; i <= degree; ++i) knots_.push_back(low);
    knots_.insert(knots_.end(), inner.begin(), inner.end());
    for (std::size_t i = 0; i <= degree; ++i) knots_.push_back(high);
  }
  std::size_t count() const { return knots_.size() - degree - 1; }

  /// The four values at x, and the number of the first of them.
  std::size_t at(double x, std::array<double, degree + 1>& values) const {
    std::size_t span = degree;
    while (span + 1 < count() && x >= knots_[span + 1]) ++span;
    std::array<double, degree + 1> left{};
    std::array<double, degree + 1> right{};
    values[0] = 1;
    for (std::size_t d = 1; d <= degree; ++d) {
      left[d] = x - knots_[span + 1 - d];
      right[d] = knots_[span + d] - x;
      double saved = 0;
      for (std::size_t r = 0; r < d; ++r) {
        const double part = values[r] / (right[r + 1] + left[d - r]);
        values[r] = saved + right[r + 1] * part;
        saved = left[d - r] * part;
      }
      values[d] = saved;
    }
    return span - degree;
  }

 private:
  std::vector<double> knots_;
};

/// A symmetric matrix of a band as wide as the splines', as its lower half; solved by Cholesky.
class Banded {
 public:
  explicit Banded(std::size_t size) : size_(size), cells_(size * (degree + 1)) {}
  double& at(std::size_t row, std::size_t column) { return cells_[row * (degree + 1) + (row - column)]; }
  double at(std::size_t row, std::size_t column) const { return cells_[row * (degree + 1) + (row - column)]; }

  /// False where the matrix has no inverse that could be trusted: some spline saw too few draws.
  bool factor() {
    for (std::size_t row = 0; row < size_; ++row) {
      const double before = at(row, row);
      for (std::size_t column = first_of(row); column <= row; ++column) {
        double sum = at(row, column);
        for (std::size_t k = std::max(first_of(row), first_of(column)); k < column; ++k)
          sum -= at(row, k) * at(column, k);
        if (column < row) {
          at(row, column) = sum / at(column, column);
        } else if (!(sum > 1e-10 * before)) {
          return false;
        } else {
          at(row, row) = std::sqrt(sum);
        }
      }
    }
    return true;
  }
  std::vector<double> solve(std::vector<double> right) const {
    for (std::size_t row = 0; row < size_; ++row) {
      for (std::size_t k = first_of(row); k < row; ++k) right[row] -= at(row, k) * right[k];
      right[row] /= at(row, row);
    }
    for (std::size_t row = size_; row-- > 0;) {
      for (std::size_t k = row + 1; k < std::min(size_, row + degree + 1); ++k) right[row] -= at(k, row) * right[k];
      right[row] /= at(row, row);
    }
    return right;
  }

 private:
  static std::size_t first_of(std::size_t row) { return row > degree ? row - degree : 0; }

  std::size_t size_;
  std::vector<double> cells_;
};

/// E[NB | x] at each draw, and what each draw weighs in a sum over draws of a derivative: enough for the value and its error.
struct Fit {
  std::vector<double> fitted;
  std::vector<double> leverage;  ///< of each draw's residual in the mean of h(fitted), for the h that was asked about
  std::size_t knots = 0;
  std::size_t groups = 0;
};

/// Which draws are decided otherwise than by the mean: the derivative of max(0, g) - [mean > 0] g.
double slope_at(double fitted, bool funds) { return (fitted > 0 ? 1.0 : 0.0) - (funds ? 1.0 : 0.0); }

std::optional<Fit> fit_groups(std::span<const double> x, const std::vector<double>& sorted, std::span<const double> y,
                              bool funds, std::size_t groups_max) {
  std::vector<double> values;
  for (const double one : sorted) {
    if (!values.empty() && values.back() == one) continue;
    if (values.size() == groups_max) return std::nullopt;
    values.push_back(one);
  }
  std::vector<double> sums(values.size());
  std::vector<double> counts(values.size());
  const auto group_of = [&](double at) {
    return static_cast<std::size_t>(std::ranges::lower_bound(values, at) - values.begin());
  };
  for (std::size_t i = 0; i < x.size(); ++i) {
    sums[group_of(x[i])] += y[i];
    counts[group_of(x[i])] += 1;
  }
  Fit fit{.fitted = std::vector<double>(x.size()),
          .leverage = std::vector<double>(x.size()),
          .knots = 0,
          .groups = values.size()};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t group = group_of(x[i]);
    fit.fitted[i] = sums[group] / counts[group];
    fit.leverage[i] = slope_at(fit.fitted[i], funds);
  }
  return fit;
}

/// None where the draws do not reach every spline.
std::optional<Fit> fit_splines(std::span<const double> x, const std::vector<double>& sorted, std::span<const double> y,
                               bool funds, std::size_t inner_knots) {
  const double low = sorted.front();
  const double high = sorted.back();
  std::vector<double> inner;
  for (std::size_t k = 1; k <= inner_knots; ++k) {
    const double knot = sorted[k * (sorted.size() - 1) / (inner_knots + 1)];
    if (knot > low && knot < high && (inner.empty() || knot > inner.back())) inner.push_back(knot);
  }
  const Splines splines(low, high, inner);
  const std::size_t size = splines.count();
  Banded squares(size);
  std::vector<double> right(size);
  std::vector<std::array<double, degree + 1>> rows(x.size());
  std::vector<std::size_t> firsts(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    firsts[i] = splines.at(x[i], rows[i]);
    for (std::size_t a = 0; a <= degree; ++a) {
      right[firsts[i] + a] += rows[i][a] * y[i];
      for (std::size_t b = 0; b <= a; ++b) squares.at(firsts[i] + a, firsts[i] + b) += rows[i][a] * rows[i][b];
    }
  }
  if (!squares.factor()) return std::nullopt;
  const auto of_row = [&](const std::vector<double>& coefficients, std::size_t i) {
    double sum = 0;
    for (std::size_t a = 0; a <= degree; ++a) sum += coefficients[firsts[i] + a] * rows[i][a];
    return sum;
  };
  Fit fit{.fitted = {}, .leverage = {}, .knots = inner.size(), .groups = 0};
  const std::vector<double> coefficients = squares.solve(std::move(right));
  std::vector<double> slopes(size);
  for (std::size_t i = 0; i < x.size(); ++i) {
    fit.fitted.push_back(of_row(coefficients, i));
    for (std::size_t a = 0; a <= degree; ++a) slopes[firsts[i] + a] += slope_at(fit.fitted[i], funds) * rows[i][a];
  }
  const std::vector<double> direction = squares.solve(std::move(slopes));
  for (std::size_t i = 0; i < x.size(); ++i) fit.leverage.push_back(of_row(direction, i));
  return fit;
}

Fit fit_of(std::span<const double> x, std::span<const double> y, bool funds, std::size_t inner_knots) {
  std::vector<double> sorted(x.begin(), x.end());
  std::ranges::sort(sorted);
  if (auto groups = fit_groups(x, sorted, y, funds, inner_knots + degree + 1)) return std::move(*groups);
  for (std::size_t knots = inner_knots; knots > 0; --knots) {
    if (auto fit = fit_splines(x, sorted, y, funds, knots)) return std::move(*fit);
  }
  if (auto cubic = fit_splines(x, sorted, y, funds, 0)) return std::move(*cubic);
  return *fit_groups(x, sorted, y, funds, x.size());
}

/// Whether knowing this input could say something of the net benefit: directly, or by one that is drawn with it.
bool may_inform(const Model& model, const NetBenefit& net_benefit, std::size_t parameter) {
  const Study& study = model.study();
  const std::string& name = study.parameters[parameter].name;
  return net_benefit.depends_on(model, parameter) ||
         std::ranges::any_of(study.correlations,
                             [&](const Correlation& one) { return one.first == name || one.second == name; });
}

}  // namespace

FittedInformation information_of(std::span<const double> x, std::span<const double> net_benefit,
                                 std::size_t inner_knots) {
  const auto n = static_cast<double>(x.size());
  double mean = 0;
  for (const double one : net_benefit) mean += one / n;
  const bool funds = mean > 0;
  const Fit fit = fit_of(x, net_benefit, funds, inner_knots);
  std::vector<double> influence(x.size());
  double value = 0;
  double variance = 0;
  double explained = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double gain = std::max(0.0, fit.fitted[i]) - (funds ? fit.fitted[i] : 0);
    value += gain / n;
    influence[i] = gain + (net_benefit[i] - fit.fitted[i]) * fit.leverage[i];
    variance += (net_benefit[i] - mean) * (net_benefit[i] - mean);
    explained += (fit.fitted[i] - mean) * (fit.fitted[i] - mean);
  }
  return {.value = {std::max(0.0, value), chance::mean_of(influence).standard_error},
          .knots = fit.knots,
          .groups = fit.groups,
          .explained = variance > 0 ? std::min(1.0, explained / variance) : 0};
}

namespace {

base::Result<> can_be_asked(const DrawOptions& options, const InformationOptions& how) {
  constexpr std::size_t knots_max = 50;
  if (options.draws < draws_min)
    return base::input_error(
        fmt::format("expected at least {} draws for the value of information, found {}", draws_min, options.draws));
  if (how.inner_knots > knots_max)
    return base::input_error(fmt::format("expected at most {} knots, found {}", knots_max, how.inner_knots));
  return base::Done{};
}

/// Where the draws of one parameter stand.
struct Column {
  std::size_t parameter;
  std::size_t column;
};

/// Of each parameter that is one number; the others are left out, and `made` says so.
std::vector<Column> columns_of(const Model& model, Information& made) {
  std::vector<Column> columns;
  std::size_t column = 0;
  for (std::size_t i = 0; i < model.drawn().size(); ++i) {
    const chance::Drawn& drawn = model.drawn()[i];
    if (drawn.cells > 1) {
      made.left_out.push_back({drawn.name, "shares that sum to 1 are not one number to know"});
    } else {
      columns.push_back({model.drawn_parameters()[i], column});
    }
    column += drawn.cells;
  }
  return columns;
}

/// What is decided with what is known now, and what knowing everything would add.
void value_before_knowing(const std::vector<double>& net_benefits, Information& made) {
  made.net_benefit = chance::mean_of(net_benefits);
  made.funds = made.net_benefit.value > 0;
  std::vector<double> gains;
  for (const double one : net_benefits) gains.push_back(std::max(0.0, one) - (made.funds ? one : 0));
  made.evpi = chance::mean_of(gains);
  made.evpi.value = std::max(0.0, made.evpi.value);
}

/// Knowing one number is worth no more than knowing everything.
void value_of_knowing(const FittedInformation& fitted, double everything, InformationOf& one) {
  one.value = {std::min(fitted.value.value, everything), fitted.value.standard_error};
  one.knots = fitted.knots;
  one.groups = fitted.groups;
  one.explained = fitted.explained;
}

}  // namespace

base::Result<Information> information(const Study& study, const std::vector<Change>& changes,
                                      const DrawOptions& options, const InformationOptions& how) {
  if (const auto fits = can_be_asked(options, how); !fits) return fits.error();
  const auto model = Model::compile(study, changes, Mode::draws);
  if (!model) return model.error();
  const auto benefit = NetBenefit::of(*model, how.willingness);
  if (!benefit) return benefit.error();
  const auto drawing = Drawing::make(*model, benefit->wanted(), options.seed, options.sequence);
  if (!drawing) return drawing.error();

  const auto draws = static_cast<std::size_t>(std::min(options.draws, Draws::kept_max));
  Information made{};
  made.draws = draws;
  made.money_unit = model->money_unit().text();
  const std::vector<Column> columns = columns_of(*model, made);

  std::vector<double> net_benefits(draws);
  std::vector<std::vector<double>> kept(std::min(columns_at_once, columns.size()), std::vector<double>(draws));
  for (std::size_t begin = 0; begin == 0 || begin < columns.size(); begin += columns_at_once) {
    const std::size_t count = std::min(columns_at_once, columns.size() - begin);
    const auto run = for_each_block(
        *drawing, draws, options.threads, options.stop,
        [&](Drawing::Worker& worker, std::uint64_t first, std::size_t size) -> base::Result<> {
          if (auto done = drawing->run(first, size, worker); !done) return done;
          benefit->read(*drawing, worker, std::span(net_benefits).subspan(static_cast<std::size_t>(first), size));
          for (std::size_t i = 0; i < count; ++i) {
            std::ranges::copy(drawing->column(worker, columns[begin + i].column, size),
                              kept[i].begin() + static_cast<std::ptrdiff_t>(first));
          }
          return base::Done{};
        });
    if (!run) return run.error();
    if (begin == 0) {
      value_before_knowing(net_benefits, made);
    }
    for (std::size_t i = 0; i < count; ++i) {
      auto input = input_of(study, changes, study.parameters[columns[begin + i].parameter].name);
      if (!input) return input.error();
      InformationOf one{.input = std::move(*input), .value = {}};
      if (may_inform(*model, *benefit, columns[begin + i].parameter)) {
        value_of_knowing(information_of(kept[i], net_benefits, how.inner_knots), made.evpi.value, one);
      } else {
        one.is_certain_nought = true;
        one.value = {.value = 0, .standard_error = 0};
      }
      made.by_input.push_back(std::move(one));
    }
  }
  std::ranges::stable_sort(made.by_input, std::ranges::greater(),
                           [](const InformationOf& one) { return one.value.value; });
  using namespace document;
  made.method = sentence<"study.information_method">("measure"_is = part(benefit->words()),
                                                     "draws"_is = count(static_cast<double>(draws)),
                                                     "knots"_is = count(static_cast<double>(how.inner_knots)));
  return made;
}

}  // namespace alongside::study
