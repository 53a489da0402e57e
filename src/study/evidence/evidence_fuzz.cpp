// Fuzzer: any text as an evidence document, joined with a study that takes every measure, is a study whose answers are numbers, or an error; the
// weights of the literature and of few events come from the first two bytes.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "document/toml.hpp"
#include "study/evidence/evidence.hpp"
#include "study/program/draws.hpp"

namespace {

using namespace alongside::study;

/// A parameter for each measure, with and without a spread of its own; all of them in one outcome.
Study study_of_every_measure() {
  std::string text = R"(
[study]
title = "t"
place = "p"
citation = "c"
link = "l"
perspective = "society"
currency = "USD"
price_year = 2016
horizon = "one year"
inputs = "complete"
about = "a"
contrary = ["c"]
not_known = ["n"]
[outcomes.all]
label = "l"
formula = "uses_per_year * one_use * (emergencies_per_use + opioid_emergencies_per_use + ems_calls_per_emergency + transports_per_emergency + naloxone_per_emergency) + visits_per_year * one_visit"
unit = "USD/year"
money = "all"
payer = "city"
payer_basis = "source"
[costs.running]
label = "l"
formula = "site"
payer = "city"
payer_basis = "source"
)";
  const auto add = [&](const std::string& name, const char* value, const char* unit, const char* more) {
    text += "[parameters." + name + "]\nlabel = \"l\"\nbasis = \"source\"\nsource = \"s\"\nvalue = " + value +
            "\nunit = \"" + unit + "\"\n" + more;
  };
  const auto measured = [&](const std::string& name, const char* value, const char* unit, const char* spread) {
    const std::string more =
        "evidence = \"" + name + "\"\n" +
        (*spread == '\0' ? std::string()
                         : std::string("spread_basis = \"source\"\nspread_source = \"s\"\nspread = ") + spread + "\n");
    add(name, value, unit, more.c_str());
  };
  measured("uses_per_year", "180000", "use/year", "{ gamma = { mean = 180000, sd = 40000 } }");
  measured("visits_per_year", "1e-9", "visit/year", "");
  measured("emergencies_per_use", "0.00133", "1", "{ beta = { mean = 0.00133, sd = 0.0003 } }");
  measured("opioid_emergencies_per_use", "1e-12", "1", "");
  measured("ems_calls_per_emergency", "0.999999999", "1", "");
  measured("transports_per_emergency", "0.46", "1", "{ uniform = [0.45, 0.47] }");
  measured("naloxone_per_emergency", "0.5", "1", "{ beta = { alpha = 9000000, beta = 9000000 } }");
  add("one_use", "1", "USD/use", "");
  add("one_visit", "1", "USD/visit", "");
  add("site", "1", "USD/year", "");
  const auto study = read_study("fuzz.toml", text);
  if (!study) std::abort();
  return *study;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Study before = study_of_every_measure();
  if (size < 2) return 0;
  const auto document =
      alongside::document::Toml::parse("evidence.toml", std::string(reinterpret_cast<const char*>(data) + 2, size - 2));
  if (!document) return 0;
  // Letters in seeds: from a thousandth of an event to a thousand million.
  const EvidenceOptions options{.prior_events = std::pow(10, data[0] % 13 - 3.0),
                                .prior_events_for_all = data[1] % 2 == 1,
                                .events_min = data[1] % 16U};
  Study study = before;
  const auto use = apply_evidence(study, *document, options);
  if (!use) return 0;
  for (const EvidenceLine& line : use->lines) {
    for (const auto& figure :
         {line.center, line.posterior, line.low, line.high, line.prior_sds_apart, line.probability_beyond}) {
      if (figure && !std::isfinite(*figure)) std::abort();
    }
    if (line.is_used && !(*line.low <= *line.high)) std::abort();
  }
  for (const Mode mode : {Mode::point, Mode::draws}) {
    const auto model = Model::compile(study, {}, mode);
    if (!model) std::abort();
    if (mode == Mode::point) {
      if (!std::isfinite(model->value("all"))) std::abort();
    } else if (const auto draws = run_draws(*model, shown_names(study), {.draws = 64}); draws) {
      for (const Sample& sample : draws->values) {
        for (const double value : sample.kept) {
          if (!std::isfinite(value)) std::abort();
        }
      }
    }
  }
  return 0;
}
