// Attached files: stored once by the SHA-256 of their content, named and typed by what they are.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "audit/audit.h"
#include "base/digest.h"
#include "base/error.h"
#include "records/records.h"
#include "records/rules.h"
#include "records/sealing.h"
#include "records/sql.h"
#include "records/steps.h"
#include "storage/commands.h"
#include "storage/ids.h"

namespace niangjia::records {
namespace {

constexpr Message too_large{ErrorKind::TooLarge, "records.file-too-large", "文件最大 20 MB，请压缩或拆分后再传", "A file may have at most 20 MB; compress or split it"};
constexpr Message empty_file{ErrorKind::Invalid, "records.file-empty", "文件是空的", "The file is empty"};
constexpr Message wrong_kind{ErrorKind::Invalid, "records.file-kind", "不能附“{}”这种文件；可以附：pdf png jpg docx xlsx doc xls txt csv zip",
                             "A file of the kind '{}' cannot be attached; these can: pdf png jpg docx xlsx doc xls txt csv zip"};
constexpr Message not_what_it_says{ErrorKind::Invalid, "records.file-content", "文件内容与扩展名“{}”不符，请检查文件",
                                   "The content is not what the ending '{}' says; check the file"};
constexpr Message bad_name{ErrorKind::Invalid, "records.file-name", "文件名不能为空、不能超过 200 字节、不能含 / 或 \\", "A file name is not empty, has at most 200 bytes and no / or \\"};
constexpr Message not_stored{ErrorKind::Unavailable, "records.file-not-stored", "文件没有存成，请检查磁盘空间后重试", "The file could not be stored; check the disk and try again"};
constexpr Message lost{ErrorKind::Broken, "records.file-lost", "附件的文件丢失，请从备份恢复", "The attachment's file is missing; restore it from a backup"};
constexpr Message not_found{ErrorKind::NotFound, "records.attachment-not-found", "没有这个附件，或不在您的工作范围内", "There is no such attachment within your reach"};

struct Kind {
    std::string_view ending;
    std::string_view media;
    std::string_view magic;  // what the content begins with
};

constexpr std::string_view zip_magic = "PK\x03\x04";
constexpr std::string_view ole_magic = "\xD0\xCF\x11\xE0";
constexpr std::array<Kind, 11> kinds{{
    {"pdf", "application/pdf", "%PDF-"},
    {"png", "image/png", "\x89PNG"},
    {"jpg", "image/jpeg", "\xFF\xD8\xFF"},
    {"jpeg", "image/jpeg", "\xFF\xD8\xFF"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", zip_magic},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", zip_magic},
    {"doc", "application/msword", ole_magic},
    {"xls", "application/vnd.ms-excel", ole_magic},
    {"txt", "text/plain", ""},
    {"csv", "text/csv", ""},
    {"zip", "application/zip", zip_magic},
}};

class File {
  public:
    File(std::string const& path, int flags) : descriptor_{::open(path.c_str(), flags, 0600)} {
        if (descriptor_ < 0) throw error(not_stored).with_note("open " + path);
    }
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    ~File() { ::close(descriptor_); }
    void write(std::string_view content) const {
        while (!content.empty()) {
            auto const written = ::write(descriptor_, content.data(), content.size());
            if (written <= 0) throw error(not_stored).with_note("write");
            content.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() const {
        if (::fsync(descriptor_) != 0) throw error(not_stored).with_note("fsync");
    }

  private:
    int descriptor_;
};

Attachment read_attachment(storage::Rows const& rows) {
    return {rows.integer(0), rows.integer(1), rows.string(2), rows.string(3), rows.integer(4), rows.string(5), rows.integer(6), rows.integer(7), {}, {}};
}

// The content as it came, not as it is stored: a box is never twice the same.
std::string request_of(RecordId id, std::string_view name, std::string_view clear_hash) {
    return "attach " + std::to_string(id) + " " + std::string{name} + " " + std::string{clear_hash};
}

// Gives a sealed record's paper its name back, for who has the key.
void reveal_name(Attachment& attachment, storage::Rows const& rows, Record const& record) {
    attachment.seal = record.seal;
    attachment.key = record.key;
    if (record.key && !rows.is_null(8)) attachment.name = reveal(*record.key, paper_place(record.id), text_of(rows.bytes(8)));
}

}  // namespace

std::string Records::path_of(std::string const& hash) const { return attachments_ / hash.substr(0, 2) / hash; }

Records::StoredFile Records::store_file(storage::Reader const& reader, Record const& record, std::string_view name, std::string_view content) const {
    if (name.empty() || name.size() > 200 || name.find_first_of("/\\") != std::string_view::npos ||
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
        throw error(bad_name).with_pointer("?name");
    }
    if (content.empty()) throw error(empty_file);
    if (content.size() > static_cast<std::size_t>(largest_attachment)) throw error(too_large);
    std::string ending{name.substr(std::min(name.rfind('.'), name.size() - 1) + 1)};
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    auto const kind = std::find_if(kinds.begin(), kinds.end(), [&](Kind const& one) { return one.ending == ending; });
    if (kind == kinds.end()) throw error(wrong_kind, ending).with_pointer("?name");
    bool const plain = kind->magic.empty() ? content.find('\0') == std::string_view::npos : content.starts_with(kind->magic);
    if (!plain) throw error(not_what_it_says, ending).with_pointer("?name");

    auto file = record.seal ? store_bytes(hide(public_half(reader, *record.seal), file_place(record.id), content)) : store_bytes(content);
    file.media = kind->media;
    file.clear_hash = record.seal ? sha256_hex(content) : file.hash;
    file.seal = record.seal;
    return file;
}

Records::StoredFile Records::store_bytes(std::string_view content) const {
    StoredFile file{sha256_hex(content), static_cast<std::int64_t>(content.size()), {}, {}, {}};
    auto const path = path_of(file.hash);
    if (std::filesystem::exists(path)) return file;
    auto const folder = std::filesystem::path{path}.parent_path();
    std::filesystem::create_directories(folder);
    auto const fresh = path + "." + std::to_string(::getpid()) + "." + std::to_string(reinterpret_cast<std::uintptr_t>(&file)) + ".new";
    {
        File const out{fresh, O_WRONLY | O_CREAT | O_TRUNC};
        out.write(content);
        out.sync();
    }
    std::filesystem::rename(fresh, path);
    File const directory{folder, O_RDONLY | O_DIRECTORY};
    directory.sync();
    return file;
}

std::optional<std::int64_t> Records::attached(storage::Reader const& reader, identity::Context const& context, RecordId id, std::string const& command,
                                              std::string_view name, std::string_view content) const {
    return storage::answered(reader, context.account(), command, context.bound(request_of(id, name, sha256_hex(content))));
}

std::int64_t Records::attach(storage::Transaction& transaction, identity::Context const& context, RecordId id, std::string const& command,
                             std::string_view name, StoredFile const& file) const {
    auto const request = context.bound(request_of(id, name, file.clear_hash));
    if (auto const answer = storage::answered(transaction, context.account(), command, request)) return *answer;
    auto const record = fetch(transaction, context, id);
    require_writing(context, record);
    // A paper in the clear must not stand beside a seal, nor a box where nobody has its key.
    if (file.seal != record.seal) throw error(stale, record.version);
    // Another's upload of the same content may have failed and taken it away.
    if (!std::filesystem::exists(path_of(file.hash))) throw error(not_stored);
    auto const hidden = record.seal ? hide(public_half(transaction, *record.seal), paper_place(id), name) : std::string{};
    auto const attachment = storage::next_id(transaction, "attachment", record.org.county_part());
    transaction.execute(sql::add_attachment, attachment, id, record.seal ? sealed_file_name : name, file.media, file.size, file.hash, context.now(), context.account(),
                        record.seal ? blob(hidden) : storage::Value{storage::Null{}});
    index(transaction, record, timeline(transaction, record), attachments(transaction, record));
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records.attach", "record:" + std::to_string(id),
                                record.seal ? hidden : std::string{name} + file.hash, !record.seal && can_be_sealed(*record.type)});
    storage::answer(transaction, context.account(), command, request, attachment);
    return attachment;
}

void Records::keep_file(storage::Database& database, StoredFile const& file, std::function<void(storage::Transaction&)> const& attach) const {
    try {
        database.write(attach);
    } catch (...) {
        try {
            // Among the writes, so that nobody attaches the same content in between.
            database.write([&](storage::Transaction& transaction) {
                if (!transaction.query(sql::find_file_user, file.hash).next()) std::filesystem::remove(path_of(file.hash));
            });
        } catch (std::exception const&) {  // The first failure is the one to tell; this costs no more than the space on the disk.
        }
        throw;
    }
}

std::vector<Attachment> Records::attachments(storage::Reader const& reader, Record const& fetched) const {
    std::vector<Attachment> result;
    if (fetched.locked()) return result;
    auto rows = reader.query(sql::list_attachments, fetched.id);
    while (rows.next()) {
        result.push_back(read_attachment(rows));
        if (fetched.seal) reveal_name(result.back(), rows, fetched);
    }
    return result;
}

Attachment Records::attachment(storage::Reader const& reader, identity::Context const& context, std::int64_t id) const {
    auto rows = reader.query(sql::find_attachment, id);
    if (!rows.next()) throw error(not_found);
    auto attachment = read_attachment(rows);
    try {
        auto const record = fetch(reader, context, attachment.record);
        if (record.locked()) throw error(not_found);
        if (record.seal) reveal_name(attachment, rows, record);
    } catch (Error const& failure) {
        if (failure.kind() == ErrorKind::NotFound) throw error(not_found);
        throw;
    }
    return attachment;
}

std::string Records::attachment_content(Attachment const& attachment) const {
    std::ifstream in{path_of(attachment.hash), std::ios::binary};
    std::ostringstream content;
    content << in.rdbuf();
    auto text = std::move(content).str();
    if (!in || static_cast<std::int64_t>(text.size()) != attachment.size) throw error(lost);
    if (!attachment.seal) return text;
    if (!attachment.key) throw error(not_found);
    return reveal(*attachment.key, file_place(attachment.record), text);
}

}  // namespace niangjia::records
