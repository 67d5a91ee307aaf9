#include "storage/commands.h"

#include <algorithm>

#include "base/digest.h"
#include "base/error.h"

namespace niangjia::storage {
namespace {

// Written here and not in sql/, as in ids.cpp.
constexpr Sql find_command{"storage/find_command", "SELECT account, digest, answer FROM commands WHERE id = $1"};
constexpr Sql add_command{"storage/add_command", "INSERT INTO commands (id, account, digest, answer) VALUES ($1, $2, $3, $4)"};

constexpr Message reused{ErrorKind::Conflict, "command.reused", "这个操作编号（command）已用于另一项操作，请换一个新的编号",
                         "This command id was used for something else; make a new one"};
constexpr Message malformed{ErrorKind::Invalid, "command.malformed", "操作编号（command）应为 8 到 64 个字母、数字、- 或 _",
                            "A command id is 8 to 64 letters, digits, - or _"};

// Half of the digest is plenty to tell two requests of one id apart.
std::string digest_of(std::string_view bound) { return sha256_hex(bound).substr(0, 32); }

}  // namespace

std::optional<std::int64_t> answered(Reader const& reader, std::int64_t account, std::string_view command, std::string_view bound) {
    bool const well_formed = command.size() >= 8 && command.size() <= 64 && std::all_of(command.begin(), command.end(), [](char c) {
                                 return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
                             });
    if (!well_formed) throw error(malformed).with_pointer("/command");
    auto rows = reader.query(find_command, command);
    if (!rows.next()) return std::nullopt;
    if (rows.integer(0) != account || rows.text(1) != digest_of(bound)) throw error(reused).with_pointer("/command");
    return rows.integer(2);
}

void answer(Transaction& transaction, std::int64_t account, std::string_view command, std::string_view bound, std::int64_t answer) {
    transaction.execute(add_command, command, account, digest_of(bound), answer);
}

}  // namespace niangjia::storage
