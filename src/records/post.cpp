#include "records/post.h"

#include <algorithm>
#include <charconv>
#include <ranges>
#include <set>

#include "base/chinese.h"
#include "base/error.h"
#include "funds/funds.h"
#include "org/org.h"

namespace niangjia::records {
namespace {

constexpr Message not_reversed{ErrorKind::Refused, "records.posted-not-reversed", "这条记录记过账，账还没有冲销，不能作废；请走能冲销的一步",
                               "What this record posted still stands, so that it cannot become void; take a step that reverses it"};
constexpr Message posted_field{ErrorKind::Refused, "records.posted-field", "“{}”已经记账，不能更正；请冲销后重新办理", "'{}' is in the books and is not corrected; reverse it and do it again"};

constexpr Message still_owed{ErrorKind::Refused, "records.still-owed", "还有 {} 元没有还清（追回），不能结清", "{} yuan are still owed; it is not settled yet"};
constexpr Message still_in_store{ErrorKind::Refused, "records.still-in-store", "库里还有 {} 件，不能清库；请先发放或盘点", "There are still {} pieces in store; hand them out or count them first"};
constexpr Message approved{ErrorKind::Refused, "records.approved-amount", "“{}”已经送审，这里不能再改；请退回后重新申报", "'{}' was put up for approval and is not changed here; have it returned and propose it again"};
constexpr Message not_yours{ErrorKind::Refused, "funds.not-yours", "这笔资金由{}管理，没有开放给下级使用；请向其申请", "This fund is kept by {} and not open to those below; ask there"};
constexpr Message nothing_to_reverse{ErrorKind::Refused, "funds.nothing-to-reverse", "这条记录没有可冲销的账，请核对前面的步骤", "Nothing that this record posted could be reversed; look at the steps before"};
constexpr Message sealed_posting{ErrorKind::Refused, "records.sealed-posting", "记录已封存，账上不能写明给谁；请另立不封存的记录办理这一步",
                                 "The record is sealed and the books may not say for whom this is; use a record that is not sealed for this step"};

std::string_view text_of(json::object const& fields, std::string const& name) {
    auto const* value = name.empty() ? nullptr : fields.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view{value->get_string().data(), value->get_string().size()} : std::string_view{};
}

// Whether something leaves a fund for whom the record is about.
bool spends(packs::Deed deed) { return deed == packs::Deed::Pay || deed == packs::Deed::Reserve || deed == packs::Deed::HandOut; }

// Whether it says how a fund is kept: no voucher that could be reversed.
bool rules(packs::Deed deed) {
    return deed == packs::Deed::Open || deed == packs::Deed::Allow || deed == packs::Deed::Plan || deed == packs::Deed::CloseThrough;
}

// What whoever pays may do with a fund that is kept above: the same deeds, and mirroring them.
bool is_payment(funds::Deed deed) {
    return deed == funds::Deed::Pay || deed == funds::Deed::Reserve || deed == funds::Deed::Settle || deed == funds::Deed::HandOut;
}

// One posting of one step. Fields that a step needs are there: the forms were checked before.
class Poster {
  public:
    Poster(storage::Transaction& transaction, identity::Context const& context, Record const& record, packs::Posting const& posting, std::vector<Entry> const& entries,
           funds::Cause const& cause)
        : transaction_{transaction}, context_{context}, record_{record}, posting_{posting}, entries_{entries}, cause_{cause} {}

    void post() const {
        using packs::Deed;
        // Without her name it would be for anybody.
        if (record_.seal && !posting_.person.empty() && !record_.type->stays_clear(posting_.person)) throw error(sealed_posting);
        require_funds();
        switch (posting_.deed) {
            case Deed::Open: return open();
            case Deed::Allow: return funds::allow(transaction_, cause_, record_.id, text_of(record_.fields, posting_.amount));
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
        auto const* below = posting_.below.empty() ? nullptr : record_.fields.if_contains(posting_.below);
        fund.below = below != nullptr && below->is_bool() && below->get_bool();
        if (auto const programme = text_of(record_.fields, posting_.purpose); !programme.empty()) fund.programmes.emplace_back(programme);
        // The books of loans are kept for their own programme.
        if (fund.kind == funds::Kind::Loans) fund.programmes = {record_.type->programme->name};
        funds::open(transaction_, fund);
    }

    // The last step first: what arrived at the bank before what was sent there.
    void reverse() const {
        std::set<std::int64_t> standing;
        for (auto const& voucher : standing_vouchers()) standing.insert(voucher.entry);
        for (auto const n : standing | std::views::reverse) (void)funds::reverse(transaction_, cause_, n);
        // Into a void state leads the same step whether or not it came to paying.
        if (standing.empty() && !record_.state->voids) throw error(nothing_to_reverse);
    }

    // The record's vouchers that stand; of a posting that reverses, those of the steps that it names.
    [[nodiscard]] std::vector<funds::Voucher> standing_vouchers() const {
        auto vouchers = funds::vouchers_of_record(transaction_, record_.id);
        std::erase_if(vouchers, [&](funds::Voucher const& voucher) {
            if (voucher.reverses || voucher.reversed_by) return true;
            auto const entry = std::ranges::find(entries_, voucher.entry, &Entry::n);
            return posting_.deed == packs::Deed::Reverse && (entry == entries_.end() || std::ranges::find(posting_.reverses, entry->action) == posting_.reverses.end());
        });
        return vouchers;
    }

    // The caller's own authority over each fund that the posting touches.
    void require_funds() const {
        using packs::Deed;
        switch (posting_.deed) {
            case Deed::Open:
            case Deed::Allow: return;  // of this record itself, which she may write
            case Deed::Pay:
            case Deed::Reserve: return require(record(posting_.fund), true);
            case Deed::HandOut:
                if (auto const lot = funds::find_pot(transaction_, record(posting_.lot))) require(lot->fund, true);
                return;
            case Deed::Settle:
            case Deed::Stocktake:
            case Deed::Repay:
            case Deed::FallDue:
            case Deed::Reverse:
                for (auto const& voucher : standing_vouchers()) require(voucher.fund, is_payment(voucher.deed));
                return;
            case Deed::Move: require(record(posting_.to), false); [[fallthrough]];
            default: require(record(posting_.fund), false);
        }
    }
    void require(funds::FundId id, bool payment) const {
        auto const fund = funds::find(transaction_, id);
        if (!fund || context_.reaches(identity::Permission::WriteRecords, fund->org) || (payment && fund->below)) return;
        // The money in a book of loans is a bank's: those below lend under it, and what is lent is paid back where it was.
        bool const keeps = posting_.deed == packs::Deed::Plan || posting_.deed == packs::Deed::CloseThrough || posting_.deed == packs::Deed::Close;
        if (fund->kind == funds::Kind::Loans && !keeps) return;
        auto const names = org::short_names(transaction_, std::vector{fund->org});
        auto const name = names.find(fund->org.value());
        throw error(not_yours, name == names.end() ? fund->org.text() : name->second);
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
    identity::Context const& context_;
    Record const& record_;
    packs::Posting const& posting_;
    std::vector<Entry> const& entries_;
    funds::Cause const& cause_;
};

std::vector<std::string> fields_of(packs::Posting const& posting) {
    return {posting.amount, posting.fund, posting.to, posting.unit, posting.lot, posting.source, posting.purpose, posting.person, posting.until, posting.year, posting.below};
}

template <class Visit>
void each_action(packs::Workflow const& workflow, Visit const& visit) {
    visit(workflow.create);
    for (auto const& state : workflow.states) {
        for (auto const& action : state.actions) visit(action);
    }
}

bool took(std::vector<Entry> const& entries, packs::Action const& action) { return std::ranges::find(entries, action.name, &Entry::action) != entries.end(); }

// From which other fields the program reckons or copies it.
std::vector<std::string> inputs_of(packs::Field const& field) {
    std::vector<std::string> inputs;
    if (field.copied) inputs.push_back(field.copied->record);
    if (field.computed) {
        inputs.push_back(field.computed->of);
        inputs.push_back(field.computed->percent.record);
        if (field.computed->less) inputs.push_back(field.computed->less->record);
        if (field.computed->at_most) inputs.push_back(field.computed->at_most->record);
    }
    return inputs;
}

// Of a type that spends: what was looked at by others, what keeps her within what she may have, and where the money goes.
std::set<std::string> settled_fields(packs::RecordType const& type) {
    std::set<std::string> names{std::string{packs::bank_field}, std::string{packs::account_field}};
    auto const add = [&](std::vector<std::string> const& more) { names.insert(more.begin(), more.end()); };
    add(type.once_per);
    for (auto const& ceiling : type.ceilings) names.insert({ceiling.year, ceiling.sum});
    for (auto const& field : type.fields) add(inputs_of(field));
    each_action(type.workflow, [&](packs::Action const& action) {
        for (auto const& posting : action.posts) add(fields_of(posting));
    });
    return names;
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
        Poster const poster{transaction, context, record, posting, entries, cause};
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
        if (auto const left = funds::owed(transaction, record.id); left > 0) throw error(still_owed, yuan(left));
    }
    // What was taken in is cleared when nothing is left of it.
    bool const clears = action.to && record.state->closed && !record.state->voids && record.type->posts(packs::Deed::TakeIn);
    if (clears && std::ranges::none_of(action.posts, [](packs::Posting const& posting) { return posting.deed == packs::Deed::TakeIn; })) {
        if (auto const lot = funds::find_pot(transaction, record.id); lot && lot->unit && lot->left > 0) throw error(still_in_store, lot->left / *lot->unit);
    }
}

void check_posted(storage::Reader const& reader, Record const& record, std::vector<Entry> const& entries, json::object const& given) {
    auto const& type = *record.type;
    if (given.empty() || !type.posts()) return;
    bool const standing = funds::has_posted(reader, record.id);
    bool spending = false;
    each_action(type.workflow, [&](packs::Action const& action) {
        for (auto const& posting : action.posts) {
            spending = spending || spends(posting.deed);
            if (!took(entries, action) || (!standing && !rules(posting.deed))) continue;
            for (auto const& name : fields_of(posting)) {
                if (!name.empty() && given.if_contains(name)) throw error(posted_field, type.field(name)->title.zh).with_pointer("/fields/" + name);
            }
            // Whom a receipt names, it names for good.
            for (std::string const name : {"donor", "payer"}) {
                if (posting.receipt && given.if_contains(name)) throw error(posted_field, type.field(name)->title.zh).with_pointer("/fields/" + name);
            }
        }
    });
    bool const unseen = record.state->name == *type.workflow.create.to && !record.state->noticed;
    if (!spending || (unseen && !standing)) return;
    auto const settled = settled_fields(type);
    for (auto const& [key, value] : given) {
        std::string const name{key.data(), key.size()};
        if (settled.contains(name)) throw error(approved, type.field(name)->title.zh).with_pointer("/fields/" + name);
    }
}

void check_approved(storage::Reader const& reader, Record const& record, packs::Action const& action, std::vector<Entry> const& entries, json::object const& asked,
                    json::object const& given) {
    for (auto const& posting : action.posts) {
        if (!spends(posting.deed)) continue;
        auto const* before = record.fields.if_contains(posting.amount);
        auto const* now = given.if_contains(posting.amount);
        if (before == nullptr || before->is_null() || now == nullptr || *now == *before) continue;
        // What the rules make of it without anybody's doing is no choice of hers.
        auto const* field = record.type->field(posting.amount);
        auto const inputs = inputs_of(*field);
        if (field->filled_in() && std::ranges::none_of(inputs, [&](std::string const& name) { return asked.if_contains(name) != nullptr; })) continue;
        // The next of several payments has an amount of its own.
        if (took(entries, action) && funds::has_posted(reader, record.id)) continue;
        throw error(approved, field->title.zh).with_pointer("/fields/" + posting.amount);
    }
}

}  // namespace niangjia::records
