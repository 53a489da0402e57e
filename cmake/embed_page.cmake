# Writes the definition of server::page_assets() from the built web page (run with cmake -P; see embed.cmake).
#
# A page that was not built is replaced by one that says so, so that the program builds and its tests run without npm.
include(${CMAKE_CURRENT_LIST_DIR}/incbin.cmake)

set(type_html "text/html; charset=utf-8")
set(type_js "text/javascript; charset=utf-8")
set(type_mjs "text/javascript; charset=utf-8")
set(type_css "text/css; charset=utf-8")
set(type_json "application/json")
set(type_webmanifest "application/manifest+json")
set(type_svg "image/svg+xml")
set(type_png "image/png")
set(type_ico "image/x-icon")
set(type_woff2 "font/woff2")
set(type_wasm "application/wasm")
set(type_mp3 "audio/mpeg")
set(type_wav "audio/wav")
set(type_txt "text/plain; charset=utf-8")

list_embedded_files(paths)
list(FILTER paths EXCLUDE REGEX "\\.(map|gz)$")
if(NOT "index.html" IN_LIST paths)
  set(FOLDER ${OUTPUT}.page)
  file(WRITE ${FOLDER}/index.html "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Alongside</title>\
<h1>The page was not built</h1><p>The server is running. Run <code>script/server</code>, which builds the page too.</p></html>\n")
  set(paths index.html)
endif()

find_program(GZIP gzip)
set(symbols "")
set(rows "")
set(number 0)
foreach(path IN LISTS paths)
  set(file ${FOLDER}/${path})
  set(symbol alongside_page_asset_${number})
  math(EXPR number "${number} + 1")
  incbin(lines ${symbol} ${file})
  string(APPEND symbols "${lines}")

  set(gzip_span "{}")
  get_filename_component(extension ${path} LAST_EXT)
  string(REPLACE "." "" extension "${extension}")
  if(GZIP AND extension MATCHES "^(html|js|mjs|css|json|svg|webmanifest|txt)$")
    file(SIZE ${file} size)
    if(size GREATER 1024)
      set(packed ${OUTPUT}.gz/${symbol}.gz)
      get_filename_component(packed_folder ${packed} DIRECTORY)
      file(MAKE_DIRECTORY ${packed_folder})
      execute_process(COMMAND ${GZIP} -9 -n -c ${file} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
      incbin(lines ${symbol}_gzip ${packed})
      string(APPEND symbols "${lines}")
      set(gzip_span "{${symbol}_gzip, ${symbol}_gzip_end}")
    endif()
  endif()

  set(content_type "${type_${extension}}")
  if(NOT content_type)
    set(content_type "application/octet-stream")
  endif()
  file(SHA256 ${file} digest)
  string(SUBSTRING ${digest} 0 32 digest)
  string(APPEND rows "    Asset{\"/${path}\", \"${content_type}\", {${symbol}, ${symbol}_end}, ${gzip_span}, \"\\\"${digest}\\\"\"},\n")
endforeach()

file(WRITE ${OUTPUT} "// Written by cmake/embed_page.cmake; edit nothing here.
#include \"server/page_assets.hpp\"

#include <array>

${symbols}
namespace alongside::server {

std::span<const Asset> page_assets() {
  static const auto assets = std::to_array<Asset>({
${rows}  });
  return assets;
}

}  // namespace alongside::server
")
