// Officers are named, renamed and lost; what was sealed before stays with those who held it then.
#include "unit/identity/with_officers.h"

namespace niangjia::identity {
namespace {

using namespace testing_support;
using namespace with_officers;

class Officers : public WithOfficers {};

TEST_P(Officers, AreDeadOnceTheirPasswordWasSetAnew) {
    auto one = person("one");
    auto const two = person("two");
    auto const three = person("three");
    auto const id = name({one, two, three});
    seal_case();
    auto const alive = [&] {
        Ids found;
        for (auto const& officer :
             read([&](storage::Reader const& reader) { return Recovery::officers(reader, id); })) {
            if (officer.alive) found.push_back(officer.account);
        }
        return found;
    };
    EXPECT_EQ(alive(), (Ids{one.account.id, two.account.id, three.account.id}));
    auto const request = ask(two);
    change(one, {.password = "given over the phone"});
    EXPECT_EQ(alive(), (Ids{two.account.id, three.account.id}));
    EXPECT_EQ(code_of([&] { approve(one, request.id); }), "identity.keys-locked")
        << "her old session's keys are not hers any more";
    renew(one);
    EXPECT_EQ(alive(), (Ids{two.account.id, three.account.id})) << "a new pair brings no shares";
    EXPECT_EQ(code_of([&] { approve(one, request.id); }), "identity.officer-dead");
    EXPECT_TRUE(opened.empty());
    EXPECT_EQ(approve(three, request.id).state, SealState::Opened);

    auto const next = ask(one);
    EXPECT_TRUE(next.votes.empty()) << "her asking is no approval any more";
    change(one, {.password = "given again by phone"});
    renew(one);
    auto third = three;
    change(third, {.password = "given over the phone"});
    EXPECT_EQ(code_of([&] { ask(two); }), "identity.too-few-officers");
}

TEST_P(Officers, OfOldDecideOnWhatWasSealedBefore) {
    auto const one = person("one");
    auto const two = person("two");
    auto const three = person("three");
    auto const four = person("four");
    auto const old = name({one, two});
    seal_case();
    auto const next = name({three, four});
    EXPECT_EQ(current().id, next);
    EXPECT_NE(next, old);
    auto const request = ask(three, old);
    EXPECT_TRUE(request.votes.empty()) << "she is no officer of that pair";
    EXPECT_EQ(code_of([&] { approve(four, request.id); }), "identity.unknown-seal-request");
    approve(one, request.id);
    EXPECT_EQ(
        code_of([&] {
            write([&](storage::Transaction& transaction) { Recovery::forget(transaction, system(), old); });
        }),
        "identity.recovery-in-use");
    approve(two, request.id);
    EXPECT_EQ(opened.at(three.account.id), case_key.bytes());

    auto const pairs = read([](storage::Reader const& reader) { return Recovery::list(reader); });
    ASSERT_EQ(pairs.size(), 2U);
    EXPECT_EQ(pairs[0].id, next);
    EXPECT_TRUE(pairs[0].current);
    EXPECT_EQ(pairs[0].officers.at(1).title, "four");
    EXPECT_FALSE(pairs[1].current);
    EXPECT_EQ(pairs[1].officers.at(0).account, one.account.id);

    write([&](storage::Transaction& transaction) { Recovery::forget(transaction, system(), old); });
    EXPECT_EQ(wrapped_in("recovery_shares").size(), 2U) << "those of the new pair alone";
    EXPECT_EQ(actions("identity.forget"), Names{"identity.forget-recovery"});
    EXPECT_EQ(
        code_of([&] {
            write([&](storage::Transaction& transaction) { Recovery::forget(transaction, system(), next); });
        }),
        "identity.recovery-in-use");
}

TEST_P(Officers, AreNamedByWhoManagesAllAccounts) {
    auto const one = person("one");
    auto const two = person("two");
    auto const county = person("county", "admin", "449901");
    auto const city = person("city", "admin", "4499");
    Ids const both{one.account.id, two.account.id};
    EXPECT_EQ(code_of([&] { name(as(county), both); }), "identity.not-all-accounts");
    EXPECT_EQ(code_of([&] { name(as(one), both); }), "identity.not-all-accounts");
    EXPECT_EQ(current().id, 0) << "before the first are named";
    auto const id = name(as(city), both);
    EXPECT_EQ(current().id, id);
    EXPECT_EQ(current().public_half.size(), 32U);
    EXPECT_EQ(journal().front().action, "identity.name-officers");
    EXPECT_EQ(journal().front().account, city.account.id);
}

TEST_P(Officers, AreTwoOrMoreWithKeysAndTheRole) {
    auto const one = person("one");
    auto const two = person("two");
    auto const clerk = person("clerk", "clerk");
    auto closed = person("closed");
    change(closed, {.active = false});
    auto without = person("without");
    change(without, {.password = "given over the phone"});
    EXPECT_EQ(problems([&] { name(system(), {}); }), Names{"identity.officers-too-few /officers"});
    EXPECT_EQ(problems([&] { name({one}); }), Names{"identity.officers-too-few /officers"});
    EXPECT_EQ(problems([&] { name({one, one}); }), Names{"identity.officers-too-few /officers"});
    EXPECT_EQ(problems([&] {
                  name(system(), Ids{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
              }),
              Names{"identity.officers-too-few /officers"});
    EXPECT_EQ(
        problems([&] {
            name(system(), {one.account.id, clerk.account.id, closed.account.id, without.account.id, 99});
        }),
        (Names{"identity.officer-role /officers/1", "identity.officer-unfit /officers/2",
               "identity.officer-keys /officers/3", "identity.officer-unfit /officers/4"}));
    EXPECT_EQ(current().id, 0);
}

INSTANTIATE_TEST_SUITE_P(Every, Officers, testing::ValuesIn(backends()), backend_name);

class SealsFile : public testing::Test {
  protected:
    SealRules read(std::string_view text) {
        write_file(folder.path() / "seals.yaml", text);
        return SealRules::read((folder.path() / "seals.yaml").string());
    }
    std::string fault(std::string_view text) {
        auto const what = failure_of([&] { static_cast<void>(read(text)); }).text().en;
        auto const at = what.find("seals.yaml");
        return at == std::string::npos ? what : what.substr(at);
    }
    TemporaryFolder folder;
};

TEST_F(SealsFile, IsRead) {
    auto const rules = read("seals: {access-days: 5, request-days: 2, reason-characters: 20}\n");
    EXPECT_EQ(rules.access_days, 5);
    EXPECT_EQ(rules.request_days, 2);
    EXPECT_EQ(rules.reason_characters, 20);
}

TEST_F(SealsFile, SaysWhereItIsWrong) {
    EXPECT_EQ(fault("seals:\n  access-days: 5\n  request-days: 2\n"),
              "seals.yaml:2: the settings for seals are wrong: reason-characters is missing");
    EXPECT_EQ(fault("seals:\n  access-days: 0\n"),
              "seals.yaml:2: the settings for seals are wrong: access-days is a whole number from 1 to 366");
    EXPECT_EQ(fault("seals:\n  days: 5\n"),
              "seals.yaml:2: the settings for seals are wrong: unknown key 'days'");
    EXPECT_EQ(
        fault("locks: {}\n"),
        "seals.yaml:1: the settings for seals are wrong: it must hold the section seals: and nothing else");
    EXPECT_NE(fault("seals: [").find("not valid YAML"), std::string::npos);
    EXPECT_EQ(code_of([&] { static_cast<void>(SealRules::read((folder.path() / "none.yaml").string())); }),
              "identity.seals-file");
}

}  // namespace
}  // namespace niangjia::identity
