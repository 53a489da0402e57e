// What the indicators of emergencies share: kinds, and answers to one question over many emergencies.
//
// Invariant: what was not recorded is its own category and never a no.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "evidence/answers.hpp"
#include "evidence/indicator/indicator.hpp"

namespace alongside::evidence {

inline constexpr std::array<EmergencyKind, emergency_kinds> each_kind{
    EmergencyKind::opioid, EmergencyKind::stimulant, EmergencyKind::other, EmergencyKind::not_recorded};

/// Of one kind, or of all.
std::int64_t emergencies_in(const Figures& figures, std::optional<EmergencyKind> kind);
/// Those that the program itself recorded.
std::int64_t live_emergencies_in(const Figures& figures);

/// A field for each kind, and for all of them.
template <class Field>
Value::Object by_kind(Field field) {
  Value::Object fields;
  for (const EmergencyKind kind : each_kind) fields.emplace_back(domain::name_of(kind), field(std::optional(kind)));
  fields.emplace_back("all", field(std::optional<EmergencyKind>()));
  return fields;
}

/// A row for each kind of which there was an emergency, and for all of them.
template <class CellsOf>
void rows_by_kind(const Figures& figures, Table& table, CellsOf cells_of) {
  constexpr std::array<std::string_view, emergency_kinds> names{"opioid", "stimulant", "other", "kind not recorded"};
  const auto row = [&](std::string_view name, std::optional<EmergencyKind> kind) {
    table.rows.push_back({std::string(name), cells_of(kind)});
  };
  for (const EmergencyKind kind : each_kind) {
    if (emergencies_in(figures, kind) > 0) row(names[static_cast<std::size_t>(kind)], kind);
  }
  row("all", std::nullopt);
}

/// Of cells by `Said`.
Answers answers_in(const Cells& cells);
/// As documents have them.
Value::Object fields_of(const Answers& answers);
/// What a person reads of them.
std::string answers_line(std::string_view what, const Answers& answers);

}  // namespace alongside::evidence
