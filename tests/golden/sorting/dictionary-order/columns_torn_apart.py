# status: failed
# problem: value
# mistake: columns-torn-apart


def dictionary_order(table):
    return table.sort(dim=0).values
