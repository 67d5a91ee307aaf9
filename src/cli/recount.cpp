#include <fmt/format.h>

#include <limits>

#include "cli/command.h"
#include "demo/demo.h"
#include "installation/installation.h"

namespace niangjia::cli {

void add_recount(CLI::App& app, Common& common) {
    auto const repair = std::make_shared<bool>(false);
    auto* command = app.add_subcommand("recount", "由记录重算全部指标，列出每处差异 compute all figures again from the records");
    add_common(*command, common);
    command->add_flag("--repair", *repair, "补记差额、改正汇总 balance what differs");
    command->callback([repair, &common] {
        auto const clock = demo::clock_of(common.data);
        Installation installation{common.data, find_packs(common.packs), *clock};
        std::size_t const most = *repair ? std::numeric_limits<std::size_t>::max() : 1'000;
        auto const result = installation.database->read([&](storage::Reader const& reader) {
            return installation.figures.recount(reader, [&](auto const& visit) { installation.records.each(reader, visit); }, most);
        });
        if (*repair && result.differing > 0) {
            installation.database->write([&](storage::Transaction& transaction) { installation.figures.repair(transaction, result); });
        }
        if (common.json()) {
            JsonWriter json;
            json.open_object().member("records", result.records).member("contributions", result.contributions).member("differing", result.differing);
            json.member("repaired", *repair).key("differences").open_array();
            for (auto const& one : result.differences) {
                json.open_object().member("figure", one.figure).member("org", one.org.text()).member("day", one.day.iso()).key("record").id(one.record);
                json.member("stored", one.stored).member("counted", one.counted).close_object();
            }
            fmt::print("{}\n", json.close_array().close_object().str());
        } else {
            for (auto const& one : result.differences) {
                fmt::print("{} {} {} {}：存 {}，应为 {}\n", one.figure, one.org.text(), one.day.iso(),
                           one.record == 0 ? "月度汇总" : "记录 " + records::number_text(one.record), one.stored, one.counted);
            }
            fmt::print("重算 {} 条记录、{} 笔计数：{} 处差异{}\n", result.records, result.contributions, result.differing,
                       *repair && result.differing > 0 ? "，已改正" : "");
        }
        if (result.differing > 0 && !*repair) throw FoundWrong{};
    });
}

}  // namespace niangjia::cli
