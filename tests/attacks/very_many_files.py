"""Makes files without end: each takes room outside its own size."""
import time

ENDING = {"refused", "timeout"}
for number in range(100_000):
    open(str(number), "w").close()
while True:
    time.sleep(1)
