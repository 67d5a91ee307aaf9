#include "person_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>

namespace niangjia::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

constexpr std::array surnames{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"};
constexpr std::array given{"芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "秀", "兰", "玲", "桂", "英", "华", "慧", "巧", "美", "云", "莲", "真",
                           "环", "雪", "荣", "爱", "妹", "香", "月", "莺", "媛", "瑞", "凡", "佳", "嘉", "琼", "勤", "珍", "贞", "莉", "桃", "叶"};

std::string list_of(int from, int to, std::vector<org::Code> const& villages, std::mt19937& random) {
    std::string list = "姓名,身份证号,联系电话,村,住址\n";
    auto const pick = [&](auto const& of) { return of[random() % of.size()]; };
    for (int i = from; i < to; ++i) {
        list += fmt::format("{}{}{},{},{},{},幸福路 {} 号\n", pick(surnames), pick(given), pick(given), number_of(i), phone_of(i),
                            villages[static_cast<std::size_t>(i) % villages.size()].text(), i % 900);
    }
    return list;
}

}  // namespace

std::string number_of(int i) {
    auto const birth = Day::of(1940, 1, 1).value() + i % 25'000;
    auto const iso = birth.iso();
    auto number = fmt::format("440101{}{}{}{:03}", iso.substr(0, 4), iso.substr(5, 2), iso.substr(8, 2), i / 25'000 * 2 % 1'000);
    return number += people::check_digit(number);
}

std::string phone_of(int i) { return fmt::format("138{:08}", i); }

void import_persons(Installation const& installation, org::Code city, std::vector<org::Code> const& villages, int count, int present) {
    auto const system = identity::Context::system(installation.clock);
    std::mt19937 random{7U + static_cast<unsigned>(present)};
    int const at_once = static_cast<int>(installation.people.rules().import_rows);
    for (int from = present; from < count; from += at_once) {
        int const to = std::min(count, from + at_once);
        auto const list = list_of(from, to, villages, random);
        auto const start = Clock::now();
        auto const id = installation.imports.upload(system, city, "list.csv", list).id;
        auto const uploaded = seconds_since(start);
        people::ImportWish const wish{city, {{0, "name"}, {1, "number"}, {2, "phone"}, {3, "org"}, {4, "address"}}, people::Doubles::Add};
        auto const preview = installation.imports.preview(system, id, wish);
        auto const looked = seconds_since(start);
        auto const added = installation.imports.commit(system, id, wish).added;
        auto const all = seconds_since(start);
        fmt::print("{:8} there: {} rows in {:5.1f} s (upload {:.1f}, preview {:.1f}, commit {:.1f}): {:.0f} a second, {} doubles\n", from, added, all,
                   uploaded, looked - uploaded, all - looked, static_cast<double>(added) / all, preview.double_count);
    }
}

}  // namespace niangjia::bench
