// What a scenario has named so far: its installation, accounts, people, records and partners. Its steps and its checks stand on it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "demo/scenario.h"
#include "identity/recovery.h"
#include "installation/installation.h"
#include "packs/item.h"

namespace niangjia::demo {

// "ROLE of CODE", or of a partner's name.
struct Who {
    std::string role;
    org::Code org;
};

struct Stage {
    Installation& installation;
    SetClock& clock;
    std::string programme;
    Outcome& outcome;

    struct Actor {
        identity::Account account;
        identity::PairId pair;
        vault::KeyPair keys;
        std::string name;  // as the scenario has it
    };
    std::map<std::string, Actor> accounts = {};
    std::map<std::string, people::PersonId> people = {};
    std::map<std::string, records::RecordId> records = {};
    std::map<std::string, identity::SealRequestId> seals = {};
    std::map<std::string, org::Code, std::less<>> partners = {};
    int commands = 0;

    [[nodiscard]] identity::Context system() const { return identity::Context::system(clock); }
    void fail(packs::Item const& item, std::string what, std::string expected, std::string actual);
    // What has no programme in front belongs to the scenario's.
    [[nodiscard]] std::string full_name(std::string name) const;
    // A code, or the name of a partner.
    [[nodiscard]] std::optional<org::Code> place(std::string_view text) const;
    [[nodiscard]] std::optional<Who> who(packs::Item const& item) const;
    // Her account is made when she is first named. Nothing, and a failure, when it cannot be.
    [[nodiscard]] std::optional<identity::Context> context_of(packs::Item const& item, Who const& who);
    [[nodiscard]] people::PersonId person(std::string const& name, org::Code org);
    [[nodiscard]] records::Record present(records::RecordId id) const;

  private:
    [[nodiscard]] std::string name_of_place(org::Code org) const;
};

[[nodiscard]] std::string said(Error const& failure);

}  // namespace niangjia::demo
