# 一人の学習者が複数のアカウントを使うための連携と、その解除。

platform-local = ローカルチャット
platform-discord = Discord
platform-slack = Slack
# $name: アカウントの名前。 $platform: Discord、Slack など。
account = **{ $name }**（{ $platform }）
accounts-separator = {"、"}

button-link = ほかのアカウントと連携
# $minutes: コードを使える時間。
link-how = ## アカウントを連携する

    次の 1 行を、Discord や Slack など、**もう一つのアカウント**から送ってください。{ $minutes } 分以内に一度だけ使えます。ほかの人には教えないでください。使った人は、あなたの記録をすべて共有することになります。
link-line = もう一つのアカウントから送る
link-note-local = ローカルチャットの名前は、このコンピューターを使う人なら誰でも選べます。試しに連携するのはかまいませんが、その名前を選んだ人は、あなたとして学習することになります。
form-link = もう一つのアカウントで受け取ったコードがあれば
button-link-code = コードを使う

link-sure = ## この二つを一人の学習者にまとめますか？
# $accounts: 名前とプラットフォーム。 $exercises, $questions: 合格した数と正解した数。
link-holdings = { $accounts }: 演習 { $exercises } 問、クイズ { $questions } 問、{ $points } ポイント
link-consequences = 両方で合格したものは一度だけ数えます。設定が違うときは、先に使い始めたほうの設定が残ります。どちらからでもすべてを見て、削除できるようになるので、両方とも自分のアカウントのときだけ進めてください。**元には戻せません。**
button-link-now = はい、両方とも自分のものです
linked = **連携しました。** これからは、どちらから書いても一人の学習者です。
link-own-code = このコードは**もう一つのアカウント**で使うものです。このアカウントは、すでにあなたのものです。
# $minutes: コードを使える時間。
link-no-such-code = このコードは使えません。コードは { $minutes } 分以内に一度だけ使えます。入力に間違いがないか確かめるか、もう一つのアカウントで **/settings link** と送って、新しいコードを受け取ってください。
# $minutes: 待つ時間。
link-too-many = コードの入力が続いたため、いったん止めています。{ $minutes } 分待ってから、新しいコードでもう一度試してください。

button-unlink = このアカウントの連携を解除
# $others: 名前とプラットフォーム。
unlink-sure = このアカウントの連携を解除しますか？ 進み具合、ポイント、グループは { $others } に残り、ここでは最初から始まります。もう一度連携すれば、元のように使えます。
button-unlink-now = はい、解除します
unlinked = **このアカウントは最初から始まります。** これまでの記録は、ほかのアカウントに残っています。戻したいときは、そちらで **/settings link** と送ってください。
unlink-alone = アカウントはこれ一つなので、解除する連携がありません。最初から始めたいときは、あなたのデータをすべて削除できます。
