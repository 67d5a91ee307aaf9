#include "http/site.h"

#include <zlib.h>

#include <stdexcept>

namespace niangjia::http {
namespace {

constexpr std::size_t worth_compressing = 1024;

// Each worker keeps one, since setting up the window costs more than compressing a small answer.
class Deflater {
  public:
    Deflater() {
        // 16 + 14: a gzip wrapper round a window of 16 KiB.
        if (deflateInit2(&stream_, 1, Z_DEFLATED, 16 + 14, 7, Z_DEFAULT_STRATEGY) != Z_OK) {
            throw std::runtime_error{"deflateInit2"};
        }
    }
    Deflater(Deflater const&) = delete;
    Deflater& operator=(Deflater const&) = delete;
    ~Deflater() { deflateEnd(&stream_); }

    std::string compress(std::string_view text) {
        deflateReset(&stream_);
        std::string out(deflateBound(&stream_, text.size()), '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
        stream_.avail_in = static_cast<uInt>(text.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = static_cast<uInt>(out.size());
        if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw std::runtime_error{"deflate"};
        out.resize(stream_.total_out);
        return out;
    }

  private:
    z_stream stream_{};
};

bool is_json(std::string_view media) {
    return media == "application/json" || media == "application/problem+json";
}

}  // namespace

std::string gzip(std::string_view text) {
    thread_local Deflater deflater;
    return deflater.compress(text);
}

Response Site::answer(Request const& request) const {
    std::string_view const first = request.segments.empty() ? std::string_view{} : request.segments.front();
    Response response = first == "api"                            ? router_->answer(request)
                        : first == "portal" && portal_ != nullptr ? portal_->answer(request, 1)
                                                                  : files_->answer(request);
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Referrer-Policy", "no-referrer");
    response.headers.set("X-Request-Id", request.id);
    if (response.content().size() > worth_compressing && is_json(response.headers.get("Content-Type")) &&
        !response.headers.has("Content-Encoding")) {
        response.headers.set("Vary", "Accept-Encoding");
        if (request.accepts_encoding("gzip")) {
            response.body = gzip(response.content());
            response.shared.reset();
            response.headers.set("Content-Encoding", "gzip");
        }
    }
    return response;
}

}  // namespace niangjia::http
