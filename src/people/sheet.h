// Shared inside the people room: the first sheet of an .xlsx.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace niangjia::people {

inline constexpr Message bad_table{ErrorKind::Invalid, "people.table", "读不了这个文件：{}", "The file cannot be read: {1}"};
inline constexpr Message large_table{ErrorKind::TooLarge, "people.table-large", "文件太大：{}", "The file is too large: {1}"};

// A row's number in the file and its cells.
using RowSink = std::function<void(int, std::vector<std::string>)>;

void read_sheet(std::string_view bytes, RowSink const& sink);

}  // namespace niangjia::people
