# status: failed
# problem: dtype
# mistake: positions-returned
# en: These are the **positions** of what is `True`. A mask is asked for: `True` or `False` for every place. What did you have before you asked for the positions?
# ja: これは `True` の**位置**です。求められているのはマスク、つまり場所ごとの `True` か `False` です。位置を調べる前の値は何でしたか？

def top_k_mask(x, k):
    return x.topk(k, dim=1).indices
