#include "identity/scope.h"

#include <algorithm>
#include <array>
#include <utility>

#include "identity/keys.h"

namespace niangjia::identity {
namespace {

constexpr Message unknown{ErrorKind::NotFound, "org.unknown",
                          "没有代码为 {} 的组织，或不在您的管辖范围内，请核对后再试",
                          "There is no organisation {} within your reach; check the code"};

constexpr Message not_permitted{ErrorKind::Forbidden, "identity.not-permitted",
                                "您在这里的角色没有“{0}”的权限；如确有需要，请联系系统管理员",
                                "Your role here does not include {1}; ask an administrator if you need it"};

constexpr std::array<std::string_view, 4> sights{"public", "internal", "personal", "sealed"};
constexpr std::array<std::string_view, 11> permissions{
    "read-records", "write-records",        "read-figures",    "read-reports", "type-figures",
    "export",       "manage-organisations", "manage-accounts", "read-journal",
    "break-seal",   "write-findings"};

struct PermissionTitle {
    std::string_view zh, en;
};
constexpr std::array<PermissionTitle, permissions.size()> permission_titles{{
    {"查看记录", "reading records"},
    {"办理记录", "working on records"},
    {"查看数据", "reading figures"},
    {"查看报告", "reading reports"},
    {"填报数字", "typing numbers into reports"},
    {"导出", "exporting"},
    {"管理组织", "managing organisations"},
    {"管理账号", "managing accounts"},
    {"查看日志", "reading the journal"},
    {"启封", "breaking seals"},
    {"办理审计发现", "working on findings of the audit"},
}};

template <class Name, std::size_t N>
std::optional<Name> named(std::array<std::string_view, N> const& names, std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Name>(found - names.begin());
}

}  // namespace

std::string_view name_of(Sight sight) {
    return sights[static_cast<std::size_t>(sight)];
}
std::optional<Sight> sight_named(std::string_view name) {
    return named<Sight>(sights, name);
}

std::string_view name_of(Permission permission) {
    return permissions[static_cast<std::size_t>(permission)];
}
std::optional<Permission> permission_named(std::string_view name) {
    return named<Permission>(permissions, name);
}

Error unknown_organisation(org::Code code) {
    return error(unknown, code.text());
}

bool Role::has(Permission permission) const {
    return std::ranges::find(may, permission) != may.end();
}

std::vector<org::Code> outermost(std::vector<org::Code> codes) {
    // Sorted, a code stands before all that lie within it.
    std::ranges::sort(codes);
    std::vector<org::Code> outer;
    for (auto const code : codes) {
        if (outer.empty() || !outer.back().holds(code)) outer.push_back(code);
    }
    return outer;
}

std::vector<org::Code> common(std::span<org::Code const> some, std::span<org::Code const> others) {
    std::vector<org::Code> codes;
    for (auto const one : some) {
        for (auto const other : others) {
            // Of two subtrees one holds the other, or they have nothing in common.
            if (one.holds(other)) {
                codes.push_back(other);
            } else if (other.holds(one)) {
                codes.push_back(one);
            }
        }
    }
    return outermost(std::move(codes));
}

Context Context::system(Clock const& clock, AccountId account) {
    Context context{clock, account, "系统", {}};
    context.system_ = true;
    return context;
}

Context Context::applicant(Clock const& clock, std::int64_t record, vault::KeyPair const& keys) {
    Context context{clock, applicant_account, "本人", {}, std::make_shared<Keys>(0, keys)};
    context.own_record_ = record;
    return context;
}

Context::Context(Clock const& clock, AccountId account, std::string name, std::vector<Grant> grants, std::shared_ptr<Keys const> keys)
    : clock_{&clock}, account_{account}, name_{std::move(name)}, grants_{std::move(grants)}, keys_{std::move(keys)} {}

vault::KeyPair const* Context::keys() const {
    return keys_ == nullptr ? nullptr : &keys_->unlocked();
}

PairId Context::pair() const {
    return keys_ == nullptr ? 0 : keys_->pair();
}

std::string Context::bound(std::string_view request) const {
    static auto const of_the_process = vault::Key::random();
    auto const* pair = keys();
    auto const key = pair == nullptr ? of_the_process : vault::Key::of_secret(pair->secret_half().bytes(), "niangjia: commands");
    std::string keyed{key.bytes()};
    keyed += request;
    return vault::base64(vault::Key::of_secret(keyed, "niangjia: command").bytes());
}

std::vector<org::Code> Context::reach(Permission permission) const {
    if (system_) return {org::Code{}};
    std::vector<org::Code> codes;
    for (auto const& grant : grants_) {
        if (grant.role->has(permission)) codes.push_back(grant.org);
    }
    return outermost(std::move(codes));
}

std::vector<org::Code> Context::reach(Permission permission, org::Code within) const {
    return common(reach(permission), std::array{within});
}

std::vector<org::Code> Context::sees(Sight sight) const {
    if (system_) return {org::Code{}};
    std::vector<org::Code> codes;
    for (auto const& grant : grants_) {
        if (grant.role->sees >= sight) codes.push_back(grant.org);
    }
    return outermost(std::move(codes));
}

bool Context::reaches(Permission permission, org::Code org) const {
    return system_ || std::ranges::any_of(grants_, [&](Grant const& grant) {
               return grant.org.holds(org) && grant.role->has(permission);
           });
}

bool Context::has(Permission permission) const {
    return system_ ||
           std::ranges::any_of(grants_, [&](Grant const& grant) { return grant.role->has(permission); });
}

Sight Context::sight(org::Code org) const {
    if (system_) return Sight::Sealed;
    auto sight = Sight::Public;
    for (auto const& grant : grants_) {
        if (grant.org.holds(org)) sight = std::max(sight, grant.role->sees);
    }
    return sight;
}

void Context::require(Permission permission, org::Code org) const {
    if (reaches(permission, org)) return;
    if (std::ranges::none_of(grants_, [&](Grant const& grant) { return grant.org.holds(org); })) throw unknown_organisation(org);
    auto const& title = permission_titles[static_cast<std::size_t>(permission)];
    throw error(not_permitted, title.zh, title.en);
}

}  // namespace niangjia::identity
