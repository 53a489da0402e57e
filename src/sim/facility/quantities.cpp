#include "sim/facility/quantities.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "chance/duration_reader.hpp"

namespace alongside::sim {

void Quantities::keep(const base::Error& error) {
  if (!failed_) error_ = error;
  failed_ = true;
}

void Quantities::refuse(const std::string& path, std::string_view what) {
  if (!failed_) keep(fields_.error_at(path, what));
}

void Quantities::keep_origin(const std::string& path, std::string value) {
  ScenarioParameter parameter{.path = path, .value = std::move(value), .source = {}, .assumed = {}};
  const bool sourced = fields_.has(path + ".source");
  if (sourced == fields_.has(path + ".assumed")) {
    return refuse(path,
                  "expected where this figure comes from: either source = \"a key of [sources]\" or assumed = \"why "
                  "this value\", one of the two");
  }
  const auto said = fields_.text(path + (sourced ? ".source" : ".assumed"));
  if (!said) return keep(said.error());
  if (!sourced) {
    parameter.assumed = *said;
  } else {
    if (!fields_.has("sources." + *said))
      return refuse(path + ".source", fmt::format("expected a key of [sources], found \"{}\"", *said));
    const auto citation = fields_.text("sources." + *said);
    if (!citation) return keep(citation.error());
    parameter.source = *citation;
  }
  parameters_.push_back(std::move(parameter));
}

void Quantities::keep_origin(const std::string& path, document::Sentences words) {
  keep_origin(path, words.text());
  if (!failed_) parameters_.back().words = std::move(words);
}

std::string Quantities::plain_text(const std::string& path) {
  const auto value = fields_.text(path);
  if (!value) return keep(value.error()), std::string();
  return *value;
}

int Quantities::plain_whole(const std::string& path, int low, int high) {
  const auto value = fields_.integer(path, low, high);
  if (!value) return keep(value.error()), low;
  return static_cast<int>(*value);
}

double Quantities::number(const std::string& path, double low, double high) {
  const auto value = fields_.number(path + ".value", low, high);
  if (!value) return keep(value.error()), low;
  keep_origin(path, fmt::format("{}", *value));
  return *value;
}

int Quantities::whole(const std::string& path, int low, int high) {
  const auto value = fields_.integer(path + ".value", low, high);
  if (!value) return keep(value.error()), low;
  keep_origin(path, fmt::format("{}", *value));
  return static_cast<int>(*value);
}

bool Quantities::flag(const std::string& path) {
  const auto value = fields_.flag(path + ".value");
  if (!value) return keep(value.error()), false;
  keep_origin(path, *value ? document::sentence<"yes">() : document::sentence<"no">());
  return *value;
}

std::string Quantities::text(const std::string& path) {
  const auto value = fields_.text(path + ".value");
  if (!value) return keep(value.error()), std::string();
  keep_origin(path, *value);
  return *value;
}

std::vector<std::string> Quantities::texts(const std::string& path) {
  const auto value = fields_.texts(path + ".value");
  if (!value) return keep(value.error()), std::vector<std::string>();
  keep_origin(path, fmt::format("{}", fmt::join(*value, ", ")));
  return *value;
}

std::vector<double> Quantities::numbers(const std::string& path, std::size_t count, double low, double high) {
  const auto values = fields_.numbers(path + ".value", low, high);
  if (!values || values->size() != count) {
    if (values)
      refuse(path, fmt::format("expected a list of {} numbers, found {}", count, values->size()));
    else
      keep(values.error());
    return std::vector<double>(count, low);
  }
  keep_origin(path, fmt::format("{}", fmt::join(*values, ", ")));
  return *values;
}

chance::Distribution Quantities::distribution(const std::string& path) {
  const auto read = chance::read_duration(fields_, path);
  if (!read) return keep(read.error()), chance::Distribution::fixed(0);
  keep_origin(path, chance::describe_duration(*read));
  return *read;
}

}  // namespace alongside::sim
