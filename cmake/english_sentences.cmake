# The program's sentences, in English: what the page's catalogue has under said.*, as a header. The words of both stand there and nowhere else.
#
# english_sentences(TARGET)
#   Writes document/english_sentences.hpp when a sentence changes, and lets TARGET and whoever links it include it.
function(english_sentences TARGET)
  set(catalogue ${PROJECT_SOURCE_DIR}/web/src/catalogue/en.json)
  set(folder ${PROJECT_BINARY_DIR}/written)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${catalogue})
  file(READ ${catalogue} text)
  string(ASCII 1 semicolon) # in CMake's own lists it stands between two elements
  string(REPLACE ";" "${semicolon}" text "${text}")
  # A sentence a line, and JSON writes it as C++ does.
  string(REGEX MATCHALL "\n  \"said\\.[^\n]*" rows "${text}")
  list(JOIN rows "" rows)
  string(REGEX REPLACE "\n  \"said\\.([^\"]+)\": ([^\n]*\"),?" "\n    {\"\\1\", \\2}," rows "${rows}")
  string(REPLACE "${semicolon}" ";" rows "${rows}")
  file(CONFIGURE OUTPUT ${folder}/document/english_sentences.hpp @ONLY CONTENT "// Written by cmake/english_sentences.cmake.
#pragma once

#include <string_view>
#include <utility>

namespace alongside::document {

inline constexpr std::pair<std::string_view, std::string_view> english_sentences[] = {@rows@
};

}  // namespace alongside::document
")
  target_include_directories(${TARGET} PUBLIC ${folder})
endfunction()
