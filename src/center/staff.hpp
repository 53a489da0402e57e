// Staff: who may sign in, on which screens, and who is signed in now.
//
// Who is who stands only here, in a sealed file of its own (`staff.sealed`), never in the ledger, an export or a report: the ledger
// knows a random number and a role. Screens stand in `screens`, readable without the site's key, so that a registered screen is known
// before the store is unlocked; it holds digests of their tokens, not the tokens. Passwords and PINs are kept as Argon2id hashes.
// Goals: rights change at once; nobody is ever locked out, only slowed; who is nobody here writes nothing. Threads: all functions may be called
// from any thread; who asks who somebody is never waits for a file: changes have a lock of their own, held while they are written.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "center/principal.hpp"
#include "center/screens_file.hpp"
#include "ledger/digest.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

struct StaffMember {
  domain::StaffRef number;
  std::string sign_in;  ///< "nurse-2"
  std::string label;    ///< "nurse 2"
  domain::Role role = domain::Role::peer;
  bool ended = false;         ///< works here no longer; number and name stay with what they did
  bool has_password = false;  ///< without one nobody manages the site
  base::Instant since =
      base::Instant::unknown();  ///< by the wall clock then; not known of who stood here before it was kept
  base::Instant ended_at = base::Instant::unknown();  ///< likewise
};

/// The role of that name, unless nobody can be given it ("none", "system").
std::optional<domain::Role> role_to_give(std::string_view name);

/// What a cookie stands for.
struct SignedIn {
  Principal principal;
  bool by_password = false;  ///< a manager's acts need it
};

struct TooManyTries {
  std::chrono::milliseconds wait{};
};

/// What only a holder of the site's key makes of `message`: by it the site's owner is known to a running server.
ledger::Digest mark_of_owner(const ledger::SiteKeys& keys, base::BytesView message);

class Staff {
 public:
  /// `folder` is the site's; screens are read at once, whatever is wrong with them. Staff stay unknown until `unlock`. `site`: whose
  /// screens they must be, if it is known.
  static base::Result<std::unique_ptr<Staff>> open(std::filesystem::path folder, const base::Uuid& site = {});
  /// The staff of a site whose key is at hand.
  static base::Result<std::unique_ptr<Staff>> open_unlocked(std::filesystem::path folder, const ledger::SiteKeys& keys);
  /// Reads the sealed file under the site's key (an absent file is an empty directory). After an error nobody can sign in, and nothing
  /// is written over the file.
  base::Result<> unlock(const ledger::SiteKeys& keys);
  /// What another program wrote since this one read the file last: a command that ran alone while the record was not open here.
  void read_again_if_changed(const ledger::SiteKeys& keys);
  /// The sealed file has been read: staff can sign in and be changed.
  bool is_unlocked() const;
  /// `mark` is the owner's over this message; nobody's is while the file is closed.
  bool is_mark_of_owner(base::BytesView message, const ledger::Digest& mark) const;
  /// What is wrong with the files.
  std::vector<FolderFault> faults() const;

  /// Adds somebody by the rules of sign_in_rules.hpp; the sign-in name must be new, also but for capitals. `password` may be empty for none.
  base::Result<StaffMember> add(std::string sign_in, std::string label, domain::Role role, std::string_view pin,
                                std::string_view password);

  /// Somebody works here no longer: whoever is signed in by that name is out at once, and the name is never given to somebody else.
  /// Refused for the last one who can manage the site by password.
  base::Result<> end(std::string_view sign_in);
  /// A new secret; whoever is signed in by the old one is out at once.
  base::Result<> set_pin(std::string_view sign_in, std::string_view pin);
  base::Result<> set_password(std::string_view sign_in, std::string_view password);

  /// Who may sign in.
  std::vector<StaffMember> members() const;
  /// The ended too.
  std::vector<StaffMember> everybody() const;
  /// Of the ended too: the record names them.
  std::optional<StaffMember> member(domain::StaffRef number) const;

  enum class WhenFull { refuse, reuse_longest_unseen };
  static constexpr std::size_t screens_max = 16'384;             ///< revoked ones too: a number stays in the record
  static constexpr std::size_t demonstration_screens_max = 512;  ///< anybody may register one
  /// Registers a screen; the token goes into its cookie and is kept nowhere else. A demonstration has no bound but its places: there the
  /// screen that was seen least lately gives up its own.
  base::Result<std::pair<Screen, std::string>> register_screen(std::string label,
                                                               WhenFull when_full = WhenFull::refuse);
  base::Result<> revoke_screen(domain::DeviceRef screen);
  std::vector<Screen> screens() const;
  /// The screen of a cookie, unless revoked or unknown.
  std::optional<Screen> screen(std::string_view token) const;

  struct SignInResult {
    std::optional<std::string> token;  ///< for the cookie; absent: wrong, or too many tries
    std::chrono::milliseconds wait{};  ///< how long until the next try is looked at
  };
  /// A wrong try slows the next ones of the same name on the same screen, or where there is none from the same address `from` (1, 2, 4 …
  /// 30 s). Costs about 0.1 s of one core, whether or not there is such a name and such a secret.
  SignInResult sign_in(std::string_view sign_in, std::string_view secret, bool is_pin,
                       std::optional<domain::DeviceRef> screen, std::string_view from = {});
  void sign_out(std::string_view token);

  /// Somebody says, with their PIN, that they take charge of the floor: on the screen and beside the sign-in of whoever hands it to them
  /// (`asked_by`). It holds for `acceptance_length`. A wrong PIN slows as at sign-in.
  struct Acceptance {
    bool accepted = false;
    std::chrono::milliseconds wait{};  ///< how long until the next try is looked at
  };
  static constexpr std::chrono::seconds acceptance_length{60};
  Acceptance accept_charge(std::string_view sign_in, std::string_view pin, const Principal& asked_by,
                           std::string_view from = {});
  /// Uses it up: one PIN is one handing over. Gone too when either of them signs out here, ends or is given another PIN.
  bool take_acceptance(domain::StaffRef who, const Principal& asked_by);
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
    mutable std::chrono::nanoseconds seen{};  ///< by `boot_time`; since the start
  };
  struct Session {
    ledger::Digest token;
    domain::StaffRef staff;
    domain::DeviceRef screen;  ///< none: signed in by password on a screen that is not registered
    bool by_password = false;
    std::chrono::nanoseconds ends{};  ///< by `boot_time`: a wall clock that is set ends none and revives none
  };
  struct Accepted {
    domain::StaffRef who;
    domain::StaffRef from;  ///< who was signed in
    domain::DeviceRef screen;
    std::chrono::steady_clock::time_point ends{};
  };
  /// Whose secret it is: nobody if it is wrong, or too soon after one that was.
  struct Proved {
    std::optional<StaffMember> member;
    std::string hash;  ///< what it was compared with
    std::chrono::milliseconds wait{};
  };
  struct Tries {
    int wrong = 0;
    std::chrono::steady_clock::time_point next{};
  };

  Staff(std::filesystem::path folder, const base::Uuid& site);
  base::Result<> read_staff(const ledger::SiteKeys& keys);
  // Both with `changing_` held and `mutex_` not.
  base::Result<> write_screens();
  base::Result<> write_staff() const;
  ledger::Digest file_digest() const;
  const KeptScreen* screen_of(std::string_view token) const;
  void add_wrong_try(const std::string& who, std::chrono::milliseconds& wait);
  /// Slow, and without the locks; `tried_by`: whose wrong tries slow it.
  Proved prove(std::string_view sign_in, std::string_view secret, bool is_pin, const std::string& tried_by);
  /// Not ended, nor given another secret, while it was looked at. With `mutex_` held.
  bool still_holds(const Proved& proved, bool is_pin) const;
  /// Changes somebody who has not ended, and ends those of their sessions that `ends` names. If it cannot be kept, only those are gone.
  base::Result<> change(std::string_view sign_in, const std::function<base::Result<>(Kept&)>& make,
                        const std::function<bool(const Session&)>& ends);

  const std::filesystem::path folder_;
  mutable ledger::Digest file_;  ///< staff.sealed as this program last read or wrote it; with `changing_` held
  const base::Uuid site_;
  std::mutex changing_;                 ///< one change at a time, until it is written; taken before `mutex_`
  std::uint64_t screens_revision_ = 0;  ///< under `changing_`
  mutable std::mutex mutex_;            ///< what is below; never held over a file or a hash
  std::optional<ledger::Key> key_;
  std::vector<Kept> kept_;
  std::vector<KeptScreen> screens_;
  std::vector<FolderFault> screens_faults_;
  std::optional<FolderFault> staff_fault_;
  std::vector<Session> sessions_;
  std::vector<Accepted> accepted_;
  std::map<std::string, Tries, std::less<>> tries_;
};

}  // namespace alongside::center
