#include "search/document.h"

#include <algorithm>
#include <array>

namespace niangjia::search {
namespace {

constexpr std::uint64_t hash_start = 14'695'981'039'346'656'037ULL;  // FNV-1a

std::uint64_t hash(std::uint64_t so_far, std::string_view text) {
    for (char const c : text) so_far = (so_far ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
    return so_far;
}

std::int32_t folded(std::uint64_t hash) { return static_cast<std::int32_t>(static_cast<std::uint32_t>(hash ^ hash >> 32)); }

void add(std::string& column, std::string_view word) {
    if (column.empty()) column += ' ';
    column += word;
    column += ' ';
}

}  // namespace

std::string stored_parts(std::vector<Part> const& parts) {
    std::string stored;
    for (auto const& part : parts) {
        if (part.sight >= identity::Sight::Sealed || part.text.empty()) continue;
        stored += static_cast<char>('0' + static_cast<int>(part.sight));
        stored += part.name;
        stored += '\t';
        for (char const c : part.text) stored += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        stored += '\n';
    }
    return stored;
}

std::vector<Part> read_parts(std::string_view stored) {
    std::vector<Part> parts;
    while (!stored.empty()) {
        auto const line = stored.substr(0, stored.find('\n'));
        stored.remove_prefix(std::min(stored.size(), line.size() + 1));
        auto const tab = line.find('\t');
        if (tab == std::string_view::npos) continue;
        parts.push_back({static_cast<identity::Sight>(line.front() - '0'), std::string{line.substr(1, tab - 1)}, std::string{line.substr(tab + 1)}});
    }
    return parts;
}

IndexRow index_row(storage::Backend backend, std::int64_t seq, org::Code org, std::int64_t type, std::vector<Part> const& parts) {
    IndexRow row;
    row.seq = seq;
    bool const by_keys = backend == storage::Backend::Postgres;
    std::vector<std::int32_t> keys;
    for (auto const& part : parts) {
        auto& column = part.sight == identity::Sight::Public ? row.open : part.sight == identity::Sight::Internal ? row.inside : row.personal;
        if (!column.empty()) add(column, border);
        std::string const* before = nullptr;
        auto const words = words_of(part.text);
        for (auto const& word : words) {
            if (word.after_gap) {
                add(column, border);
                before = nullptr;
            }
            add(column, word.text);
            if (!by_keys) continue;
            keys.push_back(key_of(word.text));
            if (before != nullptr) keys.push_back(key_of(*before, word.text));
            before = &word.text;
        }
    }
    auto const places = org.upwards();
    if (by_keys) {
        for (auto const place : places) keys.push_back(key_of(place_word(place)));
        keys.push_back(key_of(type_word(type)));
        row.words = array_text(std::move(keys));
        return row;
    }
    for (auto const place : places) add(row.words, place_word(place));
    add(row.words, type_word(type));
    return row;
}

std::string place_word(org::Code place) { return "p" + std::to_string(place.value()); }
std::string type_word(std::int64_t type) { return "t" + std::to_string(type); }

std::uint64_t hash_of(std::string_view text, std::string_view more) { return hash(hash(hash(hash_start, text), " "), more); }

std::int32_t key_of(std::string_view word) { return folded(hash(hash_start, word)); }
std::int32_t key_of(std::string_view word, std::string_view next) { return folded(hash_of(word, next)); }

std::string array_text(std::vector<std::int32_t> keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::string text = "{";
    for (auto const key : keys) {
        if (text.size() > 1) text += ',';
        text += std::to_string(key);
    }
    return text += '}';
}

}  // namespace niangjia::search
