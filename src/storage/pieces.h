// Pieces of a Query whose number of values is only known when it runs.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "storage/storage.h"

namespace niangjia::storage {

// Appends "(v, v, …)". The last value is repeated up to the next power of two, so that lists of all lengths
// make few different statements. An empty list holds nothing.
inline void add_list(Query& query, std::span<std::int64_t const> values) {
    if (values.empty()) {
        query.then("(NULL)");
        return;
    }
    query.then("(?", values.front());
    auto const count = std::bit_ceil(values.size());
    for (std::size_t i = 1; i < count; ++i) query.then(", ?", i < values.size() ? values[i] : values.back());
    query.then(")");
}

// Appends "(column BETWEEN v AND v OR …)" over the subtrees of `codes`. No codes hold nothing.
template <class Codes>
void add_ranges(Query& query, std::string_view column, Codes const& codes) {
    std::string const piece = std::string{column} + " BETWEEN ? AND ?";
    bool first = true;
    query.then("(");
    for (auto const& code : codes) {
        if (!std::exchange(first, false)) query.then("OR");
        query.then(piece, code.value(), code.last().value());
    }
    query.then(first ? "1 = 0)" : ")");
}

// `text` between two % for LIKE … ESCAPE '!', its own wildcards taken literally.
[[nodiscard]] inline std::string containing(std::string_view text) {
    std::string pattern = "%";
    for (char const c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern += '%';
}

}  // namespace niangjia::storage
