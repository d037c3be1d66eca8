"""Reads in /proc how other processes are: state, times, addresses, system calls, open files."""
import os

got = []
for process in ("sibling", "template", "worker"):
    folder = f"/proc/{PLANTED[process]}"
    for name in (
        "stat", "statm", "status", "io", "sched", "schedstat", "wchan", "stack", "syscall", "maps",
        "smaps_rollup", "limits", "cgroup", "auxv", "timers", "personality", "oom_score_adj",
        "fd", "fdinfo", "task", "map_files", "ns", "cwd", "exe", "root",
    ):
        for read in (lambda path: open(path, "rb").read(40), os.listdir, os.readlink):
            try:
                got.append((process, name, read(f"{folder}/{name}")))
            except OSError:
                pass
got
