# status: failed
# problem: value
# mistake: from-the-left


def row_major_strides(sizes):
    return sizes.cumprod(0) // sizes
