// Fuzzer: any text as a plan over five places is a plan or an error; a plan's numbers are numbers, and its bound is never below its worth.
#include <unistd.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "plan/planning.hpp"
#include "plan/words/results.hpp"

namespace {

constexpr const char* places_csv =
    "place,lat,lon,area_km2,population,region,group,deaths,people,cost\n"
    "Ash,41,-73,10,1000,North,hill,30,100,300\n"
    "Birch,41.01,-73,5,800,North,hill,20,200,100\n"
    "Cedar,41.5,-73,0,500,South,shore,10,700,80\n"
    "Dogwood,41.5,-73.01,0,400,South,shore,0,0,90\n"
    "Elm,42,-72,50,900,West,shore,4,40,0\n";
constexpr const char* places_toml =
    "name = \"Five\"\nabout = \"Made up\"\nsource = \"Made up\"\nfile = \"places.csv\"\n[bounds]\nsouth = 40\nwest = "
    "-74\nnorth = 43\neast = -71\n";

/// A folder with the places, gone with the process.
class Folder {
 public:
  Folder() {
    std::filesystem::create_directories(path_);
    std::ofstream(path_ / "places.csv") << places_csv;
    std::ofstream(path_ / "places.toml") << places_toml;
    std::ofstream(path_ / "minutes.csv") << "from,to,minutes\nAsh,Birch,10\nCedar,Elm,20\n";
    std::ofstream(path_ / "sites.csv") << "name,lat,lon,metres\nHall,41.1,-73,200\nMill,41.6,-72.9,4000\n";
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string plan() const { return (path_ / "plan.toml").string(); }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("alongside-plan-fuzz-" + std::to_string(::getpid()));
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside::plan;
  static const Folder folder;
  const auto document = parse_plan(folder.plan(), std::string(reinterpret_cast<const char*>(data), size), {}, "");
  if (!document) return 0;
  const auto plan = make_plan(*document, nullptr, {.draws = 3, .seconds_max = 0.2, .curve_sites_max = 3});
  if (!plan) return 0;
  const Solution& solved = plan->solution;
  if (!std::isfinite(solved.objective) || solved.objective < 0 || solved.bound < solved.objective * (1 - 1e-9))
    std::abort();
  if (plan->capacity && plan->capacity->objective_without < solved.objective * (1 - 1e-9)) std::abort();
  for (const CostPoint& point : plan->costs) {
    if (!std::isfinite(point.cost / point.averted)) std::abort();
  }
  plan_as_json(*plan, {});
  plan_as_text(*plan, {});
  const auto round = HandedRound::make(*document, nullptr, {.draws = 3, .seconds_max = 0.2, .curve_sites_max = 3});
  if (round) plan_as_html(*round, {}, {.with_vetoes = true}), plan_as_geojson(*round);
  return 0;
}
