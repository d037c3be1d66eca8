"""Reads statistics of the whole machine, to see from them what other tasks do."""
got = []
for name in (
    "stat", "loadavg", "uptime", "interrupts", "softirqs", "schedstat", "vmstat", "meminfo",
    "diskstats", "buddyinfo", "slabinfo", "zoneinfo", "timer_list", "sched_debug", "keys", "locks",
    "pressure/cpu", "pressure/memory", "net/tcp", "net/unix", "net/dev", "sysvipc/shm",
    "sys/fs/file-nr", "sys/kernel/pty/nr", "sys/kernel/ns_last_pid",
):
    try:
        got.append((name, open(f"/proc/{name}", "rb").read(40)))
    except OSError:
        pass
got
