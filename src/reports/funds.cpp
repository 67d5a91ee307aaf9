// Who may read a fund's books, and what stands in them, in words.
#include "reports/funds.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "org/org.h"
#include "people/people.h"

namespace niangjia::reports {
namespace {

constexpr Message unknown_fund{ErrorKind::NotFound, "funds.unknown", "没有这笔资金，或不在您的工作范围内", "There is no such fund within your reach"};
constexpr std::string_view mask = "***";

std::string_view text_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view{value->get_string().data(), value->get_string().size()} : std::string_view{};
}

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

packs::Field const* donor_of(packs::RecordType const& type) {
    auto const* field = type.field(donor_field);
    return field != nullptr ? field : type.field(payer_field);
}

std::string name_in(std::unordered_map<std::int64_t, std::string> const& names, std::int64_t id) {
    auto const found = names.find(id);
    return found == names.end() ? std::string{} : found->second;
}

}  // namespace

funds::Fund reached_fund(storage::Reader const& reader, identity::Context const& context, funds::FundId id, identity::Permission permission) {
    auto fund = funds::find(reader, id);
    if (!fund || (!context.reaches(identity::Permission::ReadRecords, fund->org) && !context.reaches(permission, fund->org))) throw error(unknown_fund);
    context.require(permission, fund->org);
    return std::move(*fund);
}

BookTitles::BookTitles(packs::Library const& library) : library_{&library} {
    auto const take = [&](packs::RecordType const& type, packs::Action const& action) {
        for (auto const& posting : action.posts) {
            auto const* field = posting.source.empty() ? nullptr : type.field(posting.source);
            if (field == nullptr || field->choices == nullptr) continue;
            for (auto const& choice : field->choices->choices) {
                sources_.emplace(choice.key, choice.title);
                for (auto const& below : choice.of) sources_.emplace(below.key, below.title);
            }
        }
    };
    for (auto const* programme : library.programmes()) {
        for (auto const* type : programme->records) {
            take(*type, type->workflow.create);
            for (auto const& state : type->workflow.states) {
                for (auto const& action : state.actions) take(*type, action);
            }
        }
    }
}

Text BookTitles::source(std::string_view key) const {
    auto const found = sources_.find(key);
    return found == sources_.end() ? Text{std::string{key}, std::string{key}} : found->second;
}

Text BookTitles::programme(std::string_view name) const {
    auto const* programme = library_->programme(name);
    return programme == nullptr ? Text{std::string{name}, std::string{name}} : programme->title;
}

BookRecords::BookRecords(storage::Reader const& reader, identity::Context const& context, records::Records const& records,
                         std::vector<records::RecordId> const& ids, std::vector<people::PersonId> persons)
    : records_{records.fetch_many(reader, context, ids)} {
    std::vector<org::Code> codes;
    for (auto const& [id, record] : records_) {
        sights_.emplace(id, context.sight(record.org));
        codes.push_back(record.org);
        if (record.subject) {
            if (record.subject->who == packs::Who::Person) {
                persons.push_back(record.subject->id);
            } else {
                codes.emplace_back(record.subject->id);
            }
        }
        auto const* donor = donor_of(*record.type);
        auto const text = donor == nullptr ? std::string_view{} : text_in(record.fields, donor->name);
        if (text.empty()) continue;
        if (donor->type == packs::FieldType::Person) persons.push_back(number_in(text));
        if (donor->type == packs::FieldType::Organisation) codes.push_back(org::Code::parse(text).value_or(org::Code{}));
    }
    // Vouchers stay as they are: a file that was merged into another since bears that one's name, and its mask.
    auto const merged = people::survivors(reader, persons);
    for (auto const& [person, into] : merged) persons.push_back(into);
    people_ = people::names(reader, context, persons);
    for (auto const& [person, into] : merged) people_.insert_or_assign(person, name_in(people_, into));
    orgs_ = org::short_names(reader, codes);
}

records::Record const* BookRecords::find(records::RecordId id) const {
    auto const found = records_.find(id);
    return found == records_.end() || found->second.locked() ? nullptr : &found->second;
}

std::string BookRecords::title(records::RecordId id) const {
    auto const* record = find(id);
    if (record == nullptr) return {};
    if (!record->subject) return records::titled(*record, "");
    return records::titled(*record, name_in(record->subject->who == packs::Who::Person ? people_ : orgs_, record->subject->id));
}

std::string BookRecords::org_name(records::RecordId id) const {
    auto const* record = find(id);
    return record == nullptr ? std::string{} : name_in(orgs_, record->org.value());
}

std::string BookRecords::person(records::RecordId id, std::optional<people::PersonId> person) const {
    return person && find(id) != nullptr ? name_in(people_, *person) : std::string{};
}

std::string BookRecords::payee(records::RecordId id, std::optional<people::PersonId> paid) const {
    auto const* record = find(id);
    if (record == nullptr) return {};
    if (paid) return person(id, paid);
    if (!record->subject) return {};
    return name_in(record->subject->who == packs::Who::Person ? people_ : orgs_, record->subject->id);
}

std::string BookRecords::shown(records::Record const& record, packs::Field const& field) const {
    auto const text = text_in(record.fields, field.name);
    if (text.empty()) return {};
    if (field.seen_by > sights_.at(record.id) || record.hides(field)) return std::string{mask};
    if (field.type == packs::FieldType::Person) return name_in(people_, number_in(text));
    if (field.type == packs::FieldType::Organisation) return name_in(orgs_, org::Code::parse(text).value_or(org::Code{}).value());
    return std::string{text};
}

std::string BookRecords::donor(records::RecordId id) const {
    auto const* record = find(id);
    if (record == nullptr) return {};
    auto const* field = donor_of(*record->type);
    auto name = field == nullptr ? std::string{} : shown(*record, *field);
    return name.empty() ? payee(id, std::nullopt) : name;
}

Opened BookRecords::opened() const {
    Opened all;
    for (auto const& [id, record] : records_) {
        if (record.seal && !record.locked()) all.push_back(record);
    }
    std::ranges::sort(all, {}, &records::Record::id);
    return all;
}

std::string BookRecords::said(records::RecordId id) const {
    auto const* record = find(id);
    auto const* field = record == nullptr ? nullptr : record->type->field(said_field);
    return field == nullptr ? std::string{} : shown(*record, *field);
}

}  // namespace niangjia::reports
