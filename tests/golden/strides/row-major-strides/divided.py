# status: passed


def row_major_strides(sizes):
    return sizes.prod() // sizes.cumprod(0)
