// A database with the tables of the lower rooms, a clock that stands, and a small invented place, the city of
// 4499: 44 青山省 / 4499 临江市 / 449901 东城区 / 449901001 石桥街道 / 449901001001 梅园社区, 449901001002
// 大桥村; 449902 西山县 / 449902100 柳树镇 / 449902100201 新河村.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "base/clock.h"
#include "identity/identity.h"
#include "org/org.h"
#include "people/people.h"
#include "storage/ids.h"
#include "support/databases.h"

namespace niangjia::testing_support {

inline std::vector<storage::Migration> room_migrations() {
    std::vector<storage::Migration> all;
    for (auto const room : {storage::migrations(), audit::migrations(), identity::migrations(),
                            org::migrations(), people::migrations()}) {
        all.insert(all.end(), room.begin(), room.end());
    }
    return all;
}

inline org::Code code(std::string_view text) {
    return org::Code::parse(text).value();
}

inline void write_file(std::filesystem::path const& file, std::string_view text) {
    std::ofstream{file, std::ios::binary} << text;
}

// The division files of the invented place.
inline void write_divisions(std::filesystem::path const& folder) {
    write_file(folder / "provinces.csv", "code,name\n44,\"青山省\"\n45,\"绿水省\"\n");
    write_file(folder / "cities.csv", "code,name,provinceCode\n4499,\"临江市\",44\n4501,\"市辖区\",45\n");
    write_file(folder / "areas.csv",
               "code,name,cityCode,provinceCode\n449901,\"东城区\",4499,44\n449902,\"西山县\",4499,44\n"
               "450101,\"南湖区\",4501,45\n");
    write_file(folder / "streets.csv",
               "code,name,areaCode,provinceCode,cityCode\n449901001,\"石桥街道\",449901,44,4499\n"
               "449902100,\"柳树镇\",449902,44,4499\n450101001,\"花园街道\",450101,45,4501\n");
    write_file(folder / "villages.csv",
               "code,name,streetCode,provinceCode,cityCode,areaCode\n"
               "449901001001,\"梅园社区居民委员会\",449901001,44,4499,449901\n"
               "449901001002,\"大桥村村民委员会\",449901001,44,4499,449901\n"
               "449902100201,\"新河村委会\",449902100,44,4499,449902\n"
               "450101001001,\"花园居委会\",450101001,45,4501,450101\n");
}

template <class F>
Error failure_of(F&& run) {
    try {
        run();
    } catch (Error const& failure) {
        return failure;
    }
    return Error{ErrorKind::Broken, "nothing.thrown", {}};
}

// The code of what `run` throws; empty when it throws nothing.
template <class F>
std::string code_of(F&& run) {
    auto const failure = failure_of(std::forward<F>(run));
    return failure.code() == "nothing.thrown" ? "" : failure.code();
}

class OnEveryDatabaseWithRooms : public OnEveryDatabase {
  protected:
    OnEveryDatabaseWithRooms() { db().migrate(room_migrations()); }

    [[nodiscard]] identity::Context system() const { return identity::Context::system(clock); }

    org::ImportResult import_place(std::string_view top = "4499") {
        write_divisions(folder.path());
        return import_again(top);
    }
    org::ImportResult import_again(std::string_view top = "4499") {
        return org::import_divisions(db(), system(), folder.path().string(), code(top), "妇女联合会", {});
    }
    template <class F>
    auto read(F&& job) {
        return db().read(std::forward<F>(job));
    }
    template <class F>
    auto write(F&& job) {
        return db().write(std::forward<F>(job));
    }
    [[nodiscard]] std::vector<audit::Entry> journal() {
        return db().read([](storage::Reader const& reader) {
            return audit::list(reader, 0, org::Code{}.last().value(), std::nullopt, 1000);
        });
    }

    TemporaryFolder folder;
    SetClock clock{moment_of(Day::of(2015, 3, 8).value())};
};

}  // namespace niangjia::testing_support
