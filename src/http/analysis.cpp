// A figure by the values of its splits: for the yearly analysis, on the screen and as a table to take away.
#include "base/error.h"
#include "http/routes.h"
#include "http/views.h"
#include "reports/reports.h"
#include "reports/xlsx.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message unknown_figure{ErrorKind::NotFound, "figures.unknown", "没有指标“{}”", "There is no figure '{}'"};
constexpr Message no_splits{ErrorKind::NotFound, "figures.no-splits", "指标“{}”没有分类", "The figure '{}' is not split"};
constexpr Message wrong_period{ErrorKind::Invalid, "figures.wrong-period", "起止日期颠倒，请把较早的日期放在前面",
                               "The period ends before it begins; put the earlier day first"};

packs::Figure const& split_figure(packs::Library const& library, std::string_view name) {
    auto const* figure = library.figure(name);
    if (figure == nullptr) throw error(unknown_figure, name);
    if (figure->splits.empty()) throw error(no_splits, name);
    return *figure;
}

Schema value_schema() {
    return S::object({S::required("figure", S::text()), S::required("value", S::text()), S::required("title", S::text_pair()),
                      S::required("above", S::nullable(S::text())), S::required("amount", S::nullable(S::number())), S::required("share", S::nullable(S::number()))});
}

Parameter published() { return {"published", S::boolean(), false, {"供公布：小数不显示", "For publishing: small counts are left out"}}; }

// Counts alone tell of few; what is small in a sum says nothing of how many they were.
std::int64_t least_of(Call const& call, packs::Library const& library, packs::Figure const& figure) {
    bool const counts = figure.measure == packs::Measure::Count || figure.measure == packs::Measure::People;
    return counts && call.maybe_boolean("published").value_or(false) ? library.persons().smallest_published : 0;
}

Route splits_route(Installation& installation) {
    auto const split = S::object({S::required("field", S::text()), S::required("title", S::text_pair()), S::required("items", S::array(S::named("SplitValue", value_schema())))});
    return {.path = "/figures/{name}/splits",
            .operation = "getFigureSplits",
            .summary = {"一个指标按分类的数", "One figure by the values that it is split by"},
            .tag = "figures",
            .access = Access::holders_of(identity::Permission::ReadFigures),
            .query = {{"org", S::code(), true, {"组织代码", "The organisation"}}, {"from", S::day(), true, {"起", "From"}}, {"to", S::day(), true, {"止", "To"}}, published()},
            .answers = {{200, S::object({S::required("figure", views::figure()), S::required("org", S::code()), S::required("orgName", S::text()),
                                         S::required("amount", S::nullable(S::number())), S::required("splits", S::array(S::named("FigureSplit", split)))})}},
            .handler = [&installation](Call& call) {
                auto const& figure = split_figure(*installation.library, call.text("name"));
                Period const period{call.day("from"), call.day("to")};
                if (period.to < period.from) throw error(wrong_period).with_pointer("?to");
                auto const code = call.code("org");
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const lines = reports::split_lines(figure);
                    std::vector<packs::Figure const*> wanted{&figure};
                    for (auto const& line : lines) wanted.push_back(line.figure);
                    auto const values = installation.figures.values(reader, call.context(), wanted, code, period);
                    auto const place = org::find(reader, code);
                    auto const scale = static_cast<double>(figure.scale);
                    auto const whole = values.front().amount;
                    std::vector<std::int64_t> amounts;
                    for (std::size_t i = 0; i < lines.size(); ++i) amounts.push_back(values[i + 1].amount);
                    auto const left_out = reports::small_cells(lines, amounts, whole, least_of(call, *installation.library, figure));
                    JsonWriter json;
                    json.open_object().key("figure");
                    views::write(json, figure);
                    json.member("org", code.text()).member("orgName", place ? place->name : std::string{});
                    views::member(json, "amount", left_out.whole ? std::nullopt : std::optional{static_cast<double>(whole) / scale});
                    json.key("splits").open_array();
                    packs::Field const* field = nullptr;
                    for (std::size_t i = 0; i < lines.size(); ++i) {
                        auto const& line = lines[i];
                        if (line.field != field) {
                            if (field != nullptr) json.close_array().close_object();
                            field = line.field;
                            json.open_object().member("field", field->name).member("title", field->title).key("items").open_array();
                        }
                        auto const amount = amounts[i];
                        json.open_object().member("figure", line.figure->name).member("value", line.choice->key).member("title", line.choice->title).key("above");
                        line.above == nullptr ? json.null() : json.text(std::string_view{line.above->key});
                        views::member(json, "amount", left_out.lines[i] ? std::nullopt : std::optional{static_cast<double>(amount) / scale});
                        views::member(json, "share", left_out.lines[i] || left_out.whole ? std::nullopt : reports::share(amount, whole));
                        json.close_object();
                    }
                    if (field != nullptr) json.close_array().close_object();
                    json.close_array().close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route ledger_route(Installation& installation) {
    return {.path = "/figures/{name}/splits/ledger",
            .operation = "exportComparison",
            .summary = {"两年分类对比（xlsx）", "A figure by its splits in two years, as xlsx"},
            .tag = "figures",
            .access = Access::holders_of(identity::Permission::Export),
            .query = {{"org", S::code(), true, {"组织代码", "The organisation"}},
                      {"before", S::integer(1990, 2200), true, {"前一年", "The earlier year"}},
                      {"year", S::integer(1990, 2200), true, {"后一年", "The later year"}},
                      published()},
            .answers = {{200, {}, std::string{reports::xlsx_media}}},
            .handler = [&installation](Call& call) {
                auto const& figure = split_figure(*installation.library, call.text("name"));
                auto const code = call.code("org");
                auto const before = static_cast<int>(call.integer("before", 0, 2200));
                auto const year = static_cast<int>(call.integer("year", 0, 2200));
                auto bytes = installation.database->read([&](storage::Reader const& reader) {
                    return reports::comparison_ledger(reader, call.context(), installation.figures, figure, code, before, year, least_of(call, *installation.library, figure));
                });
                reports::note_export(*installation.database, call.context(), code, fmt::format("analysis:{}/{}-{}", figure.name, before, year));
                return Response::file(figure.title.zh + (call.maybe_boolean("published").value_or(false) ? "年度分析（公布版）.xlsx" : "年度分析.xlsx"), std::string{reports::xlsx_media}, std::move(bytes));
            }};
}

}  // namespace

std::vector<Route> analysis_routes(Installation& installation) { return {splits_route(installation), ledger_route(installation)}; }

}  // namespace niangjia::http
