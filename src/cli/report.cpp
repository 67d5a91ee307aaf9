#include <fmt/format.h>

#include <fstream>

#include "base/error.h"
#include "cli/command.h"
#include "demo/demo.h"
#include "installation/installation.h"
#include "reports/docx.h"

namespace niangjia::cli {
namespace {

constexpr Message bad_code{ErrorKind::Invalid, "cli.bad-code", "“{}”不是组织代码", "'{}' is no organisation's code"};
constexpr Message not_written{ErrorKind::Unavailable, "cli.not-written", "写不进“{}”", "'{}' cannot be written"};

}  // namespace

void add_report(CLI::App& app, Common& common) {
    struct Options {
        std::string name = "annual";
        std::string org;
        int year = 0;
        std::string out;
    };
    auto const options = std::make_shared<Options>();
    auto* command = app.add_subcommand("report", "工作报告：打印，或写成 docx the work report, as text or docx");
    add_common(*command, common);
    command->add_option("--report", options->name, "报告模板")->capture_default_str();
    command->add_option("--org", options->org, "组织代码")->required();
    command->add_option("--year", options->year, "年份")->required()->check(CLI::Range(1990, 2200));
    command->add_option("--out", options->out, "docx 文件");
    command->callback([options, &common] {
        auto const org = org::Code::parse(options->org);
        if (!org) throw error(bad_code, options->org);
        auto const clock = demo::clock_of(common.data);
        Installation installation{common.data, find_packs(common.packs), *clock};
        auto const report = installation.database->read([&](storage::Reader const& reader) {
            return installation.reports.draw(reader, identity::Context::system(*clock), options->name, *org, options->year);
        });
        if (!options->out.empty()) {
            std::ofstream out{options->out, std::ios::binary};
            out << reports::docx(reports::document(report));
            if (!out.flush()) throw error(not_written, options->out);
            fmt::print("{}\n", options->out);
            return;
        }
        if (common.json()) {
            JsonWriter json;
            json.open_object().member("title", report.title).key("sections").open_array();
            for (auto const& chapter : report.chapters) {
                json.open_object().member("heading", chapter.heading).key("paragraphs").open_array();
                for (auto const& paragraph : chapter.paragraphs) {
                    json.open_array();
                    for (auto const& passage : paragraph) {
                        json.open_object().member("text", passage.text);
                        if (passage.figure != nullptr) json.member("figure", passage.figure->name);
                        if (passage.typed) json.member("typed", passage.typed->slot);
                        json.close_object();
                    }
                    json.close_array();
                }
                json.close_array().close_object();
            }
            fmt::print("{}\n", json.close_array().close_object().str());
            return;
        }
        fmt::print("{}\n\n", report.title);
        for (auto const& chapter : report.chapters) {
            if (!chapter.heading.empty()) fmt::print("{}\n", chapter.heading);
            for (auto const& paragraph : chapter.paragraphs) {
                std::string text = "　　";
                for (auto const& passage : paragraph) text += passage.text;
                fmt::print("{}\n", text);
            }
        }
    });
}

}  // namespace niangjia::cli
