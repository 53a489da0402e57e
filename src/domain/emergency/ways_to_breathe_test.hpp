// Every way in which good or bad breathing is told in an emergency: the tables over the playbook's rows go through them.
#pragma once

#include <functional>
#include <vector>

#include "domain/emergency/told_emergency_test.hpp"

namespace alongside::domain {

struct Way {
  const char* name;
  std::function<void(Told&)> happens;
};

// At 1:00 throughout, so that a table's expected time is one.
inline const std::vector<Way> bad_breathing{
    {"no", [](Told& e) { e.breathing("1:00", Breaths::none); }},
    {"slow", [](Told& e) { e.breathing("1:00", Breaths::slow); }},
    {"none, by chip", [](Told& e) { e.vitals("1:00", {.breaths = Breaths::none}); }},
    {"slow, by chip", [](Told& e) { e.vitals("1:00", {.breaths = Breaths::slow}); }},
    {"6 counted", [](Told& e) { e.vitals("1:00", {.rr = 6}); }},
};
inline const std::vector<Way> good_breathing{
    {"yes", [](Told& e) { e.breathing("1:00", Breaths::ok); }},
    {"ok, by chip", [](Told& e) { e.vitals("1:00", {.breaths = Breaths::ok}); }},
    {"12 counted", [](Told& e) { e.vitals("1:00", {.rr = 12}); }},
    {"back", [](Told& e) { e.at("1:00", ActKind::breathing_back); }},
};

}  // namespace alongside::domain
