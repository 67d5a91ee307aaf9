// A grant goes its way through three desks: proposed in the village, approved in the street, paid by the
// county.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class AtWork : public OnEveryDatabaseWithApi {
  protected:
    json::object new_grant(std::string_view id = "propose-0001") const {
        return {{"command", id},
                {"type", "care.grant"},
                {"org", meiyuan},
                {"subject", json::object{{"person", std::to_string(pupil)}}},
                {"fields", json::object{{"year", 2015}, {"hardship", "illness"}, {"school", "一中"}}}};
    }
    static json::object step(std::string_view id, std::string_view action, json::object fields = {}) {
        return {{"command", id}, {"action", action}, {"fields", std::move(fields)}};
    }
    // A session does not last until another day.
    void next_morning(std::string_view day) {
        on(day);
        village = signed_in("village-head.449901001001");
        street = signed_in("township-chair.449901001");
        county = signed_in("keeper.449901");
    }
    std::string propose() {
        auto const response = village.post("/api/records", new_grant());
        EXPECT_EQ(response.status, 201) << response.content();
        return text_at(json_of(response), "/id");
    }
    static std::int64_t version_of(Response const& response) {
        auto const tag = std::string{response.headers.get("ETag")};
        return std::stoll(tag.substr(1));
    }
    // Opens the record and takes the step at the version that was shown.
    static Response take(Client const& client, std::string const& id, json::value const& step) {
        auto const shown = client.get("/api/records/" + id);
        EXPECT_EQ(shown.status, 200) << shown.content();
        return client.change("POST", "/api/records/" + id + "/timeline", version_of(shown), step);
    }
    static json::value todos(Client const& client) {
        auto const response = client.get("/api/todos");
        EXPECT_EQ(response.status, 200) << response.content();
        return json_of(response);
    }
    static std::vector<std::string> texts(json::value const& items, std::string_view pointer) {
        std::vector<std::string> all;
        for (auto const& item : items.as_array()) all.push_back(text_at(item, pointer));
        return all;
    }
    static json::value offer(json::value const& record, std::string_view name) {
        for (auto const& action : record.at("actions").as_array()) {
            if (action.at("name").as_string() == name) return action;
        }
        return nullptr;
    }

    using Texts = std::vector<std::string>;

    people::PersonId const pupil = person("张小雨");
    Client village = signed_in("village-head", meiyuan);
    Client street = signed_in("township-chair", shiqiao);
    Client county = signed_in("keeper", dongcheng);
};

TEST_P(AtWork, ARecordIsThereAsSoonAsItIsCreated) {
    auto const created = village.post("/api/records", new_grant());
    ASSERT_EQ(created.status, 201) << created.content();
    auto const id = text_at(json_of(created), "/id");
    EXPECT_EQ(created.headers.get("Location"), "/api/records/" + id);
    EXPECT_EQ(created.headers.get("ETag"), "\"1\"");
    auto const opened = village.get(created.headers.get("Location"));
    EXPECT_EQ(opened.content(), created.content());
    EXPECT_EQ(text_at(json_of(opened), "/fields/school"), "一中");
    auto const listed = json_of(village.get("/api/records?programme=care&open=true"));
    EXPECT_EQ(texts(listed.at("items"), "/id"), Texts{id});
    EXPECT_EQ(json_of(village.get("/api/records?open=false")).at("items"), json::value(json::array{}));
}

TEST_P(AtWork, ATodoCountsDownAndMovesOnWithEachStep) {
    auto const id = propose();
    EXPECT_EQ(todos(village).at("items"), json::value(json::array{}));
    EXPECT_EQ(todos(county).at("items"), json::value(json::array{}));
    auto const first = todos(street);
    ASSERT_EQ(texts(first.at("items"), "/record/id"), Texts{id});
    EXPECT_EQ(text_at(first, "/items/0/role"), "township-chair");
    EXPECT_EQ(text_at(first, "/items/0/action/name"), "approve");
    EXPECT_EQ(text_at(first, "/items/0/due"), "2015-03-16");
    EXPECT_EQ(first.at_pointer("/items/0/daysLeft").to_number<int>(), 7);
    EXPECT_EQ(first.at_pointer("/items/0/workingDaysLeft").to_number<int>(), 5);
    EXPECT_EQ(first.at("overdue").to_number<int>(), 0);
    EXPECT_EQ(first.at("total").to_number<int>(), 1);

    next_morning("2015-03-12");
    EXPECT_EQ(todos(street).at_pointer("/items/0/workingDaysLeft").to_number<int>(), 2);
    next_morning("2015-03-18");
    auto const late = todos(street);
    EXPECT_EQ(late.at("overdue").to_number<int>(), 1);
    EXPECT_EQ(late.at_pointer("/items/0/daysLeft").to_number<int>(), -2);
    EXPECT_TRUE(late.at_pointer("/items/0/workingDaysLeft").is_null());

    auto const approved = take(street, id, step("approve-0001", "approve"));
    ASSERT_EQ(approved.status, 200) << approved.content();
    EXPECT_EQ(approved.headers.get("ETag"), "\"2\"");
    EXPECT_EQ(todos(street).at("total").to_number<int>(), 0);
    auto const next = todos(county);
    ASSERT_EQ(texts(next.at("items"), "/record/id"), Texts{id});
    EXPECT_EQ(text_at(next, "/items/0/action/name"), "pay");
}

TEST_P(AtWork, AStepThatMustWaitIsShownButNotTakenBeforeItsDay) {
    auto const id = propose();
    ASSERT_EQ(take(street, id, step("approve-0001", "approve")).status, 200);
    auto const shown = json_of(county.get("/api/records/" + id));
    auto const pay = offer(shown, "pay");
    ASSERT_TRUE(pay.is_object());
    EXPECT_EQ(pay.at("allowed"), json::value(false));
    EXPECT_EQ(text_at(pay, "/after"), "2015-03-16");
    EXPECT_TRUE(offer(shown, "approve").is_null());

    auto const payment = step("pay-0000001", "pay", {{"amount", 500'00}});
    auto const early = take(county, id, payment);
    EXPECT_EQ(early.status, 409) << early.content();
    EXPECT_EQ(problem_code(early), "records.must-wait");

    next_morning("2015-03-17");
    EXPECT_EQ(offer(json_of(county.get("/api/records/" + id)), "pay").at("allowed"), json::value(true));
    auto const paid = take(county, id, payment);
    ASSERT_EQ(paid.status, 200) << paid.content();
    EXPECT_EQ(amount("care.paid", meiyuan), 500'00);
}

TEST_P(AtWork, ALineOfTheTimelineTellsWhoDidWhatWhen) {
    auto const id = propose();
    next_morning("2015-03-10");
    auto approval = step("approve-0001", "approve");
    approval["note"] = "情况属实";
    ASSERT_EQ(take(street, id, approval).status, 200);
    auto const timeline = json_of(village.get("/api/records/" + id + "/timeline")).at("items");
    EXPECT_EQ(texts(timeline, "/action"), (Texts{"create", "approve"}));
    EXPECT_EQ(texts(timeline, "/actionTitle/zh"), (Texts{"申报", "审核"}));
    EXPECT_EQ(texts(timeline, "/actor"),
              (Texts{"village-head.449901001001同志", "township-chair.449901001同志"}));
    EXPECT_EQ(texts(timeline, "/day"), (Texts{"2015-03-09", "2015-03-10"}));
    EXPECT_EQ(texts(timeline, "/note"), (Texts{"", "情况属实"}));
    EXPECT_EQ(texts(timeline, "/to"), (Texts{"proposed", "shown"}));
}

TEST_P(AtWork, AStepIsNotTakenByWhoeverItIsNotFor) {
    auto const id = propose();
    auto const untouched = traces();
    auto const by_village = take(village, id, step("approve-0001", "approve"));
    EXPECT_EQ(by_village.status, 403) << by_village.content();
    EXPECT_EQ(problem_code(by_village), "records.may-not-act");
    auto const by_clerk = take(signed_in("clerk", shiqiao), id, step("approve-0002", "approve"));
    EXPECT_EQ(by_clerk.status, 403) << by_clerk.content();
    EXPECT_EQ(traces().records, untouched.records);
    EXPECT_EQ(json_of(village.get("/api/records/" + id + "/timeline")).at("items").as_array().size(), 1U);
}

TEST_P(AtWork, TheSecondOfTwoWhoSawTheSameVersionIsTurnedAway) {
    auto const id = propose();
    auto const address = "/api/records/" + id + "/timeline";
    auto remark = step("remark-0001", "remark");
    remark["note"] = "已电话核实";
    EXPECT_EQ(village.change("POST", address, 1, remark).status, 200);
    auto const second = street.change("POST", address, 1, step("approve-0001", "approve"));
    EXPECT_EQ(second.status, 412) << second.content();
    EXPECT_EQ(street.change("POST", address, 2, step("approve-0001", "approve")).status, 200);
}

TEST_P(AtWork, ACommandSentTwiceIsCarriedOutOnce) {
    auto const id = propose();
    auto const untouched = traces();
    EXPECT_EQ(propose(), id);
    EXPECT_EQ(traces(), untouched);

    auto const address = "/api/records/" + id + "/timeline";
    auto const approval = step("approve-0001", "approve");
    ASSERT_EQ(street.change("POST", address, 1, approval).status, 200);
    auto const after = traces();
    auto const again = street.change("POST", address, 1, approval);
    EXPECT_EQ(again.status, 200) << again.content();
    EXPECT_EQ(again.headers.get("ETag"), "\"2\"");
    EXPECT_EQ(traces(), after);
    EXPECT_EQ(json_of(street.get(address)).at("items").as_array().size(), 2U);

    json::object const somebody{
        {"command", "person-0001"}, {"org", meiyuan}, {"name", "李娜"}, {"sex", "female"}};
    auto const entered = village.post("/api/persons", somebody);
    ASSERT_EQ(entered.status, 201) << entered.content();
    EXPECT_EQ(village.post("/api/persons", somebody).content(), entered.content());
    EXPECT_EQ(traces().people, after.people + 1);
}

TEST_P(AtWork, OneCommandIsNotTwoThings) {
    auto const id = propose();
    auto const untouched = traces();
    auto other = new_grant();
    other["fields"].as_object()["year"] = 2016;
    auto const response = village.post("/api/records", other);
    EXPECT_EQ(response.status, 409) << response.content();
    EXPECT_EQ(problem_code(response), "command.reused");
    // Nor does another account hear what it was answered with.
    auto const of_another = county.post("/api/records", new_grant());
    EXPECT_EQ(of_another.status, 409) << of_another.content();
    EXPECT_FALSE(of_another.content().contains(id));
    EXPECT_EQ(traces(), untouched);
}

TEST_P(AtWork, AFileGoesInAndComesOutAsItWas) {
    auto const id = propose();
    std::string const bytes = "%PDF-1.4 困难证明";
    auto const address =
        "/api/records/" + id + "/attachments?command=attach-0001&name=" + encoded("困难证明.pdf");
    auto const attached = village.upload(address, "application/pdf", bytes);
    ASSERT_EQ(attached.status, 201) << attached.content();
    EXPECT_EQ(village.upload(address, "application/pdf", bytes).content(), attached.content());
    auto const shown = json_of(street.get("/api/records/" + id)).at("attachments");
    ASSERT_EQ(texts(shown, "/name"), Texts{"困难证明.pdf"});
    EXPECT_EQ(texts(shown, "/by"), Texts{"village-head.449901001001同志"});
    auto const file = street.get("/api/attachments/" + text_at(shown, "/0/id"));
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.content(), bytes);
    EXPECT_EQ(file.headers.get("Content-Type"), "application/pdf");
    EXPECT_TRUE(file.headers.get("Content-Disposition").starts_with("attachment"))
        << file.headers.get("Content-Disposition");
}

// The administrator keeps accounts; what ails a family is not hers to read, neither in the record nor in its
// changes.
TEST_P(AtWork, WhatARoleDoesNotSeeIsNamedButNotTold) {
    auto const id = propose();
    json::object correction = step("correct-0001", "correct", {{"story", "父亲患病多年"}});
    correction["note"] = "补充";
    ASSERT_EQ(take(village, id, correction).status, 200);
    auto const admin = signed_in("admin", dongcheng);
    auto const shown = admin.get("/api/records/" + id);
    ASSERT_EQ(shown.status, 200) << shown.content();
    EXPECT_EQ(json_of(shown).at("masked"), json::value(json::array{"hardship", "story"}));
    EXPECT_EQ(text_at(json_of(shown), "/fields/school"), "一中");
    auto const timeline = admin.get("/api/records/" + id + "/timeline");
    ASSERT_EQ(timeline.status, 200) << timeline.content();
    auto const change = json_of(timeline).at_pointer("/items/1/changes/0");
    EXPECT_EQ(text_at(change, "/field"), "story");
    EXPECT_EQ(change.at("masked"), json::value(true));
    for (auto const& answer :
         {shown, timeline, admin.get("/api/records"), admin.get("/api/persons?q=" + encoded("张"))}) {
        EXPECT_EQ(answer.status, 200);
        EXPECT_FALSE(answer.content().contains("illness")) << answer.content();
        EXPECT_FALSE(answer.content().contains("父亲")) << answer.content();
        EXPECT_FALSE(answer.content().contains("张小雨")) << answer.content();
    }
    EXPECT_TRUE(village.get("/api/records/" + id).content().contains("张小雨"));
    EXPECT_TRUE(village.get("/api/records/" + id + "/timeline").content().contains("父亲"));
}

INSTANTIATE_TEST_SUITE_P(Every, AtWork, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
