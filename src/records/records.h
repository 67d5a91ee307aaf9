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
#include "search/search.h"
#include "people/people.h"
#include "records/checks.h"
#include "storage/storage.h"
#include "vault/vault.h"

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
    std::optional<RecordId> parent = {};  // of a type that this one is part of
    bool sealed = false;                  // from the first moment, whatever its fields say
    std::string applicant = {};           // the public half of her who asks through the portal: sealed, and opened by her as well
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
    bool through_batch = false;           // by the program, which carried out what a step with `through: batch` says
    std::optional<RecordId> holder = {};  // the batch on whose behalf it is: a record that a batch holds takes steps from nobody else
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
    std::optional<RecordId> parent;
    org::Code sender;  // of a record that belongs to its receiver: the parent's organisation; else its own
    std::optional<RecordId> seal;  // the record with whose key this one is sealed
    std::shared_ptr<vault::KeyPair const> key;  // of the seal, when the caller has it
    std::string hidden;                         // the box that says whom it is about, while it is closed
    bool veiled = false;  // the caller's account is linked to the other side (people::Sides)

    // A field that tells where she is, and so is not for the caller.
    [[nodiscard]] bool hides(packs::Field const& field) const { return veiled && field.whereabouts; }
    // Sealed, and not for the caller to read: its subject, its hidden fields, notes and papers are not there.
    [[nodiscard]] bool locked() const { return seal.has_value() && key == nullptr; }
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
    std::vector<figures::DeadlineStep> deadlines;
    std::string hidden;  // the box of a sealed record's entry, while it is closed
};

// A deadline of the workflow that runs now.
struct Running {
    packs::Deadline const* deadline = nullptr;
    packs::Due const* length = nullptr;  // how it was reckoned
    Day since;
    Day due;
    bool extended = false;
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
    std::optional<RecordId> seal;
    std::shared_ptr<vault::KeyPair const> key;
};

// Somebody to whom a sealed record opens.
struct Member {
    identity::AccountId account = 0;
    bool alive = false;             // whether what was wrapped for her still opens with her key pair
    std::optional<Moment> until;    // the seal was broken for her, until then
};

// An action that the caller's role may take on a record, and whether it can be taken today.
struct Offer {
    packs::Action const* action = nullptr;
    std::optional<Text> refusal;
    std::optional<Day> after;  // the day until which it must wait
    bool through_batch = false;  // refused for that alone: it is taken where the batch is
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

// Where a list of to-dos stopped.
struct AfterTodo {
    std::int64_t due = 0;
    RecordId record = 0;
    std::string deadline;
};

// Where the public board stopped.
struct AfterNotice {
    std::int64_t ends = 0;
    std::string id;
};

// What a full-text search is for.
struct Search {
    std::string text = {};
    std::optional<org::Code> within = {};  // nothing: everything the caller reaches
    packs::RecordType const* type = nullptr;
};

struct Todo {
    Record record;
    std::string role;
    std::optional<Day> due;
    packs::Deadline const* deadline = nullptr;  // null: the state's own
    bool escalated = false;                     // another's, and overdue
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
// Built in for what came through the portal: words to her who asked, and words from her. Nothing else of the notes is shown to her.
[[nodiscard]] packs::Action const& message_action();
[[nodiscard]] packs::Action const& applicant_message_action();
// In the timeline of a whole: one of its parts was opened, closed or opened again.
[[nodiscard]] packs::Action const& part_action();
// In the timeline of a sealed record: its team changed, its seal was broken.
[[nodiscard]] packs::Action const& seal_action();
// In the timeline of a record whose due day moved with a correction of the working calendar.
[[nodiscard]] packs::Action const& calendar_action();
[[nodiscard]] packs::Action const& admit_action();
[[nodiscard]] packs::Action const& dismiss_action();
[[nodiscard]] packs::Action const& break_action();

// The role at a receiving organisation whose to-dos stand there and not with the sender.
inline constexpr std::string_view receiver_role = "partner";
// Done by Records::merge_persons and unmerge_person alone.
[[nodiscard]] packs::Action const& merge_action();
[[nodiscard]] packs::Action const& unmerge_action();

class SealedSubjects;

class Records {
  public:
    // Everything given must outlive this. `attachments` is the folder of the attached files, by content hash.
    Records(storage::Database& database, packs::Library const& library, figures::Figures const& figures, people::People const& people,
            std::filesystem::path attachments);

    // --- Writing. Error (Invalid) lists every problem with its pointer; (Refused) says which rule of the work; (NotFound)
    // --- out of reach; (Forbidden) not this role's to do; (Conflict) a second record where the pack wants one.
    RecordId create(storage::Transaction& transaction, identity::Context const& context, Creation const& creation) const;
    // `version` is the version that the caller saw; Error (Stale) when it is not the present one.
    void act(storage::Transaction& transaction, identity::Context const& context, RecordId id, std::int64_t version, Act const& act) const;
    // Error unless the caller may write to it, where it stands or where it was sent from.
    void require_writing(identity::Context const& context, Record const& record) const;
    // Stores the file (by content, before the transaction), then the row. Error (TooLarge), (Invalid: not a type that may be
    // attached, or the content is not what its name says).
    struct StoredFile {
        std::string hash;  // of what is stored
        std::int64_t size = 0;
        std::string media;
        std::string clear_hash;        // of the content as it came; kept nowhere
        std::optional<RecordId> seal;  // the seal for which it is a box; nothing: it is in the clear
    };
    // What the command answered that attached this content under this name, when it was carried out: to be asked before anything
    // is stored. Errors as of storage::answered().
    [[nodiscard]] std::optional<std::int64_t> attached(storage::Reader const& reader, identity::Context const& context, RecordId id,
                                                       std::string const& command, std::string_view name, std::string_view content) const;
    // For a sealed record the content is stored as a box for its case.
    [[nodiscard]] StoredFile store_file(storage::Reader const& reader, Record const& record, std::string_view name, std::string_view content) const;
    // Error (Stale) when the record came under a seal, or under another, since the file was stored.
    std::int64_t attach(storage::Transaction& transaction, identity::Context const& context, RecordId id, std::string const& command,
                        std::string_view name, StoredFile const& file) const;
    // Carries out what attaches the file. When that fails, the file is removed again unless an attachment uses it.
    void keep_file(storage::Database& database, StoredFile const& file, std::function<void(storage::Transaction&)> const& attach) const;

    // --- Sealed records. They open to their team alone: the roles that the pack names, who created them, and whom a member takes
    // --- in. An account that is a side's own, or that of somebody who lives in one household with a side, is not taken in by its
    // --- role, nor by a member, nor does a broken seal open for it: he who must not learn of the case may be sitting beside her. Who
    // --- created the record is of its team all the same, and who was of it before that side took part stays; the team sees which
    // --- they are. Of a case sent elsewhere the sides are known to those alone who open the whole. Who is not of the team and yet concerned (it is her to-do, she may break seals there) sees that it is there, its
    // --- state and its days; lists and searches show it to the team alone. Everybody who may act can add to it.
    [[nodiscard]] std::vector<Member> members(storage::Reader const& reader, Record const& fetched) const;
    // The accounts that live in one household with one of the sides, or are theirs: for the team of a record that is sealed or could
    // be, and for who created it; for others none. Reckoned when it is asked for, and kept nowhere.
    [[nodiscard]] std::vector<identity::AccountId> household_accounts(storage::Reader const& reader, identity::Context const& context, Record const& fetched) const;
    // A member takes another account in, or lets her out. Error (Forbidden) when the caller cannot open it herself, (Invalid) when the
    // account has no key pair yet or its roles do not reach the record, (Refused, records.same-household) as said above; the last member cannot be let out (Refused).
    void admit(storage::Transaction& transaction, identity::Context const& context, RecordId id, identity::AccountId account, std::string const& note) const;
    void dismiss(storage::Transaction& transaction, identity::Context const& context, RecordId id, identity::AccountId account, std::string const& note) const;
    // Reading a sealed record leaves an entry in the journal.
    void note_reading(storage::Transaction& transaction, identity::Context const& context, Record const& record, std::string_view what) const;
    // For recovery: the newest recovery pair for which the record's key is wrapped; what to do when two officers have put it
    // together; and when the access that it gave is over.
    [[nodiscard]] std::optional<std::int64_t> recovery_of(storage::Reader const& reader, Record const& record) const;
    void lend(storage::Transaction& transaction, identity::Context const& context, RecordId id, std::int64_t recovery, vault::KeyPair const& recovered,
              identity::AccountId account, Moment until, std::string const& reason) const;
    void take_back(storage::Transaction& transaction, RecordId id, identity::AccountId account) const;
    // Takes the links of sealed records of an older installation out of the clear. At the start.
    void seal_old_links(storage::Database& database) const;
    // Removes the files of papers that were in the clear before their record was sealed. After such a commit, and at the start.
    void sweep_files(storage::Database& database) const;
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

    // Whether it came through the portal: then somebody reads what is written with message_action().
    [[nodiscard]] bool from_portal(storage::Reader const& reader, RecordId fetched) const;

    // --- Reading, all within the caller's reach. An applicant (identity::Context::applicant) reaches her own record alone.
    [[nodiscard]] Record fetch(storage::Reader const& reader, identity::Context const& context, RecordId id) const;
    [[nodiscard]] std::vector<Entry> timeline(storage::Reader const& reader, Record const& fetched) const;
    [[nodiscard]] std::vector<Participant> participants(storage::Reader const& reader, Record const& fetched, int limit) const;
    [[nodiscard]] std::map<std::string, std::int64_t> participant_counts(storage::Reader const& reader, Record const& fetched) const;
    // None of a locked one. A link between a sealed record and one in the clear stands on the sealed side alone.
    [[nodiscard]] std::vector<Link> links(storage::Reader const& reader, Record const& fetched) const;
    [[nodiscard]] std::vector<Attachment> attachments(storage::Reader const& reader, Record const& fetched) const;
    // Error (NotFound) unless its record is within reach.
    [[nodiscard]] Attachment attachment(storage::Reader const& reader, identity::Context const& context, std::int64_t id) const;
    [[nodiscard]] std::string attachment_content(Attachment const& attachment) const;
    // What the caller may do with it, the workflow's actions first.
    [[nodiscard]] std::vector<Offer> offers(storage::Reader const& reader, identity::Context const& context, Record const& record) const;
    // The deadlines beside the state's own that run, soonest due first.
    [[nodiscard]] static std::vector<Running> running(packs::RecordType const& type, std::vector<Entry> const& timeline);
    // The records under that one, newest first.
    [[nodiscard]] std::vector<Record> parts(storage::Reader const& reader, identity::Context const& context, RecordId fetched) const;
    // Reckons the open due days again by the present working calendar; each that moves has an entry in its timeline. Returns how
    // many records were touched. Safe to repeat.
    std::int64_t follow_calendar(storage::Database& database, identity::Context const& context) const;
    // Whether the caller may create records of the type at that organisation.
    [[nodiscard]] bool may_create(identity::Context const& context, packs::RecordType const& type, org::Code org) const;

    // Whether the caller may open a part of that type under the record.
    [[nodiscard]] bool may_open_part(identity::Context const& context, packs::RecordType const& type, Record const& whole) const;

    // What such a record would meet: one that stands already, a ceiling, other aid of the subject in that year (none: this one). create()
    // and act() refuse what blocks. Error for who may not write the type at `org`, and (Invalid) for a subject that is not within reach.
    [[nodiscard]] std::vector<Check> checks(storage::Reader const& reader, identity::Context const& context, packs::RecordType const& type, org::Code org,
                                            std::optional<Party> const& subject, std::optional<std::int64_t> year, std::optional<std::int64_t> amount) const;
    // What a field of that type may name in a record of `org`: those of `org` and of the places above it that are not void, newest
    // first. Nothing for a type that no field of any pack names. Error for who may write neither records nor findings at `org`.
    [[nodiscard]] std::vector<Named> choices(storage::Reader const& reader, identity::Context const& context, packs::RecordType const& type, org::Code org,
                                             std::optional<After> after, int limit) const;
    // Unscoped, for ids that stand in fields the caller reads; sealed ones are missing. One query for each kind of name.
    [[nodiscard]] std::unordered_map<RecordId, Named> named(storage::Reader const& reader, identity::Context const& context, std::vector<RecordId> const& ids) const;

    // Newest first.
    [[nodiscard]] std::vector<Record> list(storage::Reader const& reader, identity::Context const& context, Filter const& filter,
                                           std::optional<After> after, int limit) const;
    // Records with these words in their title, texts, notes or files' names, newest first; errors as search::find. The names of
    // what is found: "title", "number", "field.NAME", "note" or "file".
    struct FoundPage {
        struct Item {
            Record record;
            search::Hit hit;
        };
        std::vector<Item> items;
        std::optional<std::int64_t> next;
    };
    [[nodiscard]] FoundPage search(storage::Reader const& reader, identity::Context const& context, Search const& wanted,
                                   std::optional<std::int64_t> after, int limit) const;
    // Those of the records that the caller reaches, by id; one query.
    [[nodiscard]] std::unordered_map<RecordId, Record> fetch_many(storage::Reader const& reader, identity::Context const& context,
                                                                  std::vector<RecordId> const& ids) const;
    // The caller's own, soonest due first. `after` is the last one seen.
    [[nodiscard]] std::vector<Todo> todos(storage::Reader const& reader, identity::Context const& context,
                                          std::optional<AfterTodo> after, int limit) const;
    [[nodiscard]] TodoCount count_todos(storage::Reader const& reader, identity::Context const& context) const;

    // --- The public board: records in a state that their pack puts up for everybody to see, until its due day; sealed ones never.
    // Unscoped, and with nothing hidden: who shows them masks whom they are about and leaves out all but what the state says is shown.
    struct Notice {
        std::string id;  // made at random; it tells no record's number
        Record record;
        std::optional<Day> until;
    };
    struct NoticePage {
        std::vector<Notice> items;
        std::optional<AfterNotice> next;
    };
    // Those of the place and all below it, or of everywhere (org::Code{}): the last to end first, which is the newest of those that are
    // shown for so many days.
    [[nodiscard]] NoticePage notices(storage::Reader const& reader, Clock const& clock, org::Code place, std::optional<AfterNotice> const& after, int limit) const;
    // Nothing when it is not on the board (any more).
    [[nodiscard]] std::optional<Record> noticed(storage::Reader const& reader, Clock const& clock, std::string_view notice) const;
    // Brings the board in line with the packs: what stands in such a state since before they said so, and what no longer does. At the start.
    void fill_notices(storage::Database& database, identity::Context const& context) const;

    // Every record's facts, by id, for the recount.
    void each(storage::Reader const& reader, std::function<void(figures::Facts const&)> const& visit) const;
    // Puts every record into the full-text index, if it is not whole yet: in batches, going on where it was interrupted.
    // `progress` is told (done, total). Others may write meanwhile.
    void fill_index(storage::Database& database, std::function<void(std::int64_t, std::int64_t)> const& progress) const;
    // Where the full-text index is not what filling it anew would make it.
    [[nodiscard]] std::vector<Text> index_differences(storage::Reader const& reader) const;
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
    enum class Stubs { None, Concerned, All };
    // Opens what the caller has the key of, and drops what she may not know of.
    void unseal(storage::Reader const& reader, identity::Context const& context, std::vector<Record>& records, Stubs stubs) const;
    void reveal_fields(storage::Reader const& reader, Record& record) const;
    [[nodiscard]] bool is_concerned(storage::Reader const& reader, identity::Context const& context, Record const& record) const;
    [[nodiscard]] std::vector<Record> own_sealed(storage::Reader const& reader, identity::Context const& context, Party const& subject) const;
    void change_row(storage::Transaction& transaction, Record const& record, std::optional<Party> const& subject, std::int64_t version) const;
    // `sides` are the persons of either side, with those who join now.
    void seal_now(storage::Transaction& transaction, identity::Context const& context, Record& record, std::vector<Entry>& timeline,
                  std::optional<RecordId> seal, std::vector<people::PersonId> const& sides) const;
    // The persons of either side of the record and of its whole, as far as the caller opens them.
    [[nodiscard]] std::vector<people::PersonId> sides_of(storage::Reader const& reader, identity::Context const& context, Record const& record) const;
    // The accounts that are not taken into the team by their role.
    [[nodiscard]] std::vector<identity::AccountId> kept_out(storage::Reader const& reader, Record const& record,
                                                            std::vector<people::PersonId> const& sides) const;
    // Tells the people room who stands against whom; again is once.
    void tell_sides(storage::Transaction& transaction, Record const& record, std::vector<Participant> const& participants) const;
    // What the whole of a record says, opened with the record's key or the caller's; nothing without a whole.
    [[nodiscard]] std::optional<Record> whole_of(storage::Reader const& reader, identity::Context const& context, Record const& record) const;
    void veil(storage::Reader const& reader, identity::Context const& context, std::vector<Record>& records) const;
    [[nodiscard]] bool is_against(storage::Reader const& reader, identity::Context const& context, Record const& record, people::Sides const& sides) const;
    [[nodiscard]] std::vector<Record> fetch_rows(storage::Reader const& reader, identity::Context const& context, std::vector<RecordId> const& ids) const;
    StoredFile store_bytes(std::string_view content) const;
    // An entry in the timeline of a record that stays as it is.
    void note(storage::Transaction& transaction, identity::Context const& context, Record const& record, packs::Action const& action, std::string const& text) const;
    [[nodiscard]] figures::Facts facts(storage::Reader const& reader, Record const& record, std::vector<Entry> const& entries) const;
    // Those who may take in and let out: permanent members where the record was sent from; not its receivers, nor for whom it was broken.
    void require_team(storage::Reader const& reader, identity::Context const& context, Record const& record) const;
    // A notice to each permanent member of a sealed record's team.
    void tell_team(storage::Transaction& transaction, identity::Context const& context, Record const& record, std::string_view kind) const;
    void add_links(storage::Transaction& transaction, Record const& one, Record const& other, std::string const& kind) const;
    void seal_links(storage::Transaction& transaction, RecordId record, std::string_view half) const;
    void set_todos(storage::Transaction& transaction, Record const& record, std::vector<Entry> const& timeline) const;
    // Puts the record on the public board or takes it down, as its state says.
    void set_notices(storage::Transaction& transaction, Record const& record) const;
    [[nodiscard]] std::unordered_map<RecordId, Record> fetch_noticed(storage::Reader const& reader, Clock const& clock, std::vector<RecordId> const& ids) const;
    // Error (Refused, records.not-noticed) for an objection to what is not up for notice.
    static void check_noticed(packs::RecordType const& type, Record const& whole);
    // Error (Refused) where the step waits for the notice and somebody objected who has no answer (records.objections-open), or was
    // right: then the record must be put up anew (records.objected).
    void check_objections(storage::Reader const& reader, Record const& record, packs::Action const& action, std::vector<Entry> const& entries) const;
    // Why the caller may not answer an objection (records.unlike): it is she who put up what it is about.
    [[nodiscard]] std::optional<Error> own_notice(storage::Reader const& reader, identity::Context const& context, Record const& record, packs::Action const& action) const;
    void check_parts(storage::Reader const& reader, Record const& record, packs::Action const& action, json::object const& fields) const;
    void tell_parent(storage::Transaction& transaction, identity::Context const& context, Record const& part, Day day) const;
    // What the full-text search knows of a record. Every change of it ends with index(); search::remove() hides it.
    [[nodiscard]] search::Document document_of(Record const& record, std::vector<Entry> const& entries,
                                               std::vector<Attachment> const& attachments) const;
    void index(storage::Transaction& transaction, Record const& record, std::vector<Entry> const& entries,
               std::vector<Attachment> const& attachments) const;
    std::int64_t add_participants(storage::Transaction& transaction, identity::Context const& context, Record const& record,
                                  std::vector<NewParticipant> const& wanted, std::vector<std::string> const& allowed, Day day) const;
    void check_once(storage::Reader const& reader, Record const& record) const;
    [[nodiscard]] std::string path_of(std::string const& hash) const;

    packs::Library const* library_;
    figures::Figures const* figures_;
    people::People const* people_;
    std::filesystem::path attachments_;
    std::shared_ptr<SealedSubjects> sealed_subjects_;
    std::unordered_map<std::string, std::int64_t> type_numbers_;
    std::unordered_map<std::int64_t, packs::RecordType const*> types_;
    std::unordered_map<std::int64_t, std::string> type_names_;
};

// The person's or organisation's place in a title filled in.
[[nodiscard]] std::string titled(Record const& record, std::string_view subject_name);

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::records
