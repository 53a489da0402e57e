// The batch: decide all that waits, append once, sync once, publish, answer. See writer.hpp.
#include <algorithm>
#include <utility>

#include "center/writer/writer.hpp"

namespace alongside::center {

namespace {

constexpr base::Duration housekeeping_every = base::hours(1);

}  // namespace

void Center::Writer::work(std::vector<Pending>& taken) {
  const bool open = is_open();
  Batch batch;
  if (open) decider_.turn_month(batch);
  Answers answers;
  for (const Pending& pending : taken) {
    auto& row = answers.emplace_back();
    for (const Request& request : pending.requests)
      row.push_back(open ? decider_.decide(request, batch) : take_unsaved(request));
  }
  if (open) {
    decider_.tick(batch);
    note_step(batch);
    if (!commit(batch)) take_again_unsaved(taken, batch, answers);
  } else {
    tick_unsaved();
    try_to_reopen();
  }
  answer_all(taken, std::move(answers));
  if (is_open() && signed_heads_.is_due(clock_.now())) sign_head(ledger::HeadReason::minute);
  if (is_open() && clock_.now() - kept_house_at_ >= housekeeping_every) keep_house();
}

bool Center::Writer::commit(Batch& batch) {
  const auto give_up = [&](const std::string& why) {
    for (const base::Uuid& id : batch.ids) decider_.known().forget(id);
    close_ledger(why);
    return false;
  };
  if (!batch.fault.empty()) return give_up(batch.fault);
  if (batch.rows.empty()) return true;
  if (OpenFiles(folder_) != files_) {
    return give_up(
        "ledger.db or keys.db is not the file that was opened: it was moved, deleted or replaced while the program "
        "ran; put the folder back as it was, and start the program again");
  }
  ledger::Store& store = *on_show_.record().store;
  const auto head = store.append(store.head(), batch.rows);
  if (!head) return give_up(head.error().message);
  last_row_at_ = batch.rows.back().received_at;
  on_show_.publish(batch, keys_->head_token);
  decider_.make_room();
  const bool shift_closed = std::any_of(batch.events.begin(), batch.events.end(), [](const ToPublish& published) {
    return std::holds_alternative<domain::FloorClosed>(published.event.body);
  });
  if (shift_closed) sign_head(ledger::HeadReason::shift);
  subscribers_.tell();
  return true;
}

/// Decided on a state that never came to be: refusals too, and retries of what is lost with the batch.
void Center::Writer::take_again_unsaved(const std::vector<Pending>& taken, const Batch& lost, Answers& answers) {
  for (std::size_t i = 0; i < taken.size(); ++i) {
    for (std::size_t j = 0; j < answers[i].size(); ++j) {
      const Answer& given = answers[i][j];
      const bool in_batch = std::find(lost.ids.begin(), lost.ids.end(), given.id) != lost.ids.end();
      const bool id_was_used =
          given.again || given.outcome == Outcome::other_principal || given.outcome == Outcome::id_reused;
      if (in_batch || !id_was_used) answers[i][j] = take_unsaved(taken[i].requests[j]);
    }
  }
}

void Center::Writer::answer_all(std::vector<Pending>& taken, Answers answers) {
  for (std::size_t i = 0; i < taken.size(); ++i) {
    for (Answer& one : answers[i]) one.head = on_show_.published().given();
    std::exchange(taken[i].done, nullptr)(std::move(answers[i]));
  }
}

void Center::Writer::sign_head(ledger::HeadReason reason) {
  signed_heads_.sign(*keys_, on_show_.record().store->head(), clock_.now(), reason);
}

}  // namespace alongside::center
