#include "http/record_views.h"

#include <charconv>

#include "base/error.h"
#include "people/people.h"

namespace niangjia::http::record_views {
namespace {

using S = Schema;

constexpr int most_participants_shown = 200;

Schema offer_schema() {
    return S::named("Offer", views::action().with({S::required("allowed", S::boolean()), S::required("refusal", S::nullable(S::text_pair())),
                                                   S::required("after", S::nullable(S::day()))}));
}

bool is_hidden(records::Record const& record, packs::Field const& field, identity::Sight sight) {
    return record.locked() || field.seen_by > sight || record.hides(field);
}

// The records that its fields name, by their number.
void write_named(JsonWriter& json, identity::Context const& context, std::unordered_map<records::RecordId, records::Named> const& named) {
    json.key("fieldRecords").open_object();
    for (auto const& [id, one] : named) {
        json.key(records::number_text(id)).open_object().key("id").id(id).member("title", one.title).member("typeTitle", one.type->title);
        json.member("reached", context.reaches(identity::Permission::ReadRecords, one.org)).close_object();
    }
    json.close_object();
}

void write_participants(JsonWriter& json, storage::Reader const& reader, identity::Context const& context, records::Record const& record,
                        records::Records const& records) {
    // Of a locked record nothing that hangs on it is shown: who takes part or what stands under it would tell the story.
    auto const participants = record.locked() ? std::vector<records::Participant>{} : records.participants(reader, record, most_participants_shown);
    std::vector<people::PersonId> persons;
    std::vector<org::Code> codes;
    for (auto const& participant : participants) {
        if (participant.party.who == packs::Who::Person) {
            persons.push_back(participant.party.id);
        } else {
            codes.emplace_back(participant.party.id);
        }
    }
    auto const names = people::names(reader, context, persons);
    auto const shorts = org::short_names(reader, codes);
    json.key("participants").open_array();
    for (auto const& participant : participants) {
        bool const person = participant.party.who == packs::Who::Person;
        auto const& source = person ? names : shorts;
        auto const name = source.find(participant.party.id);
        auto const* role = record.type->participant(participant.role);
        json.open_object().member("role", participant.role).member("roleTitle", role == nullptr ? Text{participant.role, participant.role} : role->title);
        json.member("kind", person ? "person" : "organisation").key("id");
        if (person) {
            json.id(participant.party.id);
        } else {
            json.text(org::Code{participant.party.id}.text());
        }
        json.member("name", name == source.end() ? std::string{} : name->second).member("day", participant.day.iso()).close_object();
    }
    json.close_array().key("participantCount").open_object();
    if (!record.locked()) {
        for (auto const& [role, count] : records.participant_counts(reader, record)) json.member(role, count);
    }
    json.close_object();
}

void write_law(JsonWriter& json, packs::LegalClock const* clock) {
    if (clock == nullptr) {
        json.null();
        return;
    }
    json.open_object().member("law", clock->law).member("article", clock->article).member("title", clock->title).member("verified", clock->verified).close_object();
}

void write_due(JsonWriter& json, packs::Library const& library, records::Record const& record) {
    bool const runs = record.due && !record.state->closed && record.state->due;
    json.key("dueNote");
    if (runs && record.state->due->counts_working_days() && !library.calendar().knows(record.due->year())) {
        json.text(Text{std::to_string(record.due->year()) + " 年的放假安排尚未公布，此期限按周末推算，公布后请以公布的为准",
                       "The public holidays of " + std::to_string(record.due->year()) + " are not published yet; this due day knows weekends only"});
    } else {
        json.null();
    }
    json.key("dueSource");
    write_law(json, runs ? record.state->due->clock : nullptr);
}

void write_deadlines(JsonWriter& json, std::vector<records::Running> const& running, Day today) {
    json.key("deadlines").open_array();
    for (auto const& [deadline, length, since, due, extended] : running) {
        json.open_object().member("name", deadline->name).member("title", deadline->title).member("since", since.iso()).member("due", due.iso());
        json.member("overdue", due < today).member("extended", extended).key("source");
        write_law(json, length == nullptr ? nullptr : length->clock);
        json.close_object();
    }
    json.close_array();
}

// What stands under the record, what may be opened there by the caller, and what it stands under itself.
void write_parts(JsonWriter& json, storage::Reader const& reader, identity::Context const& context, Installation const& installation, records::Record const& record) {
    auto const parts = record.locked() ? std::vector<records::Record>{} : installation.records.parts(reader, context, record.id);
    views::Items const items{reader, context, parts};
    json.key("parts").open_array();
    for (auto const& part : parts) items.write(json, part);
    json.close_array().key("partTypes").open_array();
    if (!record.state->voids) {
        for (auto const* type : installation.library->parts_of(*record.type)) {
            if (!installation.records.may_open_part(context, *type, record)) continue;
            json.open_object().member("type", type->name).member("title", type->title).member("receiver", type->receiver).close_object();
        }
    }
    json.close_array().key("parent");
    auto const parents = record.parent ? installation.records.fetch_many(reader, context, {*record.parent}) : std::unordered_map<records::RecordId, records::Record>{};
    if (parents.empty()) {
        json.null();
    } else {
        auto const& parent = parents.begin()->second;
        json.open_object().key("id").id(parent.id).member("number", records::number_text(parent.id)).member("title", records::titled(parent, ""));
        json.member("typeTitle", parent.type->title).close_object();
    }
}

Text action_title(packs::RecordType const& type, records::Entry const& entry) {
    if (entry.action == "create") return type.workflow.create.title;
    for (auto const* built_in : {&records::correct_action(), &records::remark_action(), &records::link_action(), &records::message_action(), &records::applicant_message_action(), &records::part_action(), &records::seal_action(), &records::calendar_action(), &records::admit_action(),
                                 &records::dismiss_action(), &records::break_action(), &records::merge_action(), &records::unmerge_action()}) {
        if (built_in->name == entry.action) return built_in->title;
    }
    for (auto const& state : type.workflow.states) {
        if (entry.from && state.name != *entry.from) continue;
        for (auto const& action : state.actions) {
            if (action.name == entry.action) return action.title;
        }
    }
    return {entry.action, entry.action};
}

}  // namespace

Schema attachment() {
    return S::named("Attachment", S::object({S::required("id", S::id()), S::required("name", S::text()), S::required("size", S::integer()),
                                             S::required("media", S::text()), S::required("at", S::moment()), S::required("by", S::text())}));
}

Schema record() {
    auto const participant = S::object({S::required("role", S::text()), S::required("roleTitle", S::text_pair()), S::required("kind", views::who()),
                                        S::required("id", S::text()), S::required("name", S::text()), S::required("day", S::day())});
    auto const link = S::object({S::required("kind", S::text()), S::required("id", S::id()), S::required("number", S::text()),
                                 S::required("title", S::text()), S::required("typeTitle", S::text_pair())});
    auto const law = S::object({S::required("law", S::text()), S::required("article", S::text()), S::required("title", S::text_pair()),
                                S::required("verified", S::boolean())});
    auto const deadline = S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("since", S::day()),
                                     S::required("due", S::day()), S::required("overdue", S::boolean()), S::required("extended", S::boolean()),
                                     S::required("source", S::nullable(law))});
    auto const part_type = S::object({S::required("type", S::text()), S::required("title", S::text_pair()), S::required("receiver", S::boolean())});
    auto const team = S::object({S::required("account", S::id()), S::required("title", S::text()), S::required("alive", S::boolean()), S::required("until", S::nullable(S::moment())),
                                 S::required("sameHousehold", S::boolean())});
    auto const account = S::object({S::required("account", S::id()), S::required("title", S::text())});
    auto const whole = S::object({S::required("id", S::id()), S::required("number", S::text()), S::required("title", S::text()), S::required("typeTitle", S::text_pair())});
    auto const named = S::object({S::required("id", S::id()), S::required("title", S::text()), S::required("typeTitle", S::text_pair()), S::required("reached", S::boolean())});
    return S::named("Record", views::record_item().with({S::required("fields", S::map_of(views::field_value())), S::required("masked", S::array(S::text())),
                                                         S::required("fieldRecords", S::map_of(named)),
                                                         S::required("participants", S::array(participant)),
                                                         S::required("participantCount", S::map_of(S::integer())), S::required("links", S::array(link)),
                                                         S::required("attachments", S::array(attachment())),
                                                         S::required("actions", S::array(offer_schema())), S::required("dueNote", S::nullable(S::text_pair())),
                                                         S::required("dueSource", S::nullable(law)), S::required("deadlines", S::array(deadline)),
                                                         S::required("parts", S::array(views::record_item())), S::required("partTypes", S::array(part_type)),
                                                         S::required("parent", S::nullable(whole)), S::required("sealed", S::boolean()), S::required("team", S::array(team)),
                                                         S::required("sameHousehold", S::array(account)), S::required("createdBy", S::text()),
                                                         S::required("createdAt", S::moment())}));
}

std::unordered_map<std::int64_t, std::string> account_titles(storage::Reader const& reader, std::vector<identity::AccountId> accounts) {
    std::unordered_map<std::int64_t, std::string> titles{{0, "系统"}, {identity::applicant_account, "本人（网上）"}, {identity::public_account, "公众（网上）"}};
    for (auto& [id, title] : identity::Identity::titles(reader, accounts)) titles[id] = std::move(title);
    return titles;
}

std::string_view title_in(std::unordered_map<std::int64_t, std::string> const& titles, std::int64_t account) {
    auto const found = titles.find(account);
    return found == titles.end() ? std::string_view{} : std::string_view{found->second};
}

void write(JsonWriter& json, records::Attachment const& attachment, std::string_view by) {
    json.open_object().key("id").id(attachment.id).member("name", attachment.name).member("size", attachment.size);
    json.member("media", attachment.media).member("at", iso_time(attachment.at)).member("by", by).close_object();
}

Response answer(storage::Reader const& reader, identity::Context const& context, Installation const& installation, records::Record const& record, int status) {
    auto const& records = installation.records;
    views::Items const items{reader, context, std::span{&record, 1}};
    JsonWriter json;
    json.open_object();
    items.write_members(json, record);
    auto const sight = context.sight(record.org);
    std::vector<std::string> masked;
    std::vector<records::RecordId> named;
    json.key("fields").open_object();
    for (auto const& field : record.type->fields) {
        auto const* value = record.fields.if_contains(field.name);
        if (value == nullptr) continue;
        if (is_hidden(record, field, sight)) {
            masked.push_back(field.name);
            continue;
        }
        json.key(field.name).value(*value);
        if (field.type != packs::FieldType::Record || !value->is_string()) continue;
        if (auto const id = records::parse_number(std::string_view{value->get_string().data(), value->get_string().size()})) named.push_back(*id);
    }
    json.close_object().key("masked").open_array();
    for (auto const& name : masked) json.text(name);
    json.close_array();
    write_named(json, context, records.named(reader, context, named));
    write_participants(json, reader, context, record, records);

    auto const links = records.links(reader, record);
    std::vector<records::RecordId> others;
    for (auto const& link : links) others.push_back(link.other);
    auto const linked = records.fetch_many(reader, context, others);
    std::vector<records::Record> shown;
    for (auto const& link : links) {
        if (auto const found = linked.find(link.other); found != linked.end()) shown.push_back(found->second);
    }
    json.key("links").open_array();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        auto const kind = std::find_if(links.begin(), links.end(), [&](auto const& link) { return link.other == shown[i].id; })->kind;
        json.open_object().member("kind", kind).key("id").id(shown[i].id).member("number", records::number_text(shown[i].id));
        json.member("title", records::titled(shown[i], "")).member("typeTitle", shown[i].type->title).close_object();
    }
    json.close_array();

    auto const attachments = records.attachments(reader, record);
    std::vector<identity::AccountId> accounts{record.created_by};
    for (auto const& attachment : attachments) accounts.push_back(attachment.account);
    auto const team = record.locked() ? std::vector<records::Member>{} : records.members(reader, record);
    for (auto const& member : team) accounts.push_back(member.account);
    auto const household = records.household_accounts(reader, context, record);
    accounts.insert(accounts.end(), household.begin(), household.end());
    auto const titles = account_titles(reader, std::move(accounts));
    json.key("attachments").open_array();
    for (auto const& attachment : attachments) write(json, attachment, title_in(titles, attachment.account));
    json.close_array().key("actions").open_array();
    for (auto const& offer : records.offers(reader, context, record)) {
        auto const& action = *offer.action;
        json.open_object();
        views::write_members(json, action);
        json.member("allowed", !offer.refusal.has_value()).key("refusal");
        if (offer.refusal) {
            json.text(*offer.refusal);
        } else {
            json.null();
        }
        views::member(json, "after", offer.after);
        json.close_object();
    }
    json.close_array();
    write_due(json, *installation.library, record);
    write_deadlines(json, record.locked() ? std::vector<records::Running>{} : records::Records::running(*record.type, records.timeline(reader, record)), context.today());
    write_parts(json, reader, context, installation, record);
    json.member("sealed", record.seal.has_value()).key("team").open_array();
    for (auto const& member : team) {
        json.open_object().key("account").id(member.account).member("title", title_in(titles, member.account)).member("alive", member.alive).key("until");
        if (member.until) {
            json.text(iso_time(*member.until));
        } else {
            json.null();
        }
        json.member("sameHousehold", std::find(household.begin(), household.end(), member.account) != household.end()).close_object();
    }
    json.close_array();
    // Those whom the case could reach: of the team, or by a role over its place.
    json.key("sameHousehold").open_array();
    for (auto const account : household) {
        bool const reads = std::any_of(team.begin(), team.end(), [&](records::Member const& one) { return one.account == account; }) ||
                           identity::Identity::reaches(reader, account, record.org);
        if (reads) json.open_object().key("account").id(account).member("title", title_in(titles, account)).close_object();
    }
    json.close_array();
    json.member("createdBy", title_in(titles, record.created_by)).member("createdAt", iso_time(record.created_at)).close_object();
    return Response::json(std::move(json), status).with_version(record.version);
}

Response answer(storage::Reader const& reader, identity::Context const& context, Installation const& installation, records::RecordId id, int status) {
    return answer(reader, context, installation, installation.records.fetch(reader, context, id), status);
}

bool shows(records::Record const& record, records::Entry const& entry) {
    if (!record.locked() || entry.action == "create") return true;
    for (auto const* one : {&records::seal_action(), &records::admit_action(), &records::dismiss_action(), &records::break_action()}) {
        if (one->name == entry.action) return true;
    }
    return false;
}

std::optional<std::pair<identity::AccountId, std::string_view>> whom(records::Entry const& entry) {
    bool const of_team = entry.action == records::admit_action().name || entry.action == records::dismiss_action().name || entry.action == records::break_action().name;
    identity::AccountId account = 0;
    std::string_view const note{entry.note};
    auto const [end, problem] = std::from_chars(note.data(), note.data() + note.size(), account);
    if (!of_team || problem != std::errc{}) return std::nullopt;
    auto const rest = note.substr(static_cast<std::size_t>(end - note.data()));
    return std::pair{account, rest.substr(std::min<std::size_t>(1, rest.size()))};
}

void write(JsonWriter& json, records::Record const& record, records::Entry const& entry, std::string_view actor, std::string_view note, identity::Sight sight) {
    auto const& workflow = record.type->workflow;
    auto const state = [&](std::string_view key, std::string_view title_key, std::optional<std::string> const& name) {
        auto const* found = name ? workflow.find(*name) : nullptr;
        json.key(key);
        if (name) {
            json.text(*name);
        } else {
            json.null();
        }
        json.key(title_key);
        if (found != nullptr) {
            json.text(found->title);
        } else {
            json.null();
        }
    };
    json.open_object().member("n", entry.n).member("at", iso_time(entry.at)).member("day", entry.day.iso()).member("actor", actor);
    json.member("action", entry.action).member("actionTitle", action_title(*record.type, entry));
    state("from", "fromTitle", entry.from);
    state("to", "toTitle", entry.to);
    json.member("note", note).key("changes").open_array();
    for (auto const& [key, pair] : entry.changes) {
        auto const* field = record.type->field({key.data(), key.size()});
        json.open_object().member("field", std::string_view{key.data(), key.size()});
        json.member("title", field != nullptr ? field->title : key == "@person" ? Text{"人员档案", "Person's file"} : Text{std::string{key}, std::string{key}});
        bool const hidden = record.locked() || (field != nullptr && is_hidden(record, *field, sight));
        json.member("masked", hidden);
        json.key("before");
        hidden ? json.null() : json.value(pair.as_array().at(0));
        json.key("after");
        hidden ? json.null() : json.value(pair.as_array().at(1));
        json.close_object();
    }
    json.close_array().member("participants", entry.added);
    views::member(json, "due", entry.due);
    json.close_object();
}

Schema entry() {
    auto const change = S::object({S::required("field", S::text()), S::required("title", S::text_pair()), S::required("masked", S::boolean()),
                                   S::required("before", views::field_value()), S::required("after", views::field_value())});
    return S::named("TimelineEntry",
                    S::object({S::required("n", S::integer()), S::required("at", S::moment()), S::required("day", S::day()), S::required("actor", S::text()),
                               S::required("action", S::text()), S::required("actionTitle", S::text_pair()), S::required("from", S::nullable(S::text())),
                               S::required("fromTitle", S::nullable(S::text_pair())), S::required("to", S::nullable(S::text())),
                               S::required("toTitle", S::nullable(S::text_pair())), S::required("note", S::text(0, 10'000)), S::required("changes", S::array(change)),
                               S::required("participants", S::integer()), S::required("due", S::nullable(S::day()))}));
}

}  // namespace niangjia::http::record_views
