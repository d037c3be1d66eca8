# status: failed
# problem: shape
# mistake: windows-apart


def all_windows(x, width):
    step = x.stride(0)
    return x.as_strided((len(x) // width, width), (width * step, step))
