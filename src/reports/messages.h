// What the writers of this room tell a person when they cannot write.
#pragma once

#include "base/error.h"

namespace niangjia::reports::messages {

constexpr Message file_failed{
    ErrorKind::Unavailable, "reports.file-failed",
    "文件没有生成，磁盘可能已满。请稍后再试，仍不成功时请联系管理员。",
    "The file could not be written; the disk may be full. Try again later, or tell the "
    "administrator."};
constexpr Message too_many_rows{
    ErrorKind::TooLarge, "reports.too-many-rows",
    "数据超过{}行，一张工作表放不下。请缩短时间段或缩小地区范围后再导出。",
    "More than {} rows do not fit on one sheet. Choose a shorter period or a smaller "
    "area."};

}  // namespace niangjia::reports::messages
