# The compiler and how it is called: warnings are errors, assertions stay on in release, ccache and a fast linker where there are any.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# No -DNDEBUG: a broken invariant must stop the program, not the record.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")

add_library(alongside_options INTERFACE)
target_compile_options(alongside_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror -fno-omit-frame-pointer)
target_compile_definitions(alongside_options INTERFACE ALONGSIDE_VERSION="${PROJECT_VERSION}")

if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # What g++ leaves out of -Wconversion and -Wextra in C++: the sanitized builds look for faults at run time, not for a second taste.
  # Deprecated: what g++ 12's own library uses in std::stable_sort.
  target_compile_options(alongside_options INTERFACE -Wno-sign-conversion -Wno-missing-designated-field-initializers -Wno-deprecated-declarations)
endif()

if(ALONGSIDE_SANITIZERS)
  add_compile_definitions(ALONGSIDE_SANITIZED)
  add_compile_options(-fsanitize=${ALONGSIDE_SANITIZERS} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ALONGSIDE_SANITIZERS})
  if(ALONGSIDE_FUZZERS)
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
  endif()
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_program(MOLD mold)
find_program(LLD ld.lld)
if(MOLD)
  add_link_options(-fuse-ld=mold)
elseif(LLD)
  add_link_options(-fuse-ld=lld)
endif()
