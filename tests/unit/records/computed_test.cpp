// What a record takes from the records it names: amounts by a scheme, days within it, and only those who take part.
#include "support/mutual.h"
#include "support/office.h"

namespace niangjia::records {
namespace {

using namespace testing_support;

packs::Library const& mutual_library() {
    static auto const library = [] {
        PackFolder folder;
        folder.put("women/mutual.yaml", mutual_pack);
        auto loaded = folder.load();
        if (loaded.library == nullptr) throw std::runtime_error{loaded.problems.at(0).text.en};
        return loaded.library;
    }();
    return *library;
}

class Computing : public OfficeDatabase {
  protected:
    identity::Context as(std::string_view role, std::string_view place, identity::AccountId account) {
        return {clock, account, "王芳", {{test_roles().find(role), code(place)}}};
    }
    identity::Context village_head() { return as("village-head", meiyuan, 1); }
    identity::Context keeper() { return as("keeper", dongcheng, 3); }

    people::PersonId person(std::string_view name) {
        return write([&](storage::Transaction& transaction) {
            return people.create(transaction, system(), {.org = code(meiyuan), .name = std::string{name}}, people::Despite::all()).id;
        });
    }
    std::string command() { return "command-" + std::to_string(++commands_); }
    RecordId create(identity::Context const& context, Creation const& creation) {
        return write([&](storage::Transaction& transaction) { return records.create(transaction, context, creation); });
    }
    void act(identity::Context const& context, RecordId id, std::string_view action, json::object fields = {}, std::string_view note = {}) {
        auto const version = fetch(id).version;
        write([&](storage::Transaction& transaction) {
            records.act(transaction, context, id, version, {.command = command(), .action = std::string{action}, .note = std::string{note}, .fields = std::move(fields)});
        });
    }
    Record fetch(RecordId id) {
        return read([&](storage::Reader const& reader) { return records.fetch(reader, system(), id); });
    }

    // 10 % of what is above 1000 yuan, at most 2000 of a person, for 2015.
    std::string scheme(json::object fields = {}) {
        for (auto const& [key, value] : json::object{{"starts", "2015-01-01"}, {"ends", "2015-12-31"}, {"rate", 10}, {"deductible", 1000'00}, {"ceiling", 2000'00}, {"holder", "区总工会"}}) {
            if (!fields.contains(key)) fields[key] = value;
        }
        return number_text(create(keeper(), {.command = command(), .type = "mutual.scheme", .org = code(dongcheng), .fields = std::move(fields)}));
    }
    RecordId enrol(std::string const& scheme, people::PersonId member) {
        return create(village_head(), {.command = command(),
                                       .type = "mutual.enrolment",
                                       .org = code(meiyuan),
                                       .fields = {{"scheme", scheme}},
                                       .participants = {{"member", {packs::Who::Person, member}}}});
    }
    void enrolled(std::string const& scheme, people::PersonId member) { act(keeper(), enrol(scheme, member), "pay"); }
    RecordId claim(std::string const& scheme, people::PersonId member, std::int64_t cost, std::string_view admitted = "2015-03-02") {
        return create(village_head(), {.command = command(),
                                       .type = "mutual.claim",
                                       .org = code(meiyuan),
                                       .subject = Party{packs::Who::Person, member},
                                       .fields = {{"scheme", scheme}, {"admitted", std::string{admitted}}, {"cost", cost}}});
    }
    json::value granted(RecordId id) {
        auto const record = fetch(id);
        auto const* value = record.fields.if_contains("granted");
        return value == nullptr ? json::value{} : *value;
    }

    packs::Library const& library = mutual_library();
    people::People people{people::open_keys(db(), key_file(folder.path() / "data", {})), key_file(folder.path() / "data", {}), person_rules(library)};
    figures::Figures figures{db(), library};
    Records records{db(), library, figures, people, folder.path() / "attachments"};
    people::PersonId const worker = person("职工甲");

  private:
    int commands_ = 0;
};

TEST_P(Computing, ReckonsTheAmountInTheStepThatNeedsIt) {
    auto const of = scheme();
    enrolled(of, worker);
    auto const id = claim(of, worker, 13000'00);
    EXPECT_TRUE(granted(id).is_null()) << "no step needed it yet";
    act(keeper(), id, "check");
    EXPECT_EQ(granted(id), json::value(1200'00)) << "a tenth of what is above the deductible";
    EXPECT_EQ(fetch(id).fields.at("holder"), json::value("区总工会")) << "as the scheme has it";
    auto const entries = read([&](storage::Reader const& reader) { return records.timeline(reader, fetch(id)); });
    EXPECT_TRUE(entries.back().changes.contains("granted")) << "the timeline tells it";
    act(keeper(), id, "pay");
    EXPECT_EQ(granted(id), json::value(1200'00));
}

TEST_P(Computing, CutsOffWhatIsLessThanAFen) {
    auto const of = scheme({{"rate", 33.333}, {"deductible", 0}, {"ceiling", 900'000'000'000'000}});
    enrolled(of, worker);
    auto const small = claim(of, worker, 10'01);
    act(keeper(), small, "check");
    EXPECT_EQ(granted(small), json::value(3'33)) << "333.66… fen";
    auto const great = claim(of, worker, 900'000'000'000'001);
    act(keeper(), great, "check");
    EXPECT_EQ(granted(great), json::value(299'997'000'000'000)) << "no amount is too great to be multiplied";
}

TEST_P(Computing, KeepsTheCeilingOverAllHerClaimsOfTheScheme) {
    auto const of = scheme();
    auto const next = scheme({{"holder", "另一期"}});
    enrolled(of, worker);
    enrolled(next, worker);
    auto const first = claim(of, worker, 16000'00);
    auto const second = claim(of, worker, 16000'00);
    auto const third = claim(of, worker, 16000'00);
    auto const elsewhere = claim(next, worker, 16000'00);
    act(keeper(), first, "check");
    act(keeper(), second, "check");
    EXPECT_EQ(granted(first), json::value(1500'00));
    EXPECT_EQ(granted(second), json::value(500'00)) << "what the ceiling leaves";
    auto const failure = failure_of([&] { act(keeper(), third, "check"); });
    ASSERT_EQ(failure.problems().size(), 1U);
    EXPECT_EQ(failure.problems()[0].code, "records.nothing-due");
    EXPECT_EQ(failure.problems()[0].pointer, "/fields/granted");
    act(keeper(), elsewhere, "check");
    EXPECT_EQ(granted(elsewhere), json::value(1500'00)) << "another scheme has a ceiling of its own";
    // What is void takes up nothing.
    act(keeper(), first, "refuse");
    act(keeper(), third, "check");
    EXPECT_EQ(granted(third), json::value(1500'00));
}

TEST_P(Computing, TakesNoAmountByHandUnlessItIsTheSame) {
    auto const of = scheme();
    enrolled(of, worker);
    auto const id = claim(of, worker, 13000'00);
    auto const failure = failure_of([&] { act(keeper(), id, "check", {{"granted", 1300'00}}); });
    ASSERT_EQ(failure.problems().size(), 1U);
    EXPECT_EQ(failure.problems()[0].code, "records.computed-field");
    EXPECT_EQ(failure.problems()[0].pointer, "/fields/granted");
    EXPECT_EQ(failure_of([&] { act(village_head(), id, "correct", {{"granted", 5'00}}, "改"); }).problems().at(0).code, "records.computed-field");
    act(keeper(), id, "check", {{"granted", 1200'00}});
    EXPECT_EQ(granted(id), json::value(1200'00));
    act(keeper(), id, "pay", {{"granted", 1200'00}});
    EXPECT_EQ(fetch(id).state->name, "paid");
}

TEST_P(Computing, IsTooLittleBelowTheFieldsOwnLimit) {
    auto const of = scheme();
    enrolled(of, worker);
    auto const under = claim(of, worker, 999'00);
    EXPECT_EQ(failure_of([&] { act(keeper(), under, "check"); }).problems().at(0).code, "records.nothing-due") << "below the deductible";
    auto const little = claim(of, worker, 1019'99);
    EXPECT_EQ(failure_of([&] { act(keeper(), little, "check"); }).problems().at(0).code, "records.nothing-due") << "1.99 yuan, and the least is 2";
    auto const enough = claim(of, worker, 1020'00);
    act(keeper(), enough, "check");
    EXPECT_EQ(granted(enough), json::value(2'00));
}

TEST_P(Computing, ReckonsAgainWhatRestsOnSomethingThatIsMended) {
    auto const of = scheme();
    enrolled(of, worker);
    auto const id = claim(of, worker, 13000'00);
    act(village_head(), id, "correct", {{"cost", 12000'00}}, "看错");
    EXPECT_TRUE(granted(id).is_null()) << "nothing was there that could change";
    act(keeper(), id, "check");
    EXPECT_EQ(granted(id), json::value(1100'00));
    act(village_head(), id, "mend", {{"cost", 11000'00}});
    EXPECT_EQ(granted(id), json::value(1000'00)) << "the step need not take it";
    act(village_head(), id, "correct", {{"cost", 6000'00}}, "再改");
    EXPECT_EQ(granted(id), json::value(500'00));
    act(village_head(), id, "correct", {{"other", "说明"}}, "与金额无关");
    EXPECT_EQ(granted(id), json::value(500'00));
}

TEST_P(Computing, PaysWhatWasCheckedThoughTheSchemeChangedMeanwhile) {
    auto const of = scheme();
    enrolled(of, worker);
    auto const id = claim(of, worker, 13000'00);
    act(keeper(), id, "check");
    act(keeper(), *parse_number(of), "correct", {{"rate", 20}}, "印错");
    act(keeper(), id, "back");
    EXPECT_EQ(granted(id), json::value(1200'00));
    act(keeper(), id, "check");
    EXPECT_EQ(granted(id), json::value(2000'00)) << "checked anew by what the scheme says now, up to its ceiling";
    act(keeper(), *parse_number(of), "correct", {{"rate", 10}}, "改回");
    act(keeper(), id, "pay");
    EXPECT_EQ(granted(id), json::value(2000'00)) << "what was checked is paid";
}

TEST_P(Computing, WantsDaysWithinThoseOfWhatIsNamed) {
    auto const of = scheme();
    enrolled(of, worker);
    auto const refused = [&](std::string_view day) { return failure_of([&] { (void)claim(of, worker, 13000'00, day); }); };
    EXPECT_EQ(refused("2014-12-31").problems().at(0).code, "records.outside");
    EXPECT_EQ(refused("2016-01-01").problems().at(0).pointer, "/fields/admitted");
    (void)claim(of, worker, 13000'00, "2015-12-31");
    auto const id = claim(of, worker, 13000'00, "2015-01-01");
    auto const before = scheme({{"starts", "2014-01-01"}, {"ends", "2014-12-31"}});
    enrolled(before, worker);
    EXPECT_EQ(failure_of([&] { act(village_head(), id, "correct", {{"scheme", before}}, "选错"); }).problems().at(0).code, "records.outside")
        << "another scheme has other days";
    act(village_head(), id, "correct", {{"scheme", before}, {"admitted", "2014-05-01"}}, "选错");
    EXPECT_EQ(fetch(id).fields.at("admitted"), json::value("2014-05-01"));
}

TEST_P(Computing, IsForThoseWhoTakePartAlone) {
    auto const of = scheme();
    auto const other = scheme();
    auto const refused = [&](std::string const& named, people::PersonId whom) { return failure_of([&] { (void)claim(named, whom, 13000'00); }); };
    auto const enrolment = enrol(of, worker);
    EXPECT_EQ(refused(of, worker).problems().at(0).code, "records.not-joined") << "enrolled, and not paid for";
    act(keeper(), enrolment, "pay");
    auto const id = claim(of, worker, 13000'00);
    EXPECT_EQ(refused(other, worker).problems().at(0).pointer, "/fields/scheme") << "in another scheme";
    EXPECT_EQ(refused(of, person("职工乙")).problems().at(0).code, "records.not-joined") << "somebody else";
    EXPECT_EQ(failure_of([&] { act(village_head(), id, "correct", {{"scheme", other}}, "选错"); }).problems().at(0).code, "records.not-joined");
}

TEST_P(Computing, IsForHerWhomTheNamedRecordIsAbout) {
    auto const file = create(village_head(), {.command = command(), .type = "mutual.file", .org = code(meiyuan), .subject = Party{packs::Who::Person, worker}});
    auto const help = [&](people::PersonId whom) {
        return create(village_head(), {.command = command(),
                                       .type = "mutual.help",
                                       .org = code(meiyuan),
                                       .subject = Party{packs::Who::Person, whom},
                                       .fields = {{"file", number_text(file)}}});
    };
    (void)help(worker);
    EXPECT_EQ(failure_of([&] { (void)help(person("职工乙")); }).problems().at(0).code, "records.not-joined");
    act(village_head(), file, "end");
    EXPECT_EQ(failure_of([&] { (void)help(worker); }).problems().at(0).code, "records.not-joined") << "no longer on file";
}

INSTANTIATE_TEST_SUITE_P(Every, Computing, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
