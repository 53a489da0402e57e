// What the emergency page plays. It names nobody, so any page may have it, and keep it for when the server is gone.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "ledger/digest.hpp"
#include "server/playbook_json.hpp"
#include "server/router.hpp"

namespace alongside::server::routes {

void get_protocol(const Exchange& exchange, const Respond& respond) {
  std::string text;
  exchange.service.center.read([&](const center::Published& published) {
    const domain::DocumentRef protocol = published.state.protocol;
    if (!protocol.exists()) return;
    const auto& adopted = published.documents->machine.protocols[protocol.number];
    text = boost::json::serialize(playbook_json(adopted.playbook, adopted.numbers,
                                                published.documents->protocol_texts[protocol.number],
                                                published.state.protocol_signed));
  });
  if (text.empty()) return respond(problem_response(problems::not_found()));

  const std::string etag = fmt::format("\"{}\"", ledger::digest_of(base::bytes_of(text)).text().substr(0, 32));
  Response response =
      exchange.request.header("If-None-Match") == etag ? empty_response(304) : json_response(std::move(text));
  response.with("Cache-Control", "no-cache").with("ETag", etag);
  respond(std::move(response));
}

}  // namespace alongside::server::routes
