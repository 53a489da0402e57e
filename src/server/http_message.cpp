#include "server/http_message.hpp"

#include <algorithm>

#include "base/bytes.hpp"

namespace alongside::server {

namespace {

std::string_view find_header(const std::vector<Header>& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (same_text(header.name, name)) return header.value;
  }
  return {};
}

/// Calls `use(name, value)` for each "name=value" of `text`, parts divided by `divider`, until it returns true.
template <class Use>
void each_pair(std::string_view text, char divider, Use use) {
  while (!text.empty()) {
    std::string_view part = text.substr(0, text.find(divider));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    if (use(part.substr(0, equals), part.substr(equals + 1))) return;
  }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view Request::header(std::string_view name) const { return find_header(headers, name); }
std::size_t Request::count_of(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(headers.begin(), headers.end(), [&](const Header& one) { return same_text(one.name, name); }));
}
std::string_view Response::header(std::string_view name) const { return find_header(headers, name); }

std::string_view Request::cookie(std::string_view name) const {
  std::string_view found;
  each_pair(header("Cookie"), ';', [&](std::string_view key, std::string_view value) {
    if (key != name) return false;
    found = value;
    return true;
  });
  return found;
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  std::optional<std::string_view> found;
  each_pair(query, '&', [&](std::string_view key, std::string_view value) {
    if (key != name) return false;
    found = value;
    return true;
  });
  return found;
}

Response json_response(std::string body, int status) {
  Response response{.status = status, .headers = {}, .body = std::move(body), .fixed_body = {}, .stream = nullptr};
  response.with("Content-Type", "application/json");
  return response;
}

Response empty_response(int status) {
  return {.status = status, .headers = {}, .body = {}, .fixed_body = {}, .stream = nullptr};
}

std::optional<std::string> decoded_path(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '%') {
      out.push_back(path[i]);
      continue;
    }
    const auto byte = base::unhex(path.substr(i + 1, 2));
    if (!byte || byte->size() != 1 || byte->front() == 0) return std::nullopt;
    out.push_back(static_cast<char>(byte->front()));
    i += 2;
  }
  return out;
}

}  // namespace alongside::server
