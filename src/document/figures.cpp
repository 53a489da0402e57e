#include "document/figures.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <optional>

namespace alongside::document {

namespace {
constexpr std::array<std::string_view, 3> basis_names{"source", "derived", "assumed"};
}  // namespace

std::string_view name_of(FigureBasis basis) { return basis_names[static_cast<std::size_t>(basis)]; }

Figure set_by_hand(const Figure& figure, std::string value) {
  return {figure.path, std::move(value), FigureBasis::assumed,
          fmt::format("Set by hand for this plan. The document's own value stands on: {} ({})", figure.says,
                      name_of(figure.basis))};
}

void Figures::keep(const base::Error& error) {
  if (!failed_) error_ = error;
  failed_ = true;
}

void Figures::refuse(const std::string& path, std::string_view what) {
  if (!failed_) keep(fields_.error_at(path, what));
}

void Figures::keep_basis(const std::string& path, std::string value) {
  std::optional<FigureBasis> found;
  bool one = true;
  for (std::size_t b = 0; b < basis_names.size(); ++b) {
    if (!fields_.has(fmt::format("{}.{}", path, basis_names[b]))) continue;
    one = !found.has_value();
    found = static_cast<FigureBasis>(b);
  }
  if (!found || !one) {
    return refuse(path,
                  "expected what this figure stands on: source = \"a key of [sources]\", derived = \"how, from what\" "
                  "or assumed = \"why this value\", one of the three");
  }
  auto says = fields_.text(fmt::format("{}.{}", path, name_of(*found)));
  if (!says) return keep(says.error());
  if (*found == FigureBasis::source) {
    if (!fields_.has("sources." + *says))
      return refuse(path + ".source", fmt::format("expected a key of [sources], found \"{}\"", *says));
    says = fields_.text("sources." + *says);
    if (!says) return keep(says.error());
  }
  figures_.push_back({path, std::move(value), *found, *says});
}

double Figures::number(const std::string& path, double low, double high) {
  const auto value = fields_.number(path + ".value", low, high);
  if (!value) return keep(value.error()), low;
  keep_basis(path, fmt::format("{}", *value));
  return *value;
}

std::uint32_t Figures::whole(const std::string& path, std::uint32_t low, std::uint32_t high) {
  const auto value = fields_.integer(path + ".value", low, high);
  if (!value) return keep(value.error()), low;
  keep_basis(path, fmt::format("{}", *value));
  return static_cast<std::uint32_t>(*value);
}

double Figures::number_or(const std::string& path, double low, double high, double fallback) {
  return has(path) ? number(path, low, high) : fallback;
}

std::uint32_t Figures::whole_or(const std::string& path, std::uint32_t low, std::uint32_t high,
                                std::uint32_t fallback) {
  return has(path) ? whole(path, low, high) : fallback;
}

std::vector<double> Figures::numbers(const std::string& path, double low, double high) {
  auto values = fields_.numbers(path + ".value", low, high);
  if (!values) return keep(values.error()), std::vector<double>();
  keep_basis(path, fmt::format("{}", fmt::join(*values, ", ")));
  return std::move(*values);
}

std::string Figures::text(const std::string& path) {
  auto value = fields_.text(path);
  if (!value) return keep(value.error()), std::string();
  return std::move(*value);
}

std::string Figures::text_or(const std::string& path, std::string fallback) {
  return has(path) ? text(path) : std::move(fallback);
}

std::vector<std::string> Figures::texts_or_none(const std::string& path) {
  if (!has(path)) return {};
  auto values = fields_.texts(path);
  if (!values) return keep(values.error()), std::vector<std::string>();
  return std::move(*values);
}

}  // namespace alongside::document
