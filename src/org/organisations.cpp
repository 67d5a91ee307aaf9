// Reading the tree, and renaming in it.
#include <algorithm>

#include "audit/audit.h"
#include "base/error.h"
#include "org/detail.h"
#include "org/org.h"
#include "org/sql.h"
#include "storage/pieces.h"

namespace niangjia::org {
namespace {

constexpr Message bad_name{ErrorKind::Invalid, "org.name", "请填写组织名称（不超过 60 字）",
                           "Give the organisation's name (at most 60 characters)"};
constexpr Message stale{ErrorKind::Stale, "org.stale", "该组织刚刚被别人修改过，请刷新后再试",
                        "Somebody has just changed the organisation; load it again"};

constexpr Message no_room{ErrorKind::Refused, "org.no-unit-here", "这里不能再加单位：单位只能加在组织之下，每个组织最多 999 个",
                          "No unit can be added here: a unit belongs under an organisation that is none itself, 999 at most"};

constexpr int longest_name = 60;
constexpr std::int64_t most_units = 999;

std::vector<Organisation> all_of(storage::Rows rows) {
    std::vector<Organisation> organisations;
    while (rows.next()) organisations.push_back(organisation_of(rows));
    return organisations;
}

std::optional<Day> day_of_column(storage::Rows const& rows, int column) {
    if (rows.is_null(column)) return std::nullopt;
    return Day{static_cast<std::int32_t>(rows.integer(column))};
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

Organisation organisation_of(storage::Rows const& rows) {
    Organisation organisation;
    organisation.code = Code{rows.integer(0)};
    organisation.parent = Code{rows.integer(1)};
    organisation.name = rows.string(2);
    organisation.division = rows.string(3);
    organisation.short_name = rows.string(4);
    organisation.named_by_hand = rows.integer(5) != 0;
    organisation.classification = rows.string(6);
    organisation.children = static_cast<int>(rows.integer(7));
    organisation.from = day_of_column(rows, 8);
    organisation.until = day_of_column(rows, 9);
    if (!rows.is_null(10)) organisation.successor = Code{rows.integer(10)};
    organisation.version = rows.integer(11);
    return organisation;
}

std::optional<Organisation> find(storage::Reader const& reader, Code code) {
    auto rows = reader.query(sql::find_organisation, code.value());
    if (!rows.next()) return std::nullopt;
    return organisation_of(rows);
}

bool exists(storage::Reader const& reader, Code code) {
    return reader.query(sql::find_code, code.value()).next();
}

std::unordered_map<std::int64_t, std::string> short_names(storage::Reader const& reader,
                                                          std::span<Code const> codes) {
    std::unordered_map<std::int64_t, std::string> names;
    if (codes.empty()) return names;
    std::vector<std::int64_t> values;
    values.reserve(codes.size());
    for (auto const code : codes) values.push_back(code.value());
    std::ranges::sort(values);
    auto const repeated = std::ranges::unique(values);
    values.erase(repeated.begin(), repeated.end());

    storage::Query query{"org/list_short_names", "SELECT code, short_name FROM organisations WHERE code IN"};
    storage::add_list(query, values);
    auto rows = reader.query(query);
    while (rows.next()) names.emplace(rows.integer(0), rows.string(1));
    return names;
}

std::vector<Organisation> path(storage::Reader const& reader, Code code) {
    std::vector<std::int64_t> values;
    for (auto const step : code.upwards()) values.push_back(step.value());
    storage::Query query{
        "org/list_path",
        "SELECT code, parent, name, division, short_name, named_by_hand, classification, children, "
        "valid_from, valid_until, successor, version FROM organisations WHERE code IN"};
    storage::add_list(query, values);
    query.then("ORDER BY code");
    return all_of(reader.query(query));
}

std::vector<Organisation> children(storage::Reader const& reader, Code parent, Code after, int limit) {
    return all_of(reader.query(sql::list_children, parent.value(), after.value(), limit));
}

std::vector<Organisation> search(storage::Reader const& reader, Code within, std::string_view text,
                                 Code after, int limit) {
    auto const wanted = trimmed(text);
    if (wanted.empty()) return {};
    auto const low = std::max(within.value(), after.value() + 1);
    return all_of(reader.query(sql::search_organisations, low, within.last().value(),
                               storage::containing(wanted), limit));
}

std::vector<Organisation> subtree(storage::Reader const& reader, Code top) {
    return all_of(reader.query(sql::list_subtree, top.value(), top.last().value()));
}

std::int64_t count(storage::Reader const& reader, Code top, Level level, Day on) {
    auto rows =
        reader.query(sql::count_level, static_cast<int>(level), top.value(), top.last().value(), on.number());
    return rows.next() ? rows.integer(0) : 0;
}

Organisation rename(storage::Transaction& transaction, identity::Context const& context, Code code,
                    std::string_view name, std::int64_t version) {
    context.require(identity::Permission::ManageOrganisations, code);
    auto organisation = find(transaction, code);
    if (!organisation) throw identity::unknown_organisation(code);
    if (organisation->version != version) throw error(stale);
    auto const wanted = trimmed(name);
    auto const characters = std::ranges::count_if(wanted, [](char c) { return (c & 0xc0) != 0x80; });
    if (wanted.empty() || characters > longest_name) throw Error::invalid({problem(bad_name, "/name")});

    transaction.execute(sql::rename_organisation, code.value(), wanted);
    audit::append(transaction, {context.now(), context.account(), code.value(), "org.rename",
                                "organisation:" + code.text(), wanted});
    organisation->name = wanted;
    organisation->named_by_hand = true;
    ++organisation->version;
    return *organisation;
}

Organisation add_unit(storage::Transaction& transaction, identity::Context const& context, Code parent, std::string_view name) {
    context.require(identity::Permission::ManageOrganisations, parent);
    auto const above = find(transaction, parent);
    if (!above || above->until) throw identity::unknown_organisation(parent);
    auto const wanted = trimmed(name);
    auto const characters = std::ranges::count_if(wanted, [](char c) { return (c & 0xc0) != 0x80; });
    if (wanted.empty() || characters > longest_name) throw Error::invalid({problem(bad_name, "/name")});
    if (parent.level() == Level::Unit || parent.level() == Level::Nation) throw error(no_room);
    auto rows = transaction.query(sql::last_unit, parent.value() + 1, parent.value() + most_units);
    auto const last = rows.next() ? rows.maybe_integer(0) : std::nullopt;
    Code const code{last.value_or(parent.value()) + 1};
    if (code.value() > parent.value() + most_units) throw error(no_room);
    transaction.execute(sql::add_organisation, code.value(), parent.value(), static_cast<int>(Level::Unit), wanted, wanted, wanted);
    transaction.execute(sql::count_children, parent.value(), parent.value());
    audit::append(transaction, {context.now(), context.account(), parent.value(), "org.add-unit", "organisation:" + code.text(), wanted});
    return find(transaction, code).value();
}

std::span<storage::Migration const> migrations() {
    return sql::migrations;
}

}  // namespace niangjia::org
