#include "center/center.hpp"

#include <future>

#include "center/writer/writer.hpp"

namespace alongside::center {

Center::Center(SiteFolder folder, Clock& clock) : folder_(std::move(folder)), clock_(clock) {}
Center::~Center() = default;

base::Result<std::unique_ptr<Center>> Center::open(SiteFolder folder, std::optional<ledger::SiteKeys> keys,
                                                   Clock& clock, Options options) {
  auto zone = document::Zone::find(folder.zone);
  if (!zone) zone = document::Zone::find("UTC");
  if (!zone) return zone.error();
  std::unique_ptr<Center> center(new Center(std::move(folder), clock));
  auto staff = Staff::open(center->folder_.path, center->folder_.id);
  if (!staff) return staff.error();
  center->staff_ = std::move(*staff);
  center->writer_ =
      std::make_unique<Writer>(center->folder_, clock, *center->staff_, std::move(options), std::move(*zone));
  if (const auto begun = center->writer_->begin_locked(); !begun) return begun.error();
  if (keys) center->writer_->unlock_at_start(std::move(*keys));
  center->writer_->start();
  return center;
}

base::Result<> Center::unlock(ledger::SiteKeys keys) { return writer_->unlock(std::move(keys)); }

void Center::submit(std::vector<Request> requests, Done done) { writer_->submit(std::move(requests), std::move(done)); }

std::vector<Answer> Center::submit_and_wait(std::vector<Request> requests) {
  std::promise<std::vector<Answer>> answered;
  submit(std::move(requests), [&](std::vector<Answer> answers) { answered.set_value(std::move(answers)); });
  return answered.get_future().get();
}

base::Result<> Center::put_in_force(const ProtocolToAdopt& protocol, domain::ProtocolDocument document,
                                    domain::StaffRef signer) {
  return writer_->put_in_force(protocol, std::move(document), signer);
}
base::Result<ledger::Head> Center::append_history(std::vector<ledger::NewRow> rows, std::uint64_t planned_on) {
  return writer_->append_history(std::move(rows), planned_on);
}

void Center::read(const std::function<void(const Published&)>& reader) const { writer_->read(reader); }
std::uint64_t Center::subscribe(std::function<void()> changed) { return writer_->subscribe(std::move(changed)); }
void Center::unsubscribe(std::uint64_t subscription) { writer_->unsubscribe(subscription); }
void Center::present_head(const ledger::HeadToken& seen) { writer_->present_head(seen); }
Center::CodeState Center::code_state(std::string_view code) const { return writer_->code_state(code); }
std::vector<std::string> Center::offer_handles(std::size_t count) const { return writer_->offer_handles(count); }

}  // namespace alongside::center
