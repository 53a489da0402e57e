# Every library that the program stands on, all of them Debian 12 packages (script/bootstrap installs them).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS headers system json)
find_package(OpenSSL REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(date REQUIRED)
find_package(CLI11 REQUIRED)
find_package(GTest REQUIRED)
find_package(rapidcheck REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(openmpi REQUIRED IMPORTED_TARGET ompi-c)
pkg_check_modules(cbc REQUIRED IMPORTED_TARGET cbc)
find_path(RANDOM123_INCLUDE Random123/philox.h REQUIRED)
find_path(TOMLPLUSPLUS_INCLUDE toml++/toml.h REQUIRED)

if(ALONGSIDE_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()

# Names that say the need; the rooms link these. SYSTEM: other people's headers raise none of our warnings.
add_library(alongside_random123 INTERFACE)
target_include_directories(alongside_random123 SYSTEM INTERFACE ${RANDOM123_INCLUDE})

# Headers only: Debian's compiled toml++ holds the parser that throws, and ours returns what is wrong.
add_library(alongside_tomlplusplus INTERFACE)
target_include_directories(alongside_tomlplusplus SYSTEM INTERFACE ${TOMLPLUSPLUS_INCLUDE})

add_library(alongside_test_libraries INTERFACE)
target_link_libraries(alongside_test_libraries INTERFACE GTest::gtest GTest::gtest_main GTest::gmock rapidcheck fmt::fmt)

# Asio and Beast compiled once, apart, instead of in every file that includes them.
set(boost_network_source ${PROJECT_BINARY_DIR}/boost_network.cpp)
file(CONFIGURE OUTPUT ${boost_network_source} CONTENT "#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
")
add_library(boost_network STATIC EXCLUDE_FROM_ALL ${boost_network_source})
target_link_libraries(boost_network PUBLIC Boost::headers Boost::system OpenSSL::SSL Threads::Threads)
target_compile_definitions(boost_network PUBLIC BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)
