#include <fmt/format.h>

#include "cli/command.h"
#include "demo/demo.h"
#include "installation/installation.h"

namespace niangjia::cli {

void add_deadlines(CLI::App& app, Common& common) {
    auto* command = app.add_subcommand("deadlines", "放假安排更正后，重算未办结事项的期限 reckon open due days again after the calendar was corrected");
    add_common(*command, common);
    command->callback([&common] {
        auto const clock = demo::clock_of(common.data);
        Installation installation{common.data, find_packs(common.packs), *clock};
        auto const moved = installation.records.follow_calendar(*installation.database, identity::Context::system(*clock));
        if (common.json()) {
            fmt::print("{{\"moved\":{}}}\n", moved);
        } else {
            fmt::print("{} 件事项的期限有变，已记入办理经过\n", moved);
        }
    });
}

}  // namespace niangjia::cli
