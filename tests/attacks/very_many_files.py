"""Creates files without end: each uses disk beyond its size."""
import time

ENDING = {"refused", "timeout"}
for number in range(100_000):
    open(str(number), "w").close()
while True:
    time.sleep(1)
