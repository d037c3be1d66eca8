#!/bin/sh
# gpu_kit.sh [KIT]: collects in KIT (gpu-kit) what a machine with a card but without a network needs to
# run the grader and its checks: pip, the wheels of requirements/ that the tests with a card need, and
# bubblewrap and libseccomp as Debian packages; about 80 MB. torch is expected there, in the build for
# its card. NumPy and matplotlib are installed there if they are missing: half of the kit is KIT/if-missing,
# which may be left behind where Python has both.
# PYTHON_VERSION is the version of Python on that machine, such as 3.12 (that of PYTHON, which is python3
# and runs pip here). Run this on a machine with the same kind of processor, where pip and apt-get reach
# their servers, copy this folder over with KIT in it, and run KIT/install there.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
kit=${1:-$root/gpu-kit}
python=${PYTHON:-python3}
version=${PYTHON_VERSION:-$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')}
case $version in
3.1[1-9]) ;;
*) echo "gpu_kit.sh: PYTHON_VERSION is two numbers, 3.11 or later, such as 3.12; it is $version" >&2 && exit 2 ;;
esac
mkdir -p "$kit"
kit=$(cd "$kit" && pwd)
rm -rf "$kit/wheels" "$kit/if-missing" "$kit/pip" "$kit/debs"
mkdir "$kit/wheels" "$kit/if-missing" "$kit/pip" "$kit/debs"
echo "$version" >"$kit/python-version"

# With a build of torch, or used by the bot, linters, browser tests and an embedded Postgres only.
unneeded='sympy|mpmath|networkx|fsspec|filelock|playwright|axe-|pixeltable|fasteners'
unneeded="$unneeded|mypy|librt|ast-serialize|ruff|grimp|import-linter|types-"
unneeded="$unneeded|discord-py|slack-|cryptography|cffi|pycparser|alembic|mako|procrastinate|asgiref|croniter"
unneeded="$unneeded|fsrs|jinja2|markupsafe|jsonschema|referencing|rpds-py|shtab"
if_missing='numpy|matplotlib|contourpy|kiwisolver|fonttools|pillow'

# A package is one line with its version, and lines with its hashes, which are indented. pip compares
# the condition of a package with the Python that runs pip, so those about versions are decided here.
select_packages() {
    awk -v minor="${version#3.}" -v wanted="^($1)[a-z0-9-]*==" -v unwanted="^($2)[a-z0-9-]*==" '
        /^[a-z]/ {
            keep = ($0 ~ wanted && $0 !~ unwanted)
            if (match($0, / ; python_full_version >= .3\.[0-9]+./)) {
                condition = substr($0, RSTART, RLENGTH)
                split(condition, parts, /3\./)
                if (parts[2] + 0 > minor + 0) keep = 0
                sub(condition, "")
            }
        }
        keep' "$root/requirements/dev.txt"
}

# Wheels for older libraries of C than the one here, which are on that machine perhaps.
platforms=""
for age in 2_28 2_27 2_26 2_24 2_17 2_12 2_5; do
    platforms="$platforms --platform manylinux_${age}_$(uname -m)"
done
for age in 2014 2010 1; do platforms="$platforms --platform manylinux${age}_$(uname -m)"; done

download() {
    # shellcheck disable=SC2086 - one word for each option
    "$python" -m pip download --quiet --no-deps --require-hashes --only-binary :all: \
        --python-version "$version" --implementation cp $platforms --dest "$kit/$1" --requirement "$2"
}

lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT
select_packages '' "$unneeded|$if_missing" >"$lists/wheels.txt"
select_packages "$if_missing" '-' >"$lists/if-missing.txt"
download wheels "$lists/wheels.txt"
download if-missing "$lists/if-missing.txt"
download pip "$root/requirements/pip.txt"
for package in bubblewrap libseccomp2 libcap2 libselinux1; do
    (cd "$kit/debs" && apt-get download -qq -o APT::Sandbox::User=root "$package") ||
        echo "gpu_kit.sh: without the Debian package $package, which that machine may have" >&2
done
cp "$root/requirements/gpu_kit_install.sh" "$kit/install"
chmod +x "$kit/install"
du -sh "$kit"
