# status: failed
# problem: value
# mistake: two-changes
# en: With every input, your results are those of a right way with two changes: `rows - 1` is used where the argument itself belongs; and `columns - 1` is used where the argument itself belongs. Mend them one after the other.
# ja: どの入力でも、返ってきたのは、正しい計算を二か所変えたときの結果です。一つは、引数そのもののはずのところで `rows - 1` が使われています。もう一つは、引数そのもののはずのところで `columns - 1` が使われています。一つずつ直してみましょう。

def crossings(table, rows, columns):
    return table[rows[:, None] - 1, columns - 1]
