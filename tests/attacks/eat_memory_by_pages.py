"""Takes private memory until nothing is left."""
ENDING = {"out-of-memory"}
hoard = []
while True:
    hoard.append(bytearray(16 << 20))
