#include "identity/scope.h"

#include <gtest/gtest.h>

#include "vault/vault.h"

namespace niangjia::identity {
namespace {

using org::Code;

Code code(std::string_view text) {
    return Code::parse(text).value();
}

class Scope : public testing::Test {
  protected:
    Context with(std::vector<Grant> grants) { return Context{clock, 1, "王芳", std::move(grants)}; }

    SetClock clock{0};
    Role const writer{"writer", {}, {}, Sight::Personal, {Permission::ReadRecords, Permission::WriteRecords}};
    Role const reader{"reader", {}, {}, Sight::Internal, {Permission::ReadRecords}};
};

TEST_F(Scope, ReachesTheSubtreeAndNeverUpwards) {
    auto const context = with({{&writer, code("449901")}});
    EXPECT_TRUE(context.reaches(Permission::WriteRecords, code("449901")));
    EXPECT_TRUE(context.reaches(Permission::WriteRecords, code("449901001001")));
    EXPECT_FALSE(context.reaches(Permission::WriteRecords, code("4499")));
    EXPECT_FALSE(context.reaches(Permission::WriteRecords, code("449902")));
    EXPECT_FALSE(context.reaches(Permission::Export, code("449901")));
}

TEST_F(Scope, ReachHoldsOutermostCodesOnly) {
    auto const context = with({{&reader, code("449901001001")},
                               {&writer, code("449902")},
                               {&reader, code("449901")},
                               {&reader, code("449901")}});
    EXPECT_EQ(context.reach(Permission::ReadRecords), (std::vector{code("449901"), code("449902")}));
    EXPECT_EQ(context.reach(Permission::WriteRecords), std::vector{code("449902")});
    EXPECT_TRUE(context.reach(Permission::Export).empty());
}

TEST_F(Scope, ReachWithinIsWhatBothHave) {
    auto const context = with({{&reader, code("449901")}, {&reader, code("449902100201")}});
    EXPECT_EQ(context.reach(Permission::ReadRecords, code("4499")),
              (std::vector{code("449901"), code("449902100201")}));
    EXPECT_EQ(context.reach(Permission::ReadRecords, code("449901001")), std::vector{code("449901001")});
    EXPECT_TRUE(context.reach(Permission::ReadRecords, code("45")).empty());
}

TEST_F(Scope, SightIsTheMostOfTheGrantsOverAPlace) {
    auto const context = with({{&reader, code("4499")}, {&writer, code("449901")}});
    EXPECT_EQ(context.sight(code("449901001")), Sight::Personal);
    EXPECT_EQ(context.sight(code("449902")), Sight::Internal);
    EXPECT_EQ(context.sight(code("45")), Sight::Public);
    EXPECT_EQ(context.sees(Sight::Personal), std::vector{code("449901")});
    EXPECT_EQ(context.sees(Sight::Internal), std::vector{code("4499")});
}

TEST_F(Scope, WithinReachButNotPermittedIsSaidSo) {
    auto const context = with({{&reader, code("449901")}});
    try {
        context.require(Permission::WriteRecords, code("449901001"));
        FAIL();
    } catch (Error const& refusal) {
        EXPECT_EQ(refusal.kind(), ErrorKind::Forbidden);
        EXPECT_EQ(refusal.code(), "identity.not-permitted");
        EXPECT_NE(refusal.text().zh.find("办理记录"), std::string::npos);
        EXPECT_NE(refusal.text().en.find("working on records"), std::string::npos);
    }
}

TEST_F(Scope, OutOfReachLooksLikeUnknown) {
    auto const context = with({{&writer, code("449901")}});
    EXPECT_NO_THROW(context.require(Permission::WriteRecords, code("449901001")));
    try {
        context.require(Permission::WriteRecords, code("449902"));
        FAIL();
    } catch (Error const& refusal) {
        EXPECT_EQ(refusal.kind(), ErrorKind::NotFound);
        EXPECT_EQ(refusal.code(), "org.unknown");
    }
}

TEST_F(Scope, TheSystemReachesTheNation) {
    auto const context = Context::system(clock, 5);
    EXPECT_EQ(context.reach(Permission::Export), std::vector{Code{}});
    EXPECT_EQ(context.reach(Permission::Export, code("4499")), std::vector{code("4499")});
    EXPECT_TRUE(context.reaches(Permission::Export, code("449901001001")));
    EXPECT_EQ(context.sight(code("44")), Sight::Sealed);
    EXPECT_EQ(context.account(), 5);
    EXPECT_TRUE(context.is_system());
}

TEST_F(Scope, BindsARequestByTheKeysOfWhoMakesIt) {
    auto const keys = vault::KeyPair::make();
    auto const her = Context::applicant(clock, 7, keys);
    auto const bound = her.bound("she wrote: 好");
    EXPECT_EQ(Context::applicant(clock, 7, keys).bound("she wrote: 好"), bound) << "and so it is when the server was started again";
    EXPECT_NE(her.bound("she wrote: 不"), bound);
    EXPECT_NE(Context::applicant(clock, 7, vault::KeyPair::make()).bound("she wrote: 好"), bound);
    EXPECT_FALSE(bound.contains("好"));
}

TEST_F(Scope, BindsARequestByTheProcessOfWhoHasNoKeys) {
    auto const bound = Context::system(clock).bound("request");
    EXPECT_EQ(with({}).bound("request"), bound);
    EXPECT_NE(with({}).bound("another"), bound);
    EXPECT_NE(Context::applicant(clock, 7, vault::KeyPair::make()).bound("request"), bound);
}

TEST(ScopeNames, ReadBackWhatTheyWrite) {
    for (auto const permission :
         {Permission::ReadRecords, Permission::ManageOrganisations, Permission::ReadJournal}) {
        EXPECT_EQ(permission_named(name_of(permission)), permission);
    }
    EXPECT_EQ(name_of(Permission::TypeFigures), "type-figures");
    EXPECT_EQ(sight_named("sealed"), Sight::Sealed);
    EXPECT_FALSE(permission_named("fly"));
    EXPECT_FALSE(sight_named(""));
}

}  // namespace
}  // namespace niangjia::identity
