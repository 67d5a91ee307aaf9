// The key pairs of accounts: who opens what is wrapped for them, and who does not.
#include <algorithm>
#include <set>
#include <thread>

#include "identity/identity.h"
#include "support/rooms.h"

namespace niangjia::identity {
namespace {

using namespace testing_support;

constexpr std::string_view roles_file = R"(roles:
  village-head: {name: {zh: 村妇联主席, en: Village chair}, levels: [village], sees: personal, may: [read-records, write-records]}
  keeper: {name: {zh: 部室干部, en: Cadre}, levels: [county, city], sees: personal, may: [read-records]}
  admin: {name: {zh: 管理员, en: Admin}, levels: [county, city], sees: internal, may: [manage-accounts]}
)";

constexpr std::string_view password = "correct horse";
constexpr std::string_view other_password = "battery staple";

class KeyPairs : public OnEveryDatabaseWithRooms {
  protected:
    Account create(std::string const& name, std::string const& role = "village-head",
                   std::string const& org = "449901001001", bool must_change = false) {
        static auto const hashed = Identity::hash_password(password);
        return write([&](storage::Transaction& transaction) {
            return identity.create_account(transaction, system(),
                                           {name, name, std::string{password}, {{role, org}}, must_change},
                                           hashed);
        });
    }
    void set_password(AccountId id, std::string_view next) {
        auto const hashed = Identity::hash_password(next);
        auto const version =
            read([&](storage::Reader const& reader) { return identity.find(reader, system(), id)->version; });
        write([&](storage::Transaction& transaction) {
            return identity.change_account(transaction, system(), id, {.password = std::string{next}},
                                           version, hashed);
        });
    }
    std::vector<KeyHolder> public_halves(std::vector<AccountId> ids) {
        return read([&](storage::Reader const& reader) { return Identity::public_halves(reader, ids); });
    }
    KeyHolder pair_of(AccountId id) {
        auto const found = public_halves({id});
        return found.empty() ? KeyHolder{} : found.front();
    }
    std::vector<KeyHolder> holders(std::string_view role, std::string_view org,
                                   std::optional<org::Level> level = {}) {
        return read(
            [&](storage::Reader const& reader) { return Identity::holders(reader, role, code(org), level); });
    }
    Context context_of(std::string_view token) { return context_of(identity, token); }
    static Context context_of(Identity& room, std::string_view token) {
        return room.context(room.session(token).value());
    }
    // Everything that the database holds about keys, as bytes.
    std::vector<std::string> stored() {
        std::vector<std::string> found;
        for (auto const* const text : {"SELECT sealed, salt, public_half FROM key_pairs",
                                       "SELECT sealed, token_hash, token_hash FROM sessions"}) {
            read([&](storage::Reader const& reader) {
                auto rows = reader.query(storage::Query{"test/stored", text});
                while (rows.next()) {
                    for (int i = 0; i < 3; ++i) {
                        auto const bytes = rows.bytes(i);
                        found.emplace_back(reinterpret_cast<char const*>(bytes.data()), bytes.size());
                    }
                }
            });
        }
        return found;
    }
    std::string text_in(char const* query) {
        return read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"test/text_in", query});
            return rows.next() ? rows.string(0) : std::string{};
        });
    }

    Roles roles = [this] {
        write_file(folder.path() / "roles.yaml", roles_file);
        return Roles::read((folder.path() / "roles.yaml").string());
    }();
    Identity identity{db(), roles, clock};
};

TEST_P(KeyPairs, AreMadeAtTheFirstSignInAndOpenWhatIsWrappedForThem) {
    auto const account = create("wangfang");
    EXPECT_TRUE(public_halves({account.id}).empty());
    auto const token = identity.sign_in("wangfang", password).token;
    auto const holder = pair_of(account.id);
    ASSERT_NE(holder.pair, 0);

    auto const context = context_of(token);
    EXPECT_EQ(context.pair(), holder.pair);
    ASSERT_NE(context.keys(), nullptr);
    EXPECT_EQ(context.keys()->public_half(), holder.public_half);
    auto const wrapped = vault::wrap(holder.public_half, "a case's key");
    EXPECT_EQ(context.keys()->unwrap(wrapped), "a case's key");

    auto const again = context_of(identity.sign_in("wangfang", password).token);
    EXPECT_EQ(again.pair(), holder.pair) << "the same pair at every sign-in";
    EXPECT_EQ(again.keys()->unwrap(wrapped), "a case's key");
    auto const copy = again;
    EXPECT_EQ(copy.keys(), again.keys()) << "copies share what was unlocked once";
    EXPECT_EQ(journal().at(2).action, "identity.key-pair");
}

TEST_P(KeyPairs, AreNotHeldByTheSystemNorByAContextOfAnAccountAlone) {
    auto const account = create("wangfang");
    identity.sign_in("wangfang", password);
    EXPECT_EQ(system().keys(), nullptr);
    EXPECT_EQ(system().pair(), 0);
    EXPECT_EQ(identity.context(account).keys(), nullptr);
}

TEST_P(KeyPairs, StayUnlockedInASessionWhenTheServerStartsAgain) {
    auto const account = create("wangfang");
    auto const token = identity.sign_in("wangfang", password).token;
    auto const wrapped = vault::wrap(pair_of(account.id).public_half, "a case's key");
    database().reopen();
    Identity later{db(), roles, clock};
    EXPECT_EQ(context_of(later, token).keys()->unwrap(wrapped), "a case's key");
}

TEST_P(KeyPairs, AreClosedToAThiefOfTheDatabase) {
    auto const account = create("wangfang");
    auto const signed_in = identity.sign_in("wangfang", password);
    auto const context = context_of(signed_in.token);
    auto const secret = std::string{context.keys()->secret_half().bytes()};
    auto const rows = stored();
    ASSERT_EQ(rows.size(), 6U);
    std::vector<std::string> known = rows;
    known.insert(known.end(), {signed_in.csrf, text_in("SELECT csrf FROM sessions"),
                               text_in("SELECT password FROM accounts"), "wangfang",
                               std::to_string(account.id), std::to_string(context.pair()), ""});
    for (auto const& row : rows) EXPECT_FALSE(row.contains(secret));

    // With whatever else the server keeps, in each way in which keys are made.
    auto const& [under_password, salt, under_session] = std::tie(rows[0], rows[1], rows[3]);
    auto const about_password = "key pair " + std::to_string(context.pair()) + " of account " +
                                std::to_string(account.id) + ", password";
    auto const about_session = "key pair " + std::to_string(context.pair()) + " of account " +
                               std::to_string(account.id) + ", session";
    for (auto const& text : known) {
        std::vector<vault::Key> keys{vault::Key::of_secret(text, "niangjia session"),
                                     vault::Key::of_password(text, salt)};
        if (text.size() == vault::Key::size) keys.push_back(vault::Key::of_bytes(text));
        for (auto const& key : keys) {
            EXPECT_EQ(code_of([&] { static_cast<void>(vault::open(key, under_password, about_password)); }),
                      "vault.does-not-open");
            EXPECT_EQ(code_of([&] { static_cast<void>(vault::open(key, under_session, about_session)); }),
                      "vault.does-not-open");
        }
    }
    // So that the test does not pass for a word that was written wrongly: these are the two ways in.
    EXPECT_EQ(vault::open(vault::Key::of_password(password, salt), under_password, about_password), secret);
    EXPECT_EQ(
        vault::open(vault::Key::of_secret(signed_in.token, "niangjia session"), under_session, about_session),
        secret);
}

TEST_P(KeyPairs, DoNotOpenInARowOfAnotherSession) {
    create("wangfang");
    create("lina");
    auto const hers = identity.sign_in("wangfang", password).token;
    auto const thief = identity.sign_in("lina", password).token;
    write([&](storage::Transaction& transaction) {
        transaction.execute(
            storage::Sql{"test/move_keys",
                         "UPDATE sessions SET pair = (SELECT s.pair FROM sessions s WHERE s.account = 1), "
                         "sealed = (SELECT s.sealed FROM sessions s WHERE s.account = 1)"});
    });
    EXPECT_EQ(code_of([&] { static_cast<void>(context_of(thief).keys()); }), "vault.does-not-open");
    EXPECT_NE(context_of(hers).keys(), nullptr);
}

TEST_P(KeyPairs, AreNotMadeForAPasswordThatSomebodyElseSet) {
    auto const account = create("wangfang", "village-head", "449901001001", true);
    auto const signed_in = identity.sign_in("wangfang", password);
    EXPECT_EQ(context_of(signed_in.token).keys(), nullptr);
    EXPECT_EQ(pair_of(account.id).pair, 0);
    identity.change_password(account, password, other_password, signed_in.token);
    EXPECT_NE(pair_of(account.id).pair, 0);
    auto const context = context_of(signed_in.token);
    ASSERT_NE(context.keys(), nullptr) << "and the session in which she chose it has them";
    EXPECT_EQ(context.keys()->public_half(), pair_of(account.id).public_half);
}

TEST_P(KeyPairs, OutliveAChangeOfTheirOwnersPassword) {
    auto const account = create("wangfang");
    auto const here = identity.sign_in("wangfang", password).token;
    auto const elsewhere = identity.sign_in("wangfang", password).token;
    auto const before = pair_of(account.id);
    auto const wrapped = vault::wrap(before.public_half, "a case's key");
    auto const sealed = stored().front();
    identity.change_password(account, password, other_password, here);

    EXPECT_EQ(pair_of(account.id).pair, before.pair);
    EXPECT_EQ(context_of(here).keys()->unwrap(wrapped), "a case's key");
    EXPECT_FALSE(identity.session(elsewhere)) << "other sessions end";
    EXPECT_EQ(context_of(identity.sign_in("wangfang", other_password).token).keys()->unwrap(wrapped),
              "a case's key");
    EXPECT_NE(stored().front(), sealed) << "the old password opens nothing any more";
}

TEST_P(KeyPairs, EndWhenAnAdministratorSetsThePassword) {
    auto const account = create("wangfang");
    auto const token = identity.sign_in("wangfang", password).token;
    auto const before = pair_of(account.id);
    auto const wrapped = vault::wrap(before.public_half, "a case's key");
    set_password(account.id, other_password);
    EXPECT_EQ(pair_of(account.id).pair, 0);
    EXPECT_FALSE(identity.session(token));
    EXPECT_TRUE(stored().empty());

    auto const again = identity.sign_in("wangfang", other_password).token;
    EXPECT_EQ(context_of(again).keys(), nullptr);
    identity.change_password(account, other_password, "a password of her own", again);
    auto const after = pair_of(account.id);
    EXPECT_GT(after.pair, before.pair) << "a pair's number is never given again";
    EXPECT_NE(after.public_half, before.public_half);
    EXPECT_EQ(code_of([&] { static_cast<void>(context_of(again).keys()->unwrap(wrapped)); }),
              "vault.does-not-open");
}

TEST_P(KeyPairs, OfAnAccountAreMadeOnceWhenTwoSignInAtTheSameMoment) {
    auto const account = create("wangfang");
    std::vector<std::string> tokens(4);
    {
        std::vector<std::jthread> browsers;
        for (auto& token : tokens) {
            browsers.emplace_back([&] { token = identity.sign_in("wangfang", password).token; });
        }
    }
    auto const wrapped = vault::wrap(pair_of(account.id).public_half, "a case's key");
    for (auto const& token : tokens) EXPECT_EQ(context_of(token).keys()->unwrap(wrapped), "a case's key");
}

TEST_P(KeyPairs, ThatDoNotOpenWithARightPasswordAreReplaced) {
    auto const account = create("wangfang");
    identity.sign_in("wangfang", password);
    auto const before = pair_of(account.id);
    write([&](storage::Transaction& transaction) {
        transaction.execute(storage::Sql{"test/spoil_pair", "UPDATE key_pairs SET sealed = public_half"});
    });
    auto const token = identity.sign_in("wangfang", password).token;
    EXPECT_NE(pair_of(account.id).pair, before.pair);
    EXPECT_EQ(context_of(token).keys()->public_half(), pair_of(account.id).public_half);
}

TEST_P(KeyPairs, AreUnlockedWithoutASessionByTheirPasswordAlone) {
    auto const account = create("wangfang");
    auto const context = identity.unlock(account.id, password);
    EXPECT_EQ(context.account(), account.id);
    EXPECT_TRUE(context.reaches(Permission::WriteRecords, code("449901001001")));
    EXPECT_EQ(context.keys()->public_half(), pair_of(account.id).public_half);
    EXPECT_EQ(identity.unlock(account.id, password).pair(), context.pair());
    EXPECT_EQ(journal().front().action, "identity.unlock");

    for (int i = 0; i < failures_until_lock; ++i) {
        EXPECT_EQ(code_of([&] { static_cast<void>(identity.unlock(account.id, "wrong")); }),
                  "identity.wrong-password");
    }
    EXPECT_EQ(code_of([&] { static_cast<void>(identity.unlock(account.id, password)); }), "identity.locked");
    EXPECT_EQ(code_of([&] { static_cast<void>(identity.unlock(99, password)); }), "identity.wrong-password");
    auto const set = create("lina", "village-head", "449901001001", true);
    EXPECT_EQ(code_of([&] { static_cast<void>(identity.unlock(set.id, password)); }),
              "identity.password-not-own");
}

TEST_P(KeyPairs, AreGivenByProgramsWithoutAPassword) {
    auto const account = create("wangfang");
    auto const kept = vault::KeyPair::make();
    auto const pair = write([&](storage::Transaction& transaction) {
        return Identity::set_public_half(transaction, account.id, kept.public_half(), clock.now());
    });
    EXPECT_EQ(pair_of(account.id).pair, pair);
    EXPECT_EQ(pair_of(account.id).public_half, kept.public_half());
    auto const context = identity.context_with(account, pair, kept);
    EXPECT_EQ(context.pair(), pair);
    EXPECT_EQ(context.keys()->unwrap(vault::wrap(kept.public_half(), "a case's key")), "a case's key");

    EXPECT_NE(context_of(identity.sign_in("wangfang", password).token).pair(), pair)
        << "no password opens it";
}

TEST_P(KeyPairs, OfManyAccountsAreSealedUnderOnePassword) {
    auto const lock = Identity::password_lock(password);
    for (auto const* const name : {"wangfang", "lina"}) {
        auto const account = create(name);
        auto const made = vault::KeyPair::make();
        auto const pair = write([&](storage::Transaction& transaction) {
            return Identity::set_key_pair(transaction, account.id, made, lock, clock.now());
        });
        auto const context = context_of(identity.sign_in(name, password).token);
        EXPECT_EQ(context.pair(), pair);
        EXPECT_EQ(context.keys()->public_half(), made.public_half());
    }
}

TEST_P(KeyPairs, AreFoundByTheRoleThatTheirOwnersHold) {
    auto const here = create("here");
    auto const there = create("there", "village-head", "449901001002");
    auto const county = create("county", "keeper", "449901");
    auto const city = create("city", "keeper", "4499");
    auto const closed = create("closed", "keeper", "449901");
    write([&](storage::Transaction& transaction) {
        identity.change_account(transaction, system(), closed.id, {.active = false}, closed.version, {});
        return identity.change_account(
            transaction, system(), city.id,
            {.grants = std::vector<GrantWish>{{"keeper", "4499"}, {"keeper", "449901"}}}, city.version, {});
    });
    identity.sign_in("county", password);

    auto const ids = [&](std::string_view role, std::string_view org, std::optional<org::Level> level = {}) {
        std::vector<AccountId> found;
        for (auto const& holder : holders(role, org, level)) found.push_back(holder.account);
        return found;
    };
    using Ids = std::vector<AccountId>;
    EXPECT_EQ(ids("village-head", "449901001001", org::Level::Village), Ids{here.id});
    EXPECT_EQ(ids("village-head", "449901001002"), Ids{there.id});
    EXPECT_EQ(ids("keeper", "449901001001", org::Level::County), (Ids{county.id, city.id}));
    EXPECT_EQ(ids("keeper", "449901001001", org::Level::City), Ids{city.id});
    EXPECT_EQ(ids("keeper", "449901001001"), (Ids{county.id, city.id}))
        << "each once, however many grants she has";
    EXPECT_EQ(ids("keeper", "4499", org::Level::County), Ids{city.id})
        << "where the place itself lies above that level";
    EXPECT_EQ(ids("keeper", "449902"), Ids{city.id});
    EXPECT_EQ(ids("admin", "449901"), Ids{});

    auto const found = holders("keeper", "449901");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].pair, pair_of(county.id).pair);
    EXPECT_EQ(found[0].public_half.size(), 32U);
    EXPECT_EQ(found[1].pair, 0) << "she has not signed in yet";
    EXPECT_EQ(found[1].public_half, "");
}

TEST_P(KeyPairs, OfClosedAccountsAreNotHandedOut) {
    auto const account = create("wangfang");
    identity.sign_in("wangfang", password);
    ASSERT_NE(pair_of(account.id).pair, 0);
    write([&](storage::Transaction& transaction) {
        return identity.change_account(transaction, system(), account.id, {.active = false}, account.version,
                                       {});
    });
    EXPECT_TRUE(public_halves({account.id}).empty());
}

INSTANTIATE_TEST_SUITE_P(Every, KeyPairs, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::identity
