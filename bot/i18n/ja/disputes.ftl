# 「合っていると思う」: 採点結果を人に見てもらい、判断を受け取る。

button-dispute = 合っていると思う

# $function: 関数名。 $to: 確認する人。"teacher" か "operator"。
dispute-sent = 教えてくれてありがとうございます。採点では、たくさんの入力で模範解答と結果を比べています。まれに、演習のほうが間違っていることもあります。{ $to ->
        [teacher] コードと Tensei の返事を、グループを教える人に送りました。
       *[operator] コードと Tensei の返事を、Tensei の運営者の一覧に載せました。
    }`{ $function }` についての判断が出たら、すぐに知らせます。待たずに、どんどん先へ進んでください。
dispute-already = `{ $function }` のこの解答は、もう確認を頼んであります。判断が出たら、すぐに知らせます。
dispute-too-late = この解答をもう一度確かめるための情報が、ここには残っていません。`{ $function }` のコードをもう一度送って、新しい返事の下にあるボタンを押してください。
# $most: 一日の回数。
dispute-too-many = 昨日から { $most } 件の確認をお願いしています。どれも人が読むので、続きは明日にしてください。その間は、ヒントが役に立つかもしれません。
dispute-not-yours = これはほかの人の解答のボタンです。自分のコードを送ってくれれば、すぐに見ます。

# 教える人に届くもの。 $name: 学習者の名前。
dispute-hidden-name = グループの学習者
dispute-question = **{ $name }さんは、`{ $function }` のこの解答は合っていると考えています。** Tensei の採点では不合格でした。見てもらえますか？
dispute-code = コード
# $count: 文字数。
dispute-code-cut = コード（はじめの { $count } 文字）
dispute-verdict = Tensei の返事：
# $seed, $version, $number: インラインコードと番号。
dispute-seed = Tensei の運営者は、`python -m bot disputes` の { $number } 番で確かめられます。同じ入力で採点をやり直すこともできます（シード { $seed }、演習のバージョン { $version }）。
button-dispute-right = 合っている
button-dispute-wrong = 合っていない（理由を書く）
form-dispute-reason = 合っていない理由
button-dispute-send = 送る
dispute-why = どこが足りないか教えてください。書いた文章は、そのまま学習者に届きます。一言か二言で十分です。
# $decision: "right" か "wrong"。
dispute-thanks = { $decision ->
        [right] ありがとうございます。合っていることを学習者に伝えます。演習を直す必要があることも、Tensei の運営者の一覧に載ります。
       *[wrong] ありがとうございます。学習者に伝えます。
    }
dispute-decided = この解答は、もう{ $decision ->
        [right] 「合っている」
       *[wrong] 「合っていない」
    }と判断されています。見てくれてありがとうございます。
dispute-gone = ここで決めることはもうありません。解答が消されたか、その学習者がグループを抜けています。

# 学習者に届くもの。 $by: 判断した人。"teacher" か "operator"。
dispute-right = **`{ $function }` は、言ってくれたとおりでした。** { $by ->
        [teacher] グループを教える人
       *[operator] Tensei の運営者
    }が確かめて、合っていると判断しました。間違っていたのは演習のほうです。おかげで直すことができます。よく気づきましたね！
dispute-wrong = { $by ->
        [teacher] グループを教える人
       *[operator] Tensei の運営者
    }が、`{ $function }` の解答を確かめました。まだ少し違うところがあるそうです。理由はこちらです：

# 演習を直して、前の解答を採点し直した。 $function: 関数名。 $points: もらったポイント。
regrade-passed = **`{ $function }` についてよい知らせです。** 演習のほうに間違いがありました。演習を直し、前に送ってもらったコードを採点し直したところ、**合格**でした。+{ $points } ポイントで、コードを送った日の分として数えます。もう一度送る必要はありません。
mistake-named = **`{ $function }` の解答について。** あのときは、どこでつまずいたのかを説明できませんでした。いまなら説明できます：
button-news-off = このお知らせを止める
button-news-on = やっぱり知らせてほしい
news-off = わかりました。これからは、間違いを説明できるようになったときも、しばらく来ていないときも、こちらからは連絡しません。
news-on = わかりました。間違いを説明できるようになったら、一度だけ知らせます。しばらく来ていないときには、教える人が声をかけることがあります。
