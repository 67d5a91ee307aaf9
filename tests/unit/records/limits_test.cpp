// How much one person or one place may have, what excludes what, whose hands a step passes through, and records that fields name.
#include "support/aid.h"
#include "support/office.h"
#include "unit/reports/office_file.h"

namespace niangjia::records {
namespace {

using namespace testing_support;

packs::Library const& aid_library() {
    static auto const folder = [] {
        auto made = std::make_unique<PackFolder>();
        write_file(made->path() / "women" / "aid.yaml", aid_pack);
        return made;
    }();
    static auto const library = [] {
        auto loaded = folder->load();
        if (loaded.library == nullptr) {
            auto const& first = loaded.problems.at(0);
            throw std::runtime_error{first.file + ":" + std::to_string(first.line) + " " + first.text.en};
        }
        return loaded.library;
    }();
    return *library;
}

class Aid : public OfficeDatabase {
  protected:
    identity::Context as(std::string_view role, std::string_view place, identity::AccountId account) {
        return {clock, account, "王芳", {{test_roles().find(role), code(place)}}};
    }
    identity::Context village_head(std::string_view place = meiyuan, identity::AccountId account = 1) { return as("village-head", place, account); }
    identity::Context chair() { return as("township-chair", shiqiao, 2); }
    identity::Context keeper(identity::AccountId account = 3) { return as("keeper", dongcheng, account); }

    people::PersonId person(std::string_view name, std::string_view place = meiyuan) {
        return write([&](storage::Transaction& transaction) { return people.create(transaction, system(), {.org = code(place), .name = std::string{name}}, people::Despite::all()).id; });
    }
    std::string command() { return "command-" + std::to_string(++commands_); }

    RecordId create(identity::Context const& context, std::string_view type, std::string_view place, std::optional<Party> subject, json::object fields = {}) {
        Creation creation{command(), std::string{type}, code(place)};
        creation.subject = subject;
        creation.fields = std::move(fields);
        return write([&](storage::Transaction& transaction) { return records.create(transaction, context, creation); });
    }
    RecordId fund(identity::Context const& context, std::string_view name, std::string_view place) { return create(context, "aid.fund", place, {}, {{"name", name}}); }
    RecordId grant(people::PersonId whom, json::object fields = {}, std::string_view place = meiyuan) {
        if (!fields.contains("year")) fields["year"] = 2015;
        return create(village_head(place), "aid.grant", place, party(whom), std::move(fields));
    }
    RecordId parcel(people::PersonId whom, json::object fields = {}, std::string_view place = meiyuan) {
        return create(village_head(place), "aid.parcel", place, party(whom), std::move(fields));
    }
    void act(identity::Context const& context, RecordId id, std::string_view action, json::object fields = {}, std::string_view note = "有误") {
        auto const version = fetch(system(), id).version;
        write([&](storage::Transaction& transaction) {
            records.act(transaction, context, id, version, {.command = command(), .action = std::string{action}, .note = std::string{note}, .fields = std::move(fields)});
        });
    }
    void attach(RecordId id) {
        auto const file = read([&](storage::Reader const& reader) { return records.store_file(reader, records.fetch(reader, system(), id), "证明.txt", "证明"); });
        write([&](storage::Transaction& transaction) { return records.attach(transaction, system(), id, command(), "证明.txt", file); });
    }
    Record fetch(identity::Context const& context, RecordId id) {
        return read([&](storage::Reader const& reader) { return records.fetch(reader, context, id); });
    }
    std::string state(RecordId id) { return fetch(system(), id).state->name; }
    std::vector<Check> checks(identity::Context const& context, std::string_view type, std::string_view place, std::optional<Party> subject,
                              std::optional<std::int64_t> year = {}, std::optional<std::int64_t> amount = {}) {
        return read([&](storage::Reader const& reader) { return records.checks(reader, context, *library.record_type(type), code(place), subject, year, amount); });
    }
    std::vector<Named> choices(identity::Context const& context, std::string_view type, std::string_view place, std::optional<After> after = {}, int limit = 50) {
        return read([&](storage::Reader const& reader) { return records.choices(reader, context, *library.record_type(type), code(place), after, limit); });
    }
    static std::vector<std::string> titles(std::vector<Named> const& named) {
        std::vector<std::string> all;
        for (auto const& one : named) all.push_back(one.title);
        return all;
    }
    std::optional<Offer> offer(identity::Context const& context, RecordId id, std::string_view name) {
        auto const offers = read([&](storage::Reader const& reader) { return records.offers(reader, context, records.fetch(reader, context, id)); });
        for (auto const& one : offers) {
            if (one.action->name == name) return one;
        }
        return std::nullopt;
    }
    static Party party(people::PersonId id) { return {packs::Who::Person, id}; }

    packs::Library const& library = aid_library();
    people::People people{people::open_keys(db(), key_file(folder.path() / "data", {})), key_file(folder.path() / "data", {}), person_rules(library)};
    figures::Figures figures{db(), library};
    Records records{db(), library, figures, people, folder.path() / "attachments"};
    people::PersonId const she = person("张小雨");

  private:
    int commands_ = 0;
};

using Titles = std::vector<std::string>;

TEST_P(Aid, AFieldNamesARecordOfItsOwnPlaceOrAboveWhetherOrNotSheReadsIt) {
    auto const city = fund(as("keeper", linjiang, 4), "市级资金", linjiang);
    auto const own = fund(village_head(), "村里的资金", meiyuan);
    EXPECT_EQ(code_of([&] { (void)fetch(village_head(), city); }), "records.not-found");
    auto const id = grant(she, {{"fund", number_text(city)}});
    EXPECT_EQ(fetch(village_head(), id).fields.at("fund"), json::value(number_text(city)));
    act(village_head(), id, "correct", {{"fund", number_text(own)}});
    EXPECT_EQ(fetch(village_head(), id).fields.at("fund"), json::value(number_text(own)));
    act(village_head(), id, "correct", {{"fund", nullptr}});
    EXPECT_FALSE(fetch(village_head(), id).fields.contains("fund"));
}

TEST_P(Aid, AFieldNamesARecordElsewhereOnlyWithinTheCallersReach) {
    auto const elsewhere = fund(as("keeper", xishan, 5), "西山资金", xishan);
    auto const naming = json::object{{"year", 2015}, {"fund", number_text(elsewhere)}};
    auto const failure = failure_of([&] { create(village_head(), "aid.grant", meiyuan, party(she), naming); });
    ASSERT_EQ(failure.problems().size(), 1U);
    EXPECT_EQ(failure.problems()[0].code, "records.no-such-record");
    EXPECT_EQ(failure.problems()[0].pointer, "/fields/fund");
    auto const id = create(as("keeper", linjiang, 4), "aid.grant", meiyuan, party(she), naming);
    EXPECT_EQ(fetch(system(), id).fields.at("fund"), json::value(number_text(elsewhere)));
}

TEST_P(Aid, AFieldNamesNothingThatIsVoidOfAnotherTypeOrNotThere) {
    auto const gone = fund(keeper(), "误建的资金", dongcheng);
    act(keeper(), gone, "drop");
    auto const closed = fund(keeper(), "停用的资金", dongcheng);
    act(keeper(), closed, "close");
    auto const other = parcel(she);
    auto const word = [&](json::value const& value) {
        auto const failure = failure_of([&] { grant(she, {{"fund", value}}); });
        return failure.problems().empty() ? std::string{} : failure.problems()[0].code;
    };
    EXPECT_EQ(word(json::string{number_text(gone)}), "records.no-such-record");
    EXPECT_EQ(word(json::string{number_text(other)}), "records.no-such-record");
    EXPECT_EQ(word("449901-00000777"), "records.no-such-record");
    EXPECT_EQ(word("第一笔"), "records.no-such-record");
    EXPECT_EQ(word(7), "records.wrong-type");
    EXPECT_EQ(word(json::string{number_text(closed)}), "") << "the books say whether a fund may still be used, not the form";
}

TEST_P(Aid, APersonHasNoMoreThanTheCeilingInAYear) {
    auto const first = grant(she, {{"amount", 3000'00}});
    auto const failure = failure_of([&] { grant(she, {{"amount", 2000'01}}); });
    EXPECT_EQ(failure.code(), "records.ceiling");
    EXPECT_EQ(failure.kind(), ErrorKind::Refused);
    EXPECT_EQ(failure.text().zh, "“助困金”：同一对象 2015 年最多 5000.00 元，已有 3000.00 元，请减少或改到以后年度办理");
    grant(she, {{"amount", 2000'00}});
    grant(she, {{"amount", 5000'00}, {"year", 2014}});
    grant(person("李梅", xinhe), {{"amount", 5000'00}}, xinhe);
    act(chair(), first, "refuse");
    grant(she, {{"amount", 3000'00}});
    EXPECT_EQ(code_of([&] { act(chair(), first, "reopen"); }), "records.ceiling") << "what is no longer void counts again";
    EXPECT_EQ(state(first), "refused");
}

TEST_P(Aid, AStepHoldsTheCeilingWhereItTakesUpMoreOfIt) {
    grant(she, {{"amount", 3000'00}});
    auto const id = grant(she);
    EXPECT_EQ(code_of([&] { act(chair(), id, "approve", {{"amount", 2500'00}}); }), "records.ceiling");
    act(chair(), id, "approve", {{"amount", 2000'00}});
    EXPECT_EQ(code_of([&] { act(village_head(), id, "correct", {{"amount", 2000'01}}); }), "records.ceiling");
    act(village_head(), id, "correct", {{"amount", 1000'00}});
    auto const before = grant(person("王芬"), {{"amount", 5000'00}, {"year", 2014}});
    EXPECT_EQ(code_of([&] { act(village_head(), before, "correct", {{"amount", 5000'01}}); }), "records.ceiling");
    act(village_head(), before, "correct", {{"year", 2013}});
}

TEST_P(Aid, APlaceHasNoMoreThanItsQuotaInAYear) {
    std::vector<RecordId> had;
    for (auto const* const name : {"甲", "乙", "丙"}) had.push_back(grant(person(name, daqiao), {}, daqiao));
    auto const failure = failure_of([&] { grant(she); });
    EXPECT_EQ(failure.code(), "records.ceiling");
    EXPECT_TRUE(failure.text().zh.contains("石桥街道 2015 年最多 3 件，已有 3 件")) << failure.text().zh;
    grant(person("外镇的人", xinhe), {}, xinhe);
    grant(she, {{"year", 2016}});
    act(chair(), had[1], "refuse");
    grant(she);
    EXPECT_EQ(code_of([&] { act(village_head(daqiao, 6), had[2], "correct", {{"year", 2016}}); }), "");
    EXPECT_EQ(code_of([&] { act(village_head(daqiao, 6), had[2], "correct", {{"year", 2015}}); }), "") << "two others stand in that year";
}

TEST_P(Aid, WithoutAYearOfItsOwnTheDayOfOpeningCounts) {
    parcel(she);
    auto const second = parcel(she);
    EXPECT_EQ(code_of([&] { parcel(she); }), "records.ceiling");
    act(village_head(), second, "end");
    EXPECT_EQ(state(second), "ended") << "a step that takes up no more is not in the way";
    clock.set(moment_of(day("2016-01-04")));
    parcel(she);
}

TEST_P(Aid, AVillageAndACountyHaveTheirCeilingsToo) {
    for (auto const* const name : {"甲", "乙", "丙", "丁"}) parcel(person(name), {{"worth", 200'00}});
    EXPECT_EQ(code_of([&] { parcel(she); }), "records.ceiling") << "four in a village";
    auto const neighbour = person("戊", daqiao);
    auto const failure = failure_of([&] { parcel(neighbour, {{"worth", 200'01}}, daqiao); });
    EXPECT_EQ(failure.code(), "records.ceiling");
    EXPECT_TRUE(failure.text().zh.contains("东城区 2015 年最多 1000.00 元，已有 800.00 元")) << failure.text().zh;
    parcel(neighbour, {{"worth", 200'00}}, daqiao);
    parcel(person("己", xinhe), {{"worth", 1000'00}}, xinhe);
}

TEST_P(Aid, AnOrganisationHasNoMoreThanItsCeiling) {
    Party const village{packs::Who::Organisation, code(meiyuan).value()};
    Party const other{packs::Who::Organisation, code(daqiao).value()};
    create(keeper(), "aid.subsidy", dongcheng, village, {{"amount", 6000'00}});
    EXPECT_EQ(code_of([&] { create(keeper(), "aid.subsidy", dongcheng, village, {{"amount", 4000'01}}); }), "records.ceiling");
    create(keeper(), "aid.subsidy", dongcheng, other, {{"amount", 10000'00}});
    create(keeper(), "aid.subsidy", dongcheng, village, {{"amount", 4000'00}});
    auto const found = checks(keeper(), "aid.subsidy", dongcheng, village, {}, 1);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Check::Kind::Ceiling);
}

TEST_P(Aid, WhatExcludesItIsRefusedWithItsProgrammeAndYear) {
    auto const had = grant(she);
    auto const failure = failure_of([&] { create(village_head(), "aid.medical", meiyuan, party(she), {{"year", 2015}}); });
    EXPECT_EQ(failure.code(), "records.clash");
    EXPECT_EQ(failure.text().zh, "该对象 2015 年已有“救助”的“助困金” " + number_text(had) + "，按规定不能再办理“大病救助”，请先核实");
    create(village_head(), "aid.medical", meiyuan, party(person("李梅")), {{"year", 2015}});
    auto const later = create(village_head(), "aid.medical", meiyuan, party(she), {{"year", 2016}});
    EXPECT_EQ(code_of([&] { act(village_head(), later, "correct", {{"year", 2015}}); }), "records.clash");
    act(chair(), had, "refuse");
    act(village_head(), later, "correct", {{"year", 2015}});
}

TEST_P(Aid, TheNumberOfWhatExcludesItIsToldOnlyToWhomItReaches) {
    auto const elsewhere = create(system(), "aid.grant", xinhe, party(she), {{"year", 2015}});
    auto const failure = failure_of([&] { create(village_head(), "aid.medical", meiyuan, party(she), {{"year", 2015}}); });
    EXPECT_EQ(failure.code(), "records.clash");
    EXPECT_FALSE(failure.text().zh.contains(number_text(elsewhere))) << failure.text().zh;
    EXPECT_EQ(failure.text().zh, "该对象 2015 年已有其他单位办理的救助，按规定不能再办理“大病救助”，请向上级核实") << "nor of what programme it is";
    auto const hers = checks(village_head(), "aid.medical", meiyuan, party(she), 2015);
    ASSERT_EQ(hers.size(), 1U);
    EXPECT_EQ(hers[0].record, std::nullopt);
    auto const citys = checks(as("keeper", linjiang, 4), "aid.medical", meiyuan, party(she), 2015);
    ASSERT_EQ(citys.size(), 1U);
    EXPECT_EQ(citys[0].record, elsewhere);
    auto const other = checks(village_head(), "aid.parcel", meiyuan, party(she));
    ASSERT_EQ(other.size(), 1U);
    EXPECT_EQ(other[0].text.zh, "该对象 2015 年已有其他单位办理的救助，请向上级核实是否重复救助");
}

TEST_P(Aid, HowMuchOthersGaveIsToldOnlyToWhomItReaches) {
    create(system(), "aid.grant", xinhe, party(she), {{"year", 2015}, {"amount", 4123'00}});
    auto const hers = checks(village_head(), "aid.grant", meiyuan, party(she), 2015, 1000'00);
    ASSERT_EQ(hers.size(), 1U);
    EXPECT_EQ(hers[0].kind, Check::Kind::Ceiling);
    EXPECT_TRUE(hers[0].blocks);
    EXPECT_TRUE(hers[0].text.zh.contains("其他单位")) << hers[0].text.zh;
    EXPECT_FALSE(hers[0].text.zh.contains("4123")) << hers[0].text.zh;
    auto const citys = checks(as("keeper", linjiang, 4), "aid.grant", meiyuan, party(she), 2015, 1000'00);
    ASSERT_EQ(citys.size(), 1U);
    EXPECT_TRUE(citys[0].text.zh.contains("已有 4123.00 元")) << citys[0].text.zh;
}

TEST_P(Aid, OfAnOrganisationBeyondReachNothingIsAsked) {
    Party const foreign{packs::Who::Organisation, code(xinhe).value()};
    EXPECT_EQ(code_of([&] { checks(keeper(), "aid.subsidy", dongcheng, foreign, {}, 1); }), "records.unknown-subject");
    EXPECT_TRUE(checks(as("keeper", linjiang, 4), "aid.subsidy", dongcheng, foreign, {}, 1).empty());
}

TEST_P(Aid, OtherAidIsToldBeforeAProposalAndStopsNothing) {
    auto const had = grant(she);
    auto const found = checks(village_head(), "aid.parcel", meiyuan, party(she));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Check::Kind::Clash);
    EXPECT_FALSE(found[0].blocks);
    EXPECT_EQ(found[0].record, had);
    EXPECT_TRUE(found[0].text.zh.contains("2015 年已有“救助”的“助困金”")) << found[0].text.zh;
    parcel(she);
    EXPECT_EQ(checks(village_head(), "aid.parcel", meiyuan, party(she)).size(), 1U) << "one's own kind is no other aid";
    EXPECT_TRUE(checks(village_head(), "aid.parcel", meiyuan, party(person("李梅"))).empty());
    clock.set(moment_of(day("2016-02-01")));
    EXPECT_TRUE(checks(village_head(), "aid.parcel", meiyuan, party(she)).empty());
}

TEST_P(Aid, AProposalIsHeldAgainstEverythingThatWouldRefuseIt) {
    auto const had = create(village_head(), "aid.medical", meiyuan, party(she), {{"year", 2015}});
    auto const twice = checks(village_head(), "aid.medical", meiyuan, party(she), 2015);
    ASSERT_EQ(twice.size(), 1U);
    EXPECT_EQ(twice[0].kind, Check::Kind::OncePer);
    EXPECT_TRUE(twice[0].blocks);
    EXPECT_EQ(twice[0].record, had);
    EXPECT_TRUE(checks(village_head(), "aid.medical", meiyuan, party(she), 2016).empty());

    grant(she, {{"amount", 4000'00}});
    auto const too_much = checks(village_head(), "aid.grant", meiyuan, party(she), 2015, 1000'01);
    ASSERT_EQ(too_much.size(), 1U);
    EXPECT_EQ(too_much[0].kind, Check::Kind::Ceiling);
    EXPECT_TRUE(too_much[0].blocks);
    EXPECT_TRUE(checks(village_head(), "aid.grant", meiyuan, party(she), 2015, 1000'00).empty());
    EXPECT_TRUE(checks(village_head(), "aid.grant", meiyuan, {}, 2015, 1000'00).empty());
}

TEST_P(Aid, ChecksSpeakOnlyWithinTheCallersReach) {
    EXPECT_EQ(code_of([&] { checks(village_head(), "aid.grant", xinhe, party(she)); }), "org.unknown");
    EXPECT_EQ(code_of([&] { checks(as("office", dongcheng, 7), "aid.grant", meiyuan, party(she)); }), "identity.not-permitted");
    auto const stranger = failure_of([&] { checks(village_head(), "aid.grant", meiyuan, party(person("外人", xinhe))); });
    auto const nobody = failure_of([&] { checks(village_head(), "aid.grant", meiyuan, party(777'777)); });
    EXPECT_EQ(stranger.code(), "records.unknown-subject");
    EXPECT_EQ(stranger.text(), nobody.text());
}

TEST_P(Aid, WhoTookAStepDoesNotTakeTheOneThatIsForOtherHands) {
    auto const id = grant(she);
    auto const failure = failure_of([&] { act(village_head(), id, "approve"); });
    EXPECT_EQ(failure.code(), "records.unlike");
    EXPECT_EQ(failure.kind(), ErrorKind::Refused);
    EXPECT_EQ(failure.text().zh, "“申报”是您办理的，“审核”要由另一人办理，请交给同事");
    ASSERT_TRUE(offer(village_head(), id, "approve").has_value());
    EXPECT_TRUE(offer(village_head(), id, "approve")->refusal.has_value());
    EXPECT_FALSE(offer(chair(), id, "approve")->refusal.has_value());
    act(chair(), id, "approve");
    attach(id);
    EXPECT_EQ(code_of([&] { act(keeper(2), id, "pay"); }), "records.unlike") << "the chair's account holds a second role";
    EXPECT_EQ(code_of([&] { act(keeper(1), id, "pay"); }), "records.unlike");
    EXPECT_TRUE(offer(keeper(2), id, "pay")->refusal.has_value());
    act(keeper(), id, "pay");
    EXPECT_EQ(state(id), "paid");
}

TEST_P(Aid, TheProgramAtWorkForAnAccountHasItsHands) {
    auto const id = grant(she);
    EXPECT_EQ(code_of([&] { act(village_head().as_system(), id, "approve"); }), "records.unlike");
    act(system(), id, "approve");
    attach(id);
    act(system(), id, "pay");
    EXPECT_EQ(state(id), "paid") << "the system itself is nobody's hand";
}

TEST_P(Aid, AStepThatWantsPapersWaitsForThem) {
    auto const id = grant(she);
    act(chair(), id, "approve");
    EXPECT_EQ(code_of([&] { act(keeper(), id, "pay"); }), "records.papers-missing");
    EXPECT_TRUE(offer(keeper(), id, "pay")->refusal.has_value());
    attach(id);
    EXPECT_FALSE(offer(keeper(), id, "pay")->refusal.has_value());
    act(keeper(), id, "pay");
    EXPECT_EQ(state(id), "paid");
}

TEST_P(Aid, ChoicesAreOfItsOwnPlaceAndAboveNewestFirst) {
    auto const by_system = [&](std::string_view name, std::string_view place) { return fund(system(), name, place); };
    by_system("市级资金", linjiang);
    clock.set(moment_of(day("2015-03-10")));
    by_system("区级资金", dongcheng);
    by_system("西山资金", xishan);
    by_system("邻村资金", daqiao);
    auto const gone = by_system("误建的资金", dongcheng);
    act(keeper(), gone, "drop");
    clock.set(moment_of(day("2015-03-11")));
    auto const closed = by_system("停用的资金", shiqiao);
    act(keeper(), closed, "close");
    by_system("村里的资金", meiyuan);
    EXPECT_EQ(titles(choices(village_head(), "aid.fund", meiyuan)), (Titles{"村里的资金", "停用的资金", "区级资金", "市级资金"}));
    EXPECT_EQ(titles(choices(keeper(), "aid.fund", dongcheng)), (Titles{"区级资金", "市级资金"}));
    auto const page = choices(village_head(), "aid.fund", meiyuan, {}, 2);
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(titles(choices(village_head(), "aid.fund", meiyuan, After{page.back().opened.number(), page.back().id}, 2)), (Titles{"区级资金", "市级资金"}));
}

TEST_P(Aid, ChoicesAreForWhoWritesThereAndOfTypesThatAFieldNames) {
    fund(keeper(), "区级资金", dongcheng);
    EXPECT_EQ(code_of([&] { choices(village_head(), "aid.fund", xinhe); }), "org.unknown");
    EXPECT_EQ(code_of([&] { choices(as("office", dongcheng, 7), "aid.fund", dongcheng); }), "identity.not-permitted");
    parcel(she);
    EXPECT_TRUE(choices(village_head(), "aid.parcel", meiyuan).empty()) << "no field names a parcel";
    grant(she);
    EXPECT_EQ(titles(choices(village_head(), "aid.grant", meiyuan)), Titles{"张小雨2015年助困金"});
}

TEST_P(Aid, WhatAFieldNamesIsToldByItsTitleAndNoMoreOfHerThanTheCallerSees) {
    auto const city = fund(as("keeper", linjiang, 4), "市级资金", linjiang);
    auto const had = grant(she);
    auto const named = [&](identity::Context const& context) {
        return read([&](storage::Reader const& reader) { return records.named(reader, context, {city, had, 777}); });
    };
    auto const seen = named(village_head());
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen.at(city).title, "市级资金");
    EXPECT_EQ(seen.at(city).type->name, "aid.fund");
    EXPECT_EQ(seen.at(had).title, "张小雨2015年助困金");
    EXPECT_FALSE(named(as("auditor", dongcheng, 8)).at(had).title.contains("张小雨"));
    EXPECT_TRUE(read([&](storage::Reader const& reader) { return records.named(reader, system(), {}); }).empty());
}

TEST_P(Aid, ALedgerNamesAFundByItsTitle) {
    auto const city = fund(as("keeper", linjiang, 4), "市级资金", linjiang);
    grant(she, {{"fund", number_text(city)}});
    auto const bytes = read([&](storage::Reader const& reader) {
        return reports::records_ledger(reader, keeper(), records, *library.record_type("aid.grant"), code(dongcheng), Period::of_year(2015));
    });
    auto const sheet = reports::OfficeFile{bytes}.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(reports::shown(*sheet, "G2"), "资金");
    EXPECT_EQ(reports::shown(*sheet, "G3"), "市级资金");
}

INSTANTIATE_TEST_SUITE_P(Every, Aid, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
