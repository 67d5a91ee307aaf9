#include "search/search.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "demo/demo.h"
#include "installation/installation.h"

namespace niangjia::cli {

void fill_search(Installation& installation) {
    Progress progress{"建立全文索引"};
    installation.records.fill_index(*installation.database, [&](std::int64_t done, std::int64_t total) { progress.show(done, total); });
}

void add_search(CLI::App& app, Common& common) {
    auto* command = app.add_subcommand("search", "全文检索 the full-text search");
    command->require_subcommand(1);
    auto* rebuild = command->add_subcommand("rebuild", "重建全文索引；中断后再运行即接着做 fill the index anew; after an interruption it goes on");
    add_common(*rebuild, common);
    rebuild->callback([&common] {
        auto const clock = demo::clock_of(common.data);
        Installation installation{common.data, find_packs(common.packs), *clock};
        installation.database->write([](storage::Transaction& transaction) {
            if (search::state(transaction).filled) search::start_over(transaction);
        });
        fill_search(installation);
        auto const records = installation.database->read([](storage::Reader const& reader) { return search::count(reader); });
        if (common.json()) {
            JsonWriter json;
            fmt::print("{}\n", json.open_object().member("records", records).close_object().str());
        } else {
            fmt::print("全文索引已建好：{} 条记录\n", records);
        }
    });
}

}  // namespace niangjia::cli
