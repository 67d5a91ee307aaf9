// One person's file: reading it, correcting it, showing it in full, handing it out, forgetting it.
#include "base/error.h"
#include "http/people_views.h"
#include "people/households.h"
#include "reports/xlsx.h"

namespace niangjia::http {
namespace {

using S = Schema;
using identity::Permission;
using people_views::text_in;

constexpr int most_changes = 200;
constexpr int records_at_once = 500;

Schema household_schema() {
    auto const member = S::object({S::required("person", S::id()), S::required("name", S::text()), S::required("kinship", S::text()),
                                   S::required("since", S::day()), S::required("until", S::nullable(S::day()))});
    return S::named("Household", S::object({S::required("id", S::id()), S::required("org", S::code()), S::required("orgShort", S::text()),
                                            S::required("address", S::text()), S::required("members", S::array(member))}));
}

Schema relation_schema() {
    return S::named("Relation", S::object({S::required("person", S::id()), S::required("personName", S::text()), S::required("other", S::id()),
                                           S::required("otherName", S::text()), S::required("kind", S::text()), S::required("since", S::day()),
                                           S::required("until", S::nullable(S::day())), S::required("note", S::text())}));
}

std::string_view name_in(std::unordered_map<people::PersonId, std::string> const& names, people::PersonId id) {
    auto const found = names.find(id);
    return found == names.end() ? std::string_view{} : std::string_view{found->second};
}

void write_families(JsonWriter& json, storage::Reader const& reader, identity::Context const& context, Installation const& installation,
                    people::PersonId id) {
    people::Households const room{installation.people};
    auto const households = room.of(reader, context, id);
    auto const relations = room.relations(reader, id);
    std::vector<people::PersonId> persons;
    std::vector<org::Code> codes;
    for (auto const& household : households) {
        codes.push_back(household.org);
        for (auto const& member : household.members) persons.push_back(member.person);
    }
    for (auto const& relation : relations) persons.insert(persons.end(), {relation.person, relation.other});
    auto const names = people::names(reader, context, persons);
    auto const shorts = org::short_names(reader, codes);
    json.key("households").open_array();
    for (auto const& household : households) {
        auto const place = shorts.find(household.org.value());
        json.open_object().key("id").id(household.id).member("org", household.org.text());
        json.member("orgShort", place == shorts.end() ? std::string{} : place->second).member("address", household.address).key("members").open_array();
        for (auto const& member : household.members) {
            json.open_object().key("person").id(member.person).member("name", name_in(names, member.person)).member("kinship", member.kinship);
            json.member("since", member.since.iso());
            views::member(json, "until", member.until);
            json.close_object();
        }
        json.close_array().close_object();
    }
    json.close_array().key("relations").open_array();
    for (auto const& relation : relations) {
        json.open_object().key("person").id(relation.person).member("personName", name_in(names, relation.person)).key("other").id(relation.other);
        json.member("otherName", name_in(names, relation.other)).member("kind", relation.kind).member("since", relation.since.iso());
        views::member(json, "until", relation.until);
        json.member("note", relation.note).close_object();
    }
    json.close_array();
}

void write_history(JsonWriter& json, storage::Reader const& reader, std::vector<people::Change> const& changes) {
    std::vector<identity::AccountId> accounts;
    for (auto const& change : changes) accounts.push_back(change.account);
    std::unordered_map<std::int64_t, std::string> titles{{0, "系统"}};
    for (auto& [id, title] : identity::Identity::titles(reader, accounts)) titles[id] = std::move(title);
    json.open_array();
    for (auto const& change : changes) {
        json.open_object().member("n", change.n).member("at", iso_time(change.at)).member("by", titles[change.account]).member("field", change.field);
        json.member("before", change.before).member("after", change.after).member("reason", change.reason).close_object();
    }
    json.close_array();
}

people::Person found(storage::Reader const& reader, Call& call, Installation const& installation, people::PersonId id) {
    auto person = installation.people.find(reader, call.context(), id);
    if (!person) throw Error{ErrorKind::NotFound, "people.unknown", {"没有这个人，或不在您的工作范围内", "There is no such person within your reach"}};
    return *person;
}

Route file_route(Installation& installation) {
    return {.path = "/persons/{id}/file",
            .operation = "getPersonFile",
            .summary = {"一人一档：本人、家庭、关系和全部事项", "One person's file: herself, household, relations and all records"},
            .tag = "people",
            .access = Access::holders_of(Permission::ReadRecords),
            .query = page_parameters(),
            .answers = {{200, S::named("PersonFile",
                                       S::object({S::required("person", people_views::detail()), S::required("merged", S::array(people_views::detail())),
                                                  S::required("households", S::array(household_schema())), S::required("relations", S::array(relation_schema())),
                                                  S::required("kinds", S::map_of(S::integer())), S::required("records", S::array(views::record_item())),
                                                  S::required("next", S::nullable(S::text()))}))}},
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                auto const limit = call.limit();
                auto const cursor = call.cursor("ii");
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const& context = call.context();
                    auto const person = found(reader, call, installation, id);
                    std::optional<records::After> after;
                    if (cursor) after = records::After{cursor->integer(0), cursor->integer(1)};
                    auto records = installation.records.about(reader, context, person.id, after, limit + 1);
                    bool const more = records.size() > static_cast<std::size_t>(limit);
                    if (more) records.resize(static_cast<std::size_t>(limit));
                    JsonWriter json;
                    json.open_object().key("person");
                    people_views::write(json, person, people_views::short_name(reader, person.org));
                    json.key("merged").open_array();
                    for (auto const& one : installation.people.merged(reader, context, person.id)) {
                        people_views::write(json, one, people_views::short_name(reader, one.org));
                    }
                    json.close_array();
                    write_families(json, reader, context, installation, person.id);
                    json.key("kinds").open_object();
                    for (auto const& [kind, count] : installation.records.count_about(reader, context, person.id)) json.member(kind, count);
                    json.close_object().key("records").open_array();
                    views::Items const items{reader, context, records};
                    for (auto const& record : records) items.write(json, record);
                    json.close_array().key("next");
                    if (more) {
                        json.text(write_cursor({std::int64_t{records.back().opened.number()}, records.back().id}));
                    } else {
                        json.null();
                    }
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

people::Correction correction_in(json::object const& object) {
    people::Correction correction;
    if (auto const org = people_views::maybe_text_in(object, "org")) correction.org = org::Code::parse(*org).value_or(org::Code{});
    correction.name = people_views::maybe_text_in(object, "name");
    if (auto const sex = people_views::maybe_text_in(object, "sex")) correction.sex = people::sex_named(*sex);
    if (object.contains("birth")) correction.birth = Day::parse(text_in(object, "birth"));
    if (auto const paper = people_views::maybe_text_in(object, "paper")) {
        correction.paper = {people::paper_named(*paper).value_or(people::Paper::None), text_in(object, "number")};
    }
    correction.no_number = people_views::maybe_text_in(object, "noNumber");
    if (object.contains("contacts")) correction.contacts = people_views::contacts_in(object);
    correction.address = people_views::maybe_text_in(object, "address");
    correction.codes = people_views::codes_in(object);
    correction.reason = text_in(object, "reason");
    return correction;
}

Route correct_route(Installation& installation) {
    std::vector<S::Member> members;
    for (auto& member : people_views::optional_fields()) {
        // A telephone is corrected among the contacts, and the place of registration with the number.
        if (member.name != "phone" && member.name != "division") members.push_back(std::move(member));
    }
    for (auto member : {S::required("command", S::command()), S::required("reason", S::text(0, 500)), S::optional("org", S::code()),
                        S::optional("name", S::text(1, 60)), S::optional("sex", S::enum_of({"female", "male", "unknown", "unstated"}))}) {
        members.push_back(std::move(member));
    }
    return {.method = "POST",
            .path = "/persons/{id}/corrections",
            .operation = "correctPerson",
            .summary = {"更正人员档案（写明理由）", "Correct a person's file, with a reason"},
            .tag = "people",
            .access = Access::holders_of(Permission::WriteRecords),
            .body = Body::json(S::object(members)),
            .answers = {{200, people_views::detail()}},
            .versioned = true,
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                auto const version = call.version();
                auto const correction = correction_in(call.object());
                auto const despite = people_views::despite_in(call.object());
                auto const her = installation.database->write([&](storage::Transaction& transaction) {
                    return views::once(transaction, call, [&] {
                        return installation.people.correct(transaction, call.context(), id, version, correction, despite).id;
                    });
                });
                return people_views::answer(installation, call, her);
            }};
}

Route reveal_route(Installation& installation) {
    return {.method = "POST",
            .path = "/persons/{id}/full",
            .operation = "revealPerson",
            .summary = {"查看完整号码和住址（写明理由，记入日志）", "See numbers and address in full: with a reason, and in the journal"},
            .tag = "people",
            .access = Access::holders_of(Permission::ReadRecords),
            .body = Body::json(S::object({S::required("reason", S::text(0, 500))})),
            .answers = {{200, people_views::detail()}},
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                return installation.database->write([&](storage::Transaction& transaction) {
                    auto const person = installation.people.reveal(transaction, call.context(), id, text_in(call.object(), "reason"));
                    JsonWriter json;
                    people_views::write(json, person, people_views::short_name(transaction, person.org));
                    return Response::json(std::move(json)).with_version(person.version);
                });
            }};
}

// Her own file, for her: everything in full.
struct Handed {
    people::Person person;
    std::string org_short;
    std::vector<records::Record> records;
};

Handed hand_out(Installation& installation, Call& call) {
    auto const id = call.id("id");
    return installation.database->write([&](storage::Transaction& transaction) {
        Handed handed;
        auto const& context = call.context();
        context.require(Permission::Export, found(transaction, call, installation, id).org);
        handed.person = installation.people.open(transaction, context, id, call.text("reason"), "people.export");
        handed.org_short = people_views::short_name(transaction, handed.person.org);
        std::optional<records::After> after;
        for (bool more = true; more;) {
            auto some = installation.records.about(transaction, context, handed.person.id, after, records_at_once);
            more = some.size() == records_at_once;
            if (more) after = records::After{some.back().opened.number(), some.back().id};
            for (auto& record : some) handed.records.push_back(std::move(record));
        }
        return handed;
    });
}

std::vector<Parameter> reason_parameter() { return {{"reason", S::text(2, 500), true, {"理由", "The reason"}}}; }

Route export_route(Installation& installation) {
    return {.path = "/persons/{id}/export",
            .operation = "exportPerson",
            .summary = {"导出本人全部信息（JSON，记入日志）", "Hand out all that is kept about a person, as JSON; in the journal"},
            .tag = "people",
            .access = Access::holders_of(Permission::Export),
            .query = reason_parameter(),
            .answers = {{200, S::named("PersonExport",
                                       S::object({S::required("at", S::moment()), S::required("person", people_views::detail()),
                                                  S::required("households", S::array(household_schema())), S::required("relations", S::array(relation_schema())),
                                                  S::required("history", S::array(people_views::change())),
                                                  S::required("records", S::array(views::record_item()))}))}},
            .handler = [&installation](Call& call) {
                auto const handed = hand_out(installation, call);
                return installation.database->read([&](storage::Reader const& reader) {
                    JsonWriter json;
                    json.open_object().member("at", iso_time(call.context().now())).key("person");
                    people_views::write(json, handed.person, handed.org_short);
                    write_families(json, reader, call.context(), installation, handed.person.id);
                    json.key("history");
                    write_history(json, reader, installation.people.history(reader, call.context(), handed.person.id, most_changes));
                    json.key("records").open_array();
                    views::Items const items{reader, call.context(), handed.records};
                    for (auto const& record : handed.records) items.write(json, record);
                    json.close_array().close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route workbook_route(Installation& installation) {
    return {.path = "/persons/{id}/workbook",
            .operation = "exportPersonWorkbook",
            .summary = {"导出本人全部信息（Excel，记入日志）", "Hand out all that is kept about a person, as a workbook; in the journal"},
            .tag = "people",
            .access = Access::holders_of(Permission::Export),
            .query = reason_parameter(),
            .answers = {{200, {}, std::string{reports::xlsx_media}}},
            .handler = [&installation](Call& call) {
                auto const handed = hand_out(installation, call);
                auto const& person = handed.person;
                auto const& rules = installation.people.rules();
                auto const today = call.context().today();
                reports::Workbook book{"人员档案", call.session().account.title, today};
                book.open_sheet("本人", "人员档案", {{.title = "项目"}, {.title = "内容"}});
                auto const line = [&](std::string title, std::string value) { book.add_row({std::move(title), std::move(value)}); };
                line("姓名", person.name);
                line("性别", person.sex == people::Sex::Female ? "女" : person.sex == people::Sex::Male ? "男" : "未说明");
                line("出生日期", person.birth ? person.birth->iso() : "");
                auto const* paper = rules.papers.find(people::name_of(person.paper));
                line("证件类型", paper == nullptr ? "" : paper->title.zh);
                line("证件号码", person.number);
                for (auto const& contact : person.contacts) {
                    auto const* kind = rules.contact_kinds.find(contact.kind);
                    line(kind == nullptr ? "电话" : kind->title.zh, contact.number);
                }
                line("住址", person.address);
                line("所属组织", handed.org_short);
                for (auto const& [name, key] : person.codes) {
                    auto const* field = rules.field(name);
                    auto const* code = field == nullptr ? nullptr : field->list.find(key);
                    if (code != nullptr) line(field->title.zh, code->title.zh);
                }
                book.open_sheet("事项", "办理事项",
                                {{.title = "编号"}, {.title = "类型"}, {.title = "名称"}, {.title = "状态"}, {.title = "日期", .type = reports::CellType::Date}});
                for (auto const& record : handed.records) {
                    book.add_row({records::number_text(record.id), record.type->title.zh, records::titled(record, person.name), record.state->title.zh, record.opened});
                }
                return Response::file(fmt::format("人员档案-{}.xlsx", today.iso()), std::string{reports::xlsx_media}, std::move(book).bytes());
            }};
}

Route history_route(Installation& installation) {
    return {.path = "/persons/{id}/history",
            .operation = "getPersonHistory",
            .summary = {"档案更正记录", "What was corrected in a person's file"},
            .tag = "people",
            .access = Access::holders_of(Permission::ReadRecords),
            .answers = {{200, S::object({S::required("items", S::array(people_views::change()))})}},
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                return installation.database->read([&](storage::Reader const& reader) {
                    (void)found(reader, call, installation, id);
                    JsonWriter json;
                    json.open_object().key("items");
                    write_history(json, reader, installation.people.history(reader, call.context(), id, most_changes));
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route erase_route(Installation& installation) {
    return {.method = "POST",
            .path = "/persons/{id}/erasure",
            .operation = "erasePerson",
            .summary = {"匿名处理档案（不可恢复）", "Anonymise a person's file, for good"},
            .tag = "people",
            .access = Access::holders_of(Permission::WriteRecords),
            .body = Body::json(S::object({S::required("command", S::command()), S::required("reason", S::text(0, 500))})),
            .answers = {{200, people_views::detail()}},
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                auto const her = installation.database->write([&](storage::Transaction& transaction) {
                    return views::once(transaction, call, [&] {
                        auto const survivor = people::survivor(transaction, id);
                        installation.people.erase(transaction, call.context(), survivor, text_in(call.object(), "reason"),
                                                  installation.records.use_of(transaction, survivor));
                        return survivor;
                    });
                });
                return people_views::answer(installation, call, her);
            }};
}

}  // namespace

std::vector<Route> file_routes(Installation& installation) {
    std::vector<Route> routes{file_route(installation),   correct_route(installation), reveal_route(installation), export_route(installation),
                              workbook_route(installation), history_route(installation), erase_route(installation)};
    routes.push_back({.path = "/persons/{id}",
                      .operation = "getPerson",
                      .summary = {"一个人", "One person"},
                      .tag = "people",
                      .access = Access::holders_of(Permission::ReadRecords),
                      .answers = {{200, people_views::detail()}},
                      .handler = [&installation](Call& call) { return people_views::answer(installation, call, call.id("id")); }});
    return routes;
}

}  // namespace niangjia::http
