"""Creates files outside its scratch directory."""
import os

got = []
for folder in ("/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/dev", "/proc", "/etc", "..",
               os.path.dirname(PLANTED["file"]), PLANTED["project"]):
    for kind in (lambda path: open(path, "w"), os.mkdir, os.mkfifo):
        path = os.path.join(folder, "tensei-attacked")
        try:
            kind(path)
            got.append(path)
        except OSError:
            pass
got
