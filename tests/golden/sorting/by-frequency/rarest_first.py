# status: failed
# problem: value
# mistake: rarest-first


def by_frequency(x):
    values, counts = x.unique(return_counts=True)
    return values[counts.argsort(stable=True)]
