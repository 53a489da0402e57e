// What hangs on the clock: a start, a step of the wall clock, links that expire. See writer.hpp.
//
// Invariant: where the clock is not sure everything comes early and never late, but for the end of a link's key: that waits.
#include <cmath>
#include <vector>

#include "center/random_id.hpp"
#include "center/site_day.hpp"
#include "center/writer/writer.hpp"

namespace alongside::center {

namespace {

constexpr base::Duration links_kept =
    base::hours(24 * 90);  // [J] 90 days; domain words: the link from visit to participant
constexpr base::Duration clock_off_max_for_links =
    base::hours(24 * 31);  // [J] a longer silence or step keeps links until the next start

}  // namespace

/// First event after each start: early, never late, where the clock is not sure.
void Center::Writer::boot() {
  const base::Instant now = clock_.now();
  const bool not_sure = last_row_at_.is_known() && (now < last_row_at_ || now - last_row_at_ > options_.clock_jump_max);
  clock_sure_for_links_ =
      !last_row_at_.is_known() || std::abs((now - last_row_at_).milliseconds) <= clock_off_max_for_links.milliseconds;
  Batch batch;
  decider_.decide_own(domain::Boot{.boot = random_id(), .clock_not_sure = not_sure}, now, batch);
  if (const auto day = day_to_set(decider_.working(), folder_, now)) decider_.decide_own(*day, now, batch);
  if (not_sure) {
    // One command's events have room for the first few only; who stands already is assessed again without a row.
    std::vector<domain::EmergencyId> open;
    for (const domain::Emergency& emergency : decider_.working().emergencies) {
      if (emergency.is_open()) open.push_back(emergency.id);
    }
    for (const domain::EmergencyId id : open) decider_.decide_own(domain::AssessEmergency{.emergency = id}, now, batch);
  }
  decider_.tick(batch);
  if (commit(batch)) sign_head(ledger::HeadReason::boot);
}

/// The wall clock was set while we ran: time goes on as it was, and the record says so once for each step.
void Center::Writer::note_step(Batch& batch) {
  const base::Duration step = clock_.step();
  if (std::abs((step - step_noted_).milliseconds) <= options_.clock_step_max.milliseconds) return;
  step_noted_ = step;
  if (std::abs(step.milliseconds) > clock_off_max_for_links.milliseconds) clock_sure_for_links_ = false;
  decider_.decide_own(domain::StepClock{.step = step}, clock_.now(), batch);
}

/// Links from visit to participant expire; ids older than two days are looked up in the record from now on. Not by a clock that may be
/// wrong by more than a closure of the site is long: it must not destroy keys before their time.
void Center::Writer::keep_house() {
  const base::Instant now = clock_.now();
  kept_house_at_ = now;
  (void)unsaved_.journal().prepare();
  decider_.known().forget_old(now);
  if (!clock_sure_for_links_) return;
  (void)on_show_.record().keys->expire_before(ledger::KeyOf::visit_link,
                                              now - links_kept);  // a disk that fails here is tried again in an hour
}

}  // namespace alongside::center
