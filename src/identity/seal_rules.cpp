// Reads packs/common/seals.yaml.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "identity/recovery.h"

namespace niangjia::identity {
namespace {

constexpr Message unreadable{ErrorKind::Invalid, "identity.seals-file", "{}：读不到启封设置文件，请检查路径",
                             "{}: the file of settings for seals cannot be read; check the path"};
constexpr Message faulty{ErrorKind::Invalid, "identity.seals", "{0}:{1}：启封设置有误：{2}",
                         "{0}:{1}: the settings for seals are wrong: {3}"};

[[noreturn]] void fail(std::string const& file, YAML::Mark const& mark, std::string_view zh,
                       std::string_view en) {
    throw error(faulty, file, std::max(mark.line, 0) + 1, zh, en);
}

YAML::Node load(std::string const& file) {
    try {
        return YAML::LoadFile(file);
    } catch (YAML::BadFile const&) {
        throw error(unreadable, file);
    } catch (YAML::ParserException const& parse) {
        fail(file, parse.mark, "YAML 格式错误：" + parse.msg, "not valid YAML: " + parse.msg);
    }
}

}  // namespace

SealRules SealRules::read(std::string const& file) {
    auto const document = load(file);
    auto const all = document.IsMap() ? document["seals"] : YAML::Node{};
    if (!all || !all.IsMap() || document.size() != 1) {
        fail(file, document.Mark(), "应只有 seals: 一节", "it must hold the section seals: and nothing else");
    }
    SealRules rules;
    std::array<std::pair<std::string_view, int*>, 3> const known{
        {{"access-days", &rules.access_days},
         {"request-days", &rules.request_days},
         {"reason-characters", &rules.reason_characters}}};
    for (auto const& entry : all) {
        auto const key = entry.first.as<std::string>("");
        auto const found = std::ranges::find(known, key, &std::pair<std::string_view, int*>::first);
        if (found == known.end())
            fail(file, entry.first.Mark(), "不认识的项“" + key + "”", "unknown key '" + key + "'");
        *found->second = entry.second.as<int>(0);
        if (*found->second < 1 || *found->second > 366) {
            fail(file, entry.second.Mark(), key + " 应为 1 至 366 的整数",
                 key + " is a whole number from 1 to 366");
        }
    }
    for (auto const& [key, value] : known) {
        if (*value == 0) {
            fail(file, all.Mark(), "缺少 " + std::string{key}, std::string{key} + " is missing");
        }
    }
    return rules;
}

}  // namespace niangjia::identity
