// Reading an evidence document: every field, and what must add up.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "document/evidence_document.hpp"

namespace alongside::document {

namespace {

constexpr std::int64_t count_max =
    1'000'000'000'000;  ///< all that a file can hold add up without overflow, and exactly as doubles
constexpr double minutes_max = 1e9;
constexpr std::size_t quantile_points = 21;
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

template <class Word>
std::optional<Word> word_named(std::string_view name) {
  const auto& names = EvidenceWords<Word>::names;
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<Word>(found - names.begin()));
}

/// Reads field after field; the first mistake is kept and everything after it is left as it was.
class EvidenceReader {
 public:
  explicit EvidenceReader(const base::Fields& fields) : fields_(fields) {}

  const std::optional<base::Error>& error() const { return error_; }
  bool has(const std::string& path) const { return fields_.has(path); }
  std::vector<std::string> names(const std::string& path) const { return fields_.names(path); }

  void fail(const std::string& path, std::string_view what) {
    if (!error_) error_ = fields_.error_at(path, what);
  }
  void count(const std::string& path, std::uint64_t& into) {
    take(fields_.integer(path, 0, count_max), [&](std::int64_t value) { into = static_cast<std::uint64_t>(value); });
  }
  void number(const std::string& path, double low, double high, std::optional<double>& into) {
    take(fields_.number(path, low, high), [&](double value) { into = value; });
  }
  void text(const std::string& path, std::string& into) {
    take(fields_.text(path), [&](std::string value) { into = std::move(value); });
  }
  /// Said for persons, and for nobody else.
  void remark(const std::string& path) {
    std::string said;
    text(path, said);
  }
  void numbers(const std::string& path, double low, double high, std::vector<double>& into) {
    take(fields_.numbers(path, low, high), [&](std::vector<double> values) { into = std::move(values); });
  }
  void counts(const std::string& path, std::vector<std::uint64_t>& into) {
    std::vector<double> values;
    numbers(path, 0, static_cast<double>(count_max), values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] != std::floor(values[i])) {
        return fail(fmt::format("{}.{}", path, i), fmt::format("expected a whole number, found {}", values[i]));
      }
      into.push_back(static_cast<std::uint64_t>(values[i]));
    }
  }
  void date(const std::string& path, std::optional<Date>& into) {
    std::string said;
    text(path, said);
    if (error_) return;
    const auto day = parse_date(said);
    if (!day) return fail(path, day.error().message);
    into = *day;
  }
  template <class Word>
  void word(const std::string& path, Word& into) {
    std::string said;
    text(path, said);
    if (error_) return;
    const auto known = word_named<Word>(said);
    if (!known)
      return fail(path, fmt::format("expected one of {}; found {}", fmt::join(EvidenceWords<Word>::names, ", "), said));
    into = *known;
  }
  /// A list of exactly as many numbers.
  template <class Number, std::size_t size>
  void exactly(const std::string& path, double high, std::array<Number, size>& into, std::size_t first = 0,
               std::size_t many = size) {
    if constexpr (std::is_same_v<Number, double>) {
      std::vector<double> values;
      numbers(path, 0, high, values);
      fill(path, values, into, first, many);
    } else {
      std::vector<std::uint64_t> values;
      counts(path, values);
      fill(path, values, into, first, many);
    }
  }

 private:
  template <class Value>
  void take(base::Result<Value> read, auto&& use) {
    if (error_) return;
    if (!read) {
      error_ = read.error();
      return;
    }
    use(std::move(read).value());
  }
  void fill(const std::string& path, const auto& values, auto& into, std::size_t first, std::size_t many) {
    if (error_) return;
    if (values.size() != many) {
      return fail(path, fmt::format("expected {} numbers, found {}", many, values.size()));
    }
    std::copy(values.begin(), values.end(), into.begin() + static_cast<std::ptrdiff_t>(first));
  }

  const base::Fields& fields_;
  std::optional<base::Error> error_;
};

void read(EvidenceReader& in, const std::string& path, MinutesSeen& into) {
  in.count(path + ".n", into.n);
  if (in.has(path + ".why")) in.remark(path + ".why");
  if (into.n > 0) in.number(path + ".mean", 0, minutes_max, into.mean);
  if (into.n > 1) in.number(path + ".sd", 0, minutes_max, into.sd);
  in.count(path + ".log_n", into.log_n);
  if (into.log_n > into.n)
    in.fail(path + ".log_n", fmt::format("expected at most n, {}, found {}", into.n, into.log_n));
  if (into.log_n > 0) in.number(path + ".log_mean", -100, 100, into.log_mean);
  if (into.log_n > 1) in.number(path + ".log_sd", 0, 100, into.log_sd);
  if (into.n == 0) return;
  in.numbers(path + ".quantiles", 0, minutes_max, into.quantiles);
  if (in.error()) return;
  if (into.quantiles.size() != quantile_points) {
    in.fail(path + ".quantiles", fmt::format("expected {} numbers, found {}", quantile_points, into.quantiles.size()));
  } else if (!std::is_sorted(into.quantiles.begin(), into.quantiles.end())) {
    in.fail(path + ".quantiles", "expected numbers that do not fall, found one below the one before it");
  }
}

void read(EvidenceReader& in, const std::string& path, DailySeen& into) {
  in.count(path + ".days", into.days);
  in.count(path + ".arrivals", into.arrivals);
  if (in.has(path + ".why")) in.remark(path + ".why");
  if (into.days > 1) {
    in.number(path + ".mean", 0, 1e9, into.mean);
    in.number(path + ".variance", 0, 1e18, into.variance);
    if (into.arrivals > 0) in.number(path + ".variance_to_mean", 0, 1e18, into.variance_to_mean);
  }
  in.count(path + ".degrees_of_freedom", into.degrees_of_freedom);
  if (into.degrees_of_freedom > 0) in.number(path + ".pearson", 0, 1e18, into.pearson);
}

template <class Number>
void read_week(EvidenceReader& in, const std::string& path, WeekOf<Number>& into) {
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    in.exactly(fmt::format("{}.{}", path, weekdays[day]), static_cast<double>(count_max), into, day * 24, 24);
  }
}

void read(EvidenceReader& in, const std::string& path, ArrivalsSeen& into) {
  read_week(in, path, into.by_hour);
  if (in.has(path + ".hour_not_recorded")) in.count(path + ".hour_not_recorded", into.hour_not_recorded);
  read(in, path + ".daily", into.daily);
}

void read_arrivals(EvidenceReader& in, EvidenceDocument& into) {
  if (in.has("arrivals.live.why")) {
    in.remark("arrivals.live.why");
  } else {
    LiveArrivalsSeen& live = into.live.emplace();
    in.count("arrivals.live.days_open", live.days_open);
    read_week(in, "arrivals.live.open_hours", live.open_hours);
    read(in, "arrivals.live.for_use", live.for_use);
    read(in, "arrivals.live.for_other", live.for_other);
  }
  if (in.has("arrivals.imported.why")) {
    in.remark("arrivals.imported.why");
  } else {
    ImportedArrivalsSeen& imported = into.imported.emplace();
    in.exactly("arrivals.imported.days", static_cast<double>(count_max), imported.days);
    read(in, "arrivals.imported.for_use", imported.for_use);
    read(in, "arrivals.imported.for_other", imported.for_other);
  }
}

template <class Word, std::size_t size>
void read_words(EvidenceReader& in, const std::string& path, std::array<std::uint64_t, size>& into) {
  for (std::size_t i = 0; i < size; ++i) in.count(fmt::format("{}.{}", path, EvidenceWords<Word>::names[i]), into[i]);
}

void read(EvidenceReader& in, WaitingSeen& into) {
  in.count("waiting.seated_at_once", into.seated_at_once);
  in.count("waiting.still_waiting", into.still_waiting);
  in.count("waiting.times_not_sure", into.times_not_sure);
  read(in, "waiting.seated", into.seated);
  read(in, "waiting.left_before_served", into.left_before_served);
  read(in, "waiting.no_seat", into.no_seat);
  read(in, "waiting.not_served", into.not_served);
  read(in, "waiting.left", into.left);
  read_words<ReasonSeen>(in, "not_served.at_the_door", into.at_the_door.by_reason);
  read_words<ReasonSeen>(in, "not_served.inside", into.inside.by_reason);
}

void read(EvidenceReader& in, const std::string& path, StaysSeen& into) {
  in.count(path + ".stays", into.stays);
  in.count(path + ".several_uses", into.several_uses);
  in.count(path + ".met_emergency", into.met_emergency);
  in.count(path + ".not_over", into.not_over);
  in.count(path + ".times_not_sure", into.times_not_sure);
  read(in, path + ".preparation", into.preparation);
  read(in, path + ".seat_time", into.seat_time);
}

void read(EvidenceReader& in, LeavingSeen& into) {
  in.count("leaving.visits", into.visits);
  in.count("leaving.moved_to_aftercare", into.moved_to_aftercare);
  in.count("leaving.left_early", into.left_early);
  in.count("leaving.found_gone", into.found_gone);
  in.count("leaving.found_gone_watched", into.found_gone_watched);
  in.count("leaving.times_not_sure", into.times_not_sure);
  in.count("leaving.met_emergency", into.met_emergency);
  read(in, "leaving.aftercare", into.aftercare);
  read(in, "leaving.visit_for_use", into.visit_for_use);
  read(in, "leaving.visit_for_other", into.visit_for_other);
}

void read(EvidenceReader& in, const std::string& path, EmergenciesSeen& into) {
  for (std::size_t kind = 0; kind < into.counts.size(); ++kind) {
    in.exactly(fmt::format("{}.{}", path, EvidenceWords<EmergencyKindSeen>::names[kind]),
               static_cast<double>(count_max), into.counts[kind]);
  }
}

void read(EvidenceReader& in, const std::string& path, UsesSeen& into) {
  in.word(path + ".route", into.route);
  in.word(path + ".mix", into.mix);
  in.count(path + ".uses", into.uses);
  in.count(path + ".imported", into.imported);
  in.count(path + ".delay_not_known", into.delay_not_known);
  in.count(path + ".after_watch_ended", into.after_watch_ended);
  read(in, path + ".emergencies", into.emergencies);
  read(in, path + ".delay", into.delay);
  read(in, path + ".watched", into.watched);
  read(in, path + ".stayed", into.stayed);
  if (!in.error() && into.delay.n + into.delay_not_known != into.emergencies.all()) {
    in.fail(path + ".delay_not_known",
            fmt::format("expected every emergency once: {} delays and {} not known are not {}", into.delay.n,
                        into.delay_not_known, into.emergencies.all()));
  }
}

void read(EvidenceReader& in, const std::string& path, AnswersSeen& into) {
  in.count(path + ".yes", into.yes);
  in.count(path + ".no", into.no);
  in.count(path + ".not_recorded", into.not_recorded);
}

void read(EvidenceReader& in, const std::string& path, ResponsesSeen& into) {
  in.word(path + ".kind", into.kind);
  in.word(path + ".highest", into.highest);
  in.count(path + ".emergencies", into.emergencies);
  in.count(path + ".imported", into.imported);
  in.count(path + ".still_open", into.still_open);
  in.count(path + ".times_not_sure", into.times_not_sure);
  in.count(path + ".t0_moved", into.t0_moved);
  in.count(path + ".from_paper", into.from_paper);
  if (in.has(path + ".why_no_doses")) {
    in.remark(path + ".why_no_doses");
  } else {
    in.counts(path + ".by_doses", into.by_doses);
  }
  read(in, path + ".breathing_back", into.breathing_back);
  read(in, path + ".closed", into.closed);
  read(in, path + ".first_breath", into.first_breath);
  read(in, path + ".first_oxygen", into.first_oxygen);
  read(in, path + ".first_dose", into.first_dose);
  read(in, path + ".oxygen", into.oxygen);
  read(in, path + ".ems", into.ems);
  read(in, path + ".transport", into.transport);
}

void read(EvidenceReader& in, const std::string& path, DaysByEmergencies& into) {
  if (in.has(path + ".why")) return in.remark(path + ".why");
  in.counts(path + ".days", into.days);
  in.counts(path + ".uses", into.uses);
  if (!in.error() && into.days.size() != into.uses.size()) {
    in.fail(path + ".uses",
            fmt::format("expected as many numbers as days, {}, found {}", into.days.size(), into.uses.size()));
  }
}

void read(EvidenceReader& in, const std::string& path, SourceOfEvidence& into) {
  in.text(path + ".name", into.name);
  in.text(path + ".zone", into.zone);
  if (in.has(path + ".data_as_of")) in.text(path + ".data_as_of", into.data_as_of);
  in.count(path + ".chain_head_seq", into.chain_head_seq);
  in.text(path + ".chain_head_digest", into.chain_head_digest);
  if (in.has(path + ".first_day") || in.has(path + ".last_day")) {
    in.date(path + ".first_day", into.first_day);
    in.date(path + ".last_day", into.last_day);
    if (into.last_day && *into.last_day < *into.first_day)
      in.fail(path + ".last_day", "expected a day that is not before first_day");
  }
  in.count(path + ".days_open", into.days_open);
  in.count(path + ".days_imported", into.days_imported);
}

template <class Item>
void read_list(EvidenceReader& in, const std::string& path, std::vector<Item>& into, auto&& read_one) {
  for (const std::string& number : in.names(path))
    read_one(in, fmt::format("{}.{}", path, number), into.emplace_back());
}

void read_head(EvidenceReader& in, EvidenceDocument& into) {
  std::string document;
  in.text("document", document);
  if (!in.error() && document != "evidence") {
    in.fail("document",
            fmt::format("expected \"evidence\", as `alongside evidence` writes it, found \"{}\"", document));
  }
  std::uint64_t format = 0;
  in.count("format", format);
  if (!in.error() && format != 1) {
    in.fail("format",
            fmt::format("expected 1, found {}; write the document again with this version of the program", format));
  }
  in.remark("face");
  in.remark("persons");
  in.word("kind_of_site", into.kind_of_site);
}

}  // namespace

base::Result<EvidenceDocument> read_evidence(const base::Fields& fields) {
  EvidenceReader in(fields);
  EvidenceDocument out;
  read_head(in, out);
  read_list(in, "sites", out.sites,
            [](EvidenceReader& one, const std::string& path, SourceOfEvidence& into) { read(one, path, into); });
  if (out.sites.empty()) in.fail("sites", "expected at least one [[sites]]");
  read_words<SeatSeen>(in, "places", out.places);
  read_arrivals(in, out);
  read(in, out.waiting);
  read(in, "stays", out.stays);
  read_list(in, "stays_by_kind", out.stays_by_kind,
            [](EvidenceReader& one, const std::string& path, StaysByKindSeen& into) {
              one.word(path + ".seat", into.seat);
              one.word(path + ".route", into.route);
              read(one, path, into.seen);
            });
  read(in, out.leaving);
  if (in.has("visits_for_use.why")) {
    in.remark("visits_for_use.why");
  } else {
    in.counts("visits_for_use.by_uses", out.visits_by_uses);
  }
  in.count("emergencies.all", out.emergencies);
  in.count("emergencies.opened_by_mistake", out.opened_by_mistake);
  read(in, "emergencies.no_use_known", out.no_use_known);
  read_list(in, "uses", out.uses,
            [](EvidenceReader& one, const std::string& path, UsesSeen& into) { read(one, path, into); });
  read_list(in, "responses", out.responses,
            [](EvidenceReader& one, const std::string& path, ResponsesSeen& into) { read(one, path, into); });
  in.count("day_clusters.uses_squared", out.day_clusters.uses_squared);
  read(in, "day_clusters.by_emergencies", out.day_clusters.by_emergencies);
  read(in, "day_clusters.by_opioid", out.day_clusters.by_opioid);

  std::uint64_t emergencies = out.no_use_known.all();
  for (const UsesSeen& seen : out.uses) emergencies += seen.emergencies.all();
  if (emergencies != out.emergencies) {
    in.fail("emergencies.all",
            fmt::format("expected every emergency once: after uses and without there are {}, found {}", emergencies,
                        out.emergencies));
  }
  if (in.error()) return *in.error();
  return out;
}

}  // namespace alongside::document
