// niangjia_bench fill: makes a large installation of the demonstration's copy.
// niangjia_bench cases: makes people and cases in the demonstration's copy and times the pages of the casework.
// niangjia_bench search: times the full-text search over a database of its own.
// niangjia_bench run: times the product over HTTP with real sign-in, beside what bare prepared statements reach on the same rows.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <atomic>
#include <boost/json.hpp>
#include <mutex>
#include <random>

#include "bare.h"
#include "base/error.h"
#include "cases.h"
#include "client.h"
#include "demo/demo.h"
#include "fill.h"
#include "ledger.h"
#include "measure.h"
#include "org/org.h"
#include "search.h"
#include "served.h"

namespace niangjia::bench {
namespace {

constexpr std::array clients_of_writes{1, 8, 64};
constexpr std::array clients_of_reads{1, 64};
constexpr int rounds_of_writes = 3;
constexpr int most_clients = 64;
constexpr int list_length = 50;
constexpr std::string_view city = "321300000000";
constexpr std::string_view county = "321322000000";

struct Options {
    std::filesystem::path data, packs;
    double seconds = 5;
    bool only_writes = false;
};

class Bench {
  public:
    explicit Bench(Options const& options)
        : options_{options}, file_{options.data / "niangjia.db"}, copy_{options.data / "bench-copy.db"} {
        copy_file();
        clock_ = demo::clock_of(options.data);
        installation_ = std::make_unique<Installation>(options.data, options.packs, *clock_);
        served_ = std::make_unique<Served>(*installation_);
        villages_ = installation_->database->read([](storage::Reader const& reader) {
            std::vector<org::Code> villages;
            for (auto const& one : org::subtree(reader, *org::Code::parse(city))) {
                if (one.code.level() == org::Level::Village) villages.push_back(one.code);
            }
            return villages;
        });
        township_ = installation_->database->read([&](storage::Reader const& reader) { return org::find(reader, villages_.front())->parent; });
    }
    Bench(Bench const&) = delete;
    Bench& operator=(Bench const&) = delete;
    ~Bench() { std::filesystem::remove(copy_); }

    void run() {
        fmt::print("Records: {}, contributions: {}\n\n", count_of(options_.data, "records"), count_of(options_.data, "contributions"));
        writes();
        if (options_.only_writes) return;
        reads();
        whole_tree();
    }

  private:
    void copy_file() {
        for (auto const* end : {"-wal", "-shm"}) {
            auto const beside = std::filesystem::path{file_.string() + end};
            if (std::filesystem::exists(beside) && std::filesystem::file_size(beside) > 0) throw std::runtime_error{"the installation is in use, or was killed: run niangjia verify once"};
        }
        std::filesystem::copy_file(file_, copy_, std::filesystem::copy_options::overwrite_existing);
    }

    std::vector<Client> sign_in(int count, std::function<std::string(int)> const& name) {
        std::vector<Client> clients;
        for (int i = 0; i < count; ++i) clients.emplace_back(served_->server.port(), name(i), demo::password);
        return clients;
    }

    // A village chair's account is named after the village.
    [[nodiscard]] std::string village_account(int i) const { return villages_[static_cast<std::size_t>(i * 7) % villages_.size()].text().substr(0, 12); }

    void writes() {
        auto clients = sign_in(most_clients, [&](int i) { return village_account(i); });
        fmt::print("| writes: a petition is registered | over HTTP, p50 / p95 | the same rows bare | share |\n|---|---|---|---|\n");
        for (auto const count : clients_of_writes) {
            // The disk's own speed wanders: each round times both, one after the other, and the middle one of the ratios is told.
            struct Round {
                Measured ours;
                double bare;
            };
            std::vector<Round> rounds;
            for (int i = 0; i < rounds_of_writes; ++i) {
                auto const before = count_of(options_.data, "records");
                std::vector<std::int64_t> made;
                auto const ours = measure_writes(clients, count, before, made);
                auto const stored = count_of(options_.data, "records") - before;
                if (stored != static_cast<std::int64_t>(made.size())) throw std::runtime_error{fmt::format("{} answers, {} rows", made.size(), stored)};
                rounds.push_back({ours, write_again(copy_, file_, made, count)});
                written_ += stored;
            }
            std::sort(rounds.begin(), rounds.end(), [](Round const& a, Round const& b) { return a.ours.per_second * b.bare < b.ours.per_second * a.bare; });
            auto const& [ours, bare] = rounds[rounds.size() / 2];
            auto const share = [](Round const& round) { return 100 * round.ours.per_second / round.bare; };
            fmt::print("| {} client{} | {} | {:.0f}/s | {:.0f} % ({:.0f} to {:.0f} %) |\n", count, count == 1 ? "" : "s", at(ours), bare,
                       100 * ours.per_second / bare, share(rounds.front()), share(rounds.back()));
            std::fflush(stdout);
        }
        fmt::print("\nEvery answer has its row and every row its answer: {} records.\n\n", written_);
    }

    Measured measure_writes(std::vector<Client>& clients, int count, std::int64_t before, std::vector<std::int64_t>& made) {
        std::mutex mutex;
        return measure(count, options_.seconds, [&](int client, std::size_t turn) {
            auto const body = boost::json::serialize(boost::json::object{{"command", fmt::format("bench-{}-{}-{}-{}", before, count, client, turn)},
                                                                         {"type", "petitions.petition"},
                                                                         {"org", village_account(client)},
                                                                         {"fields", {{"channel", "visit"}, {"category", "divorce"}}}});
            auto const answer = clients[static_cast<std::size_t>(client)].post("/api/records", body);
            if (answer.status != 201) throw std::runtime_error{fmt::format("createRecord answered {}: {}", answer.status, answer.body)};
            auto const id = std::stoll(std::string{boost::json::parse(answer.body).at("id").as_string()});
            std::lock_guard const lock{mutex};
            made.push_back(id);
        });
    }

    struct Page {
        std::string title;
        std::string account;  // empty: of a village each
        std::function<std::string(int client, std::size_t turn)> path;
        std::vector<BareStatement> bare;
    };

    [[nodiscard]] std::vector<std::int64_t> some_records(std::int64_t low, std::int64_t high) const {
        return installation_->database->read([&](storage::Reader const& reader) {
            std::vector<std::int64_t> ids;
            auto rows = reader.query(storage::Query{"bench/records", "SELECT id FROM records"}.where("org BETWEEN ? AND ?", low, high).then("LIMIT 20000"));
            while (rows.next()) ids.push_back(rows.integer(0));
            std::shuffle(ids.begin(), ids.end(), std::mt19937_64{1});
            return ids;
        });
    }

    [[nodiscard]] std::int64_t number_of(std::string_view table, std::string_view name) const {
        return installation_->database->read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"bench/number", table == "figure_names" ? "SELECT id FROM figure_names" : "SELECT id FROM record_types"}.where("name = ?", name));
            if (!rows.next()) throw std::runtime_error{"no number"};
            return rows.integer(0);
        });
    }

    std::vector<Page> pages() {
        auto const code = [](std::string_view text) { return *org::Code::parse(text); };
        auto const ids = some_records(code(city).value(), code(city).last().value());
        auto const id = [ids](std::size_t turn) { return ids[turn % ids.size()]; };
        auto const one_id = [id](std::size_t turn) { return std::vector{id(turn)}; };
        auto const petition = number_of("record_types", "petitions.petition");
        auto const people = number_of("figure_names", "sheet-of-paper.people");
        auto const county_code = code(county);
        auto const township = township_.value();
        BareStatement const list{"SELECT r.* FROM record_lists l JOIN records r ON r.id = l.record WHERE l.place = ? AND l.type = ? AND r.closed IS NULL "
                                 "ORDER BY l.opened DESC, l.record DESC LIMIT 51",
                                 [=](std::size_t) { return std::vector{township, petition}; }};
        std::vector<BareStatement> record{{"SELECT * FROM records WHERE id = ?", one_id},
                                          {"SELECT * FROM participants WHERE record = ?", one_id},
                                          {"SELECT * FROM attachments WHERE record = ?", one_id},
                                          {"SELECT * FROM record_links WHERE record = ?", one_id},
                                          {"SELECT * FROM todos WHERE record = ?", one_id}};
        // Four kinds of work of the city and each of its counties.
        std::vector<BareStatement> dashboard;
        for (auto const& place : installation_->database->read([&](storage::Reader const& reader) { return org::subtree(reader, code(city)); })) {
            if (place.code.level() > org::Level::County) continue;
            for (std::int64_t work = 1; work <= 4; ++work) {
                dashboard.push_back({"SELECT month, amount FROM rollups WHERE year = 2015 AND org = ? AND figure = ? ORDER BY month",
                                     [=](std::size_t) { return std::vector{place.code.value(), work}; }});
            }
        }
        std::vector<BareStatement> distinct{{"SELECT COUNT(DISTINCT who) FROM contributions WHERE figure = ? AND year = 2015 AND org BETWEEN ? AND ?",
                                             [=](std::size_t) { return std::vector{people, county_code.value(), county_code.last().value()}; }}};
        auto const village = [this](int client) { return village_account(client); };
        return {
            {"one record (administrator)", "city-admin", [id](int client, std::size_t turn) { return fmt::format("/api/records/{}", id(turn + static_cast<std::size_t>(client) * 131)); }, record},
            {fmt::format("a township's open petitions, {} a page (administrator)", list_length), "city-admin",
             [this](int, std::size_t) { return fmt::format("/api/records?org={}&type=petitions.petition&open=true&limit={}", township_.text(), list_length); }, {list}},
            {"the city's dashboard by county and month (administrator)", "city-admin", [](int, std::size_t) { return fmt::format("/api/dashboard?org={}&year=2015", city); }, dashboard},
            {"distinct people of a county in a year (administrator)", "city-admin",
             [](int, std::size_t) { return fmt::format("/api/figures/values?org={}&from=2015-01-01&to=2015-12-31&figures=sheet-of-paper.people", county); }, distinct},
            {"to-dos (village member)", "", [](int, std::size_t) { return std::string{"/api/todos"}; }, {}},
            {"a village's petitions (administrator)", "city-admin",
             [village](int client, std::size_t) { return fmt::format("/api/records?org={}&type=petitions.petition&limit={}", village(client), list_length); }, {}},
            {"a village's petitions (village member)", "",
             [village](int client, std::size_t) { return fmt::format("/api/records?org={}&type=petitions.petition&limit={}", village(client), list_length); }, {}},
            {"a village's figures (administrator)", "city-admin",
             [village](int client, std::size_t) { return fmt::format("/api/figures/values?org={}&from=2015-01-01&to=2015-12-31", village(client)); }, {}},
            {"a village's figures (village member)", "",
             [village](int client, std::size_t) { return fmt::format("/api/figures/values?org={}&from=2015-01-01&to=2015-12-31", village(client)); }, {}},
        };
    }

    void reads() {
        auto members = sign_in(most_clients, [&](int i) { return village_account(i); });
        auto administrators = sign_in(most_clients, [](int) { return std::string{"city-admin"}; });
        fmt::print("| reads | 1 client, p50 / p95 | 64 clients, p50 / p95 | bare, 1 thread | bare, 64 threads |\n|---|---|---|---|---|\n");
        for (auto const& page : pages()) {
            auto& clients = page.account.empty() ? members : administrators;
            std::string row = "| " + page.title;
            for (auto const count : clients_of_reads) {
                row += " | " + at(measure(count, options_.seconds, [&](int client, std::size_t turn) {
                           static_cast<void>(get(clients[static_cast<std::size_t>(client)], page.path(client, turn)));
                       }));
            }
            for (auto const count : clients_of_reads) row += " | " + (page.bare.empty() ? std::string{"—"} : at(read_bare(file_, page.bare, count, options_.seconds / 2)));
            fmt::print("{} |\n", row);
            std::fflush(stdout);
        }
    }

    // Every figure of every organisation of the city for a year, in one request; and current as of the last commit.
    void whole_tree() {
        auto client = sign_in(1, [](int) { return std::string{"city-admin"}; });
        auto const path = fmt::format("/api/figures/tree?org={}&from=2015-01-01&to=2015-12-31", city);
        std::size_t length = 0;
        auto const took = measure(1, options_.seconds, [&](int, std::size_t) { length = get(client.front(), path).size(); });
        fmt::print("\nThe whole tree's figures of 2015 in one request: {}, {:.1f} MB of JSON.\n", at(took), static_cast<double>(length) / 1e6);

        auto member = sign_in(1, [&](int) { return village_account(0); });
        auto const opened = [&] {
            return boost::json::parse(get(client.front(), fmt::format("/api/dashboard?org={}&year=2015", city))).at("opened").to_number<std::int64_t>();
        };
        auto const before = opened();
        auto const body = boost::json::serialize(boost::json::object{{"command", fmt::format("bench-current-{}", before)},
                                                                     {"type", "petitions.petition"},
                                                                     {"org", village_account(0)},
                                                                     {"fields", {{"channel", "visit"}, {"category", "divorce"}}}});
        auto const made = member.front().post("/api/records", body);
        auto const after = opened();
        fmt::print("The dashboard right after a commit (answer {}): {} before, {} after.\n", made.status, before, after);
    }

    Options options_;
    std::filesystem::path file_, copy_;
    std::unique_ptr<Clock> clock_;
    std::unique_ptr<Installation> installation_;
    std::unique_ptr<Served> served_;
    std::vector<org::Code> villages_;
    org::Code township_;
    std::int64_t written_ = 0;
};

}  // namespace
}  // namespace niangjia::bench

int main(int count, char** arguments) {
    using namespace niangjia;
    CLI::App app{"Benchmarks of Niangjia"};
    app.require_subcommand(1);
    bench::Options options;
    std::string packs;
    std::int64_t records = 1'000'000;
    app.add_option("--data", options.data, "an installation that niangjia demo has made; it is changed (search: any folder)")->required();
    app.add_option("--packs", packs, "the folder of packs");
    auto* const fill = app.add_subcommand("fill", "add records until there are --records");
    fill->add_option("--records", records)->capture_default_str();
    auto* const run = app.add_subcommand("run", "time reads and writes");
    run->add_option("--seconds", options.seconds, "for each measurement")->capture_default_str();
    run->add_flag("--only-writes", options.only_writes, "leave the reads out");
    std::string address;
    std::int64_t documents = 300'000;
    double asking = 1;
    auto* const search = app.add_subcommand("search", "time the full-text search");
    search->add_option("--database", address, "an empty database, or one that this has filled (default: search-bench.db in --data)");
    search->add_option("--documents", documents)->capture_default_str();
    search->add_option("--seconds", asking, "for each measurement")->capture_default_str();
    bench::CaseOptions of_cases;
    auto* const cases = app.add_subcommand("cases", "make people and cases as far as they are not there, and time the casework");
    cases->add_option("--people", of_cases.sizes.people)->capture_default_str();
    cases->add_option("--cases", of_cases.sizes.cases)->capture_default_str();
    cases->add_option("--seconds", of_cases.seconds, "for each measurement")->capture_default_str();
    cases->add_option("--page", of_cases.page, "only pages whose titles hold this");
    cases->add_flag("--only-fill", of_cases.only_fill, "measure nothing");
    bench::LedgerOptions of_ledger;
    auto* const ledger = app.add_subcommand("ledger", "fill a ledger as far as it is not filled, and time payments and statements");
    ledger->add_option("--database", of_ledger.database, "an empty database, or one that this has filled (default: ledger-bench.db in --data)");
    ledger->add_option("--vouchers", of_ledger.vouchers)->capture_default_str();
    ledger->add_option("--seconds", of_ledger.seconds, "for each measurement")->capture_default_str();
    CLI11_PARSE(app, count, arguments);
    try {
        if (ledger->parsed()) {
            if (of_ledger.database.empty()) of_ledger.database = "sqlite:" + (options.data / "ledger-bench.db").string();
            bench::ledger(of_ledger);
            return 0;
        }
        options.packs = find_packs(packs);
        if (fill->parsed()) {
            std::int64_t shown = 0;
            bench::fill(options.data, options.packs, records, [&](std::int64_t done, std::int64_t total) {
                if (done - shown < total / 50 && done < total) return;
                shown = done;
                fmt::print(stderr, "{} of {} records\n", done, total);
            });
        }
        if (cases->parsed()) {
            of_cases.data = options.data;
            of_cases.packs = options.packs;
            bench::cases(of_cases);
        }
        if (search->parsed()) {
            bench::search(address.empty() ? "sqlite:" + (options.data / "search-bench.db").string() : address, options.packs, documents, asking);
        }
        if (run->parsed()) bench::Bench{options}.run();
    } catch (std::exception const& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
    return 0;
}
