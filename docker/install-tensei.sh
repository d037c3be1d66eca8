#!/bin/sh
# install-tensei.sh PREFIX [EXTRA]: Tensei from the source around this script, with what it needs,
# in the virtual environment at PREFIX. EXTRA is one of pyproject.toml's, such as grader.
set -eu

prefix=${1:?say where to install: install-tensei.sh PREFIX [EXTRA]}
root=$(cd "$(dirname "$0")/.." && pwd)

# Built from a copy: within the source, modules that are gone would come along from an older build/.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cd "$root"
cp -R pyproject.toml README.md LICENSE bot grader lessons migrations "$copy"
"$prefix/bin/python" -m pip install --quiet --constraint constraints.txt "$copy${2:+[$2]}"
