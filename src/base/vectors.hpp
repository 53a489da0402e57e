// ALONGSIDE_VECTORS before a function: g++ compiles it for each kind of vector unit, and the machine takes the one that it has. The answers are the same
// bytes: src/CMakeLists.txt compiles the files that use it without fused operations. Other compilers make one version.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ALONGSIDE_VECTORS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define ALONGSIDE_VECTORS
#endif
