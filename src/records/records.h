// The records room keeps the work and moves it through its pack's workflow.
//
// Guarantees: a record changes only through create() and act(); its state, timeline, figures, to-dos and journal entry are
// committed together or not at all; a command id has effect once. What lies outside the caller's reach is NotFound.
// Threads: a Records may be shared; a Transaction or Reader belongs to one call.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/json.h"
#include "base/org_code.h"
#include "figures/figures.h"
#include "identity/scope.h"
#include "packs/packs.h"
#include "people/people.h"
#include "storage/storage.h"

namespace niangjia::records {

using figures::RecordId;

// 321302-00000042: the county, and the number within it.
[[nodiscard]] std::string number_text(RecordId id);
[[nodiscard]] std::optional<RecordId> parse_number(std::string_view text);

// A person or an organisation.
struct Party {
    packs::Who who = packs::Who::Person;
    std::int64_t id = 0;

    bool operator==(Party const&) const = default;
};

struct NewParticipant {
    std::string role;
    Party party;
};

// What a caller asks for. `fields` as in JSON: money in fen, days as YYYY-MM-DD, codes and ids as strings.
struct Creation {
    std::string command = {};
    std::string type = {};
    org::Code org = {};
    std::optional<Day> day = {};  // nothing: today
    std::optional<Party> subject = {};
    json::object fields = {};
    std::vector<NewParticipant> participants = {};
    std::string note = {};
};

struct Act {
    std::string command = {};
    std::string action = {};  // of the workflow, or correct, remark, link
    std::optional<Day> day = {};
    std::string note = {};
    json::object fields = {};
    std::vector<NewParticipant> participants = {};
    std::optional<RecordId> link_to = {};
    std::string link_kind = {};
};

struct Record {
    RecordId id = 0;
    packs::RecordType const* type = nullptr;
    org::Code org;
    packs::State const* state = nullptr;
    std::optional<Party> subject;
    std::string title;  // {subject} stands where the subject's name goes: it is masked for whom it must be
    Day opened;
    std::optional<Day> due;
    std::optional<Day> closed;
    std::int64_t version = 1;
    json::object fields;
    std::int64_t created_by = 0;
    Moment created_at = 0;
    std::optional<std::string> once_key;
};

struct Entry {
    std::int64_t n = 0;
    Moment at = 0;
    Day day;
    std::int64_t account = 0;
    std::string action;
    std::optional<std::string> from;
    std::string to;
    std::optional<Day> due;
    std::string note;
    json::object changes;  // {"field": [before, after]}
    std::int64_t added = 0;
};

struct Participant {
    std::string role;
    Party party;
    Day day;
};

struct Link {
    RecordId other = 0;
    std::string kind;
};

struct Attachment {
    std::int64_t id = 0;
    RecordId record = 0;
    std::string name;
    std::string media;
    std::int64_t size = 0;
    std::string hash;
    Moment at = 0;
    std::int64_t account = 0;
};

// An action that the caller's role may take on a record, and whether it can be taken today.
struct Offer {
    packs::Action const* action = nullptr;
    std::optional<Text> refusal;
    std::optional<Day> after;  // the day until which it must wait
};

struct Filter {
    std::optional<org::Code> org = {};  // nothing: everything the caller reaches
    std::vector<packs::RecordType const*> types = {};  // empty: all
    std::string state = {};
    std::optional<bool> open = {};
    std::optional<Party> subject = {};
    std::string text = {};  // in the title, or a record's number
    std::optional<Day> from = {}, to = {};  // opened
};

// Where a list stopped: newest first.
struct After {
    std::int64_t opened = 0;
    RecordId record = 0;
};

struct Todo {
    Record record;
    std::string role;
    std::optional<Day> due;
};

// The due day under which to-dos without one are kept: they sort last.
constexpr std::int32_t no_due = 2'932'896;  // 9999-12-31

// A day that ends a wait (State::waits) makes nothing overdue or soon due.
struct TodoCount {
    std::int64_t overdue = 0;
    std::int64_t soon = 0;  // due today or within three days
    std::int64_t total = 0;
};

constexpr std::size_t most_participants_at_once = 2'000;
constexpr std::int64_t largest_attachment = 20 * 1024 * 1024;

// Built in for every type: fields corrected with a reason, a remark, a link to another record.
[[nodiscard]] packs::Action const& correct_action();
[[nodiscard]] packs::Action const& remark_action();
[[nodiscard]] packs::Action const& link_action();
// Done by Records::merge_persons and unmerge_person alone.
[[nodiscard]] packs::Action const& merge_action();
[[nodiscard]] packs::Action const& unmerge_action();

class Records {
  public:
    // Everything given must outlive this. `attachments` is the folder of the attached files, by content hash.
    Records(storage::Database& database, packs::Library const& library, figures::Figures const& figures,
            std::filesystem::path attachments);

    // --- Writing. Error (Invalid) lists every problem with its pointer; (Refused) says which rule of the work; (NotFound)
    // --- out of reach; (Forbidden) not this role's to do; (Conflict) a second record where the pack wants one.
    RecordId create(storage::Transaction& transaction, identity::Context const& context, Creation const& creation) const;
    // `version` is the version that the caller saw; Error (Stale) when it is not the present one.
    void act(storage::Transaction& transaction, identity::Context const& context, RecordId id, std::int64_t version, Act const& act) const;
    // Stores the file (by content, before the transaction), then the row. Error (TooLarge), (Invalid: not a type that may be
    // attached, or the content is not what its name says).
    struct StoredFile {
        std::string hash;
        std::int64_t size = 0;
        std::string media;
    };
    [[nodiscard]] StoredFile store_file(std::string_view name, std::string_view content) const;
    std::int64_t attach(storage::Transaction& transaction, identity::Context const& context, RecordId id, std::string const& command,
                        std::string_view name, StoredFile const& file) const;

    // --- Persons, by people::People's rules of who may. Every record, wherever it is, in which `from` is the subject, takes part or
    // --- stands in a field speaks of `into` from now on, with an entry in its timeline; the figures follow. How many records.
    std::int64_t merge_persons(storage::Transaction& transaction, identity::Context const& context, people::People const& people,
                               people::PersonId from, people::PersonId into, std::string_view reason) const;
    // What that merge moved goes back, save what was corrected since.
    std::int64_t unmerge_person(storage::Transaction& transaction, identity::Context const& context, people::People const& people,
                                people::PersonId from, std::string_view reason) const;
    // Unscoped: whether her file may be forgotten.
    [[nodiscard]] people::People::Use use_of(storage::Reader const& reader, people::PersonId person) const;
    // Unscoped: those of the persons that any record speaks of.
    [[nodiscard]] std::vector<people::PersonId> mentioned(storage::Reader const& reader, std::span<people::PersonId const> persons) const;
    // Records about her as subject, participant or in a field, as far as the caller reaches: newest first; and their number by kind.
    [[nodiscard]] std::vector<Record> about(storage::Reader const& reader, identity::Context const& context, people::PersonId person,
                                            std::optional<After> after, int limit) const;
    [[nodiscard]] std::map<std::string, std::int64_t> count_about(storage::Reader const& reader, identity::Context const& context,
                                                                  people::PersonId person) const;

    // --- Reading, all within the caller's reach.
    [[nodiscard]] Record fetch(storage::Reader const& reader, identity::Context const& context, RecordId id) const;
    [[nodiscard]] std::vector<Entry> timeline(storage::Reader const& reader, RecordId fetched) const;
    [[nodiscard]] std::vector<Participant> participants(storage::Reader const& reader, RecordId fetched, int limit) const;
    [[nodiscard]] std::map<std::string, std::int64_t> participant_counts(storage::Reader const& reader, RecordId fetched) const;
    [[nodiscard]] std::vector<Link> links(storage::Reader const& reader, RecordId fetched) const;
    [[nodiscard]] std::vector<Attachment> attachments(storage::Reader const& reader, RecordId fetched) const;
    // Error (NotFound) unless its record is within reach.
    [[nodiscard]] Attachment attachment(storage::Reader const& reader, identity::Context const& context, std::int64_t id) const;
    [[nodiscard]] std::string attachment_content(Attachment const& attachment) const;
    // What the caller may do with it, the workflow's actions first.
    [[nodiscard]] std::vector<Offer> offers(storage::Reader const& reader, identity::Context const& context, Record const& record) const;
    // Whether the caller may create records of the type at that organisation.
    [[nodiscard]] bool may_create(identity::Context const& context, packs::RecordType const& type, org::Code org) const;

    // Newest first.
    [[nodiscard]] std::vector<Record> list(storage::Reader const& reader, identity::Context const& context, Filter const& filter,
                                           std::optional<After> after, int limit) const;
    // Those of the records that the caller reaches, by id; one query.
    [[nodiscard]] std::unordered_map<RecordId, Record> fetch_many(storage::Reader const& reader, identity::Context const& context,
                                                                  std::vector<RecordId> const& ids) const;
    // The caller's own, soonest due first. `after` is (due, record) of the last one seen.
    [[nodiscard]] std::vector<Todo> todos(storage::Reader const& reader, identity::Context const& context,
                                          std::optional<std::pair<std::int64_t, RecordId>> after, int limit) const;
    [[nodiscard]] TodoCount count_todos(storage::Reader const& reader, identity::Context const& context) const;

    // Every record's facts, by id, for the recount.
    void each(storage::Reader const& reader, std::function<void(figures::Facts const&)> const& visit) const;
    // Types and states in the database that the packs no longer have; and attached files that are missing or differ.
    [[nodiscard]] std::vector<Text> orphans(storage::Reader const& reader) const;

    [[nodiscard]] packs::Library const& library() const { return *library_; }

  private:
    struct Moved;
    void change_person(storage::Transaction& transaction, identity::Context const& context, RecordId id, people::PersonId from,
                       people::PersonId into, packs::Action const& action, std::string const& note,
                       std::function<void(Record&, json::object&)> const& change) const;
    [[nodiscard]] Record fetch_anywhere(storage::Reader const& reader, RecordId id) const;
    // Which persons its fields name, for the records of a person.
    void index_persons(storage::Transaction& transaction, Record const& record) const;
    [[nodiscard]] Record read_row(storage::Rows const& rows) const;
    [[nodiscard]] figures::Facts facts(storage::Reader const& reader, Record const& record, std::vector<Entry> const& entries) const;
    void set_todos(storage::Transaction& transaction, Record const& record, bool fresh) const;
    std::int64_t add_participants(storage::Transaction& transaction, identity::Context const& context, Record const& record,
                                  std::vector<NewParticipant> const& wanted, std::vector<std::string> const& allowed, Day day) const;
    void check_once(storage::Reader const& reader, Record const& record) const;
    [[nodiscard]] std::string path_of(std::string const& hash) const;

    packs::Library const* library_;
    figures::Figures const* figures_;
    std::filesystem::path attachments_;
    std::unordered_map<std::string, std::int64_t> type_numbers_;
    std::unordered_map<std::int64_t, packs::RecordType const*> types_;
    std::unordered_map<std::int64_t, std::string> type_names_;
};

// The person's or organisation's place in a title filled in.
[[nodiscard]] std::string titled(Record const& record, std::string_view subject_name);

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::records
