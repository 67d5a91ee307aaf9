// Every route, tried by every role that the product ships and by nobody, on what belongs to another county.
//
// The table (reach_table.h) is written by hand, by operation: who may, and what is heard about the other county. A route that
// is not in it fails the test, and so does a line of it whose route is gone.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "people/households.h"
#include "support/api.h"
#include "support/books.h"
#include "unit/http/reach_table.h"

namespace niangjia::http {
namespace {

using namespace testing_support;
using enum identity::Permission;

using namespace reach;

class EveryRoute : public OnEveryDatabaseWithApi {
  protected:
    EveryRoute() {
        unit = write([&](storage::Transaction& transaction) { return org::add_unit(transaction, system(), code(dongcheng), "派出所").code.text(); });
        own = belongings(dongcheng, meiyuan, "王小雨", "own.keeper");
        foreign = belongings(xishan, xinhe, "秦雪梅", "foreign.keeper");
        // Neither is anything of that kind, nor does the place exist.
        missing = foreign;
        missing.county = "449977";
        missing.village = "449977100201";
        missing.record = std::to_string(std::stoll(foreign.record) + 77);
        missing.person = std::to_string(std::stoll(foreign.person) + 77);
        missing.account = "777777";
        missing.twin = std::to_string(std::stoll(foreign.twin) + 77);
        missing.neighbour = std::to_string(std::stoll(foreign.neighbour) + 77);
        missing.household = std::to_string(std::stoll(foreign.household) + 77);
        missing.import = std::to_string(std::stoll(foreign.import) + 77);
        missing.attachment = std::to_string(std::stoll(foreign.attachment) + 77);
        missing.seal = std::to_string(std::stoll(foreign.seal) + 77);
        missing.fund = records::number_text(*records::parse_number(foreign.fund) + 77);
    }

    Target belongings(std::string_view county, std::string_view village, std::string_view name,
                      std::string_view keeper_name) {
        auto const keeper_account = account(keeper_name, "keeper", county);
        auto const her = person(name, village);
        auto const record =
            create(village_head(village), complaint(std::string{name} + "来访的经过", village));
        auto const context = as("village-head", village, keeper_account);
        auto const file = read([&](storage::Reader const& reader) { return office.records.store_file(reader, {}, "note.txt", std::string{name} + "的材料"); });
        auto const attachment = write([&](storage::Transaction& transaction) {
            return office.records.attach(transaction, context, record, command(), std::string{name} + ".txt",
                                         file);
        });
        auto const neighbour = person(std::string{name} + "的邻居", village);
        auto const household = write([&](storage::Transaction& transaction) {
            return people::Households{office.people}.create(transaction, system(), {.org = code(village), .members = {{neighbour, "0"}}});
        });
        auto const import = office.imports.upload(as("village-head", village, keeper_account), code(village), "a.csv", "姓名,电话\n李娜,13800001234\n").id;
        return {std::string{county},
                std::string{village},
                std::to_string(record),
                records::number_text(record),
                std::to_string(her),
                std::string{name},
                std::to_string(keeper_account),
                std::to_string(attachment),
                request_between({head(county, "first"), head(county, "second")}, record, county),
                std::to_string(person(name, village)),
                std::to_string(neighbour),
                std::to_string(household),
                std::to_string(import),
                fund_of(village, keeper_account)};
    }

    // A fund that received something and spent of it, kept at the village so that every role of the place may read it.
    std::string fund_of(std::string_view village, identity::AccountId keeper_account) {
        auto const id = create(village_head(village), complaint("一笔资金", village));
        write([&](storage::Transaction& transaction) {
            open_fund(transaction, id, village);
            (void)funds::receive(transaction, step(id, 1, village, "2015-02-03", {}, keeper_account), id, 500'00, funds::Account::Gifts, "donation", {}, true);
            funds::pay(transaction, step(id, 2, village, "2015-02-04", {}, keeper_account), id, 80'00);
        });
        return records::number_text(id);
    }

    // A chair with a key pair of her own.
    identity::Context head(std::string_view county, std::string_view name) {
        return with_keys(account(std::string{county} + "." + std::string{name}, "head", county));
    }
    identity::Context with_keys(identity::AccountId id) {
        auto const pair = vault::KeyPair::make();
        return write([&](storage::Transaction& transaction) {
            auto const number =
                identity::Identity::set_public_half(transaction, id, pair.public_half(), clock.now());
            return office.identity.context_with(*office.identity.find(transaction, system(), id), number,
                                                pair);
        });
    }
    // That the first asks of the second, both being officers.
    std::string request_between(std::vector<identity::Context> const& officers, records::RecordId record,
                                std::string_view county) {
        std::vector const ids{officers[0].account(), officers[1].account()};
        return write([&](storage::Transaction& transaction) {
            auto const recovery = office.recovery.name_officers(transaction, system(), ids);
            auto const wanted =
                identity::NewSealRequest{record, code(county), recovery, "主办人离岗，须联系当事人"};
            return std::to_string(office.recovery.request(transaction, officers[0], wanted).id);
        });
    }

    // Where the role is granted on one's own side.
    std::string home(identity::Role const& role) const {
        auto const at = [&](org::Level level) {
            return std::ranges::find(role.levels, level) != role.levels.end();
        };
        if (at(org::Level::Unit)) return unit;
        return std::string{at(org::Level::Village) ? meiyuan : at(org::Level::Township) ? shiqiao : dongcheng};
    }
    static bool may(identity::Role const& role, std::string_view who) {
        if (auto const either = who.find(" or "); either != std::string_view::npos) return may(role, who.substr(0, either)) || may(role, who.substr(either + 4));
        auto const permission = identity::permission_named(who);
        return !permission || role.has(*permission);
    }
    Route const& route(std::string_view operation) const {
        return *std::ranges::find(router.routes(), operation, &Route::operation);
    }
    Response call(Client const& client, Line const& line, Target const& target) const {
        auto const sent = line.sent(target);
        auto const& method = route(line.operation).method;
        auto const address = "/api" + sent.target;
        if (sent.file) return client.upload(address, "text/plain", "a file");
        if (sent.version) return client.change(method, address, *sent.version, sent.body);
        return client.send(method, address, sent.body);
    }
    void expect_silence(Response const& response) const {
        for (auto const& secret :
             {foreign.name, foreign.number, std::string{"foreign.keeper"}, "\"" + foreign.record + "\""}) {
            EXPECT_FALSE(response.content().contains(secret)) << secret << " in " << response.content();
        }
    }
    // The same words, whichever of the two was asked for.
    static std::string without_target(Response const& response, Target const& target) {
        std::string text{response.content()};
        for (auto const& word : {target.village, target.county}) {
            for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
                text.replace(at, word.size(), "…");
            }
        }
        return text;
    }
    void expect_heard(Client const& client, Line const& line, bool partner) {
        auto const response = call(client, line, foreign);
        expect_silence(response);
        switch (line.heard) {
            case Heard::NotFound:
            case Heard::Refused: {
                EXPECT_EQ(response.status, line.heard == Heard::NotFound ? 404 : 422) << response.content();
                EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
                EXPECT_EQ(without_target(response, foreign),
                          without_target(call(client, line, missing), missing));
                break;
            }
            case Heard::Empty:
                ASSERT_EQ(response.status, 200) << response.content();
                EXPECT_EQ(json_of(response).at("items"), json::value(json::array{})) << response.content();
                break;
            case Heard::Own: {
                ASSERT_EQ(response.status, 200) << response.content();
                auto const answer = json_of(response);
                for (auto const& item : answer.at("items").as_array()) {
                    EXPECT_FALSE(to_text(item).contains("\"" + foreign.village + "\"")) << to_text(item);
                    EXPECT_FALSE(to_text(item).contains("\"" + foreign.county + "\"")) << to_text(item);
                }
                if ((line.operation == "listRecords" || line.operation == "search") && !partner) {
                    EXPECT_TRUE(response.content().contains(own.number)) << response.content();
                }
                if (line.operation == "listAccounts") {
                    EXPECT_TRUE(response.content().contains("own.keeper")) << response.content();
                }
                break;
            }
            case Heard::Fine:
                EXPECT_TRUE(response.status == 200 || response.status == 204) << response.content();
                break;
            case Heard::Above:
                EXPECT_EQ(response.status, 403) << response.content();
                EXPECT_EQ(problem_code(response), "identity.not-all-accounts");
                EXPECT_EQ(response.content(), call(client, line, missing).content());
                break;
            case Heard::Coded:
                EXPECT_TRUE(response.status == 404 || response.status == 409 || response.status == 422 || response.status == 429) << response.status << response.content();
                EXPECT_TRUE(problem_code(response).starts_with("portal.")) << response.content();
                break;
            case Heard::Wrong:
                EXPECT_TRUE(response.status == 401 || response.status == 422)
                    << response.status << response.content();
                break;
        }
    }

    std::string unit;  // of a partner, to which nothing was sent
    Target own;
    Target foreign;
    Target missing;
};

TEST_P(EveryRoute, StandsInTheTableAndTheTableNamesNoOther) {
    std::set<std::string> served;
    std::set<std::string> written;
    for (auto const& each : router.routes()) served.insert(each.operation);
    for (auto const& line : table()) {
        written.insert(line.operation);
        ASSERT_TRUE(served.contains(line.operation)) << line.operation << " is gone";
        EXPECT_EQ(route(line.operation).access.name(), line.who) << line.operation;
    }
    EXPECT_EQ(served, written);
}

TEST_P(EveryRoute, TellsNoRoleOfAnotherCountyAnything) {
    auto lines = table();
    // Signing out comes last, since nothing goes on after it.
    std::ranges::stable_partition(lines, [](Line const& line) { return line.operation != "signOut"; });
    auto const before = fetch(std::stoll(foreign.record));
    ASSERT_GE(office.roles.all().size(), 9U);
    for (auto const& role : office.roles.all()) {
        auto const client = signed_in(role.name, home(role));
        auto const untouched = traces();
        for (auto const& line : lines) {
            SCOPED_TRACE(role.name + " " + line.operation + " " + line.sent(foreign).target);
            if (may(role, line.who)) {
                expect_heard(client, line, role.name == "partner");
                continue;
            }
            auto const response = call(client, line, foreign);
            EXPECT_EQ(response.status, 403) << response.content();
            EXPECT_EQ(problem_code(response), "identity.not-permitted");
            EXPECT_EQ(response.content(), call(client, line, missing).content());
            expect_silence(response);
        }
        auto const after = traces();
        EXPECT_EQ(after.records, untouched.records);
        EXPECT_EQ(after.people, untouched.people);
        EXPECT_EQ(after.accounts, untouched.accounts);
    }
    auto const after = fetch(std::stoll(foreign.record));
    EXPECT_EQ(after.version, before.version);
    EXPECT_EQ(after.state, before.state);
    EXPECT_EQ(timeline(after.id).size(), 1U);
}

// So that silence about the other county is not the silence of a route that never answers.
TEST_P(EveryRoute, AnswersOnOnesOwnAsItsDescriptionSays) {
    std::map<std::string, Client> clients;
    for (auto const* const role : {"admin", "keeper", "village-head", "head"}) {
        clients.emplace(role, signed_in(role, home(*office.roles.find(role))));
    }
    auto const chair_id = office.identity.session(clients.at("head").token)->account.id;
    own.seal =
        request_between({head(dongcheng, "asking"), with_keys(chair_id)}, std::stoll(own.record), dongcheng);
    auto lines = table();
    std::ranges::stable_partition(lines, [](Line const& line) { return line.operation != "signOut"; });
    for (auto const& line : lines) {
        if (line.heard == Heard::Wrong || line.heard == Heard::Above || line.heard == Heard::Coded) continue;
        if (line.operation.contains("Batch")) continue;         // http/payments_test.cpp does these
        if (line.operation == "writeMessage") continue;  // what did not come through the portal has nobody to write to
        // Nothing of one's own is sealed here: records/sealing_test.cpp does these.
        if (line.operation == "askForSeal" || line.operation == "approveSeal" || line.operation == "admitToTeam" || line.operation == "dismissFromTeam") continue;
        SCOPED_TRACE(line.operation + " " + line.sent(own).target);
        auto const able = std::ranges::find_if(clients, [&](auto const& each) {
            return may(*office.roles.find(each.first), line.who) &&
                   (line.operation != "createRecord" || each.first == "village-head") &&
                   ((line.operation != "revealPerson" && line.operation != "listRecordChoices") || each.first != "admin") &&
                   (each.first != "head" || line.who == "break-seal");
        });
        ASSERT_NE(able, clients.end());
        auto const response = call(able->second, line, own);
        EXPECT_TRUE(response.status >= 200 && response.status < 300) << response.status << response.content();
        auto const described =
            std::ranges::find(route(line.operation).answers, response.status, &Answer::status);
        ASSERT_NE(described, route(line.operation).answers.end()) << response.status;
        if (line.operation == "getAttachment") continue;  // of whatever kind was attached
        EXPECT_EQ(response.headers.get("Content-Type"),
                  described->schema ? "application/json" : described->media);
    }
}

// A permission reaches where its own role was granted, and not where another role of the same person was.
TEST_P(EveryRoute, LendsNoRoleThePermissionOfAnother) {
    auto const id = account("both", "keeper", dongcheng);
    write([&](storage::Transaction& transaction) {
        return office.identity.change_account(
            transaction, system(), id,
            {.grants = {{{"keeper", std::string{dongcheng}}, {"clerk", std::string{xishan}}}}}, 1, {});
    });
    auto const client = signed_in("both");
    auto const untouched = traces();
    EXPECT_EQ(client.get("/api/records/" + foreign.record).status, 200);
    for (auto const& line : table()) {
        if (line.who != "export" && line.who != "type-figures" && line.who != "read-reports") continue;
        if (line.heard != Heard::NotFound) continue;
        SCOPED_TRACE(line.operation);
        auto const response = call(client, line, foreign);
        EXPECT_EQ(response.status, 403) << response.content();
        EXPECT_EQ(call(client, line, missing).status, 404);
        EXPECT_EQ(problem_code(response), "identity.not-permitted");
    }
    EXPECT_EQ(traces(), untouched);
}

TEST_P(EveryRoute, WantsASessionUnlessItIsForAnyone) {
    auto const untouched = traces();
    Client forged = nobody();
    forged.token = "a-token-that-nobody-was-given";
    for (auto const& line : table()) {
        if (line.who == "anyone") continue;
        SCOPED_TRACE(line.operation);
        for (auto const& client : {nobody(), forged}) {
            auto const response = call(client, line, own);
            EXPECT_EQ(response.status, 401) << response.content();
            EXPECT_EQ(problem_code(response), "identity.signed-out");
            expect_silence(response);
        }
    }
    EXPECT_EQ(traces(), untouched);
}

TEST_P(EveryRoute, ThatChangesAnythingWantsTheTokenAgainstForgery) {
    std::map<std::string, std::string> const who_may{
        {"manage-organisations", "admin"}, {"manage-accounts", "admin"},
        {"write-records", "keeper"},       {"break-seal", "head"},
        {"read-records", "keeper"},        {"type-figures", "keeper"},
        {"signed-in", "keeper"},           {"write-records or write-findings", "keeper"}};
    std::map<std::string, Client> clients;
    for (auto const& role : {"admin", "keeper", "head"}) clients.emplace(role, signed_in(role, dongcheng));
    auto const untouched = traces();
    int tried = 0;
    for (auto const& line : table()) {
        if (line.who == "anyone" || route(line.operation).method == "GET") continue;
        SCOPED_TRACE(line.operation);
        auto client = clients.at(who_may.at(line.who));
        for (auto const& csrf : {std::string{}, client.csrf + "x", std::string(client.csrf.size(), 'a')}) {
            client.csrf = csrf;
            auto const response = call(client, line, own);
            EXPECT_EQ(response.status, 403) << response.content();
            EXPECT_EQ(problem_code(response), "http.csrf");
        }
        ++tried;
    }
    EXPECT_GE(tried, 9);
    EXPECT_EQ(traces(), untouched);
    EXPECT_EQ(clients.at("keeper").get("/api/session").status, 200);
}

INSTANTIATE_TEST_SUITE_P(Every, EveryRoute, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
