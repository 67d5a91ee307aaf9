#include "demo/staff.h"

#include <fmt/format.h>

#include <array>

namespace niangjia::demo {
namespace {

struct Post {
    std::string_view role;
    std::string_view title;
};

constexpr std::array<Post, 6> posts{{{"head", "主席"},
                                     {"keeper", "部室干部"},
                                     {"clerk", "接待员"},
                                     {"office", "办公室"},
                                     {"auditor", "经费审查员"},
                                     {"admin", "系统管理员"}}};

struct Partner {
    std::string_view account;
    std::string_view name;
};

// By the order in which make() adds them: the last three digits of a unit's code say which it is.
constexpr std::array<Partner, 4> partners{{{"police", "公安分局"}, {"court", "人民法院"}, {"hospital", "人民医院"}, {"legal-aid", "法律援助中心"}}};

}  // namespace

std::vector<std::string> partner_names(std::string_view county) {
    std::vector<std::string> names;
    for (auto const& partner : partners) names.push_back(fmt::format("{}{}", county, partner.name));
    return names;
}

std::string invent_name(Names const& names, bool male, Random& random) {
    auto const& given = male ? names.male : names.female;
    auto name = random.pick(names.surnames) + random.pick(given);
    // Most names have two given characters.
    if (random.below(4) != 0) name += random.pick(given);
    return name;
}

Staff::Staff(Names const& names, std::vector<org::Organisation> const& tree, Random& random) {
    for (auto const& place : tree) {
        auto const digits = place.code.text();
        auto const add_one = [&](std::string account, std::string_view role, std::string_view post) {
            auto title = fmt::format("{}（{}妇联{}）", invent_name(names, false, random), place.short_name, post);
            add(std::move(account), std::move(title), std::string{role}, place.code);
        };
        switch (place.code.level()) {
            case org::Level::City:
                for (auto const& post : posts) add_one(fmt::format("city-{}", post.role), post.role, post.title);
                break;
            case org::Level::County:
                for (auto const& post : posts) add_one(fmt::format("{}-{}", digits.substr(0, 6), post.role), post.role, post.title);
                break;
            case org::Level::Township:
                add_one(digits.substr(0, 9) + "-chair", "township-chair", "主席");
                add_one(digits.substr(0, 9) + "-clerk", "clerk", "接待员");
                break;
            case org::Level::Village: add_one(digits, "village-head", "主席"); break;
            case org::Level::Unit: {
                auto const number = place.code.value() - place.parent.value();
                if (number < 1 || number > static_cast<std::int64_t>(partners.size())) break;
                auto const& partner = partners[static_cast<std::size_t>(number - 1)];
                // No name is drawn for her: what is drawn for the others stays as it was.
                add(fmt::format("{}-{}", digits.substr(0, 6), partner.account), fmt::format("联络员（{}）", place.short_name), "partner", place.code);
                break;
            }
            default: break;
        }
    }
}

void Staff::add(std::string account, std::string title, std::string role, org::Code org) {
    by_role_.emplace(std::pair{role, org}, members_.size());
    members_.push_back({std::move(account), std::move(title), std::move(role), org});
}

std::optional<std::size_t> Staff::actor(std::vector<packs::Actor> const& by, std::string_view role, org::Code org) const {
    for (auto const& actor : by) {
        if (!role.empty() && actor.role != role) continue;
        if (actor.at) {
            auto const found = by_role_.find(std::pair{actor.role, org.at(*actor.at).value_or(org)});
            if (found != by_role_.end()) return found->second;
            continue;
        }
        for (auto const place : org.upwards()) {
            auto const found = by_role_.find(std::pair{actor.role, place});
            if (found != by_role_.end()) return found->second;
        }
    }
    return std::nullopt;
}

}  // namespace niangjia::demo
