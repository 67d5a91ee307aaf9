// The administrator names the officers who break seals; they see what waits for them, and refuse.
#include <gtest/gtest.h>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class Seals : public OnEveryDatabaseWithApi {
  protected:
    static json::object with_command(json::object body) {
        static int count = 0;
        body["command"] = "seals-" + std::to_string(++count) + "-command";
        return body;
    }
    static json::object naming(std::vector<identity::AccountId> const& ids) {
        json::array officers;
        for (auto const id : ids) officers.push_back(json::value(std::to_string(id)));
        return with_command({{"officers", officers}});
    }
    // The context of somebody who is signed in: her keys are those of her session.
    identity::Context context_of(Client const& client) {
        return office.identity.context(office.identity.session(client.token).value());
    }
    std::string ask(Client const& who) {
        auto const context = context_of(who);
        return write([&](storage::Transaction& transaction) {
            auto const recovery = identity::Recovery::current_recovery(transaction).value().id;
            return std::to_string(
                office.recovery
                    .request(transaction, context,
                             {case_id, code(dongcheng), recovery, "主办人离岗，须联系当事人"})
                    .id);
        });
    }

    std::int64_t const case_id = create(village_head(), complaint("来访的经过"));
    identity::AccountId const one_id = account("one", "head", linjiang);
    identity::AccountId const two_id = account("two", "head", dongcheng);
    Client const admin = signed_in("admin", linjiang);
    Client const one = signed_in("one");
    Client const two = signed_in("two");
};

TEST_P(Seals, OfficersAreNamedAndShownWithTheStateOfTheirKeys) {
    EXPECT_EQ(admin.get("/api/recovery").content(), R"({"items":[]})");
    auto const named = admin.post("/api/recovery", naming({one_id, two_id}));
    ASSERT_EQ(named.status, 201) << named.content();
    auto const listed = admin.get("/api/recovery");
    EXPECT_EQ(listed.content(), named.content());
    EXPECT_EQ(text_at(json_of(listed), "/items/0/officers/0/title"), "one同志");
    EXPECT_EQ(json_of(listed).at_pointer("/items/0/officers/1/alive"), json::value(true));
    EXPECT_EQ(json_of(listed).at_pointer("/items/0/current"), json::value(true));

    auto const reset = admin.change("PATCH", "/api/accounts/" + std::to_string(two_id), 1,
                                    with_command({{"password", "given over the phone"}}));
    ASSERT_EQ(reset.status, 200) << reset.content();
    auto const after = json_of(admin.get("/api/recovery"));
    EXPECT_EQ(after.at_pointer("/items/0/officers/0/alive"), json::value(true));
    EXPECT_EQ(after.at_pointer("/items/0/officers/1/alive"), json::value(false));
    auto const again = admin.post("/api/recovery", naming({one_id, two_id}));
    EXPECT_EQ(again.status, 422);
    EXPECT_EQ(text_at(json_of(again), "/pointer"), "/officers/1");
    EXPECT_EQ(problem_code(again), "identity.officer-keys");
}

TEST_P(Seals, OfficersAreNamedOnceForOneCommand) {
    auto const body = naming({one_id, two_id});
    ASSERT_EQ(admin.post("/api/recovery", body).status, 201);
    ASSERT_EQ(admin.post("/api/recovery", body).status, 201);
    EXPECT_EQ(json_of(admin.get("/api/recovery")).at("items").as_array().size(), 1U);
}

TEST_P(Seals, RequestsAreListedForOfficersAndRefusedWithAReason) {
    ASSERT_EQ(admin.post("/api/recovery", naming({one_id, two_id})).status, 201);
    auto const id = ask(two);
    auto const listed = json_of(one.get("/api/seals"));
    ASSERT_EQ(listed.at("items").as_array().size(), 1U);
    EXPECT_EQ(text_at(listed, "/items/0/id"), id);
    EXPECT_EQ(text_at(listed, "/items/0/number"), records::number_text(case_id));
    EXPECT_EQ(text_at(listed, "/items/0/requesterTitle"), "two同志");
    EXPECT_EQ(text_at(listed, "/items/0/reason"), "主办人离岗，须联系当事人");
    EXPECT_EQ(listed.at_pointer("/items/0/mayDecide"), json::value(true));
    EXPECT_EQ(listed.at_pointer("/items/0/officers/1/approves"), json::value(true)) << "she asked";
    EXPECT_EQ(json_of(two.get("/api/seals")).at_pointer("/items/0/mayDecide"), json::value(false));
    EXPECT_EQ(json_of(signed_in("head", xishan).get("/api/seals")).at("items").as_array().size(), 0U);
    EXPECT_EQ(admin.get("/api/seals").status, 403);

    auto const refusal = "/api/seals/" + id + "/refusal";
    EXPECT_EQ(problem_code(one.post(refusal, with_command({{"reason", "   "}}))), "identity.seal-reason");
    auto const refused = one.post(refusal, with_command({{"reason", "已有其他主办人"}}));
    ASSERT_EQ(refused.status, 200) << refused.content();
    EXPECT_EQ(text_at(json_of(refused), "/state"), "refused");
    EXPECT_EQ(text_at(json_of(two.get("/api/seals/" + id)), "/officers/0/reason"), "已有其他主办人");
    EXPECT_EQ(json_of(one.get("/api/seals")).at("items").as_array().size(), 0U);
    EXPECT_EQ(problem_code(one.post(refusal, with_command({{"reason", "再次拒绝"}}))),
              "identity.seal-decided");
}

TEST_P(Seals, RequestsAreListedPageByPage) {
    ASSERT_EQ(admin.post("/api/recovery", naming({one_id, two_id})).status, 201);
    auto const first = ask(one);
    auto const second = ask(two);
    auto const page = json_of(one.get("/api/seals?limit=1"));
    EXPECT_EQ(text_at(page, "/items/0/id"), first);
    auto const rest = json_of(one.get("/api/seals?limit=1&cursor=" + text_at(page, "/next")));
    EXPECT_EQ(text_at(rest, "/items/0/id"), second);
    EXPECT_TRUE(rest.at("next").is_null());
}

// The way of a sealed case through the API's sessions, with what the records room does in between.
TEST_P(Seals, AreBrokenWithTheKeysOfTwoSessions) {
    ASSERT_EQ(admin.post("/api/recovery", naming({one_id, two_id})).status, 201);
    auto const recovery = read([](storage::Reader const& reader) {
                              return identity::Recovery::current_recovery(reader);
                          }).value();
    auto const wrapped = vault::wrap(recovery.public_half, "a case's key");
    auto const id = std::stoll(ask(one));
    std::string opened;
    auto const context = context_of(two);
    write([&](storage::Transaction& transaction) {
        return office.recovery.approve(transaction, context, id,
                                       [&](storage::Transaction&, identity::SealRequest const&,
                                           vault::KeyPair const& pair) { opened = pair.unwrap(wrapped); });
    });
    EXPECT_EQ(opened, "a case's key");
    auto const answer = json_of(one.get("/api/seals/" + std::to_string(id)));
    EXPECT_EQ(text_at(answer, "/state"), "opened");
    EXPECT_EQ(text_at(answer, "/accessUntil"), iso_time(clock.now() + Moment{7} * 24 * 60 * 60 * 1000));
}

INSTANTIATE_TEST_SUITE_P(Every, Seals, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
