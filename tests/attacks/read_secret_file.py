"""Opens a file of the operator's that everyone may read."""
got = None
try:
    got = open(PLANTED["file"]).read()
except OSError:
    pass
got
