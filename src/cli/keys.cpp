#include <fmt/format.h>

#include "cli/command.h"
#include "demo/demo.h"
#include "installation/installation.h"

namespace niangjia::cli {

void add_keys(CLI::App& app, Common& common) {
    auto* keys = app.add_subcommand("keys", "证件号、电话和住址的密钥 the keys of identity numbers, telephones and addresses");
    keys->require_subcommand(1);
    auto* rotate = keys->add_subcommand("rotate", "换一把新密钥并重新加密（可中断后再运行） change the key and encrypt anew; may be broken off and run again");
    add_common(*rotate, common);
    rotate->callback([&common] {
        auto const clock = demo::clock_of(common.data);
        Installation installation{common.data, find_packs(common.packs), *clock};
        Progress progress{"重新加密"};
        auto const persons = installation.people.rotate(*installation.database, [&](std::int64_t done, std::int64_t total) { progress.show(done, total); });
        auto const file = key_file(installation.data, installation.settings).string();
        if (common.json()) {
            JsonWriter json;
            json.open_object().member("persons", persons).member("file", file).close_object();
            fmt::print("{}\n", json.str());
        } else {
            fmt::print("已更换密钥，{} 人的号码和住址已重新加密。请重新备份密钥文件 {}；旧的备份仍要用旧密钥打开\n", persons, file);
        }
    });
}

}  // namespace niangjia::cli
