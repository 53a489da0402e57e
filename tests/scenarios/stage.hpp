// The stage: plays a scenario on the machine and holds what must be true against what is.
//
// Goals: the words of README.md, each understood in one place; a difference is told with file, line, what was expected and what was
// found. After the last line the record is folded anew and must give the state that was lived. Non-goals: the ledger, the server.
// One thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"
#include "support/driven_site.hpp"

namespace alongside::tests {

/// How often each act of an emergency is sent: a screen that hears no answer sends again, and nothing may differ.
enum class Sending { once, twice };

class Stage {
 public:
  explicit Stage(const Scenario& scenario, Sending sending = Sending::once);

  /// The first thing that is not as the scenario says, or Done.
  base::Result<> play();
  const domain::State& state() const { return site_.state(); }

 private:
  struct Phrase;
  struct Statement;
  using Slots = std::vector<std::string_view>;

  void take(const Step& step);
  void perform(const Step& step);
  void check(const Step& step);
  domain::Refusal send(domain::CommandBody body);
  domain::Refusal send_act(std::string_view emergency, std::string_view words);
  domain::Refusal look_at(std::string_view who, std::string_view words);
  domain::Refusal restart(bool clock_not_sure);
  domain::Refusal welcome(std::string_view who, std::string_view purpose_or_seat, bool to_seat);

  domain::Act read_act(std::string_view words);
  void correct(domain::Act& act, std::string_view to);
  domain::Vitals read_vitals(std::string_view words) const;
  domain::BeginUse read_use(std::string_view words) const;

  domain::Uuid new_id();
  domain::StaffRef staff(std::string_view name);
  domain::DeviceRef screen(std::string_view name);
  domain::VisitId visit(std::string_view handle) const;
  domain::SeatId seat(std::string_view label) const;
  domain::Uuid act_id(std::string_view name) const;
  std::uint8_t product(std::string_view label) const;
  const domain::Emergency& emergency(std::string_view name) const;
  bool is_emergency(std::string_view name) const { return emergencies_.contains(std::string(name)); }

  std::string handle_of(domain::VisitId visit) const;
  std::string label_of(domain::SeatId seat) const;
  std::string name_of_staff(domain::StaffRef staff) const;
  std::string name_of_emergency(domain::EmergencyId id) const;
  std::string show(const domain::Refusal& refusal) const;
  std::string show(const domain::DueReached& reached) const;
  std::string show(const domain::Person& person) const;
  std::string show(const domain::PersonRow& row) const;
  std::string whose(domain::VisitId visit, const base::Uuid& emergency, const std::string& place) const;
  std::string board_says(std::string_view what) const;
  std::string show_seat(domain::SeatId seat) const;
  std::string show_people(auto&& wanted, auto&& text) const;
  std::string show_clocks(const domain::Emergency& emergency) const;
  std::string show_lit(const domain::Emergency& emergency) const;
  std::string show_first(const domain::Emergency& emergency, std::string_view act) const;
  std::string counted(std::string_view what) const;
  domain::Instant due(domain::DeadlineKey key) const { return site_.state().deadlines.due(key); }

  const Scenario& scenario_;
  Sending sending_;
  DrivenSite site_;
  std::vector<std::string> product_labels_;
  domain::Instant now_ = midnight;
  domain::Instant started_ = midnight;  ///< no reminder is answered before the program was there to answer it
  std::string who_;                     ///< of the row that is played
  std::vector<std::string> names_;      ///< of staff, by StaffRef; each has a screen of the same number
  std::vector<std::string> handles_;    ///< of people, by PersonRef
  std::map<std::string, domain::VisitId> visits_;
  std::map<std::string, domain::SeatId> seats_;
  std::map<std::string, domain::Uuid> emergencies_;
  std::map<std::string, domain::Command> acts_;
  std::vector<std::string> reminders_;  ///< since they were last looked at
  std::uint32_t ids_ = 0;
};

}  // namespace alongside::tests
