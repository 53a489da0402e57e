#include "study/evidence/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <cmath>

#include "chance/quiet_policy.hpp"
#include "document/evidence_document.hpp"
#include "document/toml.hpp"
#include "document/words.hpp"
#include "study/analysis/input.hpp"
#include "study/report/figures.hpp"

namespace alongside::study {

namespace {

bool is_rate(Measure measure) { return measure == Measure::uses_per_year || measure == Measure::visits_per_year; }

using Beta = boost::math::beta_distribution<double, chance::QuietPolicy>;
using Gamma = boost::math::gamma_distribution<double, chance::QuietPolicy>;

/// A rate by year, or a share: what is known of it as a number of events by exposure. Beta(events, exposure - events), Gamma(events, exposure).
struct Belief {
  bool is_rate = false;
  double events = 0;
  double exposure = 0;

  double mean() const { return events / exposure; }
  double variance() const { return is_rate ? events / (exposure * exposure) : mean() * (1 - mean()) / (exposure + 1); }
  double quantile(double probability) const {
    if (is_rate) return boost::math::quantile(Gamma(events, 1 / exposure), probability);
    return boost::math::quantile(Beta(events, exposure - events), probability);
  }
  /// Of being at least as far out as x, on x's side.
  double beyond(double x) const {
    const auto tail = [&](const auto& distribution) {
      return x > mean() ? boost::math::cdf(boost::math::complement(distribution, x))
                        : boost::math::cdf(distribution, x);
    };
    return is_rate ? tail(Gamma(events, 1 / exposure)) : tail(Beta(events, exposure - events));
  }
  /// The same mean, weighing no more than a spread can; nothing where it is then too light for one, or no number at all.
  std::optional<Belief> weighable() const {
    const double rest = is_rate ? events : exposure - events;
    const double heavy = std::max(events, rest);
    // A little less than the most: what is written and read again may be rounded up.
    const double share =
        heavy > chance::Distribution::shape_max ? 0.999999 * chance::Distribution::shape_max / heavy : 1;
    const Belief made{is_rate, events * share, exposure * share};
    const double light = share * std::min(events, rest);
    const bool is_number = std::isfinite(made.events) && std::isfinite(made.exposure) && made.exposure > 0;
    return is_number && light >= chance::Distribution::shape_min ? std::optional(made) : std::nullopt;
  }
  std::string spread_text() const {
    return is_rate ? fmt::format("gamma = {{ shape = {}, scale = {} }}", events, 1 / exposure)
                   : fmt::format("beta = {{ alpha = {}, beta = {} }}", events, exposure - events);
  }
};

/// With the mean given, and an sd, or `events` events (of the rarer kind).
std::optional<Belief> belief_of_sd(bool is_rate, double mean, double sd) {
  if (!(mean > 0) || !(sd > 0) || (!is_rate && mean >= 1)) return std::nullopt;
  const double exposure = is_rate ? mean / (sd * sd) : mean * (1 - mean) / (sd * sd) - 1;
  if (!(exposure > 0) || !std::isfinite(exposure)) return std::nullopt;
  return Belief{is_rate, mean * exposure, exposure};
}
std::optional<Belief> belief_of_events(bool is_rate, double mean, double events) {
  if (!(mean > 0) || (!is_rate && mean >= 1)) return std::nullopt;
  const double exposure = events / (is_rate ? mean : std::min(mean, 1 - mean));
  return Belief{is_rate, mean * exposure, exposure};
}

/// A unit that cannot be this measure's: money, people, deaths; a rate that is not by year, a share that is.
base::Result<> unit_fits(const Parameter& parameter, Measure measure) {
  static constexpr std::array<std::string_view, 8> never{"person",    "death", "infection", "QALY",
                                                         "life-year", "day",   "week",      "month"};
  int years = 0;
  bool fits = !parameter.unit.unit.is_money();
  for (const auto& [noun, power] : parameter.unit.unit.powers()) {
    if (noun == "year") years = power;
    if (std::ranges::find(never, noun) != never.end()) fits = false;
  }
  if (fits && years == (is_rate(measure) ? -1 : 0)) return base::Done{};
  return base::input_error(fmt::format("{}.evidence: expected a parameter in a unit of {}, such as {}, found {}",
                                       parameter.where, name_of(measure),
                                       is_rate(measure) ? "use/year" : "1 or call/overdose", parameter.unit_text));
}

base::Result<Measure> measure_of(const Parameter& parameter) {
  const auto measure = named<Measure>(parameter.evidence);
  if (!measure) {
    const std::vector<std::string> names(Words<Measure>::names.begin(), Words<Measure>::names.end());
    return base::input_error(
        fmt::format("{}.evidence: expected {}, found {}{}; a record can say nothing else, and nothing of what would "
                    "have happened without the site",
                    parameter.where, document::one_of(names), document::shown(parameter.evidence),
                    document::did_you_mean(parameter.evidence, names)));
  }
  if (parameter.axis)
    return base::input_error(
        fmt::format("{}.evidence: expected a parameter of one number, found an array", parameter.where));
  if (const auto fits = unit_fits(parameter, *measure); !fits) return fits.error();
  return *measure;
}

void take_head(const document::EvidenceDocument& evidence, EvidenceUse& into) {
  into.kind_of_site = document::name_of(evidence.kind_of_site);
  into.is_invented = evidence.kind_of_site != document::SiteKindSeen::real;
  for (const document::SourceOfEvidence& site : evidence.sites) into.sites.push_back(site.name);
}

class Update {
 public:
  Update(const Parameter& parameter, Measure measure, MeasureSeen seen, const EvidenceUse& use)
      : parameter_(parameter), seen_(std::move(seen)), use_(use) {
    line_.parameter = parameter.name;
    line_.label = parameter.label;
    line_.unit = parameter.unit_text;
    line_.measure = measure;
    line_.literature = written(parameter.values.front());
    line_.events = seen_.events;
    line_.exposure = seen_.exposure;
    line_.clustering = seen_.clustering;
  }

  /// The parameter as it is afterwards.
  base::Result<Parameter> whole() {
    begin_sentence();
    if (!seen_.why_none.empty()) return leave(fmt::format("the center's record does not say: {}", seen_.why_none));
    if (!(seen_.exposure > 0)) return leave("nothing was recorded that it could be counted against");
    const double center = static_cast<double>(seen_.events) / seen_.exposure;
    line_.center = written(center);
    line_.sentence += fmt::format("; center {} ({})", with_unit(*line_.center, line_.unit), seen_.words);
    if (seen_.events < use_.options.events_min)
      return leave(fmt::format("only {} event{}, fewer than {}", seen_.events, seen_.events == 1 ? "" : "s",
                               use_.options.events_min));
    if (!is_rate(line_.measure) && center > 1)
      return leave("a share of them cannot be more than all: one of them stands for several events, which is no share");
    const auto of_literature = prior_of();
    const auto prior = of_literature ? of_literature->weighable() : std::nullopt;
    if (!prior)
      return leave(
          "a literature's value of 0, of 1 or beyond, or hardly apart from them, leaves no room to learn; no "
          "prior can be made of it");
    line_.prior_events = prior->is_rate ? prior->events : std::min(prior->events, prior->exposure - prior->events);
    line_.prior_sds_apart = (center - prior->mean()) / std::sqrt(prior->variance());
    line_.probability_beyond = prior->beyond(center);
    const Belief joined{prior->is_rate, prior->events + static_cast<double>(seen_.events) / seen_.clustering,
                        prior->exposure + seen_.exposure / seen_.clustering};
    const auto posterior = joined.weighable();
    if (!posterior || !std::isfinite(posterior->quantile(0.025)) || !std::isfinite(posterior->quantile(0.975)) ||
        !std::isfinite(*line_.prior_sds_apart) || !std::isfinite(*line_.probability_beyond)) {
      line_.prior_sds_apart = line_.probability_beyond = std::nullopt;
      return leave("the literature and the center are too far apart, or too light, for one spread of both");
    }
    return take(*posterior);
  }
  EvidenceLine line() && { return std::move(line_); }

 private:
  double written(double value) const { return value / parameter_.unit.scale; }

  void begin_sentence() {
    const std::string whose =
        use_.is_invented
            ? fmt::format("{} SITE, INVENTED VISITS: ", use_.kind_of_site == "training" ? "TRAINING" : "DEMONSTRATION")
            : "";
    line_.sentence = fmt::format("{}{} ({}): literature {}", whose, line_.label, line_.parameter,
                                 with_unit(line_.literature, line_.unit));
  }

  base::Result<Parameter> leave(std::string_view why) {
    line_.sentence += fmt::format("; left as the literature's: {}.", why);
    return parameter_;
  }

  std::optional<Belief> prior_of() {
    const double mean = parameter_.values.front();
    const bool rate = is_rate(line_.measure);
    if (parameter_.spread && !use_.options.prior_events_for_all) {
      if (auto of_spread = belief_of_sd(rate, mean, parameter_.spread->sd())) {
        line_.prior_is_of_spread = true;
        return of_spread;
      }
    }
    return belief_of_events(rate, mean, use_.options.prior_events);
  }

  base::Result<Parameter> take(const Belief& posterior) {
    line_.is_used = true;
    line_.posterior = written(posterior.mean());
    line_.low = written(posterior.quantile(0.025));
    line_.high = written(posterior.quantile(0.975));
    line_.sentence += fmt::format(
        "; posterior {} (95%: {} to {}). The literature weighs {} event{}, {}. The center is {:.1f} of the "
        "literature's standard deviations {} it; the "
        "literature gave being that far out or farther a probability of {}",
        with_unit(*line_.posterior, line_.unit), figure(*line_.low), figure(*line_.high), figure(line_.prior_events),
        line_.prior_events == 1 ? "" : "s", line_.prior_is_of_spread ? "by its own spread" : "an assumption",
        std::abs(*line_.prior_sds_apart), *line_.prior_sds_apart < 0 ? "below" : "above",
        figure(*line_.probability_beyond));
    if (seen_.clustering > 1)
      line_.sentence += fmt::format(
          ". The center's days vary {} times as much as chance alone would make them, so its events weigh that much "
          "less",
          figure(seen_.clustering));
    line_.sentence += ".";

    const auto text = document::Toml::parse("posterior", "spread = { " + posterior.spread_text() + " }");
    if (!text) return text.error();
    auto spread = chance::read_spread(*text, "spread");
    if (!spread)
      return base::input_error(
          fmt::format("{}.evidence: the posterior is no spread: {}", parameter_.where, spread.error().message));
    Parameter made = parameter_;
    made.values = {posterior.mean()};
    made.spread = std::move(*spread);
    const std::string center = fmt::format("{} of {} {} site{}", name_of(line_.measure), use_.sites.size(),
                                           use_.kind_of_site, use_.sites.size() == 1 ? "" : "s");
    made.origin = {
        Basis::derived,
        fmt::format(
            "posterior of the center's own record ({}: {}) with the literature as prior, which weighs {} events: {}",
            center, seen_.words, figure(line_.prior_events), parameter_.origin.source)};
    // What weighs more names the basis; invented visits are no source of anything.
    const bool is_of_prior = line_.prior_events > static_cast<double>(line_.events) / line_.clustering;
    const bool is_prior_assumed = !line_.prior_is_of_spread || parameter_.spread_origin.basis == Basis::assumed;
    const Basis basis = use_.is_invented || (is_of_prior && is_prior_assumed) ? Basis::assumed : Basis::source;
    made.spread_origin = {basis, fmt::format("{} posterior", posterior.is_rate ? "Gamma" : "Beta")};
    if (made.range)
      made.range = {std::min(made.range->first, posterior.mean()), std::max(made.range->second, posterior.mean())};
    return made;
  }

  const Parameter& parameter_;
  MeasureSeen seen_;
  const EvidenceUse& use_;
  EvidenceLine line_;
};

std::vector<std::string> cautions_of(const EvidenceUse& use) {
  std::vector<std::string> out{
      "A reversal on the floor is not a life saved: what would have happened without the site stays the literature's, "
      "deaths averted among it.",
      fmt::format("{}, no comparison group: what was counted here says nothing of the effect of a site.",
                  use.sites.size() == 1 ? "One site" : fmt::format("{} sites together", use.sites.size()))};
  if (use.is_invented)
    out.insert(out.begin(),
               fmt::format("The record is of a {} site: its visits are invented, and nothing here is evidence.",
                           use.kind_of_site));
  if (use.lines.empty())
    out.emplace_back("No parameter of this study takes a center's evidence: nothing was replaced.");
  return out;
}

}  // namespace

base::Result<EvidenceUse> apply_evidence(Study& study, const base::Fields& file, EvidenceOptions options) {
  constexpr double lightest = 0.001;
  constexpr double heaviest = 1e9;
  if (!(options.prior_events >= lightest) || !(options.prior_events <= heaviest)) {
    return base::input_error(fmt::format("expected the literature to weigh {:g} to {:g} events, found {:g}", lightest,
                                         heaviest, options.prior_events));
  }
  EvidenceUse use{
      .kind_of_site = {}, .is_invented = false, .sites = {}, .options = options, .lines = {}, .cautions = {}};
  const auto evidence = document::read_evidence(file);
  if (!evidence) return evidence.error();
  take_head(*evidence, use);
  std::vector<Parameter> parameters;
  for (const Parameter& parameter : study.parameters) {
    if (parameter.evidence.empty()) {
      parameters.push_back(parameter);
      continue;
    }
    const auto measure = measure_of(parameter);
    if (!measure) return measure.error();
    Update update(parameter, *measure, measure_seen(*evidence, *measure), use);
    auto made = update.whole();
    if (!made) return made.error();
    parameters.push_back(std::move(*made));
    use.lines.push_back(std::move(update).line());
  }
  study.parameters = std::move(parameters);
  use.cautions = cautions_of(use);
  return use;
}

}  // namespace alongside::study
