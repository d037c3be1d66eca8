# torch.nn、torch.optim、torch.utils.data。$layer: torch の表示どおりの層（"Linear(in_features=3, …)" など）。
# $layer_name: Sequential の中での位置。

error-linear-features = 層 `{ $layer }`{ $layer_name ->
        [none] {" "}
       *[other] （Sequential の `{ $layer_name }` 番）
    }が受け取るのは最後の次元が { $layer_wants } のテンソルですが、届いたものの形状は { $layer_shape } です。この層の最初の数か、その前の出力のどちらかが合っていません。思っていたのと違うのはどちらですか？
error-layer-dtype = 層{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`{" "}
    }の重みは { $layer_dtype } ですが、{ $left ->
        [none] 入力
       *[other] `{ $left }`{" "}
    }は { $given_dtype } です。入力のほうを、ふつうは `.float()` で変換します（NumPy の配列は、指定しなければ float64 です）。
error-layer-device = 層の重みと入力が、別のデバイスにあります。`model.to(device)` を一度、バッチのほうは毎回 `.to(device)` で、同じデバイスにそろえてください。
error-bmm-dims = `bmm` はたくさんの行列を組にして掛けるので、どちらも（個数、行、列）の 3 次元でなければなりません。{ $left_shape ->
        [none] {""}
       *[other] `{ $left }` の形状は { $left_shape } です。
    }行列が二つだけなら `@` を使います。
error-conv-dims = 層{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`{" "}
    }が受け取るのは { $low } { $high ->
        [none] {""}
       *[other] 次元か { $high }{" "}
    }次元のテンソルですが、{ $left ->
        [none] 入力
       *[other] `{ $left }`{" "}
    }{ $size ->
        [none] { $dims ->
            [none] は次元の数が違います
           *[other] は { $dims } 次元です
        }
       *[other] の形状は { $size } です
    }。画像は（バッチ、チャネル、高さ、幅）の順に並び、白黒の 1 枚にもチャネルの次元が必要です。ベクトルなら（バッチ、特徴）です。`unsqueeze` で大きさ 1 の次元を足せます。どこに足すとよいでしょうか？
error-conv-channels = 層{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`{" "}
    }が受け取るのは { $expected } チャネルですが、形状 { $size } の入力では、その場所が { $given } です。順番は（バッチ、チャネル、高さ、幅）です。層の最初の数と、次元の並びを確かめてください。
error-conv-groups = `groups` はチャネルを同じ大きさの組に分けますが、`{ $name }_channels` がその数で割り切れません。
error-kernel-too-large = カーネル（{ $kernel }）が、ここまで来た画像（余白も入れて { $size }）より大きくなっています。前の層で小さくなったためです。層ごとに形状を print するか、`padding` を足してください。
error-pool-too-small = 大きさ { $size } の入力をプーリングすると、何も残りません（{ $out }）。前の層でもう小さくなっています。層ごとに形状を print してみてください。
error-embedding-range = インデックスが大きすぎる（または負）です。`n` 行の Embedding で使えるのは 0 から n − 1、`index_select` ではその次元の大きさまでです。最大のインデックスを print して比べてみてください。
error-embedding-dtype = Embedding は番号で行を引くので整数が必要ですが、{ $left ->
        [none] 入力
       *[other] `{ $left }`{" "}
    }は { $dtype } です。本当にインデックスですか？ そうなら `.long()` で変換してください。
error-rnn-input-size = 層{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`{" "}
    }が最後の次元に受け取る特徴は { $expected } 個ですが、{ $left ->
        [none] 入力
       *[other] `{ $left }`{" "}
    }では { $given } 個です。思っていたのと違うのはどちらですか？
error-rnn-dims = `{ $name }` が受け取るのは、系列のバッチ（3 次元）か系列一つ（2 次元）ですが、{ $left ->
        [none] 入力
       *[other] `{ $left }`{" "}
    }は { $given } 次元です。`batch_first=True` がなければ、順番は（時間、バッチ、特徴）です。
error-rnn-hidden = 隠れ状態の形状は { $expected } のはずですが、{ $given } です（層の数、バッチ、隠れ状態の大きさ）。大きさの違うバッチの残りではありませんか？
error-batchnorm-one = バッチ正規化はバッチの中で平均とばらつきを求めますが、形状 { $size } の入力では、チャネルごとに値が一つしかありません。学習のときはデータが二つ以上必要です。学習済みのモデルに一つだけ入れるなら、先に `model.eval()` を呼びます。
error-batchnorm-features = 層{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`{" "}
    }は特徴 { $expected } 個のために作られていますが、{ $left ->
        [none] 入力
       *[other] `{ $left }`{" "}
    }の次元 1 は { $given } です。同じでなければなりません。
error-batchnorm-eps = `eps` は 0 で割らないための数なので、1e-5 のような 0 より大きい小さな数にしてください。
error-layernorm-shape = 層{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`{" "}
    }は最後の次元 { $expected } で正規化しますが、{ $left ->
        [none] 入力
       *[other] `{ $left }`{" "}
    }の形状 { $size } の終わりと合いません。入力の最後の次元の大きさを渡してください。
error-attention-heads = ヘッドは埋め込みを等しく分け合うので、`embed_dim` は `num_heads` で割り切れなければなりません。
error-attention-size = この attention の層は大きさ { $expected } の埋め込みのために作られていますが、届いたものの最後の次元は { $given } です。
error-dropout-range = Dropout に渡すのは、落とす要素の割合（0 から 1 まで）ですが、{ $given } が渡されました。
error-pad-length = `pad` には、最後の次元から順に、次元ごとに（前、後）の二つずつ渡します。ここには数が { $given } 個ありますが、{ $left ->
        [none] 入力
       *[other] `{ $left }`{" "}
    }は { $dims } 次元です。
error-loss-batch = 損失はデータごとに予測と正解を一つずつ比べますが、予測が { $given } 個、正解が { $expected } 個です。この行の直前で、両方の形状を print してみてください。予測のどの次元がバッチですか？
error-class-target-dims = 交差エントロピーの正解は、データごとにクラス番号が一つの、形状 `(バッチ,)` の整数テンソルです。{ $right_shape ->
        [none] {""}
       *[other] `{ $right }` の形状は { $right_shape } です。
    }列なら `squeeze(1)` で余分な次元がなくなります。one-hot の行は `argmax(dim=1)` で番号にするか、小数のまま渡します。
error-class-target-dtype = ここでの正解はデータごとのクラス番号なので int64 でなければなりませんが、{ $right ->
        [none] 渡されたもの
       *[other] `{ $right }`{" "}
    }は { $dtype } です。クラス番号なら `.long()` で変換してください（正解がふつうの数値なら、`mse_loss` などの別の損失を使います）。
error-class-out-of-range = クラス { $index } はありません{ $left_shape ->
        [none] 。スコアの次元 1 がクラスの数です
       *[other] 。`{ $left }` の形状は { $left_shape } で、次元 1 がクラスの数です
    }。0 から数えます。正解が 1 から始まっているか、最後の層の出力が足りないのではありませんか？
error-class-weights = クラスは { $expected } 個なので `weight` にも同じだけの数が必要ですが、形状は { $given } です。
error-loss-dtype = この損失では、両方の dtype が同じ（{ $expected_dtype }）でなければなりませんが、{ $right ->
        [none] 正解
       *[other] `{ $right }`{" "}
    }は { $given_dtype } です。正解を `.float()` で変換してください。
error-one-sample-target = 1 次元のスコア{ $left_shape ->
        [none] {""}
       *[other] （`{ $left }` の形状は { $left_shape }）
    }はデータ一つ分ですが、正解が { $given } 個あります。バッチなら、スコアの形状は（バッチ、クラス）です。
error-no-super-init = 層を入れる前に、モジュールの準備が必要です。`__init__` の最初の行で `super().__init__()` を呼んでください。
error-no-forward = `{ $name }` に `forward` がありません。モデルを呼ぶと、この関数が実行されます。つづりは合っていますか？ クラスの中でインデントされていますか？
error-state-dict-shapes = `{ $name }` の形状が、辞書では { $given }、モデルでは { $target } です。どの層やパラメータのことですか？ どの大きさで作っていますか？（`nn.Linear(a, b)` の重みの形状は (b, a) です。）
error-state-dict-keys = 辞書の名前とモデルの名前が合いません。{ $missing ->
        [none] { $unexpected ->
            [none] どれが違うかは、メッセージの続きに書かれています。
           *[other] 辞書には `{ $unexpected }` がありますが、モデルにその名前の重みはありません。
        }
       *[other] モデルには `{ $missing }` がありますが、辞書にはありません。{ $unexpected ->
            [none] {""}
           *[other] 辞書にある `{ $unexpected }` は、モデルにありません。
        }
    }名前は属性から決まります。`self.fc = nn.Linear(…)` なら `fc.weight` と `fc.bias`、`nn.Parameter(…)` なら属性の名前そのものです。ふつうのテンソルや Python のリストは、名前に出てきません。
error-state-dict-wanted = `load_state_dict` に渡すのは重みの辞書ですが、`{ $type }` が渡されました。`model.state_dict()` を保存したなら、`torch.load(…)` の結果をそのまま渡せます。モデルからなら `.state_dict()` を取り出してください。
error-not-a-module = ここに置けるのは層だけですが、`{ $type }` は層ではありません。リストは `nn.Sequential(*layers)` のように `*` で展開し、クラスは `nn.ReLU()` とかっこを付けます。関数やテンソルは `forward` の中で使います。
error-parameter-wanted = `{ $name }` は層のパラメータなので、代わりに入れられるのは `nn.Parameter(…)` だけです。値だけ書き換えるなら、`with torch.no_grad():` の中で `copy_` を使います。
error-optimizer-empty = オプティマイザに渡されたパラメータが空です。モデルの属性として層がありますか？（ふつうのリストに入れた層は見つかりません。`nn.ModuleList` なら見つかります。）`model.parameters()` の結果は、一度しか取り出せません。
error-optimizer-tensor = オプティマイザに渡すのはテンソルのリストです。一つだけのときも、{ $left ->
        [none] そのテンソル
       *[other] `{ $left }`{" "}
    }を `[…]` に入れてください。
error-optimizer-item = オプティマイザが更新するのはテンソルですが、渡されたものの中に `{ $type }` があります。モデルなら `model.parameters()` を渡してください。
error-optimizer-non-leaf = オプティマイザが更新できるのは、自分で作った葉のテンソルだけですが、計算で得たものが混ざっています（`.to(…)` や `* 0.1` も計算です）。先にテンソルを最終的な形で作り、最後に `requires_grad_()` を呼んでください。
error-optimizer-value = オプティマイザの { $name } に { $given } は使えません。ほとんどの値は 0 以上、beta は 1 未満です。
error-optimizer-twice = 同じパラメータがオプティマイザの二つのグループに入っていて、2 回更新されてしまいます。一方から外してください。
error-optimizer-nesterov = `nesterov=True` には 0 より大きい `momentum` が必要で、`dampening` は使えません。
error-optimizer-closure = このオプティマイザは 1 ステップで損失を何度も計算するので、`step` に関数を渡します。勾配をリセットし、損失を計算し、`backward()` を呼び、損失を return する関数です。
error-scheduler-of = スケジューラはオプティマイザの学習率を変えるものですが、`{ $type }` が渡されました。最初の引数はオプティマイザそのものです。
error-scheduler-resume = `last_epoch` を渡すと続きから始まりますが、このオプティマイザには前の記録がありません。最初からなら `last_epoch` を消し、続きからなら先にオプティマイザの `state_dict` を読み込んでください。
error-scheduler-metric = このスケジューラは検証の損失などの数を見て動くので、毎回その数を渡します。`scheduler.step(loss)`
error-scheduler-steps = このスケジュールは { $expected } ステップの予定ですが、{ $given } ステップ目になりました。予定はエポックで数えたのに、バッチごとに `step()` を呼んでいませんか？
error-scheduler-order = 毎回、先にオプティマイザ、次にスケジューラの順です。`optimizer.step()` のあとで `scheduler.step()` を呼びます。
error-loader-empty = DataLoader に渡されたデータセットが空です。`len(dataset)` を print してみてください。どこでなくなりましたか？
error-loader-batch-size = バッチにはデータが一つ以上必要なので、`batch_size` は 1 以上の整数ですが、{ $given } になっています。
error-loader-sampler = DataLoader の順番を決めるのは、`shuffle` か自分の `sampler` のどちらか一つです。一方を消してください。
error-loader-next = DataLoader は `for batch in loader:` で順番に取り出します。バッチを一つだけ見るなら `next(iter(loader))` です。
error-loader-index = DataLoader はバッチを順番に渡すもので、番号では取り出せません。データを一つなら `dataset[0]`、最初のバッチなら `next(iter(loader))` です。
error-collate-none = データセットの要素に `None` があります。`__getitem__` は、どの場合でも `return` に届きますか？
error-collate-type = バッチにまとめられるのはテンソル、配列、数、辞書、リストですが、`{ $type }` が入っています。`__getitem__` の中でテンソルにしてください。
error-collate-sizes = 一つのバッチの中でデータの形状が違うので、重ねられません。`__getitem__` で同じ形状にそろえる（切る、または埋める）か、DataLoader に自分の `collate_fn` を渡してください。
error-dataset-getitem = Dataset に、番号のデータを返す `__getitem__` がありません。前後のアンダースコアは二つずつですか？ クラスの中でインデントされていますか？
error-dataset-sizes = TensorDataset のテンソルは、次元 0 の長さが同じでなければなりません（データ一つに正解一つです）。形状を print してみてください。
error-split-lengths = 分けた数の合計が、データセットの長さと同じでなければなりません。最後は `len(dataset) - n` のように残りで計算しましょう。`[0.8, 0.2]` のような割合でも渡せます。
error-loader-main = `num_workers` を使うと、ワーカーごとにファイルがもう一度実行されます。定義以外の、実行する部分を `if __name__ == "__main__":` の下に入れるか、`num_workers=0` にしてください。
error-loader-worker = データを読み込むプロセスが終了しました。`num_workers=0` にすると、本当のエラーが表示されます（メモリ不足のこともあります）。
error-pickle-local = これはファイルに書いたり、別のプロセスに送ったりできません。lambda や、関数の中で定義した関数やクラスは、あとで見つけられないからです。関数の外（左端）で定義してください。
# $type: "ModuleList" か "ModuleDict"。
error-module-list-wanted = `nn.{ $type }` には、層を{ $type ->
        [ModuleDict] 辞書に入れて渡します（`nn.ModuleDict({"{"}"first": nn.Linear(2, 3){"}"})`）
       *[other] リストに入れて渡します（`nn.ModuleList([nn.Linear(2, 3)])`）
    }。一つだけでも同じです。
# $name: バッファ。 $type: 渡されたものの型。
error-buffer-wanted = バッファに入れられるのはテンソルですが、`{ $name }` に `{ $type }` が渡されました。先に `torch.tensor(…)` や `torch.zeros(n)` でテンソルを作ってください。
