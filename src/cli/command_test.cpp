#include "cli/command.hpp"

#include <gtest/gtest.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace alongside::cli {
namespace {

/// Standard input as a script gives it: these bytes, then the end.
class Piped {
 public:
  explicit Piped(std::string_view bytes) : before_(::dup(STDIN_FILENO)) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    EXPECT_EQ(::write(ends[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    ::close(ends[1]);
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
    std::clearerr(stdin);
    std::cin.clear();
  }
  ~Piped() {
    ::dup2(before_, STDIN_FILENO);
    ::close(before_);
    std::cin.clear();
  }
  Piped(const Piped&) = delete;
  Piped& operator=(const Piped&) = delete;

 private:
  int before_;
};

TEST(AskSecretly, WithoutATerminalALineOfStandardInputIsTheAnswer) {
  const Piped input("a long password\n2468\n");
  const auto password = ask_secretly("Password of dr-okafor: ");
  ASSERT_TRUE(password.ok()) << password.error().message;
  EXPECT_EQ(*password, "a long password");
  const auto pin = ask_secretly("Shift PIN for ana: ");
  ASSERT_TRUE(pin.ok()) << pin.error().message;
  EXPECT_EQ(*pin, "2468");
}

TEST(AskSecretly, AnErrorNamesWhatWasAskedAndNotAnotherSecret) {
  const Piped input("");
  const auto password = ask_secretly("Password of dr-okafor: ");
  ASSERT_FALSE(password.ok());
  EXPECT_EQ(password.error().failure, base::Failure::input);
  EXPECT_NE(password.error().message.find("Password of dr-okafor"), std::string::npos) << password.error().message;
  EXPECT_EQ(password.error().message.find("passphrase"), std::string::npos) << password.error().message;
}

/// Standard input as somebody at a terminal gives it: a line for each prompt, typed once it is no longer shown. What was typed before a
/// prompt is thrown away there.
class Terminal {
 public:
  explicit Terminal(std::vector<std::string> lines)
      : input_before_(::dup(STDIN_FILENO)), errors_before_(::dup(STDERR_FILENO)) {
    int prompts[2];
    EXPECT_EQ(::openpty(&master_, &slave_, nullptr, nullptr, nullptr), 0);
    EXPECT_EQ(::pipe(prompts), 0);
    ::dup2(slave_, STDIN_FILENO);
    ::dup2(prompts[1], STDERR_FILENO);
    ::close(prompts[1]);
    prompts_ = prompts[0];
    std::clearerr(stdin);
    std::cin.clear();
    typist_ = std::thread([this, lines = std::move(lines)] {
      for (const std::string& line : lines) {
        if (!read_prompt()) return;
        wait_until_hidden();
        EXPECT_EQ(::write(master_, line.data(), line.size()), static_cast<ssize_t>(line.size()));
      }
    });
  }
  ~Terminal() {
    ::dup2(errors_before_, STDERR_FILENO);  // the end of the prompts, if one was not asked
    typist_.join();
    ::dup2(input_before_, STDIN_FILENO);
    for (const int one : {input_before_, errors_before_, prompts_, slave_, master_}) ::close(one);
    std::clearerr(stdin);
    std::cin.clear();
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

 private:
  bool read_prompt() const {
    std::string text;
    for (char c = 0; !text.ends_with(": "); text += c) {
      if (::read(prompts_, &c, 1) != 1) return false;
    }
    return true;
  }
  void wait_until_hidden() const {
    for (termios state{}; tcgetattr(slave_, &state) == 0 && (state.c_lflag & static_cast<tcflag_t>(ECHO)) != 0;)
      std::this_thread::yield();
  }

  int input_before_;
  int errors_before_;
  int master_ = -1;
  int slave_ = -1;
  int prompts_ = -1;
  std::thread typist_;
};

TEST(ANewSecret, IsAskedTwiceAtATerminalAndOnceOfAScript) {
  {
    const Terminal same({"2468\n", "2468\n"});
    const auto pin = ask_pin_for("ana");
    ASSERT_TRUE(pin.ok()) << pin.error().message;
    EXPECT_EQ(*pin, "2468");
  }
  {
    const Terminal other({"a long password\n", "a long pasword\n"});
    const auto password = ask_password_for("ana");
    ASSERT_FALSE(password.ok());
    EXPECT_NE(password.error().message.find("the two differ"), std::string::npos) << password.error().message;
  }
  const Piped script("2468\nnext\n");
  EXPECT_EQ(*ask_pin_for("ana"), "2468");
  EXPECT_EQ(*ask_secretly("next: "), "next");
}

#ifndef ALONGSIDE_SANITIZED
/// Status 0: no core dump will be written, and nobody else may read.
[[noreturn]] void keep_and_tell() {
  keep_memory_to_itself();
  rlimit core{.rlim_cur = 1, .rlim_max = 1};
  getrlimit(RLIMIT_CORE, &core);
  std::_Exit(core.rlim_cur == 0 && core.rlim_max == 0 && prctl(PR_GET_DUMPABLE) == 0 ? 0 : 1);
}

TEST(KeepMemoryToItself, WritesNoCoreDumpAndLetsNobodyRead) {
  EXPECT_EXIT(keep_and_tell(), testing::ExitedWithCode(0), "") << "in a child: it is for the whole process, for good";
}
#endif

}  // namespace
}  // namespace alongside::cli
