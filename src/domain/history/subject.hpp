// History: what an import brings, marked so, without act times or alarms; and tallies of codes.
#pragma once

#include "domain/history/commands.hpp"
#include "domain/history/events.hpp"
#include "domain/history/part.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

Refusal decide(const State&, const Command&, const TallyCodes&, Events&);

namespace history {

struct Subject {
  using Part = history::Part;
  using Commands = List<TallyCodes>;
  using Events = List<ImportedVisit, ImportedUse, ImportedEmergency, ImportTallied, CodesTallied>;
};

}  // namespace history

}  // namespace alongside::domain
