// LivePlaces: how many streams of the floor are open, and whose.
//
// Invariant: a registered screen's new stream always has a place. One screen's places are its own: beyond them its oldest stream ends; where all
// are taken, the oldest of whoever has most. Threads: any.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

namespace alongside::server {

class LivePlaces {
 public:
  struct Bounds {
    int all = 0;
    int of_one = 0;
    int elsewhere = 0;  ///< of those who read on no registered screen
  };
  struct Reader {
    bool on_screen = false;
    std::uint32_t number = 0;  ///< of the screen, or of the person
    bool operator==(const Reader&) const = default;
  };
  struct Place {
    Reader reader;
    std::atomic<bool> taken_away = false;  ///< a newer stream has it: this one ends at its next poll
  };

  explicit LivePlaces(Bounds bounds) : bounds_(bounds) {}

  struct Taken {
    std::shared_ptr<const Place> place;  ///< null: none is free
    bool from_another = false;           ///< some stream has to be told
  };
  Taken take(Reader reader);
  void give_back(const std::shared_ptr<const Place>& place);
  int taken() const;

 private:
  int count_of(Reader reader) const;
  void take_away_oldest_of(Reader reader);

  const Bounds bounds_;
  mutable std::mutex mutex_;
  std::list<std::shared_ptr<Place>> places_;  ///< the oldest first; none that was taken away
};

}  // namespace alongside::server
