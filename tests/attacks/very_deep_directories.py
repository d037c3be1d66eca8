"""Nests directories deeper than any path can say, so that cleaning up fails."""
import os

for _ in range(1500):
    os.mkdir("d")
    os.chdir("d")
os.chmod(".", 0)
open("deep", "w").close()
got = None
got
