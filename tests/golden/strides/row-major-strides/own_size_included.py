# status: failed
# problem: value
# mistake: own-size-included


def row_major_strides(sizes):
    return sizes.flip(0).cumprod(0).flip(0)
