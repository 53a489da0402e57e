// Names of places: when two spellings are one name, and what else a publisher's spelling may mean.
//
// Goals: a name that the table of places has is that place, whatever its capitals, spaces, dots, digits or accents, and however the accents are put
// together; codes (ZIPs, tracts, wards by number) are one only when every digit is. Non-goals: guessing: a spelling that would do for two places is
// none's. Pure functions; a finder is free to share between threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alongside::places {

/// Equal for two spellings of one name: case and the form of accents do not count (Unicode's NFKC_Casefold), nor kinds and numbers of spaces, nor
/// whether an apostrophe or a hyphen is typographic. Everything else does: "St. Louis" is not "St Louis", "169.02" not "169".
std::string name_key(std::string_view name);

/// Of digits alone, with stops, dashes or spaces between: a ZIP, a tract, a number.
bool is_code(std::string_view name);

struct Place;
class Places;
struct ImportRules;

/// How a name was found, the nearest first.
enum class Found : std::uint8_t {
  name,        ///< as the table writes it, or as it reads without stops and accents
  alias,       ///< a village, a slip of the pen, a ZIP+4 in its ZIP
  blank,       ///< nothing is written
  unknown,     ///< a word for "not known"
  elsewhere,   ///< a name that is written down as another state's
  not_placed,  ///< nobody has written it down
};

struct FoundPlace {
  Found kind = Found::not_placed;
  std::uint32_t place = 0;  ///< with `name` and `alias`
  std::string name;         ///< what was looked up, in lower case
};

/// Looks names up as a publisher's file of deaths has them. In this order: the table's own spelling; what the document lists; both without stops and
/// accents, with "E" for "East" and "St" for "Saint" in front; the same with words of the state's and a ZIP code left off at either end. A code is looked up as
/// it stands alone; of a ZIP+4 the ZIP too.
class PlaceFinder {
 public:
  /// Both outlive the finder.
  PlaceFinder(const Places& places, const ImportRules& rules);

  FoundPlace find(std::string_view text) const;
  /// "; did you mean Hartford?", or nothing. Of a code only one with the same digits but for noughts around them.
  std::string did_you_mean(std::string_view name) const;

 private:
  std::optional<FoundPlace> written_down(const std::string& key) const;
  std::optional<FoundPlace> without_stops(const std::string& words) const;

  const Places& places_;
  const ImportRules& rules_;
  std::map<std::string, std::optional<std::uint32_t>> by_words_;  ///< nothing where two places read so
  std::map<std::string, std::optional<std::uint32_t>> alias_by_words_;
  std::vector<std::string> words_;  ///< of each place
};

}  // namespace alongside::places
