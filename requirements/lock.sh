#!/bin/sh
# lock.sh [--upgrade]: updates the pinned packages and their hashes from pyproject.toml. Versions are
# kept where pyproject.toml allows it; --upgrade takes the newest. The result is valid for every
# platform and for Python 3.11 and newer. PYTHON is the interpreter (python3).
set -eu

cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools/venv"
"$tools/venv/bin/python" -m pip install --quiet --require-hashes --no-deps --only-binary :all: \
    --requirement requirements/uv.txt

compile() {
    "$tools/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-annotate --custom-compile-command "make lock" --constraint requirements/torch.txt "$@"
}

# torch is not locked (see torch.txt), nor are the requirements of its builds with CUDA.
compile pyproject.toml --extra grader --output-file "$tools/all.txt"
unlocked=$(sed -nE 's/^((torch|triton|cuda-[a-z-]+|nvidia-[a-z0-9-]+)(\[[a-z,]*\])?)==.*/--no-emit-package \2/p' "$tools/all.txt")

lock() {
    name=$1
    shift
    # shellcheck disable=SC2086 - one word for each option
    compile "$@" $unlocked pyproject.toml requirements/build.in --output-file "requirements/$name.txt"
}

lock bot "$@"
lock grader --extra grader "$@"
lock dev --extra grader --extra dev "$@"
