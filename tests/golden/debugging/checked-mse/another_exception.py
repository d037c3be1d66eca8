# status: error
# error: other-exception
# en: With this input, the exercise asks for another exception than the one that your code raises: `raise ValueError("…")` raises the right one. `assert` always raises an `AssertionError`. And does it only happen where it should?
# ja: この入力では、求められているものとは別の例外が起きました。求められた例外を起こすには `raise ValueError("…")` と書きます。`assert` はいつも `AssertionError` を起こします。それから、起きるべきときにだけ起きていますか？

import torch


def checked_mse(predictions, labels):
    assert predictions.shape == labels.shape
    return ((predictions - labels) ** 2).mean()
