// The floor as it changes, for one reader: Server-Sent Events.
//
// Goals: a reader that falls behind is sent the newest only, never a backlog; rights are asked again before each send.
// Non-goals: history. Threads: one stream is polled by one connection at a time; opening is safe from any thread.
#pragma once

#include <memory>

#include "server/service.hpp"

namespace alongside::server {

/// Presents the head that the reader has seen, once the record is open. Null: too many readers already, and none on a screen. The service outlives
/// the stream.
std::shared_ptr<EventStream> open_live(Service& service, const Request& request, const center::Principal& by);

}  // namespace alongside::server
