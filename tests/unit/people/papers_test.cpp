// Identity numbers, telephones and their masks.
#include "people/papers.h"

#include <gtest/gtest.h>

namespace niangjia::people {
namespace {

Day const today = Day::of(2015, 3, 8).value();

std::string complaint(Paper paper, std::string_view number) {
    auto const check = check_paper(paper, number, today);
    return check.problem ? check.problem->code : "";
}

TEST(IdentityNumbers, OfTheStandardAreRight) {
    auto const woman = check_paper(Paper::IdCard, "11010519491231002x", today);
    EXPECT_FALSE(woman.problem);
    EXPECT_EQ(woman.number, "11010519491231002X");
    EXPECT_EQ(woman.facts.birth, Day::of(1949, 12, 31));
    EXPECT_EQ(woman.facts.sex, Sex::Female);
    EXPECT_EQ(woman.facts.division, "110105");
    auto const man = check_paper(Paper::IdCard, "440524188001010014", today);
    EXPECT_FALSE(man.problem);
    EXPECT_EQ(man.facts.sex, Sex::Male);
    EXPECT_EQ(man.facts.birth, Day::of(1880, 1, 1));
}

TEST(IdentityNumbers, AreWrongInWaysThatAreTold) {
    EXPECT_EQ(complaint(Paper::IdCard, "110105194912310021"), "people.number-check");
    EXPECT_EQ(check_paper(Paper::IdCard, "110105194912310021", today).problem->text.zh, "身份证号校验码不对：末位应为 X，请逐位核对");
    EXPECT_EQ(complaint(Paper::IdCard, "11010519491231002"), "people.number-form");
    EXPECT_EQ(complaint(Paper::IdCard, "1101051949123100A2"), "people.number-form");
    EXPECT_EQ(complaint(Paper::IdCard, ""), "people.number-missing");
    EXPECT_EQ(complaint(Paper::IdCard, "1.10105194912310E+17"), "people.number-rounded");
    std::string unborn = "11010520150309002";
    EXPECT_EQ(complaint(Paper::IdCard, unborn + check_digit(unborn)), "people.number-birth");
    std::string no_day = "11010519490231002";
    EXPECT_EQ(complaint(Paper::IdCard, no_day + check_digit(no_day)), "people.number-birth");
    std::string nowhere = "99010519491231002";
    EXPECT_EQ(complaint(Paper::IdCard, nowhere + check_digit(nowhere)), "people.number-division");
    std::string permit = "81000019491231002";
    EXPECT_EQ(complaint(Paper::IdCard, permit + check_digit(permit)), "people.number-form") << "it is a residence permit's";
    EXPECT_EQ(complaint(Paper::ResidencePermit, permit + check_digit(permit)), "");
}

TEST(IdentityNumbers, MayBeOfOtherPapers) {
    auto const old = check_paper(Paper::OldIdCard, "110105491231002", today);
    EXPECT_FALSE(old.problem);
    EXPECT_EQ(old.facts.birth, Day::of(1949, 12, 31));
    EXPECT_EQ(old.facts.sex, Sex::Female);
    EXPECT_EQ(complaint(Paper::OldIdCard, "11010549123100"), "people.number-form");
    EXPECT_EQ(complaint(Paper::ForeignResidence, "DEU110000000001"), "");
    std::string foreigner = "93115619800101005";
    EXPECT_EQ(complaint(Paper::ForeignResidence, foreigner + check_digit(foreigner)), "");
    EXPECT_EQ(complaint(Paper::ForeignResidence, "12345"), "people.number-form");
    EXPECT_EQ(complaint(Paper::Passport, "E12345678"), "");
    EXPECT_EQ(complaint(Paper::Passport, "E1-3"), "people.number-form");
    EXPECT_EQ(complaint(Paper::None, ""), "");
}

TEST(IdentityNumbers, AreRecognisedHoweverTheyAreWritten) {
    EXPECT_EQ(normal_number(" １１０１０５ 19491231002ｘ\xe3\x80\x80"), "11010519491231002X");
    EXPECT_EQ(number_key(Paper::OldIdCard, "110105491231002"), number_key(Paper::IdCard, "11010519491231002X")) << "the old form and the new";
    EXPECT_NE(number_key(Paper::Passport, "110105491231002"), number_key(Paper::OldIdCard, "110105491231002"));
    EXPECT_EQ(likely_paper("11010519491231002X"), Paper::IdCard);
    EXPECT_EQ(likely_paper("110105491231002"), Paper::OldIdCard);
    EXPECT_EQ(likely_paper("810000194912310021"), Paper::ResidencePermit);
    EXPECT_EQ(likely_paper("E12345678"), Paper::Passport);
    EXPECT_EQ(likely_paper(""), Paper::None);
    EXPECT_EQ(likely_paper("不详"), std::nullopt);
}

TEST(Telephones, AreTheSameHoweverTheyAreWritten) {
    for (auto const* written : {"13800001234", "+8613800001234", "0086-13800001234", "138-0000-1234", "8613800001234"}) {
        EXPECT_EQ(phone_key(written), "13800001234") << written;
    }
    EXPECT_EQ(phone_key("0527-84360000"), "052784360000");
    EXPECT_NE(phone_key("13800001234"), phone_key("13800001235"));
}

TEST(Masks, LeaveTheFirstCharacterOfAName) {
    EXPECT_EQ(masked_name("王小芳"), "王**");
    EXPECT_EQ(masked_name("王"), "王");
    EXPECT_EQ(masked_name(""), "");
    EXPECT_EQ(masked_name("Ann"), "A**");
}

TEST(Masks, LeaveBothEndsOfANumberIfEnoughIsHidden) {
    EXPECT_EQ(masked_number("11010519491231002X", 6, 4), "110105********002X");
    EXPECT_EQ(masked_number("E12345678", 6, 4), "*********");
    EXPECT_EQ(masked("13800001234", 3, 4), "138****1234");
    EXPECT_EQ(masked("84360000", 3, 4), "****");
    EXPECT_EQ(masked("", 3, 4), "");
}

}  // namespace
}  // namespace niangjia::people
