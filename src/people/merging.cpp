// Two files that turn out to be one person's.
#include "audit/audit.h"
#include "base/error.h"
#include "people/detail.h"
#include "people/sql.h"
#include "storage/ids.h"

namespace niangjia::people {
namespace {

using identity::Permission;

constexpr Message same_person{ErrorKind::Invalid, "people.merge-same", "请选择两份不同的档案", "Choose two different files"};
constexpr Message erased_person{ErrorKind::Refused, "people.merge-erased", "已匿名的档案不能合并", "A file that was anonymised cannot be merged"};
constexpr Message not_merged{ErrorKind::Refused, "people.not-merged", "这份档案没有可以撤销的合并；对方后来又被合并的，请先撤销后一次合并",
                             "There is no merge of this file to take back; if the other was merged since, take that one back first"};

}  // namespace

std::int64_t People::merge(storage::Transaction& transaction, identity::Context const& context, PersonId from, PersonId into,
                           std::string_view reason) const {
    if (survivor(transaction, from) == survivor(transaction, into)) throw error(same_person).with_pointer("/into");
    auto const merged = fetch(transaction, context, from, Permission::WriteRecords);
    auto const kept = fetch(transaction, context, into, Permission::WriteRecords);
    require_reason(reason);
    if (merged.erased || kept.erased) throw error(erased_person);
    auto const id = storage::next_number(transaction, "merge", 0);
    transaction.execute(sql::add_merge, id, merged.id, kept.id, context.now(), context.account(), reason);
    transaction.execute(sql::set_merged, merged.id, kept.id);
    transaction.execute(sql::set_merged, kept.id, std::nullopt);  // seen by nobody as it was
    audit::append(transaction, {context.now(), context.account(), kept.org.value(), "people.merge", fmt::format("person:{}", kept.id),
                                fmt::format("{} {}", merged.id, reason)});
    if (merged.org != kept.org) {
        audit::append(transaction, {context.now(), context.account(), merged.org.value(), "people.merge", fmt::format("person:{}", merged.id),
                                    fmt::format("{} {}", kept.id, reason)});
    }
    return id;
}

People::Merge People::unmerge(storage::Transaction& transaction, identity::Context const& context, PersonId from, std::string_view reason) const {
    Merge merge;
    {
        auto rows = transaction.query(sql::find_merge, from);
        if (!rows.next()) {
            (void)fetch(transaction, context, from, Permission::WriteRecords);
            throw error(not_merged);
        }
        merge = {rows.integer(0), from, rows.integer(1)};
    }
    auto const kept = fetch(transaction, context, merge.into, Permission::WriteRecords);
    require_reason(reason);
    if (kept.id != merge.into || kept.erased) throw error(not_merged);
    org::Code org;
    {
        auto rows = transaction.query(sql::find_place, from);
        if (!rows.next()) throw error(unknown_person);
        org = org::Code{rows.integer(0)};
    }
    context.require(Permission::WriteRecords, org);
    transaction.execute(sql::undo_merge, merge.id, context.now());
    transaction.execute(sql::set_merged, from, std::nullopt);
    transaction.execute(sql::set_merged, merge.into, std::nullopt);
    audit::append(transaction, {context.now(), context.account(), kept.org.value(), "people.unmerge", fmt::format("person:{}", from),
                                fmt::format("{} {}", merge.into, reason)});
    return merge;
}

}  // namespace niangjia::people
