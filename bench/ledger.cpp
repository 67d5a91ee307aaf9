#include "ledger.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <vector>

#include "audit/audit.h"
#include "funds/funds.h"
#include "measure.h"
#include "storage/ids.h"

namespace niangjia::bench {
namespace {

using funds::Account;
using funds::Fen;

org::Code const city{321300000000000000};
org::Code const village{321302001001000000};
funds::FundId const fund = storage::id_of(city.county_part(), 1);
constexpr int years = 10;
constexpr std::array<std::string_view, 5> programmes{"spring-bud", "mothers-parcel", "hardship-fund", "university-aid", "consolation-visits"};

constexpr storage::Sql count_vouchers{"bench/count_vouchers", "SELECT coalesce(max(id), 0), count(*) FROM vouchers"};

// The n-th payment: spread over the years, each of a record of its own.
funds::Cause payment(std::int64_t n, std::int64_t of) {
    funds::Cause by;
    by.record = storage::id_of(village.county_part(), n + 1'000'000);
    by.entry = 1;
    by.org = village;
    by.programme = programmes[static_cast<std::size_t>(n % 5)];
    by.person = n;
    by.day = Day{Day::of(2016, 1, 1)->number() + static_cast<std::int32_t>(n * (years * 365) / of)};
    by.at = moment_of(by.day);
    by.account = 1;
    return by;
}

void open_and_give(storage::Database& database) {
    database.write([](storage::Transaction& tx) {
        funds::open(tx, {fund, city, funds::Kind::Money, *Day::of(2015, 1, 1), {}, {}, {}, {}});
        // A hundred gifts, each enough for its share of what follows.
        for (std::int64_t i = 0; i < 100; ++i) {
            funds::Cause by;
            by.record = storage::id_of(city.county_part(), 2 + i);
            by.entry = 1;
            by.org = city;
            by.programme = "funds";
            by.day = *Day::of(2015, 1, 2);
            by.at = moment_of(by.day);
            (void)funds::receive(tx, by, fund, 1'000'000'00, Account::Gifts, i % 2 == 0 ? "province" : "city", {}, true);
        }
    });
}

void fill(storage::Database& database, std::int64_t wanted) {
    auto const there = database.read([](storage::Reader const& reader) {
        auto rows = reader.query(count_vouchers);
        (void)rows.next();
        return rows.integer(1);
    });
    if (there == 0) open_and_give(database);
    auto done = std::max<std::int64_t>(there, 100);
    constexpr std::int64_t together = 2'000;
    auto const begun = std::chrono::steady_clock::now();
    while (done < wanted) {
        auto const end = std::min(wanted, done + together);
        database.write([&](storage::Transaction& tx) {
            for (auto n = done; n < end; ++n) funds::pay(tx, payment(n, wanted), fund, 100 + n % 900);
        });
        done = end;
        if (done % 100'000 < together) {
            auto const took = Seconds{std::chrono::steady_clock::now() - begun}.count();
            fmt::print(stderr, "{} of {} vouchers, {:.0f} s\n", done, wanted, took);
        }
    }
}

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct EndStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// The rows that one payment writes, by bare statements: no rule is looked at.
class Bare {
  public:
    explicit Bare(std::filesystem::path const& file) {
        std::filesystem::remove(file);
        sqlite3* opened = nullptr;
        if (sqlite3_open(file.c_str(), &opened) != SQLITE_OK) throw std::runtime_error{"the bare database does not open"};
        database_.reset(opened);
        run("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;"
            "CREATE TABLE accounts (fund, pot, code, debits, credits, PRIMARY KEY (fund, pot, code)) WITHOUT ROWID;"
            "CREATE TABLE totals (fund, code, debits, credits, PRIMARY KEY (fund, code)) WITHOUT ROWID;"
            "CREATE TABLE months (fund, month, code, source, programme, debits, credits, PRIMARY KEY (fund, month, code, source, programme)) WITHOUT ROWID;"
            "CREATE TABLE plans (fund, year, programme, used, PRIMARY KEY (fund, year, programme)) WITHOUT ROWID;"
            "CREATE TABLE pots (fund, id, money_left, PRIMARY KEY (fund, id)) WITHOUT ROWID;"
            "CREATE TABLE vouchers (id INTEGER PRIMARY KEY, fund, year, n, day, month, at, account, record, entry, item, org, person, programme, deed, amount, plan_year, reverses, "
            "UNIQUE (fund, year, n), UNIQUE (record, entry, item));"
            "CREATE TABLE postings (voucher, line, fund, pot, debit, credit, amount, PRIMARY KEY (voucher, line)) WITHOUT ROWID;"
            "CREATE INDEX postings_of_pot ON postings (fund, pot, voucher);"
            "CREATE TABLE journal (seq INTEGER PRIMARY KEY, at, account, org, action, target, content_hash, hash);"
            "INSERT INTO pots VALUES (1, 1, 100000000000);");
        for (auto const* text : {"INSERT INTO vouchers VALUES (?1, 1, 2016, ?1, 17000, 24192, 0, 1, ?1, 1, 1, 1, ?1, 'spring-bud', 2, 100, 2016, NULL)",
                                 "INSERT INTO postings VALUES (?1, 1, 1, 1, 21, 1, 100)",
                                 "INSERT INTO journal VALUES (?1, 0, 1, 1, 'funds.pay', 'voucher:2826184688035430401', zeroblob(32), zeroblob(32))",
                                 "INSERT INTO accounts VALUES (1, 1, 21, 100, 0) ON CONFLICT DO UPDATE SET debits = debits + 100",
                                 "INSERT INTO accounts VALUES (1, 1, 1, 0, 100) ON CONFLICT DO UPDATE SET credits = credits + 100",
                                 "UPDATE pots SET money_left = money_left - 100 WHERE fund = 1 AND id = 1",
                                 "INSERT INTO totals VALUES (1, 21, 100, 0) ON CONFLICT DO UPDATE SET debits = debits + 100",
                                 "INSERT INTO totals VALUES (1, 1, 0, 100) ON CONFLICT DO UPDATE SET credits = credits + 100",
                                 "INSERT INTO months VALUES (1, 24192, 21, 'province', 'spring-bud', 100, 0) ON CONFLICT DO UPDATE SET debits = debits + 100",
                                 "INSERT INTO months VALUES (1, 24192, 1, 'province', 'spring-bud', 0, 100) ON CONFLICT DO UPDATE SET credits = credits + 100",
                                 "INSERT INTO plans VALUES (1, 2016, '', 100) ON CONFLICT DO UPDATE SET used = used + 100",
                                 "INSERT INTO plans VALUES (1, 2016, 'spring-bud', 100) ON CONFLICT DO UPDATE SET used = used + 100"}) {
            sqlite3_stmt* prepared = nullptr;
            if (sqlite3_prepare_v2(database_.get(), text, -1, &prepared, nullptr) != SQLITE_OK) throw std::runtime_error{sqlite3_errmsg(database_.get())};
            statements_.emplace_back(prepared);
        }
    }

    // Payments a second, so many in a commit that is on disk before the next.
    double pay(int together, double seconds) {
        auto const begun = std::chrono::steady_clock::now();
        std::int64_t n = 0;
        while (Seconds{std::chrono::steady_clock::now() - begun}.count() < seconds) {
            run("BEGIN");
            for (int i = 0; i < together; ++i) {
                ++n;
                for (std::size_t k = 0; k < statements_.size(); ++k) {
                    auto* const statement = statements_[k].get();
                    if (k < 3) sqlite3_bind_int64(statement, 1, n);
                    if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error{sqlite3_errmsg(database_.get())};
                    sqlite3_reset(statement);
                }
            }
            run("COMMIT");
        }
        return static_cast<double>(n) / Seconds{std::chrono::steady_clock::now() - begun}.count();
    }

  private:
    void run(std::string const& text) {
        if (sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error{sqlite3_errmsg(database_.get())};
    }

    std::unique_ptr<sqlite3, CloseDatabase> database_;
    std::vector<std::unique_ptr<sqlite3_stmt, EndStatement>> statements_;
};

}  // namespace

void ledger(LedgerOptions const& options) {
    auto const database = storage::Database::open(options.database);
    std::vector<storage::Migration> migrations;
    for (auto const& room : {storage::migrations(), audit::migrations(), funds::migrations()}) migrations.insert(migrations.end(), room.begin(), room.end());
    database->migrate(migrations);
    fill(*database, options.vouchers);

    auto const last = database->read([](storage::Reader const& reader) {
        auto rows = reader.query(count_vouchers);
        (void)rows.next();
        return rows.integer(1);
    });
    std::atomic<std::int64_t> n = last;
    auto const paying = measure(options.payers, options.seconds, [&](int, std::size_t) {
        auto by = payment(options.vouchers - 1, options.vouchers);
        by.record = storage::id_of(village.county_part(), 50'000'000 + n++);
        database->write([&](storage::Transaction& tx) { funds::pay(tx, by, fund, 100); });
    });
    fmt::print("{} vouchers in the books.\n{} payers together: {:.0f} payments a second, p50 {:.2f} ms, p95 {:.2f} ms\n", last, options.payers, paying.per_second, paying.p50_ms, paying.p95_ms);
    if (database->backend() == storage::Backend::Sqlite) {
        std::filesystem::path const file = options.database.substr(options.database.find(':') + 1) + ".bare";
        auto const bare = Bare{file}.pay(options.payers, options.seconds);
        std::filesystem::remove(file);
        fmt::print("The same rows bare, {} in a commit: {:.0f} a second. The product's share: {:.0f} %\n", options.payers, bare, 100 * paying.per_second / bare);
    }
    for (int const span : {1, years}) {
        auto const from = *Day::of(2016, 1, 1);
        auto const to = *Day::of(2016 + span - 1, 12, 31);
        auto const told = measure(1, options.seconds / 2, [&](int, std::size_t) {
            database->read([&](storage::Reader const& reader) {
                if (funds::statement(reader, fund, from, to).uses.empty()) throw std::runtime_error{"the statement tells of no use"};
            });
        });
        fmt::print("A statement over {} year(s): p50 {:.2f} ms, p95 {:.2f} ms\n", span, told.p50_ms, told.p95_ms);
    }
    auto const page = measure(1, options.seconds / 2, [&](int, std::size_t turn) {
        database->read([&](storage::Reader const& reader) {
            (void)funds::vouchers(reader, fund, 2020, funds::AfterVoucher{2020, 400'000 - static_cast<std::int64_t>(turn % 1000) * 50}, 50);
        });
    });
    fmt::print("A page of 50 vouchers out of the middle: p50 {:.2f} ms, p95 {:.2f} ms\n", page.p50_ms, page.p95_ms);
}

}  // namespace niangjia::bench
