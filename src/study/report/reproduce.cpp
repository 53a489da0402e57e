#include "study/report/reproduce.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "study/program/model.hpp"
#include "study/report/figures.hpp"
#include "study/report/labels.hpp"

namespace alongside::study {

std::optional<bool> holds(const Published& said, double computed) {
  if (said.result_class != ResultClass::reproduced) return std::nullopt;
  // A half may stand either way after rounding, and 5.95 is no number that a computer has.
  const double slack = 1e-9 * std::max(std::abs(said.value), std::abs(computed));
  return std::abs(computed - said.value) <= said.tolerance + slack;
}

base::Result<std::vector<Reproduced>> reproduce(const Study& study) {
  if (study.is_observations) return std::vector<Reproduced>{};
  const auto model = Model::compile(study, {}, Mode::point);
  if (!model) return model.error();
  std::vector<Reproduced> rows;
  for (const Published& said : study.published) {
    Reproduced row{.study = study.id,
                   .outcome = said.of,
                   .label = label_of(study, said.of),
                   .unit = model->find(said.of)->unit.text(),
                   .result_class = said.result_class,
                   .published = said.value,
                   .computed = model->value(said.of),
                   .tolerance = said.tolerance,
                   .tolerance_text = said.tolerance_text,
                   .holds = holds(said, model->value(said.of)),
                   .source = said.source,
                   .note = said.note,
                   .says_why = !said.note.empty() && said.known_distance &&
                               std::abs(*said.known_distance - model->value(said.of)) <=
                                   std::max(said.tolerance, 1e-9 * std::abs(*said.known_distance))};
    rows.push_back(std::move(row));
  }
  return rows;
}

bool all_hold_or_say_why(const std::vector<Reproduced>& rows) {
  return std::ranges::none_of(rows, [](const Reproduced& row) { return row.holds == false && !row.says_why; });
}

boost::json::value reproduced_json(const std::vector<Reproduced>& rows) {
  boost::json::array out;
  for (const Reproduced& row : rows) {
    out.push_back({{"study", row.study},
                   {"outcome", row.outcome},
                   {"label", row.label},
                   {"unit", row.unit},
                   {"class", name_of(row.result_class)},
                   {"published", row.published},
                   {"computed", row.computed},
                   {"tolerance", row.tolerance},
                   {"tolerance_text", row.tolerance_text},
                   {"holds", row.holds ? boost::json::value(*row.holds) : boost::json::value(nullptr)},
                   {"source", row.source},
                   {"note", row.note}});
  }
  return out;
}

std::string reproduced_text(const std::vector<Reproduced>& rows) {
  const auto is = [](ResultClass wanted) {
    return [wanted](const Reproduced& row) { return row.result_class == wanted; };
  };
  const auto reproduced_rows = std::ranges::count_if(rows, is(ResultClass::reproduced));
  const auto hold = std::ranges::count_if(rows, [](const Reproduced& row) { return row.holds == true; });
  std::string out = fmt::format(
      "{} of {} published results whose inputs are independent of them are reproduced; {} {} not hold.\n"
      "Beside them, and never counted: {} fitted (an input was solved from the result), {} constant (carried over), {} "
      "partial (inputs missing).\n\n",
      hold, reproduced_rows, reproduced_rows - hold, reproduced_rows - hold == 1 ? "does" : "do",
      std::ranges::count_if(rows, is(ResultClass::fitted)), std::ranges::count_if(rows, is(ResultClass::constant)),
      std::ranges::count_if(rows, is(ResultClass::partial)));
  out += fmt::format("{} {} {:<11} {:>12} {:>12}  {}\n", padded("study", 20), padded("result", 46), "class",
                     "published", "computed", "");
  for (const Reproduced& row : rows) {
    const char* holds = !row.holds ? "" : *row.holds ? "holds, " : "DOES NOT HOLD, ";
    out += fmt::format("{} {} {:<11} {:>12} {:>12}  {}{}\n", padded(row.study, 20), padded(row.label, 46),
                       name_of(row.result_class), figure(row.published), figure(row.computed), holds,
                       row.holds ? row.tolerance_text : "");
    if (!row.note.empty()) out += fmt::format("{} {}\n", padded("", 20), row.note);
  }
  return out;
}

}  // namespace alongside::study
