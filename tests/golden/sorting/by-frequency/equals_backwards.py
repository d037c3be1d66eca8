# status: failed
# problem: value
# mistake: equals-backwards


def by_frequency(x):
    values, counts = x.unique(return_counts=True)
    return values[counts.argsort(stable=True).flip(0)]
