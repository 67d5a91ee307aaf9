#include "http/views.h"

#include <charconv>

#include "base/error.h"
#include "http/messages.h"

namespace niangjia::http::views {
namespace {

using S = Schema;

std::string_view name_of(packs::Who who) { return who == packs::Who::Person ? "person" : "organisation"; }

// One of the names that an enumeration has, up to its last.
template <class E>
Schema one_word_of(E last) {
    std::vector<std::string> words;
    for (int i = 0; i <= static_cast<int>(last); ++i) words.emplace_back(name_of(static_cast<E>(i)));
    return S::enum_of(std::move(words));
}

}  // namespace

Schema level() { return one_word_of(org::Level::Unit); }
Schema permission() { return one_word_of(identity::last_permission); }
Schema sight() { return one_word_of(identity::Sight::Sealed); }
Schema who() { return S::enum_of({"person", "organisation"}); }
Schema field_value() { return S::nullable(S::one_of({S::text(0, 100'000), S::number(), S::boolean()})); }

Schema grant() {
    return S::named("Grant", S::object({S::required("role", S::text()), S::required("roleTitle", S::text_pair()), S::required("org", S::code()),
                                        S::required("orgName", S::text()), S::required("orgShort", S::text()), S::required("level", level())}));
}

Schema organisation() {
    return S::named("Organisation",
                    S::object({S::required("code", S::code()), S::required("name", S::text()), S::required("short", S::text()),
                               S::required("level", level()), S::required("parent", S::nullable(S::code())), S::required("children", S::integer()),
                               S::required("from", S::nullable(S::day())), S::required("until", S::nullable(S::day())),
                               S::required("successor", S::nullable(S::code())), S::required("version", S::integer()),
                               S::required("classification", S::nullable(S::text())),
                               S::optional("path", S::array(S::object({S::required("code", S::code()), S::required("short", S::text())})))}));
}

Schema field() {
    auto const choice = S::named("Choice", S::object({S::required("value", S::text()), S::required("title", S::text_pair()),
                                                      S::optional("of", S::array(S::ref("Choice")))}));
    return S::named("Field",
                    S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("type", one_word_of(packs::FieldType::Record)),
                               S::required("required", S::boolean()), S::required("choices", S::nullable(S::array(choice))),
                               S::optional("min", S::number()), S::optional("max", S::number()), S::optional("maxLength", S::integer()),
                               S::optional("unit", S::text()), S::optional("help", S::text_pair()), S::optional("level", level()), S::optional("of", S::text()), S::optional("filledIn", S::boolean()),
                               S::required("sight", sight())}));
}

Schema action() {
    return S::named("Action", S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("to", S::nullable(S::text())),
                                         S::required("needs", S::array(S::text())), S::required("takes", S::array(S::text())),
                                         S::required("adds", S::array(S::text())), S::required("noteRequired", S::boolean()),
                                         S::required("confirm", S::boolean()), S::required("assesses", S::boolean())}));
}

Schema record_item() {
    auto const subject = S::object({S::required("kind", who()), S::required("id", S::text()), S::required("name", S::text())});
    return S::named("RecordItem",
                    S::object({S::required("id", S::id()), S::required("number", S::text()), S::required("type", S::text()),
                               S::required("typeTitle", S::text_pair()), S::required("title", S::text()), S::required("org", S::code()),
                               S::required("orgShort", S::text()), S::required("state", S::text()), S::required("stateTitle", S::text_pair()),
                               S::required("closed", S::boolean()), S::required("opened", S::day()), S::required("due", S::nullable(S::day())),
                               S::required("overdue", S::boolean()), S::required("waits", S::boolean()),
                               S::required("subject", S::nullable(subject)), S::required("locked", S::boolean()), S::required("version", S::integer())}));
}

Schema person() {
    return S::named("Person", S::object({S::required("id", S::id()), S::required("name", S::text()), S::required("sex", S::enum_of({"female", "male", "unknown", "unstated"})),
                                         S::required("birth", S::nullable(S::day())), S::required("phone", S::text()), S::required("org", S::code()),
                                         S::required("orgShort", S::text()), S::required("masked", S::boolean())}));
}

Schema figure() {
    return S::named("Figure", S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("programme", S::text()),
                                         S::required("programmeTitle", S::text_pair()), S::required("measure", one_word_of(packs::Measure::Missing)),
                                         S::required("flow", S::boolean()), S::required("unit", S::text()), S::required("money", S::boolean()),
                                         S::required("decimals", S::integer()), S::required("seed", S::array(S::text())),
                                         S::required("parts", S::array(S::text())), S::required("definition", S::text_pair())}));
}

Schema party() { return S::object({S::optional("person", S::id()), S::optional("organisation", S::code())}); }

void member(JsonWriter& json, std::string_view name, std::optional<Day> day) {
    json.key(name);
    if (day) {
        json.text(day->iso());
    } else {
        json.null();
    }
}

void member(JsonWriter& json, std::string_view name, std::optional<double> number) {
    json.key(name);
    if (number) {
        json.number(*number);
    } else {
        json.null();
    }
}

namespace {

void write_texts(JsonWriter& json, std::string_view name, std::vector<std::string> const& texts) {
    json.key(name).open_array();
    for (auto const& text : texts) json.text(text);
    json.close_array();
}

void write_choices(JsonWriter& json, std::vector<packs::Choice> const& choices) {
    json.open_array();
    for (auto const& choice : choices) {
        json.open_object().member("value", choice.key).member("title", choice.title);
        if (!choice.of.empty()) {
            json.key("of");
            write_choices(json, choice.of);
        }
        json.close_object();
    }
    json.close_array();
}

}  // namespace

void write_members(JsonWriter& json, packs::Action const& action) {
    json.member("name", action.name).member("title", action.title).key("to");
    if (action.to) {
        json.text(*action.to);
    } else {
        json.null();
    }
    write_texts(json, "needs", action.needs);
    write_texts(json, "takes", action.takes);
    write_texts(json, "adds", action.adds);
    json.member("noteRequired", action.note_required).member("confirm", action.confirm).member("assesses", action.assesses);
}

void write(JsonWriter& json, packs::Action const& action) {
    json.open_object();
    write_members(json, action);
    json.close_object();
}

void write(JsonWriter& json, packs::Field const& field) {
    json.open_object().member("name", field.name).member("title", field.title).member("type", packs::name_of(field.type));
    json.member("required", field.required).key("choices");
    if (field.choices != nullptr) {
        write_choices(json, field.choices->choices);
    } else {
        json.null();
    }
    double const scale = field.type == packs::FieldType::Decimal ? 1000 : 1;
    if (field.min) json.member("min", static_cast<double>(*field.min) / scale);
    if (field.max) json.member("max", static_cast<double>(*field.max) / scale);
    if (field.type == packs::FieldType::Text || field.type == packs::FieldType::LongText) {
        json.member("maxLength", static_cast<std::int64_t>(field.max_length));
    }
    if (!field.unit.empty()) json.member("unit", field.unit);
    if (field.help) json.member("help", *field.help);
    if (field.level) json.member("level", org::name_of(*field.level));
    if (field.record != nullptr) json.member("of", field.record->name);
    if (field.filled_in()) json.member("filledIn", true);
    json.member("sight", identity::name_of(field.seen_by)).close_object();
}

void write(JsonWriter& json, packs::Figure const& figure) {
    json.open_object().member("name", figure.name).member("title", figure.title).member("programme", figure.programme->name);
    json.member("programmeTitle", figure.programme->title).member("measure", packs::name_of(figure.measure)).member("flow", !figure.stock);
    json.member("unit", figure.unit).member("money", figure.money).member("decimals", figure.decimals);
    write_texts(json, "seed", figure.seed);
    json.key("parts").open_array();
    for (auto const* part : figure.parts) json.text(part->name);
    json.close_array().member("definition", figure.definition).close_object();
}

void write(JsonWriter& json, people::Person const& person, std::string_view org_short) {
    json.open_object().key("id").id(person.id).member("name", person.name);
    json.member("sex", people::name_of(person.sex));
    member(json, "birth", person.birth);
    json.member("phone", person.phone).member("org", person.org.text()).member("orgShort", org_short).member("masked", person.masked).close_object();
}

void write_grants(JsonWriter& json, storage::Reader const& reader, std::vector<identity::Grant> const& grants) {
    json.open_array();
    for (auto const& grant : grants) {
        auto const place = org::find(reader, grant.org);
        json.open_object().member("role", grant.role->name).member("roleTitle", grant.role->title).member("org", grant.org.text());
        json.member("orgName", place ? place->name : "").member("orgShort", place ? place->short_name : "");
        json.member("level", org::name_of(grant.org.level())).close_object();
    }
    json.close_array();
}

namespace {

// What stands for the title of a sealed record to whom it does not open.
constexpr std::string_view sealed_title = "封存件";

}  // namespace

Items::Items(storage::Reader const& reader, identity::Context const& context, std::span<records::Record const> records) : today_{context.today()} {
    std::vector<org::Code> codes;
    std::vector<people::PersonId> persons;
    for (auto const& record : records) {
        codes.push_back(record.org);
        if (!record.subject) continue;
        if (record.subject->who == packs::Who::Person) {
            persons.push_back(record.subject->id);
        } else {
            codes.emplace_back(record.subject->id);
        }
    }
    orgs_ = org::short_names(reader, codes);
    people_ = people::names(reader, context, persons);
}

namespace {

std::string_view name_in(std::unordered_map<std::int64_t, std::string> const& names, std::int64_t id) {
    auto const found = names.find(id);
    return found == names.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

std::string_view Items::subject_name(records::Record const& record) const {
    if (!record.subject) return {};
    return name_in(record.subject->who == packs::Who::Person ? people_ : orgs_, record.subject->id);
}

void Items::write_members(JsonWriter& json, records::Record const& record) const {
    auto const subject = subject_name(record);
    json.key("id").id(record.id).member("number", records::number_text(record.id)).member("type", record.type->name);
    json.member("typeTitle", record.type->title).member("title", record.locked() ? std::string{sealed_title} : records::titled(record, subject)).member("org", record.org.text());
    json.member("orgShort", name_in(orgs_, record.org.value())).member("state", record.state->name).member("stateTitle", record.state->title);
    json.member("closed", record.state->closed).member("opened", record.opened.iso());
    auto const due = record.state->closed ? std::nullopt : record.due;
    member(json, "due", due);
    json.member("overdue", due.has_value() && *due < today_ && !record.state->waits()).member("waits", record.state->waits()).key("subject");
    if (record.subject) {
        json.open_object().member("kind", name_of(record.subject->who)).key("id");
        if (record.subject->who == packs::Who::Person) {
            json.id(record.subject->id);
        } else {
            json.text(org::Code{record.subject->id}.text());
        }
        json.member("name", subject).close_object();
    } else {
        json.null();
    }
    json.member("locked", record.locked()).member("version", record.version);
}

void Items::write(JsonWriter& json, records::Record const& record) const {
    json.open_object();
    write_members(json, record);
    json.close_object();
}

Route open_route(std::string tag, std::string method, std::string path, std::string operation, Text summary) {
    Route route;
    route.method = std::move(method);
    route.path = std::move(path);
    route.operation = std::move(operation);
    route.summary = std::move(summary);
    route.tag = std::move(tag);
    route.access = Access::anyone();
    return route;
}

std::optional<Cursor> read_after(std::optional<std::string> const& text, std::string_view shape, std::string_view pointer) {
    if (!text) return std::nullopt;
    auto cursor = read_cursor(*text, shape);
    if (!cursor) throw error(messages::cursor).with_pointer(std::string{pointer});
    return cursor;
}

void write_next(JsonWriter& json, std::optional<std::string> const& next) {
    json.key("next");
    if (next) {
        json.text(std::string_view{*next});
    } else {
        json.null();
    }
}

records::Party read_party(json::object const& object) {
    if (auto const* person = object.if_contains("person")) {
        auto const& text = person->get_string();
        std::int64_t id = 0;
        std::from_chars(text.data(), text.data() + text.size(), id);
        return {packs::Who::Person, id};
    }
    if (auto const* organisation = object.if_contains("organisation")) {
        auto const& text = organisation->get_string();
        return {packs::Who::Organisation, org::Code::parse({text.data(), text.size()}).value_or(org::Code{}).value()};
    }
    return {packs::Who::Person, 0};
}

}  // namespace niangjia::http::views
