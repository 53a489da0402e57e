#include "document/said_json.hpp"

#include <boost/json.hpp>
#include <cmath>

namespace alongside::document {

namespace json = boost::json;

namespace {

json::value value_json(const Value& value) {
  json::object out{{"as", name_of(value.as)}};
  switch (value.as) {
    case As::text:
    case As::quoted: out["text"] = value.text; break;
    case As::said: out["said"] = said_json(value.said); break;
    case As::list: {
      json::array items;
      for (const Value& item : value.items) items.push_back(value_json(item));
      out["between"] = name_of(value.joined);
      out["items"] = std::move(items);
      break;
    }
    default:
      out["value"] = std::isfinite(value.number) ? json::value(value.number) : json::value(nullptr);
      if (value.as == As::in_unit || value.as == As::money) out["unit"] = value.unit;
      if (value.digits > 0 || value.as == As::fixed || value.as == As::percent) out["digits"] = value.digits;
  }
  return out;
}

}  // namespace

json::array said_json(const Sentences& said) {
  json::array out;
  for (const Sentence& one : said.all()) {
    json::object values;
    for (const auto& [name, value] : one.values) values[name] = value_json(value);
    out.push_back(json::object{{"name", one.name}, {"values", std::move(values)}});
  }
  return out;
}

json::array said_json(const std::vector<Sentences>& said) {
  json::array out;
  for (const Sentences& one : said) out.push_back(said_json(one));
  return out;
}

json::object said_beside(std::initializer_list<std::pair<std::string_view, Sentences>> sentences) {
  json::object out;
  for (const auto& [key, said] : sentences) out[key] = said_json(said);
  return out;
}

json::value without_said(const json::value& value) {
  if (const json::array* const list = value.if_array()) {
    json::array out;
    for (const json::value& one : *list) out.push_back(without_said(one));
    return out;
  }
  if (!value.is_object()) return value;
  json::object out;
  for (const auto& [key, inner] : value.get_object()) {
    if (key != "said") out[key] = without_said(inner);
  }
  return out;
}

}  // namespace alongside::document
