// A site under test: the machine with a record beside it, driven by commands and by the clock as the center drives it.
//
// Goal: what every cross-room test of the machine does again and again (decide, evolve, keep the events, Tick until nothing is due)
// done in one place and in the one right way. Non-goals: a ledger, idempotence by command id. One thread.
#pragma once

#include <memory>
#include <vector>

#include "domain/board/today.hpp"
#include "domain/machine.hpp"

namespace alongside::tests {

class DrivenSite {
 public:
  DrivenSite() : documents_(std::make_unique<domain::Documents>()) { state_.documents = documents_.get(); }

  domain::Documents& documents() { return *documents_; }
  const domain::State& state() const { return state_; }
  const domain::Today& today() const { return today_; }
  const std::vector<domain::Event>& record() const { return record_; }
  /// The events of the last accepted command.
  const domain::Events& last() const { return out_; }

  domain::Refusal send(const domain::Command& command) {
    domain::make_room(state_);
    const domain::Refusal refusal = domain::decide(state_, command, out_);
    if (!refusal.accepted()) return refusal;
    for (const domain::Event& event : out_) {
      domain::evolve(state_, event);
      domain::note(today_, state_, event);
      record_.push_back(event);
    }
    return refusal;
  }

  /// Founds the site and adopts one protocol and one set of guardrails.
  void found(domain::Instant at, domain::SiteKind kind, const domain::Protocol& protocol, bool is_signed,
             const domain::Guardrails& rules) {
    send({.at = at, .by = {}, .device = {}, .marks = {}, .body = domain::FoundSite{.site = {}, .kind = kind}});
    adopt(at, protocol, is_signed);
    const domain::GuardrailsAdopted adopted{.document = documents_->add(rules), .digest = {}};
    send({.at = at, .by = {}, .device = {}, .marks = {}, .body = domain::AdoptGuardrails{adopted}});
  }

  void adopt(domain::Instant at, const domain::Protocol& protocol, bool is_signed) {
    domain::ProtocolAdopted adopted{.document = documents_->add(protocol)};
    if (is_signed) adopted.signer = domain::StaffRef{900};
    if (is_signed) adopted.signed_at = at;
    send({.at = at, .by = {}, .device = {}, .marks = {}, .body = domain::AdoptProtocol{adopted}});
  }

  /// Answers every reminder that is due by `now`, each at its own due time as one timer would (or at `not_before`, if that is later).
  /// Calls `seen(const DueReached&)` for each.
  void let_time_pass(domain::Instant not_before, domain::Instant now, auto&& seen) {
    for (auto due = domain::next_due(state_); due && due->due <= now; due = domain::next_due(state_)) {
      send({.at = std::max(due->due, not_before), .by = {}, .device = {}, .marks = {}, .body = domain::Tick{}});
      for (const domain::Event& event : out_) {
        if (const auto* reached = std::get_if<domain::DueReached>(&event.body)) seen(*reached);
      }
    }
  }

  /// The record folded from nothing gives the floor that was lived, and what screens show beside it.
  bool replays() const {
    domain::State state;
    domain::Today today;
    state.documents = documents_.get();
    for (const domain::Event& event : record_) {
      domain::evolve(state, event);
      domain::note(today, state, event);
    }
    return state == state_ && today == today_;
  }

  /// The record folded from nothing.
  domain::State replayed() const {
    domain::State fresh;
    fresh.documents = documents_.get();
    for (const domain::Event& event : record_) domain::evolve(fresh, event);
    return fresh;
  }

 private:
  std::unique_ptr<domain::Documents> documents_;
  domain::State state_;
  domain::Today today_;
  domain::Events out_;
  std::vector<domain::Event> record_;
};

}  // namespace alongside::tests
