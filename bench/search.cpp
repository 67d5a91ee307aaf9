#include "search/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>
#include <random>
#include <thread>

#include "identity/identity.h"
#include "installation/installation.h"
#include "language.h"
#include "measure.h"
#include "search.h"

namespace niangjia::bench {
namespace {

constexpr std::int64_t city = 321300000000000000;
constexpr int counties = 5, townships = 20, villages = 14;  // 1,400 villages
constexpr int words_of_a_text = 50;
constexpr int writers = 8, documents_of_a_write = 4;

std::int64_t village(std::int64_t number) {
    auto const county = number % counties, township = number / counties % townships, one = number / counties / townships % villages;
    return city + (county + 2) * 1'000'000'000'000 + (township + 1) * 1'000'000'000 + (one + 1) * 1'000'000;
}

double fill(storage::Database& database, Language const& language, std::int64_t documents) {
    auto const first = Day::of(2013, 1, 4).value();
    std::atomic<std::int64_t> taken{0};
    auto const begun = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < writers; ++i) {
            threads.emplace_back([&, i] {
                std::mt19937_64 random{static_cast<std::uint64_t>(i)};
                for (std::int64_t from = taken += documents_of_a_write; from <= documents; from = taken += documents_of_a_write) {
                    std::vector<search::Document> some;
                    for (auto record = from - documents_of_a_write + 1; record <= from; ++record) {
                        some.push_back({record, org::Code{village(static_cast<std::int64_t>(random() % 1'400))}, static_cast<std::int64_t>(random() % 20),
                                        first + static_cast<int>(record * 1'090 / documents),
                                        {{identity::Sight::Public, "title", language.text(random, 5)},
                                         {identity::Sight::Public, "number", fmt::format("321302-{:08}", record)},
                                         {identity::Sight::Personal, "field.story", language.text(random, words_of_a_text - 15)},
                                         {identity::Sight::Internal, "note", language.text(random, 10)}}});
                    }
                    database.write([&](storage::Transaction& transaction) {
                        for (auto const& document : some) search::put(transaction, document);
                    });
                }
            });
        }
    }
    return static_cast<double>(documents) / Seconds{std::chrono::steady_clock::now() - begun}.count();
}

}  // namespace

void search(std::string const& address, std::filesystem::path const& packs, std::int64_t documents, double seconds) {
    auto const database = storage::Database::open(address);
    auto const all = all_migrations();
    database->migrate(all);
    Language const language;
    if (database->read([](storage::Reader const& reader) { return search::count(reader); }) == 0) {
        fmt::print("{} documents put: {:.0f} a second\n\n", documents, fill(*database, language, documents));
    }
    auto const roles = identity::Roles::read((packs / "common" / "roles.yaml").string());
    SetClock clock{moment_of(Day::of(2015, 12, 30).value(), 12)};
    auto const as = [&](std::string_view role, std::int64_t place) { return identity::Context{clock, 1, "bench", {{roles.find(role), org::Code{place}}}}; };
    struct Caller {
        std::string_view name;
        identity::Context context;
    };
    std::array const callers{Caller{"city's chair", as("head", city)}, Caller{"administrator", as("admin", city)},
                             Caller{"village chair", as("village-head", village(0))}};
    struct Asked {
        std::string_view name;
        std::string text;
    };
    std::array const asked{Asked{"a single character of nearly every text", character(0)},
                           Asked{"a very common word", language.word(0)},
                           Asked{"a word of the middle", language.word(500)},
                           Asked{"a rare word", language.word(words_known - 10)},
                           Asked{"a rare phrase of the most common characters", character(3) + character(2) + character(0) + character(1)},
                           Asked{"no such word", character(characters_known - 1) + character(0) + character(characters_known - 2)},
                           Asked{"two words, common and rare", language.word(0) + " " + language.word(words_known - 10)},
                           Asked{"a record's number", "321302-00004242"}};
    struct Within {
        std::string_view name;
        std::int64_t place;
    };
    std::array const places{Within{"city", city}, Within{"county", org::Code{village(0)}.at(org::Level::County)->value()}, Within{"village", village(0)}};
    fmt::print("| first 20 of | caller | within | found | p50 / p95, 1 client |\n|---|---|---|---|---|\n");
    for (auto const& one : asked) {
        for (auto const& caller : callers) {
            for (auto const& within : places) {
                if (!caller.context.reaches(identity::Permission::ReadRecords, org::Code{within.place})) continue;
                std::size_t found = 0;
                auto const took = measure(1, seconds, [&](int, std::size_t) {
                    found = database->read([&](storage::Reader const& reader) {
                        return search::find(reader, caller.context, {.text = one.text, .within = org::Code{within.place}}, {}, 20).hits.size();
                    });
                });
                fmt::print("| {} | {} | {} | {} | {:.2f} / {:.2f} ms |\n", one.name, caller.name, within.name, found, took.p50_ms, took.p95_ms);
                std::fflush(stdout);
            }
        }
    }
}

}  // namespace niangjia::bench
