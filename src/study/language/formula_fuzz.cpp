// Fuzzer: any text as a formula is a tree or an error, never a crash.
#include <cstddef>
#include <cstdint>

#include "study/language/formula.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto formula = alongside::study::parse_formula(std::string(reinterpret_cast<const char*>(data), size), "fuzz");
  return formula && formula->nodes.empty() ? 1 : 0;
}
