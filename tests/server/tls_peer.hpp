// The other end of TLS: a certificate for a test's server, and a client.
#pragma once

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <string>

#include "server/served_site.hpp"

namespace alongside::server::test {

/// A key and a certificate that it signed itself, as PEM files.
inline TlsFiles make_certificate(const std::filesystem::path& folder, const std::string& name = "localhost") {
  const TlsFiles files{.certificate = folder / "site.pem", .key = folder / "site.key"};
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  X509_sign(certificate, key, EVP_sha256());
  FILE* out = std::fopen(files.certificate.c_str(), "w");
  PEM_write_X509(out, certificate);
  std::fclose(out);
  out = std::fopen(files.key.c_str(), "w");
  PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(out);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return files;
}

/// The whole answer over TLS of at most this version, or empty if the handshake failed.
inline std::string over_tls(std::uint16_t port, const std::string& request, int version_max) {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_max_proto_version(context, version_max);
  SSL_CTX_set_min_proto_version(context, 0);
  SSL_CTX_set_security_level(context, 0);
  SSL* tls = SSL_new(context);
  const Socket socket(port);
  SSL_set_fd(tls, socket.descriptor());
  std::string out;
  if (SSL_connect(tls) == 1) {
    SSL_write(tls, request.data(), static_cast<int>(request.size()));
    char bytes[4096];
    for (int got = 0; (got = SSL_read(tls, bytes, sizeof bytes)) > 0;) out.append(bytes, static_cast<std::size_t>(got));
    SSL_shutdown(tls);
  }
  SSL_free(tls);
  SSL_CTX_free(context);
  return out;
}

}  // namespace alongside::server::test
