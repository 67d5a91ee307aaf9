#include "audit/audit.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <span>

#include "audit/sql.h"
#include "base/error.h"
#include "base/org_code.h"

namespace niangjia::audit {
namespace {

constexpr Message no_digest{ErrorKind::Broken, "audit.digest", "计算 SHA-256 失败，请检查 OpenSSL 的安装",
                            "SHA-256 cannot be computed; check the installation of OpenSSL"};

constexpr Message no_random{ErrorKind::Broken, "audit.random", "系统给不出随机数，请检查 OpenSSL 的安装",
                            "There are no random numbers; check the installation of OpenSSL"};

using Digest = std::array<std::byte, 32>;

// One digest context for each thread: fetching the algorithm anew costs more than hashing an entry.
class Sha256 {
  public:
    Sha256() : algorithm_{EVP_MD_fetch(nullptr, "SHA256", nullptr)}, context_{EVP_MD_CTX_new()} {
        if (!algorithm_ || !context_) throw error(no_digest);
    }

    void start() { check(EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr)); }
    void add(std::span<std::byte const> bytes) {
        check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
    }
    void add_field(std::string_view text) {
        add_number(text.size());
        add(std::as_bytes(std::span{text}));
    }
    void add_field(std::span<std::byte const> bytes) {
        add_number(bytes.size());
        add(bytes);
    }
    void add_field(std::int64_t value) {
        add_number(sizeof value);
        add_number(static_cast<std::uint64_t>(value));
    }
    [[nodiscard]] Digest finish() {
        Digest digest;
        check(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr));
        return digest;
    }

  private:
    static void check(int done) {
        if (done != 1) throw error(no_digest);
    }
    void add_number(std::uint64_t value) {
        std::array<std::byte, 8> bytes;
        for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, value >>= 8) {
            *byte = static_cast<std::byte>(value & 0xff);
        }
        add(bytes);
    }

    struct Free {
        void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD, Free> algorithm_;
    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

Digest random_bytes() {
    Digest bytes;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1) throw error(no_random);
    return bytes;
}

Sha256& sha256() {
    thread_local Sha256 hasher;
    return hasher;
}

// The chain: SHA-256 over the hash before (32 zero bytes for the first entry) and every field, each led by
// its length as eight bytes, so that no two entries can read the same.
Digest chain_hash(std::span<std::byte const> before, std::int64_t seq, Moment at, std::int64_t account,
                  std::int64_t org, std::string_view action, std::string_view target,
                  std::span<std::byte const> content_hash) {
    auto& hasher = sha256();
    hasher.start();
    hasher.add(before);
    hasher.add_field(seq);
    hasher.add_field(at);
    hasher.add_field(account);
    hasher.add_field(org);
    hasher.add_field(action);
    hasher.add_field(target);
    hasher.add_field(content_hash);
    return hasher.finish();
}

std::string hex(std::span<std::byte const> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (auto const byte : bytes) {
        text += digits[std::to_integer<std::size_t>(byte >> 4)];
        text += digits[std::to_integer<std::size_t>(byte & std::byte{0x0f})];
    }
    return text;
}

storage::Value bound(std::span<std::byte const> bytes) {
    return storage::BytesView{bytes};
}

}  // namespace

void append(storage::Transaction& transaction, Deed const& deed) {
    std::int64_t seq = 1;
    storage::Bytes before(Digest{}.size());
    {
        auto head = transaction.query(sql::find_head);
        if (head.next()) {
            seq = head.integer(0) + 1;
            before = head.bytes(1);
        }
    }
    auto& hasher = sha256();
    hasher.start();
    if (deed.secret) hasher.add(random_bytes());
    hasher.add(std::as_bytes(std::span{deed.content}));
    auto const content_hash = hasher.finish();
    auto const hash =
        chain_hash(before, seq, deed.at, deed.account, deed.org, deed.action, deed.target, content_hash);
    transaction.execute(sql::add_entry, seq, deed.at, deed.account, deed.org,
                        org::Code{deed.org}.county_part(), deed.action, deed.target, bound(content_hash),
                        bound(hash));
}

std::vector<Entry> list(storage::Reader const& reader, std::int64_t low, std::int64_t high,
                        std::optional<std::int64_t> before, int limit) {
    auto const top = before.value_or(std::numeric_limits<std::int64_t>::max());
    auto const county = org::Code{low}.county_part();
    // Within one county its index is walked; above, deeds are dense enough to walk the journal itself
    // backwards.
    auto rows = county == org::Code{high}.county_part()
                    ? reader.query(sql::list_county, county, low, high, top, limit)
                    : reader.query(sql::list_wide, low, high, top, limit);
    std::vector<Entry> entries;
    while (rows.next()) {
        entries.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.string(4),
                           rows.string(5), hex(rows.bytes(6)), hex(rows.bytes(7))});
    }
    return entries;
}

Verdict verify(storage::Reader const& reader) {
    Verdict verdict;
    storage::Bytes before(Digest{}.size());
    auto rows = reader.query(sql::read_all);
    while (rows.next()) {
        ++verdict.entries;
        auto const seq = rows.integer(0);
        auto hash = rows.bytes(7);
        if (!verdict.first_broken) {
            auto const expected = chain_hash(before, seq, rows.integer(1), rows.integer(2), rows.integer(3),
                                             rows.text(4), rows.text(5), rows.bytes(6));
            if (seq != verdict.entries || !std::ranges::equal(expected, hash)) verdict.first_broken = seq;
        }
        before = std::move(hash);
    }
    if (verdict.entries > 0) verdict.head = hex(before);
    return verdict;
}

std::span<storage::Migration const> migrations() {
    return sql::migrations;
}

}  // namespace niangjia::audit
