// NetBenefit: what decides whether to fund, of each draw: the net, or with a willingness to pay w for a unit of the effect
// w * effect + net without value of life. Value of life is left out there, since w already pays for it.
//
// Non-goals: what follows from it (information, acceptability). The model must outlive it; free to share between threads.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "document/sentence.hpp"
#include "study/program/draws.hpp"

namespace alongside::study {

class NetBenefit {
 public:
  /// Refuses a willingness that is no number or below 0, and one where the study has no [effect].
  static base::Result<NetBenefit> of(const Model& model, std::optional<double> willingness);

  /// The names that a Drawing must want, in this order.
  std::vector<std::string> wanted() const;
  /// The net benefits of the draws last run.
  void read(const Drawing& drawing, const Drawing::Worker& worker, std::span<double> out) const;
  bool depends_on(const Model& model, std::size_t parameter) const;
  /// "the net", "50,000 USD/QALY times the effect and the net without value of life".
  const document::Sentence& words() const { return words_; }

 private:
  std::optional<double> willingness_;
  document::Sentence words_;
};

}  // namespace alongside::study
