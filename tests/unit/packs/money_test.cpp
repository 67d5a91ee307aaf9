// What packs say of money: postings, records in fields, ceilings, clashes, notices; read rightly, and each mistake where it stands.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/money.h"

namespace niangjia::packs {
namespace {

using namespace testing_support;

Library const& money_library() {
    static auto const library = [] {
        auto loaded = MoneyFolder{}.load();
        if (loaded.library == nullptr) throw std::runtime_error{std::to_string(loaded.problems.at(0).line) + " " + loaded.problems.at(0).text.en};
        return loaded.library;
    }();
    return *library;
}

RecordType const& type(std::string_view name) { return *money_library().record_type(name); }

Action const& step(RecordType const& of, std::string_view state, std::string_view name) {
    auto const& actions = of.workflow.state(state).actions;
    return *std::ranges::find(actions, name, &Action::name);
}

Posting const& posting(std::string_view of, std::string_view state, std::string_view name) { return step(type(of), state, name).posts.front(); }

TEST(Postings, SayWhatAStepDoesInTheBooks) {
    auto const& gift = type("money.gift").workflow.create.posts;
    ASSERT_EQ(gift.size(), 1U);
    EXPECT_EQ(gift[0].deed, Deed::Receive);
    EXPECT_EQ(gift[0].amount, "amount");
    EXPECT_EQ(gift[0].fund, "fund");
    EXPECT_EQ(gift[0].as, "gift");
    EXPECT_EQ(gift[0].source, "from");
    EXPECT_EQ(gift[0].purpose, "for");
    EXPECT_EQ(gift[0].person, "pupil");
    EXPECT_EQ(gift[0].until, "until");
    EXPECT_TRUE(gift[0].receipt);

    auto const& fund = type("money.fund").workflow.create.posts.front();
    EXPECT_EQ(fund.deed, Deed::Open);
    EXPECT_EQ(fund.as, "money");
    EXPECT_EQ(fund.purpose, "for");
    EXPECT_EQ(fund.until, "until");
    EXPECT_EQ(posting("money.fund", "open", "allow").amount, "also");
    EXPECT_EQ(posting("money.fund", "open", "plan").year, "year");
    EXPECT_EQ(posting("money.fund", "open", "plan").fund, posting_self);
    EXPECT_EQ(posting("money.fund", "open", "plan").purpose, "also");
    EXPECT_EQ(posting("money.fund", "open", "through").deed, Deed::CloseThrough);
    EXPECT_EQ(posting("money.fund", "open", "through").amount, "through");
    EXPECT_EQ(posting("money.fund", "open", "close").fund, posting_self);

    auto const& lot = type("money.lot").workflow.create.posts.front();
    EXPECT_EQ(lot.deed, Deed::TakeIn);
    EXPECT_EQ(lot.amount, "pieces");
    EXPECT_EQ(lot.unit, "value");
    EXPECT_TRUE(lot.receipt);
    EXPECT_EQ(posting("money.lot", "in-store", "count").deed, Deed::Stocktake);
    EXPECT_EQ(posting("money.lot", "in-store", "undo").reverses, (std::vector<std::string>{"count", "create"}));

    auto const& moved = type("money.transfer").workflow.create.posts.front();
    EXPECT_EQ(moved.deed, Deed::Move);
    EXPECT_EQ(moved.fund, "out");
    EXPECT_EQ(moved.to, "in");

    EXPECT_EQ(posting("money.grant", "decided", "pay").deed, Deed::Pay);
    EXPECT_EQ(posting("money.grant", "decided", "send").deed, Deed::Reserve);
    EXPECT_EQ(posting("money.grant", "paying", "arrive").deed, Deed::Settle);
    EXPECT_EQ(posting("money.grant", "paying", "bounce").reverses, std::vector<std::string>{"send"});
    EXPECT_EQ(posting("money.grant", "paid", "give").lot, "lot");

    EXPECT_EQ(type("money.loan").workflow.create.posts.front().deed, Deed::Lend);
    EXPECT_EQ(type("money.loan").workflow.create.posts.front().fund, "book");
    EXPECT_EQ(posting("money.loan", "lent", "repay").deed, Deed::Repay);
    EXPECT_EQ(posting("money.loan", "lent", "call").deed, Deed::Guarantee);
    EXPECT_EQ(posting("money.loan", "lent", "recover").deed, Deed::Recover);
    auto const& several = step(type("money.loan"), "lent", "give-up").posts;
    ASSERT_EQ(several.size(), 2U) << "a step may post several things";
    EXPECT_EQ(several[0].deed, Deed::FallDue);
    EXPECT_EQ(several[1].deed, Deed::WriteOff);
    EXPECT_EQ(several[1].fund, "fund");
}

TEST(Postings, AreNamedAsPacksWriteThem) {
    EXPECT_EQ(name_of(Deed::Open), "open");
    EXPECT_EQ(name_of(Deed::TakeIn), "take-in");
    EXPECT_EQ(name_of(Deed::FallDue), "fall-due");
    EXPECT_EQ(name_of(Deed::CloseThrough), "close-through");
    EXPECT_EQ(name_of(Deed::Reverse), "reverse");
}

TEST(Postings, OfASharedWorkflowTakeTheirWordsFromTheType) {
    auto const& help = type("money.help").workflow;
    EXPECT_EQ(help.create.posts.front().amount, "worth");
    EXPECT_EQ(help.create.posts.front().fund, "fund");
    EXPECT_EQ(help.state("paid").actions.front().posts.front().reverses, std::vector<std::string>{"create"});
}

TEST(Postings, TellWhatATypeDoes) {
    EXPECT_TRUE(type("money.fund").posts(Deed::Open));
    EXPECT_FALSE(type("money.fund").posts(Deed::Pay));
    EXPECT_TRUE(type("money.grant").posts(Deed::Settle));
    EXPECT_TRUE(type("money.grant").posts());
    EXPECT_FALSE(type("money.finding").posts());
    EXPECT_FALSE(type("care.grant").posts());
}

TEST(RecordFields, KnowTheTypeTheyName) {
    EXPECT_EQ(type("money.grant").field("fund")->type, FieldType::Record);
    EXPECT_EQ(name_of(FieldType::Record), "record");
    EXPECT_EQ(type("money.grant").field("fund")->record, &type("money.fund")) << "by its full name";
    EXPECT_EQ(type("money.grant").field("lot")->record, &type("money.lot")) << "by its key in the same programme";
    EXPECT_EQ(type("money.grant").field("amount")->record, nullptr);
}

TEST(Programmes, AreAListOfChoices) {
    auto const& choices = *money_library().choices(programme_choices);
    ASSERT_EQ(choices.choices.size(), 3U);
    EXPECT_EQ(choices.find("care")->title.zh, "关爱帮扶");
    EXPECT_EQ(choices.find("money")->title.en, "Money");
    EXPECT_NE(choices.find("training"), nullptr) << "also those that are read later";
    EXPECT_EQ(type("money.gift").field("for")->choices, &choices);
}

TEST(Hands, StepsMayWantOthersAndPapers) {
    auto const& confirm = step(type("money.grant"), "shown", "confirm");
    EXPECT_EQ(confirm.unlike, std::vector<std::string>{"create"});
    EXPECT_TRUE(confirm.papers);
    auto const& pay = step(type("money.grant"), "decided", "pay");
    EXPECT_EQ(pay.unlike, (std::vector<std::string>{"create", "confirm"}));
    EXPECT_FALSE(pay.papers);
}

TEST(Notices, StandInTheStateThatSaysSo) {
    auto const& workflow = type("money.grant").workflow;
    EXPECT_TRUE(workflow.state("shown").noticed);
    EXPECT_EQ(workflow.state("shown").notice, (std::vector<std::string>{"amount", "school"}));
    EXPECT_FALSE(workflow.state("decided").noticed);
}

TEST(Ceilings, AreReadWithTheirAmounts) {
    auto const& ceilings = type("money.grant").ceilings;
    ASSERT_EQ(ceilings.size(), 2U);
    EXPECT_EQ(ceilings[0].at, std::nullopt);
    EXPECT_EQ(ceilings[0].year, "year");
    EXPECT_EQ(ceilings[0].sum, "amount");
    EXPECT_EQ(ceilings[0].at_most, 5000'00);
    EXPECT_EQ(ceilings[1].at, org::Level::Township);
    EXPECT_EQ(ceilings[1].sum, "");
    EXPECT_EQ(ceilings[1].at_most, 20);
}

TEST(Ceilings, OfWhatIsSealedLookAtFieldsInTheClear) {
    MoneyFolder folder;
    folder.spoil(std::string{money_file}, "    clash: {with: [care.grant, help, elsewhere.aid], blocks: true}\n", "    sealed: {team: [keeper]}\n");
    auto const loaded = folder.load();
    ASSERT_NE(loaded.library, nullptr) << loaded.problems.front().text.en;
    EXPECT_TRUE(loaded.library->record_type("money.grant")->stays_clear("year"));
    EXPECT_TRUE(loaded.library->record_type("money.grant")->stays_clear("amount"));
    EXPECT_FALSE(loaded.library->record_type("money.grant")->stays_clear("school"));
}

TEST(Clashes, NameTypesOfOtherProgrammes) {
    auto const& clash = type("money.grant").clash;
    ASSERT_TRUE(clash);
    EXPECT_TRUE(clash->blocks);
    EXPECT_EQ(clash->with, (std::vector<RecordType const*>{&type("care.grant"), &type("money.help")})) << "what no programme here has is passed over";
    ASSERT_TRUE(type("money.help").clash);
    EXPECT_TRUE(type("money.help").clash->names.empty()) << "any aid";
    EXPECT_FALSE(type("money.help").clash->blocks);
    EXPECT_FALSE(type("money.loan").clash);
}

TEST(PostedFigures, AreMoneyAndSayWhatTheyCount) {
    auto const& paid = *money_library().figure("money.paid");
    EXPECT_TRUE(paid.money);
    EXPECT_EQ(paid.scale, 100);
    EXPECT_EQ(paid.sources.front().taking, Taking::Posted);
    EXPECT_TRUE(paid.sources.front().entering);
    EXPECT_EQ(paid.definition.zh, "救助金的记账金额，“已发放”时计一次");
    EXPECT_EQ(money_library().figure("money.repaid")->definition.en, "Posted of Loan, each time: Repay");
}

TEST(Findings, AreAKindOfTheirOwn) { EXPECT_EQ(type("money.finding").kind, audit_kind); }

// One thing made wrong in the programme, with ▲ where the complaint points.
struct Mistake {
    std::string_view name;
    std::string_view was;
    std::string_view now;
    std::string_view zh;
    std::string_view en;
    std::string_view file = money_file;
    bool leads_to_more = false;  // what rests on the mistake is complained of as well
};

void PrintTo(Mistake const& mistake, std::ostream* out) { *out << mistake.name; }

constexpr Mistake mistakes[]{
    // Fields that hold a record, and programmes as choices.
    {"RecordOfNoType", "lot:     {type: record, of: lot, ", "lot:     ▲{type: record, ", "缺少“of”：选哪类记录？", "'of' is missing: records of which type?"},
    {"RecordOfUnknownType", "book:   {type: record, of: book,", "book:   {type: record, of: ▲bok,", "没有记录类型“bok”，是否想写“book”？",
     "There is no record type 'bok'; did you mean 'book'?"},
    {"RecordOfUnknownFullName", "fund:   {type: record, of: money.fund, name: {zh: 资金, en: Fund}, required: true}\n      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}\n      from",
     "fund:   {type: record, of: ▲nowhere.treasury, name: {zh: 资金, en: Fund}, required: true}\n      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}\n      from",
     "没有记录类型“nowhere.treasury”", "There is no record type 'nowhere.treasury'"},
    {"ChoicesThatAreBuiltIn", "choices:\n", "choices:\n  ▲programme: {a: {zh: 甲, en: A}}\n", "选项表“programme”已有定义", "The choices 'programme' are defined already", "common/choices.yaml"},

    // Postings.
    {"NothingPosted", "posts: {fall-due: part}}\n", "posts: ▲{}}\n", "posts 是空的，先写记什么账，如 {pay: amount, from: fund}",
     "posts is empty: say first what is posted, as in {pay: amount, from: fund}"},
    {"PostsNoMapping", "posts: {recover: part, into: fund}", "posts: ▲recover", "这里应当是“键: 值”的表", "A mapping of keys to values is expected here"},
    {"UnknownDeed", "posts: {recover: part, into: fund}", "posts: {▲recove: part, into: fund}", "posts 的第一个词说明记什么账，没有“recove”，是否想写“recover”？",
     "The first word of posts says what is posted; there is no 'recove'; did you mean 'recover'?"},
    {"DeedNotFirst", "posts: {recover: part, into: fund}", "posts: {▲into: fund, recover: part}",
     "posts 的第一个词说明记什么账，没有“into”，可用的有：open、allow、receive、pay、reserve、settle、take-in、hand-out、stocktake、move、lend、repay、fall-due、guarantee、"
     "recover、write-off、plan、close-through、close、reverse",
     "The first word of posts says what is posted; there is no 'into'; known: open, allow, receive, pay, reserve, settle, take-in, hand-out, stocktake, move, lend, repay, "
     "fall-due, guarantee, recover, write-off, plan, close-through, close, reverse"},
    {"WordOfAnotherDeed", "posts: {pay: amount, from: fund}", "posts: {pay: amount, from: fund, ▲receipt: true}", "不认识的键“receipt”，可用的有：pay、from、source",
     "Unknown key 'receipt'; known here: pay, from, source"},
    {"PostsFromNowhere", "posts: {pay: amount, from: fund}", "posts: ▲{pay: amount}", "缺少“from”", "'from' is missing"},
    {"PostsAnUnknownField", "posts: {pay: amount, from: fund}", "posts: {pay: ▲amuont, from: fund}", "“money.grant”没有字段“amuont”，是否想写“amount”？",
     "'money.grant' has no field 'amuont'; did you mean 'amount'?"},
    {"PostsNoMoney", "posts: {pay: amount, from: fund}", "posts: {pay: ▲pieces, from: fund}", "“pieces”应是金额字段（money）", "'pieces' should be a money field"},
    {"PostsTheSubject", "posts: {pay: amount, from: fund}", "posts: {pay: ▲subject, from: fund}", "“subject”应是金额字段（money）", "'subject' should be a money field"},
    {"PaysFromNoRecord", "posts: {pay: amount, from: fund}", "posts: {pay: amount, from: ▲school}", "“school”应是选资金的字段（type: record），或 self",
     "'school' should be a field of type record that names a fund, or self"},
    {"PaysFromALot", "required: true}\n      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}\n    workflow:\n      create: {name: {zh: 调拨, en: Move}, by: keeper, to: moved, posts: {move: amount, from: out, to: in}}",
     "required: true}\n      lot:    {type: record, of: lot, name: {zh: 物资, en: Lot}, required: true}\n      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}\n    workflow:\n      create: {name: {zh: 调拨, en: Move}, by: keeper, to: moved, posts: {move: amount, from: out, to: ▲lot}}",
     "“money.lot”不开立这种账：它的 create 没有 posts: {open: money}", "'money.lot' opens no such books: its create has no posts: {open: money}"},
    {"LendsInAFund", "posts: {lend: amount, in: book}", "posts: {lend: amount, in: ▲fund}", "“money.fund”不开立这种账：它的 create 没有 posts: {open: loans}",
     "'money.fund' opens no such books: its create has no posts: {open: loans}"},
    {"ClosesWhatIsNoFund", "posts: {hand-out: pieces, of: lot}", "posts: {close: ▲self}", "“money.grant”不开立这种账：它的 create 没有 posts: {open: money（loans）}",
     "'money.grant' opens no such books: its create has no posts: {open: money or loans}"},
    {"AllowsWhatIsNoFund", "posts: {open: loans}}\n      states:\n        open: {name: {zh: 使用中, en: Open}, closed: true}",
     "posts: {open: loans}}\n      states:\n        open: {name: {zh: 使用中, en: Open}, closed: true, actions: {allow: {name: {zh: 增加, en: Allow}, by: keeper, needs: [also], posts: {▲allow: also}}}}\n    fields: {also: {type: choice, of: programme, name: {zh: 也可用于, en: Also}}}",
     "“money.book”不开立这种账：它的 create 没有 posts: {open: money}", "'money.book' opens no such books: its create has no posts: {open: money}"},
    {"HandsOutOfAFund", "posts: {hand-out: pieces, of: lot}", "posts: {hand-out: pieces, of: ▲fund}", "“money.fund”不是物资批次：它的流程没有 take-in",
     "'money.fund' is no lot of goods: none of its steps posts take-in"},
    {"HandsOutOfNoRecord", "posts: {hand-out: pieces, of: lot}", "posts: {hand-out: pieces, of: ▲amount}", "“amount”应是选物资批次的字段（type: record）",
     "'amount' should be a field of type record that names a lot of goods"},
    {"OpensLater", "posts: {close: self}", "posts: {▲open: money}", "open 只写在 create 里：资金随记录开立", "open goes with create alone: a fund opens with its record"},
    {"OpensWhat", "posts: {open: loans}", "posts: {open: ▲gold}", "这里可写：money、loans", "One of these belongs here: money, loans", money_file, true},
    {"ReceivesAsWhat", "as: gift,", "as: ▲loot,", "这里可写：gift、allocation、dues、interest、proceeds", "One of these belongs here: gift, allocation, dues, interest, proceeds"},
    {"PurposeOfAnotherList", "source: from, for: for,", "source: from, for: ▲from,", "“from”应是选项目的字段（type: choice，of: programme）",
     "'from' should be a choice of programmes (type: choice, of: programme)"},
    {"SourceOfNoChoice", "source: from, for: for,", "source: ▲amount, for: for,", "“amount”应是选项字段（choice）", "'amount' should be a choice field"},
    {"PersonOfNoPerson", "person: pupil,", "person: ▲amount,", "“amount”应是人员字段（person），或 subject", "'amount' should be a person field, or subject"},
    {"NoSubjectToReserveFor", "unit: value, into: fund, receipt", "unit: value, into: fund, person: ▲subject, receipt", "“money.lot”没有人员对象（subject: person）",
     "'money.lot' has no person as its subject (subject: person)"},
    {"UntilNoDate", "until: until, receipt", "until: ▲for, receipt", "“for”应是日期字段（date）", "'for' should be a date field"},
    {"YearOfNoYear", "plan: planned, year: year", "plan: planned, year: ▲until", "“until”应是年份字段（year）", "'until' should be a field of type year"},
    {"PiecesOfNoCount", "take-in: pieces", "take-in: ▲value", "“value”应是数量字段（count）", "'value' should be a field of type count"},
    {"SettlesWhatWasNotSent", "posts: {repay: part}", "posts: {▲settle: part}", "有 settle 的流程要先有 reserve 的一步", "A workflow with settle needs a step with reserve"},
    {"RepaysWhatWasNotLent", "posts: {hand-out: pieces, of: lot}", "posts: {▲repay: amount}", "有 repay 的流程要先有 lend 的一步", "A workflow with repay needs a step with lend"},
    {"ReversesAnUnknownStep", "posts: {reverse: send}", "posts: {reverse: ▲sent}", "流程里没有步骤“sent”，是否想写“send”？", "The workflow has no action 'sent'; did you mean 'send'?"},
    {"ReversesWhatPostsNothing", "posts: {reverse: send}", "posts: {reverse: ▲confirm}", "“confirm”没有记账，没有可冲销的", "'confirm' posts nothing that could be reversed"},
    {"ReversesAStepOfASharedWorkflow", "posts: {reverse: create}", "posts: {reverse: ▲nothing}", "流程里没有步骤“nothing”", "The workflow has no action 'nothing'", "common/workflows.yaml"},

    // Hands, papers, notices.
    {"UnlikeAnUnknownStep", "unlike: [create, confirm]", "unlike: [create, ▲confrim]", "流程里没有步骤“confrim”，是否想写“confirm”？",
     "The workflow has no action 'confrim'; did you mean 'confirm'?"},
    {"PapersOfWhatKind", "papers: required", "papers: ▲some", "papers 只能写 required", "papers is required, or left out"},
    {"PapersBeforeThereIsARecord", "to: shown, needs: [amount]}", "to: shown, needs: [amount], papers: ▲required}", "登记以后才能附材料，papers 写在下一步",
     "Papers are attached to what is there: papers goes with a later step"},
    {"ThroughWhat", "papers: required", "papers: required, through: ▲bank", "through 只能写 batch", "Only 'batch' may stand under through"},
    {"CreatedThroughABatch", "to: shown, needs: [amount]}", "to: shown, needs: [amount], through: ▲batch}", "登记是人办的，through 写在后面的步骤",
     "A record is created by somebody: through goes with a later step"},
    {"OpenToThoseBelowByWhat", "posts: {open: money, for: for, until: until}", "posts: {open: money, for: for, until: until, below: ▲year}", "“year”应是是否字段（yes-no）",
     "'year' should be a yes-no field"},
    {"NoticeOfASensitiveField", "shows: [amount, school]", "shows: [amount, ▲story]", "“story”涉及个人信息（seen-by、whereabouts 或人员字段），不能公示",
     "'story' tells of a person (seen-by, whereabouts, or a person field) and cannot be put up for everybody"},
    {"NoticeOfWhereabouts", "shows: [amount, school]", "shows: [amount, ▲home]", "“home”涉及个人信息（seen-by、whereabouts 或人员字段），不能公示",
     "'home' tells of a person (seen-by, whereabouts, or a person field) and cannot be put up for everybody"},
    {"NoticeOfAPerson", "shows: [amount, school]", "shows: [amount, ▲contact]", "“contact”涉及个人信息（seen-by、whereabouts 或人员字段），不能公示",
     "'contact' tells of a person (seen-by, whereabouts, or a person field) and cannot be put up for everybody"},
    {"NoticeOfTheSubject", "shows: [amount, school]", "shows: [amount, ▲subject]", "公示本来就有隐去部分的姓名，shows 只写字段", "A notice has the masked name anyway; shows names fields"},
    {"NoticeOfAnUnknownField", "shows: [amount, school]", "shows: [amount, ▲scholl]", "“money.grant”没有字段“scholl”，是否想写“school”？",
     "'money.grant' has no field 'scholl'; did you mean 'school'?"},
    {"NoticeOfNothing", "notice: {shows: [amount, school]}", "notice: ▲{}", "缺少“shows”", "'shows' is missing"},

    // Ceilings and clashes.
    {"CeilingOfNobody", "{per: township, at-most: 20}", "{per: ▲street, at-most: 20}", "per 写 subject，或层级：province city county township village grid unit",
     "per is subject, or a level: province city county township village grid unit"},
    {"CeilingWithoutSubject", "kind: project\n    fields:\n      out:", "kind: project\n    ceilings: {per: ▲subject, at-most: 1}\n    fields:\n      out:",
     "“money.transfer”没有对象（subject），不能按对象限额", "'money.transfer' has no subject that a ceiling could be for"},
    {"CeilingOfAnUnknownYear", "{per: subject, year: year,", "{per: subject, year: ▲school,", "year 要指向年份字段，“school”不是", "year must name a field of type year; 'school' is none"},
    {"CeilingOfNoMoney", "sum: amount, at-most: 5000元}", "sum: ▲pieces, at-most: 5000元}", "sum 要指向金额字段，“pieces”不是；按件数限制时不写 sum",
     "sum must name a money field; 'pieces' is none; leave it out to count records"},
    {"CeilingOfNoAmount", "at-most: 5000元}", "at-most: ▲5000}", "金额请写成 5000元 或 3万元", "Write an amount as 5000元 or 3万元"},
    {"CeilingOfNothing", "at-most: 20}", "at-most: ▲0}", "上限要大于零", "A ceiling is above zero"},
    {"CeilingOfNoLimit", "{per: township, at-most: 20}", "▲{per: township}", "缺少“at-most”", "'at-most' is missing"},
    {"ClashWithAnUnknownType", "[care.grant, help,", "[care.grant, ▲halp,", "没有记录类型“halp”，是否想写“help”？", "There is no record type 'halp'; did you mean 'help'?"},
    {"ClashWithNothingHere", "with: [care.grant, help, elsewhere.aid]", "with: ▲[elsewhere.aid]", "with 里的类型一个也不存在", "None of the types of with exists"},
    {"ClashOfNobody", "kind: project\n    fields:\n      out:", "kind: project\n    clash: ▲{with: any-aid}\n    fields:\n      out:", "“money.transfer”没有对象（subject），谈不上重复救助",
     "'money.transfer' has no subject who could have other aid"},

    // Figures of what was posted.
    {"PostedOfWhatPostsNothing", "{count: grant, while: [paying], unit: 件", "{sum: ▲finding.posted, when: create, unit: 元", "“finding.posted”没有记账的步骤（posts），没有记账金额",
     "'finding.posted' has no step that posts anything"},
    {"PostedOfAStepThatPostsNothing", "{sum: grant.posted, when: pay,", "{sum: grant.posted, when: ▲confirm,", "“confirm”这一步没有记下收支，没有金额可计",
     "'confirm' posts no amount that could be counted"},
    {"PostedOfWhatIsOnlySent", "{sum: grant.posted, when: pay,", "{sum: grant.posted, when: ▲send,", "“send”这一步没有记下收支，没有金额可计",
     "'send' posts no amount that could be counted"},
    {"PostedWhile", "{sum: grant.posted, when: pay,", "{sum: grant.posted, while: ▲[paid],", "记账金额（posted）只能用 when 或 each", "What was posted goes with when and each alone"},
    {"PostedInAnotherUnit", "{sum: grant.posted, when: pay, unit: 元", "{sum: grant.posted, when: pay, unit: ▲万元", "金额指标的单位写“元”，成文时自动换算为万元",
     "A money figure has the unit 元; reports turn it into 万元 themselves"},
};

class MoneyMistakes : public testing::TestWithParam<Mistake> {};

std::vector<std::string> complaints(PackFolder const& folder) {
    std::vector<std::string> found;
    for (auto const& problem : folder.load().problems) {
        found.push_back(std::filesystem::path{problem.file}.lexically_relative(folder.path()).string() + ":" + std::to_string(problem.line) + ":" +
                        std::to_string(problem.column) + " " + problem.text.zh + " / " + problem.text.en);
    }
    return found;
}

TEST_P(MoneyMistakes, AreComplainedOfWhereTheyStand) {
    auto const& mistake = GetParam();
    MoneyFolder folder;
    auto const place = folder.spoil(std::string{mistake.file}, mistake.was, mistake.now);
    auto found = complaints(folder);
    if (mistake.leads_to_more && !found.empty()) found.resize(1);
    EXPECT_EQ(found, std::vector<std::string>{std::string{mistake.file} + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + " " +
                                              std::string{mistake.zh} + " / " + std::string{mistake.en}});
}

INSTANTIATE_TEST_SUITE_P(Packs, MoneyMistakes, testing::ValuesIn(mistakes), [](auto const& one) { return std::string{one.param.name}; });

TEST(Postings, NeedTheirFieldsFilledInByTheStep) {
    MoneyFolder folder;
    auto const place = folder.spoil(std::string{money_file}, "needs: [pieces, lot], posts: {hand-out: pieces,", "needs: [lot], takes: [pieces], posts: {hand-out: ▲pieces,");
    EXPECT_EQ(complaints(folder), std::vector<std::string>{std::string{money_file} + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
                                                           " “pieces”到这一步必须已填：请写 required: true，或列入这一步的 needs / 'pieces' must be filled in by this step: make it "
                                                           "required, or list it under needs"});
    MoneyFolder other;
    other.spoil(std::string{money_file}, "papers: required, needs: [fund]", "papers: required");
    EXPECT_EQ(complaints(other).size(), 2U) << "neither pay nor send is sure of its fund any more";
}

}  // namespace
}  // namespace niangjia::packs
