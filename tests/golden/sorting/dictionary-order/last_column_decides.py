# status: failed
# problem: value
# mistake: last-column-decides


def dictionary_order(table):
    for column in range(table.shape[1]):
        table = table[table[:, column].argsort(stable=True)]
    return table
