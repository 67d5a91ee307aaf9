#include "notify/notify.h"

#include <limits>

#include "notify/sql.h"
#include "storage/ids.h"

namespace niangjia::notify {

void tell(storage::Transaction& transaction, identity::AccountId account, Moment at, std::string_view kind, std::int64_t record, identity::AccountId by) {
    transaction.execute(sql::add_notice, storage::next_number(transaction, "notice", 0), account, at, kind, record, by);
}

std::vector<Notice> list(storage::Reader const& reader, identity::Context const& context, std::optional<std::int64_t> before, int limit) {
    std::vector<Notice> notices;
    auto rows = reader.query(sql::list_notices, context.account(), before.value_or(std::numeric_limits<std::int64_t>::max()), limit);
    while (rows.next()) notices.push_back({rows.integer(0), rows.integer(1), rows.string(2), rows.integer(3), rows.integer(4), rows.integer(5) != 0});
    return notices;
}

std::int64_t count_unseen(storage::Reader const& reader, identity::Context const& context) {
    auto rows = reader.query(sql::count_unseen, context.account());
    return rows.next() ? rows.integer(0) : 0;
}

void see(storage::Transaction& transaction, identity::Context const& context, std::int64_t up_to) { transaction.execute(sql::see_notices, context.account(), up_to); }

std::span<storage::Migration const> migrations() { return sql::migrations; }

}  // namespace niangjia::notify
