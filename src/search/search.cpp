// Keeping documents and finding them.
#include "search/search.h"

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "search/document.h"
#include "search/passage.h"
#include "search/sql.h"

namespace niangjia::search {
namespace {

using identity::Permission;
using identity::Sight;

constexpr Message empty{ErrorKind::Invalid, "search.empty", "请输入要找的字词", "Say what to look for"};
constexpr Message too_long{ErrorKind::Invalid, "search.too-long", "一次最多找 {} 个字，现有 {} 个字，请只留最要紧的词",
                           "At most {} characters can be looked for and these are {}; keep the words that matter"};

// Room for sixteen million records a day.
constexpr std::int64_t numbers_of_a_day = std::int64_t{1} << 24;
std::int64_t first_of(Day day) { return std::int64_t{day.number()} * numbers_of_a_day; }

struct Kept {
    std::int64_t seq = 0;
    org::Code org;
    std::int64_t type = 0;
    std::string parts;
};

std::optional<Kept> kept_of(storage::Reader const& reader, RecordId record) {
    auto rows = reader.query(sql::find_document, record);
    if (!rows.next()) return std::nullopt;
    return Kept{rows.integer(0), org::Code{rows.integer(1)}, rows.integer(2), rows.string(3)};
}

void add(storage::Transaction& transaction, RecordId record, Kept const& kept) {
    auto const row = index_row(transaction.backend(), kept.seq, kept.org, kept.type, read_parts(kept.parts));
    transaction.execute(sql::add_document, kept.seq, record, kept.org.value(), kept.type, kept.parts);
    transaction.execute(sql::add_words, row.seq, row.words, row.open, row.inside, row.personal);
}

void take_out(storage::Transaction& transaction, Kept const& kept) {
    auto const row = index_row(transaction.backend(), kept.seq, kept.org, kept.type, read_parts(kept.parts));
    transaction.execute(sql::remove_words, row.seq, row.words, row.open, row.inside, row.personal);
    transaction.execute(sql::remove_document, kept.seq);
}

// Where the caller reads, and up to which sight: a record is looked at under each group that it belongs to.
struct Group {
    std::vector<org::Code> places;  // the nation among them: everywhere
    Sight sight = Sight::Public;
};

std::vector<Group> groups_of(identity::Context const& context, org::Code within) {
    std::vector<Group> groups;
    auto const reach = context.reach(Permission::ReadRecords, within);
    auto left = reach;
    for (auto const sight : {Sight::Personal, Sight::Internal, Sight::Public}) {
        if (left.empty()) break;
        auto places = sight == Sight::Public ? left : identity::common(left, context.sees(sight));
        if (places.empty()) continue;
        std::erase_if(left, [&](org::Code code) {
            return std::any_of(places.begin(), places.end(), [&](org::Code place) { return place.holds(code); });
        });
        groups.push_back({std::move(places), sight});
    }
    return groups;
}

bool everywhere(Group const& group) { return group.places.front() == org::Code{}; }

// What FTS5 is asked: places, type and every phrase in the columns that the sight may read.
std::string match_of(std::vector<Group> const& groups, std::vector<Phrase> const& phrases, std::optional<std::int64_t> type) {
    std::string match;
    for (auto const& group : groups) {
        if (!match.empty()) match += " OR ";
        std::vector<std::string> wanted;
        if (!everywhere(group)) {
            std::string places;
            for (auto const place : group.places) places += (places.empty() ? "(words : " : " OR words : ") + place_word(place);
            wanted.push_back(places + ")");
        }
        if (type) wanted.push_back("words : " + type_word(*type));
        auto const* columns = group.sight >= Sight::Personal   ? "{open inside personal} : \""
                              : group.sight >= Sight::Internal ? "{open inside} : \""
                                                               : "{open} : \"";
        for (auto const& phrase : phrases) wanted.push_back(columns + text_of(phrase) + "\"");
        match += "(";
        for (std::size_t i = 0; i < wanted.size(); ++i) match += (i == 0 ? "" : " AND ") + wanted[i];
        match += ")";
    }
    return match;
}

// The same for PostgreSQL: the index finds by keys, and the texts decide.
void add_conditions(storage::Query& query, std::vector<Group> const& groups, std::vector<Phrase> const& phrases, std::optional<std::int64_t> type) {
    std::vector<std::int32_t> keys;
    if (type) keys.push_back(key_of(type_word(*type)));
    for (auto const& phrase : phrases) {
        if (phrase.size() == 1) keys.push_back(key_of(phrase.front()));
        for (std::size_t i = 1; i < phrase.size(); ++i) keys.push_back(key_of(phrase[i - 1], phrase[i]));
    }
    bool first = true;
    for (auto const& group : groups) {
        query.then(first ? "((" : "OR (");
        first = false;
        bool first_place = true;
        query.then("(");
        for (auto const place : group.places) {
            auto all = keys;
            if (!everywhere(group)) all.push_back(key_of(place_word(place)));
            query.then(first_place ? "words @> CAST(? AS INTEGER[])" : "OR words @> CAST(? AS INTEGER[])", array_text(std::move(all)));
            first_place = false;
        }
        query.then(")");
        for (auto const& phrase : phrases) {
            auto const text = " " + text_of(phrase) + " ";
            query.then("AND (strpos(open, ?) > 0", text);
            if (group.sight >= Sight::Internal) query.then("OR strpos(inside, ?) > 0", text);
            if (group.sight >= Sight::Personal) query.then("OR strpos(personal, ?) > 0", text);
            query.then(")");
        }
        query.then(")");
    }
    query.then(")");
}

struct Row {
    std::int64_t seq = 0;
    RecordId record = 0;
    org::Code org;
    std::string parts;
};

constexpr std::string_view found_rows = "SELECT d.seq, d.record, d.org, d.parts FROM (";
constexpr std::string_view their_documents = ") f JOIN search_documents d ON d.seq = f.seq ORDER BY d.seq DESC";

std::vector<Row> rows_of(storage::Reader const& reader, storage::Query const& query) {
    std::vector<Row> found;
    auto rows = reader.query(query);
    while (rows.next()) found.push_back({rows.integer(0), rows.integer(1), org::Code{rows.integer(2)}, rows.string(3)});
    return found;
}

// FTS5 reads its lists from the newest on and stops when it has enough.
std::vector<Row> find_in_sqlite(storage::Reader const& reader, std::vector<Group> const& groups, std::vector<Phrase> const& phrases,
                                std::optional<std::int64_t> type, std::int64_t before, int limit) {
    storage::Query query{"search/find", found_rows};
    query.then("SELECT rowid AS seq FROM search_index WHERE search_index MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
               match_of(groups, phrases, type), before, limit);
    query.then(their_documents);
    return rows_of(reader, query);
}

// A GIN index gives all that it knows, in no order: too much of a common word. So the newest are looked through first where
// the places are large, and only if they are not enough is the index asked; the planner is not left to guess which is better.
std::vector<Row> find_in_postgres(storage::Reader const& reader, std::vector<Group> const& groups, std::vector<Phrase> const& phrases,
                                  std::optional<std::int64_t> type, std::int64_t before, int limit) {
    constexpr int newest = 2'000;
    bool const large = std::any_of(groups.begin(), groups.end(), [](Group const& group) {
        return std::any_of(group.places.begin(), group.places.end(), [](org::Code place) { return place.level() <= org::Level::County; });
    });
    if (large) {
        storage::Query query{"search/find", found_rows};
        query.then("SELECT seq FROM (SELECT * FROM search_index WHERE seq < ? ORDER BY seq DESC LIMIT ?) n WHERE", before, newest);
        add_conditions(query, groups, phrases, type);
        query.then("ORDER BY seq DESC LIMIT ?", limit);
        query.then(their_documents);
        auto found = rows_of(reader, query);
        if (found.size() == static_cast<std::size_t>(limit)) return found;
    }
    storage::Query query{"search/find", found_rows};
    query.then("SELECT seq FROM search_index WHERE seq < ? AND", before);
    add_conditions(query, groups, phrases, type);
    query.then("ORDER BY seq + 0 DESC LIMIT ?", limit);  // + 0: not in the order of the primary key, which is another way through
    query.then(their_documents);
    return rows_of(reader, query);
}

}  // namespace

void put(storage::Transaction& transaction, Document const& document) {
    Kept kept{0, document.org, document.type, stored_parts(document.parts)};
    auto const low = first_of(document.opened);
    auto const earlier = kept_of(transaction, document.record);
    if (earlier) {
        bool const same_day = earlier->seq > low && earlier->seq < low + numbers_of_a_day;
        if (same_day && earlier->org == kept.org && earlier->type == kept.type && earlier->parts == kept.parts) return;
        take_out(transaction, *earlier);
        if (same_day) kept.seq = earlier->seq;
    }
    if (kept.seq == 0) {
        auto rows = transaction.query(sql::last_of_day, low, low + numbers_of_a_day - 1);
        while (rows.next()) kept.seq = rows.integer(0) + 1;
    }
    add(transaction, document.record, kept);
}

void remove(storage::Transaction& transaction, RecordId record) {
    if (auto const kept = kept_of(transaction, record)) take_out(transaction, *kept);
}

Page find(storage::Reader const& reader, identity::Context const& context, Query const& wanted, std::optional<std::int64_t> after, int limit) {
    if (auto const length = characters(wanted.text); length > longest_query) {
        throw error(too_long, longest_query, length).with_pointer("?q");
    }
    auto const phrases = phrases_of(wanted.text);
    if (phrases.empty()) throw error(empty).with_pointer("?q");
    if (wanted.within && !context.reaches(Permission::ReadRecords, *wanted.within)) throw identity::unknown_organisation(*wanted.within);
    auto const groups = groups_of(context, wanted.within.value_or(org::Code{}));
    Page page;
    if (groups.empty()) return page;

    auto const before = after.value_or(std::numeric_limits<std::int64_t>::max());
    auto const found = reader.backend() == storage::Backend::Sqlite ? find_in_sqlite(reader, groups, phrases, wanted.type, before, limit + 1)
                                                                    : find_in_postgres(reader, groups, phrases, wanted.type, before, limit + 1);
    for (auto const& row : found) {
        if (&row == &found.front() + limit) {
            page.next = (&row - 1)->seq;
            break;
        }
        auto hit = hit_in(read_parts(row.parts), context.sight(row.org), phrases);
        if (!hit) continue;  // the index knows a word that the text has not: differences() tells
        hit->record = row.record;
        page.hits.push_back(*std::move(hit));
    }
    return page;
}

State state(storage::Reader const& reader) {
    auto rows = reader.query(sql::find_state);
    if (!rows.next() || rows.integer(0) != index_form) return {};
    auto const after = rows.maybe_integer(1);
    return {!after, after.value_or(0)};
}

std::int64_t count(storage::Reader const& reader) {
    auto rows = reader.query(sql::count_documents);
    return rows.next() ? rows.integer(0) : 0;
}

void start_over(storage::Transaction& transaction) {
    transaction.execute(sql::remove_all_words);
    transaction.execute(sql::remove_all_documents);
    set_filled(transaction, 0);
}

void set_filled(storage::Transaction& transaction, std::optional<RecordId> last) { transaction.execute(sql::set_state, index_form, last); }

std::span<storage::Migration const> migrations() { return sql::migrations; }

}  // namespace niangjia::search
