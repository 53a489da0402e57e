// Simulations: the planners' runs, on threads of their own, so that no tap, no look and no writer ever waits for one.
//
// Goals: at most two pieces of work at a time, at low priority; a reader's newer piece stops the older of its kind, whose answer nobody wants.
// Non-goals: what a piece computes, and on how many threads (chance/asker.hpp); keeping results. Every reply is answered once, also when the program ends.
// Threads: all functions may be called from any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/http_message.hpp"

namespace alongside::server {

class Simulations {
 public:
  /// Computes an answer; looks at `stop` now and then, and may answer anything once it is set.
  using Work = std::function<Response(const std::atomic<bool>& stop)>;
  enum class Kind { run, day, study, plan };

  Simulations();
  ~Simulations();
  Simulations(const Simulations&) = delete;
  Simulations& operator=(const Simulations&) = delete;

  /// `reader`: who asks, as an opaque text. Answers 409 if a newer piece of the same reader and kind comes first, 503 where too many wait.
  void add(std::string reader, Kind kind, Work work, Respond respond);

  /// Tells what runs to stop, answers what waits with 503, and takes nothing more. Does not wait.
  void stop();
  /// The same, and returns when no thread is left.
  void finish();

 private:
  struct Piece {
    std::string reader;
    Kind kind;
    Work work;
    Respond respond;
    std::atomic<bool> stop = false;
    bool superseded = false;  ///< under the mutex
  };

  void run();
  Response answer(Piece& piece);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Piece>> waiting_;
  std::vector<std::shared_ptr<Piece>> running_;
  bool finishing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace alongside::server
