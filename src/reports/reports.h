// The reports room draws the year's work report from figures: the packs' lines in the order of a template, each number
// bound to its figure, and each number that a person typed in marked with who and when.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "figures/figures.h"
#include "identity/scope.h"
#include "packs/packs.h"
#include "records/records.h"
#include "reports/document.h"
#include "storage/storage.h"

namespace niangjia::reports {

struct Typed {
    std::string slot;
    std::string title;
    std::string unit;
    std::optional<double> value;
    std::int64_t account = 0;
    std::string by;  // the account's title
    Moment at = 0;
    std::string note;
};

// One run of a paragraph: words, a figure's number, or a typed-in number.
struct Passage {
    std::string text;
    packs::Figure const* figure = nullptr;
    std::optional<double> number;  // of a figure
    std::optional<Typed> typed;
};

// A paragraph whose figures are all nothing is left out.
struct Chapter {
    std::string heading;  // 一、…; empty for the opening
    std::vector<std::vector<Passage>> paragraphs;
};

struct Report {
    packs::ReportTemplate const* form = nullptr;
    std::string title;
    org::Code org;
    std::string org_name;
    int year = 0;
    Period period;  // ends on the cut-off day: the year's last day, or today in a year that is not over
    std::vector<Chapter> chapters;
};

class Reports {
  public:
    Reports(packs::Library const& library, figures::Figures const& figures) : library_{&library}, figures_{&figures} {}

    // Error (NotFound) for an unknown template or an organisation out of the caller's reach.
    [[nodiscard]] Report draw(storage::Reader const& reader, identity::Context const& context, std::string_view name, org::Code org,
                              int year) const;
    // Types a number into a slot (nothing: takes it back). What stood there before is kept. Error (Invalid) for an unknown
    // slot or a number that is none.
    void type_in(storage::Transaction& transaction, identity::Context const& context, std::string_view name, org::Code org, int year,
                 std::string_view slot, std::optional<double> value, std::string_view note) const;

  private:
    packs::Library const* library_;
    figures::Figures const* figures_;
};

// A figure's value as a report prints it; `style` as packs write it ("余 1000万").
[[nodiscard]] std::string figure_text(packs::Figure const& figure, figures::Value const& value, std::string_view style = {});

// The report as a document for docx: typed-in numbers get a footnote.
[[nodiscard]] Document document(Report const& report);

// All figures of an organisation as an xlsx ledger, with what each counts.
[[nodiscard]] std::string figures_ledger(storage::Reader const& reader, identity::Context const& context, packs::Library const& library,
                                         figures::Figures const& figures, org::Code org, Period period);

// The records of a type opened in a period, one row each with typed columns, as an xlsx ledger; what the caller may not see is
// masked. Error (TooLarge) beyond 200,000 rows.
[[nodiscard]] std::string records_ledger(storage::Reader const& reader, identity::Context const& context, records::Records const& records,
                                         packs::RecordType const& type, org::Code org, Period period);

// One value of a figure's splits: a first-level choice before those below it, in the order of the choices.
struct SplitLine {
    packs::Field const* field = nullptr;
    packs::Choice const* choice = nullptr;
    packs::Choice const* above = nullptr;  // null: of the first level
    packs::Figure const* figure = nullptr;
};
[[nodiscard]] std::vector<SplitLine> split_lines(packs::Figure const& figure);
// What a published table leaves out, for a reader could tell who is meant: each count from 1 to below `least`, the sum too; all that lies
// within one left out; and as much more as it takes that the shown counts and their sum tell none of those left out.
struct SmallCells {
    std::vector<bool> lines;
    bool whole = false;
};
[[nodiscard]] SmallCells small_cells(std::span<SplitLine const> lines, std::span<std::int64_t const> amounts, std::int64_t whole, std::int64_t least);
// In per cent with one decimal; nothing of nothing.
[[nodiscard]] std::optional<double> share(std::int64_t part, std::int64_t whole);

// A figure by its splits in two years, with shares and their change in percentage points, as xlsx. `least`: small_cells() are left out;
// 0 for a table that is not published.
[[nodiscard]] std::string comparison_ledger(storage::Reader const& reader, identity::Context const& context, figures::Figures const& figures,
                                            packs::Figure const& figure, org::Code org, int before, int year, std::int64_t least = 0);

// Every export is journalled: who took what, of which organisation.
void note_export(storage::Database& database, identity::Context const& context, org::Code org, std::string_view what);

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::reports
