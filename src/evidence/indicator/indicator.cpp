#include "evidence/indicator/indicator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "evidence/statistics.hpp"

namespace alongside::evidence {

namespace {

/// The first value of the kind that the indicator counts into.
Counted none_of(const Indicator& indicator) {
  const auto of_kind = [](auto take) -> Counted {
    using Take = decltype(take);
    if constexpr (std::is_same_v<Take, void (*)(const Seen&, Samples&)>) return Samples{};
    if constexpr (std::is_same_v<Take, void (*)(const Seen&, Closed&)>) return Closed{};
    return Cells{};
  };
  return std::visit(of_kind, indicator.take);
}

}  // namespace

Counts::Counts(Indicators list) : list_(list) {
  for (const Indicator* indicator : list) values_.push_back(none_of(*indicator));
}

void Counts::merge(const Counts& other) {
  assert(list_.data() == other.list_.data());
  for (std::size_t i = 0; i < values_.size(); ++i) evidence::merge(values_[i], other.values_[i]);
}

void Figures::add(Date day, const Counts& counts) {
  by_day_.try_emplace(day, all_.list()).first->second.merge(counts);
  all_.merge(counts);
}

void Figures::add(const Figures& site) {
  for (const auto& [day, counts] : site.by_day_) by_day_.try_emplace(day, all_.list()).first->second.merge(counts);
  all_.merge(site.all_);
}

std::vector<Section> Figures::rows() const {
  std::vector<Section> sections;
  for (const Indicator* indicator : all_.list()) {
    auto section = std::find_if(sections.begin(), sections.end(),
                                [&](const Section& one) { return one.name().key == indicator->section.key; });
    if (section == sections.end()) section = sections.emplace(section, indicator->section);
    if (indicator->rows) {
      indicator->rows(*this, *section);
    } else {
      plain_rows(*indicator, *this, *section);
    }
  }
  return sections;
}

void plain_rows(const Indicator& indicator, const Figures& figures, Section& section) {
  Value::Object fields{{"title", indicator.title}};
  std::string says;
  if (std::holds_alternative<void (*)(const Seen&, Samples&)>(indicator.take)) {
    const auto& times = figures.samples(indicator).milliseconds();
    const auto quartiles = quartiles_of(times);
    fields.emplace_back("n", times.size());
    fields.emplace_back("p50_s", quartiles ? Value(static_cast<double>(quartiles->p50) / 1000) : Value());
    says = quartiles ? fmt::format("median {:.0f} s, n = {}", static_cast<double>(quartiles->p50) / 1000, times.size())
                     : std::string("no time");
  } else if (std::holds_alternative<void (*)(const Seen&, Closed&)>(indicator.take)) {
    const auto whole = figures.closed(indicator).whole();
    fields.emplace_back("at_least", whole ? Value(whole->at_least) : Value());
    fields.emplace_back("at_most", whole ? Value(whole->at_most) : Value());
    says = whole ? fmt::format("{} to {}", whole->at_least, whole->at_most) : std::string("not counted");
  } else {
    fields.emplace_back("count", figures.sum(indicator));
    says = fmt::format("{}", figures.sum(indicator));
  }
  if (indicator.of) {
    fields.emplace_back("of", figures.sum(*indicator.of));
    fields.emplace_back("of_what", indicator.denominator);
    says += fmt::format(" of {} {}", figures.sum(*indicator.of), indicator.denominator);
  }
  for (const auto& [name, text] : {std::pair{"numerator", indicator.numerator}, std::pair{"unit", indicator.unit},
                                   std::pair{"interval", indicator.interval}, std::pair{"sources", indicator.sources},
                                   std::pair{"rule", indicator.rule}}) {
    fields.emplace_back(name, text);
  }
  section.line(fmt::format("  {}: {}", indicator.title, says));
  section.note(indicator.rule);
  section.field(indicator.id, std::move(fields));
}

}  // namespace alongside::evidence
