#include "people/households.h"

#include "unit/people/persons.h"

namespace niangjia::people {
namespace {

class Families : public WithPersons {
  protected:
    HouseholdId create(Household household) {
        return write([&](storage::Transaction& transaction) { return room.create(transaction, system(), std::move(household)); });
    }
    template <class F>
    std::string written(F&& act) {
        return code_of([&] { write([&](storage::Transaction& transaction) { act(transaction); }); });
    }
    std::vector<Household> of(PersonId person) {
        return read([&](storage::Reader const& reader) { return room.of(reader, system(), person); });
    }
    std::vector<Relation> relations(PersonId person) {
        return read([&](storage::Reader const& reader) { return room.relations(reader, person); });
    }
    identity::AccountId account(std::string const& name) {
        auto const& head_role = *test_roles().find("village-head");
        return write([&](storage::Transaction& transaction) {
            return accounts.create_account(transaction, system(), {name, name, "", {{head_role.name, std::string{meiyuan}}}, false}, "-").id;
        });
    }
    std::vector<identity::AccountId> flagged(std::vector<PersonId> const& persons) {
        return read([&](storage::Reader const& reader) { return accounts_in_household_of(reader, persons); });
    }

    Households room{people};
    identity::Identity accounts{db(), test_roles(), clock};
    Day const today = clock.today();
    PersonId const mother = add(meiyuan, "王芳").id;
    PersonId const daughter = add(meiyuan, "王小雨").id;
    PersonId const stranger = add(xinhe, "秦雪梅").id;
};

TEST_P(Families, LiveTogetherFromADayToADay) {
    auto const id = create({.org = code(meiyuan), .address = "梅园路 1 号", .members = {{mother, "0", today - 100}, {daughter, "3", today - 100}}});
    ASSERT_EQ(of(daughter).size(), 1U);
    EXPECT_EQ(of(daughter)[0].members.size(), 2U);
    EXPECT_EQ(of(daughter)[0].address, "****");
    EXPECT_FALSE(stored("SELECT address FROM households").contains("梅园路"));
    EXPECT_EQ(written([&](auto& transaction) { room.join(transaction, system(), id, {mother, "0", today}); }), "people.member");
    EXPECT_EQ(written([&](auto& transaction) { room.leave(transaction, system(), id, daughter, today + 1); }), "people.day-ahead");
    EXPECT_EQ(written([&](auto& transaction) { room.leave(transaction, system(), id, daughter, today - 1); }), "");
    EXPECT_EQ(written([&](auto& transaction) { room.leave(transaction, system(), id, daughter, today); }), "people.no-member");
    EXPECT_EQ(of(daughter)[0].members[1].until, today - 1) << "what was is kept";
    EXPECT_EQ(written([&](auto& transaction) { room.join(transaction, system(), id, {daughter, "3", today}); }), "") << "and she may come back";
}

TEST_P(Families, AreCheckedAndStayWithinReach) {
    auto const refusal = [&](identity::Context const& context, Household const& household) {
        return code_of([&] { write([&](storage::Transaction& transaction) { return room.create(transaction, context, household); }); });
    };
    auto const here = at(head, meiyuan);
    EXPECT_EQ(refusal(here, {.org = code(xinhe), .members = {{mother}}}), "org.unknown");
    EXPECT_EQ(refusal(here, {.org = code(meiyuan), .members = {}}), "people.no-members");
    EXPECT_EQ(refusal(here, {.org = code(meiyuan), .members = {{stranger}}}), "people.unknown-member");
    EXPECT_EQ(refusal(here, {.org = code(meiyuan), .members = {{mother, "9"}}}), "people.code");
    EXPECT_EQ(refusal(here, {.org = code(meiyuan), .members = {{mother}, {mother}}}), "people.member");
    auto const id = create({.org = code(meiyuan), .members = {{mother, "0", today}}});
    EXPECT_EQ(written([&](auto& transaction) { room.join(transaction, at(head, xinhe), id, {stranger, "1", today}); }), "people.unknown-household");
}

TEST_P(Families, AreRelatedToOthers) {
    EXPECT_EQ(written([&](auto& transaction) { room.relate(transaction, system(), {daughter, mother, "guardian", today, {}, "村委会委托"}); }), "");
    EXPECT_EQ(written([&](auto& transaction) { room.relate(transaction, system(), {daughter, mother, "guardian", today}); }), "people.related");
    EXPECT_EQ(written([&](auto& transaction) { room.relate(transaction, system(), {daughter, daughter, "guardian", today}); }), "people.with-herself");
    EXPECT_EQ(written([&](auto& transaction) { room.relate(transaction, at(head, meiyuan), {daughter, stranger, "guardian", today}); }),
              "people.unknown-member");
    ASSERT_EQ(relations(mother).size(), 1U) << "seen from either side";
    EXPECT_EQ(relations(daughter)[0].other, mother);
    EXPECT_EQ(written([&](auto& transaction) { room.part(transaction, system(), {daughter, mother, "guardian"}, today); }), "");
    EXPECT_EQ(written([&](auto& transaction) { room.part(transaction, system(), {daughter, mother, "guardian"}, today); }), "people.no-relation");
    EXPECT_EQ(relations(mother)[0].until, today);
}

TEST_P(Families, FlagTheAccountsThatLiveWithThem) {
    auto const id = create({.org = code(meiyuan), .members = {{mother, "0", today}, {daughter, "3", today}}});
    auto const hers = account("wangfang");
    auto const other = account("qinxuemei");
    EXPECT_EQ(written([&](auto& transaction) { room.link_account(transaction, system(), mother, hers); }), "");
    EXPECT_EQ(written([&](auto& transaction) { room.link_account(transaction, system(), stranger, hers); }), "people.account-taken");
    EXPECT_EQ(written([&](auto& transaction) { room.link_account(transaction, system(), stranger, other); }), "");
    EXPECT_EQ(written([&](auto& transaction) { room.link_account(transaction, system(), stranger, 999); }), "identity.unknown-account");
    EXPECT_EQ(flagged({daughter}), std::vector{hers});
    EXPECT_EQ(flagged({mother}), std::vector{hers}) << "her own";
    EXPECT_EQ(flagged({stranger}), std::vector{other});
    EXPECT_EQ(flagged({daughter, stranger}).size(), 2U);

    // A second file of the stranger lives with them: merged, she is one of them.
    auto const twin = add(meiyuan, "秦雪梅").id;
    EXPECT_EQ(written([&](auto& transaction) { room.join(transaction, system(), id, {twin, "1", today}); }), "");
    write([&](storage::Transaction& transaction) { return people.merge(transaction, system(), twin, stranger, "同一人"); });
    EXPECT_EQ(flagged({daughter}).size(), 2U);
    EXPECT_EQ(of(stranger).size(), 1U) << "the survivor shows what was known of both";

    EXPECT_EQ(written([&](auto& transaction) { room.leave(transaction, system(), id, daughter, today); }), "");
    EXPECT_TRUE(flagged({daughter}).empty()) << "who has moved out is flagged no more";
    EXPECT_EQ(written([&](auto& transaction) { room.unlink_account(transaction, system(), hers); }), "");
    EXPECT_EQ(written([&](auto& transaction) { room.unlink_account(transaction, system(), hers); }), "identity.unknown-account");
    EXPECT_TRUE(flagged({mother}).size() == 1U) << "of her housemate alone";
}

TEST_P(Families, HaveTheirAddressEncryptedAnewWithTheKeys) {
    (void)create({.org = code(meiyuan), .address = "梅园路 1 号", .members = {{mother, "0", today}}});
    (void)people.rotate(db(), [](std::int64_t, std::int64_t) {});
    EXPECT_TRUE(stored("SELECT address FROM households").starts_with("2:"));
}

INSTANTIATE_TEST_SUITE_P(Every, Families, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::people
