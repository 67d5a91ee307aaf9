// Shared inside the packs room: the one pass that makes a Library of files. Each read_* takes what its name says from
// an Item, reports what is wrong with it, and goes on, so that one run shows every problem.
#pragma once

#include <set>

#include "packs/item.h"
#include "packs/packs.h"

namespace niangjia::packs {

// What a word of a posting names: a field of some type, or one of a few words.
enum class PostingSlot { Opened, Income, Steps, Money, Count, Date, Year, Person, Choice, YesNo, Programme, Fund, Book, AnyFund, Lot };

class Loader {
  public:
    Loader(std::filesystem::path folder, std::string organisation, identity::Roles const& roles);

    Library::Loaded load();

  private:
    // common.cpp
    void read_choices(Item const& map, std::string const& prefix);
    Choice read_choice(Item const& key, Item const& value, bool nested);
    void read_clocks(Item const& map);
    std::optional<Due> read_due(Item const& item, RecordType const& type);
    void read_forms(Item const& map);

    // persons.cpp
    void read_persons(Item const& item);

    // portal.cpp
    void read_portal(Item const& item);
    std::optional<Portal> read_entrance(Item const& item, Portal common);
    void read_portal_fields(Item const& item, Portal& portal);
    void read_portal_topics(Item const& item, Portal& portal);

    // workflow.cpp
    std::optional<Workflow> read_workflow(Item const& item, RecordType const& type);
    // `create`: the workflow's; null where it is this one.
    Action read_action(Item const& key, Item const& item, RecordType const& type, Action const* create);
    void read_notice(Item const& item, RecordType const& type, State& state);
    std::vector<Actor> read_actors(Item const& item);
    std::optional<Deadline> read_deadline(Item const& key, Item const& item, Workflow const& workflow, RecordType const& type);
    std::optional<Escalation> read_escalation(Item const& item, RecordType const& type);
    void check_ways(Workflow const& workflow, Item const& item);
    void check_step(std::string const& step, Workflow const& workflow, Item const& item);
    void check_fields(std::vector<std::string> const& names, RecordType const& type, Item const& item);

    // posts.cpp
    void read_posts(Item const& item, RecordType const& type, Action& action, Action const& create);
    void read_posting(Item const& item, RecordType const& type, Action& action, Action const& create);
    std::string read_slot(Item const& item, RecordType const& type, PostingSlot slot, bool must, Action const& action, Action const& create);
    void check_steps_of_postings(Workflow const& workflow, RecordType const& type);
    void bind_posts();

    // limits.cpp
    void read_ceilings(Item const& item, RecordType& type);
    void read_clash(Item const& item, RecordType& type);
    void bind_clash(RecordType& type, Item const& item);
    void bind_record_fields(RecordType& type, Item const& item);
    RecordType const* type_named(std::string const& name, Item const& item, Programme const& programme) const;

    // programme.cpp
    void read_programme(Item const& item);
    void read_record_type(Item const& key, Item const& item, Programme& programme);
    void read_risk(Item const& item, RecordType& type);
    std::optional<Sealing> read_sealing(Item const& item, RecordType const& type);
    std::vector<std::pair<std::string, std::string>> read_conditions(Item const& item, RecordType const& type);
    void bind_types();
    void bind_objections(RecordType& type, Item const& item);
    void bind_clear_fields();
    std::optional<Field> read_field(Item const& key, Item const& item, std::string const& programme);

    // computed.cpp
    void read_computed(Item const& item, Field& field) const;
    void bind_computed();
    bool check_through(Through const& path, FieldType wanted, RecordType const& type, Item const& item) const;
    void bind_reckoning(Field const& field, RecordType const& type, Item const& item) const;
    void bind_copied(Field const& field, RecordType const& type, Item const& item) const;
    void bind_joined(Field& field, RecordType const& type, Item const& item) const;

    // figures.cpp
    void read_figures(Item const& item, Programme& programme);
    void bind_figure(Item const& key, Item const& item, Programme const& programme, Figure& figure);
    std::optional<Source> read_source(std::string const& path, Item const& item, Figure const& figure, Programme const& programme);
    void check_posted(Item const& trigger, Source const& source) const;
    void read_trigger(Item const& item, std::size_t index, std::size_t count, Source& source, Figure& figure);
    void read_where(Item const& item, Source& source);
    void read_split(Item const& item, Figure& figure);
    Figure const* figure_named(std::string const& name, Item const& item, Programme const& programme);
    void check_unit(Item const& item, Figure const& figure) const;
    Text define(Figure const& figure) const;

    // report.cpp
    void read_report(Item const& item);
    void add_lines();
    std::vector<Piece> read_pieces(std::string const& say, Item const& item, Programme const* programme);

    void bind();
    void bind_parts(Item const& item, Figure& figure) const;

    struct Pending {
        Item key;
        Item item;
        Programme* programme;
        Figure* figure;
    };
    struct PendingLine {
        ReportLine line;
        Item item;
    };

    std::filesystem::path folder_;
    std::string organisation_;
    identity::Roles const& roles_;
    std::shared_ptr<Library> library_;
    std::vector<Diagnostic> problems_;
    std::map<std::string, Item, std::less<>> shared_workflows_;
    std::set<std::string> spoilt_types_;  // their figures are not complained of as well
    struct PendingType {
        std::string name;
        Item item;
    };

    // What a posting says of a record, a step or another deed, until those are known.
    struct PendingFund {
        std::string type;
        std::string field;  // or posting_self
        PostingSlot slot;
        Item item;
    };
    struct PendingStep {
        std::string step;
        bool reversed;  // and so it must post something
        Item item;
    };
    struct PendingDeed {
        Deed deed;
        Deed before;
        Item item;
    };

    struct PendingFilled {
        std::string field;
        std::string state;  // in which the step that posts is taken; empty: create
        Item item;
    };

    std::string state_;  // whose actions are being read; empty: create
    std::vector<PendingFilled> pending_filled_;
    std::vector<PendingFund> pending_funds_;
    std::vector<PendingStep> pending_steps_;
    std::vector<PendingDeed> pending_deeds_;
    std::vector<Pending> pending_figures_;
    std::vector<PendingType> pending_types_;
    std::vector<PendingLine> pending_lines_;
};

}  // namespace niangjia::packs
