#include "people/people.h"

#include "support/rooms.h"

namespace niangjia::people {
namespace {

using namespace testing_support;

class People : public OnEveryDatabaseWithRooms {
  protected:
    People() { import_place("44"); }

    identity::Context at(identity::Role const& role, std::string_view place) {
        return identity::Context{clock, 1, "王芳", {{&role, code(place)}}};
    }
    Person add(std::string_view place, std::string_view name) {
        return write([&](storage::Transaction& transaction) {
            return create(transaction, system(),
                          {.org = code(place),
                           .name = std::string{name},
                           .birth = Day::of(1985, 5, 6),
                           .phone = "13800001234"});
        });
    }
    std::vector<std::string> search(identity::Context const& context, std::string_view within,
                                    std::string_view prefix, PersonId after = 0, int limit = 9) {
        std::vector<std::string> names;
        auto const persons = read([&](storage::Reader const& reader) {
            return people::search(reader, context, code(within), prefix, after, limit);
        });
        for (auto const& person : persons) names.push_back(person.name);
        return names;
    }
    std::optional<Person> find(identity::Context const& context, PersonId id) {
        return read([&](storage::Reader const& reader) { return people::find(reader, context, id); });
    }

    identity::Role const head{"head",
                              {},
                              {},
                              identity::Sight::Personal,
                              {identity::Permission::ReadRecords, identity::Permission::WriteRecords}};
    identity::Role const office{
        "office", {}, {}, identity::Sight::Internal, {identity::Permission::ReadRecords}};
};

using Names = std::vector<std::string>;
constexpr std::string_view meiyuan = "449901001001";
constexpr std::string_view xinhe = "449902100201";

TEST_P(People, AreKeptAndFound) {
    auto const made = add(meiyuan, " 学员甲 ");
    EXPECT_EQ(made.name, "学员甲");
    EXPECT_EQ(made.id, (std::int64_t{449901} << 43) + 1);
    auto const found = find(at(head, meiyuan), made.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "学员甲");
    EXPECT_EQ(found->birth, Day::of(1985, 5, 6));
    EXPECT_EQ(found->phone, "13800001234");
    EXPECT_EQ(found->sex, Sex::Female);
    EXPECT_EQ(found->org, code(meiyuan));
    EXPECT_FALSE(found->masked);
    EXPECT_EQ(journal().front().action, "people.create");
    EXPECT_EQ(add(meiyuan, "学员乙").id, made.id + 1);
    EXPECT_EQ(add(xinhe, "学员丙").id, (std::int64_t{449902} << 43) + 1) << "each county counts for itself";
}

TEST_P(People, AreNotFoundOutOfReach) {
    auto const id = add(meiyuan, "学员甲").id;
    EXPECT_FALSE(find(at(head, xinhe), id));
    EXPECT_FALSE(find(at(head, meiyuan), id + 1));
    read([&](storage::Reader const& reader) {
        EXPECT_TRUE(reachable(reader, at(head, "449901"), id));
        EXPECT_FALSE(reachable(reader, at(head, xinhe), id));
        EXPECT_FALSE(reachable(reader, at(head, "449901"), id + 1));
    });
}

TEST_P(People, AreMaskedWhereNoPersonalDataAreSeen) {
    auto const id = add(meiyuan, "学员甲").id;
    auto const found = find(at(office, "4499"), id);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->masked);
    EXPECT_EQ(found->name, "学**");
    EXPECT_EQ(found->phone, "138****1234");
    EXPECT_EQ(found->birth, Day::of(1985, 1, 1));
    EXPECT_EQ(search(at(office, "4499"), "4499", "学"), Names{}) << "a search would tell the name";
}

TEST_P(People, AreNamedInLists) {
    auto const near = add(meiyuan, "学员甲").id;
    auto const far = add(xinhe, "村民乙").id;
    std::vector const ids{near, far, far + 1};
    auto const names =
        read([&](storage::Reader const& reader) { return people::names(reader, at(head, meiyuan), ids); });
    EXPECT_EQ(names, (std::unordered_map<PersonId, std::string>{{near, "学员甲"}, {far, "村**"}}));
}

TEST_P(People, AreSearchedByTheBeginningOfTheirNames) {
    add(meiyuan, "学员乙");
    auto const first = add(meiyuan, "学员").id;
    add(xinhe, "学员丙");
    add(meiyuan, "村民");
    auto const again = add(meiyuan, "学员").id;
    EXPECT_EQ(search(system(), "44", "学员"), (Names{"学员", "学员", "学员丙", "学员乙"}));
    EXPECT_EQ(search(system(), "449901", "学员"), (Names{"学员", "学员", "学员乙"}));
    EXPECT_EQ(search(at(head, "449901"), "44", "学员"), (Names{"学员", "学员", "学员乙"}));
    EXPECT_EQ(search(at(head, xinhe), "4499", ""), Names{"学员丙"});
    EXPECT_EQ(search(at(head, xinhe), "449901", ""), Names{});
    EXPECT_EQ(search(system(), "44", "学员", first, 2), (Names{"学员", "学员丙"}))
        << "the same name once more";
    EXPECT_EQ(search(system(), "44", "学员", again), (Names{"学员丙", "学员乙"}));
    EXPECT_EQ(search(at(head, xinhe), "44", "", first), Names{}) << "a foreign cursor tells nothing";
    EXPECT_EQ(search(system(), "44", "学%"), Names{});
}

TEST_P(People, AreCheckedBeforeTheyAreKept) {
    auto const problems = [&](Person person) {
        person.org = code(meiyuan);
        std::vector<std::string> found;
        auto const failure = failure_of([&] {
            write([&](storage::Transaction& transaction) { return create(transaction, system(), person); });
        });
        for (auto const& one : failure.problems()) found.push_back(one.pointer);
        return found;
    };
    EXPECT_EQ(problems({.name = "  ", .birth = clock.today() + 1, .phone = "12a45"}),
              (Names{"/name", "/birth", "/phone"}));
    EXPECT_EQ(problems({.name = "甲", .birth = Day::of(1899, 12, 31), .phone = "1234"}),
              (Names{"/birth", "/phone"}));
    EXPECT_EQ(problems({.name = std::string(41, 'x')}), Names{"/name"});
    EXPECT_EQ(problems({.name = "甲", .birth = clock.today(), .phone = "+86-527-00000"}), Names{});
}

TEST_P(People, AreAddedWithinReachOnly) {
    auto const refusal = [&](identity::Context const& context, std::string_view place) {
        return code_of([&] {
            write([&](storage::Transaction& transaction) {
                return create(transaction, context, {.org = code(place), .name = "甲"});
            });
        });
    };
    EXPECT_EQ(refusal(at(head, meiyuan), xinhe), "org.unknown");
    EXPECT_EQ(refusal(at(office, "4499"), meiyuan), "identity.not-permitted") << "she may not write";
    EXPECT_EQ(refusal(system(), "449901001999"), "org.unknown") << "no such village";
    EXPECT_EQ(refusal(at(head, "4499"), meiyuan), "");
}

TEST(Masks, LeaveTheFirstCharacterOfAName) {
    EXPECT_EQ(masked_name("王小芳"), "王**");
    EXPECT_EQ(masked_name("王"), "王");
    EXPECT_EQ(masked_name(""), "");
    EXPECT_EQ(masked_name("Ann"), "A**");
}

INSTANTIATE_TEST_SUITE_P(Every, People, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::people
