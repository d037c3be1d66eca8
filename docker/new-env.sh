#!/bin/sh
# new-env.sh: writes .env from .env.example, with random passwords. An existing .env is kept.
set -eu

cd "$(dirname "$0")/.."
if [ -e .env ]; then
    echo ".env is there already. To begin anew, move it away first." >&2
    exit 1
fi
umask 077
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
{
    while IFS= read -r line; do
        case $line in
        POSTGRES_PASSWORD= | TENSEI_GRADER_PASSWORD= | GRAFANA_PASSWORD=) echo "$line$(random)" ;;
        *) printf '%s\n' "$line" ;;
        esac
    done
} < .env.example > .env.new
mv .env.new .env
echo "Wrote .env. Put a platform's tokens into it, then: docker compose up --detach"
