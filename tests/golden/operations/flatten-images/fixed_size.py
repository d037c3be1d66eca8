# status: error
# error: reshape-size
# en: A tensor of 8 elements cannot take the shape [2, 100]: the sizes multiplied must give 8. A -1 lets torch work one size out.
# ja: 要素が 8 個のテンソルは、形状 [2, 100] にできません。大きさをすべて掛けると 8 にならなければなりません。一つを -1 にすると、torch が計算してくれます。

import torch


def flatten_images(images):
    return images.reshape(images.shape[0], 100)
