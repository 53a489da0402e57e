# Files that travel inside the program: the built web page, and the shipped documents.
#
# embed_files(TARGET name GENERATOR script FOLDER folder PATTERNS glob...)
#   A static library whose one source is written by cmake/SCRIPT (run with cmake -P, so that no other tool is needed) from the
#   files of FOLDER that match. The bytes come in through the assembler's .incbin, which takes no time however large they are.
function(embed_files)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "TARGET;GENERATOR;FOLDER" "PATTERNS")
  set(globs ${ARG_PATTERNS})
  list(TRANSFORM globs PREPEND ${ARG_FOLDER}/)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${globs})
  set(generated ${PROJECT_BINARY_DIR}/embedded/${ARG_TARGET}.cpp)
  set(generator ${PROJECT_SOURCE_DIR}/cmake/${ARG_GENERATOR})
  list(JOIN ARG_PATTERNS "|" patterns)
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${ARG_FOLDER} "-DPATTERNS=${patterns}" -DOUTPUT=${generated} -P ${generator}
    DEPENDS ${generator} ${PROJECT_SOURCE_DIR}/cmake/incbin.cmake ${files}
    COMMENT "Embedding ${ARG_FOLDER}"
    VERBATIM)
  add_library(${ARG_TARGET} STATIC ${generated})
  target_include_directories(${ARG_TARGET} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${ARG_TARGET} PRIVATE alongside_options)
endfunction()
