#include "solve/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace alongside::solve {

namespace {

constexpr int look_every_ms = 20;
constexpr int pipe_in_child = 3;

[[noreturn]] void run_as_child(const std::function<std::string()>& work, int pipe, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
  if (::getppid() != parent) ::_exit(1);  // it ended before the line above
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGHUP}) ::signal(signal, SIG_DFL);
  if (pipe != pipe_in_child) ::dup2(pipe, pipe_in_child);
  ::close_range(pipe_in_child + 1, ~0U, 0);
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
  try {
    const std::string said = work();
    for (std::size_t at = 0; at < said.size();) {
      const ssize_t wrote = ::write(pipe_in_child, said.data() + at, said.size() - at);
      if (wrote < 0 && errno != EINTR) ::_exit(1);
      if (wrote > 0) at += static_cast<std::size_t>(wrote);
    }
  } catch (...) {  // libraries throw what they like
    ::_exit(1);
  }
  ::_exit(0);
}

/// All that comes until the other end closes; cut short where it has to end.
std::string read_all(int pipe, const Until& until) {
  std::string out;
  std::array<char, 4096> bytes{};
  while (!until.is_over()) {
    pollfd ready{.fd = pipe, .events = POLLIN, .revents = 0};
    if (::poll(&ready, 1, look_every_ms) <= 0) continue;
    const ssize_t got = ::read(pipe, bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    out.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return out;
}

}  // namespace

std::string said_by_child(const std::function<std::string()>& work, const Until& until) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) run_as_child(work, ends[1], parent);
  ::close(ends[1]);
  std::string said;
  if (child > 0) {
    said = read_all(ends[0], until);
    ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  }
  ::close(ends[0]);
  return said;
}

}  // namespace alongside::solve
