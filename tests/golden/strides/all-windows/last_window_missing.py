# status: failed
# problem: shape
# mistake: last-window-missing


def all_windows(x, width):
    step = x.stride(0)
    return x.as_strided((len(x) - width, width), (step, step))
