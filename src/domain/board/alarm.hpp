// Alarm: what may sound, each once for each id. It stands while what it is about does.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "domain/deadlines.hpp"
#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace alongside::domain {

enum class AlarmKind : std::uint8_t { emergency_opened, look_after_dose, not_acknowledged, look_overdue };
template <>
struct Words<AlarmKind> {
  static constexpr std::array<std::string_view, 4> names{"emergency_opened", "look_after_dose", "not_acknowledged",
                                                         "look_overdue"};
};

struct Alarm {
  std::string id;
  AlarmKind kind = AlarmKind::emergency_opened;
  Instant at = Instant::unknown();
  std::uint8_t stage = 0;  ///< not_acknowledged: 1 floor screens, 2 responsible person, 3 every screen
  DeadlineSubject about{};

  bool operator==(const Alarm&) const = default;
};

}  // namespace alongside::domain
