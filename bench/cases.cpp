#include "cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <memory>
#include <random>
#include <regex>
#include <set>

#include "bare.h"
#include "demo/demo.h"
#include "language.h"
#include "org/org.h"
#include "person_lists.h"
#include "plans.h"
#include "served.h"

namespace niangjia::bench {
namespace {

constexpr std::string_view city = "321300000000";
constexpr std::string_view county = "321322000000";
constexpr std::array numbers_of_clients{1, 64};
constexpr std::size_t turns_watched = 8;

// A page is what the browser asks for when it is opened; here one request after the other.
struct Request {
    std::string path;
    boost::json::object body = {};  // none: GET
};
struct Page {
    std::string title;
    std::string account;
    std::function<std::vector<Request>(std::size_t turn)> asks;
    bool once = false;  // takes long: one client, a few times
};

class CaseBench {
  public:
    explicit CaseBench(CaseOptions const& options) : options_{options}, file_{options.data / "niangjia.db"} {
        watch_statements();
        clock_ = demo::clock_of(options.data);
        installation_ = std::make_unique<Installation>(options.data, options.packs, *clock_);
        served_ = std::make_unique<Served>(*installation_);
        villages_ = villages_of(*installation_);
        people_ = sizes_of(*installation_).people;
        subjects_ = numbers("SELECT subject_person FROM records WHERE subject_person IS NOT NULL");
        records_ = numbers("SELECT id FROM records WHERE parent IS NULL AND seal IS NULL");
        sqlite_ = installation_->database->backend() == storage::Backend::Sqlite;
    }

    void run() {
        auto const sizes = sizes_of(*installation_);
        fmt::print("{} people from lists, {} petitions\n\n", sizes.people, sizes.cases);
        fmt::print("| page | 1 client, p50 / p95 | 64 clients, p50 / p95 | its statements bare, 1 thread | p50 to bare |\n|---|---|---|---|---|\n");
        for (auto const& page : pages()) {
            if (page.title.contains(options_.page)) time(page);
        }
        if (sqlite_) print_plans();
    }

  private:
    // Of the county that is looked at, in an order of chance.
    [[nodiscard]] std::vector<std::int64_t> numbers(std::string_view statement) const {
        return installation_->database->read([&](storage::Reader const& reader) {
            auto const place = *org::Code::parse(county);
            auto rows = reader.query(storage::Query{"bench/numbers", statement}.then("AND org BETWEEN ? AND ? LIMIT 20000", place.value(), place.last().value()));
            std::vector<std::int64_t> found;
            while (rows.next()) found.push_back(rows.integer(0));
            std::shuffle(found.begin(), found.end(), std::mt19937_64{1});
            return found;
        });
    }

    // The day by which so many petitions had come in that a caller of the city reads, who is of no team.
    [[nodiscard]] Day day_of(int petitions) const {
        return installation_->database->read([&](storage::Reader const& reader) {
            storage::Query query{"bench/day_of", "SELECT r.opened FROM records r JOIN record_types t ON t.id = r.type"};
            query.where("t.name = ?", "petitions.petition").where("r.seal IS NULL").then("ORDER BY r.opened LIMIT 1 OFFSET ?", petitions - 1);
            auto rows = reader.query(query);
            return rows.next() ? Day{static_cast<std::int32_t>(rows.integer(0))} : clock_->today();
        });
    }

    [[nodiscard]] int someone(std::size_t turn) const { return static_cast<int>(turn * 7'919 % static_cast<std::size_t>(people_)); }

    std::vector<Page> pages() const {
        auto const clerk = fmt::format("{}-clerk", county.substr(0, 6)), head = fmt::format("{}-head", county.substr(0, 6));
        auto const keeper = fmt::format("{}-keeper", county.substr(0, 6));
        auto const village_head = villages_.front().text().substr(0, 12);
        auto const one = [](std::string path) { return [path](std::size_t) { return std::vector{Request{path}}; }; };
        auto const span = [](std::string_view org, int year) { return fmt::format("org={}&from={}-01-01&to={}-12-31", org, year, year); };
        auto const analysis = [=](std::string_view org) {
            return [=](std::size_t) {
                return std::vector{Request{"/api/figures/petitions.all/splits?" + span(org, 2014)}, Request{"/api/figures/petitions.all/splits?" + span(org, 2015)}};
            };
        };
        auto const casework = [=](std::string_view org) {
            return [=](std::size_t) {
                std::vector<Request> asked{{"/api/figures/values?figures=petitions.all,petitions.open,petitions.on-time-rate,petitions.spot-rate,petitions.satisfaction,"
                                            "petitions.repeats,petitions.repeat-rate&" + span(org, 2015)},
                                           {"/api/figures/petitions.all/splits?" + span(org, 2015)},
                                           {"/api/figures/petitions.open/splits?" + span(org, 2015)},
                                           {"/api/todos?limit=1"},
                                           {"/api/todos?limit=100"}};
                for (auto const* name : {"all", "open", "on-time-rate", "spot-rate", "satisfaction", "repeats"}) {
                    asked.push_back({fmt::format("/api/figures/petitions.{}?by=children&{}", name, span(org, 2015))});
                }
                return asked;
            };
        };
        auto const list = [=](std::string_view rest) { return one(fmt::format("/api/records?org={}&type=petitions.petition&limit=50{}", county, rest)); };
        Language const language;
        auto const search = [=](std::string const& words) {
            std::string path = fmt::format("/api/search?within={}&q=", county);
            for (unsigned char const byte : words) path += fmt::format("%{:02X}", byte);
            return one(path);
        };
        return {
            {"to-dos of a village head", village_head, one("/api/todos?limit=50")},
            {"to-dos of a county's clerk", clerk, one("/api/todos?limit=50")},
            {"to-dos of a county's head", head, one("/api/todos?limit=50")},
            {"yearly analysis of the city, two years", "city-head", analysis(city)},
            {"yearly analysis of a county, two years", head, analysis(county)},
            {"casework page of the city, eleven requests", "city-head", casework(city)},
            {"casework page of a county, eleven requests", head, casework(county)},
            {"caller recognised by telephone", clerk, [this](std::size_t turn) { return std::vector{Request{"/api/persons/candidates", {{"phone", phone_of(someone(turn))}}}}; }},
            {"caller unknown", clerk, [](std::size_t turn) { return std::vector{Request{"/api/persons/candidates", {{"phone", fmt::format("139{:08}", turn)}}}}; }},
            {"doubles by number, telephone, name and birth", clerk,
             [this](std::size_t turn) {
                 auto const i = someone(turn);
                 return std::vector{Request{"/api/persons/candidates",
                                            {{"number", number_of(i)}, {"phone", phone_of(i)}, {"name", "王芳芳"},
                                             {"birth", (*Day::of(1940, 1, 1) + i % 25'000).iso()}, {"org", std::string{county}}}}};
             }},
            {"search: a very common word", clerk, search(language.word(0))},
            {"search: a word of the middle", clerk, search(language.word(500))},
            {"search: a rare word", clerk, search(language.word(words_known - 10))},
            {"search: two words, common and rare", clerk, search(language.word(0) + " " + language.word(words_known - 10))},
            {"one person's file", clerk, [this](std::size_t turn) { return std::vector{Request{fmt::format("/api/persons/{}/file?limit=50", subjects_[turn % subjects_.size()])}}; }},
            {"one case with its timeline", clerk,
             [this](std::size_t turn) {
                 auto const id = records_[turn % records_.size()];
                 return std::vector{Request{fmt::format("/api/records/{}", id)}, Request{fmt::format("/api/records/{}/timeline", id)}};
             }},
            {"a county's cases, 50 a page", clerk, list("")},
            {"a county's open cases", clerk, list("&open=true")},
            {"a county's open cases of an early year", clerk, list("&open=true&from=2013-01-01&to=2013-12-31")},
            {"a county's cases in review", clerk, list("&state=in-review")},
            {"a county's cases with a word in their title", clerk, list("&q=%E5%AE%B6%E5%BA%AD%E6%9A%B4%E5%8A%9B")},
            {"a county's cases about a person", clerk,
             [this](std::size_t turn) {
                 return std::vector{Request{fmt::format("/api/records?org={}&type=petitions.petition&limit=50&subject={}", county, subjects_[turn % subjects_.size()])}};
             }},
            {"export of a county's cases of all years (xlsx)", keeper, one(fmt::format("/api/ledgers/petitions.petition?org={}&from=2010-01-01&to=2015-12-31", county)), true},
            {"export of 60,000 of the city's cases (xlsx)", "city-keeper",
             one(fmt::format("/api/ledgers/petitions.petition?org={}&from=2010-01-01&to={}", city, day_of(60'000).iso())), true},
        };
    }

    std::vector<Client>& clients_of(std::string const& account, std::size_t count) {
        auto& clients = clients_[account];
        while (clients.size() < count) clients.emplace_back(served_->server.port(), account, demo::password);
        return clients;
    }

    static std::size_t ask(Client& client, Page const& page, std::size_t turn) {
        std::size_t length = 0;
        for (auto const& [path, body] : page.asks(turn)) {
            length += body_of(path, body.empty() ? client.get(path) : client.post(path, boost::json::serialize(body))).size();
        }
        return length;
    }

    void time(Page const& page) {
        std::string row = "| " + page.title;
        std::size_t length = 0;
        Measured alone;
        for (auto const count : numbers_of_clients) {
            if (page.once && count > 1) {
                row += " | —";
                continue;
            }
            auto& clients = clients_of(page.account, static_cast<std::size_t>(count));
            auto const measured = measure(count, options_.seconds, [&](int client, std::size_t turn) {
                auto const one = ask(clients[static_cast<std::size_t>(client)], page, turn + static_cast<std::size_t>(client) * 131);
                if (client == 0) length = one;
            });
            if (count == 1) alone = measured;
            row += " | " + at(measured);
        }
        if (sqlite_) {
            std::vector<std::vector<std::string>> turns;
            for (std::size_t turn = 0; turn < (page.once ? 1 : turns_watched); ++turn) {
                static_cast<void>(take_statements());
                static_cast<void>(ask(clients_of(page.account, 1).front(), page, turn));
                turns.emplace_back();
                for (auto const& asked : take_statements()) {
                    turns.back().push_back(asked.full);
                    asked_[shape_of(asked.text)].insert(page.title);
                    texts_.try_emplace(shape_of(asked.text), asked.text);
                }
            }
            auto const bare = read_bare(file_, turns, options_.seconds / 2);
            row += fmt::format(" | {} of {} | {:.1f}", at(bare), turns.front().size(), alone.p50_ms / std::max(bare.p50_ms, 0.001));
        } else {
            row += " | — | —";
        }
        fmt::print("{} |{}\n", row, page.once ? fmt::format(" {:.1f} MB", static_cast<double>(length) / 1e6) : "");
        std::fflush(stdout);
    }

    // Lists of different lengths are one statement.
    static std::string shape_of(std::string const& text) {
        static std::regex const list{R"(\(\?\d+ *(, *\?\d+ *)*\))"}, blanks{R"(\s+)"};
        return std::regex_replace(std::regex_replace(text, blanks, " "), list, "(…)");
    }

    void print_plans() const {
        fmt::print("\nThe statements and their plans\n");
        int scans = 0;
        for (auto const& [shape, titles] : asked_) {
            auto const plan = plan_of(file_, texts_.at(shape));
            scans += plan.scans ? 1 : 0;
            fmt::print("\n{}{}\n    of {} page{}, first: {}\n    {}\n", plan.scans ? "SCANS A TABLE: " : "", shape, titles.size(), titles.size() == 1 ? "" : "s", *titles.begin(), plan.steps);
        }
        fmt::print("\n{} statements, {} of them read a table as a whole\n", asked_.size(), scans);
    }

    CaseOptions options_;
    std::filesystem::path file_;
    std::unique_ptr<Clock> clock_;
    std::unique_ptr<Installation> installation_;
    std::unique_ptr<Served> served_;
    std::vector<org::Code> villages_;
    int people_ = 0;
    bool sqlite_ = true;
    std::vector<std::int64_t> subjects_, records_;
    std::map<std::string, std::vector<Client>> clients_;
    std::map<std::string, std::set<std::string>> asked_;  // by statement: the pages
    std::map<std::string, std::string> texts_;
};

}  // namespace

void cases(CaseOptions const& options) {
    {
        auto const today = demo::clock_of(options.data)->today();
        SetClock clock{moment_of(today, 9)};
        Installation installation{options.data, options.packs, clock};
        auto const begun = std::chrono::steady_clock::now();
        auto const before = sizes_of(installation).cases;
        std::int64_t shown = 0;
        fill_cases(installation, options.sizes, [&](std::int64_t done, std::int64_t total) {
            if (done - shown < total / 20 && done < total) return;
            shown = done;
            fmt::print(stderr, "{} of {} petitions, {:.0f} a second\n", done, total, static_cast<double>(done - before) / Seconds{std::chrono::steady_clock::now() - begun}.count());
        });
    }
    if (!options.only_fill) CaseBench{options}.run();
}

}  // namespace niangjia::bench
