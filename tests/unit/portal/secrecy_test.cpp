// What a thief of the database, of its attachments and of the server's keys finds.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/digest.h"
#include "portal/portal.h"
#include "support/portal.h"

namespace niangjia::portal {
namespace {

using namespace testing_support;

class Secrecy : public OnEveryDatabaseWithPortal {
  protected:
    static std::string hex(std::string_view text) {
        std::string out;
        for (char const c : text) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
        return out;
    }
    // Every value of every table; bytes as they are, and once more in hexadecimal digits where PostgreSQL writes them so.
    std::string everything() {
        std::string all;
        if (on_postgres()) {
            std::vector<std::string> tables;
            read([&](storage::Reader const& reader) {
                auto rows = reader.query(storage::Query{"test/tables", "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"});
                while (rows.next()) tables.push_back(rows.string(0));
            });
            EXPECT_GT(tables.size(), 20U);
            for (auto const& table : tables) {
                auto const text = "SELECT CAST(t.* AS TEXT) FROM " + table + " t";
                read([&](storage::Reader const& reader) {
                    auto rows = reader.query(storage::Query{"test/dump", text});
                    while (rows.next()) all += rows.string(0) + "\n";
                });
            }
            return all;
        }
        auto const file = std::filesystem::path{database().address().substr(std::string_view{"sqlite:"}.size())};
        for (auto const& one : {file, std::filesystem::path{file.string() + "-wal"}}) {
            if (std::filesystem::exists(one)) all += content_of(one);
        }
        return all;
    }
    std::vector<std::string> wraps() {
        std::vector<std::string> found;
        for (auto const& [name, text] : {std::pair{"test/members", "SELECT wrapped FROM seal_members"}, {"test/recoveries", "SELECT wrapped FROM seal_recoveries"}, {"test/applicants", "SELECT wrapped FROM seal_applicants"}}) {
            read([&, query = storage::Query{name, text}](storage::Reader const& reader) {
                auto rows = reader.query(query);
                while (rows.next()) {
                    auto const bytes = rows.bytes(0);
                    found.emplace_back(reinterpret_cast<char const*>(bytes.data()), bytes.size());
                }
            });
        }
        return found;
    }
};

TEST_P(Secrecy, TheDatabaseItsPapersAndTheServersKeysTellNothingAndOpenNothing) {
    clerk();
    keeper();
    auto const wanted = wish();
    auto const id = ask(wanted);
    say(wanted.code, "孩子今年八岁");
    act(clerk(), id, "message", {}, "明天上午在茶馆见");
    act(clerk(), id, "remark", {}, "对方在镇上开店");
    act(clerk(), id, "accept");
    act(keeper(), id, "reply", {{"opinion", "已安排人陪同"}, {"legal-basis", "妇女权益保障法"}});
    step(wanted.code, "ask-review", {}, "还是害怕");
    add_paper(wanted.code, "左臂照片.txt", "照片里的左臂");

    auto const stored = everything();
    std::vector<std::string> const secrets{std::string{her_story}, "淤青", "小雨", "xiaoyu", "上午十点", "八岁", "茶馆", "镇上开店", "陪同", "还是害怕", "左臂",
                                           code(meiyuan).text() + "\"", wanted.code, grouped(wanted.code), wanted.code.substr(0, 8)};
    for (auto const& secret : secrets) {
        EXPECT_FALSE(stored.contains(secret)) << secret;
        EXPECT_FALSE(stored.contains(hex(secret))) << secret;
    }
    ASSERT_TRUE(stored.contains("network")) << "the dump does hold what is in the clear";
    for (auto const& entry : std::filesystem::recursive_directory_iterator{folder.path() / "data"}) {
        if (!entry.is_regular_file()) continue;
        auto const content = content_of(entry.path());
        for (auto const& secret : secrets) EXPECT_FALSE(content.contains(secret)) << entry.path() << " " << secret;
    }

    // The keys of the server, the mark by which the request is found, and whatever follows from them.
    std::vector<vault::Key> found;
    std::ifstream keys{folder.path() / "data" / "keys" / "field-keys"};
    for (std::string number, text; keys >> number >> text;) found.push_back(vault::Key::of_bytes(vault::of_base64(text)));
    ASSERT_EQ(found.size(), 1U);
    auto const mark = read([&](storage::Reader const& reader) {
        auto rows = reader.query(storage::Query{"test/marks", "SELECT mark FROM portal_requests"});
        (void)rows.next();
        return rows.string(0);
    });
    for (auto const& purpose : {"niangjia portal: find", "niangjia portal: open", ""}) {
        found.push_back(vault::Key::of_secret(mark, purpose));
        found.push_back(vault::Key::of_secret(found.front().bytes(), purpose));
    }
    auto const boxes = wraps();
    ASSERT_EQ(boxes.size(), 3U) << "clerk, keeper and she";
    for (auto const& key : found) {
        auto const pair = vault::KeyPair::of_secret(key);
        for (auto const& box : boxes) EXPECT_EQ(code_of([&] { (void)pair.unwrap(box); }), "vault.does-not-open");
    }
    // Her code does.
    auto const hers = vault::KeyPair::of_secret(vault::Key::of_secret(wanted.code, "niangjia portal: open"));
    EXPECT_EQ(std::count_if(boxes.begin(), boxes.end(), [&](auto const& box) { return code_of([&] { (void)hers.unwrap(box); }).empty(); }), 1);
    EXPECT_NE(mark, sha256_hex(wanted.code)) << "and it is found by no hash of the code itself";
}

TEST_P(Secrecy, TheJournalKnowsThatSomethingWasDoneAndNotWhat) {
    clerk();
    auto const wanted = wish();
    auto const id = ask(wanted);
    say(wanted.code, "好");
    auto const deeds = journal();
    auto const hers = std::count_if(deeds.begin(), deeds.end(), [](auto const& deed) { return deed.account == identity::applicant_account; });
    EXPECT_EQ(hers, 2);
    // What the journal hashes of a step that is in the clear: its changes and its note.
    for (auto const& deed : deeds) EXPECT_NE(deed.content_hash, sha256_hex("{}好"));
    act(clerk(), id, "remark", {}, "好");
    EXPECT_NE(journal().front().content_hash, sha256_hex("{}好"));
}

TEST_P(Secrecy, WhatItKeepsOfACommandIsFoundByTryingNeitherWithNorWithoutTheServersKeys) {
    clerk();
    auto const wanted = wish();
    auto const id = ask(wanted);
    say(wanted.code, "好");
    std::vector<std::string> kept;
    read([&](storage::Reader const& reader) {
        auto rows = reader.query(storage::Query{"test/digests", "SELECT digest FROM commands"});
        while (rows.next()) kept.push_back(rows.string(0));
    });
    ASSERT_EQ(kept.size(), 2U) << "she asked, and she wrote";
    // All of it is known or guessed: the number of the record, no day, no link, the step, no fields, the words.
    auto const request = std::to_string(id) + "  \n" + records::applicant_message_action().name + "\n{}\n好";
    std::vector<std::string> tries{request, identity::Context::applicant(clock, id, vault::KeyPair::make()).bound(request)};
    auto const keys = read([&](storage::Reader const& reader) { return office.people.keys(reader); });
    tries.push_back(std::to_string(keys->blind("command", request)));
    auto const found = [&](std::string const& tried) {
        return std::count_if(kept.begin(), kept.end(), [&](auto const& digest) { return sha256_hex(tried).starts_with(digest); });
    };
    for (auto const& tried : tries) EXPECT_EQ(found(tried), 0);
    EXPECT_EQ(found(her(wanted.code).bound(request)), 1) << "that is the request indeed: who has her code may tell";
}

INSTANTIATE_TEST_SUITE_P(Every, Secrecy, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::portal
