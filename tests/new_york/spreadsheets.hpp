// New York's first two months as spreadsheets: what two centers might have kept by hand, drawn anew from a seed.
//
// From the paper (Harocopos et al. 2022, JAMA Network Open 5(7):e2222149), 30 November 2021 to 31 January 2022, two sites together:
// 613 people, 5,975 uses, naloxone 19 times, oxygen 35 times, opioid overdoses met by watching alone 26 times, 45 stimulant
// emergencies, EMS called 5 times, 3 transports, no death.
// Assumed by us: that 26 + 35 + 19 are 80 opioid emergencies by their highest level, oxygen having been on in the 19 with naloxone too
// (any use of oxygen: 54); how everything splits over the two sites; hours, substances, routes and who came how often; that a person is
// one code and no code is at both sites. The paper says nothing of breaths: those cells are left empty.
// Same seed, same bytes. Pure.
#pragma once

#include <cstdint>
#include <string>

namespace alongside::new_york {

/// What one site's spreadsheet holds.
struct SiteTotals {
  std::uint32_t codes = 0;
  std::uint32_t uses = 0;
  std::uint32_t visits_without_use = 0;
  std::uint32_t watched_only = 0;
  std::uint32_t oxygen_only = 0;
  std::uint32_t naloxone = 0;
  std::uint32_t stimulant = 0;
  std::uint32_t ems = 0;
  std::uint32_t transports = 0;
};

/// Our split; the two add up to the paper's figures.
inline constexpr SiteTotals first_site{368, 3640, 212, 16, 21, 11, 27, 3, 2};
inline constexpr SiteTotals second_site{245, 2335, 97, 10, 14, 8, 18, 2, 1};

/// With our own column names and ISO times.
std::string spreadsheet_in_our_words(const SiteTotals& totals, std::uint64_t seed);
/// As another center would keep it: its own names and words, American times to the hour, a byte order mark, CRLF.
std::string spreadsheet_in_their_words(const SiteTotals& totals, std::uint64_t seed);
/// The map that goes with it.
std::string map_of_their_words();

}  // namespace alongside::new_york
