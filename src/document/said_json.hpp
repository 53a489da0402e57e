// Sentences as a page reads them: beside its sentences an object has `said`, which holds for each of them, by its key, what it is made of.
//
//     {"says": "…in English", "said": {"says": [{"name": "plan.naive_same", "values": {}}]}}
#pragma once

#include <boost/json/value.hpp>
#include <initializer_list>

#include "document/sentence.hpp"

namespace alongside::document {

boost::json::array said_json(const Sentences& said);
/// For what lies in a list: a list of the same length.
boost::json::array said_json(const std::vector<Sentences>& said);
/// Of an object's sentences, by their keys.
boost::json::object said_beside(std::initializer_list<std::pair<std::string_view, Sentences>> sentences);

/// The same without any `said`: what is printed for programs, whose keys do not change.
boost::json::value without_said(const boost::json::value& value);

}  // namespace alongside::document
