import time


def running_sums(x):
    time.sleep(0.5)
    return x.cumsum(0)
