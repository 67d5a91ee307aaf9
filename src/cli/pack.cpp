#include <fmt/format.h>

#include "base/json.h"
#include "cli/command.h"
#include "identity/identity.h"
#include "identity/recovery.h"
#include "installation/installation.h"

namespace niangjia::cli {

void add_pack(CLI::App& app, Common& common) {
    auto* command = app.add_subcommand("pack", "项目包 packs");
    command->require_subcommand(1);
    auto const organisation = std::make_shared<std::string>("women");
    auto* check = command->add_subcommand("check", "检查项目包，逐条指出文件、行、列 check the packs");
    add_common(*check, common);
    check->add_option("--organisation", *organisation, "women 或 union")->capture_default_str();
    check->callback([organisation, &common] {
        auto const folder = find_packs(common.packs);
        auto const roles = identity::Roles::read((folder / "common" / "roles.yaml").string());
        (void)identity::SealRules::read((folder / "common" / "seals.yaml").string());
        auto const loaded = packs::Library::load(folder, *organisation, roles);
        if (common.json()) {
            JsonWriter json;
            json.open_array();
            for (auto const& problem : loaded.problems) {
                json.open_object().member("file", problem.file).member("line", problem.line).member("column", problem.column);
                json.member("text", problem.text).close_object();
            }
            fmt::print("{}\n", json.close_array().str());
        } else {
            for (auto const& problem : loaded.problems) {
                fmt::print("{}:{}:{}: {}\n    {}\n", problem.file, problem.line, problem.column, problem.text.zh, problem.text.en);
            }
        }
        if (!loaded.problems.empty()) {
            if (!common.json()) fmt::print("{} 处问题 / problems\n", loaded.problems.size());
            throw FoundWrong{};
        }
        if (!common.json()) {
            fmt::print("项目包无误：{} 个项目，{} 种记录，{} 个指标，{} 种报告\n", loaded.library->programmes().size(),
                       loaded.library->record_type_count(), loaded.library->figures().size(), loaded.library->reports().size());
        }
    });
}

}  // namespace niangjia::cli
