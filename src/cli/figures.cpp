#include "figures/figures.h"

#include <fmt/format.h>

#include "base/error.h"
#include "cli/command.h"
#include "demo/demo.h"
#include "installation/installation.h"
#include "org/org.h"

namespace niangjia::cli {
namespace {

constexpr Message bad_code{ErrorKind::Invalid, "cli.bad-code", "“{}”不是组织代码", "'{}' is no organisation's code"};
constexpr Message unknown_org{ErrorKind::NotFound, "org.unknown", "没有代码为 {} 的组织", "There is no organisation {}"};
constexpr Message bad_period{ErrorKind::Invalid, "cli.bad-period", "请给出 --year，或 --from 与 --to（如 2015-01-01）", "Give --year, or --from and --to (such as 2015-01-01)"};

}  // namespace

void add_figures(CLI::App& app, Common& common) {
    struct Options {
        std::string org;
        int year = 0;
        std::string from, to;
    };
    auto const options = std::make_shared<Options>();
    auto* command = app.add_subcommand("figures", "一个组织的各项指标 the figures of an organisation");
    add_common(*command, common);
    command->add_option("--org", options->org, "组织代码")->required();
    command->add_option("--year", options->year, "年份")->check(CLI::Range(1990, 2200));
    command->add_option("--from", options->from, "起");
    command->add_option("--to", options->to, "止");
    command->callback([options, &common] {
        auto const org = org::Code::parse(options->org);
        if (!org) throw error(bad_code, options->org);
        auto const from = Day::parse(options->from);
        auto const to = Day::parse(options->to);
        if (options->year == 0 && (!from || !to || *to < *from)) throw error(bad_period);
        Period const period = options->year != 0 ? Period::of_year(options->year) : Period{*from, *to};
        auto const clock = demo::clock_of(common.data);
        Installation installation{common.data, find_packs(common.packs), *clock};
        installation.database->read([&](storage::Reader const& reader) {
            auto const place = org::find(reader, *org);
            if (!place) throw error(unknown_org, options->org);
            auto const& figures = installation.library->figures();
            auto const values = installation.figures.values(reader, identity::Context::system(*clock), figures, *org, period);
            if (!common.json()) {
                fmt::print("{} {} 至 {}\n", place->name, period.from.iso(), period.to.iso());
                for (std::size_t i = 0; i < figures.size(); ++i) {
                    fmt::print("{:<44} {:>16}  {}\n", figures[i]->name, reports::figure_text(*figures[i], values[i]), figures[i]->title.zh);
                }
                return;
            }
            JsonWriter json;
            json.open_array();
            for (std::size_t i = 0; i < figures.size(); ++i) {
                auto const& figure = *figures[i];
                json.open_object().member("figure", figure.name).member("title", figure.title).key("seed").open_array();
                for (auto const& seed : figure.seed) json.text(seed);
                json.close_array().key("value");
                auto const number = figures::Figures::number(figure, values[i]);
                number ? json.number(*number) : json.null();
                json.member("text", reports::figure_text(figure, values[i])).member("unit", figure.unit);
                if (figure.measure == packs::Measure::Ratio) json.member("numerator", values[i].numerator).member("denominator", values[i].denominator);
                json.member("org", org->text()).member("from", period.from.iso()).member("to", period.to.iso()).close_object();
            }
            fmt::print("{}\n", json.close_array().str());
        });
    });
}

}  // namespace niangjia::cli
