#include "center/writer/unsaved_taps.hpp"

#include <algorithm>
#include <utility>

#include "center/request_bytes.hpp"

namespace alongside::center {

namespace {

bool is_among(const std::vector<Request>& requests, const base::Uuid& id) {
  return std::any_of(requests.begin(), requests.end(), [&](const Request& request) { return request.id == id; });
}

}  // namespace

bool UnsavedTaps::holds(const base::Uuid& id) const { return is_among(kept_, id); }

void UnsavedTaps::keep(const Request& request) {
  kept_.push_back(request);
  // The disk may be full; it is in memory, on the screen and, please, on paper.
  if (!journalled_.contains(request.id) && journal_.append(bytes_of_emergency(request))) journalled_.insert(request.id);
}

const std::vector<Request>& UnsavedTaps::begin_deciding(const ledger::SiteKeys& keys) {
  deciding_ = std::exchange(kept_, {});
  const auto journal = journal_.read(keys);
  journal_was_read_ = static_cast<bool>(journal);
  if (journal) {
    for (const base::Bytes& entry : *journal) {
      const auto request = emergency_from(entry);
      if (!request) continue;
      journalled_.insert(request->id);
      if (!is_among(deciding_, request->id)) deciding_.push_back(*request);
    }
  }
  std::stable_sort(deciding_.begin(), deciding_.end(),
                   [](const Request& a, const Request& b) { return a.received_at < b.received_at; });
  return deciding_;
}

void UnsavedTaps::are_decided(bool in_the_record) {
  if (in_the_record && journal_was_read_) {
    journal_.clear();
    journalled_.clear();
  }
  deciding_.clear();
}

std::vector<Request> UnsavedTaps::take_back() { return std::exchange(deciding_, {}); }

}  // namespace alongside::center
