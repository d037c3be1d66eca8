# status: passed


def dictionary_order(table):
    _, place = table.unique(dim=0, return_inverse=True)
    return table[place.argsort()]
