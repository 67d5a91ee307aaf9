// Putting a batch together: which records go in, and why others do not.
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "audit/audit.h"
#include "base/digest.h"
#include "payments/detail.h"
#include "payments/sql.h"
#include "records/holds.h"
#include "storage/pieces.h"

namespace niangjia::payments {
namespace {

constexpr Message not_drafted{ErrorKind::Refused, "payments.not-drafted", "这一批现为“{}”，名单已定，不能再收集；请另建一批", "The batch is '{}' and its list is settled; make another one"};
constexpr Message unknown_programme{ErrorKind::Refused, "payments.unknown-programme", "没有名为“{}”的项目，请更正这一批的用途", "There is no programme '{}'; correct what the batch is for"};
constexpr Message unknown_fund{ErrorKind::Refused, "payments.unknown-fund", "这一批所选的不是可用的资金，请更正", "What the batch names is no fund; correct it"};
constexpr Message not_for{ErrorKind::Refused, "payments.not-for", "这笔资金不能用于“{}”，请换一笔资金", "This fund may not be spent for '{}'; take another one"};
constexpr Message sent_already{ErrorKind::Refused, "payments.sent-already", "这一笔已经送出，不能移出", "This one was sent already and cannot be taken out"};
constexpr Message unknown_item{ErrorKind::NotFound, "payments.unknown-item", "这一批里没有这一笔", "There is no such item in the batch"};

constexpr Message meanwhile{ErrorKind::Conflict, "payments.gathered-meanwhile", "这一批刚刚有人改过或收集过，请再收集一次", "Somebody corrected or gathered the batch just now; gather again"};

enum class Why { Waiting, Incomplete, OtherFund, NoFund, Elsewhere, OtherBatch, Removed, Sealed, Yours, Full };
constexpr std::size_t why_count = 10;

Text text_of(Why why) {
    switch (why) {
        case Why::Waiting: return {"公示期（等待期）未满", "The notice or waiting period is not over"};
        case Why::Incomplete: return {"金额或付款需要的内容没有填写", "The amount, or what the payment needs, is not filled in"};
        case Why::OtherFund: return {"定由别的资金支付", "To be paid from another fund"};
        case Why::NoFund: return {"记录没有填写资金，付款时也不能填", "It names no fund, and its payment cannot"};
        case Why::Elsewhere: return {"不在这笔资金所属单位之下", "Not under the organisation of the fund"};
        case Why::OtherBatch: return {"已在另一批付款里", "In another batch already"};
        case Why::Removed: return {"已从这一批移出", "Taken out of this batch before"};
        case Why::Sealed: return {"已封存，请单独支付", "Sealed; pay it by itself"};
        case Why::Yours: return {"前面有一步是您办理的，须由另一人送银行", "You took an earlier step of it, so that another person must send it"};
        case Why::Full: return {"超过一批的上限，请放入下一批", "Above what a batch holds; for the next one"};
    }
    return {};
}

bool is_filled(json::object const& fields, std::string const& name) {
    auto const* value = fields.if_contains(name);
    return value != nullptr && !value->is_null();
}

struct Batched {
    RecordId batch = 0;
    ItemState state = ItemState::Gathered;
};

// Where the records stand in live batches, or anyhow in this one.
std::unordered_map<RecordId, Batched> batched(storage::Reader const& reader, RecordId batch, std::vector<RecordId> const& ids) {
    std::unordered_map<RecordId, Batched> found;
    if (ids.empty()) return found;
    storage::Query live{"payments/list_live", "SELECT record, batch, state FROM batch_items WHERE state IN (0, 1) AND record IN"};
    storage::add_list(live, ids);
    storage::Query own{"payments/list_own", "SELECT record, batch, state FROM batch_items"};
    own.where("batch = ?", batch).then("AND record IN");
    storage::add_list(own, ids);
    for (auto const* query : {&live, &own}) {
        auto rows = reader.query(*query);
        while (rows.next()) found.insert_or_assign(rows.integer(0), Batched{rows.integer(1), static_cast<ItemState>(rows.integer(2))});
    }
    return found;
}

}  // namespace

// What would go into the batch.
struct Payments::Candidates {
    std::vector<Item> items;
    std::array<std::int64_t, why_count> left_out{};
    std::unordered_set<RecordId> ended;  // other batches that are over and still hold some of these
};

Payments::Candidates Payments::candidates(storage::Reader const& reader, identity::Context const& context, records::Record const& batch, bool anew) const {
    Candidates found;
    auto const fund_id = fund_of(batch);
    auto const fund = funds::find(reader, fund_id);
    if (!fund) throw error(unknown_fund);
    auto const about = text_in(batch.fields, programme_field);
    if (!about.empty() && library_->programme(about) == nullptr) throw error(unknown_programme, about);
    auto const is_for = [&](std::string const& programme) { return fund->programmes.empty() || std::ranges::find(fund->programmes, programme) != fund->programmes.end(); };
    if (!about.empty() && !is_for(about)) throw error(not_for, library_->programme(about)->title.zh);

    auto const today = context.today();
    auto const count = [&](Why why) { ++found.left_out[static_cast<std::size_t>(why)]; };
    // Why the record itself does not go in; nothing when it may.
    auto const own_reason = [&](Way const& way, records::Record const& record) -> std::optional<Why> {
        if (record.seal) return Why::Sealed;
        if (way.send->gate == packs::Gate::AfterDue && record.due && today <= *record.due) return Why::Waiting;
        if (integer_in(record.fields, way.amount).value_or(0) <= 0) return Why::Incomplete;
        auto const& needs = way.send->needs;
        bool const complete = std::ranges::all_of(needs, [&](auto const& name) { return name == way.fund || name == "subject" || is_filled(record.fields, name); });
        if (!complete) return Why::Incomplete;
        if (is_filled(record.fields, way.fund)) {
            if (record_in(record.fields, way.fund) != fund_id) return Why::OtherFund;
        } else if (!way.send->takes_field(way.fund)) {
            return Why::NoFund;
        }
        return fund->org.holds(record.org) ? std::nullopt : std::optional{Why::Elsewhere};
    };
    auto const take_page = [&](Way const& way, std::vector<records::Record> const& page) {
        std::vector<RecordId> ids;
        for (auto const& record : page) ids.push_back(record.id);
        auto const elsewhere = batched(reader, batch.id, ids);
        std::vector<RecordId> others;
        for (auto const& [record, place] : elsewhere) {
            if (place.batch != batch.id) others.push_back(place.batch);
        }
        std::ranges::sort(others);
        others.erase(std::ranges::unique(others).begin(), others.end());
        for (auto const& [id, other] : records_->fetch_many(reader, context.as_system(), others)) {
            if (stage_of(other) == Stage::Over) found.ended.insert(id);
        }
        auto const hers = records::unlike_of(reader, context, *way.send, ids);
        for (auto const& record : page) {
            auto const place = elsewhere.find(record.id);
            bool const placed = place != elsewhere.end();
            bool const here = placed && place->second.batch == batch.id;
            if (here && place->second.state == ItemState::Dropped) count(Why::Removed);
            if (here && !(anew && place->second.state == ItemState::Gathered)) continue;
            // What a cancelled batch had gathered is free again.
            if (placed && !here && !(place->second.state == ItemState::Gathered && found.ended.contains(place->second.batch))) {
                count(Why::OtherBatch);
                continue;
            }
            if (auto const why = own_reason(way, record)) {
                count(*why);
                continue;
            }
            if (hers.contains(record.id)) {
                count(Why::Yours);
                continue;
            }
            Item item;
            item.record = record.id;
            item.amount = *integer_in(record.fields, way.amount);
            item.version = record.version;
            found.items.push_back(std::move(item));
        }
    };
    for (auto const& [type, all] : ways_) {
        if (about.empty() ? !is_for(type->programme->name) : type->programme->name != about) continue;
        for (auto const& way : all) {
            records::Filter filter;
            filter.org = batch.org;
            filter.types = {type};
            filter.state = way.from->name;
            std::optional<records::After> after;
            for (;;) {
                auto const page = records_->list(reader, context, filter, after, static_cast<int>(records_at_once));
                take_page(way, page);
                if (page.size() < records_at_once) break;
                after = records::After{page.back().opened.number(), page.back().id};
            }
        }
    }
    // In the order of their numbers, so that the oldest of a place go first.
    std::ranges::sort(found.items, {}, &Item::record);
    return found;
}

void Payments::note_list(storage::Transaction& transaction, identity::Context const& context, records::Record const& batch, std::string_view what) const {
    auto const items = items_in(transaction, batch.id, ItemState::Gathered, ItemState::Gathered);
    Fen sum = 0;
    JsonWriter json;
    json.open_array();
    for (auto const& item : items) {
        sum += item.amount;
        json.open_array().number(item.n).number(item.record).number(item.amount).number(item.version).close_array();
    }
    json.close_array();
    records::Act act;
    act.command = command_of(batch.id, batch.version, "list");
    act.action = records::remark_action().name;
    act.note = fmt::format("{}：名单现有 {} 笔，合计 {} 元，摘要 {}", what, items.size(), yuan(sum), sha256_hex(json.str()).substr(0, 16));
    records_->act(transaction, context, batch.id, batch.version, act);
}

Gathered Payments::gather(identity::Context const& context, RecordId id) const {
    auto const check = [&](records::Record const& batch) {
        require_keeper(context, batch);
        if (stage_of(batch) != Stage::Drafting) throw error(not_drafted, batch.state->title.zh);
    };
    // For what it is gathered, and for what it was: both must be the same still when the list is written.
    auto const aims = [&](storage::Reader const& reader, records::Record const& batch) { return std::pair{aim_of(batch), gathered_for(reader, id)}; };
    auto const [seen, found] = database_->read([&](storage::Reader const& reader) {
        auto const batch = fetch(reader, context, id);
        check(batch);
        auto const both = aims(reader, batch);
        return std::pair{both, candidates(reader, context, batch, both.second && both.second != both.first)};
    });
    auto const released = Text{"所在的付款批次已取消", "Its batch was cancelled"};
    Gathered gathered;
    write_in_turn(*database_, [&](storage::Transaction& transaction) {
        auto const batch = fetch(transaction, context, id);
        check(batch);
        if (aims(transaction, batch) != seen) throw error(meanwhile);
        auto const& [aim, before_aim] = seen;
        for (auto const ended : found.ended) {
            auto const other = fetch(transaction, context.as_system(), ended);
            if (stage_of(other) != Stage::Over) continue;
            auto const freed = transaction.execute(sql::release_items, ended, released.zh, released.en);
            audit::append(transaction, {context.now(), context.account(), other.org.value(), "payments.release", fmt::format("record:{}", ended), std::to_string(freed)});
        }
        auto const cleared = before_aim && before_aim != aim ? transaction.execute(sql::clear_items, id) : 0;
        if (before_aim != aim) transaction.execute(sql::put_list, id, aim.fund, aim.about);
        auto const before = find(transaction, context, id).gathered;
        std::int64_t n = 0;
        {
            auto rows = transaction.query(sql::last_item, id);
            (void)rows.next();
            n = rows.integer(0);
        }
        auto const room = static_cast<std::size_t>(std::max<std::int64_t>(0, most_items - before));
        auto const taken = std::min(room, found.items.size());
        JsonWriter json;
        json.open_array();
        for (auto const& item : std::span{found.items}.first(taken)) {
            json.open_array().number(++n).number(item.record).number(item.amount).number(item.version).close_array();
        }
        json.close_array();
        auto const added = taken == 0 ? 0 : transaction.execute(sql::add_items, id, json.str());
        gathered.taken = before + added;
        // Another batch may have been quicker with some of them.
        auto left_out = found.left_out;
        left_out[static_cast<std::size_t>(Why::OtherBatch)] += static_cast<std::int64_t>(taken) - added;
        left_out[static_cast<std::size_t>(Why::Full)] += static_cast<std::int64_t>(found.items.size() - taken);
        gathered.left_out.clear();
        for (std::size_t why = 0; why < why_count; ++why) {
            if (left_out[why] > 0) gathered.left_out.push_back({text_of(static_cast<Why>(why)), left_out[why]});
        }
        if (added > 0) {
            audit::append(transaction, {context.now(), context.account(), batch.org.value(), "payments.gather", fmt::format("record:{}", id), json.str()});
        }
        if (added > 0 || cleared > 0) note_list(transaction, context, batch, "收集");
    });
    return gathered;
}

void Payments::remove(identity::Context const& context, RecordId id, std::int64_t n) const {
    write_in_turn(*database_, [&](storage::Transaction& transaction) {
        auto const batch = fetch(transaction, context, id);
        require_keeper(context, batch);
        if (transaction.execute(sql::drop_item, id, n, "经办人移出", "Taken out by hand") == 1) {
            audit::append(transaction, {context.now(), context.account(), batch.org.value(), "payments.remove", fmt::format("record:{}/{}", id, n), ""});
            note_list(transaction, context, batch, fmt::format("移出第 {} 笔", n));
            return;
        }
        auto rows = transaction.query(sql::find_item, id, n);
        if (!rows.next()) throw error(unknown_item);
        if (static_cast<ItemState>(rows.integer(0)) != ItemState::Dropped) throw error(sent_already);
    });
}

}  // namespace niangjia::payments
