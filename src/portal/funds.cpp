// What everybody may see of the money.
#include "portal/funds.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <set>
#include <tuple>

#include "org/org.h"
#include "people/people.h"
#include "portal/portal.h"

namespace niangjia::portal {
namespace {

using funds::Account;
using PeopleByProgramme = std::map<std::string, std::int64_t, std::less<>>;

constexpr Message no_such_fund{ErrorKind::NotFound, "portal.no-such-fund", "没有这项资金，请从列表里选择", "There is no such fund; pick one of the list"};
constexpr Message no_such_receipt{ErrorKind::NotFound, "portal.no-such-receipt", "没有找到，请核对收据上的编号和查询码后再试",
                                  "Nothing was found; check the number and the code on the receipt and try again"};

// No 0, 1, I and O, as of vault::random_text().
constexpr std::string_view alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr std::size_t most_counted = 10'000;
// How long a count is told before it is taken again. Of a closed year only what is taken back later can change it.
constexpr Moment count_is_good = Moment{10} * 60 * 1'000;
constexpr Moment closed_year_is_good = Moment{24} * 60 * 60 * 1'000;
constexpr int uses_at_once = 1'000;

// Fields of the types that open funds and take gifts, as the packs call them.
constexpr std::string_view name_field = "name";
constexpr std::string_view purpose_field = "purpose";
constexpr std::string_view donor_field = "donor";

std::string text_in(records::Record const& record, std::string_view field) {
    auto const* value = record.fields.if_contains(field);
    return value == nullptr || !value->is_string() ? std::string{} : std::string{value->get_string()};
}

std::string name_of(records::Record const& fund) {
    auto name = text_in(fund, name_field);
    return name.empty() ? records::titled(fund, "") : name;
}

void add_titles(std::map<std::string, Text, std::less<>>& titles, std::vector<packs::Choice> const& choices) {
    for (auto const& choice : choices) {
        titles.emplace(choice.key, choice.title);
        add_titles(titles, choice.of);
    }
}

// As it is printed, however it was typed: wide characters, dashes of every kind, gaps around it.
std::string plain_number(std::string_view typed) {
    std::string number;
    for (std::size_t i = 0; i < typed.size() && number.size() < 60; ++i) {
        auto const c = static_cast<unsigned char>(typed[i]);
        if (c >= '0' && c <= '9') {
            number += typed[i];
        } else if (c == '-' || c == 0xE2 || c == 0xEF) {
            // U+2010 … U+2015 and U+2212 are dashes; U+FF01 … U+FF5E are the wide forms of ! … ~
            if (c != '-' && i + 2 < typed.size()) {
                unsigned const wide = ((c & 0x0FU) << 12U) | ((static_cast<unsigned char>(typed[i + 1]) & 0x3FU) << 6U) | (static_cast<unsigned char>(typed[i + 2]) & 0x3FU);
                i += 2;
                if (wide >= 0xFF10 && wide <= 0xFF19) {
                    number += static_cast<char>('0' + (wide - 0xFF10));
                    continue;
                }
                if (wide != 0xFF0D && wide != 0x2212 && (wide < 0x2010 || wide > 0x2015)) continue;
            }
            if (!number.empty() && number.back() != '-') number += '-';
        }
    }
    return number;
}

bool is_income(Account account) {
    auto const code = static_cast<std::int64_t>(account);
    return code > 10 && code < 20 && account != Account::Lender;
}
bool is_use(Account account) { return static_cast<std::int64_t>(account) > 20; }
bool is_there(Account account) { return account == Account::Bank || account == Account::Transit || account == Account::Store; }

template <class Line>
Line& line_for(std::vector<Line>& lines, Text const& title) {
    auto const found = std::ranges::find_if(lines, [&](Line const& line) { return line.title == title; });
    if (found != lines.end()) return *found;
    auto& line = lines.emplace_back();
    line.title = title;
    return line;
}

// Compared as hashes, which takes the same time wherever they differ.
bool is_same(std::string_view one, std::string_view other) {
    constexpr std::string_view purpose = "niangjia portal: compare";
    return vault::Key::of_secret(one, purpose) == vault::Key::of_secret(other, purpose);
}

}  // namespace

struct PublicFunds::Counted {
    struct Entry {
        Moment good_until = 0;
        PeopleByProgramme people;
    };
    std::mutex mutex;
    std::map<std::pair<funds::FundId, std::int64_t>, Entry> entries;
    std::mutex reckoning;  // one at a time, so that who asks for every fund and year keeps one thread busy at most
};

std::string receipt_code(vault::FieldKeys const& keys, funds::Receipt const& receipt) {
    auto bits = static_cast<std::uint64_t>(keys.lasting("receipt code", receipt.number()));
    std::string code;
    for (std::size_t i = 0; i < receipt_code_length; ++i, bits >>= 5U) code += alphabet[bits & 31U];
    return code;
}

PublicFunds::PublicFunds(packs::Library const& library, records::Records const& records, people::People const& people, Clock const& clock)
    : library_{&library}, records_{&records}, people_{&people}, clock_{&clock}, counted_{std::make_shared<Counted>()} {
    for (auto const* programme : library.programmes()) {
        for (auto const* type : programme->records) {
            auto const add = [&](packs::Action const& action) {
                for (auto const& posting : action.posts) {
                    auto const* field = posting.source.empty() ? nullptr : type->field(posting.source);
                    if (field != nullptr && field->choices != nullptr) add_titles(sources_, field->choices->choices);
                }
            };
            add(type->workflow.create);
            for (auto const& state : type->workflow.states) std::ranges::for_each(state.actions, add);
        }
    }
}

Text PublicFunds::source_title(Account account, std::string_view source) const {
    auto const& title = funds::title_of(account);
    auto const found = sources_.find(source);
    if (found == sources_.end()) return title;
    return {title.zh + "（" + found->second.zh + "）", title.en + " (" + found->second.en + ")"};
}

Text PublicFunds::programme_title(std::string_view name) const {
    auto const* programme = library_->programme(name);
    return programme == nullptr ? Text{std::string{name}, std::string{name}} : programme->title;
}

std::vector<PublicFund> PublicFunds::shown(storage::Reader const& reader, std::vector<funds::Fund> const& funds) const {
    std::vector<funds::FundId> ids;
    std::vector<org::Code> places;
    for (auto const& fund : funds) {
        if (fund.kind != funds::Kind::Money) continue;
        ids.push_back(fund.id);
        places.push_back(fund.org);
    }
    auto const records = records_->fetch_many(reader, identity::Context::system(*clock_), ids);
    auto const names = org::short_names(reader, places);
    auto const sums = funds::balances(reader, ids);
    std::vector<PublicFund> all;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto const record = records.find(ids[i]);
        if (record == records.end() || record->second.seal || record->second.state->voids) continue;
        PublicFund one{.id = ids[i], .name = name_of(record->second), .org_name = {}, .purpose = text_in(record->second, purpose_field)};
        if (auto const name = names.find(places[i].value()); name != names.end()) one.org_name = name->second;
        if (auto const of_fund = sums.find(ids[i]); of_fund != sums.end()) {
            for (auto const& balance : of_fund->second) {
                if (is_income(balance.account)) one.received += balance.net();
                if (is_use(balance.account)) one.used += balance.net();
                if (is_there(balance.account)) one.left += balance.net();
            }
        }
        all.push_back(std::move(one));
    }
    return all;
}

PublicFunds::Page PublicFunds::list(storage::Reader const& reader, std::optional<org::Code> place, std::optional<After> after, int limit) const {
    Page page;
    std::vector<funds::Fund> found;
    auto const room = [&] { return limit - static_cast<int>(found.size()); };
    bool const above = place && (!after || !after->below);
    if (above) {
        auto over = funds::over(reader, *place);
        std::ranges::sort(over, {}, &funds::Fund::id);
        for (auto& fund : over) {
            if (fund.org == *place || (after && fund.id <= after->id)) continue;
            if (room() == 0) {
                page.next = After{false, found.back().id};
                break;
            }
            found.push_back(std::move(fund));
        }
    }
    if (!page.next) {
        auto const from = after && after->below ? std::optional{after->id} : std::nullopt;
        // One more than there is room for tells whether there is another page.
        auto below = funds::list(reader, place.value_or(org::Code{}), from, room() + 1);
        if (below.size() > static_cast<std::size_t>(room())) {
            below.resize(static_cast<std::size_t>(room()));
            page.next = After{true, below.empty() ? from.value_or(0) : below.back().id};
        }
        std::ranges::move(below, std::back_inserter(found));
    }
    page.items = shown(reader, found);
    return page;
}

PeopleByProgramme PublicFunds::people_of(storage::Reader const& reader, funds::Fund const& fund, std::int64_t year) const {
    std::pair const key{fund.id, year};
    auto const known = [&]() -> std::optional<Counted::Entry> {
        std::lock_guard const lock{counted_->mutex};
        auto const found = counted_->entries.find(key);
        return found == counted_->entries.end() ? std::nullopt : std::optional{found->second};
    };
    auto const is_good = [&](std::optional<Counted::Entry> const& entry) { return entry && clock_->now() < entry->good_until; };
    auto entry = known();
    if (is_good(entry)) return std::move(entry->people);
    std::unique_lock reckoning{counted_->reckoning, std::defer_lock};
    if (entry) {
        // What is a little older is told meanwhile.
        if (!reckoning.try_lock()) return std::move(entry->people);
    } else {
        reckoning.lock();
    }
    entry = known();
    if (is_good(entry)) return std::move(entry->people);
    PeopleByProgramme people;
    for (auto& [programme, helped] : funds::people_helped(reader, fund.id, year)) {
        // Vouchers stay as they are; whoever was merged into another since is one with her.
        auto const merged = people::survivors(reader, helped);
        for (auto& person : helped) {
            if (auto const into = merged.find(person); into != merged.end()) person = into->second;
        }
        std::ranges::sort(helped);
        people[programme] = std::distance(helped.begin(), std::unique(helped.begin(), helped.end()));
    }
    bool const is_closed = fund.closed_through && fund.closed_through->year() >= year && *fund.closed_through >= Period::of_year(static_cast<int>(year)).to;
    std::lock_guard const lock{counted_->mutex};
    if (counted_->entries.size() >= most_counted) counted_->entries.clear();
    counted_->entries[key] = {clock_->now() + (is_closed ? closed_year_is_good : count_is_good), people};
    return people;
}

PublicYear PublicFunds::year(storage::Reader const& reader, funds::FundId id, std::optional<std::int64_t> wanted) const {
    auto const fund = funds::find(reader, id);
    auto shown_fund = fund ? shown(reader, {*fund}) : std::vector<PublicFund>{};
    if (shown_fund.empty()) throw error(no_such_fund);
    PublicYear told;
    told.fund = std::move(shown_fund.front());
    told.year = wanted.value_or(clock_->today().year());
    auto const period = Period::of_year(static_cast<int>(told.year));
    auto const statement = funds::statement(reader, id, period.from, period.to);
    for (auto const& line : statement.income) {
        if (is_income(line.account)) line_for(told.income, source_title(line.account, line.source)).amount += line.amount;
    }
    auto const people = people_of(reader, *fund, told.year);
    auto const least = library_->persons().smallest_published;
    for (auto const& line : statement.uses) {
        bool const spent = line.account == Account::Spent && !line.programme.empty();
        auto& use = line_for(told.uses, spent ? programme_title(line.programme) : funds::title_of(line.account));
        use.amount += line.amount;
        auto const helped = people.find(line.programme);
        // How few there are would tell who they are.
        if (spent && helped != people.end() && helped->second > 0 && helped->second >= least) use.people = helped->second;
    }
    return told;
}

// All of them, since a part could be held against another part and would tell single payments.
std::vector<PublicGift::Use> PublicFunds::uses_of(storage::Reader const& reader, funds::Pot const& pot) const {
    struct Sum {
        funds::Fen amount = 0;
        std::set<records::RecordId> records;
    };
    std::map<std::tuple<std::int32_t, std::string, std::int64_t>, Sum> by_township;
    std::set<org::Code> townships;
    std::optional<funds::VoucherId> after;
    for (bool more = true; more;) {
        auto const page = funds::uses(reader, pot.fund, pot.id, after, uses_at_once);
        more = page.size() == static_cast<std::size_t>(uses_at_once);
        if (more) after = page.back().voucher;
        for (auto const& use : page) {
            auto const township = use.org.at(org::Level::Township).value_or(use.org);
            townships.insert(township);
            auto& sum = by_township[{Day::of(use.day.year(), use.day.month(), 1).value().number(), use.programme, township.value()}];
            sum.amount += use.amount;
            sum.records.insert(use.record);
        }
    }
    // Where few got anything in a month, what each got stands on the board as well, with a masked name and the village.
    auto const least = static_cast<std::size_t>(std::max<std::int64_t>(library_->persons().smallest_published, 1));
    std::map<std::tuple<std::int32_t, std::string, std::int64_t>, funds::Fen> told;
    for (auto const& [key, sum] : by_township) {
        auto const& [month, programme, township] = key;
        told[{-month, programme, sum.records.size() < least ? 0 : township}] += sum.amount;
    }
    auto const names = org::short_names(reader, std::vector(townships.begin(), townships.end()));
    std::optional<std::string> masked;
    if (pot.restriction.person) {
        // Nobody's sight: everything of a person is masked.
        identity::Context const everybody{*clock_, 0, "公众", {}};
        auto const person = people::names(reader, everybody, std::array{*pot.restriction.person});
        masked = person.empty() ? std::string{} : person.begin()->second;
    }
    std::vector<PublicGift::Use> uses;
    for (auto const& [key, amount] : told) {
        auto const& [month, programme, township] = key;
        auto const name = names.find(township);
        uses.push_back({Day{-month}, programme_title(programme), name == names.end() ? std::string{} : name->second, amount, masked});
    }
    return uses;
}

PublicGift PublicFunds::gift(storage::Reader const& reader, std::string_view number, std::string_view typed, std::optional<std::int64_t> after) const {
    auto const receipt = funds::Receipt::parse(plain_number(number));
    // A number that is none costs as much as one that is.
    auto const code = receipt_code(*people_->keys(reader), receipt.value_or(funds::Receipt{}));
    bool const right = is_same(plain(typed), code);
    if (!receipt || !right) throw error(no_such_receipt);
    auto const voucher = funds::voucher_of(reader, *receipt);
    auto const system = identity::Context::system(*clock_);
    auto const records = voucher ? records_->fetch_many(reader, system, {voucher->record, voucher->fund}) : std::unordered_map<records::RecordId, records::Record>{};
    auto const given = voucher ? records.find(voucher->record) : records.end();
    auto const fund = voucher ? records.find(voucher->fund) : records.end();
    if (given == records.end() || fund == records.end()) throw error(no_such_receipt);

    PublicGift gift;
    gift.donor = text_in(given->second, donor_field);
    gift.day = voucher->day;
    gift.amount = voucher->amount;
    gift.given_back = voucher->reversed_by.has_value();
    gift.fund = voucher->fund;
    gift.fund_name = name_of(fund->second);
    auto const places = org::short_names(reader, std::vector{fund->second.org});
    if (auto const name = places.find(fund->second.org.value()); name != places.end()) gift.org_name = name->second;

    // Dues are no pot of their own: what they were used for is what the fund was used for.
    auto const lines = funds::postings(reader, voucher->id);
    auto const pot = lines.empty() ? std::nullopt : funds::find_pot(reader, lines.front().pot);
    if (!pot) return gift;
    gift.used = pot->used;
    gift.left = pot->left;
    auto uses = uses_of(reader, *pot);
    auto const from = std::min(static_cast<std::size_t>(std::max<std::int64_t>(after.value_or(0), 0)), uses.size());
    auto const to = std::min(from + static_cast<std::size_t>(uses_of_a_page), uses.size());
    if (to < uses.size()) gift.next = static_cast<std::int64_t>(to);
    gift.uses.assign(std::make_move_iterator(uses.begin() + static_cast<std::ptrdiff_t>(from)), std::make_move_iterator(uses.begin() + static_cast<std::ptrdiff_t>(to)));
    return gift;
}

}  // namespace niangjia::portal
