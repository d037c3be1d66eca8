# status: invalid
# problem: missing-function
# en: There is no function `row_means` in your code. Begin with `def row_means(x):` and return the result.
# ja: コードに `row_means` という関数がありません。`def row_means(x):` から書き始めて、結果を return してください。

return x.mean(dim=1)
