// A million persons: how fast lists come in, and how fast one is recognised among them. See docs/performance.md.
//
//   niangjia_bench_persons ADDRESS PACKS [PERSONS]      sqlite:FILE or a postgres address; its tables must not exist yet
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "installation/installation.h"
#include "org/org.h"
#include "person_lists.h"

namespace niangjia::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::vector<org::Code> make_place(storage::Database& database, identity::Context const& system, std::filesystem::path const& folder) {
    auto const write = [&](std::string const& name, std::string const& text) { std::ofstream{folder / name, std::ios::binary} << text; };
    write("provinces.csv", "code,name\n44,青山省\n");
    write("cities.csv", "code,name,provinceCode\n4499,临江市,44\n");
    std::string areas = "code,name,cityCode,provinceCode\n";
    std::string streets = "code,name,areaCode,provinceCode,cityCode\n";
    std::string villages = "code,name,streetCode,provinceCode,cityCode,areaCode\n";
    std::vector<org::Code> codes;
    for (int area = 1; area <= 5; ++area) {
        areas += fmt::format("4499{:02},第{}区,4499,44\n", area, area);
        for (int street = 1; street <= 20; ++street) {
            streets += fmt::format("4499{:02}{:03},街道{}之{},4499{:02},44,4499\n", area, street, area, street, area);
            for (int village = 1; village <= 15; ++village) {
                auto const code = fmt::format("4499{:02}{:03}{:03}", area, street, village);
                villages += fmt::format("{},村{}居委会,4499{:02}{:03},44,4499,4499{:02}\n", code, code, area, street, area);
                codes.push_back(org::Code::parse(code).value());
            }
        }
    }
    write("areas.csv", areas);
    write("streets.csv", streets);
    write("villages.csv", villages);
    (void)org::import_divisions(database, system, folder.string(), org::Code::parse("4499").value(), "妇女联合会", [](std::int64_t, std::int64_t) {});
    return codes;
}

template <class F>
void measure(std::string_view what, int times, F&& act) {
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        auto const start = Clock::now();
        act(i);
        took.push_back(seconds_since(start) * 1000);
    }
    std::ranges::sort(took);
    fmt::print("{:44} median {:7.3f} ms, 99 % {:7.3f} ms, of {}\n", what, took[took.size() / 2], took[took.size() * 99 / 100], times);
}

void explain(storage::Database& database, std::string_view what, std::string const& statement) {
    fmt::print("--- {}\n", what);
    auto const prefix = database.backend() == storage::Backend::Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
    auto const text = prefix + statement;
    database.read([&](storage::Reader const& reader) {
        auto rows = reader.query(storage::Query{"bench/explain", text});
        while (rows.next()) fmt::print("{}\n", rows.text(database.backend() == storage::Backend::Sqlite ? 3 : 0));
    });
}

int run(std::string const& address, std::string const& packs, int count) {
    auto const folder = std::filesystem::temp_directory_path() / fmt::format("niangjia-bench-{}", std::random_device{}());
    std::filesystem::create_directories(folder / "data");
    SystemClock const clock;
    Settings settings;
    settings.database = address;
    Installation::create(folder / "data", settings);
    Installation installation{folder / "data", packs, clock};
    auto& database = *installation.database;
    auto const system = identity::Context::system(clock);
    auto const villages = make_place(database, system, folder);
    auto const city = org::Code::parse("4499").value();

    import_persons(installation, city, villages, count);

    auto const at = [&](int i) { return static_cast<int>((static_cast<std::int64_t>(i) * 7'919) % count); };
    auto const known = [&](people::Probe const& probe) {
        return database.read([&](storage::Reader const& reader) { return installation.people.known(reader, system, probe).size(); });
    };
    measure("recognition by telephone", 2'000, [&](int i) {
        if (known({.phones = {phone_of(at(i))}}) == 0) fmt::print("nobody?\n");
    });
    measure("recognition by telephone, unknown", 2'000, [&](int i) { (void)known({.phones = {fmt::format("139{:08}", i)}}); });
    measure("duplicates by number, telephone and name", 2'000, [&](int i) {
        (void)known({.number = number_of(at(i)), .phones = {phone_of(at(i))}, .name = "王芳芳", .birth = Day::of(1940, 1, 1).value() + i, .org = villages[0]});
    });
    auto const search = [&](org::Code within, std::string_view name) {
        return database.read([&](storage::Reader const& reader) { return installation.people.search(reader, system, within, name, 0, 50).size(); });
    };
    measure("names that begin with 王芳, a county", 300, [&](int i) { (void)search(villages[static_cast<std::size_t>(i) % villages.size()].at(org::Level::County).value(), "王芳"); });
    measure("names that begin with 王芳, the city", 300, [&](int) { (void)search(city, "王芳"); });

    explain(database, "by blind number", "SELECT person FROM person_blinds WHERE purpose = 2 AND blind IN (17, 18) ORDER BY person LIMIT 20");
    explain(database, "by name, birth and county",
            "SELECT p.id FROM persons p WHERE p.name = '王芳芳' AND p.birth = -9000 AND p.county = 449901 AND p.merged_into IS NULL AND p.erased IS NULL ORDER BY p.id LIMIT 20");
    explain(database, "by the beginning of a name",
            "SELECT p.id FROM persons p WHERE (county = 449901) AND (name >= '王芳' AND name < '王芴') AND (id > 0) AND (merged_into IS NULL AND erased IS NULL) "
            "AND (org BETWEEN 449901000000000000 AND 449901999999999999) ORDER BY name, id LIMIT 50");
    std::filesystem::remove_all(folder);
    return 0;
}

}  // namespace
}  // namespace niangjia::bench

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "niangjia_bench_persons ADDRESS PACKS [PERSONS]\n");
        return 2;
    }
    try {
        return niangjia::bench::run(argv[1], argv[2], argc > 3 ? std::stoi(argv[3]) : 1'000'000);
    } catch (std::exception const& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
}
