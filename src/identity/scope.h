// Who is asking, and how far their roles reach. A Context is one explicit argument of every room's verbs;
// rows are fetched only through its scope, so that a missing check cannot find what it should not.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/error.h"
#include "base/org_code.h"
#include "base/text.h"

namespace niangjia::vault {
class KeyPair;
}

namespace niangjia::identity {

using AccountId = std::int64_t;
// She who asks through the portal has no account; what she does is signed with this.
inline constexpr AccountId applicant_account = -1;
// Nor has whoever objects to a public notice.
inline constexpr AccountId public_account = -2;
// The number of an account's key pair. A new pair has a new number: what was wrapped for another is lost to her.
using PairId = std::int64_t;

// How much of a person a role sees. Fields and types of packs name the lowest that may read them.
enum class Sight { Public, Internal, Personal, Sealed };

[[nodiscard]] std::string_view name_of(Sight sight);
[[nodiscard]] std::optional<Sight> sight_named(std::string_view name);

// What a role may do anywhere within its reach; what it may do to a record is in the pack's workflow.
enum class Permission {
    ReadRecords,
    WriteRecords,
    ReadFigures,
    ReadReports,
    TypeFigures,  // type a number into a report
    Export,
    ManageOrganisations,
    ManageAccounts,
    ReadJournal,
    BreakSeal,  // ask for a sealed case and, as an officer, decide on it
    WriteFindings,  // records of kind audit, which WriteRecords does not write
};
inline constexpr auto last_permission = Permission::WriteFindings;

[[nodiscard]] std::string_view name_of(Permission permission);  // "read-records"
[[nodiscard]] std::optional<Permission> permission_named(std::string_view name);

// A role as packs/common/roles.yaml defines it.
struct Role {
    std::string name;  // "village-head"
    Text title;
    std::vector<org::Level> levels;  // where it may be granted
    Sight sees = Sight::Internal;
    std::vector<Permission> may;

    [[nodiscard]] bool has(Permission permission) const;
};

// A role at an organisation; it reaches that organisation's subtree and never upwards.
struct Grant {
    Role const* role;
    org::Code org;
};

// Error (NotFound, code org.unknown): it is not there, or out of reach; the two look the same.
[[nodiscard]] Error unknown_organisation(org::Code code);
// Those of `codes` that lie within no other of them, in order.
[[nodiscard]] std::vector<org::Code> outermost(std::vector<org::Code> codes);
// What the subtrees of `some` and those of `others` have in common.
[[nodiscard]] std::vector<org::Code> common(std::span<org::Code const> some,
                                            std::span<org::Code const> others);

class Keys;

class Context {
  public:
    // The program itself: the demo, recount and the command line. Reaches everything; its changes are signed
    // with the account given (0: the system).
    [[nodiscard]] static Context system(Clock const& clock, AccountId account = 0);
    // The program at work for this caller: reaches everything, has no keys, and signs as she does.
    [[nodiscard]] Context as_system() const { return system(*clock_, account_); }
    // She who asked through the portal, at her own record and nowhere else: no account, no role, and the key pair of her query code.
    [[nodiscard]] static Context applicant(Clock const& clock, std::int64_t record, vault::KeyPair const& keys);
    Context(Clock const& clock, AccountId account, std::string name, std::vector<Grant> grants,
            std::shared_ptr<Keys const> keys = nullptr);

    [[nodiscard]] AccountId account() const { return account_; }
    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] std::vector<Grant> const& grants() const { return grants_; }
    [[nodiscard]] Moment now() const { return clock_->now(); }
    [[nodiscard]] Day today() const { return clock_->today(); }
    [[nodiscard]] bool is_system() const { return system_; }
    // The record that an applicant asked for; nothing for everybody else.
    [[nodiscard]] std::optional<std::int64_t> own_record() const { return own_record_; }
    // The caller's key pair: what is wrapped for her opens with it. Null when nobody unlocked it: of the system, and of a
    // Context that was made of an account and not of a session. Unlocked when it is first asked for, shared by copies of the
    // Context, wiped when the last of them goes. Error (Broken, vault.does-not-open) when the session's row was changed.
    [[nodiscard]] vault::KeyPair const* keys() const;
    // Its number; 0 without one.
    [[nodiscard]] PairId pair() const;
    // What binds a command to the request (storage/commands.h): the same for the same request of hers, and without the key nothing
    // that could be found by trying requests. The key comes of her key pair, which neither the database nor the server's key file
    // opens. For who has none it is the process's own: after a restart a repeat is refused (command.reused) and has no second effect.
    [[nodiscard]] std::string bound(std::string_view request) const;

    // The organisations whose subtrees the caller reaches with that permission; none lies within another.
    // The system reaches the nation.
    [[nodiscard]] std::vector<org::Code> reach(Permission permission) const;
    // The same, as far as it lies within `within`: the ranges of a list.
    [[nodiscard]] std::vector<org::Code> reach(Permission permission, org::Code within) const;
    // The organisations in whose subtrees sight() is at least that; none lies within another.
    [[nodiscard]] std::vector<org::Code> sees(Sight sight) const;
    [[nodiscard]] bool reaches(Permission permission, org::Code org) const;
    [[nodiscard]] bool has(Permission permission) const;
    // How much of what belongs to `org` the caller sees: the most that one of the grants over it allows.
    [[nodiscard]] Sight sight(org::Code org) const;
    // Error unless the caller reaches `org` with that permission: Forbidden (identity.not-permitted) when `org` lies within the
    // caller's scope all the same, else NotFound (org.unknown), as if there were no such organisation.
    void require(Permission permission, org::Code org) const;

  private:
    Clock const* clock_;
    AccountId account_ = 0;
    std::string name_;
    std::vector<Grant> grants_;
    std::shared_ptr<Keys const> keys_;
    bool system_ = false;
    std::optional<std::int64_t> own_record_;
};

}  // namespace niangjia::identity
