#!/bin/sh
# install-grader.sh PREFIX: a grader with torch in a virtual environment of its own at PREFIX.
# TORCH says which build: cpu (the default), or the name of another of PyTorch's indexes, such as
# cu130, for the build with CUDA. PYTHON names the interpreter (python3).
set -eu

prefix=${1:?say where to install: install-grader.sh PREFIX}
root=$(cd "$(dirname "$0")/.." && pwd)
index=https://download.pytorch.org/whl/${TORCH:-cpu}

"${PYTHON:-python3}" -m venv "$prefix"
# torch comes first and from its own index alone, so that no other index can offer a larger build.
"$prefix/bin/python" -m pip install --quiet --constraint "$root/constraints.txt" \
    --index-url "$index" torch
"$prefix/bin/python" -m pip install --quiet --constraint "$root/constraints.txt" "$root[grader]"
"$prefix/bin/python" -P -m grader --help >/dev/null
