// The built web page, inside the program.
//
// Goals: one file to install; the page and the server it talks to are always of one version.
// Non-goals: templates, anything that changes after the build.
// Invariant: there is always an asset "/index.html" (one that says so when the page was not built).
// Threads: constant data, any thread may read it at any time.
//
// The definition is written at build time by cmake/embed_page.cmake from web/dist.
#pragma once

#include <span>
#include <string_view>

namespace alongside::server {

struct Asset {
  std::string_view path;                 // as in a URL, from the root: "/assets/index-4f1c.js"
  std::string_view content_type;         // ready for the Content-Type header
  std::span<const unsigned char> bytes;  // as built
  std::span<const unsigned char> gzip;   // the same, compressed; empty where that does not pay
  std::string_view etag;                 // with its quotes, ready for the ETag header; changes with the bytes
};

// Every file of the page, sorted by path. Lives as long as the program.
std::span<const Asset> page_assets();

}  // namespace alongside::server
