#include "demo/stage.h"

#include <fmt/format.h>

#include <algorithm>

namespace niangjia::demo {

using packs::Item;

std::string said(Error const& failure) {
    auto text = fmt::format("{} {}", failure.code(), failure.text().zh);
    if (failure.problems().size() > 1) {
        for (auto const& problem : failure.problems()) text += fmt::format("; {} {}", problem.pointer, problem.text.zh);
    }
    return text;
}

void Stage::fail(Item const& item, std::string what, std::string expected, std::string actual) {
    outcome.failures.push_back({item.line(), std::move(what), std::move(expected), std::move(actual)});
}

std::string Stage::full_name(std::string name) const {
    if (auto own = programme + "." + name; installation.library->figure(own) != nullptr || installation.library->record_type(own) != nullptr) return own;
    std::replace(name.begin(), name.end(), '/', '.');
    return name.find('.') == std::string::npos ? programme + "." + name : name;
}

std::optional<org::Code> Stage::place(std::string_view text) const {
    if (auto const found = partners.find(text); found != partners.end()) return found->second;
    return org::Code::parse(text);
}

std::optional<Who> Stage::who(Item const& item) const {
    auto const text = item.text();
    auto const of = text.find(" of ");
    auto const code = of == std::string::npos ? std::nullopt : place(std::string_view{text}.substr(of + 4));
    if (!code) {
        item.problem("应写成 角色 of 代码", "Write ROLE of CODE");
        return std::nullopt;
    }
    return Who{text.substr(0, of), *code};
}

std::string Stage::name_of_place(org::Code org) const {
    for (auto const& [name, code] : partners) {
        if (code == org) return name;
    }
    return org.text();
}

std::optional<identity::Context> Stage::context_of(Item const& item, Who const& actor) {
    auto const name = fmt::format("{}-{}", actor.role, actor.org.text());
    auto found = accounts.find(name);
    if (found == accounts.end()) {
        try {
            auto const keys = vault::KeyPair::make();
            auto const [account, pair] = installation.database->write([&](storage::Transaction& transaction) {
                auto made = installation.identity.create_account(transaction, system(), {name, name, "", {{actor.role, actor.org.text()}}, false}, "-");
                auto const number = identity::Identity::set_public_half(transaction, made.id, keys.public_half(), clock.now());
                return std::pair{made, number};
            });
            found = accounts.emplace(name, Actor{account, pair, keys, fmt::format("{} of {}", actor.role, name_of_place(actor.org))}).first;
        } catch (Error const& failure) {
            fail(item, item.text_at("as"), "an account", said(failure));
            return std::nullopt;
        }
    }
    auto const& [account, pair, keys, ignored] = found->second;
    return installation.identity.context_with(account, pair, keys);
}

people::PersonId Stage::person(std::string const& name, org::Code org) {
    auto found = people.find(name);
    if (found == people.end()) {
        niangjia::people::Person wanted;
        wanted.org = org;
        wanted.name = name;
        auto const made = installation.database->write([&](storage::Transaction& transaction) { return installation.people.create(transaction, system(), wanted, niangjia::people::Despite::all()); });
        found = people.emplace(name, made.id).first;
    }
    return found->second;
}

records::Record Stage::present(records::RecordId id) const {
    return installation.database->read([&](storage::Reader const& reader) { return installation.records.fetch(reader, system(), id); });
}

}  // namespace niangjia::demo
