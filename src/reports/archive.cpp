#include "reports/archive.h"

#include <zip.h>

#include <algorithm>
#include <memory>

#include "reports/messages.h"

namespace niangjia::reports {
namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct Release {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

[[noreturn]] void fail(char const* what) {
    throw error(messages::file_failed).with_note(what);
}

void check(bool done, zip_t* archive) {
    if (!done) fail(zip_error_strerror(zip_get_error(archive)));
}

zip_uint16_t dos_date(Day day) {
    int const year = std::max(day.year(), 1980) - 1980;
    return static_cast<zip_uint16_t>(year << 9 | static_cast<int>(day.month()) << 5 |
                                     static_cast<int>(day.day_of_month()));
}

}  // namespace

std::string zip(std::vector<Part> const& parts, Day day) {
    zip_error_t problem;
    zip_error_init(&problem);
    // The buffer is read after the archive is closed, so it is kept by a reference of our own.
    std::unique_ptr<zip_source_t, Release> const buffer{zip_source_buffer_create(nullptr, 0, 0, &problem)};
    if (!buffer) fail("zip buffer");
    zip_source_keep(buffer.get());
    std::unique_ptr<zip_t, Discard> archive{zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &problem)};
    if (!archive) {
        zip_source_free(buffer.get());
        fail("zip archive");
    }

    for (Part const& part : parts) {
        zip_source_t* source = zip_source_buffer(archive.get(), part.bytes.data(), part.bytes.size(), 0);
        check(source != nullptr, archive.get());
        zip_int64_t const index = zip_file_add(archive.get(), part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) zip_source_free(source);
        check(index >= 0, archive.get());
        auto const place = static_cast<zip_uint64_t>(index);
        check(zip_file_set_dostime(archive.get(), place, 0, dos_date(day), 0) == 0, archive.get());
        check(zip_set_file_compression(archive.get(), place, ZIP_CM_DEFLATE, 9) == 0, archive.get());
    }
    check(zip_close(archive.get()) == 0, archive.get());
    static_cast<void>(archive.release());  // closing has freed it

    zip_stat_t size;
    zip_stat_init(&size);
    if (zip_source_stat(buffer.get(), &size) != 0 || zip_source_open(buffer.get()) != 0) fail("zip read");
    std::string bytes(size.size, '\0');
    zip_int64_t const read = zip_source_read(buffer.get(), bytes.data(), bytes.size());
    zip_source_close(buffer.get());
    if (read != static_cast<zip_int64_t>(bytes.size())) fail("zip read");
    return bytes;
}

}  // namespace niangjia::reports
