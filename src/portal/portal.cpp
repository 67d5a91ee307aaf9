// Asking for help, and what she does about it afterwards.
#include "portal/portal.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "identity/identity.h"
#include "org/org.h"
#include "portal/sql.h"
#include "storage/pieces.h"

namespace niangjia::portal {
namespace {

constexpr Message closed{ErrorKind::NotFound, "portal.closed", "这里没有开通网上求助", "There is no portal here"};
constexpr Message no_place{ErrorKind::NotFound, "portal.unknown-place", "没有这个地方，请重新选择", "There is no such place; choose again"};
constexpr Message unknown_place{ErrorKind::Invalid, "portal.unknown-place", "请选择所在的县（区）", "Choose your county"};
constexpr Message not_here{ErrorKind::Refused, "portal.not-here", "这个地方还不能在网上办，请打页面上的电话", "This place does not take requests online yet; call a number on this page"};
constexpr Message bad_ticket{ErrorKind::Refused, "portal.ticket", "页面放得太久了，请再点一次“提交”", "The page has been open too long; press 'Send' once more"};
constexpr Message sent_already{ErrorKind::Conflict, "portal.sent-already", "这件事已经提交过，请用当时给您的查询码查看", "This was sent already; use the code that you were given then"};
constexpr Message unknown_topic{ErrorKind::Invalid, "portal.unknown-topic", "请选一个话题", "Pick a topic"};
constexpr Message no_story{ErrorKind::Invalid, "portal.no-story", "请写几句您遇到的事", "Write a few words about it"};
constexpr Message not_asked{ErrorKind::Invalid, "portal.not-asked", "没有问“{}”，请去掉", "Nobody asked for '{}'; leave it out"};
constexpr Message not_now{ErrorKind::Refused, "portal.not-now", "这一步现在不能办，请刷新后再看，或者给我们留言", "This cannot be done now; look again, or write to us"};
constexpr Message too_many_papers{ErrorKind::Refused, "portal.papers", "一件事最多附 {} 份材料，要补更多请留言", "A request takes at most {} papers; write to us if there are more"};
constexpr Message too_many_entries{ErrorKind::Refused, "portal.entries", "一件事最多留言、办理 {} 次，请打页面上的电话", "A request takes at most {} messages and steps; call a number on this page"};

constexpr std::string_view to_find = "niangjia portal: find";
constexpr std::string_view to_open = "niangjia portal: open";
constexpr int most_places = 2'000;

std::string mark_of(std::string_view code) { return sha256_hex(vault::Key::of_secret(code, to_find).bytes()); }
vault::KeyPair keys_of(std::string_view code) { return vault::KeyPair::of_secret(vault::Key::of_secret(code, to_open)); }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

json::value value_of(packs::Field const& field, std::string const& text) {
    if (field.type == packs::FieldType::YesNo) return text == "true";
    if (field.type == packs::FieldType::Count) return std::stoll(text);
    return json::value(text);
}

}  // namespace

std::string plain(std::string_view typed) {
    std::string code;
    for (std::size_t i = 0; i < typed.size() && code.size() < 200; ++i) {
        auto c = static_cast<unsigned char>(typed[i]);
        // U+FF01 … U+FF5E are the wide forms of ! … ~
        if (c == 0xEF && i + 2 < typed.size()) {
            unsigned const wide = ((c & 0x0FU) << 12U) | ((static_cast<unsigned char>(typed[i + 1]) & 0x3FU) << 6U) | (static_cast<unsigned char>(typed[i + 2]) & 0x3FU);
            if (wide >= 0xFF01 && wide <= 0xFF5E) {
                c = static_cast<unsigned char>(wide - 0xFF01 + '!');
                i += 2;
            }
        }
        if (c >= 'a' && c <= 'z') c = static_cast<unsigned char>(c - 'a' + 'A');
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) code += static_cast<char>(c);
    }
    return code;
}

std::string grouped(std::string_view code) {
    std::string text;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (i > 0 && i % 4 == 0) text += '-';
        text += code[i];
    }
    return text;
}

Portal::Portal(packs::Library const& library, records::Records const& records, Clock const& clock)
    : library_{&library}, records_{&records}, clock_{&clock}, tickets_{vault::Key::random()} {}

packs::Portal const& Portal::settings() const {
    if (library_->portal() == nullptr) throw error(closed);
    return *library_->portal();
}

std::string Portal::ticket_for(std::string_view code) const { return vault::base64(vault::Key::of_secret(code, tickets_.bytes()).bytes()); }

NewCode Portal::new_code() const {
    (void)settings();
    auto code = vault::random_text(code_length);
    auto ticket = ticket_for(code);
    return {std::move(code), std::move(ticket)};
}

std::set<org::Code> Portal::taking(storage::Reader const& reader, std::span<org::Code const> places) const {
    auto const& type = *settings().type;
    auto const& team = type.sealing->team;
    auto const may = [&](org::Code place) { return type.levels.empty() || std::find(type.levels.begin(), type.levels.end(), place.level()) != type.levels.end(); };
    // As Identity::holders() looks for them.
    auto const seats = [](packs::Actor const& actor, org::Code place) { return actor.at ? std::vector{place.at(*actor.at).value_or(place)} : place.upwards(); };
    std::set<std::int64_t> at;
    for (auto const place : places) {
        if (!may(place)) continue;
        for (auto const& actor : team) {
            for (auto const seat : seats(actor, place)) at.insert(seat.value());
        }
    }
    std::set<org::Code> found;
    if (at.empty()) return found;
    storage::Query query{"portal/list_seats",
                         "SELECT DISTINCT g.role, g.org FROM grants g JOIN accounts a ON a.id = g.account AND a.active = 1 JOIN key_pairs k ON k.account = a.id"};
    query.then("WHERE g.org IN");
    storage::add_list(query, std::vector(at.begin(), at.end()));
    query.then("AND g.role IN (?", team.front().role);
    for (auto const& actor : team) query.then(", ?", actor.role);
    query.then(")");
    std::set<std::pair<std::string, std::int64_t>> held;
    auto rows = reader.query(query);
    while (rows.next()) held.emplace(rows.string(0), rows.integer(1));
    auto const reads = [&](packs::Actor const& actor, org::Code place) {
        auto const own = seats(actor, place);
        return std::any_of(own.begin(), own.end(), [&](org::Code seat) { return held.contains({actor.role, seat.value()}); });
    };
    for (auto const place : places) {
        if (may(place) && std::any_of(team.begin(), team.end(), [&](packs::Actor const& actor) { return reads(actor, place); })) found.insert(place);
    }
    return found;
}

std::vector<Place> Portal::places(storage::Reader const& reader, std::optional<org::Code> parent) const {
    (void)settings();
    std::vector<Place> places;
    std::vector<org::Code> asked;
    for (auto const& place : org::children(reader, parent.value_or(org::Code{}), org::Code{}, most_places)) {
        auto const level = place.code.level();
        if (place.until || level > org::Level::Village) continue;
        places.push_back({place.code, place.short_name, level > org::Level::County});
        if (level <= org::Level::County) asked.push_back(place.code);
    }
    auto const takers = taking(reader, asked);
    for (auto& place : places) place.takes = place.takes || takers.contains(place.code);
    return places;
}

Place Portal::reception(storage::Reader const& reader, org::Code place) const {
    (void)settings();
    auto const known = org::find(reader, place);
    if (!known || known->until || place.level() > org::Level::Village) throw error(no_place);
    for (auto const level : {org::Level::County, org::Level::City}) {
        auto const code = place.at(level);
        auto const found = code ? org::find(reader, *code) : std::nullopt;
        if (found && !found->until) return {*code, found->name, !taking(reader, std::array{*code}).empty()};
    }
    throw error(no_place);
}

void Portal::check(storage::Reader const& reader, Wish const& wish) const {
    auto const& given = settings();
    // Compared as hashes, which takes the same time wherever they differ.
    if (wish.code.size() != code_length || !(vault::Key::of_secret(wish.ticket, to_find) == vault::Key::of_secret(ticket_for(wish.code), to_find))) throw error(bad_ticket);

    std::vector<Problem> problems;
    if (given.find(wish.topic) == nullptr) problems.push_back(problem(unknown_topic, "/topic"));
    if (is_blank(wish.story)) problems.push_back(problem(no_story, "/story"));
    auto const place = org::find(reader, wish.place);
    bool const narrow = place && !place->until && place->code.level() >= org::Level::City && place->code.level() <= org::Level::Village;
    if (!narrow) problems.push_back(problem(unknown_place, "/place"));
    for (auto const& [key, value] : wish.more) {
        bool const asked = std::any_of(given.ask.begin(), given.ask.end(), [&](auto const* field) { return field->name == std::string_view{key}; });
        if (!asked) problems.push_back(problem(not_asked, "/more/" + std::string{key}, std::string_view{key}));
    }
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    if (!reception(reader, wish.place).takes) throw error(not_here);
}

records::RecordId Portal::ask(storage::Transaction& transaction, Wish const& wish) const {
    check(transaction, wish);
    auto const& given = settings();
    auto const county = reception(transaction, wish.place);

    records::Creation creation;
    creation.command = wish.command;
    creation.type = given.type->name;
    creation.org = county.code;
    creation.applicant = std::string{keys_of(wish.code).public_half()};
    for (auto const& [name, text] : given.set) creation.fields[name] = value_of(*given.type->field(name), text);
    creation.fields[given.topic] = given.find(wish.topic)->value;
    // Where in the record each part of the wish goes, and under which name an error speaks of it.
    std::vector<std::pair<std::string, std::string>> names;
    auto const put = [&](std::string const& field, std::string const& pointer, json::value value) {
        if (field.empty()) return;
        names.emplace_back("/fields/" + field, pointer);
        if (!value.is_null()) creation.fields[field] = std::move(value);
    };
    auto const text = [](std::string const& words) { return is_blank(words) ? json::value(nullptr) : json::value(words); };
    put(given.story, "/story", text(wish.story));
    put(given.name, "/name", text(wish.name));
    put(given.contact, "/contact", text(wish.contact));
    put(given.hours, "/hours", text(wish.hours));
    put(given.no_call, "/noCall", wish.no_call ? json::value(true) : json::value(nullptr));
    put(given.place, "/place", wish.place == county.code ? json::value(nullptr) : json::value(wish.place.text()));
    for (auto const* field : given.ask) {
        auto const* value = wish.more.if_contains(field->name);
        put(field->name, "/more/" + field->name, value == nullptr ? json::value(nullptr) : *value);
    }
    try {
        auto const record = records_->create(transaction, identity::Context::system(*clock_, identity::applicant_account), creation);
        auto const mark = mark_of(wish.code);
        transaction.execute(sql::add_request, mark, record);
        auto rows = transaction.query(sql::find_request, mark);
        if (!rows.next() || rows.integer(0) != record) throw error(sent_already);
        return record;
    } catch (Error const& failure) {
        if (failure.code() == "command.reused") throw error(sent_already);
        if (failure.problems().empty()) throw;
        auto told = failure.problems();
        for (auto& one : told) {
            auto const found = std::find_if(names.begin(), names.end(), [&](auto const& name) { return name.first == one.pointer; });
            if (found != names.end()) one.pointer = found->second;
        }
        throw Error::invalid(std::move(told));
    }
}

std::optional<identity::Context> Portal::who(storage::Reader const& reader, std::string_view typed) const {
    (void)settings();
    auto const code = plain(typed);
    // Everything is derived before anything is looked up: a code that nobody has costs as much as hers.
    auto const keys = keys_of(code);
    auto const mark = mark_of(code);
    auto rows = reader.query(sql::find_request, mark);
    if (!rows.next()) return std::nullopt;
    return identity::Context::applicant(*clock_, rows.integer(0), keys);
}

records::Record Portal::record_of(storage::Reader const& reader, identity::Context const& her) const {
    return records_->fetch(reader, her, her.own_record().value_or(0));
}

void Portal::act(storage::Transaction& transaction, identity::Context const& her, records::Act const& act) const {
    auto const record = record_of(transaction, her);
    try {
        records_->act(transaction, her, record.id, record.version, act);
    } catch (Error const& failure) {
        // What else the rules of the work say is for the staff: parts, states, names of roles.
        bool const hers = failure.kind() == ErrorKind::Invalid || failure.code() == "command.reused" || failure.code() == "records.past-due";
        if (hers) throw;
        if (failure.kind() == ErrorKind::Broken) throw;
        throw error(not_now).with_note(failure.what());
    }
    // Looked at afterwards, so that what was carried out before may be sent again.
    auto const entries = records_->timeline(transaction, record);
    auto const hers = std::count_if(entries.begin(), entries.end(), [](auto const& entry) { return entry.account == identity::applicant_account; });
    auto const most = settings().limits.entries;
    // The first of them is the request itself.
    if (hers > most + 1) throw error(too_many_entries, most);
}

void Portal::say(storage::Transaction& transaction, identity::Context const& her, std::string const& command, std::string const& text) const {
    act(transaction, her, {.command = command, .action = records::applicant_message_action().name, .note = text});
}

void Portal::take_step(storage::Transaction& transaction, identity::Context const& her, records::Act const& step) const { act(transaction, her, step); }

records::Records::StoredFile Portal::store_paper(storage::Reader const& reader, identity::Context const& her, std::string_view name, std::string_view content) const {
    auto const record = record_of(reader, her);
    auto const papers = records_->attachments(reader, record);
    auto const own = std::count_if(papers.begin(), papers.end(), [](auto const& paper) { return paper.account == identity::applicant_account; });
    auto const most = settings().limits.papers;
    if (own >= most) throw error(too_many_papers, most);
    return records_->store_file(reader, record, name, content);
}

void Portal::add_paper(storage::Transaction& transaction, identity::Context const& her, std::string const& command, std::string_view name,
                       records::Records::StoredFile const& file) const {
    records_->attach(transaction, her, her.own_record().value_or(0), command, name, file);
}

std::span<storage::Migration const> migrations() { return sql::migrations; }

}  // namespace niangjia::portal
