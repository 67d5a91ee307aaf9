# The Debian 12 packages that the project needs, by purpose. Node.js is looked after by bin/install itself.
packages_build=(g++ cmake ninja-build ccache pkg-config
    libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libsqlite3-dev libpq-dev libssl-dev libsodium-dev
    libicu-dev libxlsxwriter-dev libzip-dev libpugixml-dev libyaml-cpp-dev zlib1g-dev libfmt-dev libspdlog-dev
    libcli11-dev)
packages_test=(libgtest-dev libbenchmark-dev postgresql sqlite3 curl python3
    chromium fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils)
packages_docs=(clang-format clang-tidy libreoffice-writer-nogui poppler-utils)
packages_web=(nodejs npm)
