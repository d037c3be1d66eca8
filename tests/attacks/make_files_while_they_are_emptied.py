"""Goes on to make, rename and remove directories in threads while its own are cleaned up."""
import os
import shutil
import threading


def make(number):
    while True:
        try:
            os.makedirs(f"room{number}/a/b/c", exist_ok=True)
            open(f"room{number}/a/b/c/file", "w").close()
            os.rename(f"room{number}", f"other{number}")
            shutil.rmtree(f"other{number}")
        except OSError:
            pass


for number in range(8):
    threading.Thread(target=make, args=(number,), daemon=True).start()
got = None
got
