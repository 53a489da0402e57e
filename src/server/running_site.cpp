#include "server/running_site.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <boost/asio.hpp>
#include <functional>

#include "server/owner_frames.hpp"
#include "server/owner_requests.hpp"

namespace alongside::server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds answered_within{60};  // behind others, each of whom may take ten seconds and more

/// What goes after the greeting; nothing: that was all.
using Request = std::function<base::Result<std::optional<std::string>>(std::string_view greeting)>;

struct Talk {
  bool somebody_listens = false;
  std::optional<base::Error> error;
  std::optional<std::string> answer;
};

asio::awaitable<void> talk(OwnerStream& stream, const Request& request, Talk& out) {
  const auto greeting = co_await read_frame(stream);
  if (!greeting) {
    out.error = base::operation_error(
        "a server runs on this site and does not answer this account: only its own and root may ask it");
    co_return;
  }
  const auto asked = request(*greeting);
  if (!asked) {
    out.error = asked.error();
    co_return;
  }
  if (!*asked) co_return;
  std::string bytes = **asked;
  if (co_await write_frame(stream, std::move(bytes))) out.answer = co_await read_frame(stream);
}

base::Result<Talk> talk_to(const std::filesystem::path& folder, const Request& request) {
  Talk out;
  const ledger::OpenFile opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!opened.is_open()) return out;
  asio::io_context io;
  OwnerStream stream(io);
  error_code error;
  stream.connect(owner_address(folder, opened), error);
  if (error == asio::error::connection_refused || error == boost::system::errc::no_such_file_or_directory) return out;
  if (error)
    return base::operation_error(fmt::format("{}: {}", (folder / owner_socket_name).string(), error.message()));
  out.somebody_listens = true;
  bool is_over = false;
  asio::co_spawn(io, talk(stream, request, out), [&](const std::exception_ptr&) { is_over = true; });
  io.run_for(answered_within);
  if (is_over) return out;
  return base::operation_error("the server that runs on this site does not answer; whether this was done is not known");
}

}  // namespace

base::Result<std::optional<RunningSite>> RunningSite::find(const std::filesystem::path& folder) {
  const auto met = talk_to(folder, [](std::string_view greeting) -> base::Result<std::optional<std::string>> {
    if (const auto challenge = challenge_of(greeting); !challenge) return challenge.error();
    return std::optional<std::string>();
  });
  if (!met) return met.error();
  if (met->error) return *met->error;
  if (!met->somebody_listens) return std::optional<RunningSite>();
  return std::optional(RunningSite(folder));
}

base::Result<std::string> RunningSite::ask(const ledger::SiteKeys& keys, std::string_view request) const {
  const auto met = talk_to(folder_, [&](std::string_view greeting) -> base::Result<std::optional<std::string>> {
    const auto challenge = challenge_of(greeting);
    if (!challenge) return challenge.error();
    return std::optional(marked_request(keys, *challenge, request));
  });
  if (!met) return met.error();
  if (met->error) return *met->error;
  if (!met->somebody_listens) return base::operation_error("the server has stopped meanwhile; nothing was done");
  if (!met->answer)
    return base::operation_error(
        "the server stopped before it answered: whether this was done is not known; look, and do it again if not");
  return *met->answer;
}

base::Result<center::StaffMember> RunningSite::change_staff(const ledger::SiteKeys& keys,
                                                            const center::StaffChange& change) const {
  const auto answer = ask(keys, request_of(change));
  return answer ? member_in(*answer) : answer.error();
}

base::Result<> RunningSite::adopt_protocol(const ledger::SiteKeys& keys, const center::ProtocolToAdopt& protocol,
                                           const center::SignedBy& signer) const {
  const auto answer = ask(keys, request_of(protocol, signer));
  return answer ? done_in(*answer) : answer.error();
}

base::Result<ledger::Head> RunningSite::append_history(const ledger::SiteKeys& keys,
                                                       const std::vector<ledger::NewRow>& rows,
                                                       std::uint64_t planned_on) const {
  const auto answer = ask(keys, request_of(rows, planned_on));
  return answer ? head_in(*answer) : answer.error();
}

}  // namespace alongside::server
