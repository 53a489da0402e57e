// How a scenario's text is taken apart, with the place of every slip.
#include "scenarios/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "document/words.hpp"

namespace alongside::tests {

namespace {

using base::Error;
using base::Result;
using document::trimmed;

struct Line {
  std::size_t number = 0;
  std::string_view text;  ///< without spaces at either end
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.starts_with('#')) lines.push_back({number, line});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Takes the first word off `text`.
std::string_view word(std::string_view& text) {
  text = trimmed(text);
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view first = text.substr(0, end);
  text = trimmed(text.substr(end));
  return first;
}

/// The next part of `text` up to `separator`, which is taken off too.
std::string_view part(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view first = trimmed(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return first;
}

template <class Number>
bool number_of(std::string_view text, Number& into) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), into);
  return !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

struct Shape {
  char opens;
  char closes;
  std::string_view letter;
  domain::SeatKind kind;
};
constexpr std::array shapes{
    Shape{'[', ']', "", domain::SeatKind::booth}, Shape{'(', ')', "S", domain::SeatKind::smoking},
    Shape{'<', '>', "A", domain::SeatKind::aftercare}, Shape{'{', '}', "T", domain::SeatKind::toilet}};

/// "S1 x4" between its brackets.
Result<PlannedSeat> read_seat(const Shape& shape, std::string_view inside) {
  const std::string expected = fmt::format("expected {0}{1}1{2} or {0}{1}1 x4{2}, found {0}{3}{2}", shape.opens,
                                           shape.letter, shape.closes, inside);
  std::string_view rest = trimmed(inside);
  std::string_view label = word(rest);
  PlannedSeat seat{.kind = shape.kind};
  if (!label.starts_with(shape.letter)) return base::input_error(expected);
  label.remove_prefix(shape.letter.size());
  if (!number_of(label, seat.label)) return base::input_error(expected);
  if (!rest.empty() && (!rest.starts_with('x') || !number_of(rest.substr(1), seat.capacity)))
    return base::input_error(expected);
  return seat;
}

Result<> read_plan_line(std::string_view line, std::vector<PlannedSeat>& seats) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const auto shape = std::find_if(shapes.begin(), shapes.end(), [&](const Shape& s) { return s.opens == line[at]; });
    if (shape == shapes.end()) {
      if (std::string_view("])>}").find(line[at]) == std::string_view::npos) continue;
      return base::input_error(fmt::format("'{}' closes a seat that no bracket opened", line[at]));
    }
    const std::size_t end = line.find(shape->closes, at);
    if (end == std::string_view::npos)
      return base::input_error(fmt::format("'{}' has no '{}'", shape->opens, shape->closes));
    const auto seat = read_seat(*shape, line.substr(at + 1, end - at - 1));
    if (!seat) return seat.error();
    const bool twice = std::any_of(seats.begin(), seats.end(), [&](const PlannedSeat& other) {
      return other.kind == seat->kind && other.label == seat->label;
    });
    if (twice) return base::input_error(fmt::format("{}{} is drawn twice", shape->letter, seat->label));
    seats.push_back(*seat);
    at = end;
  }
  return base::Done{};
}

/// "demonstration, protocol bc-aha signed, guardrails demonstration"
Result<> read_site(std::string_view text, Scenario& scenario) {
  const std::string expected = "expected \"Site: demonstration, protocol bc-aha signed, guardrails demonstration\"";
  const auto kind = domain::named<domain::SiteKind>(part(text, ','));
  std::string_view protocol = part(text, ',');
  std::string_view guardrails = part(text, ',');
  if (!kind || word(protocol) != "protocol" || word(guardrails) != "guardrails") return base::input_error(expected);
  scenario.site = *kind;
  scenario.protocol = word(protocol);
  if (protocol != "signed" && protocol != "unsigned")
    return base::input_error(expected + ": a protocol is signed or unsigned");
  scenario.protocol_signed = protocol == "signed";
  scenario.guardrails = guardrails;
  return base::Done{};
}

Result<Step> read_row(std::string_view text) {
  Step step;
  const auto at = read_time(word(text));
  if (!at) return at.error();
  step.at = *at;
  step.who = word(text);
  const std::size_t arrow = text.find("-> refused:");
  step.what = trimmed(text.substr(0, arrow));
  if (step.what.empty()) return base::input_error("expected a time, who, and what happens");
  if (arrow != std::string_view::npos) {
    step.refused = trimmed(text.substr(arrow + std::string_view("-> refused:").size()));
    if (step.refused.empty()) return base::input_error("expected why it is refused after \"-> refused:\"");
  }
  return step;
}

/// "Must be true at 09:05:"
Result<base::Instant> read_heading_time(std::string_view heading) {
  constexpr std::string_view start = "Must be true at ";
  if (!heading.starts_with(start) || !heading.ends_with(':'))
    return base::input_error("expected \"Must be true at 09:05:\"");
  return read_time(heading.substr(start.size(), heading.size() - start.size() - 1));
}

class Reading {
 public:
  explicit Reading(Scenario& scenario) : scenario_(scenario) {}

  Result<> take(const Line& line) {
    if (line.text.empty()) return base::Done{};
    if (line.text.starts_with("Site:")) return read_site(trimmed(line.text.substr(5)), scenario_);
    if (line.text == "Floor:") return enter(Part::floor);
    if (line.text == "What happens:") return enter(Part::happens);
    if (line.text.starts_with("Must be true")) {
      const auto at = read_heading_time(line.text);
      if (!at) return at.error();
      now_ = *at;
      return enter(Part::must_be_true);
    }
    switch (part_) {
      case Part::prose: return base::Done{};
      case Part::floor: return read_plan_line(line.text, scenario_.seats);
      case Part::happens: return take_row(line);
      case Part::must_be_true:
        scenario_.steps.push_back(
            {.kind = Step::Kind::must_be_true, .line = line.number, .at = now_, .what = std::string(line.text)});
    }
    return base::Done{};
  }

 private:
  enum class Part { prose, floor, happens, must_be_true };

  Result<> enter(Part part) {
    if (scenario_.protocol.empty()) return base::input_error("expected \"Site: ...\" before this");
    if (part == Part::must_be_true && scenario_.steps.empty()) return base::input_error("nothing has happened yet");
    part_ = part;
    return base::Done{};
  }

  Result<> take_row(const Line& line) {
    auto step = read_row(line.text);
    if (!step) return step.error();
    step->line = line.number;
    scenario_.steps.push_back(*step);
    return base::Done{};
  }

  Scenario& scenario_;
  Part part_ = Part::prose;
  base::Instant now_{};
};

}  // namespace

base::Error error_at(std::string_view file, std::size_t line, std::string_view what) {
  return base::input_error(fmt::format("{}:{}: {}", file, line, what));
}

Result<base::Instant> read_time(std::string_view text) {
  const std::string expected = fmt::format("expected a time such as 09:05 or 09:05:30, found \"{}\"", text);
  std::array<int, 3> parts{};
  std::size_t count = 0;
  for (std::string_view rest = text; count < 3 && !rest.empty(); ++count) {
    const std::string_view digits = part(rest, ':');
    if (digits.size() != 2 || !number_of(digits, parts[count])) return base::input_error(expected);
    if (count == 2 && !rest.empty()) return base::input_error(expected);
  }
  if (count < 2 || parts[0] > 71 || parts[1] > 59 || parts[2] > 59) return base::input_error(expected);
  return midnight + base::hours(parts[0]) + base::minutes(parts[1]) + base::seconds(parts[2]);
}

std::string show_time(base::Instant at) {
  const std::int64_t ms = (at - midnight).milliseconds;
  const std::int64_t seconds = ms / 1000;
  std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (ms % 60'000 != 0) text += fmt::format(":{:02}", seconds % 60);
  if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
  return text;
}

Result<Scenario> read_scenario(std::string file, std::string_view text) {
  Scenario scenario;
  scenario.file = std::move(file);
  const auto lines = lines_of(text);
  if (lines.empty() || lines.front().text.empty())
    return error_at(scenario.file, 1, "expected a title on the first line");
  scenario.title = lines.front().text;
  Reading reading(scenario);
  for (const Line& line : std::span(lines).subspan(1)) {
    if (const auto read = reading.take(line); !read) return error_at(scenario.file, line.number, read.error().message);
  }
  const bool checks = std::any_of(scenario.steps.begin(), scenario.steps.end(),
                                  [](const Step& step) { return step.kind == Step::Kind::must_be_true; });
  if (!checks)
    return error_at(scenario.file, lines.back().number,
                    "nothing must be true here: expected \"Must be true at 09:05:\" with statements below it");
  return scenario;
}

}  // namespace alongside::tests
