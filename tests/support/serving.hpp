// The whole program serving a site in a process of its own until it is stopped or killed.
//
// Goal: what must hold between programs. Threads: one test.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace alongside::test {

class Serving {
 public:
  /// Waits until it says where it serves, or has ended. `port` 0: any free one.
  Serving(const std::string& program, const std::filesystem::path& site, std::vector<std::string> more = {},
          std::uint16_t port = 0)
      : said_(site.string() + ".out"), log_(site.string() + ".log") {
    std::vector<std::string> words{program, "serve", site.string(), "--port", std::to_string(port)};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::filesystem::remove(said_);
    std::fflush(nullptr);  // or the child writes it once more
    child_ = ::fork();
    if (child_ == 0) {
      if (::freopen("/dev/null", "r", stdin) && ::freopen(said_.c_str(), "w", stdout) &&
          ::freopen(log_.c_str(), "w", stderr))
        ::execv(program.c_str(), arguments.data());
      ::_exit(127);
    }
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!is_up() && std::chrono::steady_clock::now() < until) {
      if (::waitpid(child_, nullptr, WNOHANG) != 0) {
        child_ = -1;
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  ~Serving() { end(SIGKILL); }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  bool is_up() const { return text_of(said_).find(" at http") != std::string::npos; }
  std::string log() const { return text_of(log_); }
  bool leaves_no_core_dump() const {
    std::ifstream limits("/proc/" + std::to_string(child_) + "/limits");
    for (std::string line; std::getline(limits, line);) {
      if (line.starts_with("Max core file size")) return line.find(" 0 ") != std::string::npos;
    }
    return false;
  }
  void end(int signal) {
    if (child_ <= 0) return;
    ::kill(child_, signal);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
  }

 private:
  static std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const std::filesystem::path said_;
  const std::filesystem::path log_;
  pid_t child_ = -1;
};

}  // namespace alongside::test
