#include "payments/payments.h"

#include <array>
#include <cstdlib>

#include "payments/detail.h"
#include "payments/sql.h"

namespace niangjia::payments {
namespace {

constexpr Message no_batch{ErrorKind::NotFound, "payments.no-batch", "这条记录不是付款批次，请从付款批次进入", "This record is no batch of payments"};

constexpr std::array<std::string_view, 5> states{"gathered", "sent", "arrived", "bounced", "dropped"};

// The only posting of that deed that the action has; null when there is none, or when it posts more than one.
packs::Posting const* posting_of(packs::Action const& action, packs::Deed deed) {
    packs::Posting const* found = nullptr;
    for (auto const& posting : action.posts) {
        if (posting.deed != deed) continue;
        if (found != nullptr) return nullptr;
        found = &posting;
    }
    return found;
}

std::optional<Way> way_of(packs::RecordType const& type, packs::State const& from, packs::Action const& send) {
    auto const* reserved = posting_of(send, packs::Deed::Reserve);
    if (reserved == nullptr || reserved->fund == packs::posting_self || !send.to) return std::nullopt;
    Way way{&type, &from, &send, reserved->amount, reserved->fund, type.workflow.find(*send.to), nullptr, nullptr};
    if (way.paying == nullptr || way.paying == &from) return std::nullopt;
    for (auto const& action : way.paying->actions) {
        if (posting_of(action, packs::Deed::Settle) != nullptr) way.arrive = &action;
        auto const* reversal = posting_of(action, packs::Deed::Reverse);
        if (reversal != nullptr && std::ranges::find(reversal->reverses, send.name) != reversal->reverses.end()) way.bounce = &action;
    }
    if (way.arrive == nullptr || way.bounce == nullptr) return std::nullopt;
    return way;
}

Item read_item(storage::Rows const& rows) {
    Item item;
    item.n = rows.integer(0);
    item.record = rows.integer(1);
    item.amount = rows.integer(2);
    item.state = static_cast<ItemState>(rows.integer(3));
    item.reason = {rows.string(4), rows.string(5)};
    item.version = rows.integer(6);
    if (auto const answer = rows.maybe_integer(7)) item.answer = static_cast<ItemState>(*answer);
    item.entry = rows.integer(8);
    return item;
}

}  // namespace

std::string_view name_of(ItemState state) { return states[static_cast<std::size_t>(state)]; }

std::string text_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

std::optional<std::int64_t> integer_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    return value->to_number<std::int64_t>();
}

std::optional<RecordId> record_in(json::object const& fields, std::string_view name) { return records::parse_number(text_in(fields, name)); }

RecordId fund_of(records::Record const& batch) {
    auto const fund = record_in(batch.fields, fund_field);
    if (!fund) throw error(no_fund);
    return *fund;
}

Aim aim_of(records::Record const& batch) { return {fund_of(batch), text_in(batch.fields, programme_field)}; }

std::optional<Aim> gathered_for(storage::Reader const& reader, RecordId batch) {
    auto rows = reader.query(sql::find_list, batch);
    return rows.next() ? std::optional{Aim{rows.integer(0), rows.string(1)}} : std::nullopt;
}

std::string command_of(RecordId batch, std::string_view step) { return fmt::format("batch-{}-{}", batch, step); }

std::string command_of(RecordId batch, std::int64_t n, std::string_view step) { return fmt::format("batch-{}-{}-{}", batch, n, step); }

std::optional<Fen> read_yuan(std::string_view text) {
    auto const dot = text.find('.');
    std::string digits{text.substr(0, dot)};
    if (digits.empty() || digits.size() > 12) return std::nullopt;
    auto const cents = dot == std::string_view::npos ? std::string_view{"00"} : text.substr(dot + 1);
    if (cents.empty() || cents.size() > 2) return std::nullopt;
    digits += cents;
    if (cents.size() == 1) digits += '0';
    Fen amount = 0;
    for (char const digit : digits) {
        if (digit < '0' || digit > '9') return std::nullopt;
        amount = amount * 10 + (digit - '0');
    }
    return amount;
}

bool is_of_item(Error const& failure) {
    switch (failure.kind()) {
        case ErrorKind::Invalid:
        case ErrorKind::NotFound:
        case ErrorKind::Conflict:
        case ErrorKind::Stale:
        case ErrorKind::TooLarge: return true;
        // What the books refuse is the fund's matter, and whose hand it is the caller's: the next item would hear the same.
        case ErrorKind::Refused: return !failure.code().starts_with("funds.") && failure.code() != "records.unlike";
        default: return false;
    }
}

void run_items(std::span<Item const> items, ItemJob const& job, ItemFailed const& fail) {
    while (!items.empty()) {
        std::optional<std::size_t> at;
        std::optional<Error> failed;
        try {
            job(items, at);
            return;
        } catch (Error const& failure) {
            if (!at) throw;
            failed = failure;
        }
        // Those before it had worked and were undone with it.
        run_items(items.first(*at), job, fail);
        if (!is_of_item(*failed)) throw *failed;
        fail(items[*at], *failed);
        items = items.subspan(*at + 1);
    }
}

Payments::Payments(storage::Database& database, packs::Library const& library, records::Records const& records, people::People const& people)
    : database_{&database}, library_{&library}, records_{&records}, people_{&people} {
    for (auto const* programme : library.programmes()) {
        for (auto const* type : programme->records) {
            for (auto const& state : type->workflow.states) {
                for (auto const& action : state.actions) {
                    if (auto const way = way_of(*type, state, action)) ways_[type].push_back(*way);
                }
            }
        }
    }
}

std::vector<Way> const& Payments::ways(packs::RecordType const& type) const {
    static std::vector<Way> const none;
    auto const found = ways_.find(&type);
    return found == ways_.end() ? none : found->second;
}

Way const* Payments::way_out(records::Record const& record) const {
    auto const& all = ways(*record.type);
    auto const found = std::ranges::find(all, record.state, &Way::from);
    return found == all.end() ? nullptr : &*found;
}

Way const* Payments::way_back(records::Record const& record) const {
    auto const& all = ways(*record.type);
    auto const found = std::ranges::find(all, record.state, &Way::paying);
    return found == all.end() ? nullptr : &*found;
}

Payments::Stage Payments::stage_of(records::Record const& batch) {
    auto const offers = [&](std::string_view step) { return std::ranges::find(batch.state->actions, step, &packs::Action::name) != batch.state->actions.end(); };
    if (offers(send_step)) return Stage::ToSend;
    if (offers(finish_step)) return Stage::Out;
    return batch.state->name == batch.type->workflow.create.to ? Stage::Drafting : Stage::Over;
}

records::Record Payments::fetch(storage::Reader const& reader, identity::Context const& context, RecordId id) const {
    auto batch = records_->fetch(reader, context, id);
    if (batch.type->name != batch_type) throw error(no_batch);
    return batch;
}

void Payments::require_keeper(identity::Context const& context, records::Record const& batch) const {
    records_->require_writing(context, batch);
    if (!records_->may_create(context, *batch.type, batch.org)) throw error(not_yours);
}

void Payments::require_step(storage::Reader const& reader, identity::Context const& context, records::Record const& batch, std::string_view step) const {
    records_->require_writing(context, batch);
    auto const offers = records_->offers(reader, context, batch);
    auto const found = std::ranges::find_if(offers, [&](records::Offer const& offer) { return offer.action->name == step; });
    if (found == offers.end()) throw error(not_yours);
    if (found->refusal && !found->through_batch) throw Error{ErrorKind::Refused, "payments.step-refused", *found->refusal};
}

Batch Payments::find(storage::Reader const& reader, identity::Context const& context, RecordId id) const {
    Batch batch;
    batch.record = fetch(reader, context, id);
    auto rows = reader.query(sql::count_items, id);
    while (rows.next()) {
        auto const state = static_cast<ItemState>(rows.integer(0));
        auto const count = rows.integer(1);
        switch (state) {
            case ItemState::Gathered: batch.gathered = count; break;
            case ItemState::Sent: batch.sent = count; break;
            case ItemState::Arrived: batch.arrived = count; break;
            case ItemState::Bounced: batch.bounced = count; break;
            case ItemState::Dropped: batch.dropped = count; break;
        }
        if (state != ItemState::Dropped) batch.sum += rows.integer(2);
    }
    std::lock_guard const lock{mutex_};
    batch.running = running_.contains(id);
    return batch;
}

std::vector<Item> Payments::items(storage::Reader const& reader, RecordId batch, std::int64_t after, int limit) const {
    std::vector<Item> items;
    auto rows = reader.query(sql::page_items, batch, after, limit);
    while (rows.next()) items.push_back(read_item(rows));
    return items;
}

std::vector<Item> Payments::items_in(storage::Reader const& reader, RecordId batch, ItemState first, ItemState last) const {
    std::vector<Item> items;
    auto rows = reader.query(sql::list_items, batch, static_cast<std::int64_t>(first), static_cast<std::int64_t>(last));
    while (rows.next()) items.push_back(read_item(rows));
    return items;
}

std::span<storage::Migration const> migrations() { return sql::migrations; }

}  // namespace niangjia::payments
