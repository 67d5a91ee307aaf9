// Every complaint that the packs room makes, each at its file, line and column.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/pack_folder.h"
#include "support/rooms.h"

namespace niangjia::packs {
namespace {

using namespace testing_support;

// One thing made wrong in the tests' packs: where it stood and what stands there now, with ▲ where the
// complaint points.
struct Mistake {
    std::string_view name;
    std::string_view file;
    std::string_view was;
    std::string_view now;
    std::string_view zh;
    std::string_view en;
    bool leads_to_more = false;  // what rests on the mistake is complained of as well
};

void PrintTo(Mistake const& mistake, std::ostream* out) {
    *out << mistake.name;
}

constexpr std::string_view care = "women/care.yaml";
constexpr std::string_view training = "women/training.yaml";
constexpr std::string_view annual = "women/reports/annual.yaml";
constexpr std::string_view choices = "common/choices.yaml";
constexpr std::string_view clocks = "common/clocks.yaml";
constexpr std::string_view workflows = "common/workflows.yaml";
constexpr std::string_view persons = "common/persons.yaml";

constexpr Mistake mistakes[]{
    // What any file may get wrong.
    {"NotYaml", care, "subject: person", "subject: ▲}", "YAML 语法错误：illegal flow end",
     "Not valid YAML: illegal flow end"},
    {"MisspeltKey", care, "    once-per: [subject, year]", "    ▲onceper: [subject, year]",
     "不认识的键“onceper”，是否想写“once-per”？", "Unknown key 'onceper'; did you mean 'once-per'?"},
    {"UnknownKey", care, "    once-per: [subject, year]", "    ▲colour: red",
     "不认识的键“colour”，可用的有：name、kind、levels、subject、title、participants、fields、once-"
     "per、workflow、with、part-of、receiver、risk、sealed、ceilings、clash",
     "Unknown key 'colour'; known here: name, kind, levels, subject, title, participants, fields, once-per, "
     "workflow, "
     "with, part-of, receiver, risk, sealed, ceilings, clash"},
    {"TextCutAtAComma", care, "en: The village proposes and the county pays.}",
     "en: The village proposes, ▲the county pays.}", "不认识的键“the county pays.”，可用的有：zh、en",
     "Unknown key 'the county pays.'; known here: zh, en"},
    {"MissingKey", care, "contact:   {type: person, ", "contact:   ▲{", "缺少“type”", "'type' is missing"},
    {"OtherSideOfNobody", training, "en: Trainee}, who: person}", "en: Trainee}, who: person, opposes: ▲subject}",
     "“trainee”的对方应是人：subject（记录的对象是人员时）或另一个人员角色",
     "The other side of 'trainee' must be a person: subject, where that is one, or another role of persons"},
    {"OtherSideOfItself", training, "en: Trainee}, who: person}", "en: Trainee}, who: person, opposes: ▲trainee}",
     "“trainee”的对方应是人：subject（记录的对象是人员时）或另一个人员角色",
     "The other side of 'trainee' must be a person: subject, where that is one, or another role of persons"},
    {"UnitAsASide", training, "en: Host}, who: organisation}", "en: Host}, who: organisation, opposes: ▲trainee}",
     "opposes 只用于人员（who: person）", "opposes goes with persons (who: person)"},
    {"WhereaboutsInATitle", care,
     R"(    title: "{subject}{year}年{school}助学金"
    fields:
      year:      {type: year, name: {zh: 年度, en: Year}, required: true}
      hardship:  {type: choice, of: hardship, name: {zh: 困难类型, en: Hardship}, seen-by: personal}
      story:     {type: long-text, name: {zh: 家庭情况, en: Story}, max-length: 20, seen-by: personal}
      school:    {type: text, name: {zh: 学校, en: School}, max-length: 10})",
     R"(    title: ▲"{subject}{year}年{school}助学金"
    fields:
      year:      {type: year, name: {zh: 年度, en: Year}, required: true}
      hardship:  {type: choice, of: hardship, name: {zh: 困难类型, en: Hardship}, seen-by: personal}
      story:     {type: long-text, name: {zh: 家庭情况, en: Story}, max-length: 20, seen-by: personal}
      school:    {type: text, name: {zh: 学校, en: School}, max-length: 10, whereabouts: true})",
     "“school”说明人在哪里（whereabouts），不能写进标题",
     "'school' tells where somebody is (whereabouts) and cannot stand in the title"},
    {"MissingName", care, "name: {zh: 助学金, en: Grant}\n    kind", "▲kind",
     "缺少“name”，请写 name: {zh: 中文, en: English}",
     "'name' is missing: write name: {zh: 中文, en: English}"},
    {"NameInOneLanguage", care, "{zh: 是否紧急, en: Urgent}", "▲{zh: 是否紧急}", "缺少“en”",
     "'en' is missing"},
    {"NameIsNoPair", care,
     "about: {zh: 村里申报，街道审核，公示以后由区里发放。, en: The village proposes and the county pays.}",
     "about: ▲关爱", "这里应当写 {zh: 中文, en: English}", "Write {zh: 中文, en: English} here"},
    {"KeyTwice", care, "seed: [P001]", "seed: [P001]\n▲seed: [P002]", "“seed”写了两次，请删去一个",
     "'seed' stands here twice; remove one"},
    {"NoMapping", care, "where: {urgent: true}", "where: ▲urgent", "这里应当是“键: 值”的表",
     "A mapping of keys to values is expected here"},
    {"NoList", care, "seed: [P001]", "seed: ▲{a: P001}", "这里应当是列表 […]", "A list […] is expected here"},
    {"NoValue", care, "keeper: family", "keeper: ▲[family]", "这里应当是一个值",
     "A single value is expected here"},
    {"NoTruth", care, "required: true}\n      hardship", "required: ▲yes}\n      hardship",
     "这里只能写 true 或 false", "Only true or false may stand here"},
    {"NoWholeNumber", care, "max-length: 20", "max-length: ▲twenty", "“twenty”不是整数",
     "'twenty' is not a whole number"},

    // Programmes.
    {"UnknownDepartment", care, "keeper: family", "keeper: ▲families",
     "没有名为“families”的科室（choices.yaml 的 department）",
     "There is no department 'families' (choices.yaml: department)"},
    {"ProgrammeTwice", training, "programme: training", "▲programme: care", "项目“care”已有定义",
     "The programme 'care' is defined already", true},

    // Persons' files.
    {"UnknownListOfAPerson", persons, "marital: {zh: 婚姻状况, en: Marital status, of: marital-status",
     "marital: ▲{zh: 婚姻状况, en: Marital status, of: marriage", "没有选项表“marriage”", "There are no choices 'marriage'"},
    {"HalfAMask", persons, "identity-shown: [6, 4]", "identity-shown: ▲[6]", "这里要写两个数：[开头几位, 末尾几位]",
     "Two numbers belong here: [at the beginning, at the end]"},
    {"NoRetention", persons, "retention-years: 10\n  identity-shown", "▲identity-shown", "缺少“retention-years”",
     "'retention-years' is missing"},

    // Choices and clocks.
    {"EmptyChoices", choices, "  department:", "  ▲nothing: {}\n  department:", "列表是空的",
     "The list is empty"},
    {"UnnamedSubchoice", care, "{zh: 残疾, en: Disabled}", "▲{zh: 残疾}", "缺少“en”", "'en' is missing"},
    {"ClockWithoutLaw", clocks, "{zh: 告知, en: Tell, days: 15, kind: calendar, law: 信访工作条例, ",
     "▲{zh: 告知, en: Tell, days: 15, kind: calendar, ", "缺少“law”", "'law' is missing"},
    {"UnknownClock", care, "{clock: tell}", "{clock: ▲tel}", "没有名为“tel”的期限，是否想写“tell”？",
     "There is no clock 'tel'; did you mean 'tell'?"},
    {"NoClockLikeIt", care, "{clock: tell}", "{clock: ▲whenever}", "没有名为“whenever”的期限",
     "There is no clock 'whenever'"},

    // Record types.
    {"UnknownKind", care, "kind: aid", "kind: ▲help",
     "kind“help”不认识，可用：aid、audit、case、content、event、org、person、place、project、selection、report",
     "Unknown kind 'help'; known: aid, audit, case, content, event, org, person, place, project, selection, report"},
    {"UnknownLevel", care, "levels: [village]", "levels: [▲hamlet]", "“hamlet”不是层级",
     "'hamlet' is no level"},
    {"UnknownSubject", care, "subject: person", "subject: ▲people", "“people”应为 person 或 organisation",
     "'people' should be person or organisation", true},
    {"SubjectNotOptional", care, "subject: {person: optional}", "subject: ▲{person: required}",
     "写法是 person、organisation 或 {person: optional}", "Write person, organisation or {person: optional}"},
    {"UnknownFieldType", care, "contact:   {type: person", "contact:   {type: ▲human",
     "没有“human”这种字段，可用的有：text、long-text、count、decimal、money、date、year、choice、yes-"
     "no、organisation、person、record",
     "There is no field type 'human'; known: text, long-text, count, decimal, money, date, year, choice, "
     "yes-no, "
     "organisation, person, record"},
    {"UnknownChoices", training, "of: trade", "of: ▲trades", "没有名为“trades”的选项表，是否想写“trade”？",
     "There are no choices named 'trades'; did you mean 'trade'?", true},
    {"ChoicesLikeNone", training, "of: trade", "of: ▲occupation", "没有名为“occupation”的选项表",
     "There are no choices named 'occupation'", true},
    {"ChoiceOfNothing", training, "trade:    {type: choice, of: trade,", "trade:    ▲{type: choice,",
     "缺少“of”：用哪个选项表？", "'of' is missing: which choices?", true},
    {"NoAmount", care, "min: 100元", "min: ▲100", "金额请写成 5000元 或 3万元",
     "Write an amount as 5000元 or 3万元"},
    {"NoNumber", care, "min: 0.5", "min: ▲half", "这里应当是数字", "A number is expected here"},
    {"LevelOfAnotherField", care, "{type: text, name: {zh: 学校, en: School}, ",
     "{type: text, level: ▲county, name: {zh: 学校, en: School}, ",
     "level 只用于 organisation 字段：province city county township village grid unit",
     "level goes with organisation fields: province city county township village grid unit"},
    {"UnknownSight", care, "max-length: 20, seen-by: personal", "max-length: 20, seen-by: ▲nobody",
     "seen-by 可写 public internal personal sealed", "seen-by is public, internal, personal or sealed"},
    {"OncePerWhat", care, "once-per: [subject, year]", "once-per: [subject, ▲yaer]",
     "“care.grant”没有字段“yaer”，是否想写“year”？",
     "'care.grant' has no field 'yaer'; did you mean 'year'?"},
    {"TitleWithAnUnknownField", training, "title: \"{org}{trade}培训班\"", "title: ▲\"{org}{trde}培训班\"",
     "标题里的“trde”不是“training.class”的字段，也不是 subject 或 org",
     "'trde' in the title is no field of 'training.class', nor subject or org"},
    {"TitleWithAnOpenBrace", training, "title: \"{org}{trade}培训班\"", "title: ▲\"{org}{trade培训班\"",
     "“{”没有配对的“}”", "A { without its }"},

    // Workflows.
    {"UnknownWorkflow", training, "workflow: course", "workflow: ▲corse",
     "没有名为“corse”的共享流程，可用的有：course", "There is no shared workflow 'corse'; known: course"},
    {"WorkflowWantsAWord", training, "workflow: course\n    with: {by: [keeper, township-chair]}\n",
     "workflow: ▲course\n", "共享流程“course”需要“by”，请在 with: 中给出 by",
     "The shared workflow 'course' needs 'by': give by under with:"},
    {"WorkflowHasNoUseForAWord", training, "with: {by: [keeper, township-chair]}",
     "with: {by: [keeper, township-chair], ▲finshing: [attended]}",
     "共享流程“course”用不到“finshing”，它用的有：by、finishing",
     "The shared workflow 'course' does not use 'finshing'; it uses: by, finishing"},
    {"WordsForNoSharedWorkflow", care, "    once-per: [subject, year]\n",
     "    once-per: [subject, year]\n    with: ▲{by: keeper}\n", "with: 只用于共享流程",
     "with: goes with a shared workflow"},
    {"UnknownRole", care, "by: village-head, to: closed", "by: ▲mayor, to: closed",
     "没有名为“mayor”的角色，可用的有：grid-leader、village-head、township-"
     "chair、keeper、head、clerk、office、admin、auditor、partner",
     "There is no role 'mayor'; known: grid-leader, village-head, township-chair, keeper, head, clerk, "
     "office, admin, auditor, partner"},
    {"UnknownLevelOfARole", care, "by: [village-head, keeper at county]",
     "by: [village-head, ▲keeper at region]",
     "“region”不是层级：可用 province city county township village grid unit",
     "'region' is no level: use province city county township village grid unit"},
    {"NobodyMay", care, "close:  {name: {zh: 办结, en: Close}, by: village-head, to: closed}",
     "close:  ▲{name: {zh: 办结, en: Close}, to: closed}", "缺少“by”：谁可以办理这一步？",
     "'by' is missing: who may take this step?"},
    {"NeedsAnUnknownField", care, "needs: [amount]", "needs: ▲[amuont]",
     "“care.grant”没有字段“amuont”，是否想写“amount”？",
     "'care.grant' has no field 'amuont'; did you mean 'amount'?"},
    {"TakesAnUnknownField", care, "takes: [until]", "takes: ▲[zzzzz]", "“care.grant”没有字段“zzzzz”",
     "'care.grant' has no field 'zzzzz'"},
    {"AddsUnknownParticipants", workflows, "adds: [trainee, host]", "adds: ▲[trainee, guest]",
     "“training.class”没有参与者“guest”", "'training.class' has no participants 'guest'"},
    {"NoteOfWhatKind", care, "to: refused, note: required", "to: refused, note: ▲must",
     "note 只能写 required 或 optional", "note is required or optional"},
    {"AfterWhat", care, "after: due", "after: ▲week", "这里只能写 due", "Only 'due' may stand here"},
    {"WithinWhat", care, "within: due", "within: ▲week", "这里只能写 due", "Only 'due' may stand here"},
    {"CreationLeadsNowhere", workflows, "create: {name: {zh: 计划, en: Plan}, by: $by, to: planned}",
     "create: ▲{name: {zh: 计划, en: Plan}, by: $by}", "create 要写明进入哪个状态（to:）",
     "create must say which state it leads to (to:)"},
    {"DueOfNoLength", care, "due: {months: 6}", "due: ▲{}",
     "期限没有长度：请写 days、working-days、months、clock 或 until",
     "The due day has no length: give days, working-days, months, clock or until"},
    {"DueUntilNoDate", workflows, "due: {until: day}", "due: {until: ▲trade}",
     "until 要指向一个日期字段，“trade”不是", "until must name a date field; 'trade' is none"},
    {"ExtendedUntilNoDate", care, "extend: {days: 10}", "extend: {until: ▲story}",
     "until 要指向一个日期字段，“story”不是", "until must name a date field; 'story' is none"},
    {"LeadsToNoState", care, "to: closed}", "to: ▲nowhere}", "“close”要进入的状态“nowhere”没有定义",
     "'close' leads to 'nowhere', which is no state here"},
    {"CreationLeadsToNoState", care, "keeper at county], to: proposed,", "keeper at county], to: ▲begun,",
     "“create”要进入的状态“begun”没有定义", "'create' leads to 'begun', which is no state here"},
    {"StateIsNeverEntered", care, "refused:   {name",
     "forgotten: ▲{name: {zh: 遗忘, en: Forgotten}, closed: true}\n        refused:   {name",
     "状态“forgotten”没有任何一步可以进入", "No action leads to the state 'forgotten'"},
    {"StateHasNoWayOut", care, "closed:    {name: {zh: 已办结, en: Closed}, closed: true}",
     "closed:    ▲{name: {zh: 已办结, en: Closed}}", "从状态“closed”走不到任何已办结（closed: true）的状态",
     "From the state 'closed' no closed state can be reached"},

    // Figures.
    {"FigureIsNoMapping", care,
     "all:       {total: [visits, urgent], unit: 件, name: {zh: 回访和紧急发放, en: Visits and urgent "
     "payments}}",
     "all: ▲[visits, urgent]", "指标应写成 {count: …, when: …, unit: …, name: …}",
     "Write a figure as {count: …, when: …, unit: …, name: …}"},
    {"FigureOfNoKind", care, "visits:    {count: grant, each: visit, ", "▲visits:    {each: visit, ",
     "指标要写明算法：count、sum、people、organisations、ratio、total、missing 之一",
     "A figure is one of count, sum, people, organisations, ratio, total, missing"},
    {"UnknownFigure", care, "[visits, urgent]", "[▲vists, urgent]", "没有指标“vists”，是否想写“visits”？",
     "There is no figure 'vists'; did you mean 'visits'?"},
    {"UnknownRecordType", care, "count: grant, each", "count: ▲grants, each",
     "没有记录类型“grants”，本项目有：grant、complaint",
     "There is no record type 'grants'; this programme has: grant, complaint"},
    {"NotToBeCounted", care, "count: grant, each", "count: ▲grant.amount, each",
     "“grant.amount”不能计数：请写记录类型，或记录类型.参与者",
     "'grant.amount' cannot be counted: write a record type, or type.participants"},
    {"NotToBeSummed", care, "sum: grant.rice", "sum: ▲grant.school",
     "“grant.school”不能求和：请写 记录类型.数量或金额字段",
     "'grant.school' cannot be summed: write type.field with a count, decimal or money field"},
    {"NoPerson", training, "people: class.trainee, when: finish, where",
     "people: ▲class.host, when: finish, where",
     "“class.host”不是人：请写 记录类型.subject、记录类型.参与者 或人员字段",
     "'class.host' is no person: write type.subject, type.participants or a person field"},
    {"NoOrganisation", training, "organisations: class.host", "organisations: ▲class.trainee",
     "“class.trainee”不是组织：请写 subject、org、参与者或组织字段",
     "'class.trainee' is no organisation: write subject, org, participants or an organisation field"},
    {"WhileInNoState", care, "while: [received, accepted]", "while: [received, ▲shown]",
     "“care.complaint”没有状态“shown”", "'care.complaint' has no state 'shown'"},
    {"StepsForNotEverySource", care, "count: [grant, complaint], when: [pay, answered]",
     "count: [grant, complaint], when: ▲[pay, answered, visit]", "这里要写一个步骤，或与 2 个来源一一对应",
     "Write one step here, or one for each of the 2 sources"},
    {"UnknownStep", training, "when: finished, unit", "when: ▲ended, unit",
     "“training."
     "class”没有步骤或状态“ended”，可用的有：create、planned、postpone、enrol、finish、cancel、finished、void"
     "、"
     "cancelled",
     "'training.class' has no action or state 'ended'; known: create, planned, postpone, enrol, finish, "
     "cancel, finished, "
     "void, cancelled"},
    {"CountsWhen", care, "{count: grant, each: visit, unit", "▲{count: grant, unit",
     "要写明何时计入：when（首次办理时）、each（每次办理时）、while（处于某些状态期间）、kept 或 late（按期、逾期办到时），选一",
     "Say when it counts: one of when (first done), each (every time done), while (in those states), kept or late (a deadline met in time, or after it)"},
    {"WhereOfAText", care, "where: {urgent: true}", "where: {▲school: true}",
     "where 只能用选项或是否字段，“school”不是“care.grant”的这类字段",
     "where takes choice and yes-no fields; 'school' is none of 'care.grant'"},
    {"WhereOfNoChoice", care, "where: {hardship: poverty}", "where: {hardship: ▲hunger}",
     "“hunger”不是“hardship”的选项", "'hunger' is no choice of 'hardship'"},
    {"WhereNeitherYesNorNo", care, "where: {urgent: true}", "where: {urgent: ▲maybe}",
     "“maybe”不是“urgent”的选项", "'maybe' is no choice of 'urgent'"},
    {"AtWhat", care, "at: donor", "at: ▲school", "at 要指向组织字段，“school”不是",
     "at must name an organisation field; 'school' is none"},
    {"RatioOfOne", care, "share:     {ratio: [urgent, visits]", "share:     {ratio: ▲[urgent]",
     "ratio 要写两个指标：[分子, 分母]", "ratio takes two figures: [numerator, denominator]"},
    {"MissingOfNoLevel", care, "unreached: {missing: pupils, of: village",
     "unreached: {missing: pupils, of: ▲hamlet", "missing 要写明层级 of: village",
     "missing needs a level: of: village"},
    {"MissingOfAComputedFigure", care, "unreached: {missing: pupils", "unreached: {missing: ▲all",
     "missing 的指标必须是直接计数的", "missing takes a figure that is counted itself"},
    {"MissingOfTwo", care, "unreached: {missing: pupils", "unreached: {missing: ▲[pupils, visits]",
     "missing 只能写一个指标", "missing takes one figure"},
    {"TotalOfNothing", care, "total: [visits, urgent]", "total: ▲[]", "列表是空的", "The list is empty"},
    {"TotalOfARatio", care, "total: [visits, urgent]", "total: ▲[visits, share]",
     "“care.share”是比率或空白数，不能再参与计算",
     "'care.share' is a ratio or counts what is missing: nothing can be made of it"},
    {"RatioOfWhatIsMissing", care, "ratio: [urgent, visits]", "ratio: ▲[unreached, visits]",
     "“care.unreached”是比率或空白数，不能再参与计算",
     "'care.unreached' is a ratio or counts what is missing: nothing can be made of it"},
    {"TotalOfMoneyAndPieces", care, "total: [visits, urgent]", "total: ▲[visits, paid]",
     "合计的各项要同为数量、同为小数或同为金额",
     "The parts of a total are all counts, all decimals or all money", true},
    {"SumOfMoneyAndDecimals", care, "{sum: grant.amount, when: pay, split: [hardship], unit: 元",
     "{sum: ▲[grant.amount, grant.rice], when: pay, unit: 元", "求和的各项要同为数量、同为小数或同为金额",
     "What is summed is all counts, all decimals or all money"},
    {"MoneyInAnotherUnit", care, "paid:      {sum: grant.amount, when: pay, split: [hardship], unit: 元",
     "paid:      {sum: grant.amount, when: pay, split: [hardship], unit: ▲万元", "金额指标的单位写“元”，成文时自动换算为万元",
     "A money figure has the unit 元; reports turn it into 万元 themselves"},
    {"TotalOfMoneyInAnotherUnit", care, "all:       {total: [visits, urgent], unit: 件",
     "all:       {total: [paid, donated], unit: ▲万元", "金额指标的单位写“元”，成文时自动换算为万元",
     "A money figure has the unit 元; reports turn it into 万元 themselves"},
    {"FigureOfItself", care, "total: [visits, urgent]", "total: ▲[visits, all]", "由指标算出的指标最多套一层",
     "A figure made of figures may be made of others only one level deep"},

    // Report lines.
    {"BraceWithoutItsTwin", training, "say: 培训班{classes}，培训妇女{trained}、{seats}。",
     "say: ▲培训妇女{trained}、{seats。", "“{”没有配对的“}”", "A { without its }"},
    {"TypedWithoutTitle", annual, "- \"年末公众号有{typed: subscribers 人 公众号订阅人数}。\"",
     "- ▲\"年末公众号有{typed: subscribers 人}。\"", "手工填报的写法是 {typed: 名称键 单位 说明}",
     "Write a typed-in number as {typed: slot unit title}"},
    {"UnknownStyle", training, "say: 培训班{classes}", "say: ▲培训班{classes|约}",
     "数字的写法“约”不认识：可写 余 1000万、近 10", "Unknown style '约': write 余 1000万 or 近 10"},
    {"LineUnderNoSection", training, "- under: care", "- under: ▲caer",
     "报告里没有章节“caer”，可用的有：opening、care、problems",
     "No report has a section 'caer'; known: opening, care, problems"},
    {"LineWithAnUnknownFigure", training, "say: 培训班{classes}", "say: ▲培训班{clases}",
     "没有指标“clases”，是否想写“classes”？", "There is no figure 'clases'; did you mean 'classes'?"},
};

std::string const record =
    "{name: {zh: 事项, en: Matter}, kind: case, workflow: {create: {name: {zh: 登记, en: Register}, by: "
    "keeper, to: done}, "
    "states: {done: {name: {zh: 办结, en: Done}, closed: true}}}}\n";

class Mistakes : public testing::TestWithParam<Mistake> {};

std::string said(Diagnostic const& problem, std::filesystem::path const& folder) {
    return std::filesystem::path{problem.file}.lexically_relative(folder).string() + ":" +
           std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " + problem.text.zh +
           " / " + problem.text.en;
}

TEST_P(Mistakes, AreComplainedOfWhereTheyStand) {
    auto const& mistake = GetParam();
    PackFolder folder;
    auto const place = folder.spoil(std::string{mistake.file}, mistake.was, mistake.now);
    auto const loaded = folder.load();
    EXPECT_EQ(loaded.library, nullptr);
    std::vector<std::string> found;
    for (auto const& problem : loaded.problems) found.push_back(said(problem, folder.path()));
    auto const expected = std::string{mistake.file} + ":" + std::to_string(place.line) + ":" +
                          std::to_string(place.column) + " " + std::string{mistake.zh} + " / " +
                          std::string{mistake.en};
    if (mistake.leads_to_more) {
        EXPECT_NE(std::find(found.begin(), found.end(), expected), found.end())
            << expected << "\nbut: " << testing::PrintToString(found);
    } else {
        EXPECT_EQ(found, std::vector<std::string>{expected});
    }
}

std::vector<std::string> complaints(PackFolder const& folder) {
    std::vector<std::string> found;
    for (auto const& problem : folder.load().problems) found.push_back(said(problem, folder.path()));
    return found;
}

TEST(PackFiles, ThatAreMissingAreNamed) {
    PackFolder folder;
    folder.remove("common/clocks.yaml");
    folder.remove("common/workflows.yaml");
    auto const found = complaints(folder);
    ASSERT_GE(found.size(), 2U);
    EXPECT_EQ(found[0], "common/clocks.yaml:0:0 文件打不开 / The file cannot be opened");
    EXPECT_EQ(found[1], "common/workflows.yaml:0:0 文件打不开 / The file cannot be opened");
}

TEST(PackFiles, AFolderWithoutProgrammesIsNamed) {
    PackFolder folder;
    std::filesystem::remove_all(folder.path() / "women");
    EXPECT_EQ(complaints(folder),
              std::vector<std::string>{
                  "women:0:0 文件夹里没有项目文件（*.yaml） / The folder holds no programme (*.yaml)"});
}

TEST(PackFiles, TheCalendarIsCheckedWithThem) {
    PackFolder folder;
    auto const place = folder.spoil("common/calendar.yaml", "2015-04-05,", "▲2015-04-31,");
    auto const failure = failure_of([&] { (void)folder.load(); });
    EXPECT_EQ(failure.code(), "calendar.bad-day");
    EXPECT_TRUE(failure.text().en.starts_with((folder.path() / "common" / "calendar.yaml").string()))
        << failure.text().en;
    EXPECT_TRUE(failure.text().en.contains(":" + std::to_string(place.line) + ":" +
                                           std::to_string(place.column) + ":"));
}

TEST(PackFiles, NamesThatMeetInTwoFilesAreDefinedOnce) {
    PackFolder folder;
    folder.spoil("common/choices.yaml", "  department:",
                 "  care/hardship: {illness: {zh: 疾病, en: Illness}, poverty: {zh: 贫困, en: Poverty}}\n  "
                 "department:");
    EXPECT_EQ(complaints(folder),
              std::vector<std::string>{"women/care.yaml:8:3 选项表“care/hardship”已有定义 / The choices "
                                       "'care/hardship' are defined already"});
    PackFolder other;
    other.put("women/a.yaml", "programme: a\nname: {zh: 甲, en: A}\nrecords:\n  b.c: " + record);
    other.put("women/b.yaml", "programme: a.b\nname: {zh: 乙, en: B}\nrecords:\n  c: " + record);
    EXPECT_EQ(complaints(other),
              std::vector<std::string>{"women/b.yaml:4:3 “a.b.c”已有定义 / 'a.b.c' is defined already"});
}

TEST(PackFiles, EveryMistakeIsShownAtOnceAndInTheOrderOfTheFiles) {
    PackFolder folder;
    auto const late = folder.spoil("women/training.yaml", "unit: 期", "unt: 期, ▲unit: 期");
    auto const early = folder.spoil("women/care.yaml", "keeper: family", "keeper: ▲nobody");
    auto const found = complaints(folder);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_TRUE(found[0].starts_with("women/care.yaml:" + std::to_string(early.line))) << found[0];
    EXPECT_TRUE(found[1].starts_with("women/training.yaml:" + std::to_string(late.line))) << found[1];
}

TEST(PackFiles, AMistakeOfASharedWorkflowIsSaidOnceHoweverManyUseIt) {
    PackFolder folder;
    folder.spoil("women/training.yaml", "figures:",
                 "  twin:\n    name: {zh: 另一个, en: Twin}\n    kind: event\n    participants:\n"
                 "      trainee: {name: {zh: 学员, en: Trainee}, who: person}\n      host: {name: {zh: "
                 "承办单位, en: Host}, who: person}\n"
                 "    fields:\n      day: {type: date, name: {zh: 日期, en: Day}}\n"
                 "      attended: {type: count, name: {zh: 到场人次, en: Attended}}\n    workflow: course\n  "
                 "  with: {by: keeper}\n\nfigures:");
    EXPECT_EQ(complaints(folder), std::vector<std::string>{});
    folder.spoil("common/workflows.yaml", "to: cancelled, note: required}\n      finished",
                 "to: cancelled, note: much}\n      finished");
    EXPECT_EQ(complaints(folder).size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Packs, Mistakes, testing::ValuesIn(mistakes),
                         [](auto const& one) { return std::string{one.param.name}; });

}  // namespace
}  // namespace niangjia::packs
