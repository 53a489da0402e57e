#include "document/shipped_documents.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace alongside::document {
namespace {

TEST(ShippedDocuments, AreKnownByTheirShortNamesAlone) {
  EXPECT_TRUE(is_shipped("studies", "boston"));
  for (const char* other : {"", "bost", "boston.toml", "studies/boston", "bc-aha"})
    EXPECT_FALSE(is_shipped("studies", other)) << other;
  EXPECT_TRUE(is_shipped("protocols", "bc-aha"));
}

TEST(ShippedDocuments, AreTheFilesOfTheSourceTreeByteForByte) {
  std::size_t files = 0;
  for (const char* folder : {"protocols", "guardrails", "studies", "scenarios", "plans", "places", "templates"}) {
    const auto path = std::filesystem::path(ALONGSIDE_SOURCE_DIR) / folder;
    if (!std::filesystem::exists(path)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      if (entry.path().extension() != ".toml" && entry.path().extension() != ".csv") continue;
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

TEST(ShippedDocuments, AreFoundByTheirShortNameAndFilesByTheirPath) {
  EXPECT_NE(document_text("protocols", "sydney")->find("Sydney"), std::string::npos);
  EXPECT_EQ(*document_text("protocols", "sydney"),
            *document_text("protocols", std::string(ALONGSIDE_SOURCE_DIR) + "/protocols/sydney.toml"));
  EXPECT_EQ(document_text("protocols", "sidney").error().message,
            "no document of protocols is called \"sidney\"; shipped are bc-aha, sydney; or give the path of a file "
            "that ends in .toml; did you mean sydney?");
}

}  // namespace
}  // namespace alongside::document
