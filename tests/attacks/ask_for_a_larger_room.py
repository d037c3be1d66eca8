"""Calls the jail's own code in its process to raise its limits."""
import resource
import sys

before = {
    name: resource.getrlimit(getattr(resource, name))
    for name in dir(resource) if name.startswith("RLIMIT_")
}
walls, orders = sys.modules["inside.walls"], sys.modules["inside.orders"]
most = orders.Room(cpu_seconds=10**6, memory_mib=10**6, scratch_mib=10**6, threads=10**5, answer_mib=10**5)
for least in (most, orders.Room(1, 64, 1, 2, 1)):
    try:
        walls.tighten(least, most)
    except BaseException:
        pass
got = []
for name, (_, hard) in before.items():
    now = resource.getrlimit(getattr(resource, name))[1]
    if hard != resource.RLIM_INFINITY and (now > hard or now == resource.RLIM_INFINITY):
        got.append(name)
got
