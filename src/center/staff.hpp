// Staff: who may sign in, on which screens, and who is signed in now.
//
// Who is who stands only here, in a sealed file of its own (`staff.sealed`), never in the ledger, an export or a report: the ledger
// knows a random number and a role. Screens stand in `screens`, readable without the site's key, so that a registered screen is known
// before the store is unlocked; it holds digests of their tokens, not the tokens. Passwords and PINs are kept as Argon2id hashes.
// Goals: rights change at once; nobody is ever locked out, only slowed. Threads: all functions may be called from any thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "center/principal.hpp"
#include "ledger/digest.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

struct StaffMember {
  domain::StaffRef number;
  std::string sign_in;  ///< "nurse-2"
  std::string label;    ///< "nurse 2"
  domain::Role role = domain::Role::peer;
};

struct Screen {
  domain::DeviceRef number;
  std::string label;
  bool revoked = false;
};

/// What a cookie stands for.
struct SignedIn {
  Principal principal;
  bool by_password = false;  ///< a manager's acts need it
};

struct TooManyTries {
  std::chrono::milliseconds wait{};
};

class Staff {
 public:
  /// `folder` is the site's; screens are read at once. Staff stay unknown until `unlock`.
  static base::Result<std::unique_ptr<Staff>> open(std::filesystem::path folder);
  /// Reads the sealed file under the site's key (an absent file is an empty directory).
  base::Result<> unlock(const ledger::SiteKeys& keys);

  /// Adds somebody; the sign-in name must be new. `pin`: 4 to 12 digits. `password`: 8 characters or more, or empty for none.
  base::Result<StaffMember> add(std::string sign_in, std::string label, domain::Role role, std::string_view pin,
                                std::string_view password);

  std::vector<StaffMember> members() const;
  std::optional<StaffMember> member(domain::StaffRef number) const;

  /// Registers a screen; the token goes into its cookie and is kept nowhere else.
  base::Result<std::pair<Screen, std::string>> register_screen(std::string label);
  base::Result<> revoke_screen(domain::DeviceRef screen);
  std::vector<Screen> screens() const;
  /// The screen of a cookie, unless revoked or unknown.
  std::optional<Screen> screen(std::string_view token) const;

  struct SignInResult {
    std::optional<std::string> token;  ///< for the cookie; absent: wrong, or too many tries
    std::chrono::milliseconds wait{};  ///< how long until the next try is looked at
  };
  /// A wrong try slows the next ones of the same name on the same screen (1, 2, 4 … 30 s). Costs about 0.1 s of one core.
  SignInResult sign_in(std::string_view sign_in, std::string_view secret, bool is_pin,
                       std::optional<domain::DeviceRef> screen);
  void sign_out(std::string_view token);
  /// Who a pair of cookies is; either may be empty.
  SignedIn who(std::string_view session_token, std::string_view screen_token) const;

 private:
  struct Kept {
    StaffMember member;
    std::string pin_hash;
    std::string password_hash;
  };
  struct KeptScreen {
    Screen screen;
    ledger::Digest token;
  };
  struct Session {
    ledger::Digest token;
    domain::StaffRef staff;
    domain::DeviceRef screen;  ///< none: signed in by password on a screen that is not registered
    bool by_password = false;
    std::int64_t ends_ms = 0;  ///< UTC
  };
  struct Tries {
    int wrong = 0;
    std::chrono::steady_clock::time_point next{};
  };

  explicit Staff(std::filesystem::path folder) : folder_(std::move(folder)) {}
  base::Result<> read_screens();
  base::Result<> write_screens() const;
  base::Result<> write_staff() const;

  const std::filesystem::path folder_;
  mutable std::mutex mutex_;
  std::optional<ledger::Key> key_;
  std::vector<Kept> kept_;
  std::vector<KeptScreen> screens_;
  std::vector<Session> sessions_;
  std::map<std::string, Tries, std::less<>> tries_;
};

}  // namespace alongside::center
