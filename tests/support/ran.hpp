// A command run as a user types it, and what it printed.
#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <string>

namespace alongside::test {

struct Ran {
  int status = -1;
  std::string out;
};

/// Standard output; with "2>&1" in the command standard error as well.
inline Ran run(const std::string& command) {
  Ran ran;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return ran;
  char block[4096];
  for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, pipe)) > 0;) ran.out.append(block, got);
  const int answer = ::pclose(pipe);
  ran.status = WIFEXITED(answer) ? WEXITSTATUS(answer) : -1;
  return ran;
}

}  // namespace alongside::test
