// The public board.
#include "portal/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/chinese.h"
#include "identity/identity.h"
#include "org/org.h"
#include "people/people.h"
#include "portal/portal.h"

namespace niangjia::portal {
namespace {

constexpr Message closed{ErrorKind::NotFound, "portal.closed", "这里没有开通网上异议", "Objections are not taken here"};
constexpr Message no_such_notice{ErrorKind::NotFound, "portal.no-such-notice", "这条公示已经结束或撤下", "This notice has ended or was taken down"};
constexpr Message no_text{ErrorKind::Invalid, "portal.no-objection", "请写下您的异议和理由", "Write what you object to, and why"};
constexpr Message many_objections{ErrorKind::Refused, "portal.many-objections", "这条公示已有 {} 条异议等待答复，答复前不再收；急事请打页面上的电话",
                                  "{} objections to this notice wait for an answer; no more are taken until then. If it is urgent, call a number on this page"};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string text_of(json::value const& value) { return value.is_string() ? std::string{value.get_string()} : std::string{}; }

// What a notice never shows, whatever its state names.
bool may_show(packs::Field const& field) { return !field.whereabouts && field.seen_by < identity::Sight::Personal; }

// Without decimals that say nothing.
std::string short_yuan(std::int64_t fen) {
    auto text = yuan(fen);
    if (text.ends_with(".00")) text.resize(text.size() - 3);
    return text;
}

// The names that the notices of a page need, fetched together.
class Names {
  public:
    Names(storage::Reader const& reader, records::Records const& records, Clock const& clock, std::vector<records::Records::Notice> const& notices) {
        std::set<people::PersonId> persons;
        std::set<org::Code> places;
        std::set<records::RecordId> named;
        for (auto const& notice : notices) {
            auto const& record = notice.record;
            places.insert(record.org);
            if (record.subject && record.subject->who == packs::Who::Person) persons.insert(record.subject->id);
            if (record.subject && record.subject->who == packs::Who::Organisation) places.insert(org::Code{record.subject->id});
            for (auto const& name : record.state->notice) {
                auto const* field = record.type->field(name);
                auto const* value = field == nullptr ? nullptr : record.fields.if_contains(name);
                if (value == nullptr || !may_show(*field)) continue;
                auto const text = text_of(*value);
                if (field->type == packs::FieldType::Person) persons.insert(std::stoll(text));
                if (field->type == packs::FieldType::Organisation) places.insert(org::Code::parse(text).value_or(record.org));
                if (field->type == packs::FieldType::Record) named.insert(records::parse_number(text).value_or(0));
            }
        }
        // Nobody's sight: everything of a person is masked.
        identity::Context const everybody{clock, 0, "公众", {}};
        people_ = people::names(reader, everybody, std::vector(persons.begin(), persons.end()));
        orgs_ = org::short_names(reader, std::vector(places.begin(), places.end()));
        records_ = records.named(reader, everybody, {named.begin(), named.end()});
    }

    [[nodiscard]] std::string person(people::PersonId id) const { return found(people_, id); }
    [[nodiscard]] std::string org(org::Code code) const { return found(orgs_, code.value()); }
    [[nodiscard]] std::string subject(records::Record const& record) const {
        if (!record.subject) return {};
        return record.subject->who == packs::Who::Person ? person(record.subject->id) : org(org::Code{record.subject->id});
    }

    // A value as it is read; nothing for an empty one.
    [[nodiscard]] std::optional<Text> shown(packs::Field const& field, json::value const& value) const {
        if (value.is_null()) return std::nullopt;
        auto const same = [](std::string text) { return Text{text, text}; };
        auto const number = [&] { return value.is_int64() ? value.get_int64() : static_cast<std::int64_t>(value.is_uint64() ? value.get_uint64() : 0); };
        auto const text = text_of(value);
        switch (field.type) {
            case packs::FieldType::Choice: {
                auto const* choice = field.choices == nullptr ? nullptr : field.choices->find(text);
                return choice == nullptr ? std::nullopt : std::optional{choice->title};
            }
            case packs::FieldType::YesNo: return value.is_bool() && value.get_bool() ? Text{"是", "Yes"} : Text{"否", "No"};
            case packs::FieldType::Money: return Text{short_yuan(number()) + " 元", short_yuan(number()) + " yuan"};
            case packs::FieldType::Count: return same(fmt::format("{}{}{}", number(), field.unit.empty() ? "" : " ", field.unit));
            case packs::FieldType::Decimal: return same(fmt::format("{}{}{}", value.to_number<double>(), field.unit.empty() ? "" : " ", field.unit));
            case packs::FieldType::Year: return same(std::to_string(number()));
            case packs::FieldType::Person: return same(person(std::stoll(text)));
            case packs::FieldType::Organisation: {
                auto const code = org::Code::parse(text);
                return code ? std::optional{same(org(*code))} : std::nullopt;
            }
            case packs::FieldType::Record: {
                auto const named = records_.find(records::parse_number(text).value_or(0));
                return named == records_.end() ? std::nullopt : std::optional{same(named->second.title)};
            }
            case packs::FieldType::Text:
            case packs::FieldType::LongText:
            case packs::FieldType::Date: break;
        }
        return same(text);
    }

  private:
    template <class Map>
    [[nodiscard]] static std::string found(Map const& names, std::int64_t id) {
        auto const name = names.find(id);
        return name == names.end() ? std::string{} : name->second;
    }

    std::unordered_map<people::PersonId, std::string> people_;
    std::unordered_map<std::int64_t, std::string> orgs_;
    std::unordered_map<records::RecordId, records::Named> records_;
};

Text title_of(packs::RecordType const& type) {
    auto const& programme = type.programme->title;
    if (programme == type.title) return programme;
    return {programme.zh + " · " + type.title.zh, programme.en + " · " + type.title.en};
}

}  // namespace

Board::Board(packs::Library const& library, records::Records const& records, Clock const& clock) : library_{&library}, records_{&records}, clock_{&clock} {
    for (auto const* programme : library.programmes()) {
        for (auto const* type : programme->records) {
            if (type->objects && type_ == nullptr) type_ = type;
        }
    }
}

Board::Page Board::list(storage::Reader const& reader, std::optional<org::Code> place, std::optional<records::AfterNotice> const& after, int limit) const {
    auto found = records_->notices(reader, *clock_, place.value_or(org::Code{}), after, limit);
    Names const names{reader, *records_, *clock_, found.items};
    Page page;
    page.next = std::move(found.next);
    for (auto& one : found.items) {
        auto const& record = one.record;
        Notice notice{.id = std::move(one.id), .title = title_of(*record.type), .org_name = names.org(record.org), .name = names.subject(record), .shows = {}, .until = one.until};
        for (auto const& name : record.state->notice) {
            auto const* field = record.type->field(name);
            auto const* value = field == nullptr ? nullptr : record.fields.if_contains(name);
            if (value == nullptr || !may_show(*field)) continue;
            if (auto text = names.shown(*field, *value)) notice.shows.emplace_back(field->title, std::move(*text));
        }
        page.items.push_back(std::move(notice));
    }
    return page;
}

records::Record Board::fetch(storage::Reader const& reader, std::string_view notice) const {
    auto record = records_->noticed(reader, *clock_, notice);
    if (!record) throw error(no_such_notice);
    return std::move(*record);
}

records::RecordId Board::record_of(storage::Reader const& reader, std::string_view notice) const { return fetch(reader, notice).id; }

records::RecordId Board::object(storage::Transaction& transaction, std::string_view notice, Objection const& objection) const {
    if (type_ == nullptr || library_->portal() == nullptr) throw error(closed);
    auto const record = fetch(transaction, notice);
    if (is_blank(objection.text)) throw Error::invalid({problem(no_text, "/text")});
    auto const parts = records_->parts(transaction, identity::Context::system(*clock_), record.id);
    auto const open = std::ranges::count_if(parts, [](records::Record const& part) { return part.type->objects && !part.closed; });

    records::Creation creation;
    creation.command = objection.command;
    creation.type = type_->name;
    // At the county: who proposed her in the village is not told who objects, and does not put the objection into words of her own.
    creation.org = record.org.at(org::Level::County).value_or(record.org);
    creation.parent = record.id;
    auto const put = [&](std::string_view field, std::string const& text) {
        if (type_->field(field) != nullptr && !is_blank(text)) creation.fields[field] = text;
    };
    put(packs::objection_text, objection.text);
    put(packs::objection_name, objection.name);
    put(packs::objection_contact, objection.contact);
    try {
        auto const made = records_->create(transaction, identity::Context::system(*clock_, identity::public_account), creation);
        // Looked at afterwards, so that what was taken before may be sent again.
        bool const before = std::ranges::any_of(parts, [&](records::Record const& part) { return part.id == made; });
        auto const most = library_->portal()->limits.open_objections;
        if (!before && open >= most) throw error(many_objections, most);
        return made;
    } catch (Error const& failure) {
        if (failure.problems().empty()) throw;
        // The names of the record's fields are those of the objection.
        constexpr std::string_view fields = "/fields";
        auto told = failure.problems();
        for (auto& one : told) {
            if (one.pointer.starts_with(fields)) one.pointer.erase(0, fields.size());
        }
        throw Error::invalid(std::move(told));
    }
}

}  // namespace niangjia::portal
