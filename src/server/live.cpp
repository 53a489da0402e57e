#include "server/live.hpp"

#include <fmt/format.h>

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
  LiveStream(Service& service, const Request& request)
      : service_(service),
        session_(request.cookie(session_cookie)),
        device_(request.cookie(device_cookie)),
        last_event_(request.header("Last-Event-ID")),
        to_present_(heads_seen(request)) {}
  ~LiveStream() override { --service_.live_readers; }

  Chunk poll() override {
    const auto who = service_.center.staff().who(session_, device_);
    if (must_be_on_floor(who)) return {.bytes = "event: signed_out\ndata: {}\n\n", .ends = true};
    present_heads();
    Chunk chunk;
    add_board(who, chunk);
    const auto now = std::chrono::steady_clock::now();
    if (now - last_beat_ >= beat || !chunk.bytes.empty()) {
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
    chunk.bytes +=
        fmt::format("event: board\ndata: {}\n\n", BoardCache::board_at(written, service_.center.clock().now()));
  }

  void add_beat(Chunk& chunk) const {
    bool saved = false;
    service_.center.read([&](const center::Published& published) { saved = published.saved; });
    chunk.bytes += fmt::format("event: beat\ndata: {{\"now\":{},\"saved\":{}}}\n\n",
                               service_.center.clock().now().milliseconds_utc, saved);
  }

  Service& service_;
  const std::string session_;
  const std::string device_;
  const std::string last_event_;
  std::vector<ledger::HeadToken> to_present_;
  bool sent_ = false;
  std::uint64_t sent_revision_ = 0;
  BoardReader sent_reader_;
  std::chrono::steady_clock::time_point last_beat_{};
};

}  // namespace

std::shared_ptr<EventStream> open_live(Service& service, const Request& request) {
  if (++service.live_readers > service.options.live_readers_max) {
    --service.live_readers;
    return nullptr;
  }
  return std::make_shared<LiveStream>(service, request);
}

}  // namespace alongside::server
