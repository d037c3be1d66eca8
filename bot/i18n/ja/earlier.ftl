# ほかの演習に続く演習。前の演習で合格した、学習者自身のコードが先に実行される。

# $functions: 関数やクラスの名前（コード）。
exercise-after = 前の演習で書いた { $functions } は、もう用意されています。貼り直さずに、そのまま使えます。
exercise-after-separator = 、
# $function: この演習のもの。 $earlier: 前の演習のもの。
earlier-not-passed = `{ $function }` は `{ $earlier }` の続きで、先に、自分で書いた `{ $earlier }` を実行します。まずその演習に合格するか、両方を一つのメッセージで送ってください。今回の分は、まだ採点していません。
earlier-forgotten = `{ $function }` は、自分で書いた `{ $earlier }` の続きです。合格していますが、しばらく前のことなので、コードはもう削除されています。`{ $earlier }` をもう一度送るか、両方を一つのメッセージで送ってください。
