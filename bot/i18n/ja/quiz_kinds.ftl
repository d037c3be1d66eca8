# 決まった形で入力するクイズの問題と、間違えたときの言葉。

quiz-choose-several = 正しいものをすべて選んでください
quiz-your-choices = 選んだ答え：

quiz-type-number = 数（例：0.5、1/8）
quiz-type-blank = 空欄に入るもの
quiz-type-shape = 形状（例：(2, 3)）
quiz-type-shapes = 各行の形状を 1 行に一つずつ
quiz-type-order = 行の順番（例：2 1 3）

quiz-unreadable-number = 数を読み取れませんでした。`0.001`、`1e-3`、`1/1000` のように、数だけを入力してください。
quiz-unreadable-several = どの選択肢か読み取れませんでした。正しいものをすべて選んでください。`a c` のように文字を入力しても答えられます。
quiz-unreadable-blank = 答えが入力されていません。空欄に入るものを入力してください。
quiz-unreadable-shape = 形状を読み取れませんでした。`(2, 3)` のように入力してください。スカラーのテンソルの形状は `()` です。
quiz-unreadable-shapes = 形状を読み取れない行がありました。`(2, 3)` のような形状を、1 行に一つずつ入力してください。
quiz-unreadable-order = どの行の番号も一度ずつ必要です。並べたい順に、`2 1 3` のように番号を入力してください。

quiz-several = 選んだ { $chosen } 個のうち、正しいのは { $right } 個でした。正解は全部で { $wanted } 個あります。
quiz-wrong-shape = { $number } 番目の形状から違っています。その行には何が入ってきて、その行は何をしているでしょうか？

quiz-solution-blank = 空欄の埋め方の一つ
quiz-solution-shape = 各行のあとの形状
quiz-solution-order = 正しい順番の一つ

overview-quiz-mistake = 今週のクイズでいちばん多かった思い違い（「{ $lesson }」の { $number } 問目、{ $count } 人）：
