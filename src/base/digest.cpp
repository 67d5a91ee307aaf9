#include "base/digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "base/error.h"

namespace niangjia {
namespace {

constexpr Message no_digest{ErrorKind::Broken, "base.digest", "计算 SHA-256 失败，请检查 OpenSSL 的安装",
                            "SHA-256 cannot be computed; check the installation of OpenSSL"};

}  // namespace

std::string sha256_hex(std::string_view content) {
    std::array<unsigned char, 32> digest{};
    unsigned int size = digest.size();
    if (EVP_Digest(content.data(), content.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) throw error(no_digest);
    std::string hex;
    hex.reserve(64);
    for (auto const byte : digest) fmt::format_to(std::back_inserter(hex), "{:02x}", byte);
    return hex;
}

}  // namespace niangjia
