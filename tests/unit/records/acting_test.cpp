// Steps of the workflow, and what they ask for.
#include "support/office.h"

namespace niangjia::records {
namespace {

using namespace testing_support;

class Acting : public OnEveryDatabaseWithOffice {
  protected:
    std::string refused(identity::Context const& context, RecordId id, Act const& wanted) {
        return code_of([&] { act(context, id, wanted); });
    }
    std::string refused(identity::Context const& context, RecordId id, std::string_view name,
                        json::object fields = {}, std::string_view note = {}) {
        return refused(context, id, action(name, std::move(fields), note));
    }
    template <class F>
    std::string refused_and_undone(F&& job) {
        return code_of([&] {
            write([&](storage::Transaction& transaction) {
                job(transaction);
                throw Error{ErrorKind::Refused, "undone", {}};
            });
        });
    }
    // The names of the actions that are offered; those that cannot be taken today in brackets.
    std::string offered(identity::Context const& context, RecordId id) {
        std::string names;
        read([&](storage::Reader const& reader) {
            for (auto const& offer : records.offers(reader, context, records.fetch(reader, context, id))) {
                names += (names.empty() ? "" : " ") +
                         (offer.refusal ? "(" + offer.action->name + ")" : offer.action->name);
            }
        });
        return names;
    }

    people::PersonId const pupil = person("学员甲");
};

TEST_P(Acting, MovesARecordThroughItsLife) {
    auto const id = proposed(pupil);
    on("2015-03-11");
    act(chair(), id, "approve");
    EXPECT_EQ(fetch(id).due, day("2015-03-18"));
    on("2015-03-19");
    act(keeper(), id, "pay", {{"amount", 800'00}, {"rice", 10}});
    EXPECT_EQ(fetch(id).due, day("2015-09-21")) << "six months end on a Saturday";
    on("2015-05-04");
    act(village_head(), id, "visit", {}, "学习进步");
    act(village_head(), id, "close");

    auto const record = fetch(id);
    EXPECT_EQ(record.state->name, "closed");
    EXPECT_EQ(record.closed, day("2015-05-04"));
    EXPECT_EQ(record.due, std::nullopt);
    EXPECT_EQ(record.version, 5);
    EXPECT_EQ(record.fields.at("amount").as_int64(), 800'00);

    auto const entries = timeline(id);
    std::vector<std::string> told;
    for (auto const& entry : entries) {
        told.push_back(std::to_string(entry.n) + " " + entry.day.iso() + " " + std::to_string(entry.account) +
                       " " + entry.action + " " + entry.from.value_or("-") + " " + entry.to + " " +
                       entry.note);
    }
    EXPECT_EQ(told, (std::vector<std::string>{
                        "1 2015-03-09 1 create - proposed ", "2 2015-03-11 2 approve proposed shown ",
                        "3 2015-03-19 3 pay shown paid ", "4 2015-05-04 1 visit paid paid 学习进步",
                        "5 2015-05-04 1 close paid closed "}));
    EXPECT_EQ(entries[2].changes, (json::object{{"amount", {nullptr, 800'00}}, {"rice", {nullptr, 10.0}}}));
    EXPECT_EQ(journal().front().target, "record:" + std::to_string(id) + "/5");
    EXPECT_EQ(journal().front().action, "records.close");
}

TEST_P(Acting, AsksForTheRoleAtItsLevel) {
    auto const id = proposed(pupil);
    auto const failure = failure_of([&] { act(keeper(), id, "approve"); });
    EXPECT_EQ(failure.code(), "records.may-not-act");
    EXPECT_EQ(failure.kind(), ErrorKind::Forbidden);
    EXPECT_EQ(failure.text().zh, "这一步（审核）不由您办理；可以办理的是：township-chair@township");
    EXPECT_EQ(refused(village_head(), id, "approve"), "records.may-not-act");
    EXPECT_EQ(refused(as("township-chair", dongcheng), id, "approve"), "records.may-not-act")
        << "her role, but at another level";
    EXPECT_EQ(refused(as("auditor", dongcheng), id, "approve"), "identity.not-permitted");
    EXPECT_EQ(state(id), "proposed");
    EXPECT_EQ(refused(chair(), id, "approve"), "");
}

TEST_P(Acting, WhatLiesOutOfReachIsNotThere) {
    auto const id = proposed(pupil);
    for (auto const& stranger : {village_head(daqiao), chair(liushu), keeper(xishan)}) {
        auto const failure = failure_of([&] { act_on(stranger, id, 1, action("approve")); });
        EXPECT_EQ(failure.kind(), ErrorKind::NotFound);
        EXPECT_EQ(failure.text(), failure_of([&] { act_on(stranger, id + 1, 1, action("approve")); }).text())
            << "as if there were none";
    }
}

TEST_P(Acting, TakesOnlyAStepOfTheState) {
    auto const id = proposed(pupil);
    auto const failure = failure_of([&] { act(keeper(), id, "pay", {{"amount", 800'00}}); });
    EXPECT_EQ(failure.code(), "records.no-such-action");
    EXPECT_EQ(failure.kind(), ErrorKind::Refused);
    EXPECT_EQ(failure.text().zh, "记录现为“已申报”，不能办理“pay”；请刷新后再看");
    EXPECT_EQ(refused(chair(), id, "nothing"), "records.no-such-action");
}

TEST_P(Acting, RefusesWhoSawAnOlderVersion) {
    auto const id = proposed(pupil);
    act(village_head(), id, "remark", {}, "补充材料已收");
    auto const before = fetch(id);
    auto const deeds = journal().size();
    auto const failure = failure_of([&] { act_on(chair(), id, 1, action("approve")); });
    EXPECT_EQ(failure.code(), "records.stale");
    EXPECT_EQ(failure.kind(), ErrorKind::Stale);
    EXPECT_EQ(failure.text().zh, "别人刚刚改过这条记录（现为第 2 版），请刷新后再办");
    EXPECT_EQ(code_of([&] { act_on(chair(), id, 3, action("approve")); }), "records.stale");
    EXPECT_EQ(state(id), "proposed");
    EXPECT_EQ(fetch(id).version, before.version);
    EXPECT_EQ(timeline(id).size(), 2U);
    EXPECT_EQ(journal().size(), deeds);
    act_on(chair(), id, 2, action("approve"));
    EXPECT_EQ(state(id), "shown");
}

TEST_P(Acting, TheSameCommandHasEffectOnce) {
    auto const id = paid(pupil, 800'00);
    auto const visit = action("visit", {{"rice", 10}});
    act_on(village_head(), id, 3, visit);
    act_on(village_head(), id, 3, visit);
    EXPECT_EQ(fetch(id).version, 4);
    EXPECT_EQ(timeline(id).size(), 4U);
    EXPECT_EQ(amount("care.visits"), 1);
    EXPECT_EQ(amount("care.rice"), 10'000);
    auto other = visit;
    other.fields["rice"] = 20;
    EXPECT_EQ(code_of([&] { act_on(village_head(), id, 4, other); }), "command.reused");
    EXPECT_EQ(code_of([&] { act_on(village_head(), proposed(person("学员乙")), 1, visit); }),
              "command.reused")
        << "another record";
}

TEST_P(Acting, WantsTheFieldsOfTheStepAndNoOthers) {
    auto const id = approved(pupil);
    on("2015-03-17");
    auto const missing = failure_of([&] { act(keeper(), id, "pay"); });
    EXPECT_EQ(missing.problems().at(0).pointer, "/fields/amount");
    EXPECT_EQ(missing.problems().at(0).text.zh, "请填写“金额”");
    auto const wrong = failure_of([&] { act(keeper(), id, "pay", {{"amount", 1}}); });
    ASSERT_EQ(wrong.problems().size(), 1U) << "what is wrong is not missing as well";
    EXPECT_EQ(wrong.problems().at(0).code, "records.too-small");
    auto const elsewhere = failure_of([&] {
        act(keeper(), id, "pay", {{"amount", 800'00}, {"school", "第一小学"}});
    });
    EXPECT_EQ(elsewhere.problems().at(0).pointer, "/fields/school");
    EXPECT_EQ(elsewhere.problems().at(0).text.zh, "“学校”不在这一步填写；更正请用“更正”");
    EXPECT_EQ(pointers_of([&] {
                  act(keeper(), id, "pay", {{"amount", nullptr}});
              }),
              std::vector<std::string>{"/fields/amount"});
    EXPECT_EQ(refused(keeper(), id, "pay", {{"amount", 800'00}}), "");
}

TEST_P(Acting, AFieldThatIsFilledNeedNotBeFilledAgain) {
    auto const id = proposed(pupil, {{"amount", 600'00}});
    act(chair(), id, "approve");
    on("2015-03-17");
    act(keeper(), id, "pay");
    EXPECT_EQ(amount("care.paid"), 600'00);
}

TEST_P(Acting, WantsAReasonWhereThePackDoes) {
    auto const id = proposed(pupil);
    EXPECT_EQ(pointers_of([&] { act(chair(), id, "refuse"); }), std::vector<std::string>{"/note"});
    EXPECT_EQ(pointers_of([&] { act(chair(), id, "refuse", {}, " \n"); }), std::vector<std::string>{"/note"});
    EXPECT_EQ(refused(chair(), id, "refuse", {}, "材料不全"), "");
    EXPECT_EQ(state(id), "refused");
}

TEST_P(Acting, HappensInTheOrderOfTheDays) {
    on("2015-03-12");
    auto const id = proposed(pupil);
    auto approve = action("approve");
    approve.day = day("2015-03-11");
    auto const before = failure_of([&] { act(chair(), id, approve); });
    EXPECT_EQ(before.problems().at(0).text.zh, "日期 2015-03-11 早于上一步（2015-03-12），请改正");
    approve.day = day("2015-03-13");
    EXPECT_EQ(failure_of([&] { act(chair(), id, approve); }).problems().at(0).code, "records.day-ahead");
    on("2015-03-20");
    approve.day = day("2015-03-13");
    act(chair(), id, approve);
    EXPECT_EQ(timeline(id).back().day, day("2015-03-13"));
    EXPECT_EQ(fetch(id).due, day("2015-03-27")) << "a wait does not begin in the past, whatever day its step was given";
}

TEST_P(Acting, WaitsUntilThePeriodIsOver) {
    auto const id = approved(pupil);
    on("2015-03-16");
    auto const failure = failure_of([&] { act(keeper(), id, "pay", {{"amount", 800'00}}); });
    EXPECT_EQ(failure.code(), "records.must-wait");
    EXPECT_EQ(failure.text().zh, "期限（公示或等待期）到 2015-03-16 为止，之后才能办理这一步");
    on("2015-03-17");
    EXPECT_EQ(refused(village_head(), id, "object", {}, "收入不实"), "records.past-due");
    EXPECT_EQ(refused(keeper(), id, "pay", {{"amount", 800'00}}), "");
}

TEST_P(Acting, MustHappenWithinThePeriod) {
    auto const id = approved(pupil);
    on("2015-03-16");
    EXPECT_EQ(refused(village_head(), id, "object", {}, "收入不实"), "") << "the last day is within it";
    EXPECT_EQ(state(id), "proposed");
}

TEST_P(Acting, AStepOfOnceIsTakenOnceAndMovesTheDueDay) {
    auto const id = proposed(pupil);
    act(village_head(), id, "extend");
    EXPECT_EQ(fetch(id).due, day("2015-03-26")) << "ten days after the 16th";
    EXPECT_EQ(state(id), "proposed");
    on("2015-03-10");
    auto const failure = failure_of([&] { act(chair(), id, "extend"); });
    EXPECT_EQ(failure.code(), "records.done-once");
    EXPECT_EQ(failure.text().zh, "“延期”只能办理一次，已在 2015-03-09 办理过");
}

TEST_P(Acting, AClosedMatterCanBeOpenedAgain) {
    auto const id = create(village_head(), complaint("邻里纠纷"));
    act(village_head(), id, "accept");
    act(village_head(), id, "answer");
    EXPECT_EQ(fetch(id).closed, day("2015-03-09"));
    act(village_head(), id, "reopen", {}, "来访人不满意");
    EXPECT_EQ(fetch(id).closed, std::nullopt);
    EXPECT_EQ(fetch(id).due, day("2015-03-12"));
}

TEST_P(Acting, AddsTheParticipantsOfTheStep) {
    auto const id = create(chair(), training("2015-04-01"));
    auto enrol = action("enrol");
    enrol.participants = {
        {"trainee", party(pupil)}, {"trainee", party(person("学员乙"))}, {"host", party(meiyuan)}};
    act(chair(), id, enrol);
    EXPECT_EQ(timeline(id).back().added, 3);
    auto again = action("enrol");
    again.participants = {{"trainee", party(pupil)}};
    act(chair(), id, again);
    EXPECT_EQ(timeline(id).back().added, 0) << "she is there already";
    auto finish = action("finish", {{"attended", 2}});
    finish.participants = {{"host", party(daqiao)}};
    EXPECT_EQ(pointers_of([&] { act(chair(), id, finish); }),
              std::vector<std::string>{"/participants/0/role"});
    auto remark = action("remark", {}, "备注");
    remark.participants = {{"trainee", party(person("学员丙"))}};
    EXPECT_EQ(refused(chair(), id, remark), "records.no-participants-here");
    EXPECT_EQ(state(id), "planned");
    EXPECT_EQ(rows_of("participants"), 3);
}

TEST_P(Acting, ADueDayThatAFieldNamesFollowsTheField) {
    auto const id = create(chair(), training("2015-04-04"));
    EXPECT_EQ(fetch(id).due, day("2015-04-04")) << "a Saturday, as planned";
    act(chair(), id, "postpone", {{"day", "2015-04-11"}}, "下雨");
    EXPECT_EQ(fetch(id).due, day("2015-04-11"));
    act(chair(), id, "correct", {{"day", "2015-04-10"}}, "日期写错");
    EXPECT_EQ(fetch(id).due, day("2015-04-10"));
}

TEST_P(Acting, ACorrectionKeepsWhatStoodBefore) {
    auto const id = paid(pupil, 800'00, {{"school", "第一小学"}});
    auto const before = timeline(id);
    act(keeper(), id, "correct", {{"amount", 900'00}, {"school", nullptr}, {"year", 2014}}, "金额记错");
    auto const record = fetch(id);
    EXPECT_EQ(record.state->name, "paid");
    EXPECT_EQ(record.due, before.back().due) << "the period runs on";
    EXPECT_EQ(record.fields.at("amount").as_int64(), 900'00);
    EXPECT_FALSE(record.fields.contains("school"));
    EXPECT_EQ(titled(record, "学员甲"), "学员甲2014年助学金");
    auto const after = timeline(id);
    ASSERT_EQ(after.size(), before.size() + 1);
    for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_EQ(after[i].changes, before[i].changes) << "what happened is never rewritten";
        EXPECT_EQ(after[i].note, before[i].note);
    }
    EXPECT_EQ(after.back().action, "correct");
    EXPECT_EQ(after.back().changes.at("amount"), (json::array{800'00, 900'00}));
    EXPECT_EQ(after.back().changes.at("school"), (json::array{"第一小学", nullptr}));
}

TEST_P(Acting, ACorrectionAsksForAReasonAndForSomethingToCorrect) {
    auto const id = proposed(pupil);
    EXPECT_EQ(pointers_of([&] {
                  act(village_head(), id, "correct", {{"school", "第二小学"}});
              }),
              std::vector<std::string>{"/note"});
    EXPECT_EQ(pointers_of([&] { act(village_head(), id, "correct", {}, "什么也没有"); }),
              std::vector<std::string>{"/fields"});
    EXPECT_EQ(pointers_of([&] {
                  act(village_head(), id, "correct", {{"year", nullptr}}, "去掉年度");
              }),
              std::vector<std::string>{"/fields/year"});
    EXPECT_EQ(refused(chair(), id, "correct", {{"school", "第二小学"}}, "学校写错"), "records.may-not-act")
        << "who may create may correct";
    EXPECT_EQ(refused(village_head(), id, "correct", {{"school", "第二小学"}}, "学校写错"), "");
    act(village_head(), id, "cancel", {}, "重复登记");
    EXPECT_EQ(refused(village_head(), id, "correct", {{"school", "第三小学"}}, "学校写错"), "records.voided");
}

TEST_P(Acting, ACorrectionCannotMakeTwoWhereThereIsOne) {
    proposed(pupil);
    auto const other = proposed(pupil, {{"year", 2014}});
    EXPECT_EQ(refused(village_head(), other, "correct", {{"year", 2015}}, "年度写错"), "records.once-per");
    EXPECT_EQ(fetch(other).fields.at("year").as_int64(), 2014);
}

TEST_P(Acting, ARemarkChangesNothingElse) {
    auto const id = proposed(pupil);
    act(chair(), id, "remark", {}, "已电话核实");
    EXPECT_EQ(state(id), "proposed");
    EXPECT_EQ(fetch(id).due, day("2015-03-16"));
    EXPECT_EQ(timeline(id).back().note, "已电话核实");
    EXPECT_EQ(pointers_of([&] { act(chair(), id, "remark"); }), std::vector<std::string>{"/note"});
    EXPECT_EQ(pointers_of([&] {
                  act(chair(), id, "remark", {{"school", "第二小学"}}, "学校");
              }),
              std::vector<std::string>{"/fields/school"});
}

TEST_P(Acting, ALinkIsSeenFromBothRecords) {
    auto const one = proposed(pupil);
    auto const other = create(village_head(), complaint("同一家"));
    auto link = action("link");
    link.link_to = other;
    link.link_kind = "same-family";
    act(village_head(), one, link);
    read([&](storage::Reader const& reader) {
        auto const of = [&](storage::Reader const& from, records::RecordId id) { return records.fetch(from, system(), id); };
        ASSERT_EQ(records.links(reader, of(reader, one)).size(), 1U);
        EXPECT_EQ(records.links(reader, of(reader, one))[0].other, other);
        ASSERT_EQ(records.links(reader, of(reader, other)).size(), 1U);
        EXPECT_EQ(records.links(reader, of(reader, other))[0].other, one);
        EXPECT_EQ(records.links(reader, of(reader, other))[0].kind, "same-family");
    });
    auto const foreign = create(village_head(xinhe), complaint("外村", xinhe));
    for (auto const wrong : {foreign, foreign + 1, one}) {
        link = action("link");
        link.link_to = wrong;
        EXPECT_EQ(pointers_of([&] { act(village_head(), one, link); }), std::vector<std::string>{"/link/to"});
    }
    EXPECT_EQ(pointers_of([&] { act(village_head(), one, "link"); }), std::vector<std::string>{"/link/to"});
}

TEST_P(Acting, OffersWhatTheCallerMayDoAndSaysWhyNot) {
    auto const id = proposed(pupil);
    EXPECT_EQ(offered(village_head(), id), "extend cancel correct remark link");
    EXPECT_EQ(offered(chair(), id), "approve refuse extend remark link");
    EXPECT_EQ(offered(keeper(), id), "correct remark link");
    EXPECT_EQ(offered(as("auditor", dongcheng), id), "");
    act(village_head(), id, "extend");
    EXPECT_EQ(offered(chair(), id), "approve refuse (extend) remark link");
    act(chair(), id, "approve");
    EXPECT_EQ(offered(keeper(), id), "(pay) cancel correct remark link");
    EXPECT_EQ(offered(village_head(), id), "object correct remark link");
    read([&](storage::Reader const& reader) {
        auto const pay = records.offers(reader, keeper(), records.fetch(reader, keeper(), id)).front();
        EXPECT_EQ(pay.after, day("2015-03-16"));
        EXPECT_EQ(pay.refusal->zh, "期限（公示或等待期）到 2015-03-16 为止，之后才能办理这一步");
    });
    on("2015-03-17");
    EXPECT_EQ(offered(keeper(), id), "pay cancel correct remark link");
    EXPECT_EQ(offered(village_head(), id), "(object) correct remark link");
    act(keeper(), id, "cancel", {}, "查实不符");
    EXPECT_EQ(offered(keeper(), id), "remark link") << "what is void is not corrected";
}

TEST_P(Acting, WhatIsOfferedCanBeDone) {
    auto const id = approved(pupil);
    // Undone at once, so that the next tries the same.
    auto const can_be_done = [&](identity::Context const& somebody, Act const& wanted) {
        return refused_and_undone([&](storage::Transaction& transaction) {
                   records.act(transaction, somebody, id, 2, wanted);
               }) == "undone";
    };
    for (auto const* const today : {"2015-03-09", "2015-03-16", "2015-03-17"}) {
        on(today);
        for (auto const& somebody : {village_head(), chair(), keeper()}) {
            auto const offers = " " + offered(somebody, id) + " ";
            EXPECT_EQ(offers.contains(" pay "), can_be_done(somebody, action("pay", {{"amount", 800'00}})))
                << today << offers;
            EXPECT_EQ(offers.contains(" object "), can_be_done(somebody, action("object", {}, "收入不实")))
                << today << offers;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Every, Acting, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
