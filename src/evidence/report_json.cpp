#include "evidence/report_json.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "document/face.hpp"
#include "document/indented_json.hpp"

namespace alongside::evidence {

namespace json = boost::json;

namespace {

json::value when(base::Instant instant) {
  return instant.is_known() ? json::value(document::iso_utc(instant)) : json::value(nullptr);
}

json::value day(const std::optional<Date>& date) {
  return date ? json::value(document::iso_date(*date)) : json::value(nullptr);
}

json::value json_of(const Value& value);

json::object json_of(const Value::Object& fields) {
  json::object out;
  for (const auto& [name, value] : fields) out[name] = json_of(value);
  return out;
}

json::value json_of(const Value& value) {
  const auto of_kind = [](const auto& is) -> json::value {
    using Kind = std::decay_t<decltype(is)>;
    if constexpr (std::is_same_v<Kind, std::monostate>) {
      return nullptr;
    } else if constexpr (std::is_same_v<Kind, Value::List>) {
      json::array list;
      for (const Value& one : is) list.push_back(json_of(one));
      return list;
    } else if constexpr (std::is_same_v<Kind, Value::Object>) {
      return json_of(is);
    } else {
      return json::value(is);
    }
  };
  return std::visit(of_kind, value.is);
}

json::object figures_json(const Figures& figures) {
  json::object out;
  for (const Section& section : figures.rows()) {
    json::object fields = json_of(section.fields());
    if (!section.rules().empty()) fields["rule"] = fmt::format("{}", fmt::join(section.rules(), " "));
    out[section.name().key] = std::move(fields);
  }
  return out;
}

json::object site_json(const SiteReport& site, domain::SiteKind kind) {
  json::array imports;
  for (const ImportedFile& file : site.imports) {
    imports.push_back({{"file", file.digest},
                       {"visits", file.tally.visits},
                       {"uses", file.tally.uses},
                       {"codes", file.has_codes ? json::value(file.tally.codes) : json::value(nullptr)},
                       {"rejected_rows", file.tally.rejected},
                       {"first", when(file.tally.first)},
                       {"last", when(file.tally.last)}});
  }
  json::object out = {{"name", site.name},
                      {"id", site.id},
                      {"kind_of_site", name_of(kind)},
                      {"zone", site.zone},
                      {"data_as_of", when(site.data_as_of)},
                      {"chain_head", {{"seq", site.head_seq}, {"digest", site.head_digest}}},
                      {"imports", std::move(imports)},
                      {"figures", figures_json(site.figures)}};
  if (site.day_starts.empty()) return out;
  json::array starts;
  for (const DayStart& start : site.day_starts)
    starts.push_back({{"from", day(start.from)}, {"at", start.clock()}, {"zone", start.zone}});
  out["day_starts"] = std::move(starts);
  return out;
}

}  // namespace

std::string report_as_json(const Report& report) {
  json::array sites;
  for (const SiteReport& site : report.sites) sites.push_back(site_json(site, report.kind));
  const json::value document_of = {
      {"format", 1},
      {"face", "internal"},
      {"notice", document::internal_face},
      {"kind_of_site", name_of(report.kind)},
      {"days",
       {{"from", day(report.days.from)},
        {"to", day(report.days.to)},
        {"first", report.span ? day(report.span->first) : json::value(nullptr)},
        {"last", report.span ? day(report.span->second) : json::value(nullptr)},
        {"count", report.span ? json::value(document::days_between(report.span->first, report.span->second) + 1)
                              : json::value(nullptr)}}},
      {"sites", std::move(sites)},
      {"sum", figures_json(report.sum)},
  };
  return document::indented(document_of);
}

}  // namespace alongside::evidence
