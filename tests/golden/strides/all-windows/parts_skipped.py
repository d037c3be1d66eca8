# status: failed
# problem: shape
# mistake: parts-skipped
# en: What you return is right, but it is only every third of the parts that are asked for. Which step is too large: that of a slice, of a `range`, or of a window?
# ja: 返ってきた部分は正しいのですが、求められているもののうち 三つに一つしかありません。スライス、`range`、窓などのうち、進み方が大きすぎるのはどれでしょうか？

def all_windows(x, width):
    return x.unfold(0, width, 2)
