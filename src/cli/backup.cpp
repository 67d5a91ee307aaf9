#include <fmt/format.h>

#include <filesystem>

#include "audit/audit.h"
#include "base/error.h"
#include "cli/command.h"
#include "demo/demo.h"
#include "installation/installation.h"

namespace niangjia::cli {
namespace {

constexpr Message target_exists{ErrorKind::Conflict, "backup.exists", "“{}”已存在，请换一个名字", "'{}' exists; choose another name"};
constexpr Message no_backup{ErrorKind::NotFound, "backup.missing", "“{}”不是备份（没有 niangjia.json）", "'{}' is no backup (it holds no niangjia.json)"};
constexpr Message failed{ErrorKind::Unavailable, "backup.failed", "复制“{}”失败，请检查磁盘空间和权限", "Copying '{}' failed; check the disk and the rights"};

void copy_tree(std::filesystem::path const& from, std::filesystem::path const& to) {
    std::error_code failure;
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive, failure);
    if (failure) throw error(failed, from.string()).with_note(failure.message());
}

void back_up(Common const& common, std::filesystem::path const& target) {
    if (std::filesystem::exists(target)) throw error(target_exists, target.string());
    auto const clock = demo::clock_of(common.data);
    Installation installation{common.data, find_packs(common.packs), *clock};
    // Under another name until it is whole, so that a half backup is never taken for one.
    auto const making = target.string() + ".making";
    std::filesystem::remove_all(making);
    std::filesystem::create_directories(making);
    installation.database->backup((std::filesystem::path{making} / "niangjia.db").string());
    // Files are only ever added: those that came after the database was copied do no harm.
    copy_tree(installation.data / "attachments", std::filesystem::path{making} / "attachments");
    auto settings = installation.settings;
    settings.database.clear();
    settings.write(making);
    std::filesystem::rename(making, target);
    fmt::print("已备份到 {}\n密钥文件 {} 不在备份里：请另行保管，恢复时用 --keys 给出\n", target.string(), key_file(installation.data, settings).string());
}

void restore(Common const& common, std::filesystem::path const& source, std::string const& keys) {
    if (!std::filesystem::exists(source / "niangjia.json")) throw error(no_backup, source.string());
    std::filesystem::path const data{common.data};
    if (std::filesystem::exists(data)) throw error(target_exists, data.string());
    auto const making = data.string() + ".restoring";
    std::filesystem::remove_all(making);
    copy_tree(source, making);
    if (!keys.empty()) {
        std::filesystem::create_directories(std::filesystem::path{making} / "keys");
        std::filesystem::permissions(std::filesystem::path{making} / "keys", std::filesystem::perms::owner_all);
        copy_tree(keys, std::filesystem::path{making} / "keys" / "field-keys");
    }
    {
        // Whole before it is put in place: the chain is verified on the copy.
        auto const clock = demo::clock_of(making);
        Installation installation{making, find_packs(common.packs), *clock};
        auto const verdict = installation.database->read([](storage::Reader const& reader) { return audit::verify(reader); });
        if (verdict.first_broken) throw error(failed, source.string()).with_note("journal broken at " + std::to_string(*verdict.first_broken));
    }
    std::filesystem::rename(making, data);
    fmt::print("已恢复到 {}\n", data.string());
}

}  // namespace

void add_backup(CLI::App& app, Common& common) {
    auto const folder = std::make_shared<std::string>();
    auto* backup = app.add_subcommand("backup", "备份到一个新目录（可在运行中进行） back up into a new folder, also while it runs");
    add_common(*backup, common);
    backup->add_option("folder", *folder, "备份目录")->required();
    backup->callback([folder, &common] { back_up(common, *folder); });
    auto const source = std::make_shared<std::string>();
    auto* command = app.add_subcommand("restore", "从备份恢复到 --data（须尚不存在） restore a backup into --data, which must not exist yet");
    add_common(*command, common);
    command->add_option("folder", *source, "备份目录")->required();
    auto const keys = std::make_shared<std::string>();
    command->add_option("--keys", *keys, "密钥文件 the key file, which no backup holds");
    command->callback([source, keys, &common] { restore(common, *source, *keys); });
}

}  // namespace niangjia::cli
