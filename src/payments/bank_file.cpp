// The bank's file and its answer as texts: docs/operators/bank-files.md describes both.
#include <array>
#include <charconv>
#include <sstream>

#include "payments/detail.h"

namespace niangjia::payments {
namespace {

constexpr Message no_title{ErrorKind::Invalid, "payments.file-title", "第一行应为“批次号,笔数,合计(元)”，这里少了“{}”", "The first line is 批次号,笔数,合计(元); '{}' is missing"};
constexpr Message no_head{ErrorKind::Invalid, "payments.file-heads", "明细的表头应为“序号,业务编号,金额(元),结果,原因”，少了“{}”",
                          "The lines' heads are 序号,业务编号,金额(元),结果,原因; '{}' is missing"};
constexpr Message cut_off{ErrorKind::Invalid, "payments.file-short", "文件不完整：应有批次号、笔数和合计，再有明细表头", "The file is not whole: batch, count and sum, then the lines' heads are expected"};
constexpr Message no_count{ErrorKind::Invalid, "payments.file-count", "笔数“{}”不是整数", "The count '{}' is no whole number"};
constexpr Message no_amount{ErrorKind::Invalid, "payments.file-amount", "金额“{}”应写成 1234.56", "Write the amount '{}' as 1234.56"};
constexpr Message no_number{ErrorKind::Invalid, "payments.file-number", "业务编号“{}”不是 321300-00000012 这样的编号", "'{}' is no number such as 321300-00000012"};
constexpr Message no_result{ErrorKind::Invalid, "payments.file-result", "结果“{}”应为“成功”或“退回”", "The result '{}' must be 成功 (arrived) or 退回 (came back)"};
constexpr Message superfluous{ErrorKind::Invalid, "payments.file-superfluous", "这一列没有表头，请删去“{}”", "There is no head above '{}'; take it out"};

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::array<std::string_view, 3> titles{"批次号", "笔数", "合计(元)"};
constexpr std::array<std::string_view, 8> heads_out{"序号", "业务编号", "收款人", "证件号后四位", "开户行", "账号", "金额(元)", "用途"};
constexpr std::array<std::string_view, 5> heads_in{"序号", "业务编号", "金额(元)", "结果", "原因"};

// RFC 4180: quoted where it must be, quotes doubled.
void add_field(std::string& out, std::string_view field) {
    // A sheet program would reckon with what begins so.
    bool const reckons = !field.empty() && std::string_view{"=+-@\t\r"}.contains(field.front());
    bool const quotes = field.find_first_of(",\"\r\n") != std::string_view::npos;
    if (quotes) out += '"';
    if (reckons) out += '\'';
    for (char const c : field) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quotes) out += '"';
}

template <class Fields>
void add_row(std::string& out, Fields const& fields) {
    bool first = true;
    for (auto const& field : fields) {
        if (!first) out += ',';
        first = false;
        add_field(out, field);
    }
    out += "\r\n";
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    auto const begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

std::optional<std::int64_t> read_count(std::string_view text) {
    std::int64_t count = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (text.empty() || failure != std::errc{} || end != text.data() + text.size() || count < 0) return std::nullopt;
    return count;
}

// Reads row by row, and keeps what is wrong.
class AnswerReader {
  public:
    explicit AnswerReader(std::string_view text) : stream_{std::string{text}}, rows_{stream_} {}

    AnswerFile read() {
        if (!heads(titles, no_title)) return std::move(file_);
        if (!next()) return cut();
        file_.batch = cell(titles[0]);
        file_.batch_place = place(titles[0]);
        file_.count_place = place(titles[1]);
        file_.sum_place = place(titles[2]);
        file_.count = read_count(cell(titles[1]));
        if (!file_.count) add_problem(file_.problems, file_.count_place, no_count, cell(titles[1]));
        file_.sum = read_yuan(cell(titles[2]));
        if (!file_.sum) add_problem(file_.problems, file_.sum_place, no_amount, cell(titles[2]));
        check_width();
        if (!heads(heads_in, no_head)) return std::move(file_);
        file_.whole = true;
        while (next()) line();
        return std::move(file_);
    }

  private:
    // The next row that can be read and is not blank: a sheet program leaves rows of commas alone.
    bool next() {
        for (;;) {
            auto const got = rows_.next();
            if (got == CsvReader::Got::End) return false;
            if (got == CsvReader::Got::Fault) {
                file_.problems.push_back({rows_.fault().place, rows_.fault().text});
                continue;
            }
            for (std::size_t i = 0; i < rows_.size(); ++i) {
                if (!trimmed(rows_.field(i)).empty()) return true;
            }
        }
    }

    AnswerFile cut() {
        add_problem(file_.problems, rows_.place(0), cut_off);
        return std::move(file_);
    }

    template <class Names>
    bool heads(Names const& names, Message const& missing) {
        if (!next()) {
            add_problem(file_.problems, rows_.place(0), cut_off);
            return false;
        }
        heads_.clear();
        for (std::size_t i = 0; i < rows_.size(); ++i) heads_.emplace_back(trimmed(rows_.field(i)));
        bool whole = true;
        for (auto const name : names) {
            if (std::ranges::find(heads_, name) != heads_.end()) continue;
            add_problem(file_.problems, rows_.place(0), missing, name);
            whole = false;
        }
        return whole;
    }

    [[nodiscard]] std::size_t column(std::string_view name) const { return static_cast<std::size_t>(std::ranges::find(heads_, name) - heads_.begin()); }
    [[nodiscard]] std::string cell(std::string_view name) const { return std::string{trimmed(rows_.field(column(name)))}; }
    [[nodiscard]] TextPlace place(std::string_view name) const { return rows_.place(column(name)); }

    void check_width() {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            bool const headless = i >= heads_.size() || heads_[i].empty();
            if (headless && !trimmed(rows_.field(i)).empty()) add_problem(file_.problems, rows_.place(i), superfluous, trimmed(rows_.field(i)));
        }
    }

    void line() {
        AnswerLine line;
        line.record_place = place("业务编号");
        line.amount_place = place("金额(元)");
        line.state_place = place("结果");
        line.record = records::parse_number(cell("业务编号"));
        if (!line.record) add_problem(file_.problems, line.record_place, no_number, cell("业务编号"));
        line.amount = read_yuan(cell("金额(元)"));
        if (!line.amount) add_problem(file_.problems, line.amount_place, no_amount, cell("金额(元)"));
        auto const result = cell("结果");
        if (result == "成功") line.state = ItemState::Arrived;
        if (result == "退回") line.state = ItemState::Bounced;
        if (!line.state) add_problem(file_.problems, line.state_place, no_result, result);
        line.reason = cell("原因");
        check_width();
        file_.lines.push_back(std::move(line));
    }

    std::istringstream stream_;
    CsvReader rows_;
    std::vector<std::string> heads_;
    AnswerFile file_;
};

}  // namespace

std::string write_bank_file(RecordId batch, std::vector<BankLine> const& lines) {
    Fen sum = 0;
    for (auto const& line : lines) sum += line.amount;
    std::string out{byte_order_mark};
    add_row(out, titles);
    add_row(out, std::array{records::number_text(batch), std::to_string(lines.size()), yuan(sum)});
    add_row(out, heads_out);
    for (auto const& line : lines) {
        add_row(out, std::array{std::to_string(line.n), records::number_text(line.record), line.payee, line.paper_end, line.bank, line.account, yuan(line.amount), line.purpose});
    }
    return out;
}

AnswerFile read_answer_file(std::string_view text) { return AnswerReader{text}.read(); }

}  // namespace niangjia::payments
