# Shared by the scripts that write embedded files (run with cmake -P): listing files, and the lines that bring bytes in.
cmake_policy(VERSION 3.25)

# Every file of FOLDER that matches one of PATTERNS ("a/*.toml|b/*"), as sorted paths relative to FOLDER.
function(list_embedded_files RESULT)
  string(REPLACE "|" ";" globs "${PATTERNS}")
  list(TRANSFORM globs PREPEND ${FOLDER}/)
  file(GLOB_RECURSE found RELATIVE ${FOLDER} ${globs})
  list(SORT found)
  set(${RESULT} ${found} PARENT_SCOPE)
endfunction()

# The assembler lines and declarations that make FILE's bytes known as SYMBOL and SYMBOL_end.
function(incbin RESULT SYMBOL FILE)
  set(${RESULT} "asm(R\"(
    .section .rodata, \"a\"
    .balign 16
    .globl ${SYMBOL}
${SYMBOL}:
    .incbin \"${FILE}\"
    .globl ${SYMBOL}_end
${SYMBOL}_end:
    .byte 0
    .text
)\");
extern \"C\" const unsigned char ${SYMBOL}[];
extern \"C\" const unsigned char ${SYMBOL}_end[];
" PARENT_SCOPE)
endfunction()
