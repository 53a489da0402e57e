#include "study/analysis/net_benefit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "study/analysis/input.hpp"

namespace alongside::study {

base::Result<NetBenefit> NetBenefit::of(const Model& model, std::optional<double> willingness) {
  NetBenefit made;
  made.willingness_ = willingness;
  made.words_ = document::sentence<"study.by_net">();
  if (!willingness) return made;
  if (!model.study().effect) {
    return base::input_error(fmt::format(
        "{}: expected [effect] (life years, QALYs) where a willingness to pay is asked about", model.study().file));
  }
  if (!std::isfinite(*willingness) || *willingness < 0)
    return base::input_error(fmt::format("expected a willingness to pay of 0 or more, found {:g}", *willingness));
  using namespace document;
  made.words_ = sentence<"study.by_effect">(
      "price"_is = unit_value(*willingness, (model.money_unit() / model.study().effect->unit).text()));
  return made;
}

std::vector<std::string> NetBenefit::wanted() const {
  if (!willingness_) return {std::string(total_net)};
  return {std::string(effect_name), std::string(total_net_without_life)};
}

void NetBenefit::read(const Drawing& drawing, const Drawing::Worker& worker, std::span<double> out) const {
  drawing.read(worker, 0, out);
  if (!willingness_) return;
  std::array<double, Program::block> net;
  drawing.read(worker, 1, std::span(net).first(out.size()));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = *willingness_ * out[i] + net[i];
}

bool NetBenefit::depends_on(const Model& model, std::size_t parameter) const {
  return std::ranges::any_of(wanted(),
                             [&](const std::string& name) { return model.find(name)->depends_on[parameter]; });
}

}  // namespace alongside::study
