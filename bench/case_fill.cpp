#include "case_fill.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <random>
#include <thread>
#include <unordered_map>

#include "language.h"
#include "org/org.h"
#include "person_lists.h"

namespace niangjia::bench {
namespace {

constexpr std::string_view city = "321300000000";
constexpr std::string_view petition = "petitions.petition";
constexpr std::int64_t cases_at_once = 4;
constexpr int writers = 8;  // their jobs share a commit
constexpr int years_back = 3;
constexpr int partners_of_a_county = 4;
constexpr std::array channels{"letter", "visit", "call", "network", "grid"};
constexpr std::array natures{"advice", "help", "complaint", "suggestion"};
constexpr std::array sealing{"domestic-violence", "sexual-assault", "trafficking", "injury", "confinement", "stalking", "harm-to-minor"};

// How a petition ends, in thousandths; the last four are open.
enum class End { Answered, Settled, Satisfied, Guided, Withdrawn, Registered, Accepted, Replied, InReview };
struct Share {
    End end;
    int of_thousand;
};
constexpr std::array shares{Share{End::Answered, 250}, Share{End::Settled, 520}, Share{End::Satisfied, 50}, Share{End::Guided, 60}, Share{End::Withdrawn, 20},
                            Share{End::Registered, 25}, Share{End::Accepted, 55}, Share{End::Replied, 12}, Share{End::InReview, 8}};
bool is_open(End end) { return end >= End::Registered; }

class CaseMaker {
  public:
    CaseMaker(Installation& installation, std::int64_t present, int writer)
        : installation_{installation}, random_{static_cast<std::uint64_t>(present * 100 + writer)}, run_{fmt::format("case-{}", present)} {
        auto const system = identity::Context::system(installation.clock);
        installation.database->read([&](storage::Reader const& reader) {
            for (std::string after;;) {
                auto const some = installation.identity.list(reader, system, *org::Code::parse(city), "", after, 500);
                for (auto const& account : some) {
                    for (auto const& grant : account.grants) actors_.try_emplace({grant.role->name, grant.org}, installation.identity.context(account));
                }
                if (some.empty()) break;
                after = some.back().name;
            }
            for (auto const& one : org::subtree(reader, *org::Code::parse(city))) {
                if (one.code.level() == org::Level::Village) villages_[one.code.at(org::Level::County)->value()].push_back(one.code);
            }
            auto rows = reader.query(storage::Query{"bench/persons", "SELECT id, org FROM persons WHERE import IS NOT NULL"});
            while (rows.next()) persons_[rows.integer(1)].push_back(rows.integer(0));
        });
        for (auto const& [county, villages] : villages_) counties_.push_back(county);
        auto const* category = installation.library->record_type(petition)->field("category");
        for (auto const& choice : category->choices->choices) {
            for (auto const& inner : choice.of) {
                if (std::find(sealing.begin(), sealing.end(), inner.key) == sealing.end()) categories_.push_back(inner.key);
            }
        }
    }

    void make(storage::Transaction& transaction, std::int64_t number) {
        transaction_ = &transaction;
        name_ = fmt::format("{}-{}", run_, number);
        step_ = 0;
        auto const county = counties_[static_cast<std::size_t>(number) % counties_.size()];
        auto const village = pick(villages_.at(county));
        auto const where = below(100);
        org_ = where < 45 ? village : where < 65 ? *village.at(org::Level::Township) : org::Code{county};
        auto const end = draw_end();
        auto const today = installation_.clock.today();
        // Most that is open is of these two months; a few linger.
        auto const back = is_open(end) && below(20) != 0 ? below(60) : 75 + below(365 * years_back - 75);
        day_ = today - static_cast<int>(back);
        create(village);
        if (below(16) == 0) assess();
        finish(end);
    }

  private:
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
    template <class Some>
    typename Some::value_type pick(Some const& some) {
        return some[below(some.size())];
    }
    End draw_end() {
        auto left = static_cast<int>(below(1000));
        for (auto const& share : shares) {
            if ((left -= share.of_thousand) < 0) return share.end;
        }
        return End::Settled;
    }

    [[nodiscard]] identity::Context const& actor(std::string_view role, org::Code org) const { return actors_.at({std::string{role}, org}); }
    [[nodiscard]] org::Code county() const { return *org_.at(org::Level::County); }
    // Who takes the steps: of a village and a township the chair of the township.
    [[nodiscard]] identity::Context const& handler() const {
        return org_.level() == org::Level::County ? actor("keeper", org_) : actor("township-chair", *org_.at(org::Level::Township));
    }
    [[nodiscard]] std::string command() { return fmt::format("{}-{}", name_, step_++); }
    void later(std::size_t most) { day_ = std::min(installation_.clock.today(), day_ + static_cast<int>(below(most + 1))); }

    void create(org::Code village) {
        auto const& creator = org_.level() == org::Level::Village    ? actor("village-head", org_)
                              : org_.level() == org::Level::Township ? actor("township-chair", org_)
                                                                     : actor("clerk", org_);
        records::Creation creation;
        creation.command = command();
        creation.type = petition;
        creation.org = org_;
        creation.day = day_;
        creation.fields = {{"channel", pick(channels)}, {"nature", pick(natures)}, {"story", language_.text(random_, 30)}};
        creation.fields["category"] = below(20) == 0 ? std::string{pick(sealing)} : pick(categories_);
        if (below(20) == 0) creation.fields["repeat"] = true;
        auto const known = persons_.find(village.value());
        if (known != persons_.end() && below(10) < 6) {
            creation.subject = records::Party{packs::Who::Person, pick(known->second)};
            if (below(10) == 0) creation.participants.push_back({"other-party", {packs::Who::Person, pick(known->second)}});
        }
        id_ = installation_.records.create(*transaction_, creator, creation);
        version_ = 1;
    }

    void act(identity::Context const& who, std::string action, json::object fields = {}, std::string note = {}) {
        records::Act act;
        act.command = command();
        act.action = std::move(action);
        act.day = day_;
        act.fields = std::move(fields);
        act.note = std::move(note);
        installation_.records.act(*transaction_, who, id_, version_++, act);
    }

    void assess() {
        switch (below(6)) {
            case 0: act(handler(), "assess", {{"weapon", true}, {"injured", true}}); break;
            case 1: act(handler(), "assess", {{"injured", true}, {"escalating", true}}); break;
            case 2:
            case 3: act(handler(), "assess", {{"drinking", true}, {"parting", true}}); break;
            default: act(handler(), "assess", {{"alone", true}});
        }
        if (below(4) != 0) act(handler(), "contact", {}, "电话联系，情况平稳");
        if (below(3) != 0) act(handler(), "visit", {}, "上门走访");
        if (below(3) != 0) act(actor("head", county()), "acknowledge");
    }

    // A record under this one; gives its id and leaves this one as it is.
    records::RecordId open_part(std::string_view type, org::Code org, json::object fields) {
        records::Creation part;
        part.command = command();
        part.type = type;
        part.org = org;
        part.day = day_;
        part.fields = std::move(fields);
        part.parent = id_;
        return installation_.records.create(*transaction_, handler(), part);
    }
    void act_on_part(records::RecordId part, identity::Context const& who, std::string action, json::object fields = {}) {
        records::Act act;
        act.command = command();
        act.action = std::move(action);
        act.day = day_;
        act.fields = std::move(fields);
        installation_.records.act(*transaction_, who, part, 1, act);
    }
    void mediate(bool ends) {
        auto const part = open_part("mediations.mediation", org_, {{"matter", "relation"}, {"body", "studio"}});
        later(5);
        if (ends) act_on_part(part, handler(), "refuse", {{"other-way", "可向法院起诉"}});
    }
    void refer() {
        org::Code const unit{county().value() + 1 + static_cast<std::int64_t>(below(partners_of_a_county))};
        auto const part = open_part("referrals.referral", unit,
                                    {{"receiver-kind", "other-unit"}, {"asked", "请协助办理"}, {"reason", "属对方职责"}, {"basis", "duty"}, {"extract", "来访人请求协助"}});
        if (below(2) == 0) act_on_part(part, actor("partner", unit), "receive");
    }

    void finish(End end) {
        if (end == End::Registered) return;
        later(7);
        if (end == End::Answered) {
            act(handler(), "answer", {{"outcome", "advised"}, {"opinion", language_.text(random_, 8)}});
            call_back();
        } else if (end == End::Guided) {
            act(handler(), "guide", {{"guided-to", "人社局"}});
        } else if (end == End::Withdrawn) {
            act(handler(), "withdraw", {}, "本人撤回");
        } else {
            act(handler(), "accept");
            later(20);
            go_on(end);
        }
    }
    void go_on(End end) {
        if (end == End::Settled) {
            if (below(16) == 0) mediate(true);
            act(handler(), "settle", {{"outcome", "settled"}});
            call_back();
            return;
        }
        if (end == End::Accepted) {
            if (below(10) == 0) mediate(false);
            if (below(10) == 0) refer();
            return;
        }
        act(handler(), "reply", {{"opinion", language_.text(random_, 8)}, {"legal-basis", "信访工作条例"}});
        if (end == End::InReview) act(org_.level() == org::Level::County ? handler() : actor("keeper", county()), "ask-review", {}, "对答复不满意");
        if (end == End::Satisfied) act(handler(), "satisfied", {{"outcome", "settled"}}, "本人接受");
    }
    void call_back() {
        if (below(12) == 0) return;
        later(25);
        act(handler(), "call-back", {{"satisfied", below(20) != 0}});
    }

    Installation& installation_;
    std::mt19937_64 random_;
    std::string run_;
    Language language_;
    std::map<std::pair<std::string, org::Code>, identity::Context> actors_;
    std::map<std::int64_t, std::vector<org::Code>> villages_;  // by county
    std::vector<std::int64_t> counties_;
    std::unordered_map<std::int64_t, std::vector<people::PersonId>> persons_;  // by village
    std::vector<std::string> categories_;

    // Of the petition that is made now.
    storage::Transaction* transaction_ = nullptr;
    std::string name_;
    int step_ = 0;
    org::Code org_;
    Day day_;
    records::RecordId id_ = 0;
    std::int64_t version_ = 1;
};

}  // namespace

std::vector<org::Code> villages_of(Installation const& installation) {
    return installation.database->read([](storage::Reader const& reader) {
        std::vector<org::Code> villages;
        for (auto const& one : org::subtree(reader, *org::Code::parse(city))) {
            if (one.code.level() == org::Level::Village) villages.push_back(one.code);
        }
        return villages;
    });
}

CaseSizes sizes_of(Installation const& installation) {
    return installation.database->read([&](storage::Reader const& reader) {
        auto const count = [&](storage::Query const& query) {
            auto rows = reader.query(query);
            return rows.next() ? rows.integer(0) : 0;
        };
        return CaseSizes{static_cast<int>(count({"bench/count_persons", "SELECT count(*) FROM persons WHERE import IS NOT NULL"})),
                         count(storage::Query{"bench/count_cases", "SELECT count(*) FROM records r JOIN record_types t ON t.id = r.type"}.where("t.name = ?", petition))};
    });
}

void fill_cases(Installation& installation, CaseSizes const& wanted, std::function<void(std::int64_t, std::int64_t)> const& progress) {
    auto const present = sizes_of(installation);
    auto const villages = villages_of(installation);
    if (present.people < wanted.people) import_persons(installation, *org::Code::parse(city), villages, wanted.people, present.people);
    if (present.cases >= wanted.cases) return;
    std::atomic<std::int64_t> next{present.cases}, done{present.cases};
    std::mutex telling;
    std::exception_ptr failure;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < writers; ++i) {
            threads.emplace_back([&, i] {
                try {
                    CaseMaker maker{installation, present.cases, i};
                    for (auto from = next.fetch_add(cases_at_once); from < wanted.cases; from = next.fetch_add(cases_at_once)) {
                        auto const to = std::min(wanted.cases, from + cases_at_once);
                        installation.database->write([&](storage::Transaction& transaction) {
                            for (auto number = from; number < to; ++number) maker.make(transaction, number);
                        });
                        std::scoped_lock const lock{telling};
                        progress(done += to - from, wanted.cases);
                    }
                } catch (...) {
                    std::scoped_lock const lock{telling};
                    failure = std::current_exception();
                    next = wanted.cases;
                }
            });
        }
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace niangjia::bench
