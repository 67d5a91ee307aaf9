// Holding the index against what it should be.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "search/document.h"
#include "search/search.h"
#include "search/sql.h"
#include "storage/ids.h"

namespace niangjia::search {
namespace {

constexpr std::size_t most_told = 100;

class Told {
  public:
    void add(Text text) {
        if (texts.size() < most_told) texts.push_back(std::move(text));
    }
    std::vector<Text> texts;
};

Text about(RecordId record, std::string_view zh, std::string_view en) {
    auto const number = fmt::format("{:06}-{:08}", storage::county_of(record), storage::number_of(record));
    return {fmt::format("全文检索：记录 {} {}，请运行 niangjia search rebuild", number, zh),
            fmt::format("Full-text search: record {} {}; run niangjia search rebuild", number, en)};
}

Text words_differ() {
    return {"全文检索的词与文本不符，请运行 niangjia search rebuild", "The words of the full-text search are not those of its texts; run niangjia search rebuild"};
}

// A number for one word at its place; their sum tells whether two sets of them are the same, in whatever order they come.
std::uint64_t print_of(std::int64_t seq, std::string_view column, std::string_view word, std::uint64_t at) {
    auto print = hash_of(word, column) + static_cast<std::uint64_t>(seq) * 0x9E3779B97F4A7C15ULL + at * 0xC2B2AE3D27D4EB4FULL;
    print = (print ^ (print >> 31)) * 0xD6E8FEB86659FD93ULL;
    return print ^ (print >> 29);
}

std::uint64_t print_of(IndexRow const& row) {
    std::uint64_t print = 0;
    for (auto const& [column, text] : {std::pair<std::string_view, std::string_view>{"words", row.words}, {"open", row.open},
                                       {"inside", row.inside}, {"personal", row.personal}}) {
        std::uint64_t at = 0;
        for (std::size_t from = 1; from < text.size(); ++at) {
            auto const end = text.find(' ', from);
            print += print_of(row.seq, column, text.substr(from, end - from), at);
            from = end + 1;
        }
    }
    return print;
}

}  // namespace

std::vector<Text> differences(storage::Reader const& reader, EachDocument const& each_document) {
    struct Kept {
        std::int64_t seq, org, type;
        std::string parts;
    };
    Told told;
    bool const terms = reader.backend() == storage::Backend::Sqlite;
    std::unordered_map<std::int64_t, std::uint64_t> prints;  // PostgreSQL: of each row
    std::uint64_t wanted = 0;
    std::unordered_map<RecordId, Kept> kept;
    {
        auto rows = reader.query(sql::list_documents);
        while (rows.next()) {
            Kept one{rows.integer(0), rows.integer(2), rows.integer(3), rows.string(4)};
            auto const row = index_row(reader.backend(), one.seq, org::Code{one.org}, one.type, read_parts(one.parts));
            if (terms) {
                wanted += print_of(row);
            } else {
                prints[row.seq] = print_of({row.seq, " " + row.words + " ", row.open, row.inside, row.personal});
            }
            kept.emplace(rows.integer(1), std::move(one));
        }
    }
    auto rows = reader.query(sql::list_words);
    std::uint64_t indexed = 0;
    bool differ = false;
    while (rows.next()) {
        if (terms) {
            indexed += print_of(rows.integer(0), rows.text(1), rows.text(2), static_cast<std::uint64_t>(rows.integer(3)));
            continue;
        }
        auto const found = prints.find(rows.integer(0));
        differ = differ || found == prints.end() ||
                 found->second != print_of({rows.integer(0), " " + rows.string(1) + " ", rows.string(2), rows.string(3), rows.string(4)});
        if (found != prints.end()) prints.erase(found);
    }
    if (differ || !prints.empty() || indexed != wanted) told.add(words_differ());

    each_document([&](Document const& document) {
        auto const found = kept.find(document.record);
        if (found == kept.end()) {
            told.add(about(document.record, "不在索引里", "is not in the index"));
            return;
        }
        auto const& one = found->second;
        if (one.org != document.org.value() || one.type != document.type || one.seq >> 24 != document.opened.number() ||
            one.parts != stored_parts(document.parts)) {
            told.add(about(document.record, "与索引不符", "differs from the index"));
        }
        kept.erase(found);
    });
    for (auto const& [record, one] : kept) told.add(about(record, "不应在索引里", "should not be in the index"));
    return told.texts;
}

}  // namespace niangjia::search
