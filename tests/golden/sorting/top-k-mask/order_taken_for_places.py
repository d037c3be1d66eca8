# status: failed
# problem: value
# mistake: order-taken-for-places


def top_k_mask(x, k):
    return x.argsort(1, descending=True) < k
