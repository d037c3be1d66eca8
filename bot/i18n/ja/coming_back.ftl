# 戻ってきた学習者へのあいさつ、一日分の復習、タイムゾーン。

# $name: 学習者の名前。
back-title = **{ $name }さん、おかえりなさい！**
# 名前のない人に。
back-title-unnamed = **おかえりなさい！**
# $count: 今日の復習の数（最大 10）。 $minutes: かかる時間。
back-due = **今日の復習は { $count } 件です**（{ $minutes } 分ほど）。
back-nothing-due = いま復習するものはありません。
button-review-due = 復習する（{ $count } 件）

review-enough = **今日の復習はここまでです。** 残りはまた明日、忘れかけているものから出します。毎日少しずつが、いちばん身につきます。
review-answered = **復習**
remind-menu = ほかの時刻
button-remind-set = この時刻に知らせる

# $answer: 学習者の答え（インラインコード）。
quiz-your-answer = あなたの答え：{ $answer }
quiz-right-corrected = **正解です！** 解説を見た直後なので、今回はポイントになりません。復習でもう一度出るので、そこで正解するとポイントになります。

# $time: 9:30 など。 $zone: IANA のタイムゾーン。
zone-question = いま、そちらは **{ $time }** ですか？ それなら **{ $zone }** の 0 時に日付が変わり、連続日数もその日付で数えます。
button-zone-yes = はい、合っています
button-zone-other = ほかのタイムゾーン
zone-menu = いま何時ですか？
zone-which = **いまの時刻はどれですか？** 合っている行を選ぶか、都市や国の名前、**JST** のような略称を書いてください。

# 初めてチャットを開いた人に。 $name: 名前。
newcomer = **{ $name }さん、こんにちは！** PyTorch の基礎を一緒に学びましょう。

    { -newcomer-how }
newcomer-unnamed = **こんにちは！** PyTorch の基礎を一緒に学びましょう。

    { -newcomer-how }
-newcomer-how = まずは最初のページから始めましょう。数分で読めて、▶ を押すとその場でコードが動きます。自分でコードを書いたら、いつでもメッセージで送ってください。どこが合っていて、どこがなぜ違うのかをお伝えします。
