#include "support/rooms.h"

namespace niangjia::org {
namespace {

using namespace testing_support;

class Organisations : public OnEveryDatabaseWithRooms {
  protected:
    Organisations() { import_place("44"); }

    std::vector<std::string> shorts(std::vector<Organisation> const& organisations) {
        std::vector<std::string> found;
        for (auto const& one : organisations) found.push_back(one.short_name);
        return found;
    }
    std::vector<std::string> search(std::string_view within, std::string_view text, Code after = Code{},
                                    int limit = 9) {
        return shorts(read([&](storage::Reader const& reader) {
            return org::search(reader, code(within), text, after, limit);
        }));
    }
    std::string rename_code(identity::Context const& context, std::string_view place, std::string_view name,
                            std::int64_t version) {
        return code_of([&] {
            write([&](storage::Transaction& transaction) {
                rename(transaction, context, code(place), name, version);
            });
        });
    }
};

using Names = std::vector<std::string>;

TEST_P(Organisations, AreFoundByCode) {
    read([&](storage::Reader const& reader) {
        EXPECT_EQ(find(reader, code("449902"))->short_name, "西山县");
        EXPECT_FALSE(find(reader, code("449903")));
        EXPECT_TRUE(exists(reader, code("449902100201")));
        EXPECT_FALSE(exists(reader, Code{}));
    });
}

TEST_P(Organisations, HaveAPathFromTheTop) {
    read([&](storage::Reader const& reader) {
        EXPECT_EQ(shorts(path(reader, code("449901001002"))),
                  (Names{"青山省", "临江市", "东城区", "石桥街道", "大桥村"}));
        EXPECT_EQ(shorts(path(reader, Code{})), Names{});
    });
}

TEST_P(Organisations, ListTheirChildrenByPages) {
    read([&](storage::Reader const& reader) {
        EXPECT_EQ(shorts(children(reader, code("449901001"), Code{}, 9)), (Names{"梅园社区", "大桥村"}));
        EXPECT_EQ(shorts(children(reader, code("449901001"), Code{}, 1)), Names{"梅园社区"});
        EXPECT_EQ(shorts(children(reader, code("449901001"), code("449901001001"), 9)), Names{"大桥村"});
        EXPECT_EQ(shorts(children(reader, Code{}, Code{}, 9)), Names{"青山省"});
    });
}

TEST_P(Organisations, AreSearchedWithinASubtree) {
    EXPECT_EQ(search("4499", "桥"), (Names{"石桥街道", "大桥村"}));
    EXPECT_EQ(search("4499", "桥", code("449901001")), Names{"大桥村"});
    EXPECT_EQ(search("4499", "桥", Code{}, 1), Names{"石桥街道"});
    EXPECT_EQ(search("449902", "桥"), Names{});
    EXPECT_EQ(search("4499", "%"), Names{});
    EXPECT_EQ(search("4499", "_"), Names{});
    EXPECT_EQ(search("4499", " "), Names{});
}

TEST_P(Organisations, TellTheirShortNamesAtOnce) {
    std::vector const codes{code("449901"), code("449902"), code("449901"), code("46")};
    auto const names = read([&](storage::Reader const& reader) { return short_names(reader, codes); });
    EXPECT_EQ(names.size(), 2U);
    EXPECT_EQ(names.at(code("449902").value()), "西山县");
}

TEST_P(Organisations, StandInTheOrderOfTheTree) {
    read([&](storage::Reader const& reader) {
        EXPECT_EQ(shorts(subtree(reader, code("449901"))),
                  (Names{"东城区", "石桥街道", "梅园社区", "大桥村"}));
    });
}

TEST_P(Organisations, AreCountedByLevelOnADay) {
    auto const villages = [&](std::string_view top, Day on) {
        return read(
            [&](storage::Reader const& reader) { return count(reader, code(top), Level::Village, on); });
    };
    EXPECT_EQ(villages("44", clock.today()), 3);
    EXPECT_EQ(villages("449902", clock.today()), 1);
    write([&](storage::Transaction& transaction) {
        transaction.execute({"test/end", "UPDATE organisations SET valid_until = $2 WHERE code = $1"},
                            code("449902100201").value(), clock.today().number());
    });
    EXPECT_EQ(villages("44", clock.today()), 3) << "the last day counts";
    EXPECT_EQ(villages("44", clock.today() + 1), 2);
}

TEST_P(Organisations, AreRenamedByHand) {
    auto const renamed = write([&](storage::Transaction& transaction) {
        return rename(transaction, system(), code("449902"), "  西山县妇联 ", 1);
    });
    EXPECT_EQ(renamed.name, "西山县妇联");
    EXPECT_TRUE(renamed.named_by_hand);
    EXPECT_EQ(renamed.version, 2);
    read([&](storage::Reader const& reader) { EXPECT_EQ(find(reader, code("449902"))->name, "西山县妇联"); });
    EXPECT_EQ(journal().front().action, "org.rename");
    EXPECT_EQ(journal().front().target, "organisation:449902000000");
}

TEST_P(Organisations, AreRenamedOnlyByThoseWhoMay) {
    identity::Role const office{
        "office", {}, {}, identity::Sight::Internal, {identity::Permission::ManageOrganisations}};
    identity::Context const context{clock, 1, "office", {{&office, code("449902")}}};
    EXPECT_EQ(rename_code(context, "449902", "西山县妇联", 1), "");
    EXPECT_EQ(rename_code(context, "449902", "西山县妇联", 1), "org.stale");
    EXPECT_EQ(rename_code(context, "449902", " ", 2), "org.name");
    EXPECT_EQ(rename_code(context, "449902", std::string(61, 'x'), 2), "org.name");
    EXPECT_EQ(rename_code(context, "449901", "东城区妇联", 1), "org.unknown");
    EXPECT_EQ(rename_code(context, "449902999", "无", 1), "org.unknown");
}

INSTANTIATE_TEST_SUITE_P(Every, Organisations, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::org
