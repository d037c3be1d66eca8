def running_sums(x):
    if len(x) > 1000:
        raise ValueError("too long")
    return x.cumsum(0)
