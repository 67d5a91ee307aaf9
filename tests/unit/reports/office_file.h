// Reads office files back, for the tests of their writers.
#pragma once

#include <gtest/gtest.h>
#include <zip.h>

#include <memory>
#include <pugixml.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace niangjia::reports {

class OfficeFile {
  public:
    explicit OfficeFile(std::string bytes) : bytes_{std::move(bytes)} {
        zip_error_t problem;
        zip_error_init(&problem);
        zip_source_t* source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &problem);
        archive_.reset(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &problem));
        if (!archive_) throw std::runtime_error{"not a zip file"};
    }

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> result;
        for (zip_int64_t i = 0; i < zip_get_num_entries(archive_.get(), 0); ++i) {
            result.emplace_back(zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), 0));
        }
        return result;
    }

    [[nodiscard]] bool has(std::string const& name) const {
        return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
    }

    [[nodiscard]] std::string text(std::string const& name) const {
        zip_stat_t size;
        if (zip_stat(archive_.get(), name.c_str(), 0, &size) != 0)
            throw std::runtime_error{"no part " + name};
        std::string content(size.size, '\0');
        zip_file_t* file = zip_fopen(archive_.get(), name.c_str(), 0);
        auto const read = zip_fread(file, content.data(), content.size());
        zip_fclose(file);
        if (read != static_cast<zip_int64_t>(content.size())) throw std::runtime_error{"short part " + name};
        return content;
    }

    [[nodiscard]] std::unique_ptr<pugi::xml_document> xml(std::string const& name) const {
        auto document = std::make_unique<pugi::xml_document>();
        auto const content = text(name);
        auto const result = document->load_buffer(content.data(), content.size(), pugi::parse_full);
        if (!result) throw std::runtime_error{name + ": " + result.description()};
        return document;
    }

  private:
    struct Discard {
        void operator()(zip_t* archive) const { zip_discard(archive); }
    };
    std::string bytes_;
    std::unique_ptr<zip_t, Discard> archive_;
};

// The text of a cell, or its number as it stands in the file.
inline std::string shown(pugi::xml_document const& sheet, std::string const& cell) {
    auto const node = sheet.select_node(("//c[@r='" + cell + "']").c_str()).node();
    if (std::string_view{node.attribute("t").value()} == "inlineStr")
        return node.child("is").child("t").text().get();
    return node.child("v").text().get();
}

}  // namespace niangjia::reports
