# status: failed
# problem: alias
# mistake: copied-rows


def stretch_down(row, count):
    return row.repeat(count, 1)
