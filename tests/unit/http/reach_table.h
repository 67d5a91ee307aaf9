// Every operation of the API: who may, how it is called about something, and what whoever does not reach it hears.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "support/api.h"

namespace niangjia::http::reach {

using namespace testing_support;

// What a call speaks of: something of the other county, something of nowhere, or something of one's own.
struct Target {
    std::string county;
    std::string village;
    std::string record;
    std::string number;
    std::string person;
    std::string name;
    std::string account;
    std::string attachment;
    std::string seal;
    std::string twin;       // another file of that person
    std::string neighbour;  // somebody of whom there is no record
    std::string household;
    std::string import;
    std::string fund;  // the number of a fund's record; it gave a receipt as well
    std::int64_t account_version = 1;
};

struct Sent {
    std::string target;
    json::value body = nullptr;
    std::optional<std::int64_t> version = {};
    bool file = false;
};

enum class Heard {
    NotFound,  // 404, word for word as of something that is not there
    Refused,   // 422, word for word as of something that is not there
    Empty,     // a list with nothing in it
    Own,       // a list with one's own alone
    Fine,      // an answer that is the same for everybody
    Wrong,     // a password that is wrong
    Above,     // 403 for whoever has not the whole installation, the same whatever she names
    Coded,     // nothing of what is not the public's or hers who has a code, whoever asks
};

struct Line {
    std::string operation;
    std::string who;  // anyone, signed-in, or the permission that it takes, or either of two
    Heard heard;
    std::function<Sent(Target const&)> sent;
};

inline std::string const period = "&from=2015-01-01&to=2015-12-31";

// No two alike.
inline std::string word() {
    static int count = 0;
    return "matrix-" + std::to_string(++count);
}
inline json::value command(json::object rest = {}) {
    rest["command"] = word();
    return rest;
}
inline Sent plain(std::string target) {
    return {.target = std::move(target)};
}

// As batches are named.
inline std::string numbered(std::string const& record) {
    return records::number_text(std::stoll(record));
}

inline std::vector<Line> table() {
    using enum Heard;
    using T = Target const&;
    auto const get = [](std::string target) { return [target](T) { return plain(target); }; };
    return {
        {"signIn", "anyone", Wrong,
         [](T) {
             return Sent{"/session", json::object{{"name", word()}, {"password", "wrong"}}};
         }},
        {"getSession", "signed-in", Fine, get("/session")},
        {"signOut", "signed-in", Fine, get("/session")},
        {"changePassword", "signed-in", Wrong,
         [](T) {
             return Sent{"/session/password",
                         json::object{{"current", "not this one"}, {"next", "another good one"}}};
         }},
        {"getHealth", "anyone", Fine, get("/health")},
        {"getOpenapi", "anyone", Fine, get("/openapi.json")},
        {"getOrganisation", "signed-in", NotFound, [](T t) { return plain("/organisations/" + t.county); }},
        {"getOrganisation", "signed-in", NotFound, [](T t) { return plain("/organisations/" + t.village); }},
        {"listOrganisations", "signed-in", NotFound,
         [](T t) { return plain("/organisations?parent=" + t.county); }},
        {"listOrganisations", "signed-in", NotFound,
         [](T t) { return plain("/organisations?q=x&within=" + t.county); }},
        {"listOrganisations", "signed-in", Empty, get("/organisations?q=" + encoded("新河"))},
        {"renameOrganisation", "manage-organisations", NotFound,
         [](T t) {
             return Sent{"/organisations/" + t.village, command({{"name", "改名"}}), 1};
         }},
        {"addUnit", "manage-organisations", NotFound,
         [](T t) {
             return Sent{"/organisations/" + t.county + "/units", command({{"name", "派出所"}})};
         }},
        {"listProgrammes", "signed-in", Fine, get("/programmes")},
        {"getProgramme", "signed-in", Fine, get("/programmes/care")},
        {"getRecordType", "signed-in", Fine, get("/record-types/care.grant")},
        {"listRecords", "read-records", Own, get("/records")},
        {"listRecords", "read-records", NotFound, [](T t) { return plain("/records?org=" + t.village); }},
        {"listRecords", "read-records", Empty, [](T t) { return plain("/records?q=" + t.number); }},
        {"listRecords", "read-records", Empty, [](T t) { return plain("/records?subject=" + t.person); }},
        {"search", "read-records", Own, get("/search?q=" + encoded("来访"))},
        {"search", "read-records", Empty, [](T t) { return plain("/search?q=" + encoded(t.name)); }},
        {"search", "read-records", Empty, [](T t) { return plain("/search?q=" + t.number); }},
        {"search", "read-records", NotFound, [](T t) { return plain("/search?q=" + encoded("来访") + "&within=" + t.village); }},
        {"createRecord", "write-records or write-findings", NotFound,
         [](T t) {
             return Sent{"/records", command({{"type", "care.complaint"},
                                              {"org", t.village},
                                              {"fields", json::object{{"story", "来访"}}}})};
         }},
        {"actOnRecord", "write-records or write-findings", NotFound,
         [](T t) {
             return Sent{"/records/" + t.record + "/timeline", command({{"action", "accept"}}), 1};
         }},
        {"checkRecord", "write-records", NotFound,
         [](T t) { return plain("/records/checks?type=care.grant&year=2015&org=" + t.village + "&subject=" + t.person); }},
        {"listRecordChoices", "read-records", NotFound,
         [](T t) { return plain("/funds/choices?type=care.grant&org=" + t.village); }},
        {"listFunds", "read-records", Own, get("/funds")},
        {"listFunds", "read-records", NotFound, [](T t) { return plain("/funds?org=" + t.village); }},
        {"getFund", "read-records", NotFound, [](T t) { return plain("/funds/" + t.fund); }},
        {"getFundStatement", "read-records", NotFound, [](T t) { return plain("/funds/" + t.fund + "/statement?" + period.substr(1)); }},
        {"listVouchers", "read-records", NotFound, [](T t) { return plain("/funds/" + t.fund + "/vouchers?year=2015"); }},
        {"listPots", "read-records", NotFound, [](T t) { return plain("/funds/" + t.fund + "/pots"); }},
        {"drawVouchers", "read-records", NotFound, [](T t) { return plain("/funds/" + t.fund + "/sample?year=2015&size=5&seed=7"); }},
        {"exportFundStatement", "export", NotFound, [](T t) { return plain("/funds/" + t.fund + "/statement.xlsx?" + period.substr(1)); }},
        {"exportBeneficiaries", "export", NotFound, [](T t) { return plain("/funds/" + t.fund + "/beneficiaries.xlsx?" + period.substr(1)); }},
        {"exportGifts", "export", NotFound, [](T t) { return plain("/funds/" + t.fund + "/gifts.xlsx?" + period.substr(1)); }},
        {"exportSample", "export", NotFound, [](T t) { return plain("/funds/" + t.fund + "/sample.xlsx?year=2015&size=5&seed=7"); }},
        {"getBooks", "read-records", NotFound, [](T t) { return plain("/records/" + t.fund + "/books"); }},
        {"getBooks", "read-records", NotFound, [](T t) { return plain("/records/" + records::number_text(std::stoll(t.record)) + "/books"); }},
        {"getReceipt", "read-records", NotFound, [](T t) { return plain("/records/" + t.fund + "/receipt"); }},
        {"getBatch", "read-records", NotFound, [](T t) { return plain("/batches/" + numbered(t.record)); }},
        {"listBatchItems", "read-records", NotFound, [](T t) { return plain("/batches/" + numbered(t.record) + "/items"); }},
        {"gatherBatch", "write-records", NotFound, [](T t) { return Sent{"/batches/" + numbered(t.record) + "/gathering", command()}; }},
        {"removeBatchItem", "write-records", NotFound, [](T t) { return plain("/batches/" + numbered(t.record) + "/items/1"); }},
        {"sendBatch", "write-records", NotFound, [](T t) { return Sent{"/batches/" + numbered(t.record) + "/sending", command()}; }},
        {"getBatchFile", "export", NotFound, [](T t) { return plain("/batches/" + numbered(t.record) + "/bank.csv"); }},
        {"answerBatch", "write-records", NotFound,
         [](T t) { return Sent{.target = "/batches/" + numbered(t.record) + "/result?check=false", .file = true}; }},
        {"listTodos", "read-records", Own, get("/todos")},
        {"getRecord", "read-records", NotFound, [](T t) { return plain("/records/" + t.record); }},
        {"getTimeline", "read-records", NotFound,
         [](T t) { return plain("/records/" + t.record + "/timeline"); }},
        {"listReceivers", "write-records", NotFound, [](T t) { return plain("/records/" + t.record + "/receivers"); }},
        {"attachFile", "write-records or write-findings", NotFound,
         [](T t) {
             return Sent{.target = "/records/" + t.record + "/attachments?name=a.txt&command=matrix-file",
                         .file = true};
         }},
        {"getAttachment", "read-records", NotFound,
         [](T t) { return plain("/attachments/" + t.attachment); }},
        {"createPerson", "write-records", NotFound,
         [](T t) {
             return Sent{"/persons", command({{"org", t.village}, {"name", "李娜"}, {"sex", "female"}})};
         }},
        {"listPersons", "read-records", Empty, [](T t) { return plain("/persons?q=" + encoded(t.name)); }},
        {"listPersons", "read-records", Empty,
         [](T t) { return plain("/persons?q=" + encoded(t.name) + "&within=" + t.village); }},
        {"listCandidates", "read-records", Empty,
         [](T t) {
             return Sent{"/persons/candidates", json::object{{"name", t.name}, {"birth", "1985-05-06"}, {"org", t.village}}};
         }},
        {"getPersonFields", "signed-in", Fine, get("/person-fields")},
        {"getPerson", "read-records", NotFound, [](T t) { return plain("/persons/" + t.person); }},
        {"getPersonFile", "read-records", NotFound, [](T t) { return plain("/persons/" + t.person + "/file"); }},
        {"getPersonHistory", "read-records", NotFound, [](T t) { return plain("/persons/" + t.person + "/history"); }},
        {"revealPerson", "read-records", NotFound,
         [](T t) {
             return Sent{"/persons/" + t.person + "/full", json::object{{"reason", "核对身份"}}};
         }},
        {"correctPerson", "write-records", NotFound,
         [](T t) {
             return Sent{"/persons/" + t.person + "/corrections", command({{"address", word()}, {"reason", "更正"}}), 1};
         }},
        {"exportPerson", "export", NotFound,
         [](T t) { return plain("/persons/" + t.person + "/export?reason=" + encoded("本人申请")); }},
        {"exportPersonWorkbook", "export", NotFound,
         [](T t) { return plain("/persons/" + t.person + "/workbook?reason=" + encoded("本人申请")); }},
        {"mergePerson", "write-records", NotFound,
         [](T t) {
             return Sent{"/persons/" + t.person + "/merge", command({{"into", t.twin}, {"reason", "同一人"}})};
         }},
        {"unmergePerson", "write-records", NotFound,
         [](T t) {
             return Sent{"/persons/" + t.person + "/unmerge", command({{"reason", "合并有误"}})};
         }},
        {"createHousehold", "write-records", NotFound,
         [](T t) {
             return Sent{"/households", command({{"org", t.village}, {"members", json::array{json::object{{"person", t.twin}, {"kinship", "0"}}}}})};
         }},
        {"joinHousehold", "write-records", NotFound,
         [](T t) {
             return Sent{"/households/" + t.household + "/members", command({{"person", t.twin}, {"kinship", "3"}})};
         }},
        {"leaveHousehold", "write-records", NotFound,
         [](T t) {
             return Sent{"/households/" + t.household + "/departures", command({{"person", t.twin}})};
         }},
        {"relatePersons", "write-records", NotFound,
         [](T t) {
             return Sent{"/persons/" + t.person + "/relations", command({{"other", t.neighbour}, {"kind", "guardian"}})};
         }},
        {"partPersons", "write-records", NotFound,
         [](T t) {
             return Sent{"/persons/" + t.person + "/partings", command({{"other", t.neighbour}, {"kind", "guardian"}})};
         }},
        {"linkAccount", "manage-accounts", NotFound,
         [](T t) {
             return Sent{"/persons/" + t.person + "/accounts", command({{"account", t.account}})};
         }},
        {"unlinkAccount", "manage-accounts", NotFound,
         [](T t) {
             return Sent{"/person-accounts/" + t.account + "/unlink", command()};
         }},
        {"uploadPersons", "write-records", NotFound,
         [](T t) { return Sent{.target = "/person-imports?name=a.csv&org=" + t.village, .file = true}; }},
        {"getPersonImport", "write-records", NotFound, [](T t) { return plain("/person-imports/" + t.import); }},
        {"getImportColumns", "write-records", NotFound, [](T t) { return plain("/person-imports/" + t.import + "/columns"); }},
        {"previewImport", "write-records", NotFound,
         [](T t) {
             return Sent{"/person-imports/" + t.import + "/preview", json::object{{"org", t.village}, {"mapping", json::object{{"0", "name"}}}}};
         }},
        {"commitImport", "write-records", NotFound,
         [](T t) {
             return Sent{"/person-imports/" + t.import + "/commit", json::object{{"org", t.village}, {"mapping", json::object{{"0", "name"}}}}};
         }},
        {"undoImport", "write-records", NotFound,
         [](T t) {
             return Sent{"/person-imports/" + t.import + "/undo", json::object{}};
         }},
        {"erasePerson", "write-records", NotFound,
         [](T t) {
             return Sent{"/persons/" + t.neighbour + "/erasure", command({{"reason", "本人申请"}})};
         }},
        {"listFigures", "read-figures", Fine, get("/figures")},
        {"getFigureValues", "read-figures", NotFound,
         [](T t) { return plain("/figures/values?org=" + t.county + period); }},
        {"getFigureTree", "read-figures", NotFound,
         [](T t) { return plain("/figures/tree?org=" + t.county + period); }},
        {"getFigure", "read-figures", NotFound,
         [](T t) { return plain("/figures/care.open?org=" + t.county + period); }},
        {"getFigure", "read-figures", NotFound,
         [](T t) { return plain("/figures/care.open?by=months&org=" + t.village + period); }},
        {"getFigureSplits", "read-figures", NotFound,
         [](T t) { return plain("/figures/care.paid/splits?org=" + t.county + period); }},
        {"exportComparison", "export", NotFound,
         [](T t) { return plain("/figures/care.paid/splits/ledger?before=2014&year=2015&org=" + t.village); }},
        {"listFigureRecords", "read-figures", NotFound,
         [](T t) { return plain("/figures/care.open/records?org=" + t.village + period); }},
        {"getDashboard", "read-figures", NotFound,
         [](T t) { return plain("/dashboard?year=2015&org=" + t.county); }},
        {"exportFigures", "export", NotFound,
         [](T t) { return plain("/figures/ledger?org=" + t.county + period); }},
        {"listReports", "read-reports", Fine, get("/reports")},
        {"getReport", "read-reports", NotFound,
         [](T t) { return plain("/reports/annual?year=2015&org=" + t.county); }},
        {"typeNumber", "type-figures", NotFound,
         [](T t) {
             return Sent{"/reports/annual/typed/subscribers?year=2015&org=" + t.county,
                         command({{"value", 7}})};
         }},
        {"exportReport", "export", NotFound,
         [](T t) { return plain("/reports/annual/document?year=2015&org=" + t.county); }},
        {"exportLedger", "export", NotFound,
         [](T t) { return plain("/ledgers/care.complaint?org=" + t.county + period); }},
        {"listAccounts", "manage-accounts", Own, get("/accounts")},
        {"listAccounts", "manage-accounts", Empty, [](T t) { return plain("/accounts?within=" + t.county); }},
        {"createAccount", "manage-accounts", Refused,
         [](T t) {
             return Sent{
                 "/accounts",
                 command({{"name", "newcomer"},
                          {"title", "新来的"},
                          {"password", "a good password"},
                          {"grants", json::array{json::object{{"role", "clerk"}, {"org", t.county}}}}})};
         }},
        {"getAccount", "manage-accounts", NotFound, [](T t) { return plain("/accounts/" + t.account); }},
        {"changeAccount", "manage-accounts", NotFound,
         [](T t) {
             return Sent{"/accounts/" + t.account, command({{"title", "改名"}}), t.account_version};
         }},
        {"listRoles", "signed-in", Fine, get("/roles")},
        {"listOfficers", "manage-accounts", Fine, get("/recovery")},
        {"nameOfficers", "manage-accounts", Above,
         [](T t) {
             return Sent{"/recovery", command({{"officers", json::array{t.account, "1"}}})};
         }},
        {"listSealRequests", "break-seal", Own, get("/seals")},
        {"getSealRequest", "break-seal", NotFound, [](T t) { return plain("/seals/" + t.seal); }},
        {"refuseSeal", "break-seal", NotFound,
         [](T t) {
             return Sent{"/seals/" + t.seal + "/refusal", command({{"reason", "不同意"}})};
         }},
        {"askForSeal", "break-seal", NotFound,
         [](T t) {
             return Sent{"/records/" + t.record + "/seal-requests", command({{"reason", "主办人离岗，须联系当事人"}})};
         }},
        {"approveSeal", "break-seal", NotFound, [](T t) { return Sent{"/seals/" + t.seal + "/approval", command()}; }},
        {"admitToTeam", "write-records", NotFound,
         [](T t) {
             return Sent{"/records/" + t.record + "/team", command({{"account", t.account}})};
         }},
        {"dismissFromTeam", "write-records", NotFound,
         [](T t) {
             return Sent{"/records/" + t.record + "/team/dismissal", command({{"account", t.account}})};
         }},
        {"listTeamCandidates", "write-records", NotFound, [](T t) { return plain("/records/" + t.record + "/team/candidates?q=x"); }},
        {"listNotices", "signed-in", Own, get("/notices")},
        {"seeNotices", "signed-in", Fine, [](T) { return Sent{"/notices/seen", command({{"upTo", "1"}})}; }},
        {"getPortal", "anyone", Fine, get("/portal")},
        {"listPortalPlaces", "anyone", Fine, [](T t) { return plain("/portal/places?parent=" + t.county); }},
        {"getPortalPlace", "anyone", Fine, [](T t) { return plain("/portal/places/" + t.village); }},
        {"makePortalCode", "anyone", Fine, get("/portal/codes")},
        {"askThroughPortal", "anyone", Coded,
         [](T t) {
             return Sent{"/portal/requests", command({{"code", "AAAABBBBCCCCDDDDEEEE"}, {"ticket", "x"}, {"place", t.village}, {"topic", "home"}, {"story", "x"}})};
         }},
        {"followPortalRequest", "anyone", Coded, get("/portal/request")},
        {"writeThroughPortal", "anyone", Coded,
         [](T) {
             return Sent{"/portal/request/messages", command({{"text", "x"}})};
         }},
        {"stepThroughPortal", "anyone", Coded,
         [](T) {
             return Sent{"/portal/request/steps", command({{"step", "answer"}})};
         }},
        {"listPublicFunds", "anyone", Fine, [](T t) { return plain("/portal/funds?place=" + t.county); }},
        {"getPublicFund", "anyone", Coded, [](T t) { return plain("/portal/funds/" + t.number + "?year=2015"); }},
        {"followGift", "anyone", Coded, [](T) { return Sent{"/portal/gifts", json::object{{"number", "4499-2015-000001"}, {"code", "AAAABBBBCC"}}}; }},
        {"listPublicNotices", "anyone", Fine, [](T t) { return plain("/portal/notices?place=" + t.county); }},
        {"objectToNotice", "anyone", Coded,
         [](T) {
             return Sent{"/portal/notices/AAAABBBBCCCCDDDDEEEE/objections", command({{"text", "x"}})};
         }},
        {"addPaperThroughPortal", "anyone", Coded, [](T) { return Sent{.target = "/portal/request/papers", .file = true}; }},
        {"listMessages", "read-records", NotFound, [](T t) { return plain("/records/" + t.record + "/messages"); }},
        {"writeMessage", "write-records", NotFound,
         [](T t) {
             return Sent{"/records/" + t.record + "/messages", command({{"text", "您好"}})};
         }},
        {"listJournal", "read-journal", Own, get("/journal")},
        {"verifyJournal", "read-journal", Fine, get("/journal/verification")},
    };
}

}  // namespace niangjia::http::reach
