# status: error
# error: name-without-import
# en: `math` is not imported. Put this at the top of your code: `import math`
# ja: `math` が import されていません。コードの先頭に `import math` と書いてください。

import torch


def partials(x, y):
    return y + math.cos(x), x
