# 合格しなかったコードについて、勉強会の仲間に聞く。

button-ask-group = みんなに聞く
button-answer-asker = 答える
button-helped = ✓ 助かった

# $name: 学習者。 $title: 演習の題名。
ask-group-card = **{ $name }さんから「{ $title }」についての質問です。** 答えそのものではなく、考えるきっかけになるひとことをお願いします。
# $seen, $count: ヒントの数。
ask-group-hints = 見たヒント：{ $count } 個のうち { $seen } 個
ask-group-code = いまのコード
ask-group-thread = 「{ $title }」の相談
ask-group-posted = 質問をチャンネルに出しました。コードは、開いた人にだけ見えます。返事は、ここかチャンネルに届きます。
ask-group-no-channel = ここには、質問を出せるチャンネルがありません。勉強会のチャンネルでこのボタンを押すか、仲間に直接聞いてみてください。
ask-group-failed = いまは質問を出せませんでした。記録はそのままなので、少したってから、もう一度ボタンを押してください。
ask-group-not-yours = ほかの人の質問なので、このボタンは本人だけが使えます。
ask-group-too-late = このときのコードは、もう残っていません。もう一度送って、その結果から聞いてください。
ask-group-gone = この質問は、もう残っていません。助けようとしてくれて、ありがとうございます。
ask-group-own = 自分の質問には答えられません。仲間から答えが届いたら、こちらで知らせます。
ask-group-form = 「{ $title }」についての答え
ask-group-answered = 答えを届けました。ありがとうございます！
ask-group-not-delivered = いまは答えを届けられませんでした。チャンネルの質問の下に書いてください。
ask-group-answer = **「{ $title }」の質問に、{ $name }さんからの答えです。**
ask-group-thanked = 助かったことを { $name }さんに伝えます。次の挑戦も応援しています！
ask-group-thanks = **ありがとうございます！** 「{ $title }」への答えが、{ $name }さんの助けになりました。
