// Files attached to records.
#include "base/digest.h"
#include "support/office.h"

namespace niangjia::records {
namespace {

using namespace testing_support;
using namespace std::string_literals;

class Attaching : public OnEveryDatabaseWithOffice {
  protected:
    std::int64_t attach(identity::Context const& context, RecordId record, std::string_view name,
                        std::string_view content) {
        return attach(context, record, command(), name, store(name, content));
    }
    std::int64_t attach(identity::Context const& context, RecordId record, std::string const& with,
                        std::string_view name, Records::StoredFile const& file) {
        return write([&](storage::Transaction& transaction) {
            return records.attach(transaction, context, record, with, name, file);
        });
    }
    std::string refused(std::string_view name, std::string_view content) {
        return code_of([&] { (void)store(name, content); });
    }
    Attachment attachment(identity::Context const& context, std::int64_t attached) {
        return read(
            [&](storage::Reader const& reader) { return records.attachment(reader, context, attached); });
    }
    std::size_t stored_files() {
        std::size_t count = 0;
        for (auto const& entry :
             std::filesystem::recursive_directory_iterator{folder.path() / "attachments"}) {
            if (entry.is_regular_file()) ++count;
        }
        return count;
    }

    RecordId const id = create(village_head(), complaint("邻里纠纷"));
};

TEST_P(Attaching, KeepsAFileByItsContent) {
    auto const made = attach(village_head(), id, "证明.pdf", "%PDF-1.4 证明");
    auto const found = attachment(village_head(), made);
    EXPECT_EQ(found.record, id);
    EXPECT_EQ(found.name, "证明.pdf");
    EXPECT_EQ(found.media, "application/pdf");
    EXPECT_EQ(found.size, 15);
    EXPECT_EQ(found.hash, sha256_hex("%PDF-1.4 证明"));
    EXPECT_EQ(found.account, 1);
    EXPECT_EQ(found.at, clock.now());
    EXPECT_EQ(records.attachment_content(found), "%PDF-1.4 证明");
    EXPECT_EQ(content_of(folder.path() / "attachments" / found.hash.substr(0, 2) / found.hash),
              "%PDF-1.4 证明");
    read([&](storage::Reader const& reader) {
        ASSERT_EQ(records.attachments(reader, records.fetch(reader, system(), id)).size(), 1U);
        EXPECT_EQ(records.attachments(reader, records.fetch(reader, system(), id))[0].id, made);
    });
    EXPECT_EQ(journal().front().action, "records.attach");
    EXPECT_EQ(journal().front().content_hash, sha256_hex("证明.pdf" + found.hash)) << "nothing here ever comes under a seal";
}

TEST_P(Attaching, KeepsTheSameContentOnce) {
    attach(village_head(), id, "一.txt", "内容");
    attach(village_head(), id, "二.csv", "内容");
    EXPECT_EQ(stored_files(), 1U);
    attach(village_head(), id, "三.txt", "别的内容");
    EXPECT_EQ(stored_files(), 2U);
    EXPECT_EQ(rows_of("attachments"), 3);
}

TEST_P(Attaching, TakesWhatTheNameSaysItIs) {
    std::pair<std::string_view, std::string> const sound[]{
        {"a.PDF", "%PDF-"},
        {"a.png", "\x89PNG\r\n"},
        {"a.jpg", "\xFF\xD8\xFF\xE0"},
        {"a.jpeg", "\xFF\xD8\xFF"},
        {"a.docx", "PK\x03\x04rest"},
        {"a.xlsx", "PK\x03\x04rest"},
        {"a.zip", "PK\x03\x04rest"},
        {"a.doc", "\xD0\xCF\x11\xE0rest"},
        {"a.xls", "\xD0\xCF\x11\xE0rest"},
        {"a.b.txt", "文字"},
        {"a.csv", "a,b\n"},
    };
    for (auto const& [name, content] : sound) EXPECT_EQ(refused(name, content), "") << name;
    for (auto const* const ending : {"pdf", "png", "jpg", "docx", "doc"}) {
        EXPECT_EQ(refused("a."s + ending, "<script>"), "records.file-content") << ending;
    }
    EXPECT_EQ(refused("a.txt", "two\0parts"s), "records.file-content") << "no text";
    for (auto const* const name : {"a.exe", "a.html", "a.svg", "pdf", "a.", "a"}) {
        EXPECT_EQ(refused(name, "%PDF-"), "records.file-kind") << name;
    }
    EXPECT_EQ(failure_of([&] { (void)store("run.exe", "MZ"); }).text().zh,
              "不能附“exe”这种文件；可以附：pdf png jpg docx xlsx doc xls txt csv zip");
}

TEST_P(Attaching, TakesAPlainNameOnly) {
    for (auto const& name :
         {""s, "../a.txt"s, "a/b.txt"s, "a\\b.txt"s, "a\nb.txt"s, std::string(197, 'a') + ".txt"}) {
        EXPECT_EQ(refused(name, "内容"), "records.file-name") << name;
    }
    EXPECT_EQ(refused(std::string(196, 'a') + ".txt", "内容"), "");
}

TEST_P(Attaching, TakesTwentyMegabytesAndNotNothing) {
    EXPECT_EQ(refused("a.txt", ""), "records.file-empty");
    std::string const most(static_cast<std::size_t>(largest_attachment), 'a');
    EXPECT_EQ(refused("a.txt", most), "");
    auto const failure = failure_of([&] { (void)store("a.txt", most + "a"); });
    EXPECT_EQ(failure.code(), "records.file-too-large");
    EXPECT_EQ(failure.kind(), ErrorKind::TooLarge);
}

TEST_P(Attaching, TheSameCommandHasEffectOnce) {
    auto const file = store("a.txt", "内容");
    auto const with = command();
    auto const first = attach(village_head(), id, with, "a.txt", file);
    EXPECT_EQ(attach(village_head(), id, with, "a.txt", file), first);
    EXPECT_EQ(rows_of("attachments"), 1);
    EXPECT_EQ(code_of([&] { attach(village_head(), id, with, "b.txt", file); }), "command.reused");
}

TEST_P(Attaching, ACommandIsAnsweredBeforeAnythingIsStored) {
    auto const with = command();
    auto const attached = [&](std::string const& command, std::string_view name, std::string_view content) {
        return read([&](storage::Reader const& reader) { return records.attached(reader, village_head(), id, command, name, content); });
    };
    EXPECT_FALSE(attached(with, "a.txt", "内容"));
    auto const first = attach(village_head(), id, with, "a.txt", store("a.txt", "内容"));
    EXPECT_EQ(attached(with, "a.txt", "内容"), first);
    EXPECT_EQ(code_of([&] { (void)attached(with, "a.txt", "别的内容"); }), "command.reused");
    EXPECT_EQ(code_of([&] { (void)attached(with, "b.txt", "内容"); }), "command.reused");
    EXPECT_EQ(code_of([&] { (void)attached("short", "a.txt", "内容"); }), "command.malformed");
    EXPECT_EQ(stored_files(), 1U);
}

TEST_P(Attaching, KeepsNoFileOfWhatFailed) {
    attach(village_head(), id, "一.txt", "内容");
    auto const failing = [&](Records::StoredFile const& file) {
        return code_of([&] {
            records.keep_file(db(), file, [&](storage::Transaction& transaction) {
                (void)records.attach(transaction, village_head(daqiao), id, command(), "二.txt", file);
            });
        });
    };
    EXPECT_EQ(failing(store("二.txt", "别的内容")), "records.not-found");
    EXPECT_EQ(stored_files(), 1U);
    EXPECT_EQ(failing(store("二.txt", "内容")), "records.not-found");
    EXPECT_EQ(stored_files(), 1U) << "another attachment uses it";

    // Two bring the same at once, and the first fails: the second hears of it instead of losing her file.
    auto const first = store("三.txt", "第三份");
    auto const second = store("三.txt", "第三份");
    EXPECT_EQ(failing(first), "records.not-found");
    EXPECT_EQ(code_of([&] { attach(village_head(), id, command(), "三.txt", second); }), "records.file-not-stored");
    EXPECT_EQ(rows_of("attachments"), 1);
    attach(village_head(), id, "三.txt", "第三份");
    EXPECT_EQ(stored_files(), 2U);
}

TEST_P(Attaching, IsWithinTheRecordsReach) {
    auto const made = attach(village_head(), id, "a.txt", "内容");
    EXPECT_EQ(attachment(keeper(), made).id, made);
    EXPECT_EQ(code_of([&] { attachment(village_head(daqiao), made); }), "records.attachment-not-found");
    EXPECT_EQ(code_of([&] { attachment(village_head(), made + 1); }), "records.attachment-not-found");
    EXPECT_EQ(code_of([&] { attach(village_head(daqiao), id, "b.txt", "内容"); }), "records.not-found");
    EXPECT_EQ(code_of([&] { attach(as("auditor", dongcheng), id, "b.txt", "内容"); }),
              "identity.not-permitted");
    EXPECT_EQ(rows_of("attachments"), 1);
}

TEST_P(Attaching, AFileThatWasLostIsSaidToBe) {
    auto const made = attachment(village_head(), attach(village_head(), id, "a.txt", "内容"));
    auto const file = folder.path() / "attachments" / made.hash.substr(0, 2) / made.hash;
    auto const orphans = [&] {
        return read([&](storage::Reader const& reader) { return records.orphans(reader); });
    };
    EXPECT_TRUE(orphans().empty());
    write_file(file, "短");
    EXPECT_EQ(code_of([&] { (void)records.attachment_content(made); }), "records.file-lost");
    ASSERT_EQ(orphans().size(), 1U);
    EXPECT_EQ(orphans()[0].zh, "附件 " + std::to_string(made.id) + " 的文件丢失或大小不符");
    std::filesystem::remove(file);
    EXPECT_EQ(code_of([&] { (void)records.attachment_content(made); }), "records.file-lost");
    EXPECT_EQ(orphans().size(), 1U);
    attach(village_head(), id, "again.txt", "内容");
    EXPECT_EQ(records.attachment_content(made), "内容") << "who brings the content again mends it";
}

INSTANTIATE_TEST_SUITE_P(Every, Attaching, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
