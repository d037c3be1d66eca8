# status: failed
# problem: grad
# mistake: gradient-scaled
# en: The values are right, and the gradient is -1 times the right one. What does each step multiply the gradient by on its way back, and through which of them should none flow?
# ja: 値は合っていますが、勾配が正しいものの -1 倍です。逆向きの途中で、それぞれの計算は勾配に何を掛けますか？ 勾配を通さないはずの計算はどれでしょうか？

def round_straight_through(x):
    return x.detach() + (x.round() - x)
