// From locked to open: the record is read beside the writer's thread, takes the place of what was shown, and what was taken unsaved is
// decided into it. See writer.hpp.
#include <algorithm>
#include <utility>

#include "center/writer/before_the_record.hpp"
#include "center/writer/writer.hpp"
#include "ledger/signing.hpp"

namespace alongside::center {

using base::Result;

Result<> Center::Writer::begin_locked() {
  openly_found_ = folder_.faults;
  auto protocol = openly_kept_protocol(folder_, openly_found_);
  if (!protocol) return protocol.error();
  // A disk that is full already is tried again each hour, and at each tap.
  if (const auto journal = unsaved_.journal().prepare(); !journal) {
    openly_found_.push_back(
        {"journal.pub", "keeping emergency taps while the record is closed",
         journal.error().message + "; taps made now are lost if the program stops before the record opens",
         "put the file back from a copy; with the record open it is written anew"});
  }
  auto table = std::make_unique<SideTable>();
  Published fresh = locked_center(folder_, std::move(*protocol), *table);
  fresh.faults = faults_with({});
  decider_.begin(fresh.state);
  on_show_.begin(std::move(fresh), std::move(table));
  return base::Done{};
}

Result<> Center::Writer::unlock(ledger::SiteKeys keys) {
  // Tried here first, so that a wrong key is told to whoever typed it. A damaged directory of staff keeps no record closed.
  if (const auto staff = staff_.unlock(keys); !staff && !are_this_sites(keys)) return staff.error();
  queue_.unlock(std::move(keys));
  return base::Done{};
}

void Center::Writer::unlock_at_start(ledger::SiteKeys keys) {
  (void)staff_.unlock(keys);  // told among the faults
  keys_ = std::move(keys);
  next_reopen_ = clock_.now() + options_.reopen_every;
  const auto taken = without_exceptions([&]() -> Result<> {
    auto read = read_record();
    if (!read) return read.error();
    take_record(std::move(*read));
    return base::Done{};
  });
  if (taken) return;
  stay_closed(taken.error().message);
  // Those of the journal that were being decided: they are shown and kept as before.
  for (const Request& request : unsaved_.take_back()) {
    decider_.known().forget(request.id);
    take_unsaved(request);
  }
}

/// By what lies openly in the folder.
bool Center::Writer::are_this_sites(const ledger::SiteKeys& keys) const {
  const auto heads = ledger::read_public_key(folder_.path / ledger::public_key_name);
  return (heads && *heads == keys.heads.public_key()) || unsaved_.journal().is_sealed_for(keys);
}

/// What begin_locked found and the record has not mended, what is wrong with staff and screens, and what the record found.
std::vector<FolderFault> Center::Writer::faults_with(const std::vector<FolderFault>& found) const {
  std::vector<FolderFault> out;
  const auto add = [&](const std::vector<FolderFault>& some) {
    for (const FolderFault& fault : some) {
      const bool is_told =
          std::any_of(out.begin(), out.end(), [&](const FolderFault& told) { return told.file == fault.file; });
      if (!is_told) out.push_back(fault);
    }
  };
  add(found);
  add(staff_.faults());
  add(openly_found_);
  return out;
}

Result<RecordRead> Center::Writer::read_record() const {
  return center::read_record({.folder = folder_,
                              .keys = *keys_,
                              .options = options_,
                              .zone = zone_,
                              .clock = clock_,
                              .journal = unsaved_.journal()});
}

/// A year of record takes seconds to read: that is done beside this thread, which goes on with emergencies and clocks meanwhile.
void Center::Writer::try_to_reopen() {
  if (!reading_.valid()) {
    if (!keys_ || on_show_.published().is_cut_off() || clock_.now() < next_reopen_) return;
    on_show_.close_record();  // gives the writer's lock back before it is taken again
    reading_ = std::async(std::launch::async, [this] { return without_exceptions([this] { return read_record(); }); });
    return;
  }
  if (reading_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  next_reopen_ = clock_.now() + options_.reopen_every;
  auto read = reading_.get();
  if (read) {
    take_record(std::move(*read));
  } else {
    stay_closed(read.error().message);
  }
  subscribers_.tell();
}

void Center::Writer::stay_closed(const std::string& why) {
  on_show_.change([&](Published& published) {
    published.saved = false;
    published.locked = false;
    published.closed_because = why;
    published.faults = faults_with({});
  });
}

/// The record is open, and its lock ours: whoever changed the staff alone has done so. What was taken meanwhile is decided into it. Until
/// that is done everybody sees what they saw.
void Center::Writer::take_record(RecordRead read) {
  const std::unique_ptr<Writer, void (*)(Writer*)> shows_the_new(this, [](Writer* writer) {
    writer->on_show_.show_the_new();
    writer->subscribers_.tell();
  });
  staff_.read_again_if_changed(*keys_);
  const std::vector<Request>& again = unsaved_.begin_deciding(*keys_);
  put_behind_what_is_shown(read);
  decider_.begin(on_show_.published().state);
  decider_.take(read);
  files_ = read.files;
  last_row_at_ = read.last_row_at;
  history_seq_ = on_show_.record().store->head().seq;
  bool in_the_record = false;
  if (is_open()) {
    boot();
    in_the_record = decide_again(again);
  } else {
    for (const Request& request : again) take_unsaved(request);
  }
  unsaved_.are_decided(in_the_record);
}

void Center::Writer::put_behind_what_is_shown(RecordRead& read) {
  const Published& before = on_show_.published();
  Published& fresh = read.published;
  fresh.missing = std::max(fresh.missing, before.missing);  // a screen may have said so meanwhile
  fresh.rewritten = fresh.rewritten || before.rewritten;
  if (fresh.closed_because.empty()) fresh.closed_because = before.closed_because;
  fresh.faults = faults_with(fresh.faults);
  fresh.saved = !fresh.is_cut_off();
  fresh.revision = before.revision + 1;
  on_show_.put_behind(std::move(fresh), std::move(read.table), std::move(read.record));
}

/// What was taken while the record was closed, decided into it in the order in which it was tapped.
/// False: the record closed again, and they are unsaved as before.
bool Center::Writer::decide_again(const std::vector<Request>& requests) {
  Batch batch;
  for (const Request& request : requests) decider_.decide(request, batch);
  if (commit(batch)) return true;
  for (const Request& request : requests) take_unsaved(request);
  return false;
}

}  // namespace alongside::center
