// Sealed records: who opens them, who joins and leaves their team, how a seal is broken, and how a record is sealed that was not.
#include <algorithm>

#include "audit/audit.h"
#include "base/error.h"
#include "identity/recovery.h"
#include "notify/notify.h"
#include "people/households.h"
#include "people/people.h"
#include "records/deadlines.h"
#include "records/actors.h"
#include "records/fields.h"
#include "records/records.h"
#include "records/sealed_subjects.h"
#include "records/sealing.h"
#include "records/sql.h"

namespace niangjia::records {
namespace {

constexpr Message not_a_member{ErrorKind::Forbidden, "records.not-of-the-team", "这是封存案件，只有办案人员能打开", "This case is sealed and opens to its team alone"};
constexpr Message not_sealed{ErrorKind::Refused, "records.not-sealed", "这条记录没有封存，不用加入办案人员", "This record is not sealed and has no team"};
constexpr Message no_keys{ErrorKind::Invalid, "records.no-keys", "这个账号还没有登录过，请让她登录一次再加入", "This account has not signed in yet; let her do so once, then take her in"};
constexpr Message out_of_reach{ErrorKind::Invalid, "records.member-out-of-reach", "这个账号的工作范围不含这件事，不能加入", "The work of this account does not reach this case"};
constexpr Message same_household{ErrorKind::Refused, "records.same-household", "这个账号是当事人本人的，或与当事人同住一户，不能打开这件封存案件",
                                 "This account is that of one of the sides, or of somebody who lives with one of them: this case cannot open to it"};
constexpr Message last_member{ErrorKind::Refused, "records.last-member", "她是唯一能打开的办案人员，请先加入别人", "She is the only one who can open it; take somebody else in first"};
constexpr Message no_recovery{ErrorKind::Refused, "records.no-recovery", "封存时还没有指定解封专员，这件只有办案人员能打开", "When it was sealed there were no officers; only its team can open it"};

std::string account_text(identity::AccountId account) { return std::to_string(account); }

bool lives_with(storage::Reader const& reader, std::vector<people::PersonId> const& sides, identity::AccountId account) {
    auto const accounts = people::accounts_in_household_of(reader, sides);
    return std::find(accounts.begin(), accounts.end(), account) != accounts.end();
}

}  // namespace

void Records::unseal(storage::Reader const& reader, identity::Context const& context, std::vector<Record>& records, Stubs stubs) const {
    std::vector<RecordId> seals;
    for (auto const& record : records) {
        if (record.seal && std::find(seals.begin(), seals.end(), *record.seal) == seals.end()) seals.push_back(*record.seal);
    }
    auto const keys = keys_of(reader, context, seals);
    std::erase_if(records, [&](Record& record) {
        if (!record.seal) return false;
        if (auto const key = keys.find(*record.seal); key != keys.end()) {
            record.key = key->second;
            record.subject = subject_in(reveal(*record.key, record_place(record.id), record.hidden));
            record.hidden.clear();
            return false;
        }
        if (stubs == Stubs::All || context.is_system()) return false;
        return stubs == Stubs::None || !is_concerned(reader, context, record);
    });
    veil(reader, context, records);
}

// The hidden fields as the entries left them.
void Records::reveal_fields(storage::Reader const& reader, Record& record) const {
    for (auto const& entry : timeline(reader, record)) {
        for (auto const& [name, pair] : entry.changes) {
            if (record.type->stays_clear({name.data(), name.size()})) continue;
            auto const& value = pair.as_array().at(1);
            if (value.is_null()) {
                record.fields.erase(name);
            } else {
                record.fields[name] = value;
            }
        }
    }
}

bool Records::is_concerned(storage::Reader const& reader, identity::Context const& context, Record const& record) const {
    if (context.reaches(identity::Permission::BreakSeal, record.org)) return true;
    // Somebody of the team whose key pair came after the seal: a colleague wraps the key for her with the next step.
    auto const named = [&](Record const& sealed) { return sealed.type->sealing && may(context, sealed.type->sealing->team, sealed.sender); };
    if (named(record)) return true;
    if (record.seal != record.id) {
        for (auto const& whole : fetch_rows(reader, context, {*record.seal})) {
            if (named(whole)) return true;
        }
    }
    auto rows = reader.query(sql::list_todo_places, record.id, context.today().number());
    while (rows.next()) {
        org::Code const org{rows.integer(0)};
        auto const role = rows.text(1);
        if (std::any_of(context.grants().begin(), context.grants().end(), [&](identity::Grant const& grant) { return grant.org == org && grant.role->name == role; })) return true;
    }
    return false;
}

// The caller's own sealed records about that person. Whom they are about is known to their team alone.
std::vector<Record> Records::own_sealed(storage::Reader const& reader, identity::Context const& context, Party const& subject) const {
    std::vector<Record> own;
    if (context.pair() == 0) return own;
    std::vector<RecordId> ids;
    {
        auto rows = reader.query(sql::list_sealed_of_account, context.account(), context.pair());
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    auto const open = [&](std::vector<RecordId> const& some) {
        auto records = fetch_rows(reader, context, some);
        unseal(reader, context, records, Stubs::None);
        return records;
    };
    std::vector<Party> parties;
    if (subject.who == packs::Who::Person) {
        for (auto const id : people::merged_ids(reader, people::survivor(reader, subject.id))) parties.push_back({packs::Who::Person, id});
    } else {
        parties.push_back(subject);
    }
    own = open(sealed_subjects_->about(context, ids, parties, open));
    std::erase_if(own, [&](Record const& record) { return !record.subject || std::find(parties.begin(), parties.end(), *record.subject) == parties.end(); });
    return own;
}

bool Records::from_portal(storage::Reader const& reader, RecordId fetched) const {
    auto rows = reader.query(sql::find_seal_applicant, fetched);
    return rows.next();
}

std::vector<Member> Records::members(storage::Reader const& reader, Record const& fetched) const {
    std::vector<Member> members;
    if (!fetched.seal) return members;
    std::vector<std::pair<identity::AccountId, identity::PairId>> wraps;
    std::vector<identity::AccountId> accounts;
    auto rows = reader.query(sql::list_seal_members, *fetched.seal);
    while (rows.next()) {
        wraps.emplace_back(rows.integer(0), rows.integer(1));
        accounts.push_back(rows.integer(0));
        members.push_back({rows.integer(0), false, rows.maybe_integer(2)});
    }
    auto const present = identity::Identity::public_halves(reader, accounts);
    for (std::size_t i = 0; i < members.size(); ++i) {
        members[i].alive = std::any_of(present.begin(), present.end(), [&](auto const& one) { return one.account == wraps[i].first && one.pair == wraps[i].second; });
    }
    return members;
}

void Records::note(storage::Transaction& transaction, identity::Context const& context, Record const& record, packs::Action const& action, std::string const& text) const {
    auto numbers = transaction.query(sql::next_entry, record.id);
    (void)numbers.next();
    auto const n = numbers.integer(0) + 1;
    auto const hidden = record.seal ? hide(public_half(transaction, *record.seal), entry_place(record.id, n), entry_text(text, {})) : std::string{};
    auto const due = record.due ? std::optional{record.due->number()} : std::nullopt;
    transaction.execute(sql::add_entry, record.id, n, context.now(), context.today().number(), context.account(), action.name, record.state->name, record.state->name, due,
                        record.seal ? std::string{} : text, "{}", 0, "{}", record.seal ? blob(hidden) : storage::Value{storage::Null{}});
}

void Records::require_team(storage::Reader const& reader, identity::Context const& context, Record const& record) const {
    auto const team = members(reader, record);
    bool const lasting = std::any_of(team.begin(), team.end(), [&](Member const& one) { return one.account == context.account() && !one.until; });
    if (record.locked() || !lasting || !context.reaches(identity::Permission::ReadRecords, record.sender)) throw error(not_a_member);
}

void Records::tell_team(storage::Transaction& transaction, identity::Context const& context, Record const& record, std::string_view kind) const {
    for (auto const& member : members(transaction, record)) {
        if (!member.until) notify::tell(transaction, member.account, context.now(), kind, record.id, context.account());
    }
}

void Records::admit(storage::Transaction& transaction, identity::Context const& context, RecordId id, identity::AccountId account, std::string const& text) const {
    auto const record = fetch(transaction, context, id);
    if (!record.seal) throw error(not_sealed);
    require_team(transaction, context, record);
    auto const found = identity::Identity::public_halves(transaction, std::vector{account});
    if (found.empty()) throw error(no_keys).with_pointer("/account");
    if (!identity::Identity::reaches(transaction, account, record.org)) throw error(out_of_reach).with_pointer("/account");
    if (lives_with(transaction, sides_of(transaction, context, record), account)) throw error(same_household).with_pointer("/account");
    transaction.execute(sql::drop_seal_dismissal, *record.seal, account);
    transaction.execute(sql::put_seal_member, *record.seal, account, found.front().pair, blob(vault::wrap(found.front().public_half, record.key->secret_half().bytes())), std::nullopt);
    note(transaction, context, record, admit_action(), account_text(account) + (text.empty() ? "" : " " + text));
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records.admit", record_place(id), account_text(account)});
}

void Records::dismiss(storage::Transaction& transaction, identity::Context const& context, RecordId id, identity::AccountId account, std::string const& text) const {
    auto const record = fetch(transaction, context, id);
    if (!record.seal) throw error(not_sealed);
    require_team(transaction, context, record);
    auto const team = members(transaction, record);
    bool const another = std::any_of(team.begin(), team.end(), [&](Member const& one) { return one.account != account && one.alive && !one.until; });
    if (!another) throw error(last_member);
    transaction.execute(sql::drop_seal_member, *record.seal, account);
    transaction.execute(sql::add_seal_dismissal, *record.seal, account);
    note(transaction, context, record, dismiss_action(), account_text(account) + (text.empty() ? "" : " " + text));
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records.dismiss", record_place(id), account_text(account)});
}

void Records::note_reading(storage::Transaction& transaction, identity::Context const& context, Record const& record, std::string_view what) const {
    if (!record.seal || record.locked()) return;
    audit::append(transaction, {context.now(), context.account(), record.org.value(), what, record_place(record.id), {}});
}

std::optional<std::int64_t> Records::recovery_of(storage::Reader const& reader, Record const& record) const {
    if (!record.seal) throw error(not_sealed);
    auto rows = reader.query(sql::list_seal_recoveries, *record.seal);
    return rows.next() ? std::optional{rows.integer(0)} : std::nullopt;
}

void Records::lend(storage::Transaction& transaction, identity::Context const& context, RecordId id, std::int64_t recovery, vault::KeyPair const& recovered,
                   identity::AccountId account, Moment until, std::string const& reason) const {
    auto const record = fetch(transaction, context.as_system(), id);
    auto rows = transaction.query(sql::list_seal_recoveries, record.seal.value_or(0));
    std::string wrapped;
    while (rows.next()) {
        if (rows.integer(0) == recovery) wrapped = text_of(rows.bytes(1));
    }
    auto const reader_keys = identity::Identity::public_halves(transaction, std::vector{account});
    if (wrapped.empty() || reader_keys.empty()) throw error(no_recovery);
    auto const secret = recovered.unwrap_key(wrapped);
    auto opened = record;
    opened.key = std::make_shared<vault::KeyPair const>(vault::KeyPair::of_secret(secret));
    opened.subject = subject_in(reveal(*opened.key, record_place(id), record.hidden));
    if (lives_with(transaction, sides_of(transaction, context, opened), account)) throw error(same_household);
    transaction.execute(sql::put_seal_member, *record.seal, account, reader_keys.front().pair, blob(vault::wrap(reader_keys.front().public_half, secret.bytes())), until);
    // The team sees who broke the seal, and why.
    auto team = transaction.query(sql::list_seal_members, *record.seal);
    std::vector<identity::AccountId> told;
    while (team.next()) {
        if (team.is_null(2)) told.push_back(team.integer(0));
    }
    for (auto const member : told) notify::tell(transaction, member, context.now(), notify::seal_broken, id, account);
    note(transaction, context, record, break_action(), account_text(account) + " " + reason);
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records.break-seal", record_place(id), account_text(account)});
}

void Records::take_back(storage::Transaction& transaction, RecordId id, identity::AccountId account) const {
    auto rows = transaction.query(sql::find_seal_of, id);
    if (rows.next() && !rows.is_null(0)) transaction.execute(sql::drop_lent_seal, rows.integer(0), account);
}

// Seals a record that was in the clear until now, with its entries, people and papers, and the parts under it. `seal`: the one it
// comes under; nothing: one of its own.
void Records::seal_now(storage::Transaction& transaction, identity::Context const& context, Record& record, std::vector<Entry>& entries,
                       std::optional<RecordId> seal, std::vector<people::PersonId> const& sides) const {
    std::shared_ptr<vault::KeyPair const> key;
    record.seal = seal.value_or(record.id);
    if (!seal) key = make_seal(transaction, context, record, kept_out(transaction, record, sides));
    auto const half = public_half(transaction, *record.seal);
    for (auto& entry : entries) {
        auto clear = entry.changes;
        auto hidden = take_hidden(*record.type, clear);
        transaction.execute(sql::seal_entry, record.id, entry.n, to_text(clear), blob(hide(half, entry_place(record.id, entry.n), entry_text(entry.note, std::move(hidden)))));
        entry.changes = std::move(clear);
        entry.note.clear();
    }
    std::int64_t n = 0;
    auto people = transaction.query(sql::list_participants, record.id);
    std::vector<Participant> persons;
    while (people.next()) {
        if (people.integer(1) == 0) persons.push_back({people.string(0), {packs::Who::Person, people.integer(2)}, Day{static_cast<std::int32_t>(people.integer(3))}});
    }
    for (auto const& person : persons) transaction.execute(sql::add_sealed_participant, record.id, ++n, blob(hide(half, participant_place(record.id), participant_text(person))));
    transaction.execute(sql::drop_participants, record.id);
    seal_links(transaction, record.id, half);
    auto open = record;
    open.seal.reset();
    for (auto const& attachment : attachments(transaction, open)) {
        auto const stored = store_bytes(hide(half, file_place(record.id), attachment_content(attachment)));
        transaction.execute(sql::drop_file, attachment.hash);
        transaction.execute(sql::seal_attachment, attachment.id, sealed_file_name, stored.size, stored.hash,
                            blob(hide(half, paper_place(record.id), attachment.name)));
    }
    std::vector<RecordId> parts;
    auto rows = transaction.query(sql::list_unsealed_parts, record.id);
    while (rows.next()) parts.push_back(rows.integer(0));
    auto const system = context.as_system();
    for (auto const id : parts) {
        auto part = fetch(transaction, system, id);
        auto timeline_of_part = timeline(transaction, part);
        auto const before = figures_->scrub(transaction, part.id, figures_->contributions_of(facts(transaction, part, timeline_of_part)));
        auto const subject = part.subject;
        // What was sent has a team of its own: those who sent it and those who received it.
        bool const sent = part.sender != part.org;
        auto all_sides = sides;
        for (auto const person : sides_of(transaction, context, part)) all_sides.push_back(person);
        seal_now(transaction, context, part, timeline_of_part, sent ? std::nullopt : std::optional{*record.seal}, all_sides);
        (void)take_hidden(*part.type, part.fields);
        part.title = make_title(*part.type, part.fields, "");
        part.subject.reset();
        part.once_key.reset();
        change_row(transaction, part, subject, part.version);
        search::remove(transaction, part.id);
        set_notices(transaction, part);
        index_persons(transaction, part);
        figures_->write(transaction, part.id, timeline_of_part.back().n, before, figures_->contributions_of(facts(transaction, part, timeline_of_part)));
    }
    record.key = key;
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records.seal", record_place(record.id), {}});
}

void Records::seal_old_links(storage::Database& database) const {
    database.write([&](storage::Transaction& transaction) {
        std::vector<std::pair<RecordId, RecordId>> sealed;
        {
            auto rows = transaction.query(sql::list_linked_sealed);
            while (rows.next()) sealed.emplace_back(rows.integer(0), rows.integer(1));
        }
        for (auto const& [record, seal] : sealed) seal_links(transaction, record, public_half(transaction, seal));
    });
}

void Records::sweep_files(storage::Database& database) const {
    bool const any = database.read([&](storage::Reader const& reader) {
        auto rows = reader.query(sql::list_dropped_files);
        return rows.next();
    });
    if (!any) return;
    // In the writer's turn: a paper of the same content that was stored meanwhile is either known by now, or finds its file gone when it
    // is attached, and is turned down.
    database.write([&](storage::Transaction& transaction) {
        std::vector<std::pair<std::string, bool>> files;
        auto rows = transaction.query(sql::list_dropped_files);
        while (rows.next()) files.emplace_back(rows.string(0), rows.integer(1) != 0);
        for (auto const& [hash, used] : files) {
            std::error_code gone;
            if (!used) std::filesystem::remove(path_of(hash), gone);
            transaction.execute(sql::forget_dropped_file, hash);
        }
    });
}

}  // namespace niangjia::records
