// Records as they begin.
#include "support/office.h"

namespace niangjia::records {
namespace {

using namespace testing_support;

class Creating : public OnEveryDatabaseWithOffice {
  protected:
    // What is wrong with a grant that has this field.
    Error refusal(std::string_view field, json::value const& value) {
        auto wanted = grant(pupil);
        wanted.fields[field] = value;
        return failure_of([&] { create(village_head(), wanted); });
    }
    std::string refused(identity::Context const& context, Creation const& creation) {
        return code_of([&] { create(context, creation); });
    }

    people::PersonId const pupil = person("学员甲");
};

TEST_P(Creating, KeepsWhatWasGiven) {
    auto wanted = grant(pupil, {{"school", " 第一小学 "}, {"hardship", "widowed"}, {"story", ""}});
    wanted.note = "入户走访";
    auto const record = fetch(create(village_head(), wanted));
    EXPECT_EQ(record.type->name, "care.grant");
    EXPECT_EQ(record.org, code(meiyuan));
    EXPECT_EQ(record.state->name, "proposed");
    EXPECT_EQ(record.subject, party(pupil));
    EXPECT_EQ(record.opened, day("2015-03-09"));
    EXPECT_EQ(record.due, day("2015-03-16")) << "five working days";
    EXPECT_EQ(record.closed, std::nullopt);
    EXPECT_EQ(record.version, 1);
    EXPECT_EQ(record.created_by, 1);
    EXPECT_EQ(record.created_at, clock.now());
    EXPECT_EQ(record.fields, (json::object{{"school", "第一小学"}, {"hardship", "widowed"}, {"year", 2015}}));
    EXPECT_EQ(titled(record, "学员甲"), "学员甲2015年第一小学助学金");

    auto const entries = timeline(record.id);
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].n, 1);
    EXPECT_EQ(entries[0].action, "create");
    EXPECT_EQ(entries[0].from, std::nullopt);
    EXPECT_EQ(entries[0].to, "proposed");
    EXPECT_EQ(entries[0].due, record.due);
    EXPECT_EQ(entries[0].account, 1);
    EXPECT_EQ(entries[0].note, "入户走访");
    EXPECT_EQ(entries[0].changes.at("hardship"), (json::array{nullptr, "widowed"}));

    auto const deed = journal().front();
    EXPECT_EQ(deed.action, "records.create");
    EXPECT_EQ(deed.target, "record:" + std::to_string(record.id) + "/1");
    EXPECT_EQ(deed.org, code(meiyuan).value());
}

TEST_P(Creating, NumbersARecordWithinItsCounty) {
    auto const first = create(village_head(), grant(pupil));
    EXPECT_EQ(number_text(first), "449901-00000001");
    EXPECT_EQ(number_text(create(village_head(), complaint("一"))), "449901-00000002");
    EXPECT_EQ(number_text(create(village_head(xinhe), complaint("二", xinhe))), "449902-00000001");
    EXPECT_EQ(parse_number("449901-00000001"), first);
    for (auto const* const wrong :
         {"", "449901", "449901-", "44990100000001", "449901-0000000x", "449901_00000001"}) {
        EXPECT_EQ(parse_number(wrong), std::nullopt) << wrong;
    }
}

TEST_P(Creating, WantsWhatTheStepNeeds) {
    auto wanted = grant(pupil);
    wanted.fields = {{"hardship", "  "}};
    wanted.subject.reset();
    wanted.fields = {};
    auto const failure = failure_of([&] { create(village_head(), wanted); });
    ASSERT_EQ(failure.problems().size(), 3U);
    EXPECT_EQ(failure.problems()[0].pointer, "/fields/hardship");
    EXPECT_EQ(failure.problems()[0].text.zh, "请填写“困难类型”");
    EXPECT_EQ(failure.problems()[1].pointer, "/fields/year");
    EXPECT_EQ(failure.problems()[2].pointer, "/subject");
    EXPECT_EQ(failure.problems()[2].text.zh, "请选择对象（人员）");
    EXPECT_EQ(rows_of("records"), 0);
    EXPECT_EQ(rows_of("timeline"), 0);
    EXPECT_EQ(rows_of("contributions"), 0);
    EXPECT_EQ(rows_of("todos"), 0);
    EXPECT_EQ(number_text(create(village_head(), grant(pupil))), "449901-00000001")
        << "no number was used up";
}

TEST_P(Creating, RefusesAValueThatDoesNotFitItsField) {
    struct Wrong {
        std::string_view field;
        json::value value;
        std::string_view code;
        std::string_view zh;
    };
    auto const stranger = std::to_string(person("村民乙", xinhe));
    Wrong const wrongs[]{
        {"school", "一二三四五六七八九十一", "records.too-long", "“学校”最多 10 个字，现有 11 个字，请删减"},
        {"school", "第一\x01小学", "records.control-characters", "“学校”里有不可见的控制字符，请删去后重填"},
        {"school", 7, "records.wrong-type", "“学校”应填文字"},
        {"year", "2015", "records.wrong-type", "“年度”应填一个整数"},
        {"year", 1800, "records.wrong-type", "“年度”应填年份（如 2015）"},
        {"hardship", "hunger", "records.no-such-choice", "“困难类型”没有选项“hunger”，请从列表中选择"},
        {"hardship", true, "records.wrong-type", "“困难类型”应填列表中的一项"},
        {"amount", 99'99, "records.too-small", "“金额”不能小于 100.00 元"},
        {"amount", 5000'01, "records.too-big", "“金额”不能大于 5000.00 元"},
        {"amount", 100.5, "records.wrong-type", "“金额”应填金额（以分为单位的整数）"},
        {"rice", 0.499, "records.too-small", "“大米”不能小于 0.5"},
        {"rice", 100.001, "records.too-big", "“大米”不能大于 100"},
        {"rice", "10", "records.wrong-type", "“大米”应填一个数"},
        {"urgent", "yes", "records.wrong-type", "“是否紧急”应填是或否（true/false）"},
        {"until", "2015-02-29", "records.no-such-day",
         "“发放日期”的日期“2015-02-29”不存在，请写成 2015-03-08 的形式"},
        {"until", "8.3.2015", "records.no-such-day",
         "“发放日期”的日期“8.3.2015”不存在，请写成 2015-03-08 的形式"},
        {"until", "1815-03-08", "records.no-such-day",
         "“发放日期”的日期“1815-03-08”不存在，请写成 2015-03-08 的形式"},
        {"until", 20150308, "records.wrong-type", "“发放日期”应填日期（如 2015-03-08）"},
        {"donor", "449903", "records.no-such-organisation",
         "“捐助区县”：没有代码为“449903”的组织，请从组织树中选择"},
        {"donor", "449901001", "records.wrong-level", "“捐助区县”要选县（区）一级的组织"},
        {"donor", 449901, "records.wrong-type", "“捐助区县”应填组织代码"},
        {"contact", json::string{stranger}, "records.no-such-person",
         "“联系人”：查无此人，或不在您的工作范围内"},
        {"contact", "nobody", "records.no-such-person", "“联系人”：查无此人，或不在您的工作范围内"},
        {"contact", 7, "records.wrong-type", "“联系人”应填人员"},
        {"colour", "red", "records.unknown-field", "没有字段“colour”"},
    };
    for (auto const& wrong : wrongs) {
        auto const failure = refusal(wrong.field, wrong.value);
        ASSERT_EQ(failure.problems().size(), 1U) << wrong.field << " " << wrong.zh;
        auto const& problem = failure.problems().front();
        EXPECT_EQ(failure.kind(), ErrorKind::Invalid);
        EXPECT_EQ(problem.pointer, "/fields/" + std::string{wrong.field});
        EXPECT_EQ(problem.code, wrong.code) << wrong.field;
        EXPECT_EQ(problem.text.zh, wrong.zh);
    }
    EXPECT_EQ(rows_of("records"), 0);
}

TEST_P(Creating, KeepsValuesInOneForm) {
    auto const contact = std::to_string(person("村民甲", daqiao));
    auto wanted = grant(pupil, {{"donor", "449902"},
                                {"rice", 12.3456},
                                {"until", "2016-02-29"},
                                {"school", "一二三四五六七八九十"},
                                {"urgent", false},
                                {"contact", json::string{contact}}});
    auto const fields = fetch(create(keeper(), wanted)).fields;
    EXPECT_EQ(fields.at("donor").as_string(), "449902000000");
    EXPECT_EQ(fields.at("rice").as_double(), 12.346);
    EXPECT_EQ(fields.at("until").as_string(), "2016-02-29");
    EXPECT_EQ(fields.at("urgent").as_bool(), false);
    EXPECT_EQ(fields.at("contact").as_string(), contact);
}

TEST_P(Creating, AsksForSomebodyWhoMay) {
    EXPECT_EQ(refused(chair(), grant(pupil)), "records.may-not-create")
        << "the street approves, it does not propose";
    EXPECT_EQ(failure_of([&] { create(chair(), grant(pupil)); }).text().zh,
              "您的角色不能在这里登记“助学金”；可以登记的是：village-head、keeper@county");
    EXPECT_EQ(refused(as("keeper", linjiang), grant(pupil)), "records.may-not-create")
        << "the county's keeper may, the city's may not";
    EXPECT_EQ(refused(as("auditor", dongcheng), grant(pupil)), "identity.not-permitted") << "who only reads";
    EXPECT_EQ(refused(village_head(daqiao), grant(pupil)), "org.unknown") << "another village";
    EXPECT_EQ(refused(keeper(), grant(pupil)), "");
}

TEST_P(Creating, AsksForAPlaceThatTheTypeBelongsTo) {
    EXPECT_EQ(refused(keeper(), grant(pupil, {}, shiqiao)), "records.wrong-level-of-organisation");
    EXPECT_EQ(refused(keeper(), grant(pupil, {}, "449901001009")), "org.unknown");
    EXPECT_EQ(refused(village_head(), complaint("任何一级都行")), "");
    EXPECT_EQ(refused(keeper(), complaint("任何一级都行", dongcheng)), "");
    auto unknown = grant(pupil);
    unknown.type = "care.gift";
    EXPECT_EQ(refused(keeper(), unknown), "records.unknown-type");
    EXPECT_TRUE(records.may_create(village_head(), *library.record_type("care.grant"), code(meiyuan)));
    EXPECT_FALSE(records.may_create(village_head(), *library.record_type("care.grant"), code(daqiao)));
    EXPECT_FALSE(records.may_create(keeper(), *library.record_type("care.grant"), code(shiqiao)));
}

TEST_P(Creating, AsksForAPlaceThatStands) {
    write_file(folder.path() / "villages.csv",
               "code,name,streetCode,provinceCode,cityCode,areaCode\n"
               "449901001001,\"梅园社区居民委员会\",449901001,44,4499,449901\n"
               "449902100201,\"新河村委会\",449902100,44,4499,449902\n");
    EXPECT_EQ(
        org::import_divisions(db(), system(), folder.path().string(), code(linjiang), "妇女联合会", {}).ended,
        1);
    EXPECT_EQ(refused(keeper(), complaint("村已撤并", daqiao)), "org.unknown");
}

TEST_P(Creating, AsksForASubjectOfTheRightKind) {
    auto wanted = grant(pupil);
    wanted.subject = party(dongcheng);
    EXPECT_EQ(pointers_of([&] { create(village_head(), wanted); }), std::vector<std::string>{"/subject"});
    wanted.subject = party(person("村民乙", xinhe));
    EXPECT_EQ(failure_of([&] { create(village_head(), wanted); }).problems().at(0).code,
              "records.unknown-subject")
        << "she lives out of reach";
    auto about = training("2015-04-01");
    about.subject = party(pupil);
    EXPECT_EQ(failure_of([&] { create(chair(), about); }).problems().at(0).code, "records.no-subject");
    auto optional = complaint("没有对象");
    EXPECT_EQ(refused(village_head(), optional), "");
    optional.command = command();
    optional.subject = party(pupil);
    EXPECT_EQ(refused(village_head(), optional), "");
}

TEST_P(Creating, BelongsToADayThatHasCome) {
    auto wanted = complaint("明天的事");
    wanted.day = day("2015-03-10");
    auto const failure = failure_of([&] { create(village_head(), wanted); });
    EXPECT_EQ(failure.problems().at(0).pointer, "/day");
    EXPECT_EQ(failure.problems().at(0).text.zh, "日期 2015-03-10 还没有到，请填今天（2015-03-09）或更早");
    wanted.day = day("2015-03-02");
    auto const record = fetch(create(village_head(), wanted));
    EXPECT_EQ(record.opened, day("2015-03-02"));
    EXPECT_EQ(record.due, day("2015-03-17")) << "fifteen days from then";
    EXPECT_EQ(record.created_at, clock.now()) << "and when it was written down stays known";
}

TEST_P(Creating, HoldsANoteOfTwoThousandCharacters) {
    std::string note;
    for (int i = 0; i < 2'000; ++i) note += "字";
    auto wanted = complaint("一");
    wanted.note = note;
    EXPECT_EQ(refused(village_head(), wanted), "");
    wanted.command = command();
    wanted.note += "字";
    EXPECT_EQ(pointers_of([&] { create(village_head(), wanted); }), std::vector<std::string>{"/note"});
    wanted.note = std::string(2'001, 'x');
    EXPECT_EQ(pointers_of([&] { create(village_head(), wanted); }), std::vector<std::string>{"/note"});
}

TEST_P(Creating, HappensOnceForThePupilAndTheYear) {
    auto const first = create(village_head(), grant(pupil));
    auto const failure = failure_of([&] { create(village_head(), grant(pupil)); });
    EXPECT_EQ(failure.code(), "records.once-per");
    EXPECT_EQ(failure.kind(), ErrorKind::Conflict);
    EXPECT_EQ(failure.text().zh,
              "同一对象在同一期内只能有一条“助学金”，已有 449901-00000001，请在那一条上继续办理");
    EXPECT_EQ(refused(village_head(), grant(pupil, {{"year", 2014}})), "");
    EXPECT_EQ(refused(village_head(), grant(person("学员乙"))), "");
    act(village_head(), first, "cancel", {}, "重复登记");
    EXPECT_EQ(refused(village_head(), grant(pupil)), "") << "what is void does not stand in the way";
}

TEST_P(Creating, TheSameCommandHasEffectOnce) {
    auto const wanted = grant(pupil);
    auto const id = create(village_head(), wanted);
    EXPECT_EQ(create(village_head(), wanted), id);
    EXPECT_EQ(rows_of("records"), 1);
    EXPECT_EQ(rows_of("timeline"), 1);
    auto const deeds = journal().size();
    act(chair(), id, "approve");
    EXPECT_EQ(create(village_head(), wanted), id) << "and however late it is repeated";
    EXPECT_EQ(state(id), "shown");
    EXPECT_EQ(journal().size(), deeds + 1);
}

TEST_P(Creating, ACommandIsGoodForOneThingAndOneAccount) {
    auto wanted = grant(pupil);
    create(village_head(), wanted);
    EXPECT_EQ(refused(as("village-head", meiyuan, 9), wanted), "command.reused");
    wanted.fields["year"] = 2014;
    EXPECT_EQ(refused(village_head(), wanted), "command.reused");
    for (auto const* const malformed : {"", "short", "with space", "引号引号引号"}) {
        wanted.command = malformed;
        EXPECT_EQ(refused(village_head(), wanted), "command.malformed") << malformed;
    }
    wanted.command = std::string(64, 'a');
    EXPECT_EQ(refused(village_head(), wanted), "");
    wanted.command = std::string(65, 'a');
    EXPECT_EQ(refused(village_head(), wanted), "command.malformed");
}

TEST_P(Creating, ARefusedCommandMayBeRepeatedWhenItIsMended) {
    auto wanted = grant(pupil, {{"school", "一二三四五六七八九十一"}});
    EXPECT_NE(refused(village_head(), wanted), "");
    wanted.fields["school"] = "一二三四五六七八九十";
    EXPECT_EQ(refused(village_head(), wanted), "");
}

TEST_P(Creating, TakesParticipantsAtOnce) {
    auto wanted = training("2015-04-01");
    wanted.participants = {{"trainee", party(pupil)}, {"host", party(meiyuan)}, {"trainee", party(pupil)}};
    auto const id = create(chair(), wanted);
    EXPECT_EQ(timeline(id)[0].added, 2) << "the same once";
    read([&](storage::Reader const& reader) {
        auto const all = records.participants(reader, records.fetch(reader, system(), id), 10);
        ASSERT_EQ(all.size(), 2U);
        EXPECT_EQ(all[0].role, "host");
        EXPECT_EQ(all[0].party, party(meiyuan));
        EXPECT_EQ(all[1].party, party(pupil));
        EXPECT_EQ(all[1].day, day("2015-03-09"));
        EXPECT_EQ(records.participants(reader, records.fetch(reader, system(), id), 1).size(), 1U);
        EXPECT_EQ(records.participant_counts(reader, records.fetch(reader, system(), id)),
                  (std::map<std::string, std::int64_t>{{"host", 1}, {"trainee", 1}}));
    });
}

TEST_P(Creating, RefusesParticipantsWhoAreNot) {
    auto wanted = training("2015-04-01");
    wanted.participants = {{"trainee", party(dongcheng)},
                           {"trainee", party(person("村民乙", xinhe))},
                           {"guest", party(pupil)},
                           {"host", party("449903")},
                           {"trainee", party(pupil)}};
    EXPECT_EQ(pointers_of([&] { create(chair(), wanted); }),
              (std::vector<std::string>{"/participants/0", "/participants/1", "/participants/2/role",
                                        "/participants/3"}));
    wanted.participants.assign(most_participants_at_once + 1, {"trainee", party(pupil)});
    EXPECT_EQ(refused(chair(), wanted), "records.too-many-participants");
    EXPECT_EQ(rows_of("records"), 0);
    EXPECT_EQ(rows_of("participants"), 0);
}

TEST_P(Creating, NamesARecordByItsTypesTemplate) {
    EXPECT_EQ(fetch(create(chair(), training("2015-04-01", {{"trade", "infants"}}))).title,
              "石桥街道育婴培训班");
    EXPECT_EQ(titled(fetch(create(village_head(), complaint("一"))), ""), "来访") << "nobody is named";
    auto about = complaint("二");
    about.subject = party(pupil);
    EXPECT_EQ(titled(fetch(create(village_head(), about)), "学员甲"), "来访 学员甲");
}

INSTANTIATE_TEST_SUITE_P(Every, Creating, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
