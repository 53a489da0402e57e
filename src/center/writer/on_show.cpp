#include "center/writer/on_show.hpp"

#include <algorithm>
#include <utility>

namespace alongside::center {

void OnShow::read(const std::function<void(const Published&)>& reader) const {
  const std::shared_lock lock(mutex_);
  reader(shown_ ? shown_->published : published_);
}

Center::CodeState OnShow::code_state(std::string_view code) const {
  using CodeState = Center::CodeState;
  const std::shared_lock lock(mutex_);
  if (!record_.participants) return CodeState::unknown;
  const auto participant = record_.participants->find(code);
  if (!participant) return CodeState::unknown;
  const std::string known_as = record_.participants->code_of(*participant);
  const auto& people = published_.state.people;
  const bool inside = std::any_of(people.begin(), people.end(), [&](const domain::Person& person) {
    const VisitName* name = published_.name_inside(person.visit);
    return name && name->handle == known_as;
  });
  return inside ? CodeState::inside : CodeState::known;
}

std::vector<std::string> OnShow::offer_handles(std::size_t count) const {
  const std::shared_lock lock(mutex_);
  return record_.participants ? record_.participants->offer_handles(count) : std::vector<std::string>{};
}

domain::DocumentRef OnShow::adopt(domain::ProtocolDocument document) {
  const std::unique_lock lock(mutex_);
  return center::adopt(*table_, std::move(document));
}

void OnShow::enrol(const base::Uuid& participant, std::string_view code) {
  const std::unique_lock lock(mutex_);
  record_.participants->take(participant, code);
}

void OnShow::publish(const Batch& batch, const ledger::Key& head_token) {
  change([&](Published& published) {
    for (const ToPublish& next : batch.events) {
      published.take(next.event);
      if (const domain::VisitId visit = domain::visit_begun_by(next.event.body); visit.exists())
        published.name_visit(visit, next.visit_id, next.handle);
    }
    published.head = record_.store->head();
    published.head_mark = ledger::token_of(head_token, published.head).mark;
    ++published.revision;
    domain::make_room(published.state);
  });
}

void OnShow::publish_unsaved(const domain::Events& events) {
  change([&](Published& published) {
    for (const domain::Event& event : events) published.take(event);
    ++published.revision;
    domain::make_room(published.state);
  });
}

void OnShow::begin(Published published, std::unique_ptr<SideTable> table) {
  published_ = std::move(published);
  table_ = std::move(table);
}

void OnShow::close_record() {
  const std::unique_lock lock(mutex_);
  record_ = {};
}

void OnShow::put_behind(Published published, std::unique_ptr<SideTable> table, OpenRecord record) {
  const std::unique_lock lock(mutex_);
  record_ = std::move(record);
  shown_.emplace(std::move(published_), std::move(table_));
  published_ = std::move(published);
  table_ = std::move(table);
}

void OnShow::show_the_new() {
  const std::unique_lock lock(mutex_);
  shown_.reset();
}

}  // namespace alongside::center
