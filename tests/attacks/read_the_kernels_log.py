"""Reads what the kernel says of the machine: its log, its addresses, its memory, its keys."""
import ctypes
import platform

libc = ctypes.CDLL(None)
number = 103 if platform.machine() == "x86_64" else 116  # syslog
page = ctypes.create_string_buffer(4096)
got = []
if libc.syscall(number, 3, page, 4096) > 0:
    got.append("syslog")
for path in (
    "/dev/kmsg", "/proc/kmsg", "/proc/kcore", "/proc/kallsyms", "/dev/mem", "/proc/keys",
    "/sys/kernel/debug", "/proc/sysrq-trigger", "/proc/config.gz", "/sys/firmware/dmi/tables/DMI",
):
    try:
        with open(path, "rb") as file:
            if file.read(64).strip(b"0 \n"):
                got.append(path)
    except OSError:
        pass
got
