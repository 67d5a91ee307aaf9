#include "identity/identity.h"

#include <algorithm>

#include "support/rooms.h"

namespace niangjia::identity {
namespace {

using namespace testing_support;

constexpr std::string_view roles_file = R"(roles:
  village-head: {name: {zh: 村妇联主席, en: Village chair}, levels: [village], sees: personal, may: [read-records, write-records]}
  auditor: {name: {zh: 审查员, en: Auditor}, levels: [county, city], sees: personal, may: [read-records, export]}
  admin: {name: {zh: 管理员, en: Admin}, levels: [county, city], sees: internal, may: [read-records, write-records, manage-accounts]}
)";

constexpr std::string_view password = "correct horse";

class Accounts : public OnEveryDatabaseWithRooms {
  protected:
    Account create(Context const& context, NewAccount const& account) {
        return write([&](storage::Transaction& transaction) {
            return identity.create_account(transaction, context, account, hashed());
        });
    }
    Account create(std::string const& name, std::string const& role, std::string const& org) {
        return create(system(), {name, name, std::string{password}, {{role, org}}});
    }
    Account change(Context const& context, Account const& account, AccountChange const& change) {
        return write([&](storage::Transaction& transaction) {
            return identity.change_account(transaction, context, account.id, change, account.version,
                                           hashed());
        });
    }
    std::optional<Account> find(Context const& context, AccountId id) {
        return read([&](storage::Reader const& reader) { return identity.find(reader, context, id); });
    }
    std::vector<std::string> list(Context const& context, std::string_view within, std::string_view text = "",
                                  std::string_view after = "", int limit = 50) {
        std::vector<std::string> names;
        auto const accounts = read([&](storage::Reader const& reader) {
            return identity.list(reader, context, code(within), text, after, limit);
        });
        for (auto const& account : accounts) names.push_back(account.name);
        return names;
    }
    std::string sign_in_code(std::string_view name, std::string_view given) {
        return code_of([&] { identity.sign_in(name, given); });
    }
    // Problem codes and pointers of an input that is refused.
    template <class F>
    std::vector<std::string> problems(F&& run) {
        std::vector<std::string> found;
        auto const failure = failure_of(std::forward<F>(run));
        for (auto const& one : failure.problems()) found.push_back(one.code + " " + one.pointer);
        return found;
    }
    std::vector<std::string> actions() {
        std::vector<std::string> found;
        for (auto const& entry : journal()) found.insert(found.begin(), entry.action);
        return found;
    }
    // One hash for all tests: it is slow by intention.
    static std::string const& hashed() {
        static std::string const text = Identity::hash_password(password);
        return text;
    }

    Roles roles = [this] {
        write_file(folder.path() / "roles.yaml", roles_file);
        return Roles::read((folder.path() / "roles.yaml").string());
    }();
    Identity identity{db(), roles, clock};
};

constexpr Moment minute = 60'000;
using Names = std::vector<std::string>;

TEST_P(Accounts, SignInWithTheirPassword) {
    auto const created = create("WangFang", "village-head", "449901001001");
    auto const signed_in = identity.sign_in("wangfang", password);
    EXPECT_EQ(signed_in.account.id, created.id);
    EXPECT_EQ(signed_in.token.size(), 64U);
    EXPECT_NE(signed_in.token, signed_in.csrf);

    auto const session = identity.session(signed_in.token);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->csrf, signed_in.csrf);
    EXPECT_EQ(session->account.name, "WangFang");
    EXPECT_TRUE(session->account.must_change_password);
    ASSERT_EQ(session->account.grants.size(), 1U);
    EXPECT_EQ(session->account.grants.front().role, roles.find("village-head"));
    EXPECT_EQ(session->account.grants.front().org, code("449901001001"));
    EXPECT_TRUE(identity.context(session->account).reaches(Permission::WriteRecords, code("449901001001")));
    EXPECT_EQ(actions(), (Names{"identity.create-account", "identity.sign-in"}));
}

TEST_P(Accounts, AWrongNameAndAWrongPasswordLookTheSame) {
    create("wangfang", "village-head", "449901001001");
    auto const wrong = failure_of([&] { identity.sign_in("wangfang", "wrong"); });
    auto const unknown = failure_of([&] { identity.sign_in("nobody", "wrong"); });
    EXPECT_EQ(wrong.code(), "identity.wrong-password");
    EXPECT_EQ(unknown.code(), wrong.code());
    EXPECT_EQ(unknown.text(), wrong.text());
    EXPECT_EQ(unknown.kind(), ErrorKind::Unauthenticated);
}

TEST_P(Accounts, ReachAsFarAsTheirNewRolesAndNoFurther) {
    auto const account = create("wangfang", "village-head", "449901001001");
    auto const token = identity.sign_in("wangfang", password).token;
    auto const changed =
        change(system(), account,
               {.grants = std::vector<GrantWish>{{"village-head", "449902100201"}, {"auditor", "449901"}}});
    ASSERT_EQ(changed.grants.size(), 2U);
    auto const now = identity.context(identity.session(token)->account);
    EXPECT_TRUE(now.reaches(Permission::WriteRecords, code("449902100201")));
    EXPECT_TRUE(now.reaches(Permission::Export, code("449901001001")));
    EXPECT_FALSE(now.reaches(Permission::WriteRecords, code("449901001001")))
        << "the old role is gone at once";
}

TEST_P(Accounts, LockAfterFiveFailuresForAQuarterOfAnHour) {
    create("wangfang", "village-head", "449901001001");
    for (auto const* name : {"wangfang", "nobody"}) {
        for (int i = 0; i < failures_until_lock; ++i)
            EXPECT_EQ(sign_in_code(name, "wrong"), "identity.wrong-password");
        EXPECT_EQ(sign_in_code(name, password), "identity.locked") << name;
    }
    auto const refusal = failure_of([&] { identity.sign_in("WANGFANG", password); });
    EXPECT_EQ(refusal.kind(), ErrorKind::Busy);
    EXPECT_NE(refusal.text().zh.find(iso_time(clock.now() + lock_time)), std::string::npos);
    EXPECT_EQ(find(system(), 1)->locked_until, clock.now() + lock_time);

    clock.set(clock.now() + lock_time);
    EXPECT_EQ(sign_in_code("wangfang", "wrong"), "identity.wrong-password") << "a new count begins";
    EXPECT_EQ(sign_in_code("wangfang", password), "");
    EXPECT_FALSE(find(system(), 1)->locked_until);
    EXPECT_EQ(std::ranges::count(actions(), "identity.lock"), 2);
    EXPECT_EQ(std::ranges::count(actions(), "identity.sign-in-failed"), 11);
}

TEST_P(Accounts, CountFailuresInARowOnly) {
    create("wangfang", "village-head", "449901001001");
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < failures_until_lock - 1; ++i)
            EXPECT_EQ(sign_in_code("wangfang", "wrong"), "identity.wrong-password");
        EXPECT_EQ(sign_in_code("wangfang", password), "");
    }
}

TEST_P(Accounts, SessionsEndIdleOldOrSignedOut) {
    create("wangfang", "village-head", "449901001001");
    auto const begun = clock.now();
    auto const token = identity.sign_in("wangfang", password).token;
    EXPECT_FALSE(identity.session("nonsense"));
    EXPECT_FALSE(identity.session(""));

    clock.set(begun + 12 * 60 * minute);
    EXPECT_TRUE(identity.session(token)) << "and is seen now";
    clock.set(clock.now() + 12 * 60 * minute + 1);
    EXPECT_FALSE(identity.session(token)) << "idle for longer than twelve hours";

    clock.set(begun);
    auto const kept = identity.sign_in("wangfang", password).token;
    for (int hours = 0; hours <= 7 * 24; hours += 12) {
        clock.set(begun + hours * 60 * minute);
        EXPECT_TRUE(identity.session(kept)) << hours;
    }
    clock.set(clock.now() + 1);
    EXPECT_FALSE(identity.session(kept)) << "older than seven days";

    auto const last = identity.sign_in("wangfang", password).token;
    identity.sign_out(last);
    EXPECT_FALSE(identity.session(last));
}

TEST_P(Accounts, ThatAreClosedNeitherSignInNorKeepASession) {
    auto const account = create("wangfang", "village-head", "449901001001");
    auto const token = identity.sign_in("wangfang", password).token;
    auto const closed = change(system(), account, {.active = false});
    EXPECT_FALSE(closed.active);
    EXPECT_FALSE(identity.session(token));
    EXPECT_EQ(sign_in_code("wangfang", password), "identity.wrong-password");
    change(system(), closed, {.active = true});
    EXPECT_EQ(sign_in_code("wangfang", password), "");
}

TEST_P(Accounts, ChangeTheirOwnPassword) {
    create("wangfang", "village-head", "449901001001");
    auto const here = identity.sign_in("wangfang", password);
    auto const elsewhere = identity.sign_in("wangfang", password);
    auto const try_change = [&](std::string_view current, std::string_view next) {
        return problems([&] { identity.change_password(here.account, current, next, here.token); });
    };
    EXPECT_EQ(try_change("wrong", "a new password"), Names{"identity.wrong-current /current"});
    for (auto const* weak : {"short", "WangFang", "12345678", "88888888", "Password123", "七个字的密码啊"}) {
        EXPECT_EQ(try_change(password, weak), Names{"identity.weak-password /next"}) << weak;
    }
    EXPECT_EQ(try_change(password, password), Names{"identity.same-password /next"});
    EXPECT_TRUE(try_change(password, "a new password").empty());

    EXPECT_FALSE(identity.session(here.token)->account.must_change_password);
    EXPECT_FALSE(identity.session(elsewhere.token)) << "her other sessions end";
    EXPECT_EQ(sign_in_code("wangfang", password), "identity.wrong-password");
    EXPECT_EQ(sign_in_code("wangfang", "a new password"), "");
}

TEST_P(Accounts, GuessingThePresentPasswordLocks) {
    create("wangfang", "village-head", "449901001001");
    auto const here = identity.sign_in("wangfang", password);
    auto const guess = [&] { identity.change_password(here.account, "wrong", "a new password", here.token); };
    for (int i = 0; i < failures_until_lock; ++i) EXPECT_EQ(code_of(guess), "identity.wrong-current");
    EXPECT_EQ(code_of(guess), "identity.locked");
}

TEST_P(Accounts, AreCheckedBeforeTheyAreMade) {
    auto const admin = identity.context(create("admin", "admin", "4499"));
    auto const made = problems([&] { create(admin, {"x", "", "short", {}}); });
    EXPECT_EQ(made, (Names{"identity.name /name", "identity.title /title", "identity.weak-password /password",
                           "identity.no-grants /grants"}));
    for (auto const* name : {"a b", "名", "é1", "a/b", "", "a\nb"}) {
        EXPECT_EQ(problems([&] {
                      create(admin, {name, "王芳", "long enough", {{"village-head", "449901001001"}}});
                  }),
                  Names{"identity.name /name"})
            << name;
    }
    EXPECT_EQ(create(admin, {"王芳-1.a_b", "王芳", "long enough", {{"village-head", "449901001001"}}}).name,
              "王芳-1.a_b");
}

TEST_P(Accounts, HaveNamesThatDifferByMoreThanCase) {
    create("WangFang", "village-head", "449901001001");
    auto const refusal = failure_of([&] { create("wangfang", "village-head", "449901001001"); });
    EXPECT_EQ(refusal.code(), "identity.name-taken");
    EXPECT_EQ(refusal.kind(), ErrorKind::Conflict);
}

TEST_P(Accounts, AreGrantedOnlyWhatTheirMakerMayGrant) {
    auto const admin = identity.context(create("admin", "admin", "449901"));
    auto const wish = [&](std::string const& role, std::string const& org) {
        return problems([&] { create(admin, {"new-one", "王芳", "long enough", {{role, org}}}); });
    };
    EXPECT_EQ(wish("nothing", "449901"), Names{"identity.unknown-role /grants/0/role"});
    EXPECT_EQ(wish("admin", "x"), Names{"identity.grant-org /grants/0/org"});
    EXPECT_EQ(wish("village-head", "449902100201"), Names{"identity.grant-reach /grants/0/org"});
    EXPECT_EQ(wish("admin", "4499"), Names{"identity.grant-reach /grants/0/org"}) << "never upwards";
    EXPECT_EQ(wish("village-head", "449901001"), Names{"identity.grant-level /grants/0/org"});
    EXPECT_EQ(wish("village-head", "449901001001"), Names{});
}

TEST_P(Accounts, AreChangedByThoseWhoReachAllTheirGrants) {
    auto const self = create("admin", "admin", "449901");
    auto const admin = identity.context(self);
    auto const near = create("near", "village-head", "449901001001");
    auto const far = create("far", "village-head", "449902100201");
    auto const both = create(
        system(), {"both", "both", "", {{"village-head", "449901001001"}, {"village-head", "449902100201"}}});

    auto const changed = change(admin, near, {.title = "王芳（主席）"});
    EXPECT_EQ(changed.title, "王芳（主席）");
    EXPECT_EQ(changed.version, 2);
    EXPECT_EQ(code_of([&] { change(admin, near, {.title = "x"}); }), "identity.stale");
    EXPECT_EQ(code_of([&] { change(admin, far, {.title = "x"}); }), "identity.unknown-account");
    EXPECT_EQ(code_of([&] { change(admin, both, {.title = "x"}); }), "identity.unknown-account");
    EXPECT_EQ(code_of([&] {
                  change(admin, self, {.grants = std::vector<GrantWish>{{"auditor", "449901"}}});
              }),
              "identity.own-account")
        << "nobody takes a role herself";
    EXPECT_EQ(
        code_of([&] {
            change(admin, changed, {.grants = std::vector<GrantWish>{{"village-head", "449902100201"}}});
        }),
        "identity.grant-reach");
    EXPECT_EQ(find(system(), near.id)->grants.size(), 1U) << "nothing of a refused change is kept";
}

TEST_P(Accounts, GiveUpTheirSessionsWithANewPasswordFromAbove) {
    auto const account = create("wangfang", "village-head", "449901001001");
    auto const token = identity.sign_in("wangfang", password).token;
    for (int i = 0; i < failures_until_lock; ++i) sign_in_code("wangfang", "wrong");
    change(system(), account, {.password = "long enough"});
    EXPECT_FALSE(identity.session(token));
    EXPECT_EQ(sign_in_code("wangfang", password), "") << "and are unlocked by it";
}

TEST_P(Accounts, AreNotClosedByTheirOwners) {
    auto const account = create("admin", "admin", "4499");
    EXPECT_EQ(code_of([&] { change(identity.context(account), account, {.active = false}); }),
              "identity.own-account");
}

TEST_P(Accounts, AreSeenWithinReachOnly) {
    auto const admin_account = create("admin", "admin", "449901");
    auto const admin = identity.context(admin_account);
    auto const near = create("near", "village-head", "449901001001");
    auto const far = create("far", "village-head", "449902100201");
    create("Zhou", "auditor", "449901");

    EXPECT_TRUE(find(admin, near.id));
    EXPECT_FALSE(find(admin, far.id));
    EXPECT_TRUE(find(identity.context(far), far.id)) << "her own";
    EXPECT_FALSE(find(identity.context(far), near.id));
    EXPECT_FALSE(find(admin, 99));

    EXPECT_EQ(list(admin, "4499"), (Names{"admin", "near", "Zhou"}));
    EXPECT_EQ(list(admin, "449901001"), Names{"near"});
    EXPECT_EQ(list(admin, "449902"), Names{});
    EXPECT_EQ(list(system(), "44"), (Names{"admin", "far", "near", "Zhou"}));
    EXPECT_EQ(list(system(), "44", "", "FAR", 1), Names{"near"});
    EXPECT_EQ(list(system(), "44", "ZHO"), Names{"Zhou"});
    EXPECT_EQ(list(system(), "44", "%"), Names{}) << "a wildcard is a letter";
    EXPECT_EQ(list(identity.context(near), "4499"), Names{}) << "who manages no accounts sees none";
}

TEST_P(Accounts, TellTheirTitles) {
    auto const one = create("one", "village-head", "449901001001");
    auto const two = create("two", "village-head", "449901001001");
    std::vector<AccountId> const ids{two.id, one.id, 99};
    auto const titles = read([&](storage::Reader const& reader) { return identity.titles(reader, ids); });
    EXPECT_EQ(titles, (std::vector<std::pair<AccountId, std::string>>{{one.id, "one"}, {two.id, "two"}}));
}

TEST_P(Accounts, LoseARoleThatIsNoLongerDefined) {
    auto const account = create("wangfang", "village-head", "449901001001");
    auto const token = identity.sign_in("wangfang", password).token;
    Roles const fewer;
    Identity later{db(), fewer, clock};
    auto const session = later.session(token);
    ASSERT_TRUE(session);
    EXPECT_TRUE(session->account.grants.empty());
}

TEST_P(Accounts, NeverTellTheirPasswordToTheDatabase) {
    create("wangfang", "village-head", "449901001001");
    auto const stored = read([&](storage::Reader const& reader) {
        auto rows = reader.query(storage::Sql{"test/password", "SELECT password FROM accounts"});
        return rows.next() ? rows.string(0) : std::string{};
    });
    EXPECT_TRUE(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << stored;
}

INSTANTIATE_TEST_SUITE_P(Every, Accounts, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::identity
