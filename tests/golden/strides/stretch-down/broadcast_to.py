# status: passed


def stretch_down(row, count):
    return row[None].broadcast_to(count, len(row))
