"""Fills the scratch directory with large files."""
ENDING = {"refused"}
number = 0
while True:
    with open(f"file-{number}", "wb") as file:
        for _ in range(60):
            file.write(bytes(1 << 20))
    number += 1
