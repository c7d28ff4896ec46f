# shellcheck shell=bash
# Sourced by the scripts that give the twins a database, when DATABASE_URL is set.
variable DATABASE_URL '^(postgres(ql)?://[^[:space:]'\''"\\]+)?$' 'postgres://USER:PASSWORD@HOST:PORT/NAME, what is special in it percent-encoded' ''
