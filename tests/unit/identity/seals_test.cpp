// Two officers open a sealed case together; one alone does not, nor does the database.
#include "unit/identity/with_officers.h"

namespace niangjia::identity {
namespace {

using namespace testing_support;
using namespace with_officers;

class BreakingSeals : public WithOfficers {};

TEST_P(BreakingSeals, TakesTwoOfficersAndGivesTheKeyToWhoAsked) {
    auto const one = person("one");
    auto const two = person("two");
    auto const three = person("three");
    auto const asker = person("asker", "head", "449901");
    name({one, two, three});
    seal_case();

    auto const request = ask(asker);
    EXPECT_EQ(request.state, SealState::Open);
    EXPECT_EQ(request.expires, clock.now() + 3 * day);
    auto const first = approve(three, request.id);
    EXPECT_EQ(first.state, SealState::Open);
    EXPECT_TRUE(opened.empty()) << "one alone has nothing";

    auto const second = approve(one, request.id);
    EXPECT_EQ(second.state, SealState::Opened);
    EXPECT_EQ(second.access_until, clock.now() + 7 * day);
    ASSERT_EQ(opened.size(), 1U);
    EXPECT_EQ(opened.at(asker.account.id), case_key.bytes());
    EXPECT_TRUE(has_access(asker));
    EXPECT_FALSE(has_access(one));
    EXPECT_TRUE(wrapped_in("seal_deposits").empty()) << "what was deposited is gone";

    auto const stored = found(asker, request.id);
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->reason, reason);
    ASSERT_EQ(stored->votes.size(), 2U);
    EXPECT_EQ(stored->votes[0].officer, one.account.id);
    EXPECT_EQ(stored->votes[1].officer, three.account.id);
    EXPECT_EQ(actions("identity.seal"), (Names{"identity.seal-request", "identity.seal-approve",
                                               "identity.seal-approve", "identity.seal-open"}));
    EXPECT_EQ(journal().front().target, "record:4711");
    EXPECT_EQ(journal().front().org, code("449901").value());
    EXPECT_EQ(read([](storage::Reader const& reader) { return Recovery::of_record(reader, record).size(); }),
              1U);
}

TEST_P(BreakingSeals, ByAnOfficerWhoAsksNeedsOneMore) {
    auto const one = person("one");
    auto const two = person("two");
    name({one, two});
    seal_case();
    auto const request = ask(one);
    ASSERT_EQ(request.votes.size(), 1U);
    EXPECT_EQ(code_of([&] { approve(one, request.id); }), "identity.own-seal-request");
    EXPECT_TRUE(opened.empty());
    EXPECT_EQ(approve(two, request.id).state, SealState::Opened);
    EXPECT_EQ(opened.at(one.account.id), case_key.bytes());
}

TEST_P(BreakingSeals, IsApprovedByNobodyTwiceNorByWhoIsNoOfficer) {
    auto const one = person("one");
    auto const two = person("two");
    auto const asker = person("asker");
    auto const stranger = person("stranger");
    name({one, two});
    seal_case();
    auto const request = ask(asker);
    EXPECT_EQ(code_of([&] { approve(asker, request.id); }), "identity.own-seal-request");
    EXPECT_EQ(code_of([&] { approve(stranger, request.id); }), "identity.unknown-seal-request");
    EXPECT_EQ(code_of([&] { approve(system(), request.id); }), "identity.unknown-seal-request");
    EXPECT_EQ(code_of([&] { approve(one, request.id + 1); }), "identity.unknown-seal-request");
    approve(one, request.id);
    EXPECT_EQ(code_of([&] { approve(one, request.id); }), "identity.seal-approved-already");
    EXPECT_EQ(code_of([&] { approve(identity.context(two.account), request.id); }), "identity.keys-locked");
    EXPECT_TRUE(opened.empty());
    approve(two, request.id);
    EXPECT_EQ(code_of([&] { approve(two, request.id); }), "identity.seal-decided");
    EXPECT_EQ(code_of([&] { refuse(one, request.id); }), "identity.seal-decided");
}

// Each row that the recovery keeps, tried with each secret half that one officer has, and each two rows put
// together.
TEST_P(BreakingSeals, IsNotPossibleForOneOfficerWithTheWholeDatabase) {
    auto const one = person("one");
    auto const two = person("two");
    auto const three = person("three");
    name({one, two, three});
    seal_case();
    ask(two);
    auto rows = wrapped_in("recovery_shares");
    ASSERT_EQ(rows.size(), 6U);
    auto const deposits = wrapped_in("seal_deposits");
    ASSERT_EQ(deposits.size(), 2U);
    auto const opens = [&](std::string const& secret) {
        auto const pair = vault::KeyPair::of_secret(vault::Key::of_bytes(secret));
        return pair.public_half() == current().public_half;
    };
    auto const together = [](std::string left, std::string const& right) {
        for (std::size_t i = 0; i < left.size(); ++i) left[i] = static_cast<char>(left[i] ^ right[i]);
        return left;
    };
    auto const hers = [&](Person const& officer, std::vector<std::string> const& wraps) {
        std::vector<std::string> shares;
        for (auto const& row : wraps) {
            if (code_of([&] { shares.push_back(officer.keys.unwrap(row)); }) == "") continue;
        }
        return shares;
    };
    for (auto const& officer : {one, two, three}) {
        auto const shares = hers(officer, rows);
        ASSERT_EQ(shares.size(), 2U) << "one for each other officer";
        for (auto const& share : shares) EXPECT_FALSE(opens(share));
        EXPECT_FALSE(opens(together(shares[0], shares[1])));
    }
    // Any two have it together.
    int ways = 0;
    for (auto const& mine : hers(one, rows)) {
        for (auto const& theirs : hers(three, rows)) ways += opens(together(mine, theirs)) ? 1 : 0;
    }
    EXPECT_EQ(ways, 1);
    // What the first deposited helps nobody who is no officer, nor herself.
    EXPECT_TRUE(hers(two, deposits).empty());
    EXPECT_TRUE(hers(person("stranger"), deposits).empty());
    EXPECT_EQ(hers(one, deposits).size(), 1U);
}

TEST_P(BreakingSeals, FailsWhenTheDatabaseWasTamperedWith) {
    auto const one = person("one");
    auto const two = person("two");
    name({one, two});
    seal_case();
    auto const request = ask(one);
    auto const other = vault::wrap(two.keys.public_half(), vault::Key::random().bytes());
    write([&](storage::Transaction& transaction) {
        transaction.execute(storage::Sql{"test/forge_deposit", "UPDATE seal_deposits SET wrapped = $1"},
                            storage::Value{storage::BytesView{std::as_bytes(std::span{other})}});
    });
    EXPECT_EQ(code_of([&] { approve(two, request.id); }), "identity.recovery-broken");
    EXPECT_TRUE(opened.empty());
    EXPECT_EQ(found(one, request.id)->state, SealState::Open);
}

TEST_P(BreakingSeals, KeepsNothingWhenTheKeyCannotBeWrapped) {
    auto const one = person("one");
    auto const two = person("two");
    name({one, two});
    auto const request = ask(one);
    sealed = "nothing that the pair opens";
    EXPECT_EQ(code_of([&] { approve(two, request.id); }), "vault.does-not-open");
    EXPECT_EQ(found(two, request.id)->state, SealState::Open);
    EXPECT_FALSE(has_access(one));
}

TEST_P(BreakingSeals, IsAskedForWithAReasonByWhoMayOverThatPlace) {
    auto one = person("one");
    auto const two = person("two");
    auto const id = name({one, two});
    for (auto const* const why : {"", "太短了", "  九个字的理由不够   "}) {
        EXPECT_EQ(problems([&] { ask(one, id, why); }), Names{"identity.seal-reason /reason"}) << why;
    }
    EXPECT_EQ(problems([&] { ask(one, id, std::string(501, 'x')); }), Names{"identity.seal-reason /reason"});
    EXPECT_EQ(code_of([&] { ask(person("clerk", "clerk", "449901"), id); }), "identity.not-permitted");
    EXPECT_EQ(code_of([&] { ask(person("far", "head", "449902"), id); }), "org.unknown");
    EXPECT_EQ(code_of([&] { ask(one, id + 1); }), "identity.too-few-officers");
    EXPECT_EQ(code_of([&] {
                  write([&](storage::Transaction& transaction) {
                      return recovery.request(transaction, identity.context(one.account),
                                              {record, code("449901"), id, std::string{reason}});
                  });
              }),
              "identity.keys-locked");
    ask(one, id);
    EXPECT_EQ(code_of([&] { ask(one, id); }), "identity.seal-asked");
    EXPECT_EQ(code_of([&] { ask(one, id, reason, record + 1); }), "") << "another record is another matter";
}

TEST_P(BreakingSeals, EndsWhenAnOfficerRefuses) {
    auto const one = person("one");
    auto const two = person("two");
    auto const asker = person("asker");
    name({one, two});
    auto const request = ask(asker);
    approve(one, request.id);
    EXPECT_EQ(problems([&] { refuse(two, request.id, "  "); }), Names{"identity.seal-reason /reason"});
    EXPECT_EQ(code_of([&] { refuse(asker, request.id); }), "identity.own-seal-request");
    EXPECT_EQ(code_of([&] { refuse(person("stranger"), request.id); }), "identity.unknown-seal-request");

    auto const refused = refuse(two, request.id);
    EXPECT_EQ(refused.state, SealState::Refused);
    EXPECT_EQ(found(asker, request.id)->votes.at(1).reason, "已有其他主办人");
    EXPECT_TRUE(wrapped_in("seal_deposits").empty());
    EXPECT_EQ(code_of([&] { approve(two, request.id); }), "identity.seal-decided");
    EXPECT_EQ(journal().front().action, "identity.seal-refuse");
    EXPECT_TRUE(open_for(asker).empty());

    auto const again = ask(asker);
    approve(one, again.id);
    EXPECT_EQ(refuse(one, again.id).state, SealState::Refused) << "who approved may think again";
}

TEST_P(BreakingSeals, IsListedForTheOfficersAndForWhoAsked) {
    auto const one = person("one");
    auto const two = person("two");
    auto const asker = person("asker");
    auto const stranger = person("stranger");
    auto const id = name({one, two});
    auto const first = ask(asker, id).id;
    auto const second = ask(asker, id, reason, record + 1).id;
    auto const third = ask(one, id).id;
    using Found = std::vector<SealRequestId>;
    EXPECT_EQ(open_for(one), (Found{first, second, third}));
    EXPECT_EQ(open_for(two), (Found{first, second, third}));
    EXPECT_EQ(open_for(two, first, 1), Found{second});
    EXPECT_EQ(open_for(asker), (Found{first, second}));
    EXPECT_EQ(open_for(stranger), Found{});
    EXPECT_FALSE(found(stranger, first));
    EXPECT_FALSE(found(asker, third));
    refuse(two, first);
    EXPECT_EQ(open_for(one), (Found{second, third}));
    EXPECT_EQ(found(one, first)->state, SealState::Refused);
}

TEST_P(BreakingSeals, ComesToNothingWhenNobodyDecidesInTime) {
    auto const one = person("one");
    auto const two = person("two");
    name({one, two});
    seal_case();
    auto const request = ask(one);
    clock.set(request.expires - 1);
    EXPECT_EQ(open_for(two).size(), 1U);
    clock.set(request.expires);
    EXPECT_TRUE(open_for(two).empty());
    EXPECT_EQ(code_of([&] { approve(two, request.id); }), "identity.seal-expired");
    EXPECT_EQ(code_of([&] { refuse(two, request.id); }), "identity.seal-expired");
    EXPECT_EQ(code_of([&] { ask(one); }), "") << "she may ask again at once";

    EXPECT_EQ(wrapped_in("seal_deposits").size(), 2U);
    EXPECT_EQ(tidy(), Ids{});
    EXPECT_EQ(wrapped_in("seal_deposits").size(), 1U) << "what was deposited for the old request is gone";
    EXPECT_EQ(found(one, request.id)->state, SealState::Expired);
    EXPECT_EQ(journal().front().action, "identity.seal-expire");
    EXPECT_TRUE(opened.empty());
}

TEST_P(BreakingSeals, GivesAccessForSomeDays) {
    auto const one = person("one");
    auto const two = person("two");
    name({one, two});
    seal_case();
    auto const request = ask(one);
    auto const until = approve(two, request.id).access_until.value();
    clock.set(until - 2 * day);
    auto const longer = ask(one);
    auto const longest = approve(two, longer.id).access_until.value();
    clock.set(until);
    EXPECT_TRUE(has_access(one)) << "by the second request";
    EXPECT_EQ(tidy(), Ids{}) << "which goes on";
    clock.set(longest - 1);
    EXPECT_TRUE(has_access(one));
    clock.set(longest);
    EXPECT_FALSE(has_access(one));
    EXPECT_EQ(tidy(), Ids{one.account.id});
    EXPECT_EQ(found(one, longer.id)->state, SealState::Ended);
    EXPECT_EQ(std::ranges::count(actions("identity.seal"), "identity.seal-end"), 2);
}

TEST_P(BreakingSeals, GivesNothingToWhoMayReadItNoMore) {
    auto const one = person("one");
    auto const two = person("two");
    auto asker = person("asker", "head", "449901");
    name({one, two});
    seal_case();
    auto const request = ask(asker);
    approve(one, request.id);
    change(asker, {.grants = std::vector<GrantWish>{{"clerk", "449901"}}});
    EXPECT_EQ(code_of([&] { approve(two, request.id); }), "identity.requester-gone");
    change(asker, {.grants = std::vector<GrantWish>{{"head", "449901"}}});
    change(asker, {.active = false});
    EXPECT_EQ(code_of([&] { approve(two, request.id); }), "identity.requester-gone");
    EXPECT_TRUE(opened.empty());
    change(asker, {.active = true});
    approve(two, request.id);
    EXPECT_EQ(opened.size(), 1U);
}

TEST_P(BreakingSeals, IsNotForAnOfficerWithoutTheRole) {
    auto one = person("one");
    auto const two = person("two");
    name({one, two, person("three")});
    auto const request = ask(two);
    change(one, {.grants = std::vector<GrantWish>{{"clerk", "4499"}}});
    EXPECT_EQ(code_of([&] { approve(one, request.id); }), "identity.no-officer-role");
}

INSTANTIATE_TEST_SUITE_P(Every, BreakingSeals, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::identity
