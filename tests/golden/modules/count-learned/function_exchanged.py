# status: failed
# problem: value
# mistake: function-exchanged
# en: With every input, your results are those of a right way with a single change: at one place, `len` stands where another function belongs. Which one does the exercise ask for?
# ja: どの入力でも、返ってきたのは、正しい計算を一か所だけ変えたときの結果です。別の関数があるはずのところに `len` があります。演習が求めているのは、どの関数でしょうか？

def count_learned(model):
    total = 0
    for p in model.parameters():
        if p.requires_grad:
            total += p.shape[0]
    return total
