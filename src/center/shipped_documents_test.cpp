#include "center/shipped_documents.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace alongside::center {
namespace {

TEST(ShippedDocuments, AreTheFilesOfTheSourceTreeByteForByte) {
  std::size_t files = 0;
  for (const char* folder : {"protocols", "guardrails"}) {
    const auto path = std::filesystem::path(ALONGSIDE_SOURCE_DIR) / folder;
    if (!std::filesystem::exists(path)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      if (entry.path().extension() != ".toml") continue;
      ++files;
      const std::string name = std::string(folder) + "/" + entry.path().filename().string();
      const auto shipped = std::ranges::find(shipped_documents(), name, &ShippedDocument::name);
      ASSERT_NE(shipped, shipped_documents().end()) << name << " does not travel in the program";
      std::ifstream in(entry.path(), std::ios::binary);
      EXPECT_EQ(shipped->text, std::string(std::istreambuf_iterator<char>(in), {})) << name;
    }
  }
  EXPECT_EQ(shipped_documents().size(), files);
}

TEST(ShippedDocuments, StandInOrderOfName) {
  EXPECT_TRUE(std::ranges::is_sorted(shipped_documents(), {}, &ShippedDocument::name));
}

}  // namespace
}  // namespace alongside::center
