"""Creates files with names that break cleaning up: no text, lines, options, the longest names."""
import os

for name in (
    b"\xff\xfe\x80", b"a\nb\n", b"-rf", b"..." , b" ", b"\x1b]0;x\x07", b"x" * 255,
    "\u202e\ufeff".encode(), b"%s%n", b"$(reboot)", b"\x7f\x01",
):
    os.mkdir(name)
    open(os.path.join(name, b"." + name[:250]), "w").close()
got = None
got
