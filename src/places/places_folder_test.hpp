// A folder with a few places, for tests that read documents of places.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace alongside::places {

/// Gone with the test.
class PlacesFolder {
 public:
  explicit PlacesFolder(const std::string& places) {
    std::filesystem::create_directories(folder_);
    write("places.csv", places);
    write("places.toml",
          "name = \"A line\"\nabout = \"a test\"\nsource = \"made up\"\nfile = \"places.csv\"\n[bounds]\nsouth = "
          "40\nwest = -74\nnorth = 43\neast = -70\n");
  }
  PlacesFolder(const PlacesFolder&) = delete;
  PlacesFolder& operator=(const PlacesFolder&) = delete;
  ~PlacesFolder() { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

 private:
  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("alongside-places-" + std::to_string(::getpid()));
};

}  // namespace alongside::places
