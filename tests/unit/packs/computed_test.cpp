// Fields that the program fills in, days between two, and who may be meant: what packs may say of them.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/mutual.h"
#include "support/pack_folder.h"

namespace niangjia::packs {
namespace {

using namespace testing_support;

struct Mistake {
    std::string_view name;
    std::string_view was;
    std::string_view now;  // ▲: where the complaint points
    std::string_view en;
};

void PrintTo(Mistake const& mistake, std::ostream* out) { *out << mistake.name; }

constexpr std::string_view reckoning = "computed: {of: cost, less: scheme.deductible, percent: scheme.rate, at-most: scheme.ceiling}";

constexpr Mistake mistakes[]{
    {"NoPath", "computed: scheme.holder", "computed: ▲holder", "Write 'holder' as a field and one of the record it names: scheme.rate"},
    {"PathWithoutAnEnd", "computed: scheme.holder", "computed: ▲scheme.", "Write 'scheme.' as a field and one of the record it names: scheme.rate"},
    {"NoSuchRecordField", "computed: scheme.holder", "computed: ▲cost.holder", "'cost' should be a field of type record that is required"},
    {"NoSuchFieldThere", "computed: scheme.holder", "computed: ▲scheme.nobody", "'nobody' of 'mutual.scheme' should be a field of type text that is required"},
    {"FieldThereMayBeEmpty", "computed: scheme.holder", "computed: ▲scheme.remark", "'remark' of 'mutual.scheme' should be a field of type text that is required"},
    {"OtherTypeThere", "computed: scheme.holder", "computed: ▲scheme.rate", "'rate' of 'mutual.scheme' should be a field of type text that is required"},
    {"RequiredAndFilledIn", "en: Holder}, computed: scheme.holder", "en: Holder}, required: true, computed: ▲scheme.holder",
     "A field that the program fills in has no required and no max: a step that needs it has it filled in, at-most is its ceiling"},
    {"PercentageOfNoMoney", "granted:  {type: money, name: {zh: 核定, en: Granted}, min: 2元, computed: {", "granted:  {type: count, name: {zh: 核定, en: Granted}, min: 2, computed: ▲{",
     "What is reckoned with a percentage is money"},
    {"OfNoMoney", "computed: {of: cost,", "computed: {of: ▲other,", "'other' should be a money field that is required"},
    {"LessNoMoney", "less: scheme.deductible", "less: ▲scheme.rate", "'rate' of 'mutual.scheme' should be a field of type money that is required"},
    {"UnknownWord", "at-most: scheme.ceiling}", "▲at-mots: scheme.ceiling}", "Unknown key 'at-mots'; did you mean 'at-most'?"},
    {"BetweenOneDay", "between: [scheme.starts, scheme.ends]", "between: ▲[scheme.starts]", "between goes with a date and has two ends: [scheme.starts, scheme.ends]"},
    {"BetweenNoDays", "between: [scheme.starts, scheme.ends]", "between: ▲[scheme.starts, scheme.rate]", "'rate' of 'mutual.scheme' should be a field of type date that is required"},
    {"JoinedOfNoRecord", "other:    {type: text, name: {zh: 其他, en: Other}}", "other:    {type: text, name: {zh: 其他, en: Other}, joined: ▲{as: enrolment.member, while: [in-force]}}",
     "joined goes with a field of type record"},
    {"JoinedAsNobody", "as: enrolment.member", "as: ▲enrolment.nobody", "There are no persons who take part as 'enrolment.nobody'"},
    {"JoinedAsAUnit", "as: enrolment.member", "as: ▲enrolment.unit", "There are no persons who take part as 'enrolment.unit'"},
    {"JoinedWithoutARole", "as: enrolment.member", "as: ▲enrolment", "Write as: type and role, as in enrolment.member"},
    {"JoinedInNoState", "as: enrolment.member, while: [in-force]", "as: enrolment.member, while: ▲[running]", "'mutual.enrolment' has no state 'running'"},
    {"JoinedAsSubjectOfAnother", "as: file.subject", "as: ▲claim.subject", "There are no persons who take part as 'claim.subject'"},
};

// The complaints about the pack, as FILE:LINE:COLUMN TEXT.
std::vector<std::string> complaints(PackFolder const& folder) {
    std::vector<std::string> found;
    for (auto const& problem : folder.load().problems) {
        found.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " + problem.text.en);
    }
    return found;
}

class ComputedMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ComputedMistakes, AreSaidAtTheirPlace) {
    auto const& mistake = GetParam();
    PackFolder folder;
    folder.put("women/mutual.yaml", mutual_pack);
    auto const place = folder.spoil("women/mutual.yaml", mistake.was, mistake.now);
    auto const found = complaints(folder);
    auto const wanted = std::to_string(place.line) + ":" + std::to_string(place.column) + " " + std::string{mistake.en};
    EXPECT_NE(std::find(found.begin(), found.end(), wanted), found.end()) << wanted << "\n" << (found.empty() ? "nothing" : found[0]);
    EXPECT_EQ(folder.load().library, nullptr);
}

TEST(Computed, ASoundPackSaysWhatIsFilledInAndBetweenWhat) {
    PackFolder folder;
    folder.put("women/mutual.yaml", mutual_pack);
    ASSERT_EQ(complaints(folder), std::vector<std::string>{});
    auto const library = folder.load().library;
    auto const& claim = *library->record_type("mutual.claim");
    auto const& granted = *claim.field("granted");
    EXPECT_TRUE(granted.filled_in());
    EXPECT_EQ(granted.computed->of, "cost");
    EXPECT_EQ(granted.computed->percent.record, "scheme");
    EXPECT_EQ(granted.computed->percent.field, "rate");
    EXPECT_EQ(granted.computed->less->field, "deductible");
    EXPECT_EQ(granted.computed->at_most->field, "ceiling");
    EXPECT_EQ(claim.field("holder")->copied->field, "holder");
    EXPECT_FALSE(claim.field("cost")->filled_in());
    EXPECT_EQ(claim.field("admitted")->between->second.field, "ends");
    EXPECT_EQ(claim.field("scheme")->joined->type, library->record_type("mutual.enrolment"));
    EXPECT_EQ(claim.field("scheme")->joined->role, "member");
    EXPECT_EQ(claim.field("scheme")->joined->states, std::vector<std::string>{"in-force"});
    EXPECT_EQ(library->record_type("mutual.help")->field("file")->joined->type, library->record_type("mutual.file"));
}

TEST(Computed, APercentageIsAtMostAHundred) {
    for (auto const* limit : {"}", ", max: 120}"}) {
        PackFolder folder;
        folder.put("women/mutual.yaml", mutual_pack);
        folder.spoil("women/mutual.yaml", "en: Rate}, required: true, max: 100}", std::string{"en: Rate}, required: true"} + limit);
        auto const found = complaints(folder);
        ASSERT_EQ(found.size(), 1U) << limit;
        EXPECT_TRUE(found[0].ends_with("'rate' is a percentage: give it max: 100 or less")) << found[0];
    }
}

TEST(Computed, LeavesOutWhatAFormulaDoesNotNeed) {
    PackFolder folder;
    folder.put("women/mutual.yaml", mutual_pack);
    folder.spoil("women/mutual.yaml", reckoning, "computed: {of: cost, percent: scheme.rate}");
    ASSERT_EQ(complaints(folder), std::vector<std::string>{});
    auto const library = folder.load().library;
    auto const& computed = *library->record_type("mutual.claim")->field("granted")->computed;
    EXPECT_FALSE(computed.less || computed.at_most);
}

INSTANTIATE_TEST_SUITE_P(Packs, ComputedMistakes, testing::ValuesIn(mistakes), [](auto const& one) { return std::string{one.param.name}; });

}  // namespace
}  // namespace niangjia::packs
