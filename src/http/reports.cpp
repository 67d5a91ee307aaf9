#include "reports/reports.h"

#include "base/error.h"
#include "http/routes.h"
#include "http/views.h"
#include "reports/docx.h"
#include "reports/xlsx.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message unknown_type{ErrorKind::NotFound, "packs.unknown-type", "没有名为“{}”的记录类型", "There is no record type '{}'"};

std::vector<Parameter> place_and_year() {
    return {{"org", S::code(), true, {"组织代码", "The organisation"}}, {"year", S::integer(1990, 2200), true, {"年份", "The year"}}};
}

Schema run_schema() {
    return S::named("ReportRun",
                    S::object({S::required("text", S::text()), S::optional("figure", S::text()), S::optional("value", S::nullable(S::number())),
                               S::optional("title", S::text_pair()), S::optional("definition", S::text_pair()), S::optional("typed", S::text()),
                               S::optional("unit", S::text()), S::optional("by", S::nullable(S::text())), S::optional("at", S::nullable(S::moment())),
                               S::optional("note", S::text())}));
}

void write_passage(JsonWriter& json, reports::Passage const& passage) {
    json.open_object().member("text", passage.text);
    if (passage.figure != nullptr) {
        json.member("figure", passage.figure->name);
        views::member(json, "value", passage.number);
        json.member("title", passage.figure->title).member("definition", passage.figure->definition).member("unit", passage.figure->unit);
    }
    if (passage.typed) {
        auto const& typed = *passage.typed;
        json.member("typed", typed.slot).member("title", Text{typed.title, typed.title}).member("unit", typed.unit);
        views::member(json, "value", typed.value);
        json.key("by");
        typed.value ? json.text(std::string_view{typed.by}) : json.null();
        json.key("at");
        typed.value ? json.text(std::string_view{iso_time(typed.at)}) : json.null();
        json.member("note", typed.note);
    }
    json.close_object();
}

void write_report(JsonWriter& json, reports::Report const& report) {
    json.open_object().member("name", report.form->name).member("title", report.title).member("org", report.org.text()).member("orgName", report.org_name);
    json.member("year", report.year).member("from", report.period.from.iso()).member("to", report.period.to.iso()).member("cutOff", report.period.to.iso());
    json.key("sections").open_array();
    for (auto const& chapter : report.chapters) {
        json.open_object().member("heading", chapter.heading).key("paragraphs").open_array();
        for (auto const& paragraph : chapter.paragraphs) {
            json.open_object().key("runs").open_array();
            for (auto const& passage : paragraph) write_passage(json, passage);
            json.close_array().close_object();
        }
        json.close_array().close_object();
    }
    json.close_array().close_object();
}

}  // namespace

std::vector<Route> report_routes(Installation& installation) {
    std::vector<Route> routes;
    routes.push_back({.path = "/reports",
                      .operation = "listReports",
                      .summary = {"报告模板", "The reports"},
                      .tag = "reports",
                      .access = Access::holders_of(identity::Permission::ReadReports),
                      .answers = {{200, S::object({S::required("items", S::array(S::object({S::required("name", S::text()), S::required("title", S::text_pair())})))})}},
                      .handler = [&installation](Call&) {
                          JsonWriter json;
                          json.open_object().key("items").open_array();
                          for (auto const* report : installation.library->reports()) {
                              json.open_object().member("name", report->name).member("title", report->title).close_object();
                          }
                          json.close_array().close_object();
                          return Response::json(std::move(json));
                      }});
    auto const paragraph = S::object({S::required("runs", S::array(run_schema()))});
    auto const section = S::object({S::required("heading", S::text()), S::required("paragraphs", S::array(paragraph))});
    routes.push_back({.path = "/reports/{name}",
                      .operation = "getReport",
                      .summary = {"一份报告，数字逐个带出处", "A report, each number with its source"},
                      .tag = "reports",
                      .access = Access::holders_of(identity::Permission::ReadReports),
                      .query = place_and_year(),
                      .answers = {{200, S::named("Report", S::object({S::required("name", S::text()), S::required("title", S::text()), S::required("org", S::code()),
                                                                     S::required("orgName", S::text()), S::required("year", S::integer()), S::required("from", S::day()),
                                                                     S::required("to", S::day()), S::required("cutOff", S::day()),
                                                                     S::required("sections", S::array(section))}))}},
                      .handler = [&installation](Call& call) {
                          auto const year = static_cast<int>(call.integer("year", 0, 2200));
                          return installation.database->read([&](storage::Reader const& reader) {
                              JsonWriter json;
                              write_report(json, installation.reports.draw(reader, call.context(), call.text("name"), call.code("org"), year));
                              return Response::json(std::move(json));
                          });
                      }});
    routes.push_back({.method = "PUT",
                      .path = "/reports/{name}/typed/{slot}",
                      .operation = "typeNumber",
                      .summary = {"手工填报一个数", "Type a number in"},
                      .tag = "reports",
                      .access = Access::holders_of(identity::Permission::TypeFigures),
                      .query = place_and_year(),
                      .body = Body::json(S::object({S::required("command", S::command()), S::required("value", S::nullable(S::number())),
                                                    S::optional("note", S::text(0, 1500))})),
                      .answers = {{200, run_schema()}},
                      .handler = [&installation](Call& call) {
                          auto const year = static_cast<int>(call.integer("year", 0, 2200));
                          auto const slot = call.text("slot");
                          auto const& value = call.object().at("value");
                          auto const* note = call.object().if_contains("note");
                          installation.database->write([&](storage::Transaction& transaction) {
                              (void)views::once(transaction, call, [&] {
                                  installation.reports.type_in(transaction, call.context(), call.text("name"), call.code("org"), year, slot,
                                                               value.is_null() ? std::nullopt : std::optional{value.to_number<double>()},
                                                               note == nullptr ? std::string{} : std::string{note->as_string()});
                                  return std::int64_t{1};
                              });
                          });
                          return installation.database->read([&](storage::Reader const& reader) {
                              auto const report = installation.reports.draw(reader, call.context(), call.text("name"), call.code("org"), year);
                              JsonWriter json;
                              for (auto const& chapter : report.chapters) {
                                  for (auto const& line : chapter.paragraphs) {
                                      for (auto const& passage : line) {
                                          if (json.str().empty() && passage.typed && passage.typed->slot == slot) write_passage(json, passage);
                                      }
                                  }
                              }
                              return Response::json(std::move(json));
                          });
                      }});
    routes.push_back({.path = "/reports/{name}/document",
                      .operation = "exportReport",
                      .summary = {"报告正文（docx，GB/T 9704 版式）", "The report as docx"},
                      .tag = "reports",
                      .access = Access::holders_of(identity::Permission::Export),
                      .query = place_and_year(),
                      .answers = {{200, {}, std::string{reports::docx_media}}},
                      .handler = [&installation](Call& call) {
                          auto const year = static_cast<int>(call.integer("year", 0, 2200));
                          auto const report = installation.database->read([&](storage::Reader const& reader) {
                              call.context().require(identity::Permission::Export, call.code("org"));
                              return installation.reports.draw(reader, call.context(), call.text("name"), call.code("org"), year);
                          });
                          reports::note_export(*installation.database, call.context(), report.org, "report:" + report.form->name + "/" + std::to_string(year));
                          return Response::file(report.title + ".docx", std::string{reports::docx_media}, reports::docx(reports::document(report)));
                      }});
    auto range = std::vector<Parameter>{{"org", S::code(), true, {"组织代码", "The organisation"}},
                                        {"from", S::day(), true, {"登记日起", "Opened from"}},
                                        {"to", S::day(), true, {"登记日止", "Opened to"}}};
    routes.push_back({.path = "/ledgers/{name}",
                      .operation = "exportLedger",
                      .summary = {"一类记录的台账（xlsx）", "The ledger of a record type as xlsx"},
                      .tag = "reports",
                      .access = Access::holders_of(identity::Permission::Export),
                      .query = range,
                      .answers = {{200, {}, std::string{reports::xlsx_media}}},
                      .handler = [&installation](Call& call) {
                          auto const* type = installation.library->record_type(call.text("name"));
                          if (type == nullptr) throw error(unknown_type, call.text("name"));
                          auto const code = call.code("org");
                          Period const period{call.day("from"), call.day("to")};
                          auto bytes = installation.database->read([&](storage::Reader const& reader) {
                              return reports::records_ledger(reader, call.context(), installation.records, *type, code, period);
                          });
                          reports::note_export(*installation.database, call.context(), code, "ledger:" + type->name);
                          return Response::file(type->title.zh + "台账.xlsx", std::string{reports::xlsx_media}, std::move(bytes));
                      }});
    return routes;
}

}  // namespace niangjia::http
