// What the storage room may have to say.
#pragma once

#include "base/error.h"

namespace niangjia::storage::messages {

inline constexpr Message constraint{
    ErrorKind::Conflict, "storage.constraint", "与已有的数据冲突，没有保存。请刷新后核对再提交。",
    "It collides with data that exists; nothing was saved. Reload and check."};
inline constexpr Message busy{ErrorKind::Busy, "storage.busy", "数据库正忙，请稍后再试。",
                              "The database is busy. Try again in a moment."};
inline constexpr Message unavailable{
    ErrorKind::Unavailable, "storage.unavailable",
    "数据库暂时不能用，没有保存。请检查磁盘空间、文件权限或数据库连接后再试。",
    "The database does not answer; nothing was saved. Check disk space, permissions or the connection."};
inline constexpr Message broken{
    ErrorKind::Broken, "storage.broken", "数据库语句出错，没有保存。请把时间告诉管理员查看日志。",
    "A database statement failed; nothing was saved. Ask the administrator to see the log."};
inline constexpr Message spoiled{
    ErrorKind::Broken, "storage.spoiled", "前一条语句已失败，本次操作不能继续，没有保存。",
    "A statement of this transaction failed before; it cannot go on. Nothing was saved."};
inline constexpr Message nested{ErrorKind::Broken, "storage.nested",
                                "写入过程中又调用了数据库，操作没有进行。",
                                "A write job called its own database; nothing was done."};
inline constexpr Message nul{ErrorKind::Invalid, "storage.nul",
                             "文字中含有不允许的空字符（NUL），请删去后再提交。",
                             "The text holds a NUL character. Remove it and submit again."};
inline constexpr Message newer{
    ErrorKind::Refused, "storage.newer", "这个数据库由更新版本的程序建立（{}），请升级程序后再打开。",
    "This database was made by a newer program ({}). Upgrade the program to open it."};
inline constexpr Message address{ErrorKind::Unavailable, "storage.address",
                                 "不认识的数据库地址。请写 sqlite:文件 或 postgres://…。",
                                 "Unknown database address. Write sqlite:FILE or postgres://…."};
inline constexpr Message not_durable{
    ErrorKind::Unavailable, "storage.not_durable",
    "PostgreSQL 的 synchronous_commit 已关闭，断电会丢数据。请打开后再启动。",
    "PostgreSQL runs with synchronous_commit off and would lose data. Turn it on and start again."};
inline constexpr Message no_backup{ErrorKind::Refused, "storage.no_backup",
                                   "PostgreSQL 数据库请用 pg_dump 备份。",
                                   "Back PostgreSQL up with pg_dump."};

}  // namespace niangjia::storage::messages
