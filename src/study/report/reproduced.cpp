#include "study/report/reproduced.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "document/said_json.hpp"
#include "document/words.hpp"
#include "study/report/figures.hpp"

namespace alongside::study {

boost::json::value reproduced_for_page(const std::vector<Reproduced>& rows) {
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
                   {"note", row.note},
                   {"carried_over", row.carried_over.text()},
                   {"said", document::said_beside({{"carried_over", row.carried_over}})}});
  }
  return out;
}

boost::json::value reproduced_json(const std::vector<Reproduced>& rows) {
  return document::without_said(reproduced_for_page(rows));
}

std::string reproduced_text(const std::vector<Reproduced>& rows) {
  const auto is = [](ResultClass wanted) {
    return [wanted](const Reproduced& row) { return row.result_class == wanted; };
  };
  const auto reproduced_rows = std::ranges::count_if(rows, is(ResultClass::reproduced));
  const auto hold = std::ranges::count_if(rows, [](const Reproduced& row) { return row.holds == true; });
  std::string out = fmt::format(
      "{} of {} published results whose inputs are independent of them are reproduced; {} {} not hold.\n"
      "Beside them, and never counted: {} fitted (an input was solved from a published result), {} constant (carried "
      "over), {} "
      "partial (inputs missing).\n\n",
      hold, reproduced_rows, reproduced_rows - hold, reproduced_rows - hold == 1 ? "does" : "do",
      std::ranges::count_if(rows, is(ResultClass::fitted)), std::ranges::count_if(rows, is(ResultClass::constant)),
      std::ranges::count_if(rows, is(ResultClass::partial)));
  // As wide as what stands in them: a long name moves no column of its own line alone.
  std::size_t study_width = document::characters("study");
  std::size_t label_width = document::characters("result");
  std::size_t figure_width = document::characters("published");
  for (const Reproduced& row : rows) {
    study_width = std::max(study_width, document::characters(row.study));
    label_width = std::max(label_width, document::characters(row.label));
    figure_width = std::max({figure_width, figure(row.published).size(), figure(row.computed).size()});
  }
  out += fmt::format("{}  {}  {:<10}  {:>{}}  {:>{}}\n", padded("study", study_width), padded("result", label_width),
                     "class", "published", figure_width, "computed", figure_width);
  for (const Reproduced& row : rows) {
    const std::string holds =
        !row.holds ? "" : fmt::format("  {}, {}", *row.holds ? "holds" : "DOES NOT HOLD", row.tolerance_text);
    out += fmt::format("{}  {}  {:<10}  {:>{}}  {:>{}}{}\n", padded(row.study, study_width),
                       padded(row.label, label_width), name_of(row.result_class), figure(row.published), figure_width,
                       figure(row.computed), figure_width, holds);
    for (const std::string& below : {row.note, row.carried_over.text()}) {
      if (!below.empty()) out += fmt::format("{}  {}\n", padded("", study_width), below);
    }
  }
  return out;
}

}  // namespace alongside::study
