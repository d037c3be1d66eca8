#!/bin/sh
# lock.sh [--upgrade]: writes anew what is installed, each file with its hash, from pyproject.toml.
# Versions stay as they are where pyproject.toml allows; --upgrade takes the newest. It is the same
# for every platform and for Python 3.11 and newer. PYTHON names the interpreter (python3).
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

# torch is not locked (torch.txt says why), nor what only its builds with CUDA ask for.
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
