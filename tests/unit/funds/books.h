// A ledger by itself: funds of a city, and causes that need no records.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "base/clock.h"
#include "base/error.h"
#include "funds/funds.h"
#include "storage/ids.h"
#include "support/databases.h"

namespace niangjia::funds {

inline org::Code const city{321300000000000000};
inline org::Code const county{321302000000000000};
inline org::Code const village{321302001001000000};

inline Day day(std::string_view text) { return *Day::parse(text); }

inline Fen sum_on(std::vector<Balance> const& all, Account account) {
    for (auto const& one : all) {
        if (one.account == account) return one.net();
    }
    return 0;
}

class Books : public testing_support::OnEveryDatabase {
  protected:
    Books() { db().migrate(migrations_of_room()); }

    template <class Job>
    auto write(Job&& job) {
        return db().write([&](storage::Transaction& tx) { return job(tx); });
    }
    template <class Job>
    auto read(Job&& job) {
        return db().read([&](storage::Reader const& reader) { return job(reader); });
    }
    static std::vector<storage::Migration> migrations_of_room() {
        std::vector<storage::Migration> all;
        for (auto const& room : {storage::migrations(), audit::migrations(), funds::migrations()}) all.insert(all.end(), room.begin(), room.end());
        return all;
    }

    FundId open_fund(std::vector<std::string> programmes = {}, org::Code org = city, Kind kind = Kind::Money) {
        FundId const id = storage::id_of(org.county_part(), ++last_);
        write([&](auto& tx) { open(tx, {id, org, kind, day("2015-01-01"), {}, {}, {}, std::move(programmes)}); });
        return id;
    }

    // The next record, in its first step.
    Cause cause(std::string programme = "spring-bud", std::string_view on = "2015-03-08", std::optional<std::int64_t> person = {}, org::Code org = village) {
        Cause one;
        one.record = storage::id_of(org.county_part(), ++last_);
        one.entry = 1;
        one.org = org;
        one.programme = std::move(programme);
        one.person = person;
        one.day = day(on);
        one.at = moment_of(one.day);
        one.account = 7;
        return one;
    }
    // Another step of the same record.
    static Cause next(Cause one, std::string_view on = "") {
        ++one.entry;
        if (!on.empty()) one.day = day(on);
        return one;
    }
    Cause in_city(std::string_view on = "2015-03-08") { return cause("funds", on, {}, city); }

    PotId give(FundId fund, Fen amount, Restriction const& restriction = {}, std::string_view source = "person", Account as = Account::Gifts) {
        auto const by = in_city();
        write([&](auto& tx) { (void)receive(tx, by, fund, amount, as, source, restriction, true); });
        return by.record;
    }

    // The code of the error that the job ends with; empty when it ends well.
    template <class Job>
    std::string refusal(Job&& job) {
        try {
            write(job);
            return {};
        } catch (Error const& failure) {
            return failure.code();
        }
    }
    Fen on(FundId fund, Account account) {
        return read([&](auto& reader) { return sum_on(balances(reader, fund), account); });
    }
    std::size_t faults() {
        return read([](auto& reader) { return differences(reader).size(); });
    }

    std::int64_t last_ = 0;
};

}  // namespace niangjia::funds
