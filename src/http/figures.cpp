#include <algorithm>

#include "base/error.h"
#include "http/routes.h"
#include "http/views.h"
#include "reports/reports.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message unknown_figure{ErrorKind::NotFound, "figures.unknown", "没有指标“{}”", "There is no figure '{}'"};
constexpr Message wrong_period{ErrorKind::Invalid, "figures.wrong-period", "起止日期颠倒，请把较早的日期放在前面",
                               "The period ends before it begins; put the earlier day first"};
constexpr Message too_long_period{ErrorKind::Invalid, "figures.too-long-period", "期间最长 30 年，请缩短", "A period has at most 30 years; shorten it"};
constexpr Message wrong_year{ErrorKind::Invalid, "figures.wrong-year", "年份应在 1990 到 2200 之间", "A year lies between 1990 and 2200"};

packs::Figure const& figure_in(packs::Library const& library, std::string_view name) {
    auto const* figure = library.figure(name);
    if (figure == nullptr) throw error(unknown_figure, name);
    return *figure;
}

Period period_in(Call const& call) {
    Period const period{call.day("from"), call.day("to")};
    if (period.to < period.from) throw error(wrong_period).with_pointer("?to");
    if (period.to - period.from > 30 * 366) throw error(too_long_period).with_pointer("?from");
    return period;
}

int year_in(Call const& call) {
    auto const year = call.integer("year", 0, 2200);
    if (year < 1990) throw error(wrong_year).with_pointer("?year");
    return static_cast<int>(year);
}

std::vector<Parameter> place_and_period() {
    return {{"org", S::code(), true, {"组织代码", "The organisation"}},
            {"from", S::day(), true, {"起", "From"}},
            {"to", S::day(), true, {"止", "To"}}};
}

void write_value(JsonWriter& json, packs::Figure const& figure, figures::Value const& value) {
    views::member(json, "value", figures::Figures::number(figure, value));
    json.member("text", reports::figure_text(figure, value));
    if (figure.measure != packs::Measure::Ratio) return;
    json.member("numerator", static_cast<double>(value.numerator) / static_cast<double>(figure.parts[0]->scale));
    json.member("denominator", static_cast<double>(value.denominator) / static_cast<double>(figure.parts[1]->scale));
}

std::vector<Schema::Member> value_members() {
    return {S::required("value", S::nullable(S::number())), S::required("text", S::text()), S::optional("numerator", S::number()),
            S::optional("denominator", S::number())};
}

std::vector<packs::Figure const*> figures_in(Call const& call, packs::Library const& library) {
    auto const names = call.texts("figures");
    if (names.empty()) return library.figures();
    std::vector<packs::Figure const*> figures;
    for (auto const& name : names) figures.push_back(&figure_in(library, name));
    return figures;
}

// The organisations right below one, all of them: a township has at most some hundred villages. Its units are part of itself.
std::vector<org::Organisation> all_children(storage::Reader const& reader, org::Code parent) {
    auto children = org::children(reader, parent, org::Code{}, 5'000);
    std::erase_if(children, [](org::Organisation const& one) { return one.code.level() == org::Level::Unit; });
    return children;
}

Route values_route(Installation& installation) {
    auto parameters = place_and_period();
    parameters.push_back({"figures", S::array(S::text(1, 120)), false, {"只要这些指标", "Only these figures"}});
    auto members = value_members();
    members.insert(members.begin(), S::required("figure", S::text()));
    return {.path = "/figures/values",
            .operation = "getFigureValues",
            .summary = {"一个组织的各项指标", "The figures of one organisation"},
            .tag = "figures",
            .access = Access::holders_of(identity::Permission::ReadFigures),
            .query = parameters,
            .answers = {{200, S::object({S::required("org", S::code()), S::required("orgName", S::text()), S::required("from", S::day()),
                                         S::required("to", S::day()), S::required("items", S::array(S::named("FigureValue", S::object(members))))})}},
            .handler = [&installation](Call& call) {
                auto const period = period_in(call);
                auto const code = call.code("org");
                auto const figures = figures_in(call, *installation.library);
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const values = installation.figures.values(reader, call.context(), figures, code, period);
                    auto const place = org::find(reader, code);
                    if (!place) identity::Context::system(installation.clock).require(identity::Permission::ReadFigures, code);
                    JsonWriter json;
                    json.open_object().member("org", code.text()).member("orgName", place ? place->name : "").member("from", period.from.iso());
                    json.member("to", period.to.iso()).key("items").open_array();
                    for (std::size_t i = 0; i < figures.size(); ++i) {
                        json.open_object().member("figure", figures[i]->name);
                        write_value(json, *figures[i], values[i]);
                        json.close_object();
                    }
                    json.close_array().close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route breakdown_route(Installation& installation) {
    auto parameters = place_and_period();
    parameters.push_back({"by", S::enum_of({"children", "months"}), false, {"按下级或按月", "By organisation or by month"}});
    auto members = value_members();
    for (auto const& member : {S::required("key", S::text()), S::required("title", S::text()), S::required("children", S::boolean()), S::required("own", S::boolean())}) {
        members.push_back(member);
    }
    auto whole = value_members();
    for (auto const& member : {S::required("figure", views::figure()), S::required("org", S::code()), S::required("orgName", S::text()),
                               S::required("by", S::enum_of({"children", "months"})), S::required("items", S::array(S::named("FigurePart", S::object(members))))}) {
        whole.push_back(member);
    }
    return {.path = "/figures/{name}",
            .operation = "getFigure",
            .summary = {"一个指标，按下级或按月分", "One figure by organisation or by month"},
            .tag = "figures",
            .access = Access::holders_of(identity::Permission::ReadFigures),
            .query = parameters,
            .answers = {{200, S::object(whole)}},
            .handler = [&installation](Call& call) {
                auto const& figure = figure_in(*installation.library, call.text("name"));
                auto const period = period_in(call);
                auto const code = call.code("org");
                auto const by = call.maybe_text("by").value_or("children");
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const& context = call.context();
                    auto const whole_value = installation.figures.value(reader, context, figure, code, period);
                    auto const place = org::find(reader, code);
                    JsonWriter json;
                    json.open_object().key("figure");
                    views::write(json, figure);
                    json.member("org", code.text()).member("orgName", place ? place->name : "");
                    write_value(json, figure, whole_value);
                    json.member("by", by).key("items").open_array();
                    auto const part = [&](std::string_view key, std::string_view title, figures::Value const& value, bool children, bool own) {
                        json.open_object().member("key", key).member("title", title);
                        write_value(json, figure, value);
                        json.member("children", children).member("own", own).close_object();
                    };
                    if (by == "months") {
                        for (Day first = *Day::of(period.from.year(), period.from.month(), 1); first <= period.to; first = first.plus_months(1)) {
                            Period const month{std::max(first, period.from), std::min(first.plus_months(1) - 1, period.to)};
                            part(first.iso().substr(0, 7), std::to_string(first.month()) + "月",
                                 installation.figures.value(reader, context, figure, code, month), false, false);
                        }
                    } else {
                        auto const children = all_children(reader, code);
                        std::vector<org::Code> codes;
                        for (auto const& child : children) codes.push_back(child.code);
                        auto const values = installation.figures.by_place(reader, context, figure, codes, period);
                        for (std::size_t i = 0; i < children.size(); ++i) {
                            part(children[i].code.text(), children[i].short_name, values[i], children[i].children > 0, false);
                        }
                        auto const own = installation.figures.own(reader, context, figure, code, period);
                        if (!children.empty() && (own.amount != 0 || own.denominator != 0)) {
                            part(code.text(), (place ? place->short_name : "") + "本级", own, false, true);
                        }
                    }
                    json.close_array().close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route lines_route(Installation& installation) {
    auto parameters = place_and_period();
    for (auto& parameter : page_parameters()) parameters.push_back(std::move(parameter));
    auto const line = S::named("FigureLine", S::object({S::required("record", views::record_item()), S::required("day", S::day()),
                                                        S::required("amount", S::number()), S::required("who", S::nullable(S::text()))}));
    return {.path = "/figures/{name}/records",
            .operation = "listFigureRecords",
            .summary = {"数字背后的记录", "The records behind a number"},
            .tag = "figures",
            .access = Access::holders_of(identity::Permission::ReadFigures),
            .query = parameters,
            .answers = {{200, S::list(line).with({S::required("sealed", S::integer())})}},
            .handler = [&installation](Call& call) {
                auto const& figure = figure_in(*installation.library, call.text("name"));
                auto const period = period_in(call);
                auto const code = call.code("org");
                auto const limit = call.limit();
                auto const cursor = call.cursor("iiiii");
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const& context = call.context();
                    auto const after = cursor ? std::optional{figures::Figures::Cursor{cursor->integer(0), cursor->integer(1), cursor->integer(2),
                                                                                      cursor->integer(3), cursor->integer(4)}}
                                              : std::nullopt;
                    // The records behind a ratio are those of its denominator.
                    auto const scale = static_cast<double>(figure.measure == packs::Measure::Ratio ? figure.parts[1]->scale : figure.scale);
                    auto const page = installation.figures.lines(reader, context, figure, code, period, after, limit);
                    std::vector<records::RecordId> ids;
                    std::vector<people::PersonId> persons;
                    std::vector<org::Code> codes;
                    bool const organisations = figure.measure == packs::Measure::Organisations;
                    for (auto const& one : page.lines) {
                        ids.push_back(one.record);
                        if (one.who == 0) continue;
                        if (organisations) {
                            codes.emplace_back(one.who);
                        } else {
                            persons.push_back(one.who);
                        }
                    }
                    auto const found = installation.records.fetch_many(reader, context, ids);
                    std::vector<records::Record> shown;
                    for (auto const& [id, record] : found) shown.push_back(record);
                    views::Items const items{reader, context, shown};
                    auto const people_names = people::names(reader, context, persons);
                    auto const org_names = org::short_names(reader, codes);
                    JsonWriter json;
                    std::int64_t sealed = 0;
                    json.open_object().key("items").open_array();
                    for (auto const& one : page.lines) {
                        auto const record = found.find(one.record);
                        if (record == found.end()) {
                            ++sealed;  // what counts here and opens to its team alone
                            continue;
                        }
                        json.open_object().key("record");
                        items.write(json, record->second);
                        json.member("day", one.day.iso());
                        json.member("amount", static_cast<double>(one.amount) / scale);
                        json.key("who");
                        auto const& names = organisations ? org_names : people_names;
                        auto const name = names.find(one.who);
                        name == names.end() ? json.null() : json.text(std::string_view{name->second});
                        json.close_object();
                    }
                    json.close_array().key("next");
                    if (page.next) {
                        json.text(write_cursor({page.next->part, page.next->year, page.next->org, page.next->day, page.next->seq}));
                    } else {
                        json.null();
                    }
                    json.member("sealed", sealed).close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route tree_route(Installation& installation) {
    auto parameters = place_and_period();
    parameters.push_back({"figures", S::array(S::text(1, 120)), false, {"只要这些指标", "Only these figures"}});
    auto const row = S::object({S::required("org", S::code()), S::required("short", S::text()), S::required("level", S::text()),
                                S::required("parent", S::code()), S::required("values", S::array(S::nullable(S::number())))});
    return {.path = "/figures/tree",
            .operation = "getFigureTree",
            .summary = {"全部下级的各项指标", "The figures of a whole subtree"},
            .tag = "figures",
            .access = Access::holders_of(identity::Permission::ReadFigures),
            .query = parameters,
            .answers = {{200, S::object({S::required("figures", S::array(S::text())), S::required("items", S::array(row))})}},
            .handler = [&installation](Call& call) {
                auto const period = period_in(call);
                auto const code = call.code("org");
                auto const figures = figures_in(call, *installation.library);
                return installation.database->read([&](storage::Reader const& reader) {
                    call.context().require(identity::Permission::ReadFigures, code);
                    auto const places = org::subtree(reader, code);
                    std::vector<org::Code> codes;
                    for (auto const& place : places) codes.push_back(place.code);
                    auto const rows = installation.figures.tree(reader, call.context(), figures, code, codes, period);
                    JsonWriter json;
                    json.open_object().key("figures").open_array();
                    for (auto const* figure : figures) json.text(figure->name);
                    json.close_array().key("items").open_array();
                    for (std::size_t i = 0; i < places.size(); ++i) {
                        json.open_object().member("org", places[i].code.text()).member("short", places[i].short_name);
                        json.member("level", org::name_of(places[i].code.level())).member("parent", places[i].parent.text()).key("values").open_array();
                        for (std::size_t j = 0; j < figures.size(); ++j) {
                            auto const number = figures::Figures::number(*figures[j], rows[i][j]);
                            number ? json.number(*number) : json.null();
                        }
                        json.close_array().close_object();
                    }
                    json.close_array().close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route dashboard_route(Installation& installation) {
    auto const rate = S::nullable(S::number());
    auto const series = S::named("WorkByMonth",
                                 S::object({S::required("org", S::code()), S::required("short", S::text()), S::required("opened", S::array(S::integer())),
                                            S::required("closed", S::array(S::integer())), S::required("onTime", S::array(rate)),
                                            S::required("yearOnTime", rate)}));
    auto const on_time = S::object({S::required("value", rate), S::required("numerator", S::integer()), S::required("denominator", S::integer())});
    return {.path = "/dashboard",
            .operation = "getDashboard",
            .summary = {"按下级、按月的办件与按时率", "Work opened, closed and on time by organisation and month"},
            .tag = "figures",
            .access = Access::holders_of(identity::Permission::ReadFigures),
            .query = {{"org", S::code(), true, {"组织代码", "The organisation"}}, {"year", S::integer(1990, 2200), true, {"年份", "The year"}}},
            .answers = {{200, S::object({S::required("org", S::code()), S::required("orgName", S::text()), S::required("year", S::integer()),
                                         S::required("months", S::array(S::text())), S::required("whole", series), S::required("series", S::array(series)),
                                         S::required("opened", S::integer()), S::required("closed", S::integer()), S::required("onTime", on_time)})}},
            .handler = [&installation](Call& call) {
                auto const code = call.code("org");
                auto const year = year_in(call);
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const children = all_children(reader, code);
                    std::vector<org::Code> codes{code};
                    for (auto const& child : children) codes.push_back(child.code);
                    auto const years = installation.figures.work_by_month(reader, call.context(), codes, year);
                    auto const place = org::find(reader, code);
                    JsonWriter json;
                    json.open_object().member("org", code.text()).member("orgName", place ? place->name : "").member("year", year).key("months").open_array();
                    for (int month = 1; month <= 12; ++month) json.text(fmt::format("{}-{:02}", year, month));
                    auto const rate_of = [](std::int64_t in_time, std::int64_t late) -> std::optional<double> {
                        if (in_time + late == 0) return std::nullopt;
                        return std::round(1000.0 * static_cast<double>(in_time) / static_cast<double>(in_time + late)) / 10;
                    };
                    auto const write_months = [&](org::Code where, std::string_view short_name, figures::WorkOfYear const& work) {
                        json.open_object().member("org", where.text()).member("short", short_name);
                        for (auto const& [name, which] : {std::pair{"opened", figures::Work::Opened}, {"closed", figures::Work::Closed}}) {
                            json.key(name).open_array();
                            for (auto const month : work.months(which)) json.number(month);
                            json.close_array();
                        }
                        json.key("onTime").open_array();
                        for (std::size_t month = 0; month < 12; ++month) {
                            auto const in_month = rate_of(work.months(figures::Work::InTime)[month], work.months(figures::Work::Late)[month]);
                            in_month ? json.number(*in_month) : json.null();
                        }
                        json.close_array();
                        views::member(json, "yearOnTime", rate_of(work.sum(figures::Work::InTime), work.sum(figures::Work::Late)));
                        json.close_object();
                    };
                    auto const& whole = years.front();
                    json.close_array().key("whole");
                    write_months(code, place ? place->short_name : "", whole);
                    json.key("series").open_array();
                    for (std::size_t i = 0; i < children.size(); ++i) write_months(children[i].code, children[i].short_name, years[i + 1]);
                    auto const in_time = whole.sum(figures::Work::InTime);
                    auto const late = whole.sum(figures::Work::Late);
                    json.close_array().member("opened", whole.sum(figures::Work::Opened)).member("closed", whole.sum(figures::Work::Closed));
                    json.key("onTime").open_object();
                    views::member(json, "value", rate_of(in_time, late));
                    json.member("numerator", in_time).member("denominator", in_time + late).close_object().close_object();
                    return Response::json(std::move(json));
                });
            }};
}

}  // namespace

std::vector<Route> figure_routes(Installation& installation) {
    std::vector<Route> routes{values_route(installation), tree_route(installation), breakdown_route(installation), lines_route(installation),
                              dashboard_route(installation)};
    routes.push_back({.path = "/figures",
                      .operation = "listFigures",
                      .summary = {"指标及其口径", "The figures and what each counts"},
                      .tag = "figures",
                      .access = Access::holders_of(identity::Permission::ReadFigures),
                      .answers = {{200, S::object({S::required("items", S::array(views::figure()))})}},
                      .handler = [&installation](Call&) {
                          JsonWriter json;
                          json.open_object().key("items").open_array();
                          for (auto const* figure : installation.library->figures()) views::write(json, *figure);
                          json.close_array().close_object();
                          return Response::json(std::move(json));
                      }});
    routes.push_back({.path = "/figures/ledger",
                      .operation = "exportFigures",
                      .summary = {"指标台账（xlsx）", "All figures as xlsx"},
                      .tag = "figures",
                      .access = Access::holders_of(identity::Permission::Export),
                      .query = place_and_period(),
                      .answers = {{200, {}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}},
                      .handler = [&installation](Call& call) {
                          auto const period = period_in(call);
                          auto const code = call.code("org");
                          auto bytes = installation.database->read([&](storage::Reader const& reader) {
                              return reports::figures_ledger(reader, call.context(), *installation.library, installation.figures, code, period);
                          });
                          reports::note_export(*installation.database, call.context(), code, "figures");
                          return Response::file("数据台账.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", std::move(bytes));
                      }});
    return routes;
}

}  // namespace niangjia::http
