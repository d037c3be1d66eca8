# status: failed
# problem: value
# mistake: difference-quotient

import torch
def second_derivative(f, x):
    h = 0.01
    return (f(x + h) - 2 * f(x) + f(x - h)) / h ** 2
