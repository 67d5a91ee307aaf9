# A PostgreSQL cluster of the tests' own: on a unix socket in a temporary folder, gone at the end. Sourced after
# common.sh. start_postgres sets NIANGJIA_TEST_POSTGRES; stop_postgres belongs into the caller's EXIT trap.
postgres_home=

# PostgreSQL refuses to run as root, so root lends it the identity that the package made for it.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then (cd "$postgres_home" && runuser -u postgres -- "$@")
    else (cd "$postgres_home" && "$@")
    fi
}

start_postgres() {
    if [ -n "$postgres_home" ]; then return 0; fi
    local bin
    bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    if [ ! -x "$bin/initdb" ]; then echo "PostgreSQL is not installed" >&2; return 1; fi
    postgres_home=$(mktemp -d -t niangjia-postgres.XXXXXX) || return
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$postgres_home" || return; fi
    as_postgres "$bin/initdb" -D "$postgres_home/data" -U postgres -A trust -E UTF8 --locale=C --no-sync || return
    as_postgres "$bin/pg_ctl" -D "$postgres_home/data" -l "$postgres_home/log" -w \
        -o "-k $postgres_home -c listen_addresses= -c max_connections=200" start || return
    as_postgres "$bin/createdb" -h "$postgres_home" -U postgres niangjia_test || return
    export NIANGJIA_TEST_POSTGRES="postgresql:///niangjia_test?host=$postgres_home&user=postgres"
}

stop_postgres() {
    if [ -z "$postgres_home" ]; then return 0; fi
    local bin
    bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    as_postgres "$bin/pg_ctl" -D "$postgres_home/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$postgres_home"
    postgres_home=
}
