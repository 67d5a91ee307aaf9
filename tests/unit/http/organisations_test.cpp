// The tree over the API: found by name, renamed by who keeps it; and the journal, in which each such deed
// stands.
#include <gtest/gtest.h>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class KeepingTheTree : public OnEveryDatabaseWithApi {
  protected:
    using Texts = std::vector<std::string>;

    static json::value fetched(Client const& client, std::string_view address) {
        auto const response = client.get(address);
        EXPECT_EQ(response.status, 200) << response.content();
        return json_of(response);
    }
    static Texts texts(json::value const& answer, std::string_view pointer) {
        Texts all;
        for (auto const& item : answer.at("items").as_array()) all.push_back(text_at(item, pointer));
        return all;
    }
    static Texts found(Client const& client, std::string_view text, std::string_view rest = {}) {
        return texts(fetched(client, "/api/organisations?q=" + encoded(text) + std::string{rest}), "/code");
    }
    static Response rename(Client const& client, std::string_view place, std::int64_t version,
                           std::string_view name, std::string_view command = "rename-0001") {
        return client.change("PATCH", "/api/organisations/" + std::string{place}, version,
                             json::object{{"command", command}, {"name", name}});
    }
    // Follows a list to its end, one line a page.
    static Texts every_page(Client const& client, std::string_view address, std::string_view pointer) {
        Texts all;
        std::string next;
        do {
            auto const page = fetched(client, std::string{address} + "limit=1" + next);
            for (auto const& text : texts(page, pointer)) all.push_back(text);
            next = page.at("next").is_null() ? "" : "&cursor=" + text_at(page, "/next");
        } while (!next.empty() && all.size() < 50);
        return all;
    }

    std::string const meiyuan_code = code(meiyuan).text();
    std::string const daqiao_code = code(daqiao).text();
    std::string const shiqiao_code = code(shiqiao).text();
    Client const office_worker = signed_in("office", dongcheng);
};

TEST_P(KeepingTheTree, TakesInPartnersToWhomCasesAreReferred) {
    json::object const wanted{{"command", "add-unit-0001"}, {"name", "  城东派出所 "}};
    auto const added = office_worker.post("/api/organisations/449901/units", wanted);
    ASSERT_EQ(added.status, 201) << added.content();
    EXPECT_EQ(text_at(json_of(added), "/name"), "城东派出所");
    EXPECT_EQ(text_at(json_of(added), "/level"), "unit");
    auto const unit = text_at(json_of(added), "/code");
    EXPECT_EQ(text_at(json_of(office_worker.post("/api/organisations/449901/units", wanted)), "/code"), unit) << "a repeat adds no second one";
    EXPECT_EQ(texts(fetched(office_worker, "/api/organisations?parent=449901"), "/code"), (Texts{unit, shiqiao_code}));

    auto const parts = fetched(office_worker, "/api/figures/care.open?org=449901&from=2015-01-01&to=2015-12-31");
    EXPECT_EQ(texts(parts, "/key"), Texts{shiqiao_code}) << "what a unit counts is its organisation's own";

    auto const case_id = create(village_head(), complaint("来访的经过"));
    auto const chair = signed_in("village-head", meiyuan);
    auto const receivers = fetched(chair, "/api/records/" + std::to_string(case_id) + "/receivers");
    EXPECT_EQ(texts(receivers, "/org"), Texts{unit}) << "though her own reach ends at the village";
    EXPECT_EQ(texts(receivers, "/name"), Texts{"城东派出所"});

    EXPECT_EQ(office_worker.post("/api/organisations/449901/units", json::object{{"command", "add-unit-0002"}, {"name", " "}}).status, 422);
    auto const below = office_worker.post("/api/organisations/" + unit + "/units", json::object{{"command", "add-unit-0003"}, {"name", "警务室"}});
    EXPECT_EQ(below.status, 409) << below.content();
}

TEST_P(KeepingTheTree, IsListedBranchByBranch) {
    EXPECT_EQ(texts(fetched(office_worker, "/api/organisations?parent=449901"), "/code"),
              Texts{shiqiao_code});
    EXPECT_EQ(texts(fetched(office_worker, "/api/organisations?parent=449901001"), "/code"),
              (Texts{meiyuan_code, daqiao_code}));
    EXPECT_EQ(every_page(office_worker, "/api/organisations?parent=449901001&", "/code"),
              (Texts{meiyuan_code, daqiao_code}));
    auto const village = fetched(office_worker, "/api/organisations/449901001001");
    EXPECT_EQ(text_at(village, "/level"), "village");
    EXPECT_EQ(text_at(village, "/parent"), shiqiao_code);
    // Its path begins where one's own reach does.
    ASSERT_EQ(village.at("path").as_array().size(), 3U);
    EXPECT_EQ(text_at(village, "/path/0/code"), code(dongcheng).text());
}

TEST_P(KeepingTheTree, IsSearchedByAPartOfAName) {
    EXPECT_EQ(found(office_worker, "梅园"), Texts{meiyuan_code});
    EXPECT_EQ(found(office_worker, "村"), Texts{daqiao_code});
    EXPECT_EQ(found(office_worker, "梅园", "&within=449901001002"), Texts{});
    EXPECT_EQ(found(office_worker, "%"), Texts{});
    EXPECT_EQ(found(office_worker, "_"), Texts{});
    EXPECT_EQ(found(signed_in("office", linjiang), "村"), (Texts{daqiao_code, code(xinhe).text()}));
    EXPECT_EQ(problem_code(office_worker.get("/api/organisations")), "org.ask");
}

TEST_P(KeepingTheTree, TakesANewNameAndIsStillFoundByTheOldOne) {
    auto const renamed = rename(office_worker, meiyuan, 1, "梅园新村社区妇女联合会");
    ASSERT_EQ(renamed.status, 200) << renamed.content();
    EXPECT_EQ(renamed.headers.get("ETag"), "\"2\"");
    EXPECT_EQ(text_at(json_of(renamed), "/name"), "梅园新村社区妇女联合会");
    EXPECT_EQ(office_worker.get("/api/organisations/449901001001").content(), renamed.content());
    EXPECT_EQ(found(office_worker, "新村社区"), Texts{meiyuan_code});
    EXPECT_EQ(found(office_worker, "社区居民委员会"), Texts{meiyuan_code});

    auto const after = traces();
    EXPECT_EQ(rename(office_worker, meiyuan, 1, "梅园新村社区妇女联合会").headers.get("ETag"), "\"2\"");
    EXPECT_EQ(traces(), after);
}

TEST_P(KeepingTheTree, TakesNoNameFromWhoMayNotOrWhoSawAnOldVersion) {
    ASSERT_EQ(rename(office_worker, meiyuan, 1, "梅园新村社区妇女联合会").status, 200);
    auto const untouched = traces();
    auto const stale = rename(office_worker, meiyuan, 1, "别的名称", "rename-0002");
    EXPECT_EQ(stale.status, 412) << stale.content();
    EXPECT_EQ(problem_code(stale), "org.stale");
    auto const blank = rename(office_worker, meiyuan, 2, "  ", "rename-0003");
    EXPECT_EQ(blank.status, 422) << blank.content();
    EXPECT_EQ(text_at(json_of(blank), "/problems/0/pointer"), "/name");
    auto const by_keeper = rename(signed_in("keeper", dongcheng), meiyuan, 2, "别的名称", "rename-0004");
    EXPECT_EQ(by_keeper.status, 403) << by_keeper.content();
    auto const above = rename(office_worker, linjiang, 1, "别的名称", "rename-0005");
    EXPECT_EQ(above.status, 404) << above.content();
    EXPECT_EQ(fetched(office_worker, "/api/organisations/449901001001").at("version").to_number<int>(), 2);
    EXPECT_EQ(text_at(fetched(signed_in("office", linjiang), "/api/organisations/4499"), "/name"),
              "临江市妇女联合会");
    // Signing in is no deed at the tree.
    EXPECT_EQ(traces().records, untouched.records);
}

TEST_P(KeepingTheTree, EntersEachDeedInTheJournalWithWhoDidIt) {
    ASSERT_EQ(rename(office_worker, meiyuan, 1, "梅园新村社区妇女联合会").status, 200);
    auto const elsewhere = rename(signed_in("office", xishan), xinhe, 1, "新河新村妇女联合会", "rename-0002");
    ASSERT_EQ(elsewhere.status, 200) << elsewhere.content();
    auto const auditor = signed_in("auditor", dongcheng);

    auto const entries = fetched(auditor, "/api/journal").at("items").as_array();
    Texts renamed;
    for (auto const& entry : entries) {
        if (text_at(entry, "/action") != "org.rename") continue;
        renamed.push_back(text_at(entry, "/target"));
        EXPECT_EQ(text_at(entry, "/accountName"), "office.449901同志");
        EXPECT_EQ(text_at(entry, "/orgShort"), "梅园社区");
        EXPECT_TRUE(text_at(entry, "/at").starts_with(clock.today().iso()));
    }
    EXPECT_EQ(renamed, Texts{"organisation:" + meiyuan_code});
    for (std::size_t i = 1; i < entries.size(); ++i) {
        EXPECT_GT(entries[i - 1].at("seq").to_number<int>(), entries[i].at("seq").to_number<int>());
    }
    Texts hashes;
    for (auto const& entry : entries) hashes.push_back(text_at(entry, "/hash"));
    EXPECT_EQ(every_page(auditor, "/api/journal?", "/hash"), hashes);

    auto const verdict = fetched(auditor, "/api/journal/verification");
    EXPECT_EQ(verdict.at("intact"), json::value(true));
    EXPECT_TRUE(verdict.at("firstBroken").is_null());
    EXPECT_EQ(text_at(verdict, "/head"), journal().front().hash);
}

INSTANTIATE_TEST_SUITE_P(Every, KeepingTheTree, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
