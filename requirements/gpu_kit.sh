#!/bin/sh
# gpu_kit.sh [KIT]: collects in KIT (gpu-kit) what a machine with a card but without a network needs to
# run the grader and its checks: the wheels of requirements/ that the tests with a card need, and
# bubblewrap and libseccomp as Debian packages; about 60 MB. torch, NumPy and matplotlib are expected
# there, torch in the build for its card.
# PYTHON is an interpreter of the version that is on that machine (python3). Run this where pip and
# apt-get reach their servers, copy this folder over with KIT in it, and run KIT/install there.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
kit=${1:-$root/gpu-kit}
mkdir -p "$kit/wheels" "$kit/debs"
kit=$(cd "$kit" && pwd)

# Expected on that machine, or used by linters, browser tests and an embedded Postgres only.
unneeded='numpy|matplotlib|contourpy|kiwisolver|fonttools|sympy|mpmath|networkx|playwright|axe-|pixeltable'
unneeded="$unneeded|mypy|librt|ast-serialize|ruff|grimp|import-linter|types-"

# A package is one line with its version, and lines with its hashes, which are indented.
select_needed() {
    awk -v unneeded="^($unneeded)" '/^[a-z]/ { skip = ($0 ~ unneeded) } !skip' "$1"
}

for list in grader dev; do
    select_needed "$root/requirements/$list.txt" >"$kit/$list.txt"
    "${PYTHON:-python3}" -m pip download --quiet --no-deps --require-hashes --only-binary :all: \
        --dest "$kit/wheels" --requirement "$kit/$list.txt"
done
(cd "$kit/debs" && apt-get download -qq bubblewrap libseccomp2 libcap2) ||
    echo "gpu_kit.sh: without Debian packages; that machine needs bubblewrap and libseccomp of its own" >&2

cat >"$kit/install" <<'INSTALL'
#!/bin/sh
# install: makes .venv in the project's folder, with the kit's wheels and the torch of PYTHON (python3).
set -eu
kit=$(cd "$(dirname "$0")" && pwd)
"${PYTHON:-python3}" -c "import torch, numpy, matplotlib" || {
    echo "install: name the Python that has torch, NumPy and matplotlib: PYTHON=… $0" >&2
    exit 1
}
"${PYTHON:-python3}" -m venv --system-site-packages .venv
.venv/bin/python -m pip install --quiet --no-index --no-deps "$kit"/wheels/*.whl
.venv/bin/python -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
.venv/bin/python -c 'import torch; print("torch", torch.__version__, "with CUDA", torch.version.cuda)'
command -v bwrap >/dev/null || echo "install $kit/debs/*.deb for the outer sandbox layer"
touch .venv/.installed .venv/.installed-dev
INSTALL
chmod +x "$kit/install"
du -sh "$kit"
