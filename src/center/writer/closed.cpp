// Life without a record: emergency acts are taken, clocks run, and everybody is told that it is not saved. See writer.hpp.
#include <algorithm>

#include "center/writer/writer.hpp"

namespace alongside::center {

void Center::Writer::close_ledger(const std::string& why) {
  on_show_.change([&](Published& published) {
    decider_.begin(published.state);
    published.saved = false;
    published.closed_because = why;
    ++published.revision;
    next_reopen_ = clock_.now() + options_.reopen_every;
  });
}

void Center::Writer::cut_off(const CutOff& cut) {
  close_ledger(cut.why);
  on_show_.change([&](Published& published) {
    published.missing = std::max(published.missing, cut.missing);
    published.rewritten = published.rewritten || cut.rewritten;
  });
  subscribers_.tell();
}

/// What screens have seen against what the ledger holds: an old copy that was put back is a whole chain, and only they can tell.
void Center::Writer::hold_against_screens() {
  while (!seen_by_screens_.empty() && on_show_.published().is_read()) {
    const ledger::HeadToken& seen = seen_by_screens_.back();
    const auto cut = held_against(seen.head, *on_show_.record().store);
    if (!cut) return close_ledger(cut.error().message);
    if (*cut) {
      keep_told(folder_, seen);
      cut_off(**cut);
    }
    seen_by_screens_.pop_back();
  }
}

Answer Center::Writer::take_unsaved(const Request& request) {
  if (const KnownCommand* before = decider_.known().in_memory(request.id)) {
    Answer again = answer_again(request, *before);
    if (unsaved_.holds(request.id)) again.saved = false;
    return again;
  }
  Answer answer = decider_.decide_unsaved(request);
  if (answer.outcome != Outcome::accepted) return answer;
  unsaved_.keep(request);
  publish_unsaved();
  subscribers_.tell();
  return answer;
}

/// What was just decided is seen by everybody, and is in no record.
void Center::Writer::publish_unsaved() {
  on_show_.publish_unsaved(decider_.decided());
  decider_.take_decided();
}

void Center::Writer::tick_unsaved() {
  const base::Instant now = clock_.now();
  bool any = false;
  for (int i = 0; i < ticks_in_a_batch_max && decider_.decide_due(now); ++i) {
    publish_unsaved();
    any = true;
  }
  if (any) subscribers_.tell();
}

}  // namespace alongside::center
