// Fuzzer: any text as a study is a study or an error; whatever is read and compiled has answers that are numbers, at its values and in draws.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "study/program/draws.hpp"
#include "study/program/remarks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside::study;
  const auto study = read_study("fuzz.toml", std::string(reinterpret_cast<const char*>(data), size));
  if (!study || study->is_observations) return 0;
  const auto model = Model::compile(*study, {}, Mode::point);
  if (!model) return 0;
  for (const std::string& name : shown_names(*study)) {
    if (name != total_ratio && !std::isfinite(model->value(name))) std::abort();
  }
  static_cast<void>(remarks(*study, {}));
  const auto drawn = Model::compile(*study, {}, Mode::draws);
  if (!drawn) return 0;
  const auto draws = run_draws(*drawn, shown_names(*study), {.draws = 64});
  if (!draws) return 0;
  for (const Sample& sample : draws->values) {
    for (const double value : sample.kept) {
      if (sample.name != total_ratio && !std::isfinite(value)) std::abort();
    }
  }
  return 0;
}
