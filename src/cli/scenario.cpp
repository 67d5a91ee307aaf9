#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "demo/scenario.h"
#include "installation/installation.h"

namespace niangjia::cli {
namespace {

void print_failures(demo::Outcome const& outcome, std::string_view before) {
    for (auto const& failure : outcome.failures) {
        fmt::print("{}{}:{}: {}\n{}  应为 expected: {}\n{}  实为 actual:   {}\n", before, outcome.file, failure.line, failure.what, before, failure.expected,
                   before, failure.actual);
    }
}

}  // namespace

void add_scenario(CLI::App& app, Common& common) {
    auto const files = std::make_shared<std::vector<std::string>>();
    auto* command = app.add_subcommand("scenario", "试演项目包的情景 act out scenarios of the packs, each on a fresh installation");
    add_common(*command, common);
    command->add_option("file", *files, "情景文件 files of scenarios")->required()->check(CLI::ExistingFile);
    command->callback([files, &common] {
        auto const packs = find_packs(common.packs);
        bool const tap = common.format == "tap";
        int number = 0, failed = 0;
        if (tap) fmt::print("TAP version 13\n1..{}\n", files->size());
        for (auto const& file : *files) {
            auto const outcome = demo::run_scenario(file, packs);
            bool const sound = outcome.failures.empty();
            failed += sound ? 0 : 1;
            ++number;
            if (tap) {
                fmt::print("{} {} - {}: {}\n", sound ? "ok" : "not ok", number, file, outcome.title);
                print_failures(outcome, "  # ");
            } else {
                fmt::print("{} {}: {} ({} steps, {} checks)\n", sound ? "✓" : "✗", file, outcome.title, outcome.steps, outcome.checks);
                print_failures(outcome, "  ");
            }
            std::fflush(stdout);
        }
        fmt::print("{}{} passed, {} failed\n", tap ? "# " : "", number - failed, failed);
        if (failed > 0) throw FoundWrong{};
    });
}

}  // namespace niangjia::cli
