#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "base/error.h"
#include "cli/command.h"
#include "installation/installation.h"
#include "org/org.h"

namespace niangjia::cli {
namespace {

constexpr Message bad_code{ErrorKind::Invalid, "cli.bad-code", "“{}”不是行政区划代码", "'{}' is no division code"};
constexpr Message no_password{ErrorKind::Invalid, "cli.no-password", "请通过标准输入给出管理员的初始密码（至少 8 位）",
                              "Give the administrator's first password on standard input (8 characters at least)"};

// The password comes by standard input, never by the command line, where others could see it.
std::string ask_password() {
    if (isatty(STDIN_FILENO) != 0) fmt::print(stderr, "管理员初始密码 / first password: ");
    std::string password;
    std::getline(std::cin, password);
    if (password.size() < 8) throw error(no_password);
    return password;
}

}  // namespace

void add_init(CLI::App& app, Common& common) {
    struct Options {
        Settings settings;
        std::string top;
        std::string divisions;
        std::string admin = "admin";
    };
    auto const options = std::make_shared<Options>();
    auto* command = app.add_subcommand("init", "建立数据目录、组织树和管理员 make an installation, its tree and its administrator");
    add_common(*command, common);
    command->add_option("--organisation", options->settings.organisation, "women 或 union")->capture_default_str();
    command->add_option("--database", options->settings.database, "PostgreSQL 地址；不填则用 SQLite");
    command->add_option("--top", options->top, "省、市或县的代码")->required();
    command->add_option("--divisions", options->divisions, "行政区划数据目录（含 villages.csv 等）")->required();
    command->add_option("--admin", options->admin, "管理员的账号名")->capture_default_str();
    command->callback([options, &common] {
        auto const top = org::Code::parse(options->top);
        if (!top) throw error(bad_code, options->top);
        auto const password = ask_password();
        auto const packs = find_packs(common.packs);
        Beginning beginning{common.data, options->settings};
        SystemClock const clock;
        Installation installation{common.data, packs, clock};
        auto const system = identity::Context::system(clock);
        Progress progress{"导入行政区划"};
        auto const result = org::import_divisions(*installation.database, system, options->divisions, *top, "妇女联合会",
                                                  [&](std::int64_t done, std::int64_t total) { progress.show(done, total); });
        for (auto const& problem : result.problems) fmt::print(stderr, "{}:{}: {}\n", problem.file, problem.line, problem.text.zh);
        if (!result.problems.empty()) throw FoundWrong{};
        auto const hash = identity::Identity::hash_password(password);
        installation.database->write([&](storage::Transaction& transaction) {
            (void)installation.identity.create_account(transaction, system, {options->admin, "系统管理员", password, {{"admin", top->text()}}, true}, hash);
        });
        beginning.keep();
        fmt::print("已建立：{} 个组织，管理员账号 {}（首次登录须改密码）。启动：niangjia serve --data {}\n", result.added, options->admin, common.data);
    });
}

}  // namespace niangjia::cli
