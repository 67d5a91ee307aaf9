// The invented city (rooms.h) with the packs that the product ships, and its portal: an installation, people with key pairs in its two
// counties, and a woman who asks for help.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "installation/installation.h"
#include "support/office.h"

namespace niangjia::testing_support {

inline constexpr std::string_view her_story = "丈夫酒后动手，左臂淤青，不敢回家";

class OnEveryDatabaseWithPortal : public OfficeDatabase {
  private:
    std::unique_ptr<Installation> installation_;
    std::map<std::string, identity::Context, std::less<>> workers_;
    int commands_ = 0;

  protected:
    using RecordId = records::RecordId;

    explicit OnEveryDatabaseWithPortal(std::string organisation = "women") : office{office_of(std::move(organisation))} {}

    Installation& office_of(std::string organisation) {
        Settings settings;
        settings.organisation = std::move(organisation);
        settings.database = database().address();
        settings.receptions[code(dongcheng).text()] = {"解放路 1 号", "", "周一至周五"};
        settings.proxies = {"10.0.0.1"};
        Installation::create(folder.path() / "data", settings);
        installation_ = std::make_unique<Installation>(folder.path() / "data", std::filesystem::path{NIANGJIA_SOURCE_DIR} / "packs", clock);
        return *installation_;
    }

    void on(std::string_view text) { clock.set(moment_of(day(text))); }
    // Somebody with a key pair of her own, signed in.
    identity::Context worker(std::string_view role, std::string_view place, std::string_view which = {}) {
        auto const name = std::string{role} + "." + std::string{place} + std::string{which};
        auto const found = workers_.find(name);
        if (found != workers_.end()) return found->second;
        auto const keys = vault::KeyPair::make();
        auto context = write([&](storage::Transaction& transaction) {
            auto const account = office.identity.create_account(transaction, system(), {name, name, "", {{std::string{role}, code(place).text()}}, false}, "-");
            auto const pair = identity::Identity::set_public_half(transaction, account.id, keys.public_half(), clock.now());
            return office.identity.context_with(account, pair, keys);
        });
        return workers_.emplace(name, std::move(context)).first->second;
    }
    identity::Context clerk() { return worker("clerk", dongcheng); }
    identity::Context keeper() { return worker("keeper", dongcheng); }

    std::string command() { return "portal-test-" + std::to_string(++commands_); }

    portal::Wish wish(std::string_view story = her_story) {
        auto const fresh = office.portal.new_code();
        portal::Wish made{.command = command(), .code = fresh.code, .ticket = fresh.ticket, .place = code(meiyuan), .topic = "home", .story = std::string{story}};
        made.name = "小雨";
        made.contact = "微信 xiaoyu-invented";
        made.hours = "上午十点以后";
        made.no_call = true;
        return made;
    }
    RecordId ask(portal::Wish const& wish) {
        return write([&](storage::Transaction& transaction) { return office.portal.ask(transaction, wish); });
    }
    // She who has that code.
    identity::Context her(std::string_view code) {
        auto found = read([&](storage::Reader const& reader) { return office.portal.who(reader, code); });
        if (!found) throw std::runtime_error{"nobody has that code"};
        return *found;
    }
    portal::View view(std::string_view code) {
        return read([&](storage::Reader const& reader) { return office.portal.view(reader, her_in(reader, code)); });
    }
    void act(identity::Context const& context, RecordId id, std::string_view action, json::object fields = {}, std::string_view note = {}) {
        write([&](storage::Transaction& transaction) {
            auto const version = office.records.fetch(transaction, system(), id).version;
            office.records.act(transaction, context, id, version, {.command = command(), .action = std::string{action}, .note = std::string{note}, .fields = std::move(fields)});
        });
    }
    void say(std::string_view code, std::string_view text) {
        auto const who = her(code);
        write([&](storage::Transaction& transaction) { office.portal.say(transaction, who, command(), std::string{text}); });
    }
    void step(std::string_view code, std::string_view action, json::object fields = {}, std::string_view note = {}) {
        auto const who = her(code);
        write([&](storage::Transaction& transaction) {
            office.portal.take_step(transaction, who, {.command = command(), .action = std::string{action}, .note = std::string{note}, .fields = std::move(fields)});
        });
    }
    void add_paper(std::string_view code, std::string const& name, std::string_view content) {
        auto const who = her(code);
        auto const file = read([&](storage::Reader const& reader) { return office.portal.store_paper(reader, who, name, content); });
        write([&](storage::Transaction& transaction) { office.portal.add_paper(transaction, who, command(), name, file); });
    }
    records::Record fetch(identity::Context const& context, RecordId id) {
        return read([&](storage::Reader const& reader) { return office.records.fetch(reader, context, id); });
    }
    std::vector<records::Entry> timeline(identity::Context const& context, RecordId id) {
        return read([&](storage::Reader const& reader) { return office.records.timeline(reader, office.records.fetch(reader, context, id)); });
    }

    Installation& office;

  private:
    identity::Context her_in(storage::Reader const& reader, std::string_view code) const { return office.portal.who(reader, code).value(); }
};

}  // namespace niangjia::testing_support
