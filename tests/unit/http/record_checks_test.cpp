// Asked before a record is proposed, and what a record says of those that its fields name: over the API, with a pack of aid.
#include <gtest/gtest.h>

#include <map>

#include "funds/funds.h"
#include "support/aid.h"
#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class BeforeAProposal : public OnEveryDatabaseWithApi {
  protected:
    BeforeAProposal() { aid_router.check_answers(true); }

    Installation& opened() {
        write_file(folder.path() / "packs" / "women" / "aid.yaml", aid_pack);
        again_ = std::make_unique<Installation>(folder.path() / "data", folder.path() / "packs", clock);
        return *again_;
    }
    Client at_work(std::string_view role, std::string_view place) {
        auto const name = std::string{role} + "." + std::string{place};
        account(name, role, place);
        Client client{aid_site};
        auto const response = client.sign_in(name);
        EXPECT_EQ(response.status, 200) << response.content();
        return client;
    }
    // The id and the number of what was created.
    static std::pair<std::string, std::string> created(Client const& client, json::object body) {
        auto const response = client.post("/api/records", body);
        EXPECT_EQ(response.status, 201) << response.content();
        auto const record = json_of(response);
        return {text_at(record, "/id"), text_at(record, "/number")};
    }
    std::pair<std::string, std::string> fund(Client const& client, std::string_view name, std::string_view place) {
        return created(client, {{"command", command()}, {"type", "aid.fund"}, {"org", place}, {"fields", json::object{{"name", name}}}});
    }
    json::object grant(json::object fields = {}) {
        fields["year"] = 2015;
        return {{"command", command()}, {"type", "aid.grant"}, {"org", meiyuan}, {"subject", json::object{{"person", std::to_string(she)}}}, {"fields", std::move(fields)}};
    }
    std::string question(std::string_view type, std::string_view rest = {}) const {
        return "/api/records/checks?org=" + std::string{meiyuan} + "&type=" + std::string{type} + "&subject=" + std::to_string(she) + std::string{rest};
    }

  private:
    std::unique_ptr<Installation> again_;

  protected:
    Installation& aid = opened();
    Router aid_router{all_routes(aid),
                      {[this](std::string_view token) { return aid.identity.session(token); }, [this](identity::Session const& session) { return aid.identity.context(session); }},
                      "test"};
    Site aid_site{aid_router, no_web};
    people::PersonId const she = person("张小雨");
};

TEST_P(BeforeAProposal, ItIsSaidWhatItWouldMeet) {
    auto const village = at_work("village-head", meiyuan);
    EXPECT_EQ(json_of(village.get(question("aid.grant"))).at("problems"), json::value(json::array{}));
    auto const [id, number] = created(village, grant({{"amount", 4000'00}}));
    auto const ceiling = json_of(village.get(question("aid.grant", "&year=2015&amount=100001"))).at("problems").as_array();
    ASSERT_EQ(ceiling.size(), 1U);
    EXPECT_EQ(text_at(ceiling[0], "/kind"), "ceiling");
    EXPECT_EQ(ceiling[0].at("blocks"), json::value(true));
    EXPECT_EQ(ceiling[0].at("record"), json::value(nullptr));
    auto const clash = json_of(village.get(question("aid.parcel"))).at("problems").as_array();
    ASSERT_EQ(clash.size(), 1U);
    EXPECT_EQ(text_at(clash[0], "/kind"), "clash");
    EXPECT_EQ(clash[0].at("blocks"), json::value(false));
    EXPECT_EQ(text_at(clash[0], "/record"), number);
    EXPECT_TRUE(text_at(clash[0], "/text/zh").contains("助困金"));
    auto const refused = village.post("/api/records", grant({{"amount", 2000'00}}));
    EXPECT_EQ(refused.status, 409) << refused.content();
    EXPECT_EQ(problem_code(refused), "records.ceiling");
}

TEST_P(BeforeAProposal, AQuestionIsAnsweredOnlyWhereSheWrites) {
    auto const village = at_work("village-head", meiyuan);
    EXPECT_EQ(problem_code(village.get("/api/records/checks?type=aid.nothing&org=" + std::string{meiyuan})), "packs.unknown-type");
    EXPECT_EQ(village.get("/api/records/checks?type=aid.grant&org=" + std::string{xinhe}).status, 404);
    auto const stranger = person("外人", xinhe);
    auto const foreign = village.get("/api/records/checks?type=aid.grant&org=" + std::string{meiyuan} + "&subject=" + std::to_string(stranger));
    EXPECT_EQ(problem_code(foreign), "records.unknown-subject");
    auto const organisation = at_work("keeper", dongcheng).get("/api/records/checks?type=aid.subsidy&org=" + std::string{dongcheng} + "&subject=" + std::string{meiyuan} + "&amount=1000001");
    EXPECT_EQ(json_of(organisation).at("problems").as_array().size(), 1U) << organisation.content();
}

TEST_P(BeforeAProposal, AFieldOffersTheFundsOfItsPlaceAndAboveWithWhatIsLeft) {
    auto const village = at_work("village-head", meiyuan);
    auto const city = at_work("keeper", linjiang);
    auto const [city_id, city_number] = fund(city, "市级资金", linjiang);
    auto const [own_id, own_number] = fund(village, "村里的资金", meiyuan);
    write([&](storage::Transaction& transaction) {
        funds::Cause cause;
        cause.record = std::stoll(city_id);
        cause.entry = 1;
        cause.org = code(linjiang);
        cause.day = clock.today();
        cause.at = clock.now();
        (void)funds::receive(transaction, cause, cause.record, 2'500'00, funds::Account::Allocations, "", {}, false);
    });
    auto const target = "/api/funds/choices?type=aid.fund&org=" + std::string{meiyuan};
    auto const answer = json_of(village.get(target));
    auto const items = answer.at("items").as_array();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(text_at(items[0], "/record"), own_number);
    EXPECT_EQ(items[0].at("left"), json::value(0));
    EXPECT_EQ(text_at(items[1], "/record"), city_number);
    EXPECT_EQ(text_at(items[1], "/title"), "市级资金");
    EXPECT_EQ(text_at(items[1], "/org"), code(linjiang).text());
    EXPECT_EQ(items[1].at("left"), json::value(2'500'00));
    EXPECT_TRUE(answer.at("next").is_null());
    auto const first = json_of(village.get(target + "&limit=1"));
    ASSERT_EQ(first.at("items").as_array().size(), 1U);
    auto const rest = json_of(village.get(target + "&limit=1&after=" + encoded(text_at(first, "/next"))));
    EXPECT_EQ(text_at(rest, "/items/0/record"), city_number);
    EXPECT_TRUE(rest.at("next").is_null());
    EXPECT_EQ(problem_code(village.get(target + "&after=x")), "http.cursor");
    EXPECT_EQ(json_of(village.get("/api/funds/choices?type=aid.grant&org=" + std::string{meiyuan})).at("items"), json::value(json::array{}));
    EXPECT_EQ(village.get("/api/funds/choices?type=aid.fund&org=" + std::string{xinhe}).status, 404);
    EXPECT_EQ(at_work("admin", dongcheng).get("/api/funds/choices?type=aid.fund&org=" + std::string{dongcheng}).status, 403);
    EXPECT_EQ(at_work("auditor", dongcheng).get("/api/funds/choices?type=aid.fund&org=" + std::string{dongcheng}).status, 200) << "a finding names a fund";
}

TEST_P(BeforeAProposal, AFieldOffersLotsWithWhatIsInStore) {
    auto const keeper = at_work("keeper", dongcheng);
    auto const [fund_id, fund_number] = fund(keeper, "县级资金", dongcheng);
    auto const lot = [&](std::string_view item, int pieces) {
        return created(keeper, {{"command", command()},
                                {"type", "aid.goods"},
                                {"org", dongcheng},
                                {"fields", json::object{{"item", item}, {"pieces", pieces}, {"worth", 100'00}, {"fund", fund_number}}}});
    };
    auto const [quilts, quilts_number] = lot("棉被", 10);
    auto const [rice, rice_number] = lot("大米", 3);
    write([&](storage::Transaction& transaction) {
        funds::Cause cause;
        cause.record = std::stoll(fund_id);
        cause.entry = 1;
        cause.org = code(dongcheng);
        cause.programme = "aid";
        cause.day = clock.today();
        cause.at = clock.now();
        funds::hand_out(transaction, cause, std::stoll(quilts), 4);
    });
    auto const items = json_of(keeper.get("/api/funds/choices?type=aid.goods&org=" + std::string{dongcheng})).at("items").as_array();
    std::map<std::string, std::int64_t> left;
    for (auto const& item : items) left[text_at(item, "/record")] = item.at("left").to_number<std::int64_t>();
    EXPECT_EQ(left, (std::map<std::string, std::int64_t>{{quilts_number, 600'00}, {rice_number, 300'00}}));
}

TEST_P(BeforeAProposal, ARecordSaysTheTitlesOfThoseThatItsFieldsName) {
    auto const village = at_work("village-head", meiyuan);
    auto const city = at_work("keeper", linjiang);
    auto const [city_id, city_number] = fund(city, "市级资金", linjiang);
    auto const [id, number] = created(village, grant({{"fund", city_number}}));
    auto const hers = json_of(village.get("/api/records/" + id));
    EXPECT_EQ(text_at(hers, "/fields/fund"), city_number);
    auto const named = hers.at("fieldRecords").as_object().at(city_number);
    EXPECT_EQ(text_at(named, "/id"), city_id);
    EXPECT_EQ(text_at(named, "/title"), "市级资金");
    EXPECT_EQ(named.at("reached"), json::value(false));
    EXPECT_EQ(village.get("/api/records/" + city_id).status, 404);
    EXPECT_EQ(json_of(city.get("/api/records/" + id)).at("fieldRecords").as_object().at(city_number).at("reached"), json::value(true));
    auto const type = json_of(village.get("/api/record-types/aid.grant"));
    for (auto const& field : type.at("fields").as_array()) {
        if (field.at("name") == json::value("fund")) {
            EXPECT_EQ(text_at(field, "/type"), "record");
            EXPECT_EQ(text_at(field, "/of"), "aid.fund");
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Every, BeforeAProposal, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
