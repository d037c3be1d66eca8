# status: error
# mistake: one-for-each-row
# error: beyond-memory


def main_diagonal(table):
    return table.as_strided((table.shape[0],), (sum(table.stride()),))
