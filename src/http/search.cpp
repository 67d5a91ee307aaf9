#include "base/error.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message unknown_type{ErrorKind::Invalid, "packs.unknown-type", "没有名为“{}”的记录类型", "There is no record type '{}'"};

Schema marks_schema() {
    return S::array(S::named("SearchMark", S::object({S::required("start", S::integer(0)), S::required("length", S::integer(1))})));
}

Schema hit_schema() {
    auto const passage = S::named("SearchPassage", S::object({S::required("label", S::text_pair()), S::required("text", S::text(0, 100'000)),
                                                              S::required("marks", marks_schema()), S::required("cutBefore", S::boolean()),
                                                              S::required("cutAfter", S::boolean())}));
    return S::named("SearchHit", S::object({S::required("record", views::record_item()), S::required("titleMarks", marks_schema()),
                                            S::required("passage", S::nullable(passage))}));
}

void write_marks(JsonWriter& json, std::vector<search::Mark> const& marks) {
    json.open_array();
    for (auto const& mark : marks) {
        json.open_object().member("start", static_cast<std::int64_t>(mark.start)).member("length", static_cast<std::int64_t>(mark.length)).close_object();
    }
    json.close_array();
}

// The marks of the title as it is kept, moved to where they are once the subject's name stands in it.
std::vector<search::Mark> marks_in_title(records::Record const& record, search::Hit const& hit, std::string_view subject) {
    if (!hit.title) return {};
    auto marks = hit.title->marks;
    auto const at = record.title.find(search::gap);
    if (at == std::string::npos) return marks;
    auto const gap_start = characters(std::string_view{record.title}.substr(0, at));
    for (auto& mark : marks) {
        if (mark.start > gap_start) mark.start = mark.start + characters(subject) - search::gap.size();
    }
    return marks;
}

Text label_of(packs::RecordType const& type, std::string_view name) {
    if (name == "number") return {"编号", "Number"};
    if (name == "note") return {"办理说明", "Note"};
    if (name == "file") return {"附件", "File"};
    constexpr std::string_view of_field = "field.";
    auto const* field = name.starts_with(of_field) ? type.field(name.substr(of_field.size())) : nullptr;
    return field == nullptr ? Text{std::string{name}, std::string{name}} : field->title;
}

void write_hit(JsonWriter& json, views::Items const& items, records::Records::FoundPage::Item const& item) {
    json.open_object().key("record");
    items.write(json, item.record);
    json.key("titleMarks");
    write_marks(json, marks_in_title(item.record, item.hit, items.subject_name(item.record)));
    json.key("passage");
    if (auto const& passage = item.hit.passage) {
        json.open_object().member("label", label_of(*item.record.type, passage->name)).member("text", passage->text).key("marks");
        write_marks(json, passage->marks);
        json.member("cutBefore", passage->cut_before).member("cutAfter", passage->cut_after).close_object();
    } else {
        json.null();
    }
    json.close_object();
}

}  // namespace

std::vector<Route> search_routes(Installation& installation) {
    auto parameters = page_parameters();
    parameters.push_back({"q", S::text(1, 1000), true, {"要找的字词，空格分开的都要有", "The words; those parted by blanks must all be there"}});
    parameters.push_back({"within", S::code(), false, {"在哪个组织范围内", "Within which organisation"}});
    parameters.push_back({"type", S::text(1, 120), false, {"记录类型", "Record type"}});
    return {{.path = "/search",
             .operation = "search",
             .summary = {"全文检索记录，新的在前；标记以字符计", "Full-text search of records, newest first; marks count characters"},
             .tag = "records",
             .access = Access::holders_of(identity::Permission::ReadRecords),
             .query = parameters,
             .answers = {{200, S::list(hit_schema())}},
             .handler = [&installation](Call& call) {
                 records::Search wanted{call.text("q"), call.maybe_code("within"), nullptr};
                 if (auto const name = call.maybe_text("type")) {
                     wanted.type = installation.library->record_type(*name);
                     if (wanted.type == nullptr) throw error(unknown_type, *name).with_pointer("?type");
                 }
                 auto const cursor = call.cursor("i");
                 return installation.database->read([&](storage::Reader const& reader) {
                     auto const after = cursor ? std::optional{cursor->integer(0)} : std::nullopt;
                     auto const found = installation.records.search(reader, call.context(), wanted, after, call.limit());
                     std::vector<records::Record> shown;
                     for (auto const& item : found.items) shown.push_back(item.record);
                     views::Items const items{reader, call.context(), shown};
                     JsonWriter json;
                     json.open_object().key("items").open_array();
                     for (auto const& item : found.items) write_hit(json, items, item);
                     json.close_array().key("next");
                     if (found.next) {
                         json.text(write_cursor({*found.next}));
                     } else {
                         json.null();
                     }
                     json.close_object();
                     return Response::json(std::move(json));
                 });
             }}};
}

}  // namespace niangjia::http
