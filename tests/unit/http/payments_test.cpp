// Batches over the API: a batch from gathering to the bank's answer.
#include <gtest/gtest.h>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class BatchesOverTheApi : public OnEveryDatabaseWithApi {
  protected:
    BatchesOverTheApi() {
        money_router.check_answers(true);
        fund = made("funds.fund", dongcheng, {{"name", "救助基金"}});
        made("funds.gift", dongcheng, {{"donor", "邮政局"}, {"amount", 1'000'000}, {"fund", records::number_text(fund)}});
        for (auto const* const name : {"王芳", "李娜", "周丽"}) grants.push_back(made("relief.urgent", meiyuan, {{"amount", 80'000}}, person(name)));
        batch = made("funds.batch", dongcheng, {{"fund", records::number_text(fund)}, {"about", "relief"}});
        path = "/api/batches/" + records::number_text(batch);
        keeper_at_work = at_work("keeper");
    }

    Installation& opened() {
        auto const packs = std::filesystem::path{NIANGJIA_SOURCE_DIR} / "tests" / "support" / "payments";
        for (auto const* const name : {"funds.yaml", "relief.yaml"}) std::filesystem::copy_file(packs / name, folder.path() / "packs" / "women" / name);
        again_ = std::make_unique<Installation>(folder.path() / "data", folder.path() / "packs", clock);
        return *again_;
    }
    Client at_work(std::string_view role) {
        auto const name = std::string{role} + ".dongcheng";
        account(name, role, dongcheng);
        Client client{money_site};
        EXPECT_EQ(client.sign_in(name).status, 200);
        return client;
    }
    records::RecordId made(std::string_view type, std::string_view place, json::object fields, std::optional<people::PersonId> subject = {}) {
        records::Creation creation{.command = command(), .type = std::string{type}, .org = code(place), .fields = std::move(fields)};
        if (subject) creation.subject = party(*subject);
        return write([&](storage::Transaction& transaction) { return money.records.create(transaction, system(), creation); });
    }
    void approve() {
        auto const wanted = action("approve");
        write([&](storage::Transaction& transaction) {
            money.records.act(transaction, as("clerk", dongcheng, 9), batch, money.records.fetch(transaction, system(), batch).version, wanted);
        });
    }
    json::value done(Response const& response, int status = 200) {
        EXPECT_EQ(response.status, status) << response.content();
        return response.status == 204 ? json::value{} : json_of(response);
    }
    std::string answered(std::string_view second) const {
        auto text = fmt::format("批次号,笔数,合计(元)\n{},2,1600.00\n序号,业务编号,金额(元),结果,原因\n", records::number_text(batch));
        text += fmt::format("1,{},800.00,成功,\n2,{},800.00,{},账号不符\n", records::number_text(grants[0]), records::number_text(grants[1]), second);
        return text;
    }

  private:
    std::unique_ptr<Installation> again_;

  protected:
    Installation& money = opened();
    Router money_router{all_routes(money),
                        {[this](std::string_view token) { return money.identity.session(token); }, [this](identity::Session const& session) { return money.identity.context(session); }},
                        "test"};
    Site money_site{money_router, no_web};
    records::RecordId fund = 0;
    records::RecordId batch = 0;
    std::vector<records::RecordId> grants;
    std::string path;
    Client keeper_at_work{money_site};
};

TEST_P(BatchesOverTheApi, GoFromGatheringToTheBanksAnswer) {
    auto const& client = keeper_at_work;
    auto const gathered = done(client.post(path + "/gathering", json::object{{"command", "gather-0001"}}));
    EXPECT_EQ(gathered.at("taken").as_int64(), 3);
    EXPECT_EQ(gathered.at("leftOut"), json::value(json::array{}));
    EXPECT_EQ(done(client.send("DELETE", path + "/items/3"), 204), json::value{});
    EXPECT_EQ(client.send("DELETE", path + "/items/17").status, 404);
    EXPECT_EQ(client.send("DELETE", path + "/items/x").status, 404);
    EXPECT_EQ(problem_code(client.post(path + "/sending", json::object{})), "payments.not-approved");
    approve();
    EXPECT_EQ(problem_code(client.get(path + "/bank.csv")), "payments.not-sent");
    for (int again = 0; again < 2; ++again) {
        auto const sent = done(client.post(path + "/sending", json::object{}));
        EXPECT_EQ(sent.at("sent").as_int64(), 2);
        ASSERT_EQ(sent.at("failed").as_array().size(), 1U) << "whoever was removed";
    }
    auto const now = done(client.get(path));
    EXPECT_EQ(now.at_pointer("/counts/sent").as_int64(), 2);
    EXPECT_EQ(now.at_pointer("/counts/dropped").as_int64(), 1);
    EXPECT_EQ(now.at("sum").as_int64(), 160'000);
    EXPECT_EQ(text_at(now, "/state"), "sent");
    EXPECT_FALSE(now.at("running").as_bool());

    auto const file = client.get(path + "/bank.csv");
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.headers.get("Content-Type"), "text/csv");
    EXPECT_TRUE(file.content().contains("王芳"));

    auto const wrong = done(client.upload(path + "/result?check=true", "text/csv", answered("不明")));
    EXPECT_EQ(wrong.at_pointer("/problems/0/line").as_int64(), 5);
    EXPECT_EQ(wrong.at_pointer("/problems/0/column").as_int64(), 26);
    EXPECT_EQ(wrong.at("arrived").as_int64(), 0);
    auto const looked = done(client.upload(path + "/result?check=true", "text/csv", answered("退回")));
    EXPECT_EQ(looked.at("bounced").as_int64(), 1);
    EXPECT_EQ(text_at(done(client.get(path)), "/state"), "sent");
    auto const taken = done(client.upload(path + "/result?check=false", "text/csv", answered("退回")));
    EXPECT_EQ(taken.at("arrived").as_int64(), 1);
    EXPECT_EQ(taken.at("bounced").as_int64(), 1);
    EXPECT_EQ(text_at(done(client.get(path)), "/state"), "settled");
}

TEST_P(BatchesOverTheApi, ListTheirItemsPageByPage) {
    auto const& client = keeper_at_work;
    (void)done(client.post(path + "/gathering", json::object{}));
    (void)done(client.send("DELETE", path + "/items/2"), 204);
    auto const first = done(client.get(path + "/items?limit=2"));
    ASSERT_EQ(first.at("items").as_array().size(), 2U);
    EXPECT_EQ(text_at(first, "/items/0/title"), "王芳急难救助");
    EXPECT_EQ(text_at(first, "/items/0/record"), records::number_text(grants[0]));
    EXPECT_EQ(text_at(first, "/items/1/state"), "dropped");
    EXPECT_EQ(text_at(first, "/items/1/reason"), "经办人移出");
    auto const second = done(client.get(path + "/items?limit=2&after=" + text_at(first, "/next")));
    ASSERT_EQ(second.at("items").as_array().size(), 1U);
    EXPECT_EQ(second.at_pointer("/items/0/n").as_int64(), 3);
    EXPECT_EQ(second.at_pointer("/items/0/amount").as_int64(), 80'000);
    EXPECT_TRUE(second.at("next").is_null());
    // A role that sees no personal data reads the batch, and the names masked.
    auto const office_at_work = at_work("office");
    EXPECT_EQ(text_at(done(office_at_work.get(path + "/items")), "/items/0/title"), "王*急难救助");
    EXPECT_EQ(office_at_work.post(path + "/gathering", json::object{}).status, 403);
    EXPECT_EQ(client.get("/api/batches/" + records::number_text(fund)).status, 404);
    EXPECT_EQ(client.get("/api/batches/nonsense").status, 404);
}

INSTANTIATE_TEST_SUITE_P(Every, BatchesOverTheApi, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
