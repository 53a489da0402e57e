// Playbook as the page reads it: the rows of the protocol in force, its sentences and lists; and the answer they gave.
//
// Goal: exactly what docs/playbook.md and `Playbook` and `Assessment` of docs/openapi.yaml say, so that the page's interpreter gives
// the domain's own answer. Pure; free to call from any thread.
#pragma once

#include <boost/json/object.hpp>

#include "domain/emergency/assessment.hpp"
#include "domain/emergency/playbook.hpp"
#include "domain/site/protocol.hpp"

namespace alongside::server {

/// Costs one pass over rows and sentences; the answer changes only when a protocol is adopted or signed.
boost::json::object playbook_json(const domain::Playbook& playbook, const domain::Protocol& numbers,
                                  const domain::ProtocolText& text, bool is_signed);

/// Only what is lit and due.
boost::json::object assessment_json(const domain::Assessment& assessment);

/// Only what was measured.
boost::json::object vitals_json(const domain::Vitals& vitals);

}  // namespace alongside::server
