# status: passed


def toeplitz(values):
    size, step = (len(values) + 1) // 2, values.stride(0)
    return values.as_strided((size, size), (step, step)).flip(0)
