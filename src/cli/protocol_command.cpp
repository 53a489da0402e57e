// alongside protocol: check a protocol file; adopt one, signed by the medical director's own sign-in.
#include <fmt/core.h>

#include "center/adoption.hpp"
#include "center/documents.hpp"
#include "cli/command.hpp"
#include "document/shipped_documents.hpp"
#include "server/running_site.hpp"

namespace alongside::cli {

namespace {

struct Options {
  SiteOptions site;
  std::string file;
  std::string signer;
};

int check(const Options& options) {
  const auto text = document::document_text("protocols", options.file);
  if (!text) return fail(text.error());
  const auto document = center::parse_protocol(options.file, *text);
  if (!document) return fail(document.error());
  fmt::print("{}: \"{}\" version {} is complete: {} products, {} languages\n", options.file, document->text.name,
             document->text.version, document->text.product_labels.size(), document->text.languages.size());
  return 0;
}

int adopt(const Options& options) {
  auto text = document::document_text("protocols", options.file);
  if (!text) return fail(text.error());
  const center::ProtocolToAdopt protocol{.name = options.file, .text = std::move(*text)};
  // A server that runs on the site puts it in force at once.
  const auto running = server::RunningSite::find(options.site.folder);
  if (!running) return fail(running.error());
  const auto site = open_site(options.site);
  if (!site) return fail(site.error());
  auto password = ask_secretly(fmt::format("Password of {}: ", options.signer));
  if (!password) return fail(password.error());
  const center::SignedBy signer{.sign_in = options.signer, .password = *password};
  const auto adopted = *running ? (*running)->adopt_protocol(site->keys, protocol, signer)
                                : center::adopt_protocol(site->folder, site->keys, protocol, signer);
  if (!adopted) return fail(adopted.error());
  fmt::print("{} is adopted, signed by {}\n", options.file, options.signer);
  return 0;
}

}  // namespace

void add_protocol_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("protocol", "The medical director's settings and sentences");
  command->require_subcommand(1);
  auto* checking =
      command->add_subcommand("check", "Say what is wrong with a protocol file, where, and what was expected");
  checking->add_option("FILE", options->file, "Path, or a shipped name: bc-aha, sydney")->required();
  checking->footer("Example:\n  alongside protocol check protocols/bc-aha.toml");
  checking->callback([options, &status] { status = check(*options); });
  auto* adopting = command->add_subcommand("adopt", "Put a protocol in force, signed by the medical director");
  options->site.add_to(*adopting);
  adopting->add_option("FILE", options->file, "Path, or a shipped name")->required();
  adopting->add_option("--signed-by", options->signer, "The medical director's sign-in name")->required();
  adopting->footer("Example:\n  alongside protocol adopt /srv/harbor protocols/bc-aha.toml --signed-by dr-okafor");
  adopting->callback([options, &status] { status = adopt(*options); });
}

}  // namespace alongside::cli
