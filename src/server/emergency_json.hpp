// Emergencies as screens read them: every act as it was tapped, and the domain's own answer to them.
//
// Goal: places and never handles, so that any registered screen may read it. Pure.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>

#include "center/published.hpp"

namespace alongside::server {

/// Milliseconds of UTC, or null where nothing is set.
boost::json::value instant_json(base::Instant at);
/// The visit's random id, or null when it is over.
boost::json::value visit_id_json(const center::Published& published, domain::VisitId visit);
/// "3", "S3", "A3", "T1"; empty: no such seat.
std::string seat_label(const domain::State& state, domain::SeatId seat);

boost::json::object emergency_json(const center::Published& published, const domain::Emergency& emergency);

/// When the last standing act of one of `kinds` was done, or unknown.
base::Instant last_act(const domain::Emergency& emergency, std::initializer_list<domain::ActKind> kinds);

}  // namespace alongside::server
