// The day of a site: what the program itself writes of it into the record, once.
//
// A new site's day begins at 05:00 by the wall: a night on the floor is one day's. A site that stood before the record could say so goes on
// from midnight, so that what it has reported stays. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "center/site_folder.hpp"
#include "domain/machine.hpp"

namespace alongside::center {

/// Refuses a zone that this system does not have, or whose name no event can hold.
base::Result<domain::SetDay> day_of_new_site(std::string_view zone);

/// What a start has to add to the record: its day, where it has none that holds now; and another zone from here on, where the site's owner has named one in
/// site.toml since. Nothing where site.toml does not read: the zone in `folder` is then nobody's word.
std::optional<domain::SetDay> day_to_set(const domain::State& record, const SiteFolder& folder, base::Instant now);

}  // namespace alongside::center
