// The search room finds records by the words in them: titles, texts, notes and the names of attached files, in Chinese.
//
// Guarantees: a record is found by every phrase of its document and by nothing else, alike on SQLite and PostgreSQL (see
// words.h for what a word is); a phrase never reaches over the border of two parts. Only what lies within the caller's reach
// is found, and there only by the parts that her sight may read: what she may not read neither shows nor makes found. Parts
// of the sight Sealed are never kept here, and neither is a record that nobody puts or that was removed. Newest first, by the
// day opened. No name of a person comes in by itself: where a title speaks of its subject, nothing is kept (search::gap);
// finding people is the people room's.
//
// The room keeps nothing that it could not be given again: the records room puts a document in the transaction that changes
// its record, fills an index that is not there yet, and tells whether it is what it should be.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/org_code.h"
#include "base/text.h"
#include "identity/scope.h"
#include "storage/storage.h"

namespace niangjia::search {

using RecordId = std::int64_t;

// One text of a document. `name` is the caller's word for it, without control characters; it comes back with what is found.
struct Part {
    identity::Sight sight = identity::Sight::Internal;
    std::string name;
    std::string text;
};

struct Document {
    RecordId record = 0;
    org::Code org;
    std::int64_t type = 0;  // the caller's number for it
    Day opened;
    std::vector<Part> parts;
};

// --- Writing, in the transaction that changes the record.

// Keeps the document instead of an earlier one of its record. One that is the same costs one look.
void put(storage::Transaction& transaction, Document const& document);
// The record is found no more: it is sealed or gone. Nothing happens when it is not there. Its words may remain in unused
// pages of the database's file until these are written over: what was sealed from the first should never be put.
void remove(storage::Transaction& transaction, RecordId record);

// --- Finding.

constexpr std::size_t longest_query = 60;  // characters

// What a title says where the name of its subject goes: nothing is found there, and no phrase reaches over it.
inline constexpr std::string_view gap = "{subject}";

struct Query {
    std::string text;  // words parted by blanks must all be in the record, wherever; each is a phrase
    std::optional<org::Code> within = {};
    std::optional<std::int64_t> type = {};
};

struct Mark {
    std::size_t start = 0;  // in characters
    std::size_t length = 0;

    bool operator==(Mark const&) const = default;
};

// A part in which something was found, cut around it if it is long.
struct Passage {
    std::string name;
    std::string text;
    std::vector<Mark> marks;  // in order, apart from each other
    bool cut_before = false;
    bool cut_after = false;
};

struct Hit {
    RecordId record = 0;
    std::optional<Passage> title;    // when something was found in the part named "title"; never cut
    std::optional<Passage> passage;  // the part, other than the title, in which most was found
};

struct Page {
    std::vector<Hit> hits;
    std::optional<std::int64_t> next;  // the next page begins after it
};

inline constexpr std::string_view title_part = "title";

// Error (Invalid, search.empty or search.too-long) for a text that cannot be looked for; (NotFound, org.unknown) when `within`
// is out of reach.
[[nodiscard]] Page find(storage::Reader const& reader, identity::Context const& context, Query const& query,
                        std::optional<std::int64_t> after, int limit);

// --- Filling an index that is missing or of an older form, and holding it against the records.

struct State {
    bool filled = false;
    RecordId after = 0;  // if not: every record up to this one has been put
};

[[nodiscard]] State state(storage::Reader const& reader);
// How many records can be found, by whoever.
[[nodiscard]] std::int64_t count(storage::Reader const& reader);
// Forgets everything.
void start_over(storage::Transaction& transaction);
// Every record up to `last` has been put; nothing: all of them.
void set_filled(storage::Transaction& transaction, std::optional<RecordId> last);

// What is wrong with the index: each document that differs from what `each_document` says, or is missing or too much, and
// words that are not those of the documents. At most a hundred are told.
using EachDocument = std::function<void(std::function<void(Document const&)> const&)>;
[[nodiscard]] std::vector<Text> differences(storage::Reader const& reader, EachDocument const& each_document);

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::search
