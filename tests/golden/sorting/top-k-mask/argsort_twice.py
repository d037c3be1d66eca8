# status: passed


def top_k_mask(x, k):
    return x.argsort(1, descending=True).argsort(1) < k
