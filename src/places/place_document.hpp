// PlaceDocument: a state or a city as plans know it: its places, and how a publisher's file of deaths names them.
//
// A TOML document (places/NAME.toml, or a path) that names a CSV file of places beside it, the bounds within which they lie, and for `import deaths`
// the publisher's columns, words and points that mean "not known", and what villages and slips of the pen belong to which place. Goals: nothing of a
// state in code. Non-goals: reading deaths (import_deaths.hpp). A value; free to share between threads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "document/dates.hpp"
#include "document/sentence.hpp"
#include "places/outlines.hpp"
#include "places/places.hpp"

namespace alongside::places {

/// How a publisher's file of deaths is to be read. Column names are compared by letters and digits alone: "Injury City" is injury_city.
struct ImportRules {
  std::string town_column;
  std::string state_column;
  std::string date_column;
  std::string date_type_column;
  std::string residence_column;
  std::string death_column;
  std::string lat_column;
  std::string lon_column;
  std::string point_column;                 ///< a text with "(lat, lon)" in it
  std::vector<std::string> opioid_columns;  ///< any of them marked: an opioid was found
  std::vector<std::string>
      report_words;  ///< of a date that is of the report, not of the death; in lower case, letters alone
  std::vector<std::string> unknown_words;        ///< in place of a town; these and the next by `name_key`
  std::vector<std::string> own_state_words;      ///< any other word is another state
  std::vector<std::string> left_off;             ///< words at either end of a town's name: the state's
  std::vector<Point> default_points;             ///< that the publisher puts where it knows none
  std::map<std::string, std::string> aliases;    ///< by `name_key`, to the place
  std::map<std::string, std::string> elsewhere;  ///< names by `name_key` that are in another state, to that state
  std::string alias_source;
  double unplaced_share_max =
      0.05;  ///< of rows with a name, date or form that cannot be read, of those and the placed ones
  document::DayOrder date_order = document::DayOrder::month_first;  ///< of "3/4/2021"
};

/// What the smoothed rates in the file of places rest on and foretell; `plan --places-out` writes both.
struct RatesAhead {
  int first_year = 0;  ///< of the counts
  int last_year = 0;
  int ahead_to = 0;                  ///< the rates are of the years after `last_year` up to this one
  double level_log_sd = 0;           ///< of the total of all places
  document::Sentences checked = {};  ///< how such a forecast did on years that the counts have
};

struct PlaceDocument {
  std::string name;
  std::string about;
  std::string source;
  Bounds bounds;
  Places places;
  std::optional<RatesAhead> rates;
  std::optional<Outlines> outline;  ///< for maps: of the places, by their names, or of what lies around them
  bool has_import = false;
  ImportRules import_rules;
};

/// The document of a shipped name ("connecticut") or a path. `places_file`: another CSV in place of the one that it names; empty for none.
base::Result<PlaceDocument> load_place_document(const std::string& name_or_path, const std::string& places_file);

/// The bytes of a file that a document names: beside it where it is a file, shipped where it is shipped. `folder`: "places".
base::Result<std::string> text_beside(const std::string& document, const std::string& folder, const std::string& file);

}  // namespace alongside::places
