#include <gtest/gtest.h>

#include "org/org.h"

namespace niangjia::org {
namespace {

std::string village(std::string_view division) {
    return derived_short_name(Level::Village, division);
}

TEST(DerivedNames, AreShortenedAsPeopleDo) {
    for (auto const* division : {"凤凰社区居民委员会", "凤凰社区居委会", "凤凰居委会", "凤凰居民委员会",
                                 "凤凰社区", "凤凰社区村委会", "凤凰社区村民委员会"}) {
        EXPECT_EQ(village(division), "凤凰社区") << division;
    }
    for (auto const* division :
         {"大兴村村民委员会", "大兴村委会", "大兴村村委会", "大兴村民委员会", "大兴村"}) {
        EXPECT_EQ(village(division), "大兴村") << division;
    }
}

TEST(DerivedNames, LeaveWhatStandsAlone) {
    EXPECT_EQ(village("花园新村居委会"), "花园新村社区");
    EXPECT_EQ(village("巴音嘎查委员会"), "巴音嘎查");
    EXPECT_EQ(village("巴音嘎查村民委员会"), "巴音嘎查");
    EXPECT_EQ(village("红旗农场村委会"), "红旗农场");
    EXPECT_EQ(village("第一街委员会"), "第一街");
    EXPECT_EQ(village("北山林场生活区"), "北山林场生活区");
    EXPECT_EQ(village("北山开发区虚拟社区"), "北山开发区");
    EXPECT_EQ(village("北山管理委员会"), "北山管理委员会");
    EXPECT_EQ(village("居委会"), "居委会");
}

TEST(DerivedNames, CarryTheFederation) {
    EXPECT_EQ(derived_name(Level::City, "临江市", "妇女联合会"), "临江市妇女联合会");
    EXPECT_EQ(derived_name(Level::County, "东城区", "妇女联合会"), "东城区妇女联合会");
    EXPECT_EQ(derived_name(Level::Township, "幸福街道", "妇女联合会"), "幸福街道妇女联合会");
    EXPECT_EQ(derived_name(Level::Township, "幸福街道办事处", "妇女联合会"), "幸福街道妇女联合会");
    EXPECT_EQ(derived_name(Level::Village, "凤凰社区居民委员会", "妇女联合会"), "凤凰社区妇女联合会");
}

}  // namespace
}  // namespace niangjia::org
