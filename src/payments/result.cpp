// What goes to the bank and what comes back: the file of a batch, and the answer to it.
#include <unordered_map>

#include "audit/audit.h"
#include "payments/detail.h"
#include "payments/sql.h"
#include "records/holds.h"

namespace niangjia::payments {
namespace {

constexpr Message not_sent{ErrorKind::Refused, "payments.not-sent", "这一批还没有全部送出：请先送出（可以重复点，不会重付）", "The batch is not sent whole yet: send it first (again is safe)"};
constexpr Message nothing_with_bank{ErrorKind::Refused, "payments.nothing-with-bank", "这一批没有等待银行办理的款项（回单已登记），不再生成银行文件", "Nothing of the batch waits for the bank any more (it has answered); there is no file"};
constexpr Message no_sight{ErrorKind::Forbidden, "payments.no-sight", "银行文件里有收款人的姓名和账号，您的角色不能导出", "The bank's file holds names and accounts; your role may not export it"};
constexpr Message gone{ErrorKind::NotFound, "payments.record-gone", "批次里的记录 {} 不在您的工作范围内，请由管辖它的同事办理", "The record {} of the batch is out of your reach; let a colleague over it do this"};
constexpr Message answered{ErrorKind::Conflict, "payments.answered", "另有一份回单刚刚登记，和这一份不同，请核对后再交", "Another answer was taken just now and differs from this one; compare them"};

constexpr Message wrong_batch{ErrorKind::Invalid, "payments.wrong-batch", "批次号是“{}”，这一批是 {}，请换成这一批的回单", "The batch is '{}', this one is {}; take the answer to this batch"};
constexpr Message wrong_count{ErrorKind::Invalid, "payments.wrong-count", "笔数是 {}，这一批送出 {} 笔", "The count is {}, and {} were sent"};
constexpr Message wrong_sum{ErrorKind::Invalid, "payments.wrong-sum", "合计是 {} 元，这一批送出 {} 元", "The sum is {} yuan, and {} were sent"};
constexpr Message wrong_lines{ErrorKind::Invalid, "payments.wrong-lines", "表头写 {} 笔，明细有 {} 笔", "The head says {}, and there are {} lines"};
constexpr Message wrong_total{ErrorKind::Invalid, "payments.wrong-total", "表头写 {} 元，明细合计 {} 元", "The head says {} yuan, and the lines come to {}"};
constexpr Message unknown_line{ErrorKind::Invalid, "payments.unknown-line", "业务编号 {} 不在这一批送出的记录里", "{} was not sent with this batch"};
constexpr Message double_line{ErrorKind::Invalid, "payments.double-line", "业务编号 {} 在第 {} 行已有", "{} stands in line {} already"};
constexpr Message wrong_amount{ErrorKind::Invalid, "payments.wrong-amount", "业务编号 {} 送出 {} 元，回单写 {} 元", "{} was sent with {} yuan, and the answer says {}"};
constexpr Message missing_line{ErrorKind::Invalid, "payments.missing-line", "缺少业务编号 {} 的回单", "There is no line for {}"};
constexpr Message otherwise{ErrorKind::Invalid, "payments.answered-otherwise", "业务编号 {} 此前已登记为“{}”，这一份写“{}”", "{} was entered as '{}' before, and this says '{}'"};
constexpr Message not_on_its_way{ErrorKind::Invalid, "payments.not-on-its-way", "业务编号 {} 的记录现为“{}”，不是在途的付款，请先核对这条记录", "The record {} is '{}' and no payment on its way; look at it first"};

std::string_view word_of(ItemState state) { return state == ItemState::Arrived ? "成功" : "退回"; }

}  // namespace

std::string Payments::bank_file(identity::Context const& context, RecordId id) const {
    auto const [org, text] = database_->read([&](storage::Reader const& reader) {
        // Whether she may export is asked before anything is said of the record.
        context.require(identity::Permission::Export, records_->fetch(reader, context, id).org);
        auto const batch = find(reader, context, id);
        require_keeper(context, batch.record);
        auto const place = batch.record.org;
        if (!context.is_system() && context.sight(place) < identity::Sight::Personal) throw error(no_sight);
        auto const stage = stage_of(batch.record);
        if (stage == Stage::Drafting || stage == Stage::ToSend || batch.gathered > 0) throw error(not_sent);
        std::vector<BankLine> lines;
        auto rows = reader.query(sql::list_lines, id);
        while (rows.next()) {
            lines.push_back({.n = rows.integer(0), .record = rows.integer(1), .payee = rows.string(3), .paper_end = rows.string(4), .bank = rows.string(5),
                             .account = rows.string(6), .purpose = rows.string(7), .amount = rows.integer(2)});
        }
        if (lines.empty()) throw error(nothing_with_bank);
        return std::pair{place, write_bank_file(id, lines)};
    });
    write_in_turn(*database_, [&](storage::Transaction& transaction) {
        audit::append(transaction, {context.now(), context.account(), org.value(), "payments.bank-file", fmt::format("record:{}", id), text, true});
    });
    return text;
}

// An answer that was held against its batch.
struct Payments::Plan {
    std::vector<Item> items;  // all that were sent, each with its answer
    std::vector<FileProblem> problems;
    std::int64_t arrived = 0, bounced = 0;
};

Payments::Plan Payments::read_answer(storage::Reader const& reader, identity::Context const& context, records::Record const& batch, std::string_view text) const {
    Plan plan;
    plan.items = items_in(reader, batch.id, ItemState::Sent, ItemState::Bounced);
    auto file = read_answer_file(text);
    auto& problems = plan.problems = std::move(file.problems);
    if (!file.whole) return plan;
    auto const add = [&](TextPlace place, Message const& message, auto const&... arguments) { add_problem(problems, place, message, arguments...); };

    Fen sum = 0;
    std::unordered_map<RecordId, Item*> by_record;
    for (auto& item : plan.items) {
        sum += item.amount;
        by_record.emplace(item.record, &item);
    }
    auto const number = records::number_text(batch.id);
    if (file.batch != number) add(file.batch_place, wrong_batch, file.batch, number);
    if (file.count && *file.count != static_cast<std::int64_t>(plan.items.size())) add(file.count_place, wrong_count, *file.count, plan.items.size());
    if (file.sum && *file.sum != sum) add(file.sum_place, wrong_sum, yuan(*file.sum), yuan(sum));
    if (file.count && *file.count != static_cast<std::int64_t>(file.lines.size())) add(file.count_place, wrong_lines, *file.count, file.lines.size());
    Fen total = 0;
    for (auto const& line : file.lines) total += line.amount.value_or(0);
    if (file.sum && *file.sum != total) add(file.sum_place, wrong_total, yuan(*file.sum), yuan(total));

    std::unordered_map<RecordId, AnswerLine const*> seen;
    for (auto const& line : file.lines) {
        if (!line.record) continue;
        auto const record = records::number_text(*line.record);
        auto const found = by_record.find(*line.record);
        if (found == by_record.end()) {
            add(line.record_place, unknown_line, record);
            continue;
        }
        if (auto const [first, fresh] = seen.emplace(*line.record, &line); !fresh) {
            add(line.record_place, double_line, record, first->second->record_place.line);
            continue;
        }
        auto& item = *found->second;
        if (line.amount && *line.amount != item.amount) add(line.amount_place, wrong_amount, record, yuan(item.amount), yuan(*line.amount));
        if (!line.state) continue;
        if (item.answer && *item.answer != *line.state) add(line.state_place, otherwise, record, word_of(*item.answer), word_of(*line.state));
        if (item.answer) continue;
        item.answer = line.state;
        auto const reason = *line.state == ItemState::Bounced && line.reason.empty() ? std::string{"银行退回，未说明原因"} : line.reason;
        item.reason = {reason, reason};
    }
    for (auto const& item : plan.items) {
        if (!seen.contains(item.record)) add(file.count_place, missing_line, records::number_text(item.record));
    }

    // Each is held for this answer; a pack that was changed meanwhile may have left it nowhere to go.
    for (std::size_t from = 0; problems.empty() && from < plan.items.size(); from += records_at_once) {
        auto const some = std::span{plan.items}.subspan(from, std::min(records_at_once, plan.items.size() - from));
        std::vector<RecordId> ids;
        for (auto const& item : some) {
            if (item.state == ItemState::Sent) ids.push_back(item.record);
        }
        auto const records = records_->fetch_many(reader, context, ids);
        for (auto const& item : some) {
            if (item.state != ItemState::Sent) continue;
            auto const found = records.find(item.record);
            auto const place = seen.at(item.record)->record_place;
            if (found == records.end()) {
                add(place, gone, records::number_text(item.record));
                continue;
            }
            if (way_back(found->second) == nullptr) add(place, not_on_its_way, records::number_text(item.record), found->second.state->title.zh);
        }
    }
    for (auto const& item : plan.items) ++(item.answer == ItemState::Bounced ? plan.bounced : plan.arrived);
    if (problems.size() > most_told) problems.resize(most_told);
    return plan;
}

void Payments::take_answer(identity::Context const& context, RecordId id, Plan const& plan, std::string_view text) const {
    write_in_turn(*database_, [&](storage::Transaction& transaction) {
        auto const batch = fetch(transaction, context, id);
        if (stage_of(batch) != Stage::Out) throw error(batch_over, batch.state->title.zh);
        auto const now = items_in(transaction, id, ItemState::Sent, ItemState::Bounced);
        bool same = now.size() == plan.items.size();
        bool news = false;
        for (std::size_t i = 0; same && i < now.size(); ++i) {
            same = now[i].n == plan.items[i].n && (!now[i].answer || now[i].answer == plan.items[i].answer);
            news = news || !now[i].answer;
        }
        if (!same) throw error(answered);
        if (!news) return;
        for (auto const& item : plan.items) transaction.execute(sql::put_answer, id, item.n, static_cast<std::int64_t>(*item.answer), item.reason.zh);
        audit::append(transaction, {context.now(), context.account(), batch.org.value(), "payments.answer", fmt::format("record:{}", id), text, true});
    });
}

void Payments::answer_item(storage::Transaction& transaction, identity::Context const& context, records::Record const& batch, Item const& item) const {
    auto const record = records_->fetch(transaction, context, item.record);
    auto const* way = way_back(record);
    if (way == nullptr) throw Error{ErrorKind::Refused, std::string{not_on_its_way.code}, error(not_on_its_way, records::number_text(item.record), record.state->title.zh).text()};
    bool const arrived = item.answer == ItemState::Arrived;
    auto const& action = arrived ? *way->arrive : *way->bounce;
    records::Act act;
    act.command = command_of(batch.id, item.n, arrived ? "arrive" : "bounce");
    act.action = action.name;
    if (!arrived) act.note = item.reason.zh;
    if (arrived && action.note_required) act.note = fmt::format("银行回单，付款批次 {}", records::number_text(batch.id));
    act.holder = batch.id;
    records_->act(transaction, context, item.record, record.version, act);
    records::release(transaction, item.record, batch.id);
}

void Payments::finish(identity::Context const& context, RecordId id) const {
    write_in_turn(*database_, [&](storage::Transaction& transaction) {
        auto const batch = find(transaction, context, id);
        if (stage_of(batch.record) != Stage::Out || batch.gathered > 0 || batch.sent > 0) return;
        records::Act act;
        act.command = command_of(id, finish_step);
        act.action = std::string{finish_step};
        act.through_batch = true;
        act.note = fmt::format("成功 {} 笔，退回 {} 笔", batch.arrived, batch.bounced);
        records_->act(transaction, context, id, batch.record.version, act);
    });
}

Answered Payments::result(identity::Context const& context, RecordId id, std::string_view text, bool check, Told const& told) const {
    Mark const mark{*this, id};
    auto const plan = database_->read([&](storage::Reader const& reader) {
        auto const batch = find(reader, context, id);
        auto const stage = stage_of(batch.record);
        if (stage == Stage::Drafting || stage == Stage::ToSend || batch.gathered > 0) throw error(not_sent);
        if (stage == Stage::Out) {
            require_step(reader, context, batch.record, finish_step);
        } else {
            require_keeper(context, batch.record);
        }
        // Of a batch that was cancelled nothing was sent, and nothing is answered.
        if (stage == Stage::Over && batch.arrived + batch.bounced == 0) throw error(batch_over, batch.record.state->title.zh);
        return read_answer(reader, context, batch.record, text);
    });
    Answered answer{plan.arrived, plan.bounced, plan.problems, {}};
    if (!answer.problems.empty()) {
        answer.arrived = answer.bounced = 0;
        return answer;
    }
    if (check) return answer;
    bool const settled = std::ranges::none_of(plan.items, [](Item const& item) { return item.state == ItemState::Sent; });
    if (!settled) take_answer(context, id, plan, text);

    std::vector<Item> open;
    std::ranges::copy_if(plan.items, std::back_inserter(open), [](Item const& item) { return item.state == ItemState::Sent; });
    auto const total = static_cast<std::int64_t>(open.size());
    std::int64_t done = 0;
    auto const job = [&](std::span<Item const> some, std::optional<std::size_t>& at) {
        write_in_turn(*database_, [&](storage::Transaction& transaction) {
            at.reset();
            auto const batch = fetch(transaction, context, id);
            for (std::size_t i = 0; i < some.size(); ++i) {
                if (transaction.execute(sql::settle_item, id, some[i].n) == 0) continue;
                at = i;
                answer_item(transaction, context, batch, some[i]);
                at.reset();
            }
        });
    };
    // Its money is on its way whatever its record says: it stays sent, and is tried again with the next call.
    auto const fail = [&](Item const& item, Error const& failure) {
        if (answer.failures.size() < most_told) answer.failures.push_back({item.record, failure.text()});
        --(item.answer == ItemState::Bounced ? answer.bounced : answer.arrived);
    };
    for (std::size_t from = 0; from < open.size(); from += items_at_once) {
        auto const some = std::span{std::as_const(open)}.subspan(from, std::min(items_at_once, open.size() - from));
        run_items(some, job, fail);
        done += static_cast<std::int64_t>(some.size());
        if (told) told(done, total);
    }
    finish(context, id);
    return answer;
}

}  // namespace niangjia::payments
