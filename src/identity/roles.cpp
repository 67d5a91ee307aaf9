// Reads packs/common/roles.yaml.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>

#include "base/error.h"
#include "identity/identity.h"

namespace niangjia::identity {
namespace {

constexpr Message unreadable{ErrorKind::Invalid, "identity.roles-file", "{}：读不到角色文件，请检查路径",
                             "{}: the roles file cannot be read; check the path"};
constexpr Message faulty{ErrorKind::Invalid, "identity.roles", "{}:{}:{}：角色文件有误：{}",
                         "{}:{}:{}: the roles file is wrong: {}"};

class RoleReader {
  public:
    explicit RoleReader(std::string const& file) : file_{file} {}

    [[nodiscard]] std::vector<Role> read() const {
        auto const document = load();
        if (!document.IsMap()) fail(document, "应以 roles: 开头", "it must begin with roles:");
        for (auto const& entry : document) {
            if (text(entry.first) != "roles") unknown_key(entry.first);
        }
        auto const all = document["roles"];
        if (!all || !all.IsMap())
            fail(all ? all : document, "缺少 roles: 一节", "the section roles: is missing");
        std::vector<Role> roles;
        for (auto const& entry : all) {
            auto name = text(entry.first);
            if (std::ranges::find(roles, name, &Role::name) != roles.end()) {
                fail(entry.first, "角色“" + name + "”重复", "the role '" + name + "' appears twice");
            }
            roles.push_back(role(std::move(name), entry.second));
        }
        return roles;
    }

  private:
    [[nodiscard]] YAML::Node load() const {
        try {
            return YAML::LoadFile(file_);
        } catch (YAML::BadFile const&) {
            throw error(unreadable, file_);
        } catch (YAML::ParserException const& parse) {
            fail(parse.mark, "YAML 格式错误：" + parse.msg, "not valid YAML: " + parse.msg);
        }
    }

    [[nodiscard]] Role role(std::string name, YAML::Node const& node) const {
        if (!node.IsMap())
            fail(node, "角色应写成 {name, levels, sees, may}", "a role is {name, levels, sees, may}");
        Role role;
        role.name = std::move(name);
        std::vector<std::string> seen;
        for (auto const& entry : node) {
            auto const key = text(entry.first);
            if (std::ranges::find(seen, key) != seen.end())
                fail(entry.first, key + " 重复", key + " appears twice");
            seen.push_back(key);
            auto const& value = entry.second;
            if (key == "name") {
                role.title = title(value);
            } else if (key == "levels") {
                for (auto const& item : list(value)) {
                    auto const level = org::level_named(text(item));
                    if (!level) no_such(item, "层级", "level");
                    role.levels.push_back(*level);
                }
            } else if (key == "sees") {
                auto const sight = sight_named(text(value));
                if (!sight) no_such(value, "可见范围", "sight");
                role.sees = *sight;
            } else if (key == "may") {
                for (auto const& item : list(value)) {
                    auto const permission = permission_named(text(item));
                    if (!permission) no_such(item, "权限", "permission");
                    if (!role.has(*permission)) role.may.push_back(*permission);
                }
            } else {
                unknown_key(entry.first);
            }
        }
        for (auto const* needed : {"name", "levels", "sees", "may"}) {
            if (std::ranges::find(seen, needed) == seen.end()) {
                fail(node, std::string{"缺少 "} + needed, std::string{needed} + " is missing");
            }
        }
        return role;
    }

    [[nodiscard]] Text title(YAML::Node const& node) const {
        if (!node.IsMap()) fail(node, "名称应写成 {zh: …, en: …}", "a name is {zh: …, en: …}");
        Text title;
        for (auto const& entry : node) {
            auto const key = text(entry.first);
            if (key == "zh") {
                title.zh = text(entry.second);
            } else if (key == "en") {
                title.en = text(entry.second);
            } else {
                unknown_key(entry.first);
            }
        }
        if (title.zh.empty() || title.en.empty()) fail(node, "名称缺少 zh 或 en", "the name lacks zh or en");
        return title;
    }

    [[nodiscard]] YAML::Node const& list(YAML::Node const& node) const {
        if (!node.IsSequence()) fail(node, "这里应是列表 […]", "a list […] belongs here");
        return node;
    }

    [[nodiscard]] std::string text(YAML::Node const& node) const {
        if (!node.IsScalar()) fail(node, "这里应是一个词", "one word belongs here");
        return node.Scalar();
    }

    [[noreturn]] void no_such(YAML::Node const& node, std::string const& zh, std::string const& en) const {
        fail(node, "没有名为“" + node.Scalar() + "”的" + zh,
             "there is no " + en + " '" + node.Scalar() + "'");
    }
    [[noreturn]] void unknown_key(YAML::Node const& node) const {
        fail(node, "不认识的项“" + node.Scalar() + "”", "unknown key '" + node.Scalar() + "'");
    }
    [[noreturn]] void fail(YAML::Node const& node, std::string const& zh, std::string const& en) const {
        fail(node.Mark(), zh, en);
    }
    [[noreturn]] void fail(YAML::Mark const& mark, std::string const& zh, std::string const& en) const {
        // yaml-cpp counts from 0, and gives -1 where it has no place.
        auto const line = std::max(mark.line, 0) + 1;
        auto const column = characters_before(line, std::max(mark.column, 0)) + 1;
        throw Error{faulty.kind, std::string{faulty.code},
                    Text{fmt::format(fmt::runtime(faulty.zh), file_, line, column, zh),
                         fmt::format(fmt::runtime(faulty.en), file_, line, column, en)}};
    }

    // yaml-cpp counts columns in bytes; people and editors count characters.
    [[nodiscard]] std::ptrdiff_t characters_before(int line, int bytes) const {
        std::ifstream stream{file_};
        std::string text;
        for (int i = 0; i < line; ++i) std::getline(stream, text);
        auto const before = std::string_view{text}.substr(0, static_cast<std::size_t>(bytes));
        return std::ranges::count_if(before, [](char c) { return (c & 0xc0) != 0x80; });
    }

    std::string const& file_;
};

}  // namespace

Roles Roles::read(std::string const& file) {
    Roles roles;
    roles.roles_ = RoleReader{file}.read();
    return roles;
}

Role const* Roles::find(std::string_view name) const {
    auto const found = std::ranges::find(roles_, name, &Role::name);
    return found == roles_.end() ? nullptr : &*found;
}

}  // namespace niangjia::identity
