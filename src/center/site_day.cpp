#include "center/site_day.hpp"

#include <fmt/format.h>

#include "document/dates.hpp"

namespace alongside::center {

namespace {

constexpr std::uint16_t new_sites_day_starts_minutes = 5 * 60;

}  // namespace

base::Result<domain::SetDay> day_of_new_site(std::string_view zone) {
  if (const auto known = document::Zone::find(zone); !known) return known.error();
  const auto name = domain::ZoneName::of(zone);
  if (!name) {
    return base::input_error(fmt::format("expected the name of a time zone of {} letters at most, found one of {}",
                                         domain::ZoneName::letters_max, zone.size()));
  }
  return domain::SetDay{.zone = *name, .starts_minutes = new_sites_day_starts_minutes};
}

std::optional<domain::SetDay> day_to_set(const domain::State& record, const SiteFolder& folder, base::Instant now) {
  const auto zone = domain::ZoneName::of(folder.zone);
  if (!folder.faults.empty() || !zone) return std::nullopt;
  if (record.has_day_at(now) && record.zone == *zone) return std::nullopt;
  return domain::SetDay{.zone = *zone, .starts_minutes = record.day_starts_minutes};
}

}  // namespace alongside::center
