#!/bin/sh
# install-tensei.sh PREFIX WHAT: Tensei from the source around this script, with what it needs,
# in the virtual environment at PREFIX. WHAT is bot or grader: requirements/WHAT.txt names every
# file by its hash, and nothing else is fetched; torch has to be there already for a grader.
set -eu

prefix=${1:?say where to install: install-tensei.sh PREFIX WHAT}
what=${2:?say what to install: install-tensei.sh PREFIX bot, or grader}
root=$(cd "$(dirname "$0")/.." && pwd)

# Built from a copy: within the source, modules that are gone would come along from an older build/.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cd "$root"
cp -R pyproject.toml README.md LICENSE bot common grader lessons migrations "$copy"
"$prefix/bin/python" -m pip install --quiet --require-hashes --no-deps --only-binary :all: \
    --requirement "requirements/$what.txt"
"$prefix/bin/python" -m pip install --quiet --no-deps --no-build-isolation "$copy"
