#include "storage/storage.h"

#include "storage/messages.h"
#include "storage/open.h"
#include "storage/sql_text.h"

namespace niangjia::storage {

std::unique_ptr<Database> Database::open(std::string_view address) {
    constexpr std::string_view sqlite = "sqlite:";
    if (address.starts_with(sqlite) && address.size() > sqlite.size()) {
        return open_sqlite(std::string{address.substr(sqlite.size())});
    }
    if (address.starts_with("postgres://") || address.starts_with("postgresql://") || address.contains('=')) {
        return open_postgres(std::string{address});
    }
    throw error(messages::address);
}

void Query::piece(std::string_view text) {
    text_ += number_parameters(text, parameters_);
}

void Query::hold(Value const& value) {
    if (auto const* const text = std::get_if<std::string_view>(&value)) {
        held_.emplace_back(std::string{*text});
    } else if (auto const* const bytes = std::get_if<BytesView>(&value)) {
        held_.emplace_back(Bytes{bytes->data.begin(), bytes->data.end()});
    } else if (auto const* const integer = std::get_if<std::int64_t>(&value)) {
        held_.emplace_back(*integer);
    } else if (auto const* const real = std::get_if<double>(&value)) {
        held_.emplace_back(*real);
    } else {
        held_.emplace_back(Null{});
    }
}

std::vector<Value> Query::values() const {
    std::vector<Value> values;
    values.reserve(held_.size());
    for (auto const& held : held_) {
        values.push_back(std::visit([](auto const& value) { return detail::to_value(value); }, held));
    }
    return values;
}

}  // namespace niangjia::storage
