// Undoes gzip, for what the server sends.
#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>
#include <string_view>

namespace niangjia::testing_support {

// At most 4 MiB.
inline std::string gunzip(std::string_view bytes) {
    z_stream stream{};
    inflateInit2(&stream, 16 + 15);
    std::string out(1U << 22U, '\0');
    std::string in{bytes};
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

}  // namespace niangjia::testing_support
