# Writes the definition of document::shipped_documents() from protocols/, guardrails/, studies/, templates/, scenarios/, plans/ and places/ (run with cmake -P; see embed.cmake).
include(${CMAKE_CURRENT_LIST_DIR}/incbin.cmake)

list_embedded_files(paths)
set(symbols "")
set(rows "")
set(number 0)
foreach(path IN LISTS paths)
  set(symbol alongside_shipped_document_${number})
  math(EXPR number "${number} + 1")
  incbin(lines ${symbol} ${FOLDER}/${path})
  string(APPEND symbols "${lines}")
  string(APPEND rows "      {\"${path}\", text(${symbol}, ${symbol}_end)},\n")
endforeach()

file(WRITE ${OUTPUT} "// Written by cmake/embed_documents.cmake; edit nothing here.
#include \"document/shipped_documents.hpp\"

#include <vector>

${symbols}
namespace alongside::document {

std::span<const ShippedDocument> shipped_documents() {
  [[maybe_unused]] constexpr auto text = [](const unsigned char* begin, const unsigned char* end) {
    return std::string_view(reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin));
  };
  static const std::vector<ShippedDocument> documents{
${rows}  };
  return documents;
}

}  // namespace alongside::document
")
