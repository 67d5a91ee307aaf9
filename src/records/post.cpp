#include "records/post.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "funds/funds.h"

namespace niangjia::records {
namespace {

constexpr Message not_reversed{ErrorKind::Refused, "records.posted-not-reversed", "这条记录记过账，账还没有冲销，不能作废；请走能冲销的一步",
                               "What this record posted still stands, so that it cannot become void; take a step that reverses it"};
constexpr Message posted_field{ErrorKind::Refused, "records.posted-field", "“{}”已经记账，不能更正；请冲销后重新办理", "'{}' is in the books and is not corrected; reverse it and do it again"};

constexpr Message still_owed{ErrorKind::Refused, "records.still-owed", "还有 {:.2f} 元没有还清（追回），不能结清", "{:.2f} yuan are still owed; it is not settled yet"};
constexpr Message approved{ErrorKind::Refused, "records.approved-amount", "“{}”已经送审，不能自己更正；请退回后重新申报", "'{}' was put up for approval and is not corrected; have it returned and propose it again"};

std::string_view text_of(json::object const& fields, std::string const& name) {
    auto const* value = name.empty() ? nullptr : fields.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view{value->get_string().data(), value->get_string().size()} : std::string_view{};
}

// One posting of one step. Fields that a step needs are there: the forms were checked before.
class Poster {
  public:
    Poster(storage::Transaction& transaction, Record const& record, packs::Posting const& posting, std::vector<Entry> const& entries, funds::Cause const& cause)
        : transaction_{transaction}, record_{record}, posting_{posting}, entries_{entries}, cause_{cause} {}

    void post() const {
        using packs::Deed;
        switch (posting_.deed) {
            case Deed::Open: return open();
            case Deed::Allow: return funds::allow(transaction_, record_.id, text_of(record_.fields, posting_.amount));
            case Deed::Receive: {
                (void)funds::receive(transaction_, cause_, record(posting_.fund), amount(), income(), source(), restriction(), posting_.receipt);
                return;
            }
            case Deed::Pay: return funds::pay(transaction_, cause_, record(posting_.fund), amount(), source());
            case Deed::Reserve: return funds::reserve(transaction_, cause_, record(posting_.fund), amount(), source());
            case Deed::Settle: return funds::settle(transaction_, cause_);
            case Deed::TakeIn: {
                (void)funds::take_in(transaction_, cause_, record(posting_.fund), amount(), number(posting_.unit), source(), restriction(), posting_.receipt);
                return;
            }
            case Deed::HandOut: return funds::hand_out(transaction_, cause_, record(posting_.lot), amount());
            case Deed::Stocktake: return funds::stocktake(transaction_, cause_, amount());
            case Deed::Move: return funds::move(transaction_, cause_, record(posting_.fund), record(posting_.to), amount());
            case Deed::Lend: return funds::lend(transaction_, cause_, record(posting_.fund), amount());
            case Deed::Repay: return funds::repay(transaction_, cause_, amount());
            case Deed::FallDue: return funds::fall_due(transaction_, cause_, amount());
            case Deed::Guarantee: return funds::guarantee(transaction_, cause_, record(posting_.fund), amount());
            case Deed::Recover: return funds::recover(transaction_, cause_, record(posting_.fund), amount());
            case Deed::WriteOff: return funds::write_off(transaction_, cause_, record(posting_.fund), amount());
            case Deed::Plan: return funds::plan(transaction_, record(posting_.fund), number(posting_.year), text_of(record_.fields, posting_.purpose), amount());
            case Deed::CloseThrough: return funds::close_through(transaction_, cause_, record(posting_.fund), *Day::parse(text_of(record_.fields, posting_.amount)));
            case Deed::Close: return funds::close(transaction_, cause_, record(posting_.fund));
            case Deed::Reverse: return reverse();
        }
    }

    // Which field the error speaks of; empty when it is none.
    [[nodiscard]] std::string const& field_of(Error const& failure) const {
        static std::string const none;
        for (auto const code : {"funds.short", "funds.over-plan", "funds.few-pieces", "funds.over-owed", "funds.not-positive", "funds.plan-below-used"}) {
            if (failure.code() == code) return posting_.amount;
        }
        auto const& fund = posting_.lot.empty() ? posting_.fund : posting_.lot;
        return fund == packs::posting_self ? none : fund;
    }

  private:
    void open() const {
        funds::Fund fund;
        fund.id = record_.id;
        fund.org = record_.org;
        fund.kind = posting_.as == "loans" ? funds::Kind::Loans : funds::Kind::Money;
        fund.opens = record_.opened;
        fund.until = day(posting_.until);
        if (auto const programme = text_of(record_.fields, posting_.purpose); !programme.empty()) fund.programmes.emplace_back(programme);
        // The books of loans are kept for their own programme.
        if (fund.kind == funds::Kind::Loans) fund.programmes = {record_.type->programme->name};
        funds::open(transaction_, fund);
    }

    // The last step first: what arrived at the bank before what was sent there.
    void reverse() const {
        for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
            if (std::ranges::find(posting_.reverses, entry->action) != posting_.reverses.end()) (void)funds::reverse(transaction_, cause_, entry->n);
        }
    }

    [[nodiscard]] std::int64_t number(std::string const& field) const {
        auto const* value = record_.fields.if_contains(field);
        return value != nullptr && value->is_int64() ? value->get_int64() : 0;
    }
    [[nodiscard]] std::int64_t amount() const { return number(posting_.amount); }
    [[nodiscard]] std::string_view source() const { return text_of(record_.fields, posting_.source); }
    [[nodiscard]] RecordId record(std::string const& field) const {
        return field == packs::posting_self ? record_.id : parse_number(text_of(record_.fields, field)).value_or(0);
    }
    [[nodiscard]] std::optional<Day> day(std::string const& field) const {
        auto const text = text_of(record_.fields, field);
        return text.empty() ? std::nullopt : Day::parse(text);
    }
    [[nodiscard]] funds::Account income() const {
        using funds::Account;
        if (posting_.as == "allocation") return Account::Allocations;
        if (posting_.as == "dues") return Account::Dues;
        if (posting_.as == "interest") return Account::Interest;
        if (posting_.as == "proceeds") return Account::Proceeds;
        return Account::Gifts;
    }
    [[nodiscard]] funds::Restriction restriction() const {
        funds::Restriction restriction{std::string{text_of(record_.fields, posting_.purpose)}, std::nullopt, day(posting_.until)};
        if (posting_.person == packs::posting_subject) {
            restriction.person = cause_.person;
        } else if (auto const text = text_of(record_.fields, posting_.person); !text.empty()) {
            std::int64_t id = 0;
            (void)std::from_chars(text.data(), text.data() + text.size(), id);
            restriction.person = id;
        }
        return restriction;
    }

    storage::Transaction& transaction_;
    Record const& record_;
    packs::Posting const& posting_;
    std::vector<Entry> const& entries_;
    funds::Cause const& cause_;
};

std::vector<std::string> fields_of(packs::Posting const& posting) {
    return {posting.amount, posting.fund, posting.to, posting.unit, posting.lot, posting.source, posting.purpose, posting.person, posting.until, posting.year};
}

}  // namespace

void post(storage::Transaction& transaction, identity::Context const& context, Record const& record, packs::Action const& action, std::vector<Entry> const& entries) {
    funds::Cause cause;
    cause.record = record.id;
    cause.entry = entries.back().n;
    cause.org = record.org;
    cause.programme = record.type->programme->name;
    // Of a sealed record nothing outside says whom it is about.
    if (record.subject && record.subject->who == packs::Who::Person && !record.seal) cause.person = record.subject->id;
    cause.day = entries.back().day;
    cause.at = context.now();
    cause.account = context.account();
    for (auto const& posting : action.posts) {
        Poster const poster{transaction, record, posting, entries, cause};
        try {
            poster.post();
        } catch (Error& failure) {
            auto const& field = poster.field_of(failure);
            if (field.empty() || !failure.pointer().empty()) throw;
            throw std::move(failure).with_pointer("/fields/" + field);
        }
    }
    if (record.state->voids && record.type->posts() && funds::has_posted(transaction, record.id)) throw error(not_reversed);
    if (record.state->closed && !record.state->voids && record.type->posts(packs::Deed::Lend)) {
        if (auto const left = funds::owed(transaction, record.id); left > 0) throw error(still_owed, static_cast<double>(left) / 100);
    }
}

void check_posted(storage::Reader const& reader, Record const& record, std::vector<Entry> const& entries, json::object const& given) {
    if (given.empty() || !record.type->posts()) return;
    // What was proposed and looked at by others is what is paid.
    if (record.state->name != *record.type->workflow.create.to) {
        for (auto const& state : record.type->workflow.states) {
            for (auto const& action : state.actions) {
                for (auto const& posting : action.posts) {
                    bool const spends = posting.deed == packs::Deed::Pay || posting.deed == packs::Deed::Reserve;
                    if (spends && given.if_contains(posting.amount)) throw error(approved, record.type->field(posting.amount)->title.zh).with_pointer("/fields/" + posting.amount);
                }
            }
        }
    }
    if (!funds::has_posted(reader, record.id)) return;
    auto const look = [&](packs::Action const& action) {
        if (std::ranges::find(entries, action.name, &Entry::action) == entries.end()) return;
        for (auto const& posting : action.posts) {
            for (auto const& name : fields_of(posting)) {
                if (!name.empty() && given.if_contains(name)) throw error(posted_field, record.type->field(name)->title.zh).with_pointer("/fields/" + name);
            }
        }
    };
    look(record.type->workflow.create);
    for (auto const& state : record.type->workflow.states) {
        for (auto const& action : state.actions) look(action);
    }
}

}  // namespace niangjia::records
