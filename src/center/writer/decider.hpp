// Decider: commands against the working state.
//
// Invariants: the working state is what is published plus what is decided and not yet kept; when that is lost it is thrown away with it
// (`begin`). A command is decided once: known by its id it is answered again. The floor knows numbers only; who is behind them, and what
// rides beside a command, is asked and kept here. Threads: the writer's.
#pragma once

#include <optional>
#include <vector>

#include "center/center.hpp"
#include "center/writer/batch.hpp"
#include "center/writer/codes_of_the_month.hpp"
#include "center/writer/known_commands.hpp"
#include "center/writer/on_show.hpp"
#include "center/writer/read_record.hpp"
#include "center/writer/whose_visits.hpp"
#include "document/dates.hpp"

namespace alongside::center {

/// How often deadlines are answered before whoever waits has their turn.
inline constexpr int ticks_in_a_batch_max = 512;

class Decider {
 public:
  Decider(Clock& clock, Staff& staff, const Center::Options& options, const document::Zone& zone, OnShow& on_show)
      : clock_(clock), staff_(staff), options_(options), zone_(zone), on_show_(on_show) {}

  const domain::State& working() const { return working_; }
  /// As `decide_unsaved` or `decide_due` left them.
  const domain::Events& decided() const { return events_; }
  KnownCommands& known() { return known_; }

  void begin(const domain::State& published) { working_ = published; }
  /// What was read beside the state.
  void take(RecordRead& read);

  // Into a batch.
  Answer decide(const Request& request, Batch& batch);
  /// A command of the program's own, which nothing refuses.
  void decide_own(const domain::CommandBody& body, base::Instant now, Batch& batch);
  void tick(Batch& batch);
  /// A floor that is open over the end of a month: the old one is tallied before its codes are forgotten.
  void turn_month(Batch& batch);
  /// A row that comes with its event, of which nothing is decided.
  void add_row(ledger::NewRow row, const domain::Event& event, Batch& batch);
  void make_room() { domain::make_room(working_); }

  // While the record is closed.
  /// Accepted: it is known, and `decided` is to be shown.
  Answer decide_unsaved(const Request& request);
  /// The next deadline that has passed; false: there is none.
  bool decide_due(base::Instant now);
  void take_decided();

 private:
  /// What rides beside a command that begins a visit, taken in.
  struct Companion {
    base::Uuid visit{};                       ///< what it is called outside: random
    std::optional<base::Uuid> participant{};  ///< nobody's, if it came without a code
    std::string handle{};
    base::Bytes link{};  ///< sealed; its key is durable
  };

  domain::Command command_of(const Request& request) const;
  Permission permission_of_result(const Request& request) const;
  Outcome outcome_of_charge(const Request& request);
  Outcome take_beside(const Request& request, const domain::Command& command, Batch& batch, Companion& beside);
  Outcome take_code(const Request& request, const domain::Command& command, Batch& batch, Companion& beside);
  Outcome enrol(const Request& request, const domain::Command& command, Batch& batch, Companion& beside);
  Outcome link(const domain::Command& command, Companion& beside) const;
  ToPublish keep_beside(ledger::Record& record, const Companion& beside);
  void note_who_came_back(const domain::Event& event);
  bool may_be_written(const domain::Event& event, Batch& batch) const;
  void add_rows(const Request& request, const ledger::Digest& content, const Companion& beside, Batch& batch);
  void tally_codes(Batch& batch);

  Clock& clock_;
  Staff& staff_;
  const Center::Options& options_;
  const document::Zone& zone_;
  OnShow& on_show_;

  domain::State working_;
  domain::Events events_;
  KnownCommands known_;
  WhoseVisits whose_;
  CodesOfTheMonth codes_;
};

}  // namespace alongside::center
