# status: failed
# problem: dtype
# mistake: comparison-missing
# en: You return numbers, and `True` or `False` is asked for at each place. With what should each number be compared?
# ja: 数が返っていますが、求められているのは、それぞれの位置の `True` か `False` です。それぞれの数を何と比べればよいでしょうか？

def peaks(heights):
    inner = heights[1:-1]
    return heights[1:-1][(inner > heights[:-2]) & (inner > heights[2:])]
