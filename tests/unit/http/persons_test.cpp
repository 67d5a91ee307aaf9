// Persons' files over the API: what is masked, what is told of whom, and what leaves a trace.
#include "reports/xlsx.h"
#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class PersonFiles : public OnEveryDatabaseWithApi {
  protected:
    static json::object with(json::object rest) {
        static int count = 0;
        rest["command"] = "persons-" + std::to_string(++count);
        return rest;
    }
    json::object her() {
        return {{"org", meiyuan},
                {"name", "王小雨"},
                {"sex", "female"},
                {"paper", "id-card"},
                {"number", "440101198505060026"},
                {"contacts", json::array{json::object{{"kind", "mobile"}, {"number", "13800001234"}, {"doNotCall", true}, {"safeHours", "上午"}}}},
                {"address", "梅园路 1 号"},
                {"codes", json::object{{"ethnic", "03"}}}};
    }
    std::string enter(Client const& client, json::object person) {
        auto const response = client.post("/api/persons", with(std::move(person)));
        EXPECT_EQ(response.status, 201) << response.content();
        return response.status == 201 ? text_at(json_of(response), "/id") : "";
    }
    static std::string path(std::string const& id, std::string_view rest = "") { return "/api/persons/" + id + std::string{rest}; }

    Client village = signed_in("village-head", meiyuan);
    Client street = signed_in("township-chair", shiqiao);
    Client office_desk = signed_in("office", dongcheng);
};

TEST_P(PersonFiles, ShowNumbersMaskedAndInFullOnlyWithAReason) {
    auto const id = enter(village, her());
    auto const shown = village.get(path(id));
    ASSERT_EQ(shown.status, 200) << shown.content();
    auto const person = json_of(shown);
    EXPECT_EQ(text_at(person, "/number"), "440101********0026");
    EXPECT_EQ(text_at(person, "/phone"), "138****1234");
    EXPECT_EQ(text_at(person, "/contacts/0/safeHours"), "上午");
    EXPECT_EQ(text_at(person, "/birth"), "1985-05-06");
    EXPECT_EQ(text_at(person, "/codes/ethnic"), "03");
    EXPECT_EQ(shown.headers.get("ETag"), "\"1\"");
    EXPECT_FALSE(village.get(path(id, "/file")).content().contains("13800001234"));

    auto const deeds = traces().journal;
    EXPECT_EQ(village.post(path(id, "/full"), json::object{{"reason", ""}}).status, 422);
    EXPECT_EQ(office_desk.post(path(id, "/full"), json::object{{"reason", "核对身份"}}).status, 403);
    EXPECT_EQ(traces().journal, deeds);
    auto const full = village.post(path(id, "/full"), json::object{{"reason", "核对身份"}});
    EXPECT_EQ(text_at(json_of(full), "/number"), "440101198505060026");
    EXPECT_EQ(text_at(json_of(full), "/address"), "梅园路 1 号");
    EXPECT_EQ(traces().journal, deeds + 1);

    auto const masked = json_of(office_desk.get(path(id)));
    EXPECT_EQ(text_at(masked, "/name"), "王**");
    EXPECT_EQ(masked.at("contacts").as_array().size(), 0U);
    EXPECT_EQ(masked.at("codes").as_object().size(), 0U);
}

TEST_P(PersonFiles, LeaveNoPlainNumberInTheDatabase) {
    (void)enter(village, her());
    for (auto const* text : {"SELECT number || contacts || address || phone FROM persons", "SELECT digest FROM commands"}) {
        auto const kept = read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"test/kept", text});
            return rows.next() ? rows.string(0) : std::string{};
        });
        EXPECT_FALSE(kept.contains("13800001234") || kept.contains("0026") || kept.contains("梅园路")) << kept;
    }
}

TEST_P(PersonFiles, SayWhoIsKnownAndWantHerConfirmed) {
    auto const id = enter(village, her());
    auto const found = json_of(village.post("/api/persons/candidates", json::object{{"phone", "138 0000 1234"}}));
    ASSERT_EQ(found.at("items").as_array().size(), 1U);
    EXPECT_EQ(text_at(found, "/items/0/person/id"), id);

    json::object daughter{{"org", meiyuan}, {"name", "王小小"}, {"sex", "female"}, {"phone", "13800001234"}};
    auto const refused = village.post("/api/persons", with(daughter));
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(problem_code(refused), "people.known");
    daughter["despite"] = json::array{id};
    (void)enter(village, daughter);

    auto const far = signed_in("village-head", xinhe);
    auto const elsewhere = far.post("/api/persons/candidates", json::object{{"number", "440101198505060026"}});
    EXPECT_EQ(json_of(elsewhere).at_pointer("/items/0/person"), json::value(nullptr));
    EXPECT_FALSE(elsewhere.content().contains("王") || elsewhere.content().contains(id)) << elsewhere.content();
    json::object stranger{{"org", xinhe}, {"name", "秦雪梅"}, {"sex", "female"}, {"phone", "13800001234"}};
    EXPECT_EQ(problem_code(far.post("/api/persons", with(stranger))), "people.known-elsewhere");
    stranger["despite"] = json::array{"elsewhere"};
    (void)enter(far, stranger);
}

TEST_P(PersonFiles, AskWhyThereIsNoNumber) {
    json::object person{{"org", meiyuan}, {"name", "王小小"}, {"sex", "female"}, {"paper", "none"}};
    EXPECT_EQ(problem_code(village.post("/api/persons", with(person))), "people.no-number");
    person["noNumber"] = "unregistered";
    EXPECT_EQ(text_at(json_of(village.get(path(enter(village, person)))), "/noNumber"), "unregistered");
}

TEST_P(PersonFiles, AreCorrectedAtAVersionAndTheChangeIsSeen) {
    auto const id = enter(village, her());
    auto const correction = with({{"name", "王晓雨"}, {"contacts", json::array{json::object{{"kind", "home"}, {"number", "138****1234"}}}}, {"reason", "写错了"}});
    auto const mended = village.change("POST", path(id, "/corrections"), 1, correction);
    ASSERT_EQ(mended.status, 200) << mended.content();
    EXPECT_EQ(mended.headers.get("ETag"), "\"2\"");
    EXPECT_EQ(village.change("POST", path(id, "/corrections"), 1, correction).status, 200) << "the same command again";
    EXPECT_EQ(village.change("POST", path(id, "/corrections"), 1, with({{"name", "王"}, {"reason", "写错了"}})).status, 412);
    auto const history = json_of(village.get(path(id, "/history")));
    EXPECT_EQ(history.at("items").as_array().size(), 2U);
    EXPECT_EQ(text_at(json_of(village.post(path(id, "/full"), json::object{{"reason", "核对身份"}})), "/contacts/0/number"), "13800001234");
    EXPECT_EQ(json_of(office_desk.get(path(id, "/history"))).at("items").as_array().size(), 0U) << "it would tell her names";
}

TEST_P(PersonFiles, GatherHerRecordsAndFollowAMerge) {
    auto const id = enter(village, her());
    auto const twin = enter(village, {{"org", meiyuan}, {"name", "王小雨"}, {"sex", "female"}});
    auto const record = create(village_head(), grant(std::stoll(twin)));
    auto const file = json_of(village.get(path(twin, "/file")));
    EXPECT_EQ(text_at(file, "/records/0/id"), std::to_string(record));
    EXPECT_EQ(file.at_pointer("/kinds/aid").as_int64(), 1);

    auto const merged = village.post(path(twin, "/merge"), with({{"into", id}, {"reason", "同一人"}}));
    ASSERT_EQ(merged.status, 200) << merged.content();
    auto const now = json_of(village.get(path(twin, "/file")));
    EXPECT_EQ(text_at(now, "/person/id"), id) << "the old page answers with the survivor";
    EXPECT_EQ(text_at(now, "/merged/0/id"), twin);
    EXPECT_EQ(text_at(now, "/records/0/subject/id"), id);
    auto const timeline = json_of(village.get("/api/records/" + std::to_string(record) + "/timeline"));
    EXPECT_EQ(text_at(timeline, "/items/1/actionTitle/zh"), "合并档案");
    EXPECT_EQ(text_at(timeline, "/items/1/changes/0/title/zh"), "人员档案");

    ASSERT_EQ(village.post(path(twin, "/unmerge"), with({{"reason", "不是同一人"}})).status, 200);
    EXPECT_EQ(text_at(json_of(village.get(path(twin, "/file"))), "/records/0/subject/id"), twin);
}

TEST_P(PersonFiles, AreHandedOutToHerAndThatIsATrace) {
    auto const id = enter(village, her());
    EXPECT_EQ(village.get(path(id, "/export?reason=" + encoded("本人申请"))).status, 403) << "a village head exports nothing";
    auto const deeds = traces().journal;
    auto const handed = street.get(path(id, "/export?reason=" + encoded("本人申请")));
    ASSERT_EQ(handed.status, 200) << handed.content();
    EXPECT_EQ(text_at(json_of(handed), "/person/number"), "440101198505060026");
    auto const book = street.get(path(id, "/workbook?reason=" + encoded("本人申请")));
    EXPECT_EQ(book.headers.get("Content-Type"), reports::xlsx_media);
    EXPECT_EQ(traces().journal, deeds + 2);
}

TEST_P(PersonFiles, AreForgottenWhenNothingIsOpen) {
    auto const id = enter(village, her());
    auto const record = create(village_head(), grant(std::stoll(id)));
    auto const refused = village.post(path(id, "/erasure"), with({{"reason", "本人申请"}}));
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(problem_code(refused), "people.open-records");
    act(village_head(), record, "cancel", {}, "误登");
    EXPECT_EQ(problem_code(village.post(path(id, "/erasure"), with({{"reason", "本人申请"}}))), "people.retention");
    clock.set(moment_of(day("2025-03-10")));
    village = signed_in("village-head." + std::string{meiyuan});
    auto const erased = village.post(path(id, "/erasure"), with({{"reason", "本人申请"}}));
    ASSERT_EQ(erased.status, 200) << erased.content();
    EXPECT_EQ(text_at(json_of(erased), "/name"), "已匿名");
    EXPECT_EQ(text_at(json_of(erased), "/number"), "");
}

TEST_P(PersonFiles, ComeInFromAList) {
    auto const uploaded = street.upload("/api/person-imports?name=a.csv&org=" + std::string{shiqiao}, "text/csv",
                                        "姓名,电话,村\n=王芳,13800005555,梅园社区\n周丽,,大桥村\n");
    ASSERT_EQ(uploaded.status, 201) << uploaded.content();
    auto const at = "/api/person-imports/" + text_at(json_of(uploaded), "/id");
    EXPECT_EQ(text_at(json_of(street.get(at + "/columns")), "/columns/2/guess"), "org");
    json::object const strange{{"org", shiqiao}, {"mapping", json::object{{"first", "name"}}}};
    EXPECT_EQ(street.post(at + "/preview", strange).status, 422) << "columns are numbers";
    json::object const wish{{"org", shiqiao}, {"mapping", json::object{{"0", "name"}, {"1", "phone"}, {"2", "org"}}}};
    EXPECT_EQ(json_of(street.post(at + "/preview", wish)).at("good").as_int64(), 2);
    EXPECT_EQ(json_of(street.post(at + "/commit", wish)).at("added").as_int64(), 2);
    EXPECT_EQ(json_of(street.post(at + "/commit", wish)).at("added").as_int64(), 2);
    EXPECT_EQ(json_of(street.get("/api/persons?q=" + encoded("周丽"))).at("items").as_array().size(), 1U);
    EXPECT_EQ(street.post(at + "/undo", json::object{}).status, 200);
    EXPECT_EQ(text_at(json_of(street.get(at)), "/state"), "undone");
    EXPECT_EQ(problem_code(street.post(at + "/preview", wish)), "people.import-expired");
}

TEST_P(PersonFiles, NameTheirCodes) {
    auto const words = json_of(village.get("/api/person-fields"));
    EXPECT_EQ(text_at(words, "/fields/0/name"), "ethnic");
    EXPECT_EQ(text_at(words, "/papers/0/value"), "id-card");
}

INSTANTIATE_TEST_SUITE_P(Every, PersonFiles, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
