# status: failed
# problem: value
# mistake: minus-cosine

import math
def partials(x, y):
    return y - math.cos(x), x
