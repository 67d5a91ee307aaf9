#include "people/papers.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace niangjia::people {
namespace {

constexpr Message empty_number{ErrorKind::Invalid, "people.number-missing", "请填写证件号码；暂时没有的，证件类型选“暂无证件号码”并写明原因",
                               "Give the number; if there is none yet, choose that kind and say why"};
constexpr Message bad_form{ErrorKind::Invalid, "people.number-form", "{}，请核对", "{}; check it"};
constexpr Message bad_check{ErrorKind::Invalid, "people.number-check", "身份证号校验码不对：末位应为 {}，请逐位核对",
                            "The number's check digit is wrong: it should end in {}; compare it digit by digit"};
constexpr Message bad_day{ErrorKind::Invalid, "people.number-birth", "号码中的出生日期“{}”不存在或晚于今天，请核对",
                          "The day of birth '{}' in the number does not exist or is yet to come; check it"};
constexpr Message bad_province{ErrorKind::Invalid, "people.number-division", "号码开头两位“{}”不是省级代码，请核对",
                               "The number begins with '{}', which is no province; check it"};
constexpr Message rounded{ErrorKind::Invalid, "people.number-rounded", "表格软件把号码变成了“{}”，末几位已丢失：请把该列设为文本后重新填写",
                          "The spreadsheet made '{}' of the number and its last digits are lost: format the column as text and fill it in again"};

constexpr std::array<std::string_view, 4> sexes{"female", "male", "unknown", "unstated"};
constexpr std::array<std::string_view, 6> papers{"id-card", "id-card-15", "residence-permit", "foreign-residence", "passport", "none"};
// GB/T 2260, the first two digits.
constexpr std::array<std::string_view, 32> provinces{"11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
                                                     "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71"};

bool digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool letter(char c) { return c >= 'A' && c <= 'Z'; }

int number_in(std::string_view text) {
    int value = 0;
    for (char const c : text) value = value * 10 + (c - '0');
    return value;
}

Problem form(std::string_view zh, std::string_view en) {
    auto said = problem(bad_form, "/number", zh);
    said.text.en = fmt::format(fmt::runtime(bad_form.en), en);
    return said;
}

// Birth and sex of eight and three digits.
void read_person(PaperCheck& check, std::string_view birth, char order, Day today) {
    auto const day = Day::of(number_in(birth.substr(0, 4)), static_cast<unsigned>(number_in(birth.substr(4, 2))),
                             static_cast<unsigned>(number_in(birth.substr(6, 2))));
    if (!day || *day > today || day->year() < 1880) {
        if (!check.problem) check.problem = problem(bad_day, "/number", birth);
        return;
    }
    check.facts.birth = day;
    check.facts.sex = (order - '0') % 2 == 1 ? Sex::Male : Sex::Female;
}

// Seventeen digits and their check digit.
bool read_eighteen(PaperCheck& check, Day today) {
    std::string_view const number = check.number;
    if (number.size() != 18 || !digits(number.substr(0, 17)) || !(digits(number.substr(17)) || number[17] == 'X')) return false;
    if (auto const right = check_digit(number.substr(0, 17)); number[17] != right) {
        check.problem = problem(bad_check, "/number", std::string(1, right));
        return true;
    }
    read_person(check, number.substr(6, 8), number[16], today);
    return true;
}

void check_province(PaperCheck& check) {
    auto const province = std::string_view{check.number}.substr(0, 2);
    if (check.problem) return;
    if (std::ranges::find(provinces, province) == provinces.end()) {
        check.problem = problem(bad_province, "/number", province);
    } else {
        check.facts.division = check.number.substr(0, 6);
    }
}

template <class E, std::size_t N>
std::optional<E> named(std::array<std::string_view, N> const& names, std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<E>(found - names.begin());
}

std::string to_eighteen(std::string_view fifteen) {
    auto number = std::string{fifteen.substr(0, 6)}.append("19").append(fifteen.substr(6));
    number += check_digit(number);
    return number;
}

}  // namespace

std::string_view name_of(Sex sex) { return sexes[static_cast<std::size_t>(sex)]; }
std::string_view name_of(Paper paper) { return papers[static_cast<std::size_t>(paper)]; }
std::optional<Sex> sex_named(std::string_view name) { return named<Sex>(sexes, name); }
std::optional<Paper> paper_named(std::string_view name) { return named<Paper>(papers, name); }

std::string normal_number(std::string_view number) {
    std::string normal;
    for (std::size_t i = 0; i < number.size(); ++i) {
        auto const c = static_cast<unsigned char>(number[i]);
        // Full-width ０-９, Ａ-Ｚ, ａ-ｚ are EF BC 90 … and EF BD 81 …; the blank is E3 80 80.
        if (c == 0xef && i + 2 < number.size()) {
            auto const second = static_cast<unsigned char>(number[i + 1]);
            auto const third = static_cast<unsigned char>(number[i + 2]);
            if (second == 0xbc || second == 0xbd) {
                normal += static_cast<char>(third - 0x80 + 0x20 + (second == 0xbd ? 0x40 : 0));
                i += 2;
                continue;
            }
        }
        if (c == 0xe3 && number.substr(i, 3) == "\xe3\x80\x80") {
            i += 2;
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        normal += number[i];
    }
    for (char& c : normal) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return normal;
}

char check_digit(std::string_view seventeen) {
    constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += (seventeen[i] - '0') * weights[i];
    return std::string_view{"10X98765432"}[static_cast<std::size_t>(sum % 11)];
}

PaperCheck check_paper(Paper paper, std::string_view number, Day today) {
    PaperCheck check{.number = normal_number(number)};
    std::string_view const text = check.number;
    if (paper == Paper::None) return check;
    if (text.empty()) {
        check.problem = problem(empty_number, "/number");
        return check;
    }
    if (text.contains("E+") && text.contains('.')) {
        check.problem = problem(rounded, "/number", text);
        return check;
    }
    switch (paper) {
        case Paper::IdCard:
            if (!read_eighteen(check, today)) {
                check.problem = form(fmt::format("身份证号应为 18 位（前 17 位数字，末位数字或 X），现有 {} 位", text.size()),
                                     fmt::format("An identity number has 17 digits and a digit or X; this has {} characters", text.size()));
                break;
            }
            if (text[0] == '8') {
                check.problem = form("以 8 开头的是港澳台居民居住证号，请改选证件类型", "A number that begins with 8 is a residence permit's; choose that kind");
            }
            check_province(check);
            break;
        case Paper::OldIdCard:
            if (text.size() != 15 || !digits(text)) {
                check.problem = form(fmt::format("旧身份证号应为 15 位数字，现有 {} 位", text.size()),
                                     fmt::format("An old number has 15 digits; this has {} characters", text.size()));
                break;
            }
            read_person(check, "19" + std::string{text.substr(6, 6)}, text[14], today);
            check_province(check);
            break;
        case Paper::ResidencePermit:
            if (!(text.starts_with("81") || text.starts_with("82") || text.starts_with("83")) || !read_eighteen(check, today)) {
                check.problem = form("港澳台居民居住证号为 18 位，以 81、82 或 83 开头", "A residence permit's number has 18 characters and begins with 81, 82 or 83");
            } else if (!check.problem) {
                check.facts.division = check.number.substr(0, 6);
            }
            break;
        case Paper::ForeignResidence: {
            bool const old = text.size() == 15 && std::ranges::all_of(text.substr(0, 3), letter) && digits(text.substr(3));
            if (!old && (text[0] != '9' || !read_eighteen(check, today))) {
                check.problem = form("外国人永久居留身份证号为 9 开头的 18 位，或 3 个字母加 12 位数字",
                                     "A foreign resident's number has 18 characters from 9 on, or three letters and 12 digits");
            }
            break;
        }
        case Paper::Passport:
            if (text.size() < 5 || text.size() > 20 || !std::ranges::all_of(text, [](char c) { return letter(c) || (c >= '0' && c <= '9'); })) {
                check.problem = form("护照号应为 5 至 20 位字母和数字", "A passport's number has 5 to 20 letters and digits");
            }
            break;
        case Paper::None: break;
    }
    return check;
}

std::optional<Paper> likely_paper(std::string_view number) {
    auto const normal = normal_number(number);
    std::string_view const text = normal;
    if (text.empty()) return Paper::None;
    if (text.size() == 18 && digits(text.substr(0, 17))) {
        return text[0] == '8' ? Paper::ResidencePermit : text[0] == '9' ? Paper::ForeignResidence : Paper::IdCard;
    }
    if (text.size() == 15 && digits(text)) return Paper::OldIdCard;
    if (text.size() == 15 && letter(text[0]) && letter(text[1]) && letter(text[2]) && digits(text.substr(3))) return Paper::ForeignResidence;
    if (text.size() >= 7 && text.size() <= 9 && letter(text[0]) && digits(text.substr(2))) return Paper::Passport;
    return std::nullopt;
}

std::string number_key(Paper paper, std::string_view number) {
    auto const normal = normal_number(number);
    if (normal.empty()) return {};
    if (paper == Paper::OldIdCard && normal.size() == 15 && digits(normal)) return to_eighteen(normal);
    if (paper == Paper::Passport) return "passport " + normal;
    return normal;
}

bool is_phone(std::string_view number) {
    return number.size() >= 5 && number.size() <= 20 &&
           std::ranges::all_of(number, [](char c) { return (c >= '0' && c <= '9') || c == '+' || c == '-'; });
}

std::string phone_key(std::string_view number) {
    std::string key;
    for (char const c : number) {
        if (c >= '0' && c <= '9') key += c;
    }
    if (key.starts_with("0086")) {
        key.erase(0, 4);
    } else if (number.starts_with('+') && key.starts_with("86")) {
        key.erase(0, 2);
    } else if (key.size() == 13 && key.starts_with("861")) {
        key.erase(0, 2);
    }
    return key;
}

std::string masked(std::string_view number, std::size_t first, std::size_t last) {
    if (number.empty()) return {};
    // A short number shown at both ends would be shown in full.
    if (number.size() < first + last + 4) return "****";
    return std::string{number.substr(0, first)}.append("****").append(number.substr(number.size() - last));
}

std::string masked_number(std::string_view number, std::size_t first, std::size_t last) {
    if (number.empty()) return {};
    if (number.size() < first + last + 4) return std::string(number.size(), '*');
    return std::string{number.substr(0, first)}.append(number.size() - first - last, '*').append(number.substr(number.size() - last));
}

std::string masked_name(std::string_view name) {
    // The surname's first character, and a star for each of the others.
    std::string masked;
    for (std::size_t i = 0; i < name.size(); ++i) {
        bool const begins = (name[i] & 0xc0) != 0x80;
        if (begins && i > 0) return masked.append(characters(name.substr(i)), '*');
        masked += name[i];
    }
    return masked;
}

}  // namespace niangjia::people
