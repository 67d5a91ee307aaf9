// Sending a batch: each record takes the step that reserves its money, once.
#include "audit/audit.h"
#include "org/org.h"
#include "payments/detail.h"
#include "payments/sql.h"
#include "records/holds.h"

namespace niangjia::payments {
namespace {

constexpr Message not_approved{ErrorKind::Refused, "payments.not-approved", "这一批现为“{}”，审批以后才能送出", "The batch is '{}'; it is sent after it was approved"};
constexpr Message empty{ErrorKind::Refused, "payments.empty", "这一批里没有待付的记录", "There is nothing to pay in the batch"};
constexpr Message too_little{ErrorKind::Refused, "payments.short", "待付 {} 元，资金里只有 {} 元；请先收款，或移出一部分", "{} yuan are to be paid and the fund has {}; receive money first or take some out"};
constexpr Message changed{ErrorKind::Refused, "payments.changed", "这一批的资金或项目在收集名单以后改过，批准的不是现在的内容；请改回原来的，或取消后另建一批",
                          "The fund or programme of the batch was corrected since its list was gathered: what was approved is not what it says now. Set it back, or cancel it and make another one"};

void require_aim(storage::Reader const& reader, records::Record const& batch) {
    if (gathered_for(reader, batch.id) != aim_of(batch)) throw error(changed);
}

}  // namespace

std::unordered_map<RecordId, BankLine> Payments::bank_lines(storage::Reader const& reader, identity::Context const& context, std::span<Item const> items) const {
    std::vector<RecordId> ids;
    for (auto const& item : items) ids.push_back(item.record);
    auto const records = records_->fetch_many(reader, context, ids);
    std::vector<people::PersonId> persons;
    for (auto const& [id, record] : records) {
        if (record.subject && record.subject->who == packs::Who::Person) persons.push_back(record.subject->id);
    }
    // The bank needs the whole name, wherever she lives; of her number, the end that the mask leaves.
    auto const payees = people_->find_many(reader, context.as_system(), persons);
    std::unordered_map<RecordId, BankLine> lines;
    for (auto const& [id, record] : records) {
        BankLine line;
        line.record = id;
        line.purpose = record.type->title.zh;
        if (record.type->field("bank") != nullptr) line.bank = text_in(record.fields, "bank");
        if (record.type->field("account") != nullptr) line.account = text_in(record.fields, "account");
        if (record.subject && record.subject->who == packs::Who::Organisation) {
            if (auto const payee = org::find(reader, org::Code{record.subject->id})) line.payee = payee->name;
        } else if (record.subject) {
            if (auto const payee = payees.find(record.subject->id); payee != payees.end()) {
                auto const& number = payee->second.number;
                line.payee = payee->second.name;
                line.paper_end = number.size() <= 4 ? number : number.substr(number.size() - 4);
            }
        }
        lines.emplace(id, std::move(line));
    }
    return lines;
}

void Payments::send_item(storage::Transaction& transaction, identity::Context const& context, records::Record const& batch, Item const& item, BankLine const& line) const {
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
    transaction.execute(sql::mark_sent, batch.id, item.n, records_->timeline(transaction, record).back().n, line.payee, line.paper_end, line.bank, line.account, line.purpose);
    records::hold(transaction, item.record, batch.id);
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
        if (!gathered.empty()) require_aim(reader, batch.record);
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
            require_aim(transaction, batch);
            auto const lines = bank_lines(transaction, context, some);
            bool acted = false;
            for (std::size_t i = 0; i < some.size(); ++i) {
                // Another thread or program may have it already.
                if (transaction.execute(sql::claim_item, id, some[i].n) == 0) continue;
                at = i;
                auto const line = lines.find(some[i].record);
                send_item(transaction, context, batch, some[i], line == lines.end() ? BankLine{} : line->second);
                at.reset();
                acted = true;
            }
            if (acted && stage == Stage::ToSend) {
                records::Act act;
                act.command = command_of(id, send_step);
                act.action = std::string{send_step};
                act.through_batch = true;
                records_->act(transaction, context, id, batch.version, act);
            }
        });
    };
    auto const drop = [&](Item const& item, Error const& failure) {
        write_in_turn(*database_, [&](storage::Transaction& transaction) {
            if (transaction.execute(sql::drop_item, id, item.n, failure.text().zh, failure.text().en) == 0) return;
            auto const org = fetch(transaction, context, id).org;
            audit::append(transaction, {context.now(), context.account(), org.value(), "payments.drop", fmt::format("record:{}/{}", id, item.n), failure.text().zh});
        });
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
