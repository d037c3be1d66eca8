#!/bin/sh
# install-tensei.sh PREFIX WHAT: installs Tensei from the source around this script, with its
# requirements, into the virtual environment at PREFIX. WHAT is bot or grader: only the files whose
# hashes are in requirements/WHAT.txt are fetched; a grader needs torch to be installed already.
set -eu

prefix=${1:?say where to install: install-tensei.sh PREFIX WHAT}
what=${2:?say what to install: install-tensei.sh PREFIX bot, or grader}
root=$(cd "$(dirname "$0")/.." && pwd)

# Build from a copy: in the source, an older build/ could add modules that no longer exist.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cd "$root"
cp -R pyproject.toml README.md LICENSE bot common grader lessons migrations "$copy"
"$prefix/bin/python" -m pip install --quiet --require-hashes --no-deps --only-binary :all: \
    --requirement "requirements/$what.txt"
"$prefix/bin/python" -m pip install --quiet --no-deps --no-build-isolation "$copy"
