# status: failed
# problem: value
# mistake: smallest-marked


def top_k_mask(x, k):
    return x.argsort(1).argsort(1) < k
