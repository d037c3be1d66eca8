"""Takes private memory until nothing is left."""
ENDING = {"out-of-memory", "timeout"}
hoard = []
while True:
    hoard.append(bytearray(16 << 20))
