#include "server/host_names.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <string>

#include "server/http_message.hpp"

namespace alongside::server {

namespace {

bool is_address(std::string_view name) {
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  const std::string text(name);
  in6_addr ignored{};
  return inet_pton(AF_INET, text.c_str(), &ignored) == 1 || inet_pton(AF_INET6, text.c_str(), &ignored) == 1;
}

bool has_a_name(X509* certificate) {
  auto* names = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  const bool has_others = names != nullptr;
  GENERAL_NAMES_free(names);
  return has_others || X509_NAME_get_index_by_NID(X509_get_subject_name(certificate), NID_commonName, -1) >= 0;
}

}  // namespace

std::string_view host_name(std::string_view host) {
  const std::size_t colon = host.rfind(':');
  const bool has_port = colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
  return has_port ? host.substr(0, colon) : host;
}

bool is_this_machine(std::string_view host) {
  const std::string_view name = host_name(host);
  return same_text(name, "localhost") || name == "127.0.0.1" || name == "[::1]";
}

HostNames HostNames::of_this_machine() {
  HostNames out;
  out.this_machine_only_ = true;
  return out;
}

base::Result<HostNames> HostNames::of_certificate(const std::filesystem::path& pem) {
  const std::unique_ptr<BIO, int (*)(BIO*)> file(BIO_new_file(pem.c_str(), "r"), BIO_free);
  X509* read = file ? PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr;
  if (!read) return base::input_error(fmt::format("{}: no PEM certificate can be read from it", pem.string()));
  HostNames out;
  std::shared_ptr<X509> certificate(read, X509_free);
  if (has_a_name(certificate.get())) out.certificate_ = certificate;
  return out;
}

bool HostNames::have(std::string_view host) const {
  if (is_this_machine(host)) return true;
  if (this_machine_only_) return false;
  std::string_view name = host_name(host);
  if (name.ends_with('.')) name.remove_suffix(1);  // the root, which a certificate leaves out
  if (!certificate_ || is_address(name)) return true;
  return X509_check_host(static_cast<X509*>(certificate_.get()), name.data(), name.size(), 0, nullptr) == 1;
}

}  // namespace alongside::server
