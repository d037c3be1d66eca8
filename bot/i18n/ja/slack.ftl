# Slack だけの言葉。

# /submit と /run などの入力画面。ボタンは 24 文字まで。
slack-send = 送信
slack-cancel = やめる
slack-nothing-given = コードがまだありません。ここに書くか貼り付けるか、下の欄に .py か .ipynb のファイルを添付してください。

slack-bad-fence = コードのようですが、Slack のコードブロックになっていないようです。貼り付ける前にコードブロックのボタン（枠の付いた `</>`）を押すか、バッククォート三つで上下をはさんでください：

# メッセージのショートカット。
slack-menu-nothing = そのメッセージにはコードがありません。コードはコードブロックに入れて、バッククォート三つで上下をはさんで送ってください：

# チャンネルで本人だけに見える返事の下に出る。
slack-button-share = コードを共有（スレッドの中）
slack-files-direct = 画像やファイルは、Tensei とのダイレクトメッセージに送りました。
slack-files-closed = ファイルはここでは表示できず、ダイレクトメッセージも送れませんでした。このアプリからのダイレクトメッセージを許可して、もう一度試してください。
slack-files-too-large = ここには画像かファイルが入りますが、大きすぎるか、ワークスペースの空き容量が足りないため、送れませんでした。
slack-files-refused = ここには画像かファイルが入りますが、Slack に受け付けてもらえませんでした。何度も続くときは、スコープ **files:write** が許可されているか、アプリの管理者に確かめてもらってください。

# /help に加える、コードの渡し方。
slack-ways = **ここでのコードの渡し方**：ダイレクトメッセージか Tensei が書き込んでいるスレッドに貼り付ける、コードと一緒に @Tensei をメンションする、`.py` か `.ipynb` のファイルを送る、**/submit** を開く、またはメッセージのメニュー（⋮）から「このコードを採点する」（Grade this code）を選ぶ。

# ワークスペースにボットを入れるときのページ。
slack-install-title = Slack のワークスペースに Tensei を追加
slack-install-about = Tensei は、PyTorch の基礎を日本語と英語で教えるチューターです。勉強会で送られたコードを採点し、どこで考えがずれたのかを伝えます。次のページでは、このワークスペースで何ができるようになるかを Slack が表示し、許可を求めます。
slack-install-button = Slack に追加
# $workspace: 名前。
slack-install-done-title = { $workspace } に Tensei を追加しました
slack-install-done-next = Slack を開き、「App」の中から Tensei を選んでください。そこで /start と送ると始められます。勉強会のチャンネルでは /invite @Tensei と入力して招待してください。
slack-install-open-app = Slack を開く
slack-install-open-browser = ブラウザーで Slack を開く
slack-install-failed-title = Tensei は追加されませんでした
slack-install-refused = 許可されなかったため、何も変わっていません。
slack-install-other-browser = このブラウザーの「Slack に追加」ボタンから開かれたページではないか、ページが二度読み込まれたようです。同じブラウザーで、最初からやり直してください。
slack-install-too-late = ボタンを押してから 10 分以上たったか、すでに使われています。最初からやり直してください。
slack-install-unconfirmed = Slack から追加の確認が得られませんでした。最初からやり直してください。何度も起きるときは、Tensei の運営者に知らせてください。
slack-install-again = 最初からやり直す

# ボットが追加されていないワークスペースでコマンドを使った人へ。
slack-not-installed = Tensei はこのワークスペースに追加されていません。追加してもらえるよう、アプリの管理者に頼んでください。

# /daily の返事と、設定した人へのメッセージ。 $channel: チャンネルへのリンク。
slack-this-channel = このチャンネル
slack-channel-not-joined = Tensei はまだ { $channel } に参加していないため、投稿できません。そのチャンネルで **/invite @Tensei** と入力して招待してください。
slack-channel-gone = { $channel } が見つかりません。アーカイブや削除がされたか、Tensei から見えない場所にあるようです。非公開のチャンネルなら、そこで **/invite @Tensei** と入力して招待してください。
slack-channel-restricted = このワークスペースの設定により、{ $channel } には投稿できません。チャンネルの投稿権限を変えられる人に相談してください。
