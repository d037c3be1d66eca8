#!/bin/sh
# install-torch.sh PREFIX: torch in a virtual environment at PREFIX, for install-grader.sh.
# TORCH says which build: cpu (the default), or the name of another of PyTorch's indexes, such as
# cu130, for the build with CUDA. PYTHON names the interpreter (python3).
set -eu

prefix=${1:?say where to install: install-torch.sh PREFIX}
root=$(cd "$(dirname "$0")/.." && pwd)
index=https://download.pytorch.org/whl/${TORCH:-cpu}

"${PYTHON:-python3}" -m venv "$prefix"
# The wheel itself from this index alone, so that no other index can offer a larger build. What it
# needs comes from PyPI: this index keeps only some versions of it, and constraints.txt names one.
"$prefix/bin/python" -m pip install --quiet --constraint "$root/constraints.txt" \
    --no-deps --index-url "$index" torch
"$prefix/bin/python" -m pip install --quiet --constraint "$root/constraints.txt" torch
