"""Takes shared mappings, which a limit on data alone does not count."""
import mmap

ENDING = {"out-of-memory", "timeout"}
hoard = []
while True:
    hoard.append(mmap.mmap(-1, 64 << 20))
    for offset in range(0, 64 << 20, 4096):
        hoard[-1][offset] = 1
