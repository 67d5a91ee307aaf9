// The packs that the tests act in (tests/support/packs), copied to a folder of their own where they may be
// spoilt.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "identity/identity.h"
#include "packs/packs.h"
#include "support/databases.h"

namespace niangjia::testing_support {

inline std::filesystem::path test_packs() {
    return std::filesystem::path{NIANGJIA_SOURCE_DIR} / "tests" / "support" / "packs";
}

inline std::string content_of(std::filesystem::path const& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) throw std::runtime_error{"no file " + file.string()};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

// The roles and the library of the tests' packs, read once.
inline identity::Roles const& test_roles() {
    static auto const roles = identity::Roles::read((test_packs() / "common" / "roles.yaml").string());
    return roles;
}

inline packs::Library const& test_library() {
    static auto const library = [] {
        auto loaded = packs::Library::load(test_packs(), "women", test_roles());
        if (loaded.library == nullptr) {
            auto const& first = loaded.problems.at(0);
            throw std::runtime_error{first.file + ":" + std::to_string(first.line) + " " + first.text.en};
        }
        return loaded.library;
    }();
    return *library;
}

class PackFolder {
  public:
    struct Place {
        int line = 0;
        int column = 0;
    };

    PackFolder() {
        std::filesystem::copy(test_packs(), folder_.path(), std::filesystem::copy_options::recursive);
    }
    [[nodiscard]] std::filesystem::path const& path() const { return folder_.path(); }

    // Puts `now` in the place of `was`, which stands in the file once. A ▲ in `now` is taken out; the place
    // where it stood is returned.
    Place spoil(std::string const& file, std::string_view was, std::string_view now) {
        auto text = content_of(path() / file);
        auto const at = text.find(was);
        if (at == std::string::npos || text.find(was, at + 1) != std::string::npos) {
            throw std::runtime_error{file + " does not hold this once: " + std::string{was}};
        }
        text.replace(at, was.size(), now);
        constexpr std::string_view mark = "▲";
        Place place;
        if (auto const found = text.find(mark); found != std::string::npos) {
            text.erase(found, mark.size());
            auto const line_start = text.rfind('\n', found == 0 ? 0 : found - 1);
            place.line = 1 + static_cast<int>(std::count(
                                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(found), '\n'));
            place.column =
                1 + static_cast<int>(line_start == std::string::npos ? found : found - line_start - 1);
        }
        put(file, text);
        return place;
    }
    void put(std::string const& file, std::string_view text) {
        std::filesystem::create_directories((path() / file).parent_path());
        std::ofstream{path() / file, std::ios::binary} << text;
    }
    void remove(std::string const& file) { std::filesystem::remove(path() / file); }
    [[nodiscard]] packs::Library::Loaded load() const {
        return packs::Library::load(path(), "women", test_roles());
    }

  private:
    TemporaryFolder folder_;
};

}  // namespace niangjia::testing_support
