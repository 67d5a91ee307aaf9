// The journal: an append-only chain of who did what. Each entry's hash covers the entry and the hash before
// it, so a change, an omission or an insertion anywhere breaks every hash after it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "storage/storage.h"

namespace niangjia::audit {

struct Deed {
    Moment at = 0;
    std::int64_t account = 0;  // 0: the system
    std::int64_t org = 0;      // where it was done
    std::string_view action;   // "records.act"
    std::string_view target;   // "record:276…/3"
    std::string_view content;  // what was written; only its SHA-256 is kept
    // Whether that hash might tell a secret: few words are found by trying. Then random bytes that are kept nowhere are hashed with
    // the content. Nobody can prove by the journal what was written; the chain, which covers the hash alone, holds all the same.
    bool secret = false;
};

// Appends to the chain, in the transaction that does the deed.
void append(storage::Transaction& transaction, Deed const& deed);

struct Entry {
    std::int64_t seq = 0;
    Moment at = 0;
    std::int64_t account = 0;
    std::int64_t org = 0;
    std::string action;
    std::string target;
    std::string content_hash;  // hex
    std::string hash;          // hex
};

// Newest first, below `before` (nothing: from the newest on), of deeds at organisations in [low, high].
[[nodiscard]] std::vector<Entry> list(storage::Reader const& reader, std::int64_t low, std::int64_t high,
                                      std::optional<std::int64_t> before, int limit);

struct Verdict {
    std::int64_t entries = 0;
    std::optional<std::int64_t> first_broken;
    std::string head;  // hash of the newest entry; worth keeping elsewhere
};

// Recomputes the whole chain.
[[nodiscard]] Verdict verify(storage::Reader const& reader);

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::audit
