// The page's own files. They are of this program's version and may be cached; nothing else may.
#include <algorithm>

#include "server/page_assets.hpp"
#include "server/problem.hpp"
#include "server/router.hpp"

namespace alongside::server::routes {

namespace {

const Asset* find_asset(std::string_view path) {
  const auto assets = page_assets();
  const auto found = std::lower_bound(assets.begin(), assets.end(), path,
                                      [](const Asset& asset, std::string_view wanted) { return asset.path < wanted; });
  return found != assets.end() && found->path == path ? &*found : nullptr;
}

/// A place within the page (as "/emergency/…"), which the page itself reads: a path whose last part is no file name.
bool is_place_in_page(std::string_view path) {
  return !path.starts_with("/api/") && path.find("..") == std::string_view::npos &&
         path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
}

std::string_view text_of(std::span<const unsigned char> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Response page(const Request& request) {
  const Asset* asset = find_asset(request.path == "/" ? "/index.html" : std::string_view(request.path));
  if (!asset && is_place_in_page(request.path)) asset = find_asset("/index.html");
  if (!asset) return problem_response(problems::not_found());

  Response response = empty_response(200);
  response.with("Content-Type", std::string(asset->content_type)).with("ETag", std::string(asset->etag));
  response.with("Vary", "Accept-Encoding");
  // Names under /assets/ change with their content.
  const bool hashed = asset->path.starts_with("/assets/");
  response.with("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (asset->path == "/sw.js") response.with("Service-Worker-Allowed", "/");
  if (request.header("If-None-Match").find(asset->etag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  const bool packed = !asset->gzip.empty() && request.header("Accept-Encoding").find("gzip") != std::string_view::npos;
  if (packed) response.with("Content-Encoding", "gzip");
  response.fixed_body = text_of(packed ? asset->gzip : asset->bytes);
  return response;
}

}  // namespace alongside::server::routes
