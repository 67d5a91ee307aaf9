// Every route that answers about a record, by every role that the product ships, for every sensitivity: nobody is told what is above her
// sight, and nobody outside its team what is sealed. That routes tell nothing of other places is in reach_test.cpp.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "support/api.h"
#include "support/books.h"
#include "unit/http/reach_table.h"

namespace niangjia::http {
namespace {

using namespace reach;
using identity::Sight;

// The words that stand in a field of each sensitivity. None is a part of another.
std::map<Sight, std::string> const words{
    {Sight::Public, "公开之言甲"}, {Sight::Internal, "内部之言乙"}, {Sight::Personal, "个人之言丙"}, {Sight::Sealed, "封存之言丁"}};
std::string const secret = "只给办案人的话";

class EverySensitivity : public OnEveryDatabaseWithApi {
  protected:
    EverySensitivity() {
        auto const teller = account("teller", "village-head", meiyuan);
        auto const pair = vault::KeyPair::make();
        team = write([&](storage::Transaction& transaction) {
            auto const number = identity::Identity::set_public_half(transaction, teller, pair.public_half(), clock.now());
            return office.identity.context_with(*office.identity.find(transaction, system(), teller), number, pair);
        });
        plain = written("sights.paper", {{"open", words.at(Sight::Public)}, {"inner", words.at(Sight::Internal)}, {"own", words.at(Sight::Personal)}, {"closed", words.at(Sight::Sealed)}});
        kept = written("sights.kept", {{"secret", secret}});
        // The first opened a fund, and brought in what the other was paid.
        write([&](storage::Transaction& transaction) {
            open_fund(transaction, plain, meiyuan);
            (void)funds::receive(transaction, step(plain, 1, meiyuan, "2015-02-03", {}, teller, "sights"), plain, 500'00, funds::Account::Gifts, "donation", {}, true);
            funds::pay(transaction, step(kept, 1, meiyuan, "2015-02-04", {}, teller, "sights"), plain, 80'00);
        });
    }

    records::RecordId written(std::string_view type, json::object fields) {
        records::Creation creation{command(), std::string{type}, code(meiyuan)};
        creation.fields = std::move(fields);
        return write([&](storage::Transaction& transaction) { return office.records.create(transaction, *team, creation); });
    }
    // Where the role is granted, so that the village is within its reach.
    std::string home(identity::Role const& role) const {
        auto const at = [&](org::Level level) { return std::ranges::find(role.levels, level) != role.levels.end(); };
        return std::string{at(org::Level::Village) ? meiyuan : at(org::Level::Township) ? shiqiao : dongcheng};
    }
    // What every reading route says to her about the record, and what the lists and the search say when they are asked for its words.
    std::map<std::string, std::string> answers(Client const& client, records::RecordId record) {
        Target target;
        target.county = dongcheng;
        target.village = meiyuan;
        target.record = std::to_string(record);
        target.number = records::number_text(record);
        target.fund = records::number_text(plain);
        target.name = "一件";
        for (auto* each : {&target.person, &target.account, &target.attachment, &target.seal, &target.twin, &target.neighbour, &target.household, &target.import}) *each = "1";
        std::map<std::string, std::string> said;
        for (auto const& line : table()) {
            auto const& route = **std::ranges::find_if(routes, [&](Route const* one) { return one->operation == line.operation; });
            if (route.method != "GET" || line.operation.starts_with("openapi")) continue;
            said[line.operation] = client.get("/api" + line.sent(target).target).content();
        }
        auto every = std::vector{secret, target.number};
        for (auto const& [sight, word] : words) every.push_back(word);
        for (auto const& word : every) {
            auto const asked = encoded(word);
            said["search " + word] = client.get("/api/search?q=" + asked).content();
            said["listRecords " + word] = client.get("/api/records?text=" + asked).content();
        }
        for (auto const* type : {"sights.paper", "sights.kept"}) said["listRecords of " + std::string{type}] = client.get("/api/records?type=" + std::string{type}).content();
        said["listTodos"] = client.get("/api/todos").content();
        return said;
    }

    std::optional<identity::Context> team;
    records::RecordId plain = 0;
    records::RecordId kept = 0;
    std::vector<Route const*> routes = [this] {
        std::vector<Route const*> all;
        for (auto const& one : router.routes()) all.push_back(&one);
        return all;
    }();
};

TEST_P(EverySensitivity, IsToldByNoRouteToARoleThatSeesLess) {
    std::set<Sight> told;
    for (auto const& role : office.roles.all()) {
        if (std::ranges::find(role.levels, org::Level::Unit) != role.levels.end()) continue;  // reaches nothing that was not sent to it
        auto const client = signed_in(role.name, home(role));
        for (auto const& [operation, answer] : answers(client, plain)) {
            for (auto const& [sight, word] : words) {
                SCOPED_TRACE(role.name + " " + operation);
                // What she asked for is hers to see again.
                if (operation.ends_with(word)) continue;
                bool const seen = answer.contains(word);
                EXPECT_TRUE(!seen || sight <= role.sees) << word << "\n" << answer;
                if (seen) told.insert(sight);
            }
        }
    }
    EXPECT_EQ(told, (std::set{Sight::Public, Sight::Internal, Sight::Personal})) << "each is told to some; what is sealed is told to nobody";
}

TEST_P(EverySensitivity, OfWhatIsSealedIsToldToNobodyOutsideItsTeam) {
    EXPECT_EQ(read([&](storage::Reader const& reader) { return office.records.fetch(reader, *team, kept); }).fields.at("secret").as_string(), secret);
    for (auto const& role : office.roles.all()) {
        if (std::ranges::find(role.levels, org::Level::Unit) != role.levels.end()) continue;
        auto const client = signed_in(role.name, home(role));
        for (auto const& [operation, answer] : answers(client, kept)) {
            SCOPED_TRACE(role.name + " " + operation);
            if (operation.ends_with(secret)) {
                EXPECT_FALSE(answer.contains("\"id\":\"" + std::to_string(kept) + "\"")) << answer;
                continue;
            }
            EXPECT_FALSE(answer.contains(secret)) << answer;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Every, EverySensitivity, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
