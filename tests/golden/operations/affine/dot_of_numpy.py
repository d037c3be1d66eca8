# status: error
# error: numpy-and-tensor
# en: A NumPy array and a tensor meet here, and they cannot be combined. Did a function of NumPy (`np.…`) make the array? Which operation of torch does the same?
# ja: NumPy の配列とテンソルは、一緒には計算できません。NumPy の関数（`np.…`）で配列になっていませんか？ 同じことをする torch の演算はどれでしょうか？

import numpy as np
import torch


def affine(x, w, b):
    return np.dot(x, w) + b
