#include "study/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <ostream>

#include "document/csv.hpp"
#include "document/shipped_documents.hpp"

namespace alongside::study {

namespace {

/// What the drawn columns are called, and by what each is divided to stand in its document's own unit: "clients", "deaths.2019".
std::vector<std::pair<std::string, double>> drawn_inputs(const Model& model) {
  const Study& study = model.study();
  std::vector<std::pair<std::string, double>> out;
  for (const std::size_t index : model.drawn_parameters()) {
    const Parameter& parameter = study.parameters[index];
    if (!parameter.axis) {
      out.emplace_back(parameter.name, parameter.unit.scale);
      continue;
    }
    for (const std::string& label : study.axes[*parameter.axis].labels)
      out.emplace_back(document::csv_cell(parameter.name + "." + label), parameter.unit.scale);
  }
  return out;
}

/// As a cell of a table: empty where there is no number, which only the ratio may not have.
std::string cell(double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string(); }

base::Result<> check(const EvaluateRequest& request) {
  const EvaluateOptions& asked = request.options;
  const EvaluateLimits limits = limits_of(request.asker);
  if (const auto good = chance::check("draws", limits.draws, asked.draws); !good) return good;
  if (const auto good = chance::check("seed", chance::seeds_of(request.asker), asked.seed); !good) return good;
  if (const auto good = chance::check("threads", chance::threads_of(request.asker), asked.threads); !good) return good;
  const bool is_too_much =
      asked.changes.size() > limits.changes_max || std::ranges::any_of(asked.changes, [&](const Change& change) {
        return change.name.size() > limits.name_bytes_max;
      });
  if (is_too_much)
    return base::input_error(fmt::format("changes: expected at most {}, with names of at most {} bytes",
                                         limits.changes_max, limits.name_bytes_max));
  if (lacks_draws(asked)) return base::input_error(std::string(needs_draws));
  return base::Done{};
}

}  // namespace

EvaluateLimits limits_of(chance::Asker asker) {
  if (asker == chance::Asker::page)
    return {.draws = {.otherwise = 0, .least = 0, .most = 200'000}, .changes_max = 200, .name_bytes_max = 80};
  constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
  return {.draws = {.otherwise = 0, .least = 1, .most = Draws::draws_max}, .changes_max = any, .name_bytes_max = any};
}

EvaluateRequest::EvaluateRequest(chance::Asker by) : asker(by) {
  options.draws = limits_of(by).draws.otherwise;
  options.seed = chance::seeds_of(by).otherwise;
  options.threads = chance::threads_of(by).otherwise;
}

void ask_all(EvaluateOptions& options) {
  options.break_even = true;
  options.remarks = true;
  options.tornado = options.information = options.acceptability = options.draws > 0;
}

bool lacks_draws(const EvaluateOptions& options) {
  return options.draws == 0 && (options.information || options.acceptability);
}

bool is_quick(const EvaluateOptions& options) {
  return options.draws == 0 && !options.tornado && !options.information && !options.break_even &&
         !options.acceptability;
}

base::Result<Evaluation> evaluate(const Study& study, const EvaluateRequest& request) {
  if (const auto good = check(request); !good) return good.error();
  return evaluate(study, request.options);
}

base::Result<> write_draws(const Study& study, const EvaluateRequest& request, std::ostream& out) {
  if (const auto good = check(request); !good) return good;
  const EvaluateOptions& options = request.options;
  const auto model = Model::compile(study, options.changes, Mode::draws);
  if (!model) return model.error();
  const auto drawing = Drawing::make(*model, shown_names(study), options.seed, options.sequence);
  if (!drawing) return drawing.error();
  out << "draw";
  const auto inputs = drawn_inputs(*model);
  for (const auto& [name, scale] : inputs) out << ',' << name;
  for (const std::string& name : drawing->wanted()) out << ',' << name;
  out << '\n';
  const auto is_stopped = [&] { return options.stop != nullptr && *options.stop; };
  Drawing::Worker worker(*drawing);
  std::vector<std::vector<double>> columns(drawing->wanted().size(), std::vector<double>(Program::block));
  for (std::uint64_t first = 0; first < options.draws && out && !is_stopped(); first += Program::block) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(Program::block, options.draws - first));
    if (const auto done = drawing->run(first, count, worker); !done) return done;
    for (std::size_t i = 0; i < columns.size(); ++i) drawing->read(worker, i, std::span(columns[i]).first(count));
    for (std::size_t draw = 0; draw < count; ++draw) {
      out << first + draw + 1;
      for (std::size_t i = 0; i < inputs.size(); ++i)
        out << ',' << cell(drawing->column(worker, i, count)[draw] / inputs[i].second);
      for (const auto& column : columns) out << ',' << cell(column[draw]);
      out << '\n';
    }
  }
  return base::Done{};
}

base::Result<EvidenceUse> take_evidence(Study& study, const document::Toml& evidence, const EvidenceOptions& options) {
  auto use = apply_evidence(study, evidence, options);
  if (use) use->digest = digest_of(evidence.source());
  return use;
}

base::Result<std::vector<Reproduced>> reproduce(const std::vector<std::string>& names) {
  std::vector<Reproduced> rows;
  for (const std::string& name : names.empty() ? shipped_studies() : names) {
    const auto study = load_study(name);
    if (!study) return study.error();
    auto own = reproduce(*study);
    if (!own) return own.error();
    std::move(own->begin(), own->end(), std::back_inserter(rows));
  }
  return rows;
}

base::Result<CheckedStudy> check_study(const std::string& name_or_path) {
  auto study = load_study(name_or_path);
  if (!study) return study.error();
  CheckedStudy out{.study = std::move(*study)};
  if (!out.study.is_observations) {
    for (const Mode mode : {Mode::point, Mode::draws}) {
      const auto model = Model::compile(out.study, {}, mode);
      if (!model) return model.error();
    }
    out.published = out.study.published.size();
  }
  out.remarks = remarks(out.study, {});
  out.is_shipped = document::is_shipped("studies", name_or_path);
  return out;
}

}  // namespace alongside::study
