#include "records/sealing.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "identity/recovery.h"
#include "records/fields.h"
#include "records/sql.h"

namespace niangjia::records {
namespace {

constexpr Message without_team{ErrorKind::Refused, "records.seal-without-team",
                               "这件事要封存，但办案人员（{}）还没有人登录过，存了谁也打不开：请先让其中一人登录一次，或请管理员指定解封专员",
                               "This is to be sealed, but none of its team ({}) has signed in yet, so nobody could open it: let one of them sign in once, or have officers named"};
constexpr Message moved{ErrorKind::Broken, "vault.does-not-open", "这段封存内容不在它原来的位置，请联系管理员", "This sealed text is not where it belongs; tell the administrator"};

}  // namespace

std::string text_of(storage::Bytes const& bytes) { return {reinterpret_cast<char const*>(bytes.data()), bytes.size()}; }

std::string hide(std::string_view public_half, std::string_view about, std::string_view text) {
    return vault::wrap(public_half, std::string{about}.append(1, '\0').append(text));
}

std::string reveal(vault::KeyPair const& key, std::string_view about, std::string_view hidden) {
    auto text = key.unwrap(hidden);
    if (text.size() <= about.size() || !text.starts_with(about) || text[about.size()] != '\0') throw error(moved);
    return text.substr(about.size() + 1);
}

bool wants_seal(packs::RecordType const& type, json::object const& fields) {
    if (!type.sealing || type.sealing->on_request) return false;
    if (type.sealing->when.empty()) return true;
    return std::any_of(type.sealing->when.begin(), type.sealing->when.end(), [&](auto const& condition) { return has_value(type, fields, condition.first, condition.second); });
}

json::object take_hidden(packs::RecordType const& type, json::object& fields) {
    json::object hidden;
    json::object clear;
    for (auto const& [key, value] : fields) (type.stays_clear({key.data(), key.size()}) ? clear : hidden)[key] = value;
    fields = std::move(clear);
    return hidden;
}

std::string subject_text(std::optional<Party> const& subject) {
    json::object all;
    if (subject) all[subject->who == packs::Who::Person ? "person" : "organisation"] = subject->id;
    return niangjia::to_text(all);
}

std::optional<Party> subject_in(std::string_view text) {
    auto const all = stored_object(text);
    if (auto const* person = all.if_contains("person")) return Party{packs::Who::Person, person->to_number<std::int64_t>()};
    if (auto const* organisation = all.if_contains("organisation")) return Party{packs::Who::Organisation, organisation->to_number<std::int64_t>()};
    return std::nullopt;
}

std::string record_place(RecordId record) { return "record:" + std::to_string(record); }
std::string entry_place(RecordId record, std::int64_t n) { return fmt::format("entry:{}/{}", record, n); }
std::string file_place(RecordId record) { return "file:" + std::to_string(record); }
std::string paper_place(RecordId record) { return "paper:" + std::to_string(record); }
std::string participant_place(RecordId record) { return "participant:" + std::to_string(record); }

std::string link_place(RecordId record) { return "link:" + std::to_string(record); }

std::string entry_text(std::string_view note, json::object changes) {
    json::object all;
    all["note"] = note;
    all["changes"] = std::move(changes);
    return niangjia::to_text(all);
}

void reveal_entry(vault::KeyPair const& key, RecordId record, Entry& entry) {
    if (entry.hidden.empty()) return;
    auto const all = stored_object(reveal(key, entry_place(record, entry.n), entry.hidden));
    entry.note = std::string{all.at("note").as_string()};
    for (auto const& [name, value] : all.at("changes").as_object()) entry.changes[name] = value;
    entry.hidden.clear();
}

std::string participant_text(Participant const& participant) {
    json::object all;
    all["role"] = participant.role;
    all["person"] = participant.party.id;
    all["day"] = participant.day.number();
    return niangjia::to_text(all);
}

Participant reveal_participant(vault::KeyPair const& key, RecordId record, std::string_view hidden) {
    auto const all = stored_object(reveal(key, participant_place(record), hidden));
    return {std::string{all.at("role").as_string()}, {packs::Who::Person, all.at("person").to_number<std::int64_t>()},
            Day{static_cast<std::int32_t>(all.at("day").to_number<std::int64_t>())}};
}

std::string link_text(Link const& link) {
    json::object all;
    all["other"] = link.other;
    all["kind"] = link.kind;
    return niangjia::to_text(all);
}

Link reveal_link(vault::KeyPair const& key, RecordId record, std::string_view hidden) {
    auto const all = stored_object(reveal(key, link_place(record), hidden));
    return {all.at("other").to_number<std::int64_t>(), std::string{all.at("kind").as_string()}};
}

std::string public_half(storage::Reader const& reader, RecordId seal) {
    auto rows = reader.query(sql::find_seal, seal);
    if (!rows.next()) throw error(moved).with_note("no seal " + std::to_string(seal));
    return text_of(rows.bytes(0));
}

std::vector<identity::KeyHolder> team_by_pack(storage::Reader const& reader, Record const& record) {
    std::vector<identity::KeyHolder> team;
    auto const add = [&](packs::Actor const& actor, org::Code org) {
        for (auto& holder : identity::Identity::holders(reader, actor.role, org, actor.at)) {
            bool const there = std::any_of(team.begin(), team.end(), [&](auto const& one) { return one.account == holder.account; });
            if (!there) team.push_back(std::move(holder));
        }
    };
    if (record.type->sealing) {
        for (auto const& actor : record.type->sealing->team) add(actor, record.sender);
    }
    // What was sent opens to its receiver, and to the team of the case that it was sent from.
    if (record.sender == record.org) return team;
    if (record.parent) {
        auto seal = reader.query(sql::find_seal_of, *record.parent);
        std::vector<identity::AccountId> members;
        if (seal.next() && !seal.is_null(0)) {
            auto rows = reader.query(sql::list_seal_members, seal.integer(0));
            while (rows.next()) {
                if (rows.is_null(2)) members.push_back(rows.integer(0));
            }
        }
        for (auto& holder : identity::Identity::public_halves(reader, members)) team.push_back(std::move(holder));
    }
    add({std::string{receiver_role}, std::nullopt, {}}, record.org);
    return team;
}

std::shared_ptr<vault::KeyPair const> make_seal(storage::Transaction& transaction, identity::Context const& context, Record const& record,
                                                std::vector<identity::AccountId> const& kept_out, std::string_view applicant) {
    auto const key = std::make_shared<vault::KeyPair const>(vault::KeyPair::make());
    transaction.execute(sql::add_seal, record.id, blob(std::string{key->public_half()}));
    bool const in = std::find(kept_out.begin(), kept_out.end(), context.account()) == kept_out.end();
    if (auto const* own = in ? context.keys() : nullptr) {
        transaction.execute(sql::put_seal_member, record.id, context.account(), context.pair(),
                            blob(vault::wrap(own->public_half(), key->secret_half().bytes())), std::nullopt);
    }
    if (!applicant.empty()) transaction.execute(sql::add_seal_applicant, record.id, blob(vault::wrap(applicant, key->secret_half().bytes())));
    complete_team(transaction, record, *key, kept_out);
    auto members = transaction.query(sql::list_seal_members, record.id);
    auto recoveries = transaction.query(sql::list_seal_recoveries, record.id);
    if (!members.next() && !recoveries.next()) {
        std::string roles;
        if (record.type->sealing) {
            for (auto const& actor : record.type->sealing->team) roles += (roles.empty() ? "" : "、") + actor.role;
        }
        throw error(without_team, roles);
    }
    return key;
}

void complete_team(storage::Transaction& transaction, Record const& record, vault::KeyPair const& key, std::vector<identity::AccountId> const& kept_out) {
    auto const seal = record.seal.value_or(record.id);
    std::unordered_map<identity::AccountId, identity::PairId> has;
    {
        auto rows = transaction.query(sql::list_seal_members, seal);
        while (rows.next()) {
            if (rows.is_null(2)) has[rows.integer(0)] = rows.integer(1);  // one whose seal was broken for a while is no member
        }
    }
    std::vector<identity::AccountId> dismissed;
    {
        auto rows = transaction.query(sql::list_seal_dismissals, seal);
        while (rows.next()) dismissed.push_back(rows.integer(0));
    }
    auto holders = team_by_pack(transaction, record);
    std::erase_if(holders, [&](auto const& holder) {
        auto const among = [&](std::vector<identity::AccountId> const& list) { return std::find(list.begin(), list.end(), holder.account) != list.end(); };
        return among(dismissed) || (!has.contains(holder.account) && among(kept_out));
    });
    // Members who have another key pair now: what was wrapped for the old one is lost to them.
    std::vector<identity::AccountId> members;
    for (auto const& [account, pair] : has) members.push_back(account);
    for (auto& holder : identity::Identity::public_halves(transaction, members)) {
        bool const there = std::any_of(holders.begin(), holders.end(), [&](auto const& one) { return one.account == holder.account; });
        if (!there) holders.push_back(std::move(holder));
    }
    for (auto const& holder : holders) {
        auto const found = has.find(holder.account);
        if (holder.pair == 0 || (found != has.end() && found->second == holder.pair)) continue;
        transaction.execute(sql::put_seal_member, seal, holder.account, holder.pair, blob(vault::wrap(holder.public_half, key.secret_half().bytes())), std::nullopt);
    }
    if (auto const recovery = identity::Recovery::current_recovery(transaction)) {
        transaction.execute(sql::put_seal_recovery, seal, recovery->id, blob(vault::wrap(recovery->public_half, key.secret_half().bytes())));
    }
}

std::unordered_map<RecordId, std::shared_ptr<vault::KeyPair const>> keys_of(storage::Reader const& reader, identity::Context const& context,
                                                                           std::vector<RecordId> const& seals) {
    std::unordered_map<RecordId, std::shared_ptr<vault::KeyPair const>> keys;
    if (auto const own = context.own_record()) {
        if (std::find(seals.begin(), seals.end(), *own) == seals.end()) return keys;
        auto rows = reader.query(sql::find_seal_applicant, *own);
        if (rows.next()) {
            auto const secret = context.keys()->unwrap_key(text_of(rows.bytes(0)));
            keys.emplace(*own, std::make_shared<vault::KeyPair const>(vault::KeyPair::of_secret(secret)));
        }
        return keys;
    }
    if (seals.empty() || context.pair() == 0) return keys;
    storage::Query query{"records/list_own_seals", "SELECT record, wrapped FROM seal_members"};
    query.where("account = ?", context.account()).where("pair = ?", context.pair()).where("(until IS NULL OR until > ?)", context.now());
    query.then("AND record IN (?", seals.front());
    for (std::size_t i = 1; i < seals.size(); ++i) query.then(", ?", seals[i]);
    query.then(")");
    auto rows = reader.query(query);
    while (rows.next()) {
        auto const secret = context.keys()->unwrap_key(text_of(rows.bytes(1)));
        keys.emplace(rows.integer(0), std::make_shared<vault::KeyPair const>(vault::KeyPair::of_secret(secret)));
    }
    return keys;
}

}  // namespace niangjia::records
