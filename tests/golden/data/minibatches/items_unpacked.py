# status: failed
# problem: type
# mistake: items-unpacked
# en: The values are right and in order, but they come in one long row, and the exercise asks for groups, such as pairs. Which values belong together, and how do you hand out each group as one item?
# ja: 値も順番も合っていますが、一列に並んでいます。求められているのは、組のように、まとまりに分けたものです。どの値とどの値が一組ですか？ 一組を一つの要素として返すには、どう書きますか？

def minibatches(X, y, batch_size):
    for i in range(0, len(X), batch_size):
        yield X[i:i + batch_size]
        yield y[i:i + batch_size]
