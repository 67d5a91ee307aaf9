// Lists of people: read, looked over, brought in whole, and taken out again.
#include "people/imports.h"

#include "people/households.h"
#include "reports/archive.h"
#include "reports/xlsx.h"
#include "unit/people/persons.h"

namespace niangjia::people {
namespace {

std::string const list =
    "梅园社区妇女名单\n"
    "姓名,身份证号,联系电话,村（社区）,民族,备注\n"
    "王芳,440101198505060026,13800001111、0527-84360000,梅园社区,汉,x\n"
    "王小雨,,13800001111,,回族,\n"
    "周丽,440101198505060018,,大桥村,,=1+1\n";

class Lists : public WithPersons {
  protected:
    ImportId upload(std::string_view bytes, std::string_view place = "449901") { return imports.upload(system(), code(place), "名单.csv", bytes).id; }
    ImportWish wish(std::map<std::size_t, std::string> mapping, Doubles doubles = Doubles::Refuse, std::string_view place = "449901") {
        return {code(place), std::move(mapping), doubles};
    }
    std::map<std::size_t, std::string> const usual{{0, "name"}, {1, "number"}, {2, "phone"}, {3, "org"}, {4, "ethnic"}};
    std::vector<std::string> problems(ImportId id, ImportWish const& wish) {
        std::vector<std::string> told;
        for (auto const& one : imports.preview(system(), id, wish).problems) told.push_back(fmt::format("{}:{} {} {}", one.row, one.column, one.field, one.code));
        return told;
    }
    Import undo(ImportId id, std::vector<PersonId> const& mentioned = {}) {
        return imports.undo(system(), id, [&](storage::Reader const&, std::span<PersonId const>) { return mentioned; });
    }
    std::int64_t persons() { return counted("SELECT count(*) FROM persons"); }

    Imports imports{db(), people};
};

TEST_P(Lists, AreReadWithAGuessAtTheirColumns) {
    auto const id = upload(list);
    auto const columns = imports.columns(system(), id);
    ASSERT_EQ(columns.size(), 6U) << "the title above the heads is passed over";
    Names guesses;
    for (auto const& column : columns) guesses.push_back(column.guess);
    EXPECT_EQ(guesses, (Names{"name", "number", "phone", "org", "ethnic", ""}));
    EXPECT_EQ(columns[0].sample, (Names{"王芳", "王小雨", "周丽"}));
    EXPECT_EQ(imports.find(system(), id).rows, 3);
    EXPECT_FALSE(stored("SELECT content FROM person_imports").contains("王芳"));
}

TEST_P(Lists, ComeInWholeAndOnce) {
    auto const id = upload(list);
    auto const wanted = wish({{0, "name"}, {2, "phone"}, {3, "org"}, {4, "ethnic"}});
    EXPECT_EQ(problems(id, wish(usual)), Names{}) << "who has no sex in the list is of the one that her number says";
    auto const preview = imports.preview(system(), id, wanted);
    EXPECT_EQ(preview.rows, 3);
    EXPECT_EQ(preview.good, 3);
    auto const import = imports.commit(system(), id, wanted);
    EXPECT_EQ(import.added, 3);
    EXPECT_EQ(import.state, ImportState::Committed);
    EXPECT_EQ(persons(), 3);
    EXPECT_EQ(journal().front().action, "people.import");
    EXPECT_EQ(imports.commit(system(), id, wanted).added, 3) << "again, and nothing happens";
    EXPECT_EQ(persons(), 3);
    EXPECT_EQ(stored("SELECT content FROM person_imports"), "") << "the file is not kept";
    EXPECT_EQ(code_of([&] { (void)imports.columns(system(), id); }), "people.import-expired");

    auto const known = read([&](storage::Reader const& reader) { return people.known(reader, system(), {.phones = {"0527-84360000"}}); });
    ASSERT_EQ(known.size(), 1U);
    EXPECT_EQ(known[0].person->name, "王芳");
    EXPECT_EQ(known[0].person->codes.at("ethnic"), "01");
    EXPECT_EQ(known[0].person->org, code(meiyuan));
    EXPECT_EQ(reveal(known[0].person->id).contacts.size(), 2U);
}

TEST_P(Lists, SayOfEachRowWhatIsWrong) {
    auto const id = upload(
        "姓名,身份证号,性别,出生日期,电话,村,民族\n"
        ",440101198505060026,女,,,,\n"
        "甲,440101198505060027,女,,,,\n"
        "乙,440101198505060026,男,1985-05-07,,,\n"
        "丙,,人,某日,123,无此村,外星\n"
        "丁,4.40101198505E+17,,,,,\n"
        "戊,不详,女,1985/5/6,,,\n"
        "己,,女,1985年5月6日,,,\n");
    auto const all = wish({{0, "name"}, {1, "number"}, {2, "sex"}, {3, "birth"}, {4, "phone"}, {5, "org"}, {6, "ethnic"}});
    EXPECT_EQ(problems(id, all), (Names{"2:1 name people.name", "3:2 number people.number-check", "4:4 birth people.birth-differs", "4:3 sex people.sex-differs",
                                        "5:3 sex people.import-sex", "5:4 birth people.import-day", "5:6 org people.import-place", "5:7 ethnic people.code",
                                        "5:5 phone people.phone", "6:2 number people.number-rounded", "7:2 number people.number-form"}));
    auto const failure = failure_of([&] { (void)imports.commit(system(), id, all); });
    EXPECT_EQ(failure.kind(), ErrorKind::Invalid);
    EXPECT_EQ(failure.problems().front().pointer, "/rows/2/name");
    EXPECT_EQ(persons(), 0) << "all or nothing";
}

TEST_P(Lists, NeedAMappingThatCanBe) {
    auto const id = upload(list);
    auto const refusal = [&](ImportWish const& given) { return failure_of([&] { (void)imports.preview(system(), id, given); }); };
    EXPECT_EQ(refusal(wish({{2, "phone"}})).code(), "people.import-name");
    EXPECT_EQ(refusal(wish({{0, "name"}, {1, "colour"}})).pointer(), "/mapping/1");
    EXPECT_EQ(refusal(wish({{0, "name"}, {1, "name"}})).code(), "people.import-twice");
    EXPECT_EQ(refusal(wish(usual, Doubles::Refuse, xinhe)).code(), "people.import-outside");
    EXPECT_EQ(code_of([&] { (void)imports.find(at(head, xinhe), id); }), "people.unknown-import");
    EXPECT_EQ(code_of([&] { (void)imports.upload(at(head, xinhe), code(meiyuan), "a.csv", list); }), "org.unknown");
    EXPECT_EQ(code_of([&] { (void)imports.upload(at(office, "4499"), code(meiyuan), "a.csv", list); }), "identity.not-permitted");
}

TEST_P(Lists, TellWhoIsKnownAlreadyAndWhoStandsTwice) {
    auto const her = add({.org = code(meiyuan), .name = "王芳", .phone = "13800001111", .paper = Paper::IdCard, .number = std::string{her_number}});
    auto const id = upload(
        "姓名,身份证号,电话,出生日期\n"
        "王芳,440101198505060026,,\n"
        "李四,,13800001111,\n"
        "王芳,,,1985-05-06\n"
        "周丽,440101198505060018,,\n"
        "周莉,440101198505060018,,\n"
        "新人,,13800002222,\n");
    std::map<std::size_t, std::string> const mapping{{0, "name"}, {1, "number"}, {2, "phone"}, {3, "birth"}};
    auto const preview = imports.preview(system(), id, wish(mapping));
    std::map<int, std::string> told;
    for (auto const& one : preview.doubles) {
        told[one.row] += fmt::format("{}{}{} {};", one.by_number ? "n" : "", one.by_phone ? "p" : "", one.by_name ? "m" : "",
                                     one.person ? "her" : std::to_string(one.of_row));
        EXPECT_EQ(one.person.value_or(her.id), her.id);
    }
    EXPECT_EQ(told, (std::map<int, std::string>{{2, "m her;n her;"}, {3, "p her;"}, {4, "m 2;m her;"}, {6, "n 5;"}}));
    EXPECT_EQ(preview.good, 2);
    EXPECT_EQ(code_of([&] { (void)imports.commit(system(), id, wish(mapping)); }), "people.import-doubles");
    EXPECT_EQ(imports.preview(system(), id, wish(mapping, Doubles::Skip)).skipped, 4);
    EXPECT_EQ(imports.preview(system(), id, wish(mapping, Doubles::Add)).good, 4) << "a number that is known never comes in";
    EXPECT_EQ(code_of([&] { (void)imports.commit(system(), id, wish(mapping, Doubles::Add)); }), "people.import-doubles");
    EXPECT_EQ(imports.commit(system(), id, wish(mapping, Doubles::Skip)).added, 2);
    EXPECT_EQ(persons(), 3);
}

TEST_P(Lists, TellNothingOfPeopleElsewhereButThatTheyAreThere) {
    (void)add({.org = code(xinhe), .name = "秦雪梅", .phone = "13800001111"});
    auto const id = upload("姓名,电话\n李四,13800001111\n");
    auto const preview = imports.preview(at(head, "449901"), id, wish({{0, "name"}, {1, "phone"}}));
    ASSERT_EQ(preview.doubles.size(), 1U);
    EXPECT_FALSE(preview.doubles[0].person);
    EXPECT_TRUE(preview.doubles[0].by_phone);
}

TEST_P(Lists, CanBeTakenOutAsLongAsNothingWasMadeOfThem) {
    auto const mapping = wish({{0, "name"}, {2, "phone"}});
    auto const id = upload(list);
    (void)imports.commit(system(), id, mapping);
    EXPECT_EQ(code_of([&] { (void)undo(id, {1}); }), "people.import-used") << "a record speaks of one";
    EXPECT_EQ(persons(), 3);
    EXPECT_EQ(undo(id).state, ImportState::Undone);
    EXPECT_EQ(undo(id).state, ImportState::Undone) << "again, and nothing happens";
    EXPECT_EQ(persons(), 0);
    EXPECT_EQ(counted("SELECT count(*) FROM person_blinds"), 0);
    EXPECT_EQ(code_of([&] { (void)imports.commit(system(), id, mapping); }), "people.import-undone");

    auto const again = upload(list);
    (void)imports.commit(system(), again, mapping);
    auto const one = counted("SELECT min(id) FROM persons");
    write([&](storage::Transaction& transaction) { return people.correct(transaction, system(), one, 1, {.address = "梅园路", .reason = "补登"}); });
    EXPECT_EQ(code_of([&] { (void)undo(again); }), "people.import-used") << "one was corrected";
    EXPECT_EQ(persons(), 3);

    auto const third = upload("姓名\n甲\n");
    (void)imports.commit(system(), third, wish({{0, "name"}}));
    auto const member = counted("SELECT max(id) FROM persons");
    write([&](storage::Transaction& transaction) {
        return Households{people}.create(transaction, system(), {.org = code(meiyuan), .members = {{member, "0", clock.today()}}});
    });
    EXPECT_EQ(code_of([&] { (void)undo(third); }), "people.import-used") << "one lives in a household";
}

TEST_P(Lists, OfMoreRowsThanAllowedAreRefused) {
    std::string many = "姓名,电话\n";
    for (int i = 0; i < 3'001; ++i) many += fmt::format("学员{},138{:08}\n", i, i);
    EXPECT_EQ(code_of([&] { (void)upload(many); }), "people.table-large");
}

TEST_P(Lists, ThatNeverCameInAreForgotten) {
    auto const id = upload(list);
    clock.set(clock.now() + Moment{8} * 24 * 3600 * 1000);
    (void)upload(list);
    EXPECT_EQ(imports.find(system(), id).state, ImportState::Expired);
    EXPECT_EQ(code_of([&] { (void)imports.columns(system(), id); }), "people.import-expired");
}

INSTANTIATE_TEST_SUITE_P(Every, Lists, testing::ValuesIn(backends()), backend_name);

// --- The files

std::string workbook() {
    reports::Workbook book{"名单", "王芳", Day::of(2015, 3, 8).value()};
    book.open_sheet("名单", "妇女名单", {{.title = "姓名"}, {.title = "出生日期", .type = reports::CellType::Date}, {.title = "人数", .type = reports::CellType::Integer}});
    book.add_row({std::string{"王芳"}, Day::of(1985, 5, 6).value(), std::int64_t{3}});
    book.add_row({std::string{"=1+1"}, std::monostate{}, std::int64_t{13'800'001'111}});
    return std::move(book).bytes();
}

std::string zipped(std::vector<reports::Part> const& parts) { return reports::zip(parts, Day::of(2015, 3, 8).value()); }

// The smallest workbook that can be read, with that sheet.
std::vector<reports::Part> book_of(std::string const& sheet) {
    return {{"xl/workbook.xml", R"(<workbook xmlns:r="x"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>)"},
            {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>)"},
            {"xl/worksheets/sheet1.xml", sheet}};
}

std::string refusal(std::string_view bytes) {
    try {
        (void)read_table(bytes, 1'000);
    } catch (Error const& failure) {
        return failure.code() + ": " + failure.text().zh;
    }
    return "";
}

TEST(Tables, AreReadFromWorkbooks) {
    auto const table = read_table(workbook(), 100);
    EXPECT_EQ(table.heads, (Names{"姓名", "出生日期", "人数"}));
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].cells, (Names{"王芳", "1985-05-06", "3"}));
    EXPECT_EQ(table.rows[1].cells, (Names{"=1+1", "", "13800001111"})) << "a text that looks like a formula is a text";
}

TEST(Tables, PassFormulasOver) {
    auto const table = read_table(zipped(book_of("<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>姓名</t></is></c><c t=\"inlineStr\"><is><t>电话</t></is></c></row>"
                                                 "<row r=\"4\"><c r=\"A4\" t=\"str\"><f>HYPERLINK(\"x\")</f><v>王芳</v></c><c r=\"B4\"><v>1.3800001111E10</v></c></row>"
                                                 "</sheetData></worksheet>")),
                                  100);
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.rows[0].number, 4);
    EXPECT_EQ(table.rows[0].cells, (Names{"王芳", "13800001111"}));
}

TEST(Tables, OfHostileFilesAreRefused) {
    EXPECT_TRUE(refusal(zipped(book_of("<!DOCTYPE x [<!ENTITY e \"boom\">]><worksheet><sheetData/></worksheet>"))).contains("文档类型声明"));
    EXPECT_TRUE(refusal(zipped(book_of(std::string(8U << 20U, ' ')))).starts_with("people.table-large: 文件太大：压缩比异常")) << "a zip bomb";
    std::vector<reports::Part> many = book_of("<worksheet/>");
    for (int i = 0; i < 2'001; ++i) many.push_back({"a" + std::to_string(i), ""});
    EXPECT_TRUE(refusal(zipped(many)).contains("文件太多"));
    EXPECT_TRUE(refusal(workbook().substr(0, 2'000)).starts_with("people.table: "));
    EXPECT_TRUE(refusal("PK\x03\x04 rubbish").starts_with("people.table: "));
    EXPECT_TRUE(refusal(zipped({{"word/document.xml", "<x/>"}})).contains("不是 .xlsx"));
    EXPECT_TRUE(refusal("\xd0\xcf\x11\xe0old").contains(".xls"));
    EXPECT_TRUE(refusal("").contains("没有内容"));
    EXPECT_TRUE(refusal("姓名,电话\n\"王芳,1\n").contains("引号"));
}

TEST(Tables, AreReadFromCsvInTheUsualEncodings) {
    EXPECT_EQ(read_table("\xef\xbb\xbf姓名;电话\n王芳;1\n", 9).rows.at(0).cells, (Names{"王芳", "1"}));
    EXPECT_EQ(read_table("姓名\t电话\r\n\r\n王芳\t1\r\n", 9).rows.at(0).number, 3);
    // 姓名,电话 / 王芳,1 in GB18030.
    auto const table = read_table("\xd0\xd5\xc3\xfb,\xb5\xe7\xbb\xb0\n\xcd\xf5\xb7\xbc,1\n", 9);
    EXPECT_EQ(table.heads, (Names{"姓名", "电话"}));
    EXPECT_EQ(table.rows.at(0).cells, (Names{"王芳", "1"}));
    EXPECT_TRUE(refusal("a,b\n\xff\xff,1\n").contains("GB18030"));
}

}  // namespace
}  // namespace niangjia::people
