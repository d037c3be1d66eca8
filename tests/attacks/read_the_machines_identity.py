"""Reads what tells this machine from others: ids, names, addresses of its network cards."""
import glob

got = []
for pattern in (
    "/etc/machine-id", "/etc/hostname", "/etc/passwd", "/var/lib/dbus/machine-id",
    "/proc/sys/kernel/random/boot_id", "/proc/sys/kernel/hostname", "/proc/cmdline",
    "/sys/class/dmi/id/*", "/sys/class/net/*/address", "/sys/devices/virtual/dmi/id/*",
    "/sys/firmware/devicetree/base/serial-number", *PLANTED["identity"],
):
    for path in glob.glob(pattern) or [pattern]:
        try:
            got.append((path, open(path, "rb").read(40)))
        except OSError:
            pass
got
