#include "records/holds.h"

#include <algorithm>

#include "base/error.h"
#include "records/sql.h"
#include "storage/pieces.h"

namespace niangjia::records {
namespace {

constexpr Message is_held{ErrorKind::Refused, "records.held", "这条记录正随 {} 办理（送银行付款，尚未回单），此前不能办理或更正；请先在那一批登记回单",
                          "The record is on its way with {} (sent to the bank, no answer yet): no step of it is taken before; enter the bank's answer there"};

}  // namespace

void hold(storage::Transaction& transaction, RecordId record, RecordId holder) { transaction.execute(sql::hold_record, record, holder); }

void release(storage::Transaction& transaction, RecordId record, RecordId holder) { transaction.execute(sql::release_record, record, holder); }

std::optional<RecordId> holder_of(storage::Reader const& reader, RecordId record) {
    auto rows = reader.query(sql::find_holder, record);
    return rows.next() ? std::optional{rows.integer(0)} : std::nullopt;
}

std::optional<Error> held(storage::Reader const& reader, RecordId record, std::optional<RecordId> holder) {
    auto const found = holder_of(reader, record);
    if (!found || found == holder) return std::nullopt;
    return error(is_held, number_text(*found));
}

std::unordered_set<RecordId> unlike_of(storage::Reader const& reader, identity::Context const& context, packs::Action const& action,
                                       std::vector<RecordId> const& records) {
    std::unordered_set<RecordId> found;
    if (action.unlike.empty() || records.empty() || context.account() == 0) return found;
    storage::Query query{"records/list_taken", "SELECT DISTINCT record FROM timeline"};
    query.where("account = ?", context.account()).then("AND record IN");
    storage::add_list(query, records);
    query.then("AND action IN (");
    // Who corrected what was proposed has proposed it as well.
    bool const created = std::ranges::find(action.unlike, "create") != action.unlike.end();
    query.then("?", std::string_view{created ? "correct" : ""});
    for (auto const& step : action.unlike) query.then(", ?", step);
    query.then(")");
    auto rows = reader.query(query);
    while (rows.next()) found.insert(rows.integer(0));
    return found;
}

}  // namespace niangjia::records
