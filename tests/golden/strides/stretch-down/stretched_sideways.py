# status: failed
# problem: shape
# mistake: stretched-sideways


def stretch_down(row, count):
    return row[:, None].expand(-1, count)
