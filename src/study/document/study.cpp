#include "study/document/study.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "base/bytes.hpp"
#include "document/shipped_documents.hpp"
#include "document/toml.hpp"
#include "document/words.hpp"
#include "study/document/study_reader.hpp"
#include "study/functions/function.hpp"

namespace alongside::study {

namespace {

/// Totals, and words that a formula or a command may come to have; the functions' own names beside them.
constexpr std::array<std::string_view, 14> reserved = {
    "benefit", "cost",  "net",  "ratio", "effect", "benefit_value", "net_without_value_of_life",
    "harm",    "draws", "seed", "and",   "or",     "not",           "study"};

}  // namespace

const Parameter* Study::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters, name, &Parameter::name);
  return found == parameters.end() ? nullptr : &*found;
}

std::string digest_of(std::string_view text) {
  std::array<std::uint8_t, 16> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     nullptr, 0);
  return base::hex(digest);
}

std::string_view share_because(const Parameter& parameter) {
  // By a time, in money, or an array's own numbers above 1: no share.
  for (const auto& [noun, power] : parameter.unit.unit.powers()) {
    if (!money_of(noun).currency.empty() || noun == "day" || noun == "hour" || noun == "week" || noun == "month")
      return "";
  }
  if (std::ranges::any_of(parameter.values, [](double value) { return value > 1; })) return "";
  if (parameter.spread && parameter.spread->is_of_shares()) return "its spread is of shares";
  if (!parameter.unit.unit.is_one()) {
    const auto& powers = parameter.unit.unit.powers();
    const bool is_count_by_count = powers.size() == 2 && powers[0].second * powers[1].second == -1 &&
                                   powers[0].first != "year" && powers[1].first != "year";
    const bool is_kept = parameter.range && parameter.range->first >= 0 && parameter.range->second <= 1;
    return is_count_by_count && is_kept ? "its range keeps it so" : "";
  }
  if (parameter.unit.scale != 1) return "its unit is %";
  const std::string words = document::lower(parameter.label + " " + parameter.ask);
  for (const std::string_view word : {"share", "chance", "probability", "proportion", "percentage", "fraction"}) {
    if (words.find(word) != std::string::npos) return "by its words";
  }
  if (parameter.range && parameter.range->first >= 0 && parameter.range->second <= 1) return "its range keeps it so";
  return "";
}

base::Result<> check_within(const Parameter& parameter, double value) {
  if (!parameter.within || std::isnan(value)) return base::Done{};
  const auto [low, high] = *parameter.within;
  const double scaled = value * parameter.unit.scale;
  if (scaled >= low && scaled <= high) return base::Done{};
  const bool is_percent = low == 0 && high == 1 && parameter.unit.scale == 1 && scaled > 1 && scaled <= 100;
  return base::input_error(fmt::format(
      "expected {:g} to {:g}, found {:g}{}", low / parameter.unit.scale, high / parameter.unit.scale, value,
      is_percent ? fmt::format(": {:g} is no share; write {:g}, or unit = \"%\"", value, value / 100) : ""));
}

bool is_reserved(std::string_view name) {
  return function_named(name) != nullptr || std::ranges::find(reserved, name) != reserved.end();
}

base::Result<Study> read_study(std::string name, std::string text) {
  Study study;
  study.id = std::filesystem::path(name).stem().string();
  study.file = name;
  study.digest = digest_of(text);
  const auto file = document::Toml::parse(std::move(name), std::move(text));
  if (!file) return file.error();
  if (const auto read = StudyReader(*file, study).whole(); !read) return read.error();
  return study;
}

std::vector<std::string> shipped_studies() { return document::shipped_names("studies"); }

base::Result<Study> load_study(std::string_view name_or_path) {
  auto text = document::document_text("studies", name_or_path);
  if (!text) return text.error();
  const bool is_path = name_or_path.find('/') != std::string_view::npos || name_or_path.ends_with(".toml");
  return read_study(is_path ? std::string(name_or_path) : fmt::format("studies/{}.toml", name_or_path),
                    std::move(*text));
}

}  // namespace alongside::study
