// A small office with chairs who break seals: naming officers, asking, approving, refusing.
#pragma once

#include <algorithm>
#include <map>

#include "identity/recovery.h"
#include "support/rooms.h"

namespace niangjia::identity::with_officers {

using namespace testing_support;

inline constexpr std::string_view roles_file = R"(roles:
  clerk: {name: {zh: 接待员, en: Clerk}, levels: [county, city], sees: personal, may: [read-records]}
  head: {name: {zh: 主席, en: Chair}, levels: [county, city], sees: personal, may: [read-records, break-seal]}
  admin: {name: {zh: 管理员, en: Admin}, levels: [county, city], sees: internal, may: [manage-accounts]}
)";

inline constexpr Moment day = Moment{24} * 60 * 60 * 1000;
inline constexpr std::int64_t record = 4711;
inline constexpr std::string_view reason = "主办人离岗，须联系当事人";
using Ids = std::vector<AccountId>;

class WithOfficers : public OnEveryDatabaseWithRooms {
  protected:
    struct Person {
        Account account;
        PairId pair = 0;
        vault::KeyPair keys = vault::KeyPair::make();
    };

    Person person(std::string const& name, std::string const& role = "head",
                  std::string const& org = "4499") {
        Person one{write([&](storage::Transaction& transaction) {
            return identity.create_account(transaction, system(), {name, name, "", {{role, org}}}, "no hash");
        })};
        renew(one);
        return one;
    }
    // A new key pair, as after her next sign-in.
    void renew(Person& one) {
        one.keys = vault::KeyPair::make();
        one.pair = write([&](storage::Transaction& transaction) {
            return Identity::set_public_half(transaction, one.account.id, one.keys.public_half(),
                                             clock.now());
        });
    }
    void change(Person& one, AccountChange const& wanted) {
        one.account = write([&](storage::Transaction& transaction) {
            return identity.change_account(transaction, system(), one.account.id, wanted, one.account.version,
                                           "no hash");
        });
    }
    Context as(Person const& one) { return identity.context_with(one.account, one.pair, one.keys); }

    RecoveryId name(Context const& context, Ids const& officers) {
        return write([&](storage::Transaction& transaction) {
            return recovery.name_officers(transaction, context, officers);
        });
    }
    RecoveryId name(std::vector<Person> const& officers) {
        Ids ids;
        for (auto const& one : officers) ids.push_back(one.account.id);
        return name(system(), ids);
    }
    CurrentRecovery current() {
        return read([](storage::Reader const& reader) { return Recovery::current_recovery(reader); })
            .value_or(CurrentRecovery{});
    }
    // Seals a case as the records room does.
    void seal_case() { sealed = vault::wrap(current().public_half, case_key.bytes()); }

    SealRequest ask(Person const& who, RecoveryId id, std::string_view why = reason,
                    std::int64_t about = record) {
        return write([&](storage::Transaction& transaction) {
            return recovery.request(transaction, as(who), {about, code("449901"), id, std::string{why}});
        });
    }
    SealRequest ask(Person const& who) { return ask(who, current().id); }
    SealRequest approve(Person const& who, SealRequestId id) { return approve(as(who), id); }
    SealRequest approve(Context const& context, SealRequestId id) {
        return write([&](storage::Transaction& transaction) {
            return recovery.approve(
                transaction, context, id,
                [&](storage::Transaction&, SealRequest const& request, vault::KeyPair const& pair) {
                    opened[request.requester] = pair.unwrap(sealed);
                });
        });
    }
    SealRequest refuse(Person const& who, SealRequestId id, std::string_view why = "已有其他主办人") {
        return write([&](storage::Transaction& transaction) {
            return recovery.refuse(transaction, as(who), id, why);
        });
    }
    std::optional<SealRequest> found(Person const& who, SealRequestId id) {
        return read([&](storage::Reader const& reader) { return Recovery::find(reader, as(who), id); });
    }
    std::vector<SealRequestId> open_for(Person const& who, SealRequestId after = 0, int limit = 50) {
        std::vector<SealRequestId> ids;
        read([&](storage::Reader const& reader) {
            for (auto const& request : Recovery::open_requests(reader, as(who), after, limit))
                ids.push_back(request.id);
        });
        return ids;
    }
    bool has_access(Person const& who) {
        return read([&](storage::Reader const& reader) {
            return Recovery::has_access(reader, who.account.id, record, clock.now());
        });
    }
    // Whose access ended.
    Ids tidy() {
        Ids ended;
        EXPECT_TRUE(
            read([&](storage::Reader const& reader) { return Recovery::is_untidy(reader, clock.now()); }));
        write([&](storage::Transaction& transaction) {
            Recovery::tidy(transaction, clock.now(), [&](storage::Transaction&, SealRequest const& request) {
                ended.push_back(request.requester);
            });
        });
        EXPECT_FALSE(
            read([&](storage::Reader const& reader) { return Recovery::is_untidy(reader, clock.now()); }));
        return ended;
    }
    std::vector<std::string> wrapped_in(std::string const& table) {
        std::vector<std::string> found;
        auto const text = "SELECT wrapped FROM " + table;
        read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"test/wrapped_in", text});
            while (rows.next()) {
                auto const bytes = rows.bytes(0);
                found.emplace_back(reinterpret_cast<char const*>(bytes.data()), bytes.size());
            }
        });
        return found;
    }
    std::vector<std::string> actions(std::string_view prefix) {
        std::vector<std::string> all;
        for (auto const& entry : journal()) {
            if (entry.action.starts_with(prefix)) all.insert(all.begin(), entry.action);
        }
        return all;
    }
    template <class F>
    std::vector<std::string> problems(F&& run) {
        std::vector<std::string> all;
        auto const failure = failure_of(std::forward<F>(run));
        for (auto const& one : failure.problems()) all.push_back(one.code + " " + one.pointer);
        if (all.empty()) all.push_back(failure.code() + " " + failure.pointer());
        return all;
    }

    Roles roles = [this] {
        write_file(folder.path() / "roles.yaml", roles_file);
        return Roles::read((folder.path() / "roles.yaml").string());
    }();
    Identity identity{db(), roles, clock};
    Recovery recovery{roles, SealRules{.access_days = 7, .request_days = 3, .reason_characters = 10}};

    vault::Key const case_key = vault::Key::random();
    std::string sealed;
    std::map<AccountId, std::string> opened;  // whom the key was wrapped for
};

using Names = std::vector<std::string>;

}  // namespace niangjia::identity::with_officers
