#include "demo/checks.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

#include "demo/values.h"
#include "funds/funds.h"
#include "notify/notify.h"

namespace niangjia::demo {
namespace {

using packs::Item;

class Checks {
  public:
    explicit Checks(Stage& stage) : stage_{stage} {}

    void state(Item const& name, Item const& expected) {
        ++stage_.outcome.checks;
        auto const id = stage_.records.find(name.text());
        if (id == stage_.records.end()) {
            stage_.fail(name, fmt::format("{} 的状态", name.text()), expected.text(), "没有这条记录 / no such record");
            return;
        }
        auto const state = stage_.present(id->second).state->name;
        if (state != expected.text()) stage_.fail(name, fmt::format("{} 的状态", name.text()), expected.text(), state);
    }

    // {NAME: [WHO]}: who can read the record's story; nobody else of those who appear in the scenario can.
    void readers(Item const& name, Item const& expected) {
        ++stage_.outcome.checks;
        auto const id = stage_.records.find(name.text());
        if (id == stage_.records.end()) {
            stage_.fail(name, name.text(), "a record", "没有这条记录 / no such record");
            return;
        }
        std::set<std::string> wanted;
        for (auto const& one : expected.elements()) wanted.insert(one.text());
        std::set<std::string> actual;
        for (auto const& [key, actor] : stage_.accounts) {
            auto const context = stage_.installation.identity.context_with(actor.account, actor.pair, actor.keys);
            try {
                auto const record = stage_.installation.database->read([&](storage::Reader const& reader) { return stage_.installation.records.fetch(reader, context, id->second); });
                if (!record.locked()) actual.insert(actor.name);
            } catch (Error const& failure) {
                if (failure.kind() != ErrorKind::NotFound) throw;
            }
        }
        if (actual != wanted) stage_.fail(name, fmt::format("{} 打得开的人", name.text()), fmt::format("{}", fmt::join(wanted, "; ")), fmt::format("{}", fmt::join(actual, "; ")));
    }

    // {WHO: NUMBER}: how many notices she has not seen.
    void notices(Item const& who, Item const& expected) {
        ++stage_.outcome.checks;
        auto const read = stage_.who(who);
        auto const context = read ? stage_.context_of(who, *read) : std::nullopt;
        if (!context) return;
        auto const count = stage_.installation.database->read([&](storage::Reader const& reader) { return notify::count_unseen(reader, *context); });
        if (std::to_string(count) != expected.text()) stage_.fail(who, who.text() + " 的通知", expected.text(), std::to_string(count));
    }

    void fields(Item const& name, Item const& expected) {
        auto const id = stage_.records.find(name.text());
        for (auto const& [field, value] : expected.members()) {
            ++stage_.outcome.checks;
            auto const what = fmt::format("{} 的 {}", name.text(), field.text());
            if (id == stage_.records.end()) {
                stage_.fail(name, what, value.text(), "没有这条记录 / no such record");
                continue;
            }
            auto const record = stage_.present(id->second);
            auto const* found = record.fields.if_contains(field.text());
            auto const actual = found == nullptr ? std::string{"none"} : found->is_string() ? std::string{found->get_string()} : to_text(*found);
            if (actual != value.text()) stage_.fail(field, what, value.text(), actual);
        }
    }

    // {NAME: {DEADLINE: DAY or none}}; "due" is the state's own.
    void deadlines(Item const& name, Item const& expected) {
        auto const id = stage_.records.find(name.text());
        for (auto const& [deadline, value] : expected.members()) {
            ++stage_.outcome.checks;
            auto const what = fmt::format("{} 的期限 {}", name.text(), deadline.text());
            if (id == stage_.records.end()) {
                stage_.fail(name, what, value.text(), "没有这条记录 / no such record");
                continue;
            }
            auto const record = stage_.present(id->second);
            std::string actual = "none";
            if (deadline.text() == "due") {
                if (record.due) actual = record.due->iso();
            } else {
                auto const timeline = stage_.installation.database->read([&](storage::Reader const& reader) { return stage_.installation.records.timeline(reader, record); });
                for (auto const& one : records::Records::running(*record.type, timeline)) {
                    if (one.deadline->name == deadline.text()) actual = one.due.iso();
                }
            }
            if (actual != value.text()) stage_.fail(deadline, what, value.text(), actual);
        }
    }

    // What lies with somebody on a day: [{on: DAY, as: WHO, has: [NAME or NAME/DEADLINE]}]
    void todos(Item const& item) {
        item.keys({"on", "as", "has"}, {"on", "as", "has"});
        ++stage_.outcome.checks;
        auto const day = item.has("on") ? read_day(*item.get("on")) : std::nullopt;
        auto const who = item.has("as") ? stage_.who(*item.get("as")) : std::nullopt;
        if (!day || !who) return;
        stage_.clock.set(moment_of(*day));
        auto const context = stage_.context_of(item, *who);
        if (!context) return;
        std::set<std::string> has;
        for (auto const& todo : stage_.installation.database->read([&](storage::Reader const& reader) { return stage_.installation.records.todos(reader, *context, {}, 1000); })) {
            for (auto const& [name, id] : stage_.records) {
                if (id == todo.record.id) has.insert(todo.deadline == nullptr ? name : name + "/" + todo.deadline->name);
            }
        }
        std::set<std::string> wanted;
        for (auto const& one : item.texts_at("has")) wanted.insert(one);
        if (has != wanted) stage_.fail(item, fmt::format("{} {} 的待办", day->iso(), item.text_at("as")), fmt::format("{}", fmt::join(wanted, " ")), fmt::format("{}", fmt::join(has, " ")));
    }

    // {NAME: {ACCOUNT: AMOUNT}}: what stands in the books of a fund in the end; an account that nothing was posted to stands at 0元.
    void funds(Item const& name, Item const& expected) {
        auto const id = stage_.records.find(name.text());
        if (id == stage_.records.end()) {
            ++stage_.outcome.checks;
            stage_.fail(name, name.text(), "a fund", "没有这笔资金 / no such fund");
            return;
        }
        std::map<std::string, niangjia::funds::Fen, std::less<>> nets;
        for (auto const& balance : stage_.installation.database->read([&](storage::Reader const& reader) { return niangjia::funds::balances(reader, id->second); })) {
            nets[std::string{niangjia::funds::name_of(balance.account)}] += balance.net();
        }
        for (auto const& [account, amount] : expected.members()) {
            ++stage_.outcome.checks;
            auto const wanted = packs::read_money(amount.text());
            if (!wanted) {
                amount.problem(fmt::format("“{}”不是金额，请写成 800元", amount.text()), fmt::format("'{}' is no amount of money; write 800元", amount.text()));
                continue;
            }
            auto const found = nets.find(account.text());
            auto const actual = found == nets.end() ? 0 : found->second;
            if (actual != *wanted) {
                stage_.fail(account, fmt::format("{} 的账户 {}", name.text(), account.text()), amount.text(), fmt::format("{}.{:02}元", actual / 100, std::abs(actual % 100)));
            }
        }
    }

    // Whether all books agree with their postings.
    void books(Item const& then) {
        ++stage_.outcome.checks;
        for (auto const& one : stage_.installation.database->read([&](storage::Reader const& reader) { return niangjia::funds::differences(reader); })) {
            stage_.fail(then, "资金账 / books", "no difference", one.zh);
        }
    }

    void figures(Item const& item) {
        item.keys({"org", "year", "values"}, {"org", "year", "values"});
        auto const org = org::Code::parse(item.text_at("org"));
        auto const year = item.integer_at("year");
        auto const values = item.get("values");
        if (!org || !year || !values) return;
        auto const period = Period::of_year(static_cast<int>(*year));
        for (auto const& [key, value] : values->members()) {
            ++stage_.outcome.checks;
            auto const what = fmt::format("{} {} {}", org->text(), *year, key.text());
            auto const* figure = stage_.installation.library->figure(stage_.full_name(key.text()));
            if (figure == nullptr) {
                stage_.fail(key, what, value.text(), "没有这个指标 / no such figure");
                continue;
            }
            auto const number = stage_.installation.database->read([&](storage::Reader const& reader) {
                return figures::Figures::number(*figure, stage_.installation.figures.value(reader, stage_.system(), *figure, *org, period));
            });
            auto const actual = number ? fmt::format("{}", *number) : std::string{"none"};
            if (value.text() == "none" || !number) {
                if (actual != value.text()) stage_.fail(key, what, value.text(), actual);
                continue;
            }
            std::istringstream text{value.text()};
            double expected = 0;
            if (!(text >> expected) || std::abs(expected - *number) > 1e-6) stage_.fail(key, what, value.text(), actual);
        }
    }

  private:
    Stage& stage_;
};

}  // namespace

void check(Stage& stage, Item const& then) {
    Checks checks{stage};
    then.keys({"states", "fields", "deadlines", "figures", "funds", "todos", "readers", "notices"});
    checks.books(then);
    if (auto const funds = then.get("funds")) {
        for (auto const& [name, accounts] : funds->members()) checks.funds(name, accounts);
    }
    if (auto const readers = then.get("readers")) {
        for (auto const& [name, who] : readers->members()) checks.readers(name, who);
    }
    if (auto const notices = then.get("notices")) {
        for (auto const& [who, count] : notices->members()) checks.notices(who, count);
    }
    if (auto const fields = then.get("fields")) {
        for (auto const& [name, values] : fields->members()) checks.fields(name, values);
    }
    if (auto const deadlines = then.get("deadlines")) {
        for (auto const& [name, values] : deadlines->members()) checks.deadlines(name, values);
    }
    if (auto const states = then.get("states")) {
        for (auto const& [name, state] : states->members()) checks.state(name, state);
    }
    if (auto const figures = then.get("figures")) {
        for (auto const& one : figures->elements()) checks.figures(one);
    }
    if (auto const todos = then.get("todos")) {
        for (auto const& one : todos->elements()) checks.todos(one);
    }
}

}  // namespace niangjia::demo
