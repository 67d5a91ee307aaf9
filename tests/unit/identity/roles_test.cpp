#include "support/rooms.h"

namespace niangjia::identity {
namespace {

using namespace testing_support;

class RolesFile : public testing::Test {
  protected:
    Roles read(std::string_view text) {
        write_file(folder.path() / "roles.yaml", text);
        return Roles::read((folder.path() / "roles.yaml").string());
    }
    std::string fault(std::string_view text) {
        auto const what = failure_of([&] { static_cast<void>(read(text)); }).text().en;
        return what.substr(what.find("roles.yaml") + (what.find("roles.yaml") == std::string::npos ? 1 : 0));
    }
    TemporaryFolder folder;
};

constexpr std::string_view head =
    "  head: {name: {zh: 主席, en: Chair}, levels: [city, county], sees: personal, may: [read-records, "
    "export]}\n";

TEST_F(RolesFile, IsRead) {
    auto const roles = read("roles:\n" + std::string{head});
    ASSERT_EQ(roles.all().size(), 1U);
    auto const* role = roles.find("head");
    ASSERT_NE(role, nullptr);
    EXPECT_EQ(role->title.zh, "主席");
    EXPECT_EQ(role->levels, (std::vector{org::Level::City, org::Level::County}));
    EXPECT_EQ(role->sees, Sight::Personal);
    EXPECT_TRUE(role->has(Permission::Export));
    EXPECT_FALSE(role->has(Permission::WriteRecords));
    EXPECT_EQ(permission_named("write-findings"), last_permission) << "every permission has its name";
    EXPECT_EQ(name_of(last_permission), "write-findings");
    EXPECT_EQ(roles.find("tail"), nullptr);
}

TEST_F(RolesFile, SaysWhereItIsWrong) {
    EXPECT_EQ(fault("roles:\n  a: {name: {zh: 甲, en: A}, levels: [moon], sees: personal, may: []}\n"),
              "roles.yaml:2:38: the roles file is wrong: there is no level 'moon'");
    EXPECT_EQ(fault("roles:\n  a: {name: {zh: 甲, en: A}, levels: [city], sees: all, may: []}\n"),
              "roles.yaml:2:51: the roles file is wrong: there is no sight 'all'");
    EXPECT_EQ(fault("roles:\n  a: {name: {zh: 甲, en: A}, levels: [city], sees: public, may: [fly]}\n"),
              "roles.yaml:2:65: the roles file is wrong: there is no permission 'fly'");
    EXPECT_EQ(fault("roles:\n  a: {name: {zh: 甲, en: A}, levels: [city], sees: public, may: [], can: x}\n"),
              "roles.yaml:2:68: the roles file is wrong: unknown key 'can'");
    EXPECT_EQ(fault("roles:\n  a: {name: {zh: 甲, en: A}, levels: [city], sees: public}\n"),
              "roles.yaml:2:6: the roles file is wrong: may is missing");
    EXPECT_EQ(fault("roles:\n" + std::string{head} + std::string{head}),
              "roles.yaml:3:3: the roles file is wrong: the role 'head' appears twice");
    EXPECT_NE(fault("roles: [").find("not valid YAML"), std::string::npos);
    EXPECT_EQ(fault("rules: {}").substr(0, 14), "roles.yaml:1:1");
}

TEST_F(RolesFile, ThatIsMissingIsAnError) {
    EXPECT_EQ(code_of([&] { static_cast<void>(Roles::read((folder.path() / "none.yaml").string())); }),
              "identity.roles-file");
}

}  // namespace
}  // namespace niangjia::identity
