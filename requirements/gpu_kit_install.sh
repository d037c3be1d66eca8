#!/bin/sh
# install: makes .venv in the project's folder, with the kit's wheels and the torch of PYTHON (python3).
# It needs neither pip, venv's ensurepip nor a network. As root it also installs libseccomp, which the
# jail needs, and bubblewrap, its outer layer, into /usr/local if they are missing.
set -eu

kit=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
stop() {
    echo "install: $1" >&2
    exit 1
}

wanted=$(cat "$kit/python-version")
found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
[ "$found" = "$wanted" ] ||
    stop "this kit is for Python $wanted, and $python is $found: make it with PYTHON_VERSION=$found"
torch=$("$python" -c 'import os, torch; print(os.path.dirname(os.path.dirname(torch.__file__)))') ||
    stop "name the Python that has torch: PYTHON=… $0"
[ ! -e .venv ] || [ -e .venv/.gpu-kit ] || stop "there is a .venv here already; delete it first"

"$python" -m venv --system-site-packages --without-pip --clear .venv
touch .venv/.gpu-kit
# Where PYTHON belongs to a virtual environment, .venv sees the Python below that one and not its torch.
.venv/bin/python -c "import torch" 2>/dev/null ||
    echo "$torch" >"$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/torch-of-python.pth"

pip() { .venv/bin/python "$(echo "$kit"/pip/pip-*.whl)/pip" "$@"; }
pip install --quiet --no-index --no-deps --ignore-installed "$kit"/wheels/*.whl
for package in numpy matplotlib; do
    .venv/bin/python -c "import $package" 2>/dev/null ||
        pip install --quiet --no-index --find-links "$kit/if-missing" --find-links "$kit/wheels" "$package" ||
        stop "this Python has no $package: copy the kit's if-missing over as well"
done
pip install --quiet --no-index --no-deps --no-build-isolation --editable .

has_seccomp() { .venv/bin/python -c "import pyseccomp" 2>/dev/null; }
if [ "$(id -u)" = 0 ] && ! { has_seccomp && command -v bwrap >/dev/null; }; then
    # Not into /usr: a package of another distribution may replace a library that everything needs.
    unpacked=$(mktemp -d)
    trap 'rm -rf "$unpacked"' EXIT
    for package in "$kit"/debs/*.deb; do [ ! -e "$package" ] || dpkg -x "$package" "$unpacked"; done
    for library in libseccomp libcap libselinux; do
        ldconfig -p | grep -q "$library\.so" ||
            find "$unpacked" -name "$library.so*" -exec cp -P {} /usr/local/lib/ \;
    done
    ldconfig
    if ! command -v bwrap >/dev/null && "$unpacked/usr/bin/bwrap" --version >/dev/null 2>&1; then
        install -m 755 "$unpacked/usr/bin/bwrap" /usr/local/bin/bwrap
    fi
fi
command -v bwrap >/dev/null || echo "install: without bubblewrap the jail has its inner layers only" >&2
has_seccomp ||
    stop "libseccomp is missing, without which there is no jail: run this as root, or install libseccomp2"
.venv/bin/python -c 'import torch; print("torch", torch.__version__, "with CUDA", torch.version.cuda)'
touch .venv/.installed .venv/.installed-dev
