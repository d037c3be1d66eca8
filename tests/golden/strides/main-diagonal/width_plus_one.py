# status: failed
# problem: value
# mistake: width-plus-one


def main_diagonal(table):
    return table.as_strided((min(table.shape),), (table.shape[1] + 1,))
