// HandedRound: a plan worked out from what may be handed round, for the page and GeoJSON.
//
// A number left out of a table can be worked out from its totals, from the curve, from a plan that is forced, from the frame of a map. So nothing is left
// out of numbers: where a place has from one to nine deaths, they are put by before anything is computed, and every such place counts alike instead. All
// that is handed round is then a function of the larger counts, of which places are small and, from fifty of them on, of their mean to half a death; whatever
// anybody solves, the bounds of each hidden count hold 1 to 9. A sites' list that small counts would change is another list here, and the caller can see that. Smoothed rates of a places' file have their small
// counts withheld already, and stay.
#pragma once

#include <memory>
#include <optional>

#include "plan/planning.hpp"

namespace alongside::plan {

class HandedRound {
 public:
  /// The options as for `make_plan`. Refuses what that refuses.
  /// `split_year`: where the page also tells of the years before it and from it on; a place with a small count in either is hidden. 0: it does not.
  static base::Result<HandedRound> make(const PlanDocument& document, const places::CountsByYear* counts,
                                        const PlanOptions& options, int split_year = 0);

  const Plan& plan() const { return *plan_; }
  /// What it was made from; null where the places' own file is.
  const places::CountsByYear* counts() const { return counts_ ? &*counts_ : nullptr; }
  const PlanDocument& document() const { return *document_; }
  bool is_hidden(std::size_t place) const { return hidden_[place]; }
  const std::vector<bool>& hidden_places() const { return hidden_; }
  std::size_t hidden() const;
  /// Deaths that each hidden place counts as, over all years.
  double each() const { return each_; }
  /// A hidden place without an area is an address and is not seen at all.
  bool is_left_out(std::size_t place) const { return hidden_[place] && document_->places.places[place].area_km2 <= 0; }

 private:
  std::unique_ptr<PlanDocument> document_;  ///< whose counts, where it has its own, are put by as well
  std::optional<places::CountsByYear> counts_;
  std::optional<places::CountsByYear> overdoses_;  ///< their small counts put by in the same way
  std::vector<bool> hidden_;
  double each_ = 0;
  std::unique_ptr<Plan> plan_;
};

}  // namespace alongside::plan
