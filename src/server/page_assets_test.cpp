#include "server/page_assets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace alongside::server {
namespace {

TEST(PageAssets, AlwaysHoldAPage) {
  const auto assets = page_assets();
  const auto page = std::ranges::find(assets, "/index.html", &Asset::path);
  ASSERT_NE(page, assets.end());
  EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
  const std::string text(page->bytes.begin(), page->bytes.end());
  EXPECT_TRUE(text.starts_with("<!doctype html>")) << text.substr(0, 80);
  EXPECT_NE(text.find("</html>"), std::string::npos) << "the page is cut off";
}

TEST(PageAssets, AreNamedFromTheRootOnceEach) {
  std::set<std::string_view> seen;
  for (const Asset& asset : page_assets()) {
    EXPECT_TRUE(asset.path.starts_with('/')) << asset.path;
    EXPECT_TRUE(seen.insert(asset.path).second) << asset.path << " twice";
  }
}

TEST(PageAssets, CarryATypeThatABrowserUnderstands) {
  for (const Asset& asset : page_assets()) {
    EXPECT_NE(asset.content_type, "application/octet-stream")
        << asset.path << ": name its type in cmake/embed_page.cmake";
  }
}

TEST(PageAssets, HaveAnEtagOfTheirOwn) {
  std::set<std::string_view> seen;
  for (const Asset& asset : page_assets()) {
    EXPECT_TRUE(asset.etag.size() > 2 && asset.etag.front() == '"' && asset.etag.back() == '"') << asset.path;
    seen.insert(asset.etag);
  }
  EXPECT_EQ(seen.size(), page_assets().size());
}

TEST(PageAssets, AreCompressedWhereThatPays) {
  for (const Asset& asset : page_assets()) {
    if (asset.gzip.empty()) continue;
    EXPECT_LT(asset.gzip.size(), asset.bytes.size()) << asset.path;
    ASSERT_GT(asset.gzip.size(), 2U) << asset.path;
    EXPECT_EQ(asset.gzip[0], 0x1f) << asset.path;
    EXPECT_EQ(asset.gzip[1], 0x8b) << asset.path;
  }
}

}  // namespace
}  // namespace alongside::server
