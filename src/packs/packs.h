// Packs: programmes as data. A Library is every pack of an installation, read, checked and bound together: record
// types with their fields and workflows, figures with what they count, report lines and templates.
//
// Guarantees: a Library is complete and sound or there is none: every name resolves, every state can be reached and
// left, every figure's parts type-check; each problem found is reported with file, line and column. It never changes
// after it is read, so references into it are good for its lifetime. The format is docs/developers/packs.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/calendar.h"
#include "base/day.h"
#include "base/org_code.h"
#include "base/text.h"
#include "identity/identity.h"

namespace niangjia::packs {

struct Diagnostic {
    std::string file;
    int line = 0;    // from 1
    int column = 0;  // from 1
    Text text;
};

struct Choice {
    std::string key;
    Text title;
    std::vector<Choice> of;  // the second level, if there is one
};

struct ChoiceList {
    std::string name;
    std::vector<Choice> choices;

    [[nodiscard]] Choice const* find(std::string_view key) const;
    // The first-level choice that holds `key` below it; null when it is one itself, or none.
    [[nodiscard]] Choice const* parent_of(std::string_view key) const;
    // Whether `key` is `parent` or one of its sub-choices.
    [[nodiscard]] bool within(std::string_view key, std::string_view parent) const;
};

enum class FieldType { Text, LongText, Count, Decimal, Money, Date, Year, Choice, YesNo, Organisation, Person, Record };

[[nodiscard]] std::string_view name_of(FieldType type);

struct RecordType;

// A field of the record that a field of this one names: scheme.rate.
struct Through {
    std::string record;  // a field of type record, always filled
    std::string field;   // of that record, always filled
};

// A money field that the program fills in: so many percent of another, of what is above a sum, up to a ceiling.
struct Reckoning {
    std::string of;
    Through percent;
    std::optional<Through> less;
    std::optional<Through> at_most;  // for all live records of the subject that name the same record together
};

// Only whoever takes part, as `role`, in a record of `type` that names the same record under the same field and stands in one of
// `states`; where the role is posting_subject, only whom the named record itself is about, while it stands in one of them.
struct Joined {
    std::string as;  // enrolment.member, as the pack writes it
    RecordType const* type = nullptr;
    std::string role;
    std::vector<std::string> states;
};

struct Field {
    std::string name;
    Text title;
    std::optional<Text> help;
    FieldType type = FieldType::Text;
    bool required = false;
    ChoiceList const* choices = nullptr;    // Choice
    std::optional<org::Level> level;        // Organisation: only of that level
    std::string record_name;                // Record: of that type
    RecordType const* record = nullptr;
    std::optional<std::int64_t> min, max;   // Count, Year: the number; Money: fen; Decimal: thousandths
    std::size_t max_length = 200;           // Text, LongText: in characters
    std::string unit;
    identity::Sight seen_by = identity::Sight::Internal;
    bool told = false;  // she whom the record is about reads it in the portal
    bool whereabouts = false;  // tells where she is or how she is reached: nothing for who is linked to the other side
    std::optional<Reckoning> computed;                   // Money: nobody fills it in
    std::optional<Through> copied;                       // the same value as that field has there: nobody fills it in
    std::optional<std::pair<Through, Through>> between;  // Date: from that day to that one
    std::optional<Joined> joined;                        // Record: only for a subject who takes part in it

    // The program fills it in, in the step that needs it.
    [[nodiscard]] bool filled_in() const { return computed || copied; }
};

enum class Who { Person, Organisation };

struct Subject {
    Who who = Who::Person;
    bool required = true;
};

// `opposes` that says "subject": the other side is whom the record is about.
inline constexpr std::string_view subject_side = "subject";

struct ParticipantRole {
    std::string name;
    Text title;
    Who who = Who::Person;
    std::string opposes = {};  // whose other side it is: subject_side or a role of persons; empty: nobody's
};

// Who may act, or whose turn it is: a role, granted at the record's ancestor of that level (or at the record's own
// organisation where that lies above), or anywhere over the record when no level is named.
// `applicant` is no role that could be granted: she who asked, through the portal.
inline constexpr std::string_view applicant = "applicant";
// Steps that no pack writes out: a message to her who asked through the portal, and one from her.
inline constexpr std::string_view message_step = "message";
inline constexpr std::string_view applicant_message_step = "applicant-message";

struct Actor {
    std::string role;
    std::optional<org::Level> at;
    std::vector<org::Level> levels = {};  // where the role may be granted

    // Where what belongs to `org` lies with them: at the level named, else at the nearest place upwards where the role may be granted;
    // nothing when there is none.
    [[nodiscard]] std::optional<org::Code> place(org::Code org) const;

    bool operator==(Actor const& other) const { return role == other.role && at == other.at; }
};

// A legal clock of packs/common/clocks.yaml.
struct LegalClock {
    std::string name;
    Text title;
    int hours = 0, days = 0, months = 0, years = 0;
    bool working = false;
    std::string law;
    std::string article;
    bool verified = false;
};

// How a due day is found: so long after the day of the action, or on the day that a field names.
struct Due {
    int days = 0;
    int working_days = 0;
    int months = 0;
    std::string until;                  // a date field
    LegalClock const* clock = nullptr;  // where the length comes from law

    // The due day counted from `start`. `until_day` is the value of the field `until`.
    [[nodiscard]] std::optional<Day> from(Day start, std::optional<Day> until_day, WorkingCalendar const& calendar) const;
    // Whether working days are counted, and so the calendar's published years matter.
    [[nodiscard]] bool counts_working_days() const;
};

enum class Gate { None, AfterDue, WithinDue };

// The kind of types that only auditors, and those who answer them, write (identity::Permission::WriteFindings).
inline constexpr std::string_view audit_kind = "audit";
// The choice list of all programmes of the installation, for what a fund is meant for.
inline constexpr std::string_view programme_choices = "programme";
// The fields into which the portal writes an objection to a public notice; the last two may be missing.
inline constexpr std::string_view objection_text = "text";
inline constexpr std::string_view objection_name = "name";
inline constexpr std::string_view objection_contact = "contact";
// A yes-no field of an objection that may be missing: what was objected to goes no further as it is.
inline constexpr std::string_view objection_upheld = "upheld";
// Where a payment goes: texts of the record from which it is paid.
inline constexpr std::string_view bank_field = "bank";
inline constexpr std::string_view account_field = "account";
// What a posting names instead of a field: the record itself, or whom it is about.
inline constexpr std::string_view posting_self = "self";
inline constexpr std::string_view posting_subject = "subject";
// In a figure: what the step posted, instead of a field.
inline constexpr std::string_view posted_amount = "posted";

// What a step does in the books (funds/funds.h says what each means). All but the deed are names of fields of the record, or empty.
enum class Deed {
    Open, Allow, Receive, Pay, Reserve, Settle, TakeIn, HandOut, Stocktake, Move, Lend, Repay, FallDue, Guarantee, Recover, WriteOff, Plan,
    CloseThrough, Close, Reverse
};
[[nodiscard]] std::string_view name_of(Deed deed);  // "fall-due", as packs write it

struct Posting {
    Deed deed = Deed::Pay;
    std::string amount;   // money; TakeIn, HandOut, Stocktake: a count; Allow: a programme; CloseThrough: a date
    std::string fund;     // from, into or in: a field that holds a record, or "self"
    std::string to;       // Move: the other fund
    std::string as;       // Receive: gift, allocation, dues, interest or proceeds; Open: money or loans
    std::string unit;     // TakeIn: the value of a piece
    std::string lot;      // HandOut
    std::string source;   // a choice
    std::string purpose;  // a choice of programmes
    std::string person;   // a person or "subject": for her alone
    std::string until;    // a date
    std::string year;     // Plan
    std::string below;    // Open: a yes-no field; the fund may be spent for organisations below its own by who does not reach it
    bool receipt = false;
    std::vector<std::string> reverses;  // Reverse: the actions whose vouchers are mirrored

    [[nodiscard]] bool counted() const;  // whether figures count what it posts (funds::posted_by_entry)
};

// How much of a type one subject, or one place, may have in a year. Void records do not count.
struct Ceiling {
    std::string year;                     // a field of years; empty: the year of the opening day
    std::string sum;                      // a money field; empty: the records are counted
    std::optional<org::Level> at;         // of all records of the place of that level; nothing: of the subject
    std::int64_t at_most = 0;             // fen or records
};

// Other aid of the subject in the same year: told before she is proposed, or a reason to refuse her.
struct Clash {
    std::vector<std::string> names;           // record types; empty: every type of kind aid
    std::vector<RecordType const*> with;
    bool blocks = false;
};

// A part that must be there before an action: a record of that type under this one.
struct Wanted {
    std::string part_name;
    RecordType const* part = nullptr;
    std::vector<std::pair<std::string, std::string>> when;  // fields of this record and their values; empty: always
};

struct Action {
    std::string name;
    Text title;
    std::optional<std::string> to;  // nothing: the record stays in its state
    std::vector<Actor> by;
    std::vector<std::string> needs;  // fields that must be filled by then
    std::vector<std::string> needs_yes;  // yes-no fields of `needs` that must say yes
    std::vector<std::string> takes;  // fields that may be given
    std::vector<std::string> adds;   // participant roles
    bool note_required = false;
    Gate gate = Gate::None;
    bool once = false;
    std::optional<Due> extend;  // moves the due day by so much
    std::string extends;        // which deadline's; empty: the state's own
    bool confirm = false;
    bool assesses = false;           // fills in the type's risk form
    bool leaves_parts_open = false;  // may close the record while parts of it are open
    std::vector<Wanted> wants;
    std::vector<Posting> posts;
    std::vector<std::string> unlike;  // steps of this record: who took one of them may not take this one
    bool papers = false;              // something must be attached by then
    bool through_batch = false;       // taken by the program alone, as what it did for the batch comes to that

    [[nodiscard]] bool takes_field(std::string_view field) const;
};

// To whom an overdue matter is shown as well, so long after its due day.
struct Escalation {
    Due after;
    std::vector<Actor> to;
};

// A due day beside the state's own: it starts with one of the steps `from` and is met by one of the steps `until`. A step is an
// action, "create", or a state that is entered.
struct Deadline {
    std::string name;
    Text title;
    std::vector<std::string> from, until;
    bool again = false;                              // when it is met, it starts anew
    Due due;                                         // unless `per` picks another
    std::string per;                                 // a choice field: its value picks the length
    std::vector<std::pair<std::string, Due>> lengths;  // by that value; a value without one sets no deadline
    std::vector<Actor> awaits;
    std::optional<Escalation> escalation;
    std::optional<Text> says;  // what she whom it is about reads of it; {day} is its due day

    [[nodiscard]] bool starts_with(std::string_view action, std::string_view entered) const;
    [[nodiscard]] bool met_by(std::string_view action, std::string_view entered) const;
    // The length for the value of `per`; null when there is none.
    [[nodiscard]] Due const* length(std::string_view value) const;
};

struct State {
    std::string name;
    Text title;
    std::optional<Text> says;  // what the person it is about reads of it, in plain words
    std::optional<Due> due;
    std::optional<Escalation> escalation;
    bool closed = false;
    bool voids = false;  // the record counts for nothing any more
    bool noticed = false;             // put up for everybody to see while it stands here
    std::vector<std::string> notice;  // fields that the notice shows beside the masked name and the place
    std::vector<Action> actions;
    std::vector<Actor> awaits;           // whose to-do it is
    Action const* next = nullptr;        // the action they are expected to take; nothing in a final state

    // Its due day is the last on which everybody could see the record, or the first step had to wait.
    [[nodiscard]] bool holds_up() const;
    // Its due day ends a wait (a public notice) and is no day by which anything had to be done.
    [[nodiscard]] bool waits() const { return next != nullptr && next->gate == Gate::AfterDue; }
};

struct Workflow {
    std::string name;
    Action create;
    std::vector<State> states;
    std::vector<Deadline> deadlines;

    [[nodiscard]] Deadline const* deadline(std::string_view name) const;
    [[nodiscard]] State const& state(std::string_view name) const;  // must exist
    [[nodiscard]] State const* find(std::string_view name) const;
    [[nodiscard]] bool has_action(std::string_view name) const;
};

struct Programme;

// A form whose answers add up to a level. A red item gives the first level whatever the sum.
struct RiskForm {
    struct Item {
        std::string name;
        Text title;
        int points = 0;
        bool red = false;
    };
    struct Level {
        std::string name;
        int points = 0;  // from this sum on
    };
    std::string name;
    Text title;
    std::vector<Item> items;
    std::vector<Level> levels;  // the highest first; the last one from 0
    ChoiceList choices;         // the levels, as the field risk-level has them

    [[nodiscard]] Level const& level(int points, bool red) const;
};

// Whom alone a sealed record opens to, besides those they take into the team.
struct Sealing {
    std::vector<std::pair<std::string, std::string>> when;  // sealed if one of these fields has this value; empty: always
    bool on_request = false;                                // only when whoever creates it asks for it
    std::vector<Actor> team;
};

struct RecordType {
    std::string name;  // spring-bud.grant
    std::string key;   // grant
    Programme const* programme = nullptr;
    Text title;
    std::string kind;
    std::vector<org::Level> levels;  // empty: any
    std::optional<Subject> subject;
    std::vector<ParticipantRole> participants;
    std::vector<Field> fields;
    std::vector<std::string> once_per;  // "subject", "org", fields
    std::vector<Ceiling> ceilings;
    std::optional<Clash> clash;
    std::string title_template;
    std::vector<RecordType const*> part_of;  // it may stand under a record of these types
    bool objects = false;                    // part-of: noticed, an objection to what stands on the public board
    bool receiver = false;                   // it belongs to the organisation it is sent to, and is sent by its parent's
    RiskForm const* risk = nullptr;
    std::optional<Sealing> sealing;
    std::vector<std::string> clear;  // of a record that is sealed: the fields that counting and deadlines need, and so stay in the clear
    Workflow workflow;

    [[nodiscard]] bool stays_clear(std::string_view field) const;

    [[nodiscard]] bool is_part_of(RecordType const& other) const;
    [[nodiscard]] Field const* field(std::string_view name) const;
    [[nodiscard]] ParticipantRole const* participant(std::string_view name) const;
    // Whether it has two sides, and whether those who take part in the role are one of them.
    [[nodiscard]] bool has_sides() const;
    [[nodiscard]] bool is_side(std::string_view role) const;
    [[nodiscard]] bool tells_whereabouts() const;
    // Whether a step of it posts that deed, and whether any step posts anything.
    [[nodiscard]] bool posts(Deed deed) const;
    [[nodiscard]] bool posts() const;
};

enum class Measure { Count, Sum, People, Organisations, Ratio, Total, Missing };

[[nodiscard]] std::string_view name_of(Measure measure);

// What a source takes of a record: the record itself, its subject, its organisation, a field, its participants, or what the step posted.
enum class Taking { Record, Subject, Org, Field, Participants, Posted };

enum class Trigger {
    When,   // once, on the day the action was first done (or the state first entered)
    Each,   // every time the action is done (or the state entered)
    While,  // from the day a state of the set is entered until the day it is left: a stock
    Kept,   // every time the deadline is met by its day ("due": the last due day of a state, when the record closes)
    Late,   // every time it is met after its day
};

struct Source {
    RecordType const* type = nullptr;
    Taking taking = Taking::Record;
    std::string field;  // of Field, or the participants' role
    Trigger trigger = Trigger::When;
    std::vector<std::string> steps;  // the action, the states, or the deadline
    bool entering = false;           // When and Each: the step names a state, and counts when that is entered
    std::vector<std::pair<std::string, std::vector<std::string>>> where;
    std::string at;  // an organisation field, or empty
};

struct Figure;

// A figure counted once more for each value of a choice field.
struct Split {
    std::string field;
    std::map<std::string, Figure const*, std::less<>> of;  // by value; a first-level choice holds those below it
};

struct Figure {
    std::string name;  // spring-bud.paid; of a split: petitions.received.category.family
    Programme const* programme = nullptr;
    Text title;
    Text definition;
    Measure measure = Measure::Count;
    bool stock = false;
    bool money = false;
    std::int64_t scale = 1;  // what one `unit` is in stored amounts: 100 for money (fen), 1000 for sums of decimals
    std::string unit;
    int decimals = 0;
    std::vector<Source> sources;         // Count, Sum, People, Organisations
    std::vector<Figure const*> parts;    // Ratio (two), Total, Missing (one)
    org::Level level = org::Level::Village;  // Missing
    std::vector<std::string> seed;
    std::vector<Split> splits;
    Figure const* split_of = nullptr;  // the figure that this is one value of
    std::string split_field, split_value;

    // Whether it has contributions of its own; the others are computed from their parts.
    [[nodiscard]] bool counted() const { return !sources.empty(); }
    // Whether it counts distinct people or organisations.
    [[nodiscard]] bool distinct() const { return measure == Measure::People || measure == Measure::Organisations; }
};

struct ReportLine {
    std::string under;
    int order = 0;
    std::string say;
    Programme const* programme = nullptr;
};

struct Programme {
    std::string name;
    Text title;
    std::optional<Text> about;
    std::string keeper;
    std::vector<std::string> seed;
    std::vector<RecordType const*> records;
    std::vector<Figure const*> figures;
    std::vector<ReportLine> lines;
};

// A piece of a report's text: words, a figure in some style, or a number that a person types in.
struct Piece {
    enum class Kind { Words, Figure, Typed };
    Kind kind = Kind::Words;
    std::string words;               // Words; Typed: its title
    Figure const* figure = nullptr;  // Figure
    std::string style;               // Figure: "", "余 1000万", "近 10"
    std::string slot;                // Typed
    std::string unit;                // Typed
};

struct Section {
    std::string key;
    std::string heading;
    std::vector<std::vector<Piece>> paragraphs;  // its own text, then the packs' lines
};

struct ReportTemplate {
    std::string name;
    Text title;
    std::string heading;  // "{org}{year}年度工作报告"
    std::vector<Section> sections;
};

// A field of every person's file that holds a code, of packs/common/persons.yaml.
struct PersonField {
    std::string name;
    Text title;
    ChoiceList const* choices = nullptr;
    std::vector<std::string> headings;  // column titles by which an import knows it
};

// How many characters of a number a mask leaves readable.
struct Shown {
    std::size_t first = 0;
    std::size_t last = 0;
};

struct PersonRules {
    std::vector<PersonField> fields;
    int retention_years = 0;  // from the closing of her last record until her file may be anonymised
    Shown identity_shown;
    Shown telephone_shown;
    std::int64_t import_rows = 0;
    std::int64_t smallest_published = 0;  // counts below it are not told in tables that are published
};

// A plain topic of the portal: what she picks, and the value that the record's topic field gets.
struct PortalTopic {
    std::string key;
    Text title;
    std::string value;
};

// A number to call, shown plainly.
struct PortalNumber {
    std::string number;
    Text title;
};

// Where and when one can come in person, unless the installation's settings say otherwise for a place.
struct PortalReception {
    std::string phone;
    Text hours;
};

struct PortalNotice {
    Text title;
    std::vector<Text> lines;
};

struct PortalLimits {
    int wrong_codes = 0;           // from one address before it waits
    int first_wait_seconds = 0;    // doubled by each wrong code after that
    int longest_wait_minutes = 0;  // and then that many minutes without another are forgiven
    int requests_per_hour = 0;     // from one address
    int requests_of_all_per_hour = 0;
    int steps_per_hour = 0;        // messages, papers and steps of one request
    int reads_per_hour = 0;        // of one request
    int papers = 0;                // of one request, in all
    int entries = 0;               // messages and steps of one request, in all
    int objections_per_hour = 0;   // to public notices, from one address
    int open_objections = 0;       // that wait for an answer, of one notice
};

// What packs/common/portal.yaml says for the organisation: how a request that came through the portal becomes a record. The names
// of fields are empty where the record has none for it; `story` and `topic` are always there.
struct Portal {
    Text title;            // of the page: what stands in a browser's list
    std::string leave_to;  // where the quick exit leads
    PortalLimits limits;
    RecordType const* type = nullptr;
    std::vector<std::pair<std::string, std::string>> set;  // fields with a value of their own
    std::string topic, story, name, place, contact, hours, no_call;
    std::vector<Field const*> ask;  // more that she is asked
    std::vector<PortalTopic> topics;
    std::vector<PortalNumber> numbers;
    PortalReception reception;
    std::vector<Text> steps;  // how it goes on
    std::vector<PortalNotice> privacy;

    [[nodiscard]] PortalTopic const* find(std::string_view topic_key) const;
};

class Library {
  public:
    struct Loaded {
        std::shared_ptr<Library const> library;  // null when there are problems
        std::vector<Diagnostic> problems;
    };
    // Reads FOLDER/common, FOLDER/shared and FOLDER/women (or another organisation's folder named by `organisation`).
    [[nodiscard]] static Loaded load(std::filesystem::path const& folder, std::string const& organisation,
                                     identity::Roles const& roles);

    [[nodiscard]] std::vector<Programme const*> const& programmes() const { return programme_list_; }
    [[nodiscard]] Programme const* programme(std::string_view name) const;
    [[nodiscard]] RecordType const* record_type(std::string_view name) const;
    [[nodiscard]] Figure const* figure(std::string_view name) const;
    [[nodiscard]] std::vector<Figure const*> const& figures() const { return figure_list_; }
    // The values of splits, each a figure of its own.
    [[nodiscard]] std::vector<Figure const*> const& split_figures() const { return split_list_; }
    // The figures that records of that type feed, without the values of their splits.
    [[nodiscard]] std::vector<Figure const*> const& fed_by(RecordType const& type) const;
    [[nodiscard]] ReportTemplate const* report(std::string_view name) const;
    [[nodiscard]] std::vector<ReportTemplate const*> reports() const;
    [[nodiscard]] ChoiceList const* choices(std::string_view name) const;
    // The types that may stand under a record of that type.
    [[nodiscard]] std::vector<RecordType const*> parts_of(RecordType const& type) const;
    [[nodiscard]] PersonRules const& persons() const { return persons_; }
    // Null when this organisation has no portal.
    [[nodiscard]] Portal const* portal() const { return portal_ ? &*portal_ : nullptr; }
    [[nodiscard]] WorkingCalendar const& calendar() const { return calendar_; }
    [[nodiscard]] std::string const& organisation() const { return organisation_; }
    [[nodiscard]] std::size_t record_type_count() const { return types_.size(); }

  private:
    friend class Loader;

    std::string organisation_;
    WorkingCalendar calendar_;
    std::map<std::string, ChoiceList, std::less<>> choices_;
    std::map<std::string, LegalClock, std::less<>> clocks_;
    std::map<std::string, RiskForm, std::less<>> forms_;
    PersonRules persons_;
    std::optional<Portal> portal_;
    std::map<std::string, Programme, std::less<>> programmes_;
    std::map<std::string, RecordType, std::less<>> types_;
    std::map<std::string, Figure, std::less<>> figures_;
    std::map<std::string, ReportTemplate, std::less<>> reports_;
    std::map<std::string, std::vector<Figure const*>, std::less<>> fed_by_;
    std::vector<Programme const*> programme_list_;
    std::vector<Figure const*> figure_list_;
    std::vector<Figure const*> split_list_;
};

}  // namespace niangjia::packs
