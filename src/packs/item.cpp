#include "packs/item.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <mutex>
#include <set>

namespace niangjia::packs {
namespace {

// File names live as long as the program: every Item of a file points to one.
std::string const* kept(std::string const& path) {
    static std::mutex guard;
    static std::deque<std::string> names;
    std::scoped_lock const lock{guard};
    auto const found = std::find(names.begin(), names.end(), path);
    return found != names.end() ? &*found : &names.emplace_back(path);
}

}  // namespace

Item::Item(YAML::Node node, std::string const* file, std::vector<Diagnostic>* problems, Values const* values)
    : node_{std::move(node)}, file_{file}, problems_{problems}, values_{values} {}

std::optional<Item> Item::file(std::string const& path, std::vector<Diagnostic>& problems) {
    try {
        return Item{YAML::LoadFile(path), kept(path), &problems};
    } catch (YAML::BadFile const&) {
        problems.push_back({path, 0, 0, {"文件打不开", "The file cannot be opened"}});
    } catch (YAML::ParserException const& failure) {
        problems.push_back({path, failure.mark.line + 1, failure.mark.column + 1,
                            {fmt::format("YAML 语法错误：{}", failure.msg), fmt::format("Not valid YAML: {}", failure.msg)}});
    }
    return std::nullopt;
}

void Item::problem(std::string zh, std::string en) const {
    auto const mark = node_.Mark();
    problems_->push_back({*file_, mark.line + 1, mark.column + 1, {std::move(zh), std::move(en)}});
}

Item Item::with(Values const* values) const { return Item{node_, file_, problems_, values}; }

Item Item::resolved(YAML::Node node) const {
    Item item{node, file_, problems_, values_};
    if (values_ == nullptr || !node.IsScalar()) return item;
    auto const& scalar = node.Scalar();
    if (scalar.size() < 2 || scalar[0] != '$') return item;
    auto const found = values_->find(std::string_view{scalar}.substr(1));
    return found == values_->end() ? item : found->second;
}

std::optional<Item> Item::get(std::string_view key) const {
    if (!node_.IsMap()) return std::nullopt;
    auto const found = node_[std::string{key}];
    if (!found) return std::nullopt;
    return resolved(found);
}

std::vector<std::pair<Item, Item>> Item::members() const {
    std::vector<std::pair<Item, Item>> result;
    if (!node_.IsMap()) {
        problem("这里应当是“键: 值”的表", "A mapping of keys to values is expected here");
        return result;
    }
    std::set<std::string> seen;
    for (auto const& member : node_) {
        Item const key{member.first, file_, problems_, values_};
        auto const name = member.first.IsScalar() ? member.first.Scalar() : std::string{};
        if (!seen.insert(name).second) {
            key.problem(fmt::format("“{}”写了两次，请删去一个", name), fmt::format("'{}' stands here twice; remove one", name));
            continue;
        }
        result.emplace_back(key, resolved(member.second));
    }
    return result;
}

std::vector<Item> Item::elements() const {
    std::vector<Item> result;
    if (node_.IsScalar()) {
        result.push_back(*this);
        return result;
    }
    if (!node_.IsSequence()) {
        problem("这里应当是列表 […]", "A list […] is expected here");
        return result;
    }
    for (auto const& element : node_) {
        auto const item = resolved(element);
        if (item.is_list()) {
            for (auto& inner : item.elements()) result.push_back(std::move(inner));
        } else {
            result.push_back(item);
        }
    }
    return result;
}

std::string Item::text() const {
    if (node_.IsScalar()) return node_.Scalar();
    problem("这里应当是一个值", "A single value is expected here");
    return {};
}

std::string Item::text_at(std::string_view key, std::string_view otherwise) const {
    auto const item = get(key);
    return item ? item->text() : std::string{otherwise};
}

std::vector<std::string> Item::texts_at(std::string_view key) const {
    std::vector<std::string> result;
    if (auto const item = get(key)) {
        for (auto const& element : item->elements()) result.push_back(element.text());
    }
    return result;
}

bool Item::truth_at(std::string_view key) const {
    auto const item = get(key);
    if (!item) return false;
    auto const text = item->text();
    if (text == "true") return true;
    if (text != "false") item->problem("这里只能写 true 或 false", "Only true or false may stand here");
    return false;
}

std::optional<std::int64_t> Item::integer() const {
    auto const scalar = text();
    std::int64_t value = 0;
    auto const [end, failure] = std::from_chars(scalar.data(), scalar.data() + scalar.size(), value);
    if (failure == std::errc{} && end == scalar.data() + scalar.size()) return value;
    problem(fmt::format("“{}”不是整数", scalar), fmt::format("'{}' is not a whole number", scalar));
    return std::nullopt;
}

std::optional<std::int64_t> Item::integer_at(std::string_view key) const {
    auto const item = get(key);
    return item ? item->integer() : std::nullopt;
}

std::optional<Text> Item::text_pair() const {
    if (!node_.IsMap()) {
        problem("这里应当写 {zh: 中文, en: English}", "Write {zh: 中文, en: English} here");
        return std::nullopt;
    }
    return Text{text_at("zh"), text_at("en")};
}

Text Item::name_at(std::string_view key) const {
    auto const item = get(key);
    if (!item) {
        problem(fmt::format("缺少“{0}”，请写 {0}: {{zh: 中文, en: English}}", key),
                fmt::format("'{0}' is missing: write {0}: {{zh: 中文, en: English}}", key));
        return {};
    }
    auto const pair = item->text_pair();
    if (!pair) return {};
    item->keys({"zh", "en"}, {"zh", "en"});
    return *pair;
}

void Item::keys(std::initializer_list<std::string_view> keys, std::initializer_list<std::string_view> required) const {
    known_keys({keys.begin(), keys.end()});
    for (auto const name : required) {
        if (is_map() && !has(name)) {
            problem(fmt::format("缺少“{}”", name), fmt::format("'{}' is missing", name));
        }
    }
}

void Item::known_keys(std::vector<std::string> const& known) const {
    for (auto const& [key, value] : members()) {
        auto const name = key.text();
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        auto const near = nearest(name, known);
        key.problem(near.empty() ? fmt::format("不认识的键“{}”，可用的有：{}", name, fmt::join(known, "、"))
                                 : fmt::format("不认识的键“{}”，是否想写“{}”？", name, near),
                    near.empty() ? fmt::format("Unknown key '{}'; known here: {}", name, fmt::join(known, ", "))
                                 : fmt::format("Unknown key '{}'; did you mean '{}'?", name, near));
    }
}

std::string nearest(std::string_view wrong, std::vector<std::string> const& known) {
    std::string best;
    std::size_t best_distance = wrong.size() / 3 + 1;
    for (auto const& name : known) {
        std::vector<std::size_t> row(name.size() + 1);
        for (std::size_t j = 0; j <= name.size(); ++j) row[j] = j;
        for (std::size_t i = 1; i <= wrong.size(); ++i) {
            std::size_t diagonal = row[0];
            row[0] = i;
            for (std::size_t j = 1; j <= name.size(); ++j) {
                std::size_t const above = row[j];
                row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (wrong[i - 1] == name[j - 1] ? 0 : 1)});
                diagonal = above;
            }
        }
        if (row.back() < best_distance || (row.back() == best_distance && best.empty())) {
            best_distance = row.back();
            best = name;
        }
    }
    return best;
}

}  // namespace niangjia::packs
