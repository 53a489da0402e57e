#include "plan/words/map_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <numbers>

#include "document/html.hpp"
#include "plan/words/amounts.hpp"

namespace alongside::plan {

namespace {

using document::html_escaped;

constexpr double map_width = 720;
constexpr double highest_for_its_width = 1.4;
constexpr double largest_circle = 24;
constexpr double smallest_circle = 1.2;

constexpr std::string_view style =
    "<style>.land{fill:#f1ede4;stroke:#a39d90;stroke-width:1}.place{fill:#5e3c99;stroke:#5e3c99;stroke-width:.6}"
    ".few{fill:none;stroke:#8a8a8a;stroke-width:.6}.ring{fill:#0f6b5c;fill-opacity:.07;stroke:#0f6b5c;stroke-width:1.2;"
    "stroke-dasharray:5 4}.site{fill:#b30000;stroke:#fff;stroke-width:2}.there{fill:#1b1f23;stroke:#fff;stroke-width:2}"
    ".name{font:600 15px system-ui,sans-serif;fill:#1b1f23;paint-order:stroke;stroke:#fff;stroke-width:3.5}"
    ".scale{stroke:#1b1f23;stroke-width:2}.scale-text{font:13px system-ui,sans-serif;fill:#1b1f23}</style>\n";

/// Longitude shrunk to the middle's latitude: at the scale of a state nobody sees the difference from a proper projection.
class Projection {
 public:
  explicit Projection(const HandedRound& round) {
    const Plan& plan = round.plan();
    if (plan.document->places.outline) {
      const places::Bounds of_outline = plan.document->places.outline->bounds();
      take(of_outline.low), take(of_outline.high);
    }
    const auto& places = plan.document->places.places.all();
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!round.is_left_out(i)) take(places[i].at);
    }
    for (const std::uint32_t site : plan.solution.sites) take(plan.candidates[site].at);
    const double margin = 0.04 * std::max(high_.lat - low_.lat, high_.lon - low_.lon) + 1e-3;
    low_ = {low_.lat - margin, low_.lon - margin};
    high_ = {high_.lat + margin, high_.lon + margin};
    squeeze_ = std::cos((low_.lat + high_.lat) / 2 * std::numbers::pi / 180);
    // A city that is long from north to south is shown with room at its sides, and not as a ribbon.
    const double wide = (high_.lat - low_.lat) / highest_for_its_width / squeeze_;
    if (const double lacks = wide - (high_.lon - low_.lon); lacks > 0) low_.lon -= lacks / 2, high_.lon += lacks / 2;
    scale_ = map_width / ((high_.lon - low_.lon) * squeeze_);
  }
  double x(places::Point at) const { return (at.lon - low_.lon) * squeeze_ * scale_; }
  double y(places::Point at) const { return (high_.lat - at.lat) * scale_; }
  double height() const { return (high_.lat - low_.lat) * scale_; }
  double of_km(double km) const { return km / places::km_per_degree * scale_; }

 private:
  void take(places::Point at) {
    low_ = {std::min(low_.lat, at.lat), std::min(low_.lon, at.lon)};
    high_ = {std::max(high_.lat, at.lat), std::max(high_.lon, at.lon)};
  }
  places::Point low_{90, 180};
  places::Point high_{-90, -180};
  double squeeze_ = 1;
  double scale_ = 1;
};

std::string outline_svg(const HandedRound& round, const Projection& to) {
  if (!round.document().places.outline) return {};
  std::string out;
  for (const places::Outline& one : round.document().places.outline->all) {
    std::string path;
    for (const places::Ring& ring : one.rings) {
      char step = 'M';
      for (const places::Point& corner : ring.corners) {
        path += fmt::format("{}{:.1f} {:.1f}", step, to.x(corner), to.y(corner));
        step = 'L';
      }
      path += "Z";
    }
    out += fmt::format("<path class=\"land\" fill-rule=\"evenodd\" d=\"{}\"/>\n", path);
  }
  return out;
}

/// Of how far half would come and how far anybody: two rings, or one where they are as good as the same.
bool has_inner_ring(const std::pair<double, double>& km) { return km.first > 0 && km.first < 0.99 * km.second; }

std::string rings_svg(const HandedRound& round, const Projection& to) {
  const auto km = round.plan().rings_km();
  if (!km) return {};
  std::string out;
  const auto around = [&](places::Point at) {
    out += fmt::format("<circle class=\"ring\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"/>\n", to.x(at), to.y(at),
                       to.of_km(km->second));
    if (has_inner_ring(*km))
      out += fmt::format("<circle class=\"ring\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"/>\n", to.x(at), to.y(at),
                         to.of_km(km->first));
  };
  const Plan& plan = round.plan();
  for (const std::uint32_t site : plan.solution.sites) around(plan.candidates[site].at);
  return out;
}

std::string places_svg(const HandedRound& round, const Projection& to, double most) {
  const Plan& plan = round.plan();
  std::string out;
  for (std::size_t i = 0; i < plan.expected.size(); ++i) {
    const places::Place& place = plan.document->places.places[i];
    if (round.is_left_out(i)) continue;
    const double share = plan.reached_share[i];
    const std::string reached = fmt::format("{:.0f}% of it within reach", 100 * share);
    if (round.is_hidden(i)) {
      out += fmt::format(
          "<circle class=\"few\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2\"><title>{}: from one to nine deaths in these "
          "years, not "
          "shown; {}</title></circle>\n",
          to.x(place.at), to.y(place.at), html_escaped(place.name), reached);
      continue;
    }
    out += fmt::format(
        "<circle class=\"place\" fill-opacity=\"{:.2f}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"><title>{}: {} deaths "
        "a year "
        "expected; {}</title></circle>\n",
        0.1 + 0.8 * share, to.x(place.at), to.y(place.at),
        most > 0 ? std::max(smallest_circle, largest_circle * std::sqrt(plan.expected[i] / most)) : smallest_circle,
        html_escaped(place.name), amount_text(plan.expected[i]), reached);
  }
  return out;
}

std::string mark(const Projection& to, const Candidate& at, std::string_view kind, const std::string& name) {
  const bool to_the_left = to.x(at.at) > map_width / 2;
  return fmt::format(
      "<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"7\"/><text class=\"name\" x=\"{:.1f}\" y=\"{:.1f}\" "
      "text-anchor=\"{}\">{}</text>\n",
      kind, to.x(at.at), to.y(at.at), to.x(at.at) + (to_the_left ? -11 : 11), to.y(at.at) + 5,
      to_the_left ? "end" : "start", html_escaped(name));
}

/// A bar of 1, 2 or 5 times a power of ten, a quarter of the map wide at most.
std::string scale_svg(const Projection& to) {
  const double most = map_width / 4 / to.of_km(1);
  double km = std::pow(10, std::floor(std::log10(most)));
  for (const double times : {5.0, 2.0}) {
    if (km * times <= most) {
      km *= times;
      break;
    }
  }
  const double y = to.height() - 14;
  return fmt::format(
      "<line class=\"scale\" x1=\"14\" y1=\"{0:.1f}\" x2=\"{1:.1f}\" y2=\"{0:.1f}\"/><text class=\"scale-text\" "
      "x=\"14\" "
      "y=\"{2:.1f}\">{3} km ({4} miles)</text>\n",
      y, 14 + to.of_km(km), y - 6, amount_text(km, 2), amount_text(km / places::km_per_mile, 2));
}

bool has_words(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
}

std::string_view direction(places::Point from, places::Point to) {
  constexpr std::array<std::string_view, 8> winds{"north", "north-east", "east", "south-east",
                                                  "south", "south-west", "west", "north-west"};
  const double east = (to.lon - from.lon) * std::cos(from.lat * std::numbers::pi / 180);
  const double angle = std::atan2(east, to.lat - from.lat) / std::numbers::pi * 4;  // in eighths of a circle
  return winds[static_cast<std::size_t>(std::lround(angle) + 8) % 8];
}

/// For a square of a grid, the nearest place that is shown and has a name of words.
const places::Place* nearest_shown(const HandedRound& round, std::uint32_t candidate) {
  if (round.document().candidates != CandidateKind::grid || round.plan().is_existing(candidate)) return nullptr;
  const places::Point at = round.plan().candidates[candidate].at;
  const auto& places = round.document().places.places.all();
  const places::Place* nearest = nullptr;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (round.is_left_out(i) || !has_words(places[i].name)) continue;
    if (nearest == nullptr || places::distance_km(at, places[i].at) < places::distance_km(at, nearest->at))
      nearest = &places[i];
  }
  return nearest;
}

}  // namespace

std::string near_text(const HandedRound& round, std::uint32_t candidate) {
  const places::Place* nearest = nearest_shown(round, candidate);
  if (nearest == nullptr) return {};
  const Candidate& at = round.plan().candidates[candidate];
  const double km = places::distance_km(nearest->at, at.at);
  constexpr double in_the_middle_km = 0.15;
  if (km < in_the_middle_km) return fmt::format("{}: at the middle of {}", at.name, nearest->name);
  return fmt::format("{}: {} km {} of the middle of {}", at.name, amount_text(km, 2), direction(nearest->at, at.at),
                     nearest->name);
}

std::string site_name(const HandedRound& round, std::uint32_t candidate) {
  const Plan& plan = round.plan();
  if (const places::Place* nearest = nearest_shown(round, candidate)) {
    const places::Point at = plan.candidates[candidate].at;
    const double km = places::distance_km(nearest->at, at);
    constexpr double near_km = 1;
    if (km <= near_km) return "near " + nearest->name;
    return fmt::format("{} km {} of {}", amount_text(km, 2), direction(nearest->at, at), nearest->name);
  }
  const bool is_chosen = std::binary_search(plan.solution.sites.begin(), plan.solution.sites.end(), candidate);
  const bool is_place = plan.document->candidates == CandidateKind::places && !plan.is_existing(candidate);
  if (!is_chosen && is_place && round.is_left_out(candidate)) return "an address that is not shown";
  return plan.candidates[candidate].name;
}

std::string map_svg(const HandedRound& round) {
  const Projection to(round);
  const Plan& plan = round.plan();
  double most = 0;
  for (std::size_t i = 0; i < plan.expected.size(); ++i)
    most = round.is_hidden(i) ? most : std::max(most, plan.expected[i]);
  std::string out = fmt::format(
      "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"Map: a circle for each place, as large as its "
      "expected "
      "deaths and as dark as the share of it within reach; rings show how far people come to the sites\">\n{}",
      map_width, to.height(), style);
  out += outline_svg(round, to) + rings_svg(round, to) + places_svg(round, to, most);
  for (const std::uint32_t site : plan.solution.sites) {
    if (plan.is_existing(site)) out += mark(to, plan.candidates[site], "there", site_name(round, site));
  }
  for (const PlannedSite& site : plan.sites)
    out += mark(to, plan.candidates[site.candidate], "site", site_name(round, site.candidate));
  out += scale_svg(to) + "</svg>\n<p class=\"small\">Red: the centers";
  out += plan.existing == 0 ? "." : "; black: those that stand already.";
  if (const auto km = plan.rings_km())
    out += has_inner_ring(*km) ? fmt::format(" Rings: within {} miles half or more would come, beyond {} nobody.",
                                             amount_text(km->first / places::km_per_mile, 2),
                                             amount_text(km->second / places::km_per_mile, 2))
                               : fmt::format(" Rings: people come from up to {} miles.",
                                             amount_text(km->second / places::km_per_mile, 2));
  if (most > 0)
    out +=
        fmt::format(" Circles: expected deaths a year, the largest {}; the darker, the more of it lies within reach.",
                    amount_text(most));
  return out + " North is up.</p>\n";
}

}  // namespace alongside::plan
