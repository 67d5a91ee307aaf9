// packs/common/portal.yaml: what is read of it, and every complaint at its place.
#include <gtest/gtest.h>

#include "support/pack_folder.h"

namespace niangjia::packs {
namespace {

using namespace testing_support;

class PortalFile : public testing::Test {
  protected:
    PortalFile() {
        auto const source = std::filesystem::path{NIANGJIA_SOURCE_DIR} / "tests" / "support" / "portal";
        packs.put("women/wishes.yaml", content_of(source / "wishes.yaml"));
        packs.put("common/portal.yaml", content_of(source / "portal.yaml"));
    }
    // What is complained of in English, where ▲ stood; and nothing else.
    void expect_complaint(std::string_view was, std::string_view now, std::string_view en, std::string const& file = "common/portal.yaml") {
        auto const before = content_of(packs.path() / file);
        auto const place = packs.spoil(file, was, now);
        auto const loaded = packs.load();
        EXPECT_EQ(loaded.library, nullptr);
        if (loaded.problems.size() == 1) {
            auto const& problem = loaded.problems.front();
            EXPECT_EQ(problem.text.en, en);
            EXPECT_TRUE(problem.file.ends_with("common/portal.yaml")) << problem.file;
            if (file == "common/portal.yaml") {
                EXPECT_EQ(problem.line, place.line) << en;
                EXPECT_EQ(problem.column, place.column) << en;
            }
        } else {
            ADD_FAILURE() << loaded.problems.size() << " complaints for " << now;
            for (auto const& problem : loaded.problems) ADD_FAILURE() << problem.file << ":" << problem.line << " " << problem.text.en;
        }
        packs.put(file, before);
    }

    PackFolder packs;
};

TEST_F(PortalFile, IsReadForTheOrganisationOfTheInstallation) {
    auto const loaded = packs.load();
    ASSERT_NE(loaded.library, nullptr);
    auto const* portal = loaded.library->portal();
    ASSERT_NE(portal, nullptr);
    EXPECT_EQ(portal->title.zh, "服务");
    EXPECT_EQ(portal->leave_to, "https://example.org/");
    EXPECT_EQ(portal->limits.wrong_codes, 3);
    EXPECT_EQ(portal->limits.reads_per_hour, 40);
    EXPECT_EQ(portal->limits.papers, 2);
    EXPECT_EQ(portal->limits.entries, 30);
    EXPECT_EQ(portal->type->name, "wishes.wish");
    EXPECT_TRUE(portal->type->sealing->on_request);
    EXPECT_EQ(portal->story, "story");
    EXPECT_EQ(portal->name, "");
    EXPECT_EQ(portal->find("home")->value, "home");
    EXPECT_EQ(portal->find("land"), nullptr);
    EXPECT_EQ(portal->numbers.at(0).number, "110");
    EXPECT_EQ(portal->privacy.at(0).lines.at(0).en, "The federation");
    EXPECT_TRUE(portal->type->field("answer")->told);
    EXPECT_FALSE(portal->type->field("story")->told);
}

TEST_F(PortalFile, MayBeMissingOrForOthersAlone) {
    packs.spoil("common/portal.yaml", "  women:", "  union:");
    auto const others = packs.load();
    ASSERT_NE(others.library, nullptr);
    EXPECT_EQ(others.library->portal(), nullptr);
    packs.remove("common/portal.yaml");
    auto const none = packs.load();
    ASSERT_NE(none.library, nullptr);
    EXPECT_EQ(none.library->portal(), nullptr);
}

TEST_F(PortalFile, IsComplainedOfWhereItIsWrong) {
    expect_complaint("leave-to: https://example.org/", "leave-to: ▲http://example.org/", "Where the quick exit leads is an address that begins with https://");
    expect_complaint("wrong-codes: 3", "wrong-codes: ▲0", "A whole number from 1 to 1,000,000 belongs here");
    expect_complaint("entries: 30", "entries: ▲0", "A whole number from 1 to 1,000,000 belongs here");
    expect_complaint("type: wishes.wish", "type: ▲wishes.wishh", "There is no record type 'wishes.wishh'");
    expect_complaint("type: wishes.wish", "type: ▲care.complaint", "'care.complaint' needs sealed: what comes through the portal is always sealed");
}

TEST_F(PortalFile, TakesFieldsOfTheRightKindThatTheSealHides) {
    expect_complaint("{story: story}", "{story: ▲topic}", "'topic' is no field of 'wishes.wish' that serves here; these do: story, answer");
    expect_complaint("    topic: topic\n", "    topic: ▲story\n", "topic must name a choice field; 'story' is none");
    expect_complaint("value: home", "value: ▲sea", "'sea' is no choice of 'topic'");
    expect_complaint("    topics:\n      home: {zh: 家里的事, en: At home, value: home}\n", "    topics: ▲{}\n", "At least one topic is needed");
    expect_complaint("    topic: topic\n", "    topic: topic\n    set: {topic: ▲sea}\n", "'topic' cannot be 'sea'");
    expect_complaint("    topic: topic\n", "    topic: topic\n    ask: [▲story]\n", "'story' is no field of 'wishes.wish' that serves here; these do: ");
    // A field that is counted by stays in the clear.
    packs.spoil("women/wishes.yaml", "      story:  {type", "      urgent: {type: yes-no, name: {zh: 急, en: Urgent}}\n      story:  {type");
    packs.spoil("women/wishes.yaml", "unit: 件, name: {zh: 求助, en: Wishes}}", "where: {urgent: true}, unit: 件, name: {zh: 求助, en: Wishes}}");
    expect_complaint("{story: story}", "{story: story, no-call: ▲urgent}", "'urgent' stays in the clear, for counting or a due day: nothing that she writes may go there");
}

}  // namespace
}  // namespace niangjia::packs
