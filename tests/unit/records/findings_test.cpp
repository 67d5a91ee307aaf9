// Findings of the audit: who writes other records does not write them, and who writes them writes no others.
#include "support/money.h"
#include "support/office.h"

namespace niangjia::records {
namespace {

using namespace testing_support;

packs::Library const& money_library() {
    static auto const library = [] {
        auto loaded = MoneyFolder{}.load();
        if (loaded.library == nullptr) throw std::runtime_error{loaded.problems.at(0).text.en};
        return loaded.library;
    }();
    return *library;
}

class Findings : public OfficeDatabase {
  protected:
    identity::Context as(std::string_view role) { return {clock, 7, "王芳", {{test_roles().find(role), code(dongcheng)}}}; }
    RecordId create(identity::Context const& context, std::string_view type) {
        Creation creation{"command-" + std::to_string(++commands_), std::string{type}, code(dongcheng)};
        return write([&](storage::Transaction& transaction) { return records.create(transaction, context, creation); });
    }
    void act(identity::Context const& context, RecordId id, std::string_view action) {
        auto const version = read([&](storage::Reader const& reader) { return records.fetch(reader, system(), id).version; });
        write([&](storage::Transaction& transaction) {
            records.act(transaction, context, id, version, {.command = "command-" + std::to_string(++commands_), .action = std::string{action}, .note = "已核"});
        });
    }
    std::string offered(identity::Context const& context, RecordId id) {
        std::string names;
        for (auto const& offer : read([&](storage::Reader const& reader) { return records.offers(reader, context, records.fetch(reader, context, id)); })) {
            names += (names.empty() ? "" : " ") + offer.action->name;
        }
        return names;
    }

    packs::Library const& library = money_library();
    people::People people{people::open_keys(db(), key_file(folder.path() / "data", {})), key_file(folder.path() / "data", {}), person_rules(library)};
    figures::Figures figures{db(), library};
    Records records{db(), library, figures, people, folder.path() / "attachments"};

  private:
    int commands_ = 0;
};

TEST_P(Findings, AreWrittenByWhoMayWriteFindings) {
    auto const id = create(as("auditor"), "money.finding");
    EXPECT_EQ(offered(as("auditor"), id), "answer correct remark link");
    act(as("auditor"), id, "answer");
    EXPECT_EQ(read([&](storage::Reader const& reader) { return records.fetch(reader, system(), id).state->name; }), "done");
}

TEST_P(Findings, AreNotWrittenByWhoMayWriteRecords) {
    EXPECT_EQ(code_of([&] { create(as("keeper"), "money.finding"); }), "identity.not-permitted");
    auto const id = create(as("auditor"), "money.finding");
    EXPECT_EQ(offered(as("keeper"), id), "") << "though the step names her role";
    EXPECT_EQ(code_of([&] { act(as("keeper"), id, "answer"); }), "identity.not-permitted");
    EXPECT_EQ(code_of([&] { act(as("keeper"), id, "remark"); }), "identity.not-permitted");
}

TEST_P(Findings, AreAllThatAuditorsWrite) {
    EXPECT_EQ(code_of([&] { create(as("auditor"), "money.book"); }), "identity.not-permitted");
    auto const book = create(as("keeper"), "money.book");
    EXPECT_EQ(offered(as("auditor"), book), "");
    EXPECT_EQ(code_of([&] { act(as("auditor"), book, "remark"); }), "identity.not-permitted");
}

INSTANTIATE_TEST_SUITE_P(Every, Findings, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
