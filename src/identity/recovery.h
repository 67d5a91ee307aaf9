// The recovery pair and the breaking of seals. Every sealed case's key is also wrapped for a recovery pair,
// whose secret half is kept by nobody: it is split between officers so that any two of them together have it
// and one alone has nothing. So a case whose team has gone can be opened, by two officers, and not by whoever
// holds the database, the server or an administrator's account.
//
// A seal is broken in three steps: somebody asks, with a reason; one officer approves; another approves, and
// in that moment the recovery pair is put together in memory and handed to the records room, which wraps the
// case's key for who asked. Whoever asks and is an officer has approved with that; nobody approves twice. An
// officer may refuse, which ends the request. What she may read thereby ends after some days. Every step is
// in the journal.
//
// What the records room must do: pass on the recovery pair for which a case's key is wrapped; wrap for who
// asked when a seal is opened; take that away when end_accesses() says so; call forget() for an old pair when
// nothing is wrapped for it any more.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.h"
#include "storage/storage.h"
#include "vault/vault.h"

namespace niangjia::identity {

using RecoveryId = std::int64_t;
using SealRequestId = std::int64_t;

// The settings of packs/common/seals.yaml.
struct SealRules {
    int access_days = 0;
    int request_days = 0;
    int reason_characters = 0;

    // Throws Error (Invalid) with file and line.
    [[nodiscard]] static SealRules read(std::string const& file);
};

struct Officer {
    AccountId account = 0;
    std::string title;
    PairId pair = 0;
    // Whether her shares still open: her account is active, and her key pair is the one that they were
    // wrapped for.
    bool alive = false;
    std::string public_half;  // of `pair`; empty when she has another now
};

struct RecoveryPair {
    RecoveryId id = 0;
    std::string public_half;
    Moment made = 0;
    bool current = false;
    std::vector<Officer> officers;
};

// What new keys are wrapped for.
struct CurrentRecovery {
    RecoveryId id = 0;
    std::string public_half;
};

enum class SealState {
    Open,     // waits for officers
    Opened,   // the requester reads until access_until
    Refused,  // by an officer
    Expired,  // nobody decided in time
    Ended,    // opened, and the access is over
};

[[nodiscard]] std::string_view name_of(SealState state);  // "open"

struct SealVote {
    AccountId officer = 0;
    bool approves = false;
    Moment at = 0;
    std::string reason;  // of a refusal
};

struct NewSealRequest {
    std::int64_t record = 0;
    org::Code org;            // the record's
    RecoveryId recovery = 0;  // for which the record's key is wrapped
    std::string reason;
};

struct SealRequest {
    SealRequestId id = 0;
    std::int64_t record = 0;
    org::Code org;
    RecoveryId recovery = 0;
    AccountId requester = 0;
    std::string reason;
    Moment made = 0;
    Moment expires = 0;
    SealState state = SealState::Open;
    std::optional<Moment> access_until;  // of an opened or ended one
    std::vector<SealVote> votes;         // by officer
};

// A recovery pair is split between so many officers: every two of them have shares of their own.
inline constexpr std::size_t fewest_officers = 2;
inline constexpr std::size_t most_officers = 9;

class Recovery {
  public:
    // In the transaction of the second approval: unwrap the record's key and wrap it for the requester, until
    // access_until. The pair is wiped when this returns, so no copy of it may be kept.
    using Opening =
        std::function<void(storage::Transaction&, SealRequest const&, vault::KeyPair const& recovery)>;
    // Take from the requester what an opening gave her.
    using Ending = std::function<void(storage::Transaction&, SealRequest const&)>;

    Recovery(Roles const& roles, SealRules const& rules) : roles_{&roles}, rules_{rules} {}
    [[nodiscard]] SealRules const& rules() const { return rules_; }

    // Makes a new recovery pair, split between these accounts; from now on it is the current one. Older pairs
    // stay with their own officers. Error (Forbidden, identity.not-all-accounts) unless the caller manages
    // all accounts of the installation; (Invalid) for fewer than two or too many, and with each account's
    // pointer when it is closed, holds no role with break-seal or has no key pair yet.
    RecoveryId name_officers(storage::Transaction& transaction, Context const& context,
                             std::span<AccountId const> accounts) const;
    // Nothing before the first officers are named.
    [[nodiscard]] static std::optional<CurrentRecovery> current_recovery(storage::Reader const& reader);
    [[nodiscard]] static std::vector<RecoveryPair> list(storage::Reader const& reader);  // newest first
    [[nodiscard]] static std::vector<Officer> officers(storage::Reader const& reader, RecoveryId recovery);
    // Drops an older pair for which nothing is wrapped any more. Error (Refused, identity.recovery-in-use)
    // for the current one, and while a request waits on it.
    static void forget(storage::Transaction& transaction, Context const& context, RecoveryId recovery);

    // Asks for a record's seal to be broken. The caller needs break-seal over `org` (as Context::require())
    // and keys (Refused, identity.keys-locked). Error (Invalid) for too short a reason, (Conflict,
    // identity.seal-asked) when she has asked already, (Refused, identity.too-few-officers) when no two
    // officers are left that could open it.
    SealRequest request(storage::Transaction& transaction, Context const& context,
                        NewSealRequest const& wanted) const;
    // Approves; the second approval opens. Error (NotFound, identity.unknown-seal-request) unless the caller
    // is an officer of its recovery pair or asked herself; (Refused) when she asked herself, has approved
    // already, may break no seals any more, or her key pair has changed; when the request is decided or too
    // old; when who asked may not read it any more.
    SealRequest approve(storage::Transaction& transaction, Context const& context, SealRequestId id,
                        Opening const& opening) const;
    // Ends an open request. Needs no keys. Errors as of approve(), and (Invalid) without a reason.
    SealRequest refuse(storage::Transaction& transaction, Context const& context, SealRequestId id,
                       std::string_view reason) const;

    // Open requests that the caller may decide on or has made, by id, after `after`.
    [[nodiscard]] static std::vector<SealRequest> open_requests(storage::Reader const& reader,
                                                                Context const& context, SealRequestId after,
                                                                int limit);
    // In whatever state. Nothing unless the caller is an officer of its recovery pair or asked herself.
    [[nodiscard]] static std::optional<SealRequest> find(storage::Reader const& reader,
                                                         Context const& context, SealRequestId id);
    // All that was ever asked about a record, for those who may see it.
    [[nodiscard]] static std::vector<SealRequest> of_record(storage::Reader const& reader,
                                                            std::int64_t record);
    [[nodiscard]] static bool has_access(storage::Reader const& reader, AccountId account,
                                         std::int64_t record, Moment now);

    // Whether tidy() has something to do; a cheap look.
    [[nodiscard]] static bool is_untidy(storage::Reader const& reader, Moment now);
    // Ends requests that nobody decided on in time, with the shares deposited for them, and accesses whose
    // days are over; `ending` is not called while another access of hers to the same record goes on. To be
    // called now and then.
    static void tidy(storage::Transaction& transaction, Moment now, Ending const& ending);

  private:
    Roles const* roles_;
    SealRules rules_;
};

}  // namespace niangjia::identity
