#include "server/live_places.hpp"

#include <algorithm>

namespace alongside::server {

LivePlaces::Taken LivePlaces::take(Reader reader) {
  const std::lock_guard lock(mutex_);
  Taken out;
  if (count_of(reader) >= bounds_.of_one) {
    take_away_oldest_of(reader);
    out.from_another = true;
  }
  const auto elsewhere =
      std::count_if(places_.begin(), places_.end(), [](const auto& place) { return !place->reader.on_screen; });
  const bool is_full = static_cast<int>(places_.size()) >= bounds_.all;
  if (!reader.on_screen && (is_full || elsewhere >= bounds_.elsewhere)) return out;
  if (is_full) {
    const auto most = std::max_element(places_.begin(), places_.end(), [this](const auto& a, const auto& b) {
      return count_of(a->reader) < count_of(b->reader);
    });
    take_away_oldest_of((*most)->reader);
    out.from_another = true;
  }
  auto place = std::make_shared<Place>();
  place->reader = reader;
  places_.push_back(place);
  out.place = std::move(place);
  return out;
}

void LivePlaces::give_back(const std::shared_ptr<const Place>& place) {
  const std::lock_guard lock(mutex_);
  std::erase_if(places_, [&](const auto& one) { return one == place; });
}

int LivePlaces::taken() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(places_.size());
}

int LivePlaces::count_of(Reader reader) const {
  return static_cast<int>(
      std::count_if(places_.begin(), places_.end(), [&](const auto& place) { return place->reader == reader; }));
}

void LivePlaces::take_away_oldest_of(Reader reader) {
  const auto oldest =
      std::find_if(places_.begin(), places_.end(), [&](const auto& place) { return place->reader == reader; });
  (*oldest)->taken_away = true;
  places_.erase(oldest);
}

}  // namespace alongside::server
