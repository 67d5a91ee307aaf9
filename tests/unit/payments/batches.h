// An office that pays by batch: a fund with money, grants that were shown, and a batch on its way; several programs over one database.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "funds/funds.h"
#include "payments/payments.h"
#include "support/office.h"

namespace niangjia::payments {

using namespace testing_support;

inline std::filesystem::path money_packs() { return std::filesystem::path{NIANGJIA_SOURCE_DIR} / "tests" / "support" / "payments"; }

inline packs::Library const& money_library() {
    static auto const library = [] {
        PackFolder pack;
        for (auto const* const name : {"funds.yaml", "relief.yaml"}) pack.put(std::string{"shared/"} + name, content_of(money_packs() / name));
        auto loaded = pack.load();
        if (loaded.library == nullptr) {
            auto const& first = loaded.problems.at(0);
            throw std::runtime_error{first.file + ":" + std::to_string(first.line) + " " + first.text.en};
        }
        return loaded.library;
    }();
    return *library;
}

// A program at work on the database of that address.
struct Program {
    Program(std::string const& address, people::People const& people, std::filesystem::path const& folder)
        : database{storage::Database::open(address)},
          figures{*database, money_library()},
          records{*database, money_library(), figures, people, folder / "attachments"},
          payments{*database, money_library(), records, people} {}

    std::unique_ptr<storage::Database> const database;
    figures::Figures const figures;
    records::Records const records;
    Payments const payments;
};

class WithBatches : public OfficeDatabase {
  protected:
    void on(std::string_view text) { clock.set(moment_of(day(text))); }
    identity::Context as(std::string_view role, std::string_view place, identity::AccountId account) {
        return {clock, account, "王芳", {{test_roles().find(role), code(place)}}};
    }
    identity::Context village_head(std::string_view place = meiyuan) { return as("village-head", place, 1); }
    identity::Context keeper(std::string_view place = dongcheng) { return as("keeper", place, 3); }
    identity::Context clerk(std::string_view place = dongcheng) { return as("clerk", place, 4); }

    std::string command() { return "command-" + std::to_string(++commands_); }

    RecordId create(identity::Context const& context, std::string_view type, std::string_view place, json::object fields, std::optional<records::Party> subject = {}) {
        return write([&](storage::Transaction& transaction) {
            return office.records.create(transaction, context,
                                         {.command = command(), .type = std::string{type}, .org = code(place), .subject = subject, .fields = std::move(fields)});
        });
    }
    void act(identity::Context const& context, RecordId id, std::string_view name, std::string_view note = {}, json::object fields = {}) {
        auto const version = fetch(id).version;
        write([&](storage::Transaction& transaction) {
            office.records.act(transaction, context, id, version, {.command = command(), .action = std::string{name}, .note = std::string{note}, .fields = std::move(fields)});
        });
    }
    records::Record fetch(RecordId id) {
        return read([&](storage::Reader const& reader) { return office.records.fetch(reader, system(), id); });
    }
    std::string state(RecordId id) { return fetch(id).state->name; }

    // A fund with that much money, given by somebody.
    RecordId fund_with(Fen amount, std::string_view place = dongcheng, json::object fields = {}) {
        fields["name"] = "救助基金";
        auto const fund = create(system(), "funds.fund", place, std::move(fields));
        if (amount > 0) create(system(), "funds.gift", place, {{"donor", "邮政局"}, {"amount", amount}, {"fund", records::number_text(fund)}});
        return fund;
    }
    people::PersonId person(std::string_view name, std::string_view place = meiyuan, std::string_view number = {}) {
        return write([&](storage::Transaction& transaction) {
            people::Person her{.org = code(place), .name = std::string{name}};
            if (!number.empty()) {
                her.paper = people::Paper::IdCard;
                her.number = std::string{number};
            }
            return people.create(transaction, system(), her, people::Despite::all()).id;
        });
    }
    // Shown since today.
    RecordId grant(std::string_view name, json::object fields = {{"amount", 80'000}}, std::string_view place = meiyuan) {
        return create(village_head(place), "relief.grant", place, std::move(fields), records::Party{packs::Who::Person, person(name, place)});
    }
    // As many, each for somebody else.
    std::vector<RecordId> grants(int count, Fen amount = 80'000) {
        std::vector<RecordId> ids;
        while (static_cast<int>(ids.size()) < count) {
            write([&](storage::Transaction& transaction) {
                for (int i = 0; i < 250 && static_cast<int>(ids.size()) < count; ++i) {
                    auto const her = people.create(transaction, system(), {.org = code(meiyuan), .name = "受助人" + std::to_string(ids.size())}, people::Despite::all()).id;
                    ids.push_back(office.records.create(transaction, village_head(),
                                                        {.command = command(), .type = "relief.grant", .org = code(meiyuan),
                                                         .subject = records::Party{packs::Who::Person, her}, .fields = {{"amount", amount}}}));
                }
            });
        }
        return ids;
    }
    RecordId batch(RecordId fund, std::string_view place = dongcheng, json::object fields = {{"about", "relief"}}) {
        fields["fund"] = records::number_text(fund);
        return create(keeper(place), "funds.batch", place, std::move(fields));
    }
    // Gathered and approved.
    RecordId approved(RecordId fund) {
        auto const id = batch(fund);
        (void)payments().gather(keeper(), id);
        act(clerk(), id, "approve");
        return id;
    }
    RecordId sent(RecordId fund) {
        auto const id = approved(fund);
        (void)payments().send(keeper(), id);
        return id;
    }

    [[nodiscard]] Payments const& payments() const { return office.payments; }
    Batch found(RecordId id) {
        return read([&](storage::Reader const& reader) { return payments().find(reader, system(), id); });
    }
    std::vector<Item> items(RecordId id) {
        return read([&](storage::Reader const& reader) { return payments().items(reader, id, 0, 20'000); });
    }
    // What the fund has on that account.
    Fen on_account(RecordId fund, funds::Account account) {
        return read([&](storage::Reader const& reader) {
            for (auto const& balance : funds::balances(reader, fund)) {
                if (balance.account == account) return balance.net();
            }
            return Fen{0};
        });
    }
    std::vector<funds::Voucher> vouchers(RecordId id) {
        return read([&](storage::Reader const& reader) { return funds::vouchers_of_record(reader, id); });
    }
    void expect_books_agree() {
        for (auto const& difference : read([](storage::Reader const& reader) { return funds::differences(reader); })) ADD_FAILURE() << difference.en;
    }
    // Each was reserved once, and the fund has so much less.
    void expect_each_sent_once(RecordId fund, std::vector<RecordId> const& ids, Fen given, Fen each = 80'000) {
        for (auto const id : ids) {
            auto const all = vouchers(id);
            ASSERT_EQ(all.size(), 1U) << records::number_text(id);
            EXPECT_EQ(all.front().deed, funds::Deed::Reserve);
            EXPECT_EQ(all.front().amount, each);
        }
        auto const sum = each * static_cast<Fen>(ids.size());
        EXPECT_EQ(on_account(fund, funds::Account::Transit), sum);
        EXPECT_EQ(on_account(fund, funds::Account::Bank), given - sum);
        expect_books_agree();
    }
    // A bank's answer: arrived, but for those whose names are in `bounced`, given as (record, reason).
    std::string answer(RecordId id, std::vector<std::pair<RecordId, std::string>> const& bounced = {}) {
        Fen sum = 0;
        std::string lines;
        std::int64_t count = 0;
        for (auto const& item : items(id)) {
            if (item.state == ItemState::Dropped) continue;
            ++count;
            sum += item.amount;
            auto const back = std::ranges::find(bounced, item.record, &std::pair<RecordId, std::string>::first);
            lines += fmt::format("{},{},{}.{:02},{},{}\n", item.n, records::number_text(item.record), item.amount / 100, item.amount % 100,
                                 back == bounced.end() ? "成功" : "退回", back == bounced.end() ? "" : back->second);
        }
        return fmt::format("批次号,笔数,合计(元)\n{},{},{}.{:02}\n序号,业务编号,金额(元),结果,原因\n{}", records::number_text(id), count, sum / 100, sum % 100, lines);
    }

    people::People people{people::open_keys(db(), key_file(folder.path() / "data", {})), key_file(folder.path() / "data", {}), person_rules(money_library())};
    Program office{database().address(), people, folder.path()};

  private:
    int commands_ = 0;
};

}  // namespace niangjia::payments
