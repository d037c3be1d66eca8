# status: failed
# problem: value
# mistake: first-column-only


def dictionary_order(table):
    return table[table[:, 0].argsort(stable=True)]
