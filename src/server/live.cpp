#include "server/live.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace alongside::server {

namespace {

/// Heads that the reader says it has seen: in the address it opened, and as the last event of the stream it had.
std::vector<ledger::HeadToken> heads_seen(const Request& request) {
  std::vector<ledger::HeadToken> out;
  for (const std::string_view text :
       {request.parameter("head").value_or(std::string_view()), request.header("Last-Event-ID")}) {
    if (const auto head = ledger::HeadToken::parse(text)) out.push_back(*head);
  }
  return out;
}

class LiveStream final : public EventStream {
 public:
  LiveStream(Service& service, const Request& request, std::shared_ptr<const LivePlaces::Place> place)
      : service_(service),
        place_(std::move(place)),
        session_(request.cookie(session_cookie)),
        device_(request.cookie(device_cookie)),
        last_event_(request.header("Last-Event-ID")),
        to_present_(heads_seen(request)) {}
  ~LiveStream() override { service_.live_places.give_back(place_); }

  Chunk poll() override {
    // A page that comes back at once would end the next one of its own screen.
    if (place_->taken_away) return {.bytes = "retry: 30000\n\n", .shared = {}, .more = {}, .ends = true};
    const auto who = service_.center.staff().who(session_, device_);
    if (must_be_on_floor(who))
      return {.bytes = "event: signed_out\ndata: {}\n\n", .shared = {}, .more = {}, .ends = true};
    present_heads();
    Chunk chunk;
    add_protocol(chunk);
    add_board(who, chunk);
    const auto now = std::chrono::steady_clock::now();
    if (now - last_beat_ >= beat || !chunk.empty()) {
      add_beat(chunk);
      last_beat_ = now;
    }
    return chunk;
  }

 private:
  /// A locked store believes nothing: what the reader has seen is kept here until it can be held against the record.
  void present_heads() {
    if (to_present_.empty()) return;
    bool can_be_held_against = false;
    service_.center.read([&](const center::Published& published) { can_be_held_against = published.is_read(); });
    if (!can_be_held_against) return;
    for (const ledger::HeadToken& seen : to_present_) service_.center.present_head(seen);
    to_present_.clear();
  }

  /// The reader asks for the protocol as it begins to read, and again when another is in force. None comes into force while an emergency is open.
  void add_protocol(Chunk& chunk) {
    std::optional<domain::DocumentRef> protocol;
    service_.center.read([&](const center::Published& published) {
      if (published.is_from_record) protocol = published.state.protocol;
    });
    if (!protocol) return;
    if (protocol_ && *protocol_ != *protocol) chunk.bytes += "event: protocol\ndata: {}\n\n";
    protocol_ = protocol;
  }

  void add_board(const center::SignedIn& who, Chunk& chunk) {
    const BoardReader reader{.sees_people = center::may_see_people(who.principal), .covered = service_.covered()};
    std::uint64_t revision = 0;
    service_.center.read([&](const center::Published& published) { revision = published.revision; });
    const bool same_view = sent_ && sent_revision_ == revision && sent_reader_.sees_people == reader.sees_people &&
                           sent_reader_.covered == reader.covered;
    if (same_view) return;

    const BoardCache::Written written = service_.boards.get(reader);
    // Whoever has seen this very row already needs it again only if the screens were covered meanwhile, or it is not all in the record.
    const bool seen = !sent_ && last_event_ == written.head && written.saved && service_.cover_changes() == 0;
    sent_ = true;
    sent_revision_ = written.revision;
    sent_reader_ = reader;
    if (seen) return;
    if (!written.head.empty()) chunk.bytes += fmt::format("id: {}\n", written.head);
    chunk.bytes += "event: board\ndata: " + BoardCache::opening_at(service_.center.clock().now());
    chunk.shared = written.rest;
    chunk.more = "\n\n";
  }

  void add_beat(Chunk& chunk) const {
    bool saved = false;
    service_.center.read([&](const center::Published& published) { saved = published.saved; });
    chunk.more += fmt::format("event: beat\ndata: {{\"now\":{},\"saved\":{}}}\n\n",
                              service_.center.clock().now().milliseconds_utc, saved);
  }

  Service& service_;
  const std::shared_ptr<const LivePlaces::Place> place_;
  const std::string session_;
  const std::string device_;
  const std::string last_event_;
  std::vector<ledger::HeadToken> to_present_;
  std::optional<domain::DocumentRef>
      protocol_;  ///< in force when this was polled last; none: the record was not read yet
  bool sent_ = false;
  std::uint64_t sent_revision_ = 0;
  BoardReader sent_reader_;
  std::chrono::steady_clock::time_point last_beat_{};
};

}  // namespace

std::shared_ptr<EventStream> open_live(Service& service, const Request& request, const center::Principal& by) {
  const bool on_screen = by.device.exists();
  const auto taken = service.live_places.take({on_screen, on_screen ? by.device.number : by.staff.number});
  if (taken.from_another) service.wake_readers();
  if (!taken.place) return nullptr;
  return std::make_shared<LiveStream>(service, request, taken.place);
}

}  // namespace alongside::server
