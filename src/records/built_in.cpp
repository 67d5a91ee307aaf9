// Steps that every record has, or that happen to it, without a pack's word.
#include "records/records.h"

namespace niangjia::records {
namespace {

packs::Action built_in(std::string name, Text title, bool note_required) {
    packs::Action action;
    action.name = std::move(name);
    action.title = std::move(title);
    action.note_required = note_required;
    return action;
}

}  // namespace

packs::Action const& correct_action() {
    static auto const action = built_in("correct", {"更正", "Correct"}, true);
    return action;
}

packs::Action const& remark_action() {
    static auto const action = built_in("remark", {"备注", "Remark"}, true);
    return action;
}

packs::Action const& message_action() {
    static auto const action = built_in(std::string{packs::message_step}, {"给她留言", "Message to her"}, true);
    return action;
}

packs::Action const& applicant_message_action() {
    static auto const action = built_in(std::string{packs::applicant_message_step}, {"她的留言", "Message from her"}, true);
    return action;
}

packs::Action const& part_action() {
    static auto const action = built_in("part", {"所属事项有进展", "A part has moved"}, false);
    return action;
}

packs::Action const& calendar_action() {
    static auto const action = built_in("calendar", {"期限随放假安排更正", "Due day moved with the calendar"}, false);
    return action;
}

packs::Action const& seal_action() {
    static auto const action = built_in("seal", {"封存", "Sealed"}, false);
    return action;
}

packs::Action const& admit_action() {
    static auto const action = built_in("admit", {"加入办案人员", "Taken into the team"}, false);
    return action;
}

packs::Action const& dismiss_action() {
    static auto const action = built_in("dismiss", {"移出办案人员", "Let out of the team"}, false);
    return action;
}

packs::Action const& break_action() {
    static auto const action = built_in("break-seal", {"解封查阅", "Seal broken"}, false);
    return action;
}

packs::Action const& link_action() {
    static auto const action = built_in("link", {"关联", "Link"}, false);
    return action;
}

}  // namespace niangjia::records
