"""Overwrites a file that everyone may write."""
for how in ("w", "a", "r+"):
    try:
        with open(PLANTED["victim"], how) as file:
            file.write("attacked")
    except OSError:
        pass
got = None
got
