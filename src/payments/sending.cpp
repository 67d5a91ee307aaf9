// Sending a batch: each record takes the step that reserves its money, once.
#include "payments/detail.h"
#include "payments/sql.h"

namespace niangjia::payments {
namespace {

constexpr Message not_approved{ErrorKind::Refused, "payments.not-approved", "这一批现为“{}”，审批以后才能送出", "The batch is '{}'; it is sent after it was approved"};
constexpr Message empty{ErrorKind::Refused, "payments.empty", "这一批里没有待付的记录", "There is nothing to pay in the batch"};
constexpr Message too_little{ErrorKind::Refused, "payments.short", "待付 {} 元，资金里只有 {} 元；请先收款，或移出一部分", "{} yuan are to be paid and the fund has {}; receive money first or take some out"};

}  // namespace

void Payments::send_item(storage::Transaction& transaction, identity::Context const& context, records::Record const& batch, Item const& item) const {
    auto const record = records_->fetch(transaction, context, item.record);
    records::Act act;
    act.command = command_of(batch.id, item.n, send_step);
    if (auto const* way = way_out(record)) {
        act.action = way->send->name;
        if (record_in(record.fields, way->fund) == std::nullopt) act.fields[way->fund] = records::number_text(fund_of(batch));
        if (way->send->note_required) act.note = fmt::format("付款批次 {}", records::number_text(batch.id));
    } else if (record.version == item.version) {
        throw error(not_way_out, record.state->title.zh);
    }
    // At the version that was gathered, and so approved: anything later is refused as stale.
    records_->act(transaction, context, item.record, item.version, act);
    transaction.execute(sql::mark_entry, batch.id, item.n, records_->timeline(transaction, record).back().n);
}

Sent Payments::send(identity::Context const& context, RecordId id, Told const& told) const {
    Mark const mark{*this, id};
    auto const items = database_->read([&](storage::Reader const& reader) {
        auto const batch = find(reader, context, id);
        auto const stage = stage_of(batch.record);
        if (stage == Stage::Drafting) throw error(not_approved, batch.record.state->title.zh);
        if (stage == Stage::ToSend) {
            require_step(reader, context, batch.record, send_step);
        } else {
            require_keeper(context, batch.record);
        }
        auto gathered = items_in(reader, id, ItemState::Gathered, ItemState::Gathered);
        if (stage == Stage::Over && !gathered.empty()) throw error(batch_over, batch.record.state->title.zh);
        if (stage == Stage::ToSend && gathered.empty()) throw error(empty);
        Fen sum = 0;
        for (auto const& item : gathered) sum += item.amount;
        Fen there = 0;
        for (auto const& balance : funds::balances(reader, fund_of(batch.record))) {
            if (balance.account == funds::Account::Bank) there = balance.net();
        }
        if (sum > there) throw error(too_little, yuan(sum), yuan(there));
        return gathered;
    });

    auto const total = static_cast<std::int64_t>(items.size());
    std::int64_t done = 0;
    auto const job = [&](std::span<Item const> some, std::optional<std::size_t>& at) {
        write_in_turn(*database_, [&](storage::Transaction& transaction) {
            at.reset();
            auto const batch = fetch(transaction, context, id);
            auto const stage = stage_of(batch);
            // Somebody may have cancelled it meanwhile.
            if (stage != Stage::ToSend && stage != Stage::Out) throw error(batch_over, batch.state->title.zh);
            bool acted = false;
            for (std::size_t i = 0; i < some.size(); ++i) {
                // Another thread or program may have it already.
                if (transaction.execute(sql::claim_item, id, some[i].n) == 0) continue;
                at = i;
                send_item(transaction, context, batch, some[i]);
                at.reset();
                acted = true;
            }
            if (acted && stage == Stage::ToSend) {
                records::Act act;
                act.command = command_of(id, send_step);
                act.action = std::string{send_step};
                records_->act(transaction, context, id, batch.version, act);
            }
        });
    };
    auto const drop = [&](Item const& item, Error const& failure) {
        write_in_turn(*database_, [&](storage::Transaction& transaction) { transaction.execute(sql::drop_item, id, item.n, failure.text().zh, failure.text().en); });
    };
    for (std::size_t from = 0; from < items.size(); from += items_at_once) {
        auto const some = std::span{items}.subspan(from, std::min(items_at_once, items.size() - from));
        run_items(some, job, drop);
        done += static_cast<std::int64_t>(some.size());
        if (told) told(done, total);
    }

    return database_->read([&](storage::Reader const& reader) {
        Sent sent;
        auto const batch = find(reader, context, id);
        sent.sent = batch.sent + batch.arrived + batch.bounced;
        sent.failed = batch.dropped;
        for (auto& item : items_in(reader, id, ItemState::Dropped, ItemState::Dropped)) {
            if (sent.failures.size() == most_told) break;
            sent.failures.push_back({item.record, std::move(item.reason)});
        }
        return sent;
    });
}

}  // namespace niangjia::payments
