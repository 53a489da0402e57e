#include "center/writer/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace alongside::center {

namespace {

constexpr auto idle_wait = std::chrono::milliseconds(500);
constexpr auto pause_after_fault =
    std::chrono::milliseconds(50);  // a fault that comes again at once must not take the whole machine

}  // namespace

Center::Writer::Writer(const SiteFolder& folder, Clock& clock, Staff& staff, Center::Options options,
                       document::Zone zone)
    : folder_(folder),
      clock_(clock),
      staff_(staff),
      options_(std::move(options)),
      zone_(std::move(zone)),
      decider_(clock, staff, options_, zone_, on_show_),
      unsaved_(folder),
      signed_heads_(folder),
      queue_(clock) {}

Center::Writer::~Writer() {
  queue_.stop();
  if (thread_.joinable()) thread_.join();
  if (on_show_.record().store) sign_head(ledger::HeadReason::minute);
}

void Center::Writer::start() {
  thread_ = std::thread([this] { run(); });
}

void Center::Writer::run() {
  for (;;) {
    Queue::Taken taken = queue_.take(time_to_wait(), !reading_.valid());
    if (taken.is_last) return;
    if (taken.keys) take_keys(std::move(*taken.keys));
    try {
      for (const ledger::HeadToken& seen : taken.presented) {
        if (keys_ && ledger::is_genuine(keys_->head_token, seen)) seen_by_screens_.push_back(seen);
      }
      hold_against_screens();
      work(taken.pending);
      if (taken.owners) taken.owners->kept.set_value(keep_alone(taken.owners->decide));
    } catch (const std::exception& fault) {
      go_on_after(fault.what(), taken.pending);
    } catch (...) {
      go_on_after("something that is no std::exception was thrown", taken.pending);
    }
  }
}

std::chrono::milliseconds Center::Writer::time_to_wait() const {
  const auto due = domain::next_due(decider_.working());
  if (!due) return idle_wait;
  return std::clamp(std::chrono::milliseconds((due->due - clock_.now()).milliseconds), std::chrono::milliseconds(0),
                    idle_wait);
}

/// Keys in use stay where they are: the record is read, and codes are looked up, with them.
void Center::Writer::take_keys(ledger::SiteKeys keys) {
  if (on_show_.record().participants) return;
  keys_ = std::move(keys);
  next_reopen_ = base::Instant{0};
}

/// The last line of defence. Nothing in here is meant to throw; if it does all the same (no memory, a fault of ours), nobody's clocks stop:
/// the ledger is closed as after a failed append and read again from its first row, and who waits is answered as while it is closed.
void Center::Writer::go_on_after(std::string_view fault, std::vector<Pending>& taken) {
  try {
    close_ledger(fmt::format("the program failed inside: {}; the record is read again from its first row", fault));
    // What was decided and perhaps not kept is not known; what is in the record is known again by its row.
    const auto take_afresh = [&](const Request& request) {
      if (!unsaved_.holds(request.id)) decider_.known().forget(request.id);
      return take_unsaved(request);
    };
    for (const Request& request : unsaved_.take_back()) take_afresh(request);
    for (Pending& pending : taken) {
      if (!pending.done) continue;
      std::vector<Answer> answers;
      for (const Request& request : pending.requests) {
        answers.push_back(take_afresh(request));
        answers.back().head = on_show_.published().given();
      }
      std::exchange(pending.done, nullptr)(std::move(answers));
    }
    subscribers_.tell();
  } catch (...) {
    // Whoever has no answer asks again under the same id.
  }
  std::this_thread::sleep_for(pause_after_fault);
}

}  // namespace alongside::center
