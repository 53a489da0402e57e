// libFuzzer: any bytes as a CSV file. Nothing may crash; every byte that is no line end is given out exactly once.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "document/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace alongside::document;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  auto csv = Csv::open("fuzz.csv", text, CsvLimits{256, 8});
  if (!csv) return 0;
  const auto solid = [](std::string_view part) {
    return std::count_if(part.begin(), part.end(), [](char c) { return c != '\n' && c != '\r'; });
  };
  const char* after = csv->raw_header().data() + csv->raw_header().size();
  std::ptrdiff_t given = 0;
  const std::ptrdiff_t there = solid({after, static_cast<std::size_t>(text.data() + text.size() - after)});
  CsvRow row;
  while (csv->next(row)) {
    given += solid(row.raw);
    if (!row.problem && row.cells.size() != csv->header().size()) std::abort();
  }
  if (given != there) std::abort();
  return 0;
}
