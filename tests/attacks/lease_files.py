"""Takes leases on files and watches on directories, so that others wait when they open them."""
import fcntl
import os

import torch

got = []
open("own", "w").close()
for path, command, argument in (
    ("own", fcntl.F_SETLEASE, fcntl.F_WRLCK),
    (torch.__file__, fcntl.F_SETLEASE, fcntl.F_RDLCK),
    (os.__file__, fcntl.F_SETLEASE, fcntl.F_WRLCK),
    (".", fcntl.F_NOTIFY, fcntl.DN_CREATE | fcntl.DN_MULTISHOT),
):
    try:
        fcntl.fcntl(os.open(path, os.O_RDONLY), command, argument)
        got.append(path)
    except OSError:
        pass
os.unlink("own")
got
