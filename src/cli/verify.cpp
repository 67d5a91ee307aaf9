#include <fmt/format.h>

#include "audit/audit.h"
#include "cli/command.h"
#include "demo/demo.h"
#include "funds/funds.h"
#include "installation/installation.h"

namespace niangjia::cli {

void add_verify(CLI::App& app, Common& common) {
    auto* command = app.add_subcommand("verify", "校验日志的哈希链、记录、附件、全文索引与账簿 verify the journal's chain, the records, the attachments, the search and the books");
    add_common(*command, common);
    command->callback([&common] {
        auto const clock = demo::clock_of(common.data);
        Installation installation{common.data, find_packs(common.packs), *clock};
        auto const [verdict, problems] = installation.database->read([&](storage::Reader const& reader) {
            auto found = installation.records.orphans(reader);
            for (auto& difference : installation.records.index_differences(reader)) found.push_back(std::move(difference));
            for (auto& difference : funds::differences(reader)) found.push_back(std::move(difference));
            return std::pair{audit::verify(reader), std::move(found)};
        });
        if (common.json()) {
            JsonWriter json;
            json.open_object().member("entries", verdict.entries).member("intact", !verdict.first_broken).key("firstBroken");
            verdict.first_broken ? json.number(*verdict.first_broken) : json.null();
            json.member("head", verdict.head).key("problems").open_array();
            for (auto const& problem : problems) json.text(problem);
            fmt::print("{}\n", json.close_array().close_object().str());
        } else {
            for (auto const& problem : problems) fmt::print("{}\n", problem.zh);
            if (verdict.first_broken) {
                fmt::print("日志自第 {} 条起与哈希不符：请停用并核对备份\n", *verdict.first_broken);
            } else {
                fmt::print("日志完整：{} 条，末端 {}\n", verdict.entries, verdict.head);
            }
        }
        if (verdict.first_broken || !problems.empty()) throw FoundWrong{};
    });
}

}  // namespace niangjia::cli
