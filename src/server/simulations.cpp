#include "server/simulations.hpp"

#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "server/problem.hpp"

namespace alongside::server {

namespace {

constexpr std::size_t at_once = 2;
constexpr std::size_t waiting_max = 8;  ///< [J] planners of one site who look at the same time
constexpr int politeness = 5;           ///< a third of the weight of the floor, which comes first and needs little

Problem superseded() {
  return {.status = 409,
          .type = "superseded",
          .title = "A newer request of the same reader took its place",
          .detail = {},
          .field = {},
          .retry_after_ms = {}};
}

Problem busy() {
  return {.status = 503,
          .type = "busy",
          .title = "Too many simulations are asked at once",
          .detail = "Try again when one has ended.",
          .field = {},
          .retry_after_ms = 2000};
}

Problem ending() {
  return {.status = 503,
          .type = "busy",
          .title = "The program is stopping",
          .detail = "Ask again once it runs.",
          .field = {},
          .retry_after_ms = 5000};
}

}  // namespace

Simulations::Simulations() {
  for (std::size_t i = 0; i < at_once; ++i) threads_.emplace_back([this] { run(); });
}

Simulations::~Simulations() { finish(); }

void Simulations::add(std::string reader, Kind kind, Work work, Respond respond) {
  auto piece = std::make_shared<Piece>();
  piece->reader = std::move(reader);
  piece->kind = kind;
  piece->work = std::move(work);
  piece->respond = std::move(respond);
  const auto is_older = [&](const std::shared_ptr<Piece>& one) {
    return one->kind == piece->kind && one->reader == piece->reader;
  };
  std::vector<std::shared_ptr<Piece>> not_wanted;
  bool taken = false;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& one : running_) {
      if (!is_older(one)) continue;
      one->superseded = true;
      one->stop = true;
    }
    std::copy_if(waiting_.begin(), waiting_.end(), std::back_inserter(not_wanted), is_older);
    std::erase_if(waiting_, is_older);
    taken = !finishing_ && waiting_.size() < waiting_max;
    if (taken) waiting_.push_back(piece);
  }
  changed_.notify_one();
  for (const auto& one : not_wanted) one->respond(problem_response(superseded()));
  if (!taken) piece->respond(problem_response(busy()));
}

void Simulations::stop() {
  std::deque<std::shared_ptr<Piece>> left;
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
    left.swap(waiting_);
    for (const auto& one : running_) one->stop = true;
  }
  changed_.notify_all();
  for (const auto& one : left) one->respond(problem_response(ending()));
}

void Simulations::finish() {
  stop();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Simulations::run() {
  // Linux keeps this a thread's own, and threads that it starts inherit it.
  if (::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), politeness) != 0)
    spdlog::warn("simulations run at the priority of everything else");
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return finishing_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const std::shared_ptr<Piece> piece = std::move(waiting_.front());
    waiting_.pop_front();
    running_.push_back(piece);
    lock.unlock();
    Response response = answer(*piece);
    lock.lock();
    std::erase(running_, piece);
    // What was stopped on its way is no answer.
    if (piece->superseded)
      response = problem_response(superseded());
    else if (piece->stop)
      response = problem_response(ending());
    lock.unlock();
    piece->respond(std::move(response));
    lock.lock();
  }
}

Response Simulations::answer(Piece& piece) {
  try {
    return piece.work(piece.stop);
  } catch (const std::exception& error) {
    spdlog::error("a simulation: {}", error.what());
    return problem_response(problems::failed());
  }
}

}  // namespace alongside::server
