#include "sim/facility/assumptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "document/said_json.hpp"

namespace alongside::sim {

namespace json = boost::json;

namespace {

constexpr std::size_t line_letters = 100;

/// Letters and not bytes.
std::size_t letters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string entry(const std::string& text) { return wrapped(text, 2, 6); }

std::size_t assumed_of(const std::vector<ScenarioParameter>& parameters) {
  return static_cast<std::size_t>(std::count_if(parameters.begin(), parameters.end(),
                                                [](const ScenarioParameter& one) { return one.source.empty(); }));
}

}  // namespace

std::string wrapped(const std::string& text, std::size_t indent, std::size_t indent_after) {
  std::string out;
  std::string line(indent, ' ');
  bool fresh = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!fresh && letters(line) + 1 + letters(word) > line_letters) {
      out += line + "\n";
      line = std::string(indent_after, ' ');
      fresh = true;
    }
    line += (fresh ? "" : " ") + word;
    fresh = false;
    at = end + 1;
  }
  return out + line + "\n";
}

json::array parameters_as_json(const std::vector<ScenarioParameter>& parameters) {
  return document::without_said(parameters_for_page(parameters)).as_array();
}

json::array parameters_for_page(const std::vector<ScenarioParameter>& parameters) {
  json::array out;
  for (const ScenarioParameter& parameter : parameters) {
    json::object one{{"path", parameter.path}, {"value", parameter.value}};
    if (!parameter.words.empty()) one["said"] = document::said_beside({{"value", parameter.words}});
    if (!parameter.source.empty())
      one["source"] = parameter.source;
    else
      one["assumed"] = parameter.assumed;
    out.push_back(std::move(one));
  }
  return out;
}

std::string how_many_are_assumed(const std::vector<ScenarioParameter>& parameters) {
  return fmt::format("{} of {} figures are assumed, not measured", assumed_of(parameters), parameters.size());
}

std::string assumptions_as_text(const std::vector<ScenarioParameter>& parameters) {
  if (parameters.empty()) return "";
  const std::size_t assumed = assumed_of(parameters);
  std::string out = fmt::format("\nWhat it rests on: {}\n", how_many_are_assumed(parameters));
  if (assumed > 0) out += "\nAssumed\n";
  std::vector<std::string> sources;
  std::string sourced;
  for (const ScenarioParameter& one : parameters) {
    if (one.source.empty()) {
      out += entry(fmt::format("{} = {}: {}", one.path, one.value, one.assumed));
      continue;
    }
    auto source = std::find(sources.begin(), sources.end(), one.source);
    if (source == sources.end()) source = sources.insert(source, one.source);
    sourced += entry(fmt::format("{} = {} [{}]", one.path, one.value, source - sources.begin() + 1));
  }
  if (sources.empty()) return out;
  out += "\nWith a source\n" + sourced;
  for (std::size_t i = 0; i < sources.size(); ++i) out += entry(fmt::format("[{}] {}", i + 1, sources[i]));
  return out;
}

}  // namespace alongside::sim
