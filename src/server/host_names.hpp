// Host names: what this server is called by. A page of elsewhere that points a name of its own here (DNS rebinding) is answered nothing.
//
// Served on this machine only: its own names. Over TLS: the names of the certificate, and any address. A certificate without a name stands
// for all. Values.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace alongside::server {

/// The part of "host:port" before the port.
std::string_view host_name(std::string_view host);
/// localhost and its addresses; with or without a port.
bool is_this_machine(std::string_view host);

class HostNames {
 public:
  /// Every name.
  HostNames() = default;
  static HostNames of_this_machine();
  /// An input error names the file if no PEM certificate is in it.
  static base::Result<HostNames> of_certificate(const std::filesystem::path& pem);

  /// Whether a request with this Host header is meant for us.
  bool have(std::string_view host) const;

 private:
  bool this_machine_only_ = false;
  std::shared_ptr<void> certificate_;  ///< an X509, or none
};

}  // namespace alongside::server
