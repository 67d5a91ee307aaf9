// The ledgers (台账) as xlsx files.
#include "support/office.h"
#include "unit/reports/office_file.h"

namespace niangjia::reports {
namespace {

using namespace testing_support;
using Row = std::vector<std::string>;

class Ledgers : public OnEveryDatabaseWithOffice {
  protected:
    std::string records_ledger_of(identity::Context const& context, std::string_view type,
                                  std::string_view place, Period period = Period::of_year(2015)) {
        return read([&](storage::Reader const& reader) {
            return records_ledger(reader, context, records, *library.record_type(type), code(place), period);
        });
    }
    static Row row(pugi::xml_document const& sheet, int number, int columns) {
        Row cells;
        for (int i = 0; i < columns; ++i) {
            cells.push_back(
                shown(sheet, std::string(1, static_cast<char>('A' + i)) + std::to_string(number)));
        }
        return cells;
    }
};

TEST_P(Ledgers, HoldARowForEachRecord) {
    auto const id = paid(person("学员甲"), 800'50,
                         {{"school", "第一小学"},
                          {"hardship", "widowed"},
                          {"urgent", true},
                          {"donor", std::string{xishan}},
                          {"rice", 2.5},
                          {"until", "2015-05-01"},
                          {"story", "一人抚养"}});
    on("2015-04-01");
    act(village_head(), proposed(person("学员乙"), {{"year", 2014}}), "cancel", {}, "重复登记");
    OfficeFile const file{records_ledger_of(keeper(), "care.grant", dongcheng)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(shown(*sheet, "A1"), "东城区妇女联合会助学金台账（2015年）");
    EXPECT_EQ(row(*sheet, 2, 17),
              (Row{"编号", "组织", "登记日期", "姓名", "年度", "困难类型", "家庭情况", "学校", "金额", "大米",
                   "是否紧急", "发放日期", "捐助区县", "联系人", "状态", "期限", "办结日期"}));
    EXPECT_EQ(row(*sheet, 3, 17), (Row{"449901-00000002", "梅园社区", "42095", "学员乙", "2014", "疾病", "",
                                       "", "", "", "", "", "", "", "已作废", "", "42095"}));
    EXPECT_EQ(row(*sheet, 4, 17),
              (Row{records::number_text(id), "梅园社区", "42072", "学员甲", "2015", "丧偶", "一人抚养",
                   "第一小学", "800.5", "2.5", "是", "42125", "西山县", "", "已发放", "42264", ""}));
    EXPECT_EQ(row(*sheet, 5, 1), Row{""});
}

TEST_P(Ledgers, MaskWhatTheCallerMayNotSee) {
    paid(person("学员甲"), 800'00, {{"school", "第一小学"}, {"hardship", "illness"}, {"story", "父亲生病"}});
    OfficeFile const file{records_ledger_of(as("auditor", dongcheng), "care.grant", dongcheng)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*sheet, 3, 9),
              (Row{"449901-00000001", "梅园社区", "42072", "学**", "2015", "***", "***", "第一小学", "800"}));
    EXPECT_FALSE(file.text("xl/worksheets/sheet1.xml").contains("学员甲"));
    EXPECT_FALSE(file.text("xl/worksheets/sheet1.xml").contains("生病"));
}

TEST_P(Ledgers, HoldWhatWasOpenedThereInThePeriod) {
    auto const open = [&](std::string_view text, std::string_view place) {
        auto wanted = complaint("来访", place);
        wanted.day = day(text);
        return records::number_text(create(system(), wanted));
    };
    open("2014-12-31", meiyuan);
    auto const first = open("2015-01-01", meiyuan);
    auto const last = open("2015-03-09", daqiao);
    open("2015-02-01", xinhe);
    OfficeFile const file{records_ledger_of(keeper(), "care.complaint", dongcheng)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*sheet, 3, 1), Row{last});
    EXPECT_EQ(row(*sheet, 4, 1), Row{first});
    EXPECT_EQ(row(*sheet, 5, 1), Row{""});
}

TEST_P(Ledgers, GoOnBeyondOnePageOfTheList) {
    write([&](storage::Transaction& transaction) {
        for (int i = 0; i < 1'003; ++i) records.create(transaction, system(), complaint("来访"));
    });
    OfficeFile const file{records_ledger_of(keeper(), "care.complaint", dongcheng)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*sheet, 3, 1), Row{"449901-00001003"});
    EXPECT_EQ(row(*sheet, 1'005, 1), Row{"449901-00000001"});
    EXPECT_EQ(row(*sheet, 1'006, 1), Row{""});
}

TEST_P(Ledgers, AreForWhoMayTakeThem) {
    EXPECT_EQ(code_of([&] { records_ledger_of(village_head(), "care.grant", meiyuan); }),
              "identity.not-permitted");
    EXPECT_EQ(code_of([&] { records_ledger_of(keeper(), "care.grant", xishan); }), "org.unknown");
    EXPECT_EQ(code_of([&] { records_ledger_of(system(), "care.grant", "449903"); }), "org.unknown");
    EXPECT_EQ(code_of([&] {
                  read([&](storage::Reader const& reader) {
                      (void)figures_ledger(reader, village_head(), library, figures, code(meiyuan),
                                           Period::of_year(2015));
                  });
              }),
              "identity.not-permitted");
}

TEST_P(Ledgers, OfFiguresSayWhatTheyCount) {
    paid(person("学员甲"), 5'000'00, {{"urgent", true}});
    OfficeFile const file{read([&](storage::Reader const& reader) {
        return figures_ledger(reader, keeper(), library, figures, code(dongcheng), Period::of_year(2015));
    })};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(shown(*sheet, "A1"), "东城区妇女联合会数据台账（2015年）");
    EXPECT_EQ(row(*sheet, 2, 6), (Row{"项目", "指标", "数值", "单位", "成文写法", "口径"}));
    EXPECT_EQ(row(*sheet, 3, 6),
              (Row{"关爱帮扶", "发放助学金", "5000", "元", "5000元", "助学金的金额，“发放”时计一次"}));
    auto const all = library.figures();
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(row(*sheet, static_cast<int>(i) + 3, 2)[1], all[i]->title.zh);
    }
    auto const share = std::find(all.begin(), all.end(), library.figure("care.share")) - all.begin();
    EXPECT_EQ(row(*sheet, static_cast<int>(share) + 3, 5), (Row{"关爱帮扶", "紧急率", "", "%", "—"}))
        << "nothing was visited";
}

TEST_P(Ledgers, WhoTookOneStandsInTheJournal) {
    note_export(db(), keeper(), code(dongcheng), "ledger:care.grant");
    auto const deed = journal().front();
    EXPECT_EQ(deed.action, "reports.export");
    EXPECT_EQ(deed.target, "ledger:care.grant");
    EXPECT_EQ(deed.account, 3);
    EXPECT_EQ(deed.org, code(dongcheng).value());
}

INSTANTIATE_TEST_SUITE_P(Every, Ledgers, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::reports
