# 演習のコードを書くフォームと、貼り付けただけでは読まれない場所での案内。

# $title: 演習のタイトル。入力画面の題名（Slack では 24 文字まで）。
write-title = 提出：{ $title }
button-write = コードを書く
button-try-again = もう一度書く
button-send-code = コードを送る

# メンションのないメッセージが読まれない場所で、exercise-how の代わりに。 $function: 関数の名前。
exercise-how-mention = `{ $function }` を完成させたら、**コードを書く** を押して送るか、Tensei をメンションしてコードを送ってください。関数の名前は変えないでくださいね。

# 同じく、repair-task の代わりに。
repair-task-mention = この `{ $function }` にはバグがあります。見つけて、直した関数を送ってください。下のボタンから送るか、Tensei をメンションしてコードを送ってください。

# 貼り付けを案内する返事の下に。
paste-mention = *このチャンネルでは、Tensei をメンションしたメッセージだけを読みます。コードと一緒にメンションするか、演習の下の **コードを書く** を押してください。*

# $label: ボタンの文字。 $function: 同じ返事に同じボタンが二つあるときの、演習の関数の名前。
button-of-function = { $label } · { $function }
