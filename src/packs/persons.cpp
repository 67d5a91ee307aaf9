// packs/common/persons.yaml: the codes and settings that persons' files are kept by.
#include <fmt/format.h>

#include "packs/loader.h"

namespace niangjia::packs {
namespace {

// The lists that the program itself asks for.
constexpr std::string_view wanted_lists[] = {"identity-paper", "no-number-reason", "contact-kind", "kinship", "relation-kind"};

Shown read_shown(Item const& item) {
    auto const parts = item.elements();
    if (parts.size() != 2) {
        item.problem("这里要写两个数：[开头几位, 末尾几位]", "Two numbers belong here: [at the beginning, at the end]");
        return {};
    }
    return {static_cast<std::size_t>(parts[0].integer().value_or(0)), static_cast<std::size_t>(parts[1].integer().value_or(0))};
}

}  // namespace

void Loader::read_persons(Item const& item) {
    item.keys({"choices", "fields", "settings"}, {"choices", "fields", "settings"});
    if (auto const choices = item.get("choices")) read_choices(*choices, "");
    for (auto const name : wanted_lists) {
        if (!library_->choices_.contains(name)) {
            item.problem(fmt::format("缺少选项表“{}”", name), fmt::format("The choices '{}' are missing", name));
        }
    }
    auto& persons = library_->persons_;
    if (auto const fields = item.get("fields")) {
        for (auto const& [key, value] : fields->members()) {
            value.keys({"zh", "en", "of", "headings"}, {"zh", "en", "of"});
            auto const found = library_->choices_.find(value.text_at("of"));
            if (found == library_->choices_.end()) {
                value.problem(fmt::format("没有选项表“{}”", value.text_at("of")), fmt::format("There are no choices '{}'", value.text_at("of")));
                continue;
            }
            persons.fields.push_back({key.text(), {value.text_at("zh"), value.text_at("en")}, &found->second, value.texts_at("headings")});
        }
    }
    if (auto const settings = item.get("settings")) {
        settings->keys({"retention-years", "identity-shown", "telephone-shown", "import-rows", "smallest-published"},
                       {"retention-years", "identity-shown", "telephone-shown", "import-rows", "smallest-published"});
        persons.retention_years = static_cast<int>(settings->integer_at("retention-years").value_or(0));
        persons.import_rows = settings->integer_at("import-rows").value_or(0);
        persons.smallest_published = settings->integer_at("smallest-published").value_or(0);
        if (auto const shown = settings->get("identity-shown")) persons.identity_shown = read_shown(*shown);
        if (auto const shown = settings->get("telephone-shown")) persons.telephone_shown = read_shown(*shown);
    }
}

}  // namespace niangjia::packs
