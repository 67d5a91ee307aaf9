#include "fill.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <memory>
#include <random>
#include <stdexcept>

#include "base/clock.h"
#include "identity/scope.h"
#include "installation/installation.h"
#include "org/org.h"
#include "people/people.h"

namespace niangjia::bench {
namespace {

constexpr int at_once = 20;
constexpr std::array channels{"letter", "visit", "call", "network"};
constexpr std::array categories{"domestic-violence", "divorce", "family-dispute"};
constexpr int gifts_of_ten = 1;
constexpr int answered_of_five = 1;

// Who acts in the villages of one township.
struct Place {
    org::Code village;
    identity::Context head;      // of the village
    identity::Context township;  // whose chair answers
};

std::vector<Place> places_of(Installation& installation) {
    auto const& roles = installation.roles;
    auto const* head = roles.find("village-head");
    auto const* chair = roles.find("township-chair");
    return installation.database->read([&](storage::Reader const& reader) {
        std::vector<Place> places;
        for (auto const& one : org::subtree(reader, *org::Code::parse("321300000000"))) {
            if (one.code.level() != org::Level::Village) continue;
            places.push_back({one.code, identity::Context{installation.clock, 1, "bench", {{head, one.code}}},
                              identity::Context{installation.clock, 1, "bench", {{chair, one.parent}}}});
        }
        return places;
    });
}

}  // namespace

std::int64_t count_of(std::filesystem::path const& data, char const* table) {
    sqlite3* raw = nullptr;
    if (sqlite3_open_v2((data / "niangjia.db").c_str(), &raw, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) throw std::runtime_error{"cannot open the data"};
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> const database{raw, sqlite3_close};
    std::int64_t count = -1;
    auto const text = fmt::format("SELECT COUNT(*) FROM {}", table);
    sqlite3_exec(
        raw, text.c_str(),
        [](void* target, int, char** values, char**) {
            *static_cast<std::int64_t*>(target) = std::stoll(values[0]);
            return 0;
        },
        &count, nullptr);
    return count;
}

void fill(std::filesystem::path const& data, std::filesystem::path const& packs, std::int64_t records,
          std::function<void(std::int64_t, std::int64_t)> const& progress) {
    auto const present = count_of(data, "records");
    SetClock clock{moment_of(Day::of(2015, 12, 30).value(), 12)};
    Installation installation{data, packs, clock};
    auto const places = places_of(installation);
    std::mt19937_64 random{static_cast<std::uint64_t>(present)};
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    auto const first = Day::of(2013, 1, 4).value();
    for (auto done = present; done < records;) {
        installation.database->write([&](storage::Transaction& transaction) {
            for (int i = 0; i < at_once && done < records; ++i, ++done) {
                auto const& place = places[below(places.size())];
                auto const day = first + static_cast<int>(below(1090));
                auto const name = fmt::format("bench-{}", done);
                if (done % 10 < gifts_of_ten) {
                    people::Person person;
                    person.org = place.village;
                    person.name = fmt::format("演示{}", done);
                    person.birth = Day::of(1980, 1, 1).value();
                    auto const who = installation.people.create(transaction, place.head, person, people::Despite::all()).id;
                    auto const id = installation.records.create(
                        transaction, place.head,
                        {name, "sheet-of-paper.grant", place.village, day, records::Party{packs::Who::Person, who},
                         {{"year", day.year()}, {"hardship", "illness"}}, {}, ""});
                    installation.records.act(transaction, place.head, id, 1, {name + "-d", "deliver", day, "", {{"value", 20'000}}, {}, std::nullopt, ""});
                } else {
                    auto const id = installation.records.create(transaction, place.head,
                                                                {name, "petitions.petition", place.village, day, std::nullopt,
                                                                 {{"channel", channels[below(channels.size())]}, {"category", categories[below(categories.size())]}}, {}, ""});
                    if (done % 5 < answered_of_five) {
                        installation.records.act(transaction, place.township, id, 1, {name + "-a", "answer", day, "", {{"outcome", "advised"}}, {}, std::nullopt, ""});
                    }
                }
            }
        });
        progress(done, records);
    }
}

}  // namespace niangjia::bench
