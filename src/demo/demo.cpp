#include "demo/demo.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "demo/schedule.h"
#include "demo/staff.h"
#include "org/org.h"
#include "people/people.h"

namespace niangjia::demo {
namespace {

constexpr Message bad_divisions{ErrorKind::Invalid, "demo.divisions", "行政区划数据有问题：{}:{} {}", "The divisions have problems: {}:{} {}"};
constexpr Message failed_step{ErrorKind::Invalid, "demo.step", "{}:{}：“{}”在 {} 办理“{}”（{}，{}）时被拒绝：{}",
                              "{}:{}: '{}': on {} the step '{}' ({}, {}) was turned down: {}"};

constexpr std::size_t steps_at_once = 20;  // SQLite keeps the old pages of a job in a list that every statement walks
constexpr int days_before_first_step = 7;
constexpr int work_begins = 9;   // o'clock; the steps of a day are spread evenly from then on
constexpr int served_from = 10;  // o'clock
constexpr Moment working_day = Moment{8} * 60 * 60 * 1000;

// One step of the whole city, in its turn.
struct Turn {
    std::size_t record = 0;
    std::size_t deed = 0;
};

std::string problems_text(Error const& failure) {
    auto text = failure.text().zh;
    for (auto const& problem : failure.problems()) text += " " + problem.pointer + " " + problem.text.zh;
    return text;
}

// Carries out a schedule.
class Maker {
  public:
    Maker(Installation& installation, Plan const& plan, SetClock& clock, Staff const& staff, Schedule const& schedule)
        : installation_{installation},
          plan_{plan},
          clock_{clock},
          staff_{staff},
          schedule_{schedule},
          people_(schedule.people.size(), 0),
          records_(schedule.records.size(), 0) {}

    // One password and so one hash for all of them; each has a key pair of her own, so that cases can be sealed for her.
    void make_accounts() {
        auto const hash = identity::Identity::hash_password(password);
        auto const lock = identity::Identity::password_lock(password);
        auto const system = identity::Context::system(clock_);
        installation_.database->write([&](storage::Transaction& transaction) {
            for (auto const& member : staff_.members()) {
                auto const account = installation_.identity.create_account(
                    transaction, system, {member.account, member.title, std::string{password}, {{member.role, member.org.text()}}, false}, hash);
                auto const keys = vault::KeyPair::make();
                auto const pair = identity::Identity::set_key_pair(transaction, account.id, keys, lock, clock_.now());
                contexts_.push_back(installation_.identity.context_with(account, pair, keys));
            }
        });
    }

    // The chairs of the city and of the counties, so that what is sealed can be opened when its team is gone.
    void name_officers() {
        std::vector<identity::AccountId> chairs;
        for (std::size_t i = 0; i < contexts_.size() && chairs.size() < identity::most_officers; ++i) {
            if (staff_.members()[i].role == "head") chairs.push_back(contexts_[i].account());
        }
        if (chairs.size() < identity::fewest_officers) return;
        installation_.database->write([&](storage::Transaction& transaction) {
            (void)installation_.recovery.name_officers(transaction, identity::Context::system(clock_), chairs);
        });
    }

    std::int64_t make_records(OnProgress const& progress) {
        auto const turns = in_order();
        std::vector<Moment> moments;
        for (std::size_t i = 0; i < turns.size();) {
            auto const day = deed(turns[i]).day;
            auto last = i;
            while (last < turns.size() && deed(turns[last]).day == day) ++last;
            auto const count = static_cast<Moment>(last - i);
            for (Moment k = 0; i < last; ++i, ++k) moments.push_back(moment_of(day, work_begins) + k * working_day / count);
        }
        auto const total = static_cast<std::int64_t>(turns.size());
        for (std::size_t from = 0, to = 0; from < turns.size(); from = to) {
            if (is_of_payments(turns[from])) {
                clock_.set(moments[from]);
                pay(turns[from], from);
                to = from + 1;
                continue;
            }
            to = from;
            while (to < std::min(turns.size(), from + steps_at_once) && !is_of_payments(turns[to])) ++to;
            installation_.database->write([&](storage::Transaction& transaction) {
                for (auto i = from; i < to; ++i) {
                    clock_.set(moments[i]);
                    do_step(transaction, turns[i], i);
                }
            });
            progress("办理记录", static_cast<std::int64_t>(to), total);
        }
        return total;
    }

    [[nodiscard]] std::int64_t people_made() const {
        return std::count_if(people_.begin(), people_.end(), [](people::PersonId id) { return id != 0; });
    }

  private:
    [[nodiscard]] Deed const& deed(Turn turn) const { return schedule_.records[turn.record].deeds[turn.deed]; }

    [[nodiscard]] std::vector<Turn> in_order() const {
        std::vector<Turn> turns;
        for (std::size_t record = 0; record < schedule_.records.size(); ++record) {
            for (std::size_t n = 0; n < schedule_.records[record].deeds.size(); ++n) turns.push_back({record, n});
        }
        std::stable_sort(turns.begin(), turns.end(), [&](Turn a, Turn b) { return deed(a).day < deed(b).day; });
        return turns;
    }

    // Whoever needs her first makes her.
    people::PersonId person(storage::Transaction& transaction, identity::Context const& context, std::size_t index) {
        if (people_[index] == 0) people_[index] = installation_.people.create(transaction, context, schedule_.people[index], people::Despite::all()).id;
        return people_[index];
    }

    // With the numbers of the records that fields name by their places in the schedule.
    json::object numbered(packs::RecordType const& type, json::object fields) const {
        for (auto& [key, value] : fields) {
            auto const* field = type.field({key.data(), key.size()});
            if (field != nullptr && field->type == packs::FieldType::Record && value.is_int64()) {
                value = json::string{records::number_text(records_[static_cast<std::size_t>(value.get_int64())])};
            }
        }
        return fields;
    }

    // The steps of a batch that the payments room takes, in transactions of its own.
    bool is_of_payments(Turn turn) const {
        auto const& action = deed(turn).action;
        return schedule_.records[turn.record].stanza->type->name == payments::batch_type && (action == "approve" || action == "send" || action == "finish");
    }

    void pay(Turn turn, std::size_t number) {
        auto const& payments = installation_.payments;
        auto const& step = deed(turn);
        auto const batch = records_[turn.record];
        guarded(turn, [&] {
            if (step.action == "approve") {
                (void)payments.gather(contexts_[schedule_.records[turn.record].deeds.front().actor], batch);
                installation_.database->write([&](storage::Transaction& transaction) { do_step(transaction, turn, number); });
            } else if (step.action == "send") {
                (void)payments.send(contexts_[step.actor], batch);
            } else {
                auto const answered = payments.result(contexts_[step.actor], batch, answer_of(batch), false);
                if (!answered.problems.empty()) throw Error{ErrorKind::Invalid, "demo.answer", answered.problems.front().text};
            }
        });
    }

    // What the bank says to the batch: the first comes back, the others arrive.
    std::string answer_of(records::RecordId batch) const {
        auto const items = installation_.database->read([&](storage::Reader const& reader) { return installation_.payments.items(reader, batch, 0, payments::most_items); });
        std::string lines;
        funds::Fen sum = 0;
        std::int64_t count = 0;
        for (auto const& item : items) {
            if (item.state != payments::ItemState::Sent) continue;
            lines += fmt::format("{},{},{}.{:02},{}\n", item.n, records::number_text(item.record), item.amount / 100, item.amount % 100,
                                 ++count == 1 ? "退回,账号与户名不符" : "成功,");
            sum += item.amount;
        }
        return fmt::format("批次号,笔数,合计(元)\n{},{},{}.{:02}\n序号,业务编号,金额(元),结果,原因\n{}", records::number_text(batch), count, sum / 100, sum % 100, lines);
    }

    // What goes wrong is told with the stanza, its line, the day, the step and the account.
    template <class F>
    void guarded(Turn turn, F const& job) const {
        auto const& record = schedule_.records[turn.record];
        auto const& step = record.deeds[turn.deed];
        try {
            job();
        } catch (Error const& failure) {
            if (failure.code() == failed_step.code) throw;
            auto const& stanza = *record.stanza;
            throw error(failed_step, plan_.file, stanza.line, stanza.name, step.day.iso(), step.action, record.org.text(),
                        staff_.members()[step.actor].account, problems_text(failure))
                .with_note(failure.code());
        }
    }

    void do_step(storage::Transaction& transaction, Turn turn, std::size_t number) {
        auto const& record = schedule_.records[turn.record];
        auto const& step = record.deeds[turn.deed];
        auto const& context = contexts_[step.actor];
        guarded(turn, [&] {
            std::vector<records::NewParticipant> joining;
            for (auto const& [role, index] : step.joining) {
                joining.push_back({role, {packs::Who::Person, person(transaction, context, index)}});
            }
            auto const command = fmt::format("demo-{:08}", number);
            auto const& type = *record.stanza->type;
            if (turn.deed > 0) {
                records::Act const act{command, step.action, step.day, step.note, numbered(type, step.fields), std::move(joining), std::nullopt, ""};
                // What a batch gathered is in its timeline as well.
                bool const is_batch = type.name == payments::batch_type;
                auto const version = is_batch ? installation_.records.fetch(transaction, context, records_[turn.record]).version : static_cast<std::int64_t>(turn.deed);
                installation_.records.act(transaction, context, records_[turn.record], version, act);
                return;
            }
            records::Creation creation{command, type.name, record.org, step.day, std::nullopt, numbered(type, step.fields), std::move(joining), step.note};
            if (record.subject) creation.subject = records::Party{packs::Who::Person, person(transaction, context, *record.subject)};
            if (record.whole) creation.parent = records_[*record.whole];
            records_[turn.record] = installation_.records.create(transaction, context, creation);
        });
    }

    Installation& installation_;
    Plan const& plan_;
    SetClock& clock_;
    Staff const& staff_;
    Schedule const& schedule_;
    std::vector<identity::Context> contexts_;
    std::vector<people::PersonId> people_;
    std::vector<records::RecordId> records_;
};

void add_partners(Installation& installation, Clock const& clock, org::Code city) {
    auto const system = identity::Context::system(clock);
    installation.database->write([&](storage::Transaction& transaction) {
        for (auto const& place : org::subtree(transaction, city)) {
            if (place.code.level() != org::Level::County) continue;
            for (auto const& name : partner_names(place.short_name)) (void)org::add_unit(transaction, system, place.code, name);
        }
    });
}

}  // namespace

Made make(Installation& installation, Plan const& plan, std::filesystem::path const& divisions, SetClock& clock, OnProgress const& progress) {
    auto first = plan.from;
    for (auto const& stanza : plan.stanzas) first = std::min(first, stanza.from);
    clock.set(moment_of(first - days_before_first_step));

    Made made;
    auto const imported = org::import_divisions(*installation.database, identity::Context::system(clock), divisions.string(), plan.city, "妇女联合会",
                                                [&](std::int64_t done, std::int64_t total) { progress("导入行政区划", done, total); });
    if (!imported.problems.empty()) {
        auto const& problem = imported.problems.front();
        throw error(bad_divisions, problem.file, problem.line, problem.text.zh);
    }
    made.organisations = imported.added;
    add_partners(installation, clock, plan.city);

    auto const tree = installation.database->read([&](storage::Reader const& reader) { return org::subtree(reader, plan.city); });
    Random random{plan.name};
    Staff const staff{plan.names, tree, random};
    auto const schedule = draw_schedule(plan, tree, staff, random);

    Maker maker{installation, plan, clock, staff, schedule};
    maker.make_accounts();
    maker.name_officers();
    made.accounts = static_cast<std::int64_t>(staff.members().size());
    made.steps = maker.make_records(progress);
    made.records = static_cast<std::int64_t>(schedule.records.size());
    made.people = maker.people_made();
    clock.set(moment_of(plan.today, served_from));
    return made;
}

std::vector<DemoAccount> accounts(Installation const& installation) {
    constexpr std::array<std::string_view, 11> offered{"city-head",    "city-keeper",     "city-office",  "city-auditor",  "321302-head", "321302-keeper",
                                                      "321302-clerk", "321302001-chair", "321302001001", "321302-police", "city-admin"};
    std::vector<DemoAccount> found_accounts;
    if (!installation.settings.demo) return found_accounts;
    auto const system = identity::Context::system(installation.clock);
    installation.database->read([&](storage::Reader const& reader) {
        for (auto const name : offered) {
            auto const found = installation.identity.list(reader, system, org::Code{}, name, "", 10);
            auto const account = std::find_if(found.begin(), found.end(), [&](identity::Account const& one) { return one.name == name; });
            if (account == found.end() || account->grants.empty()) continue;
            auto const& grant = account->grants.front();
            auto const place = org::find(reader, grant.org);
            found_accounts.push_back({account->name, password, account->title, place ? place->name : grant.org.text(), grant.role->title});
        }
    });
    return found_accounts;
}

std::unique_ptr<Clock> clock_of(std::filesystem::path const& data) {
    auto const settings = Settings::read(data);
    if (settings.demo && settings.today) return std::make_unique<DemoClock>(moment_of(*settings.today, served_from));
    return std::make_unique<SystemClock>();
}

}  // namespace niangjia::demo
