# テンソル: 結合、インデックス、値、勾配、ファイル、デバイス。$left、$right: 書かれたとおりの値。

error-matmul-sizes = 形状 { $left_shape } と { $right_shape } の行列積を計算しようとしています。左の最後の大きさと、右の後ろから 2 番目の大きさが同じでなければなりません。`@` の行なら、どちらかを転置する必要はありませんか？ `nn.Linear(a, b)` のような層なら、右側はその二つの数でできています。`a` は、入力の最後の次元の大きさです。
error-join-nothing = つなぐものがありません。リストが空です。リストに入れるループは実行されていますか？ 入れているのは、このリストですか？
error-list-of-tensors = ここで必要なのはテンソルですが、{ $index } 番目（0 から数えます）の値の型は `{ $got }` です。たくさんの数を一つのテンソルにするのは `torch.tensor([…])`、n より小さい整数を並べるのは `torch.arange(n)` です。
error-cat-of-numbers = `cat` は次元に沿ってつなぎますが、スカラーのテンソルには次元がありません。数を並べて次元を作るのは `stack` です。
error-two-minus-ones = -1 は「残りから計算する」という意味なので、一つしか使えません。大きさがわかっているのはどちらですか？
error-reshape-empty = 要素が一つもないので、-1 の大きさが決まりません。大きさをすべて書いてください。空になっているのは思ったとおりですか？
error-repeat-dims = `repeat` には、次元ごとに数を一つずつ渡します{ $left_shape ->
        [none] {""}
       *[other] （`{ $left }` の形状は { $left_shape }）
    }。1 は「そのまま 1 回」です。
error-negative-step = リストや NumPy と違い、テンソルは負の間隔では読めません。逆順にするには、次元を指定して `flip` を使います。
error-index-shapes = かっこの中のインデックスは組にして使われるので、同じ長さが必要ですが、形状は { $shapes } です。行と列をまとめて選ぶなら、2 回に分けてインデックスしてください。
error-unflatten-sizes = 次元 { $dimension } の大きさは { $size } ですが、{ $given } を掛けてもその数になりません。
error-einsum-operands = 式の矢印の前には、テンソルごとにコンマで区切った部分が一つずつ必要ですが、テンソルのほうが{ $given ->
        [none] 多い
       *[other] 少ない
    }です。両方を数えてみてください。
error-einsum-sizes = 文字 `{ $name }` はどこでも同じ大きさを表しますが、ここでは { $b } と、{ $index } 番（0 から数えます）のテンソルの { $a } になっています。どの次元にどの文字を付けますか？
error-einsum-dims = 次元ごとに文字が一つ必要です。{ $index } 番（0 から数えます）のテンソルは { $dims } 次元ですが、文字は { $given } 個です（`...` は残り全部を表します）。
error-einsum-output = 矢印のあとの文字 `{ $name }` が、前のどこにもありません。大きさが決められません。
error-one-dimension-wanted = `{ $function }` が使えるのはベクトル（1 次元）だけですが、{ $left_shape ->
        [none] 渡されたものは { $given } 次元です
       *[other] `{ $left }` の形状は { $left_shape } です
    }。
error-cross-length = 外積（cross）があるのは長さ 3 のベクトルだけですが、ここでは { $a } と { $b } です。
error-square-matrix = ここで使えるのは、行と列の数が同じ正方行列だけです{ $a ->
        [none] {""}
       *[other] が、これは { $a } 行 { $b } 列です
    }。
error-singular-matrix = この行列には逆行列がありません。ほかの行の組み合わせになっている行（または 0 の行）があります。print して、思ったとおりの行列か確かめてください。
error-not-positive-definite = ここで必要なのは、固有値がすべて正の対称行列です。たとえば `A @ A.T` に単位行列を少し足したものです。
error-linalg-shapes = この演算では形状が合いません。{ $left_shape ->
        [none] {""}
       *[other] `{ $left }` は { $left_shape }{ $right_shape ->
            [none] {""}
           *[other] 、`{ $right }` は { $right_shape }
        } です。
    }足し合わせる次元の大きさは同じでなければなりません。この行の直前で、両方の形状を print してみてください。
error-diag-dims = `diag` に渡せるのはベクトルか行列です{ $left_shape ->
        [none] {""}
       *[other] が、`{ $left }` の形状は { $left_shape } です
    }。たくさんの行列から取り出すなら `torch.diagonal` があります。
error-cdist-columns = 距離を求められるのは、座標の数が同じ点どうしだけですが、最後の次元が { $a } と { $b } です。
error-gather-dims = `gather` のインデックスには、テンソルと同じ数の次元が必要です{ $left_shape ->
        [none] {""}
       *[other] （`{ $left }` の形状は { $left_shape }）
    }。`unsqueeze` で足せます。
error-gather-sizes = 次元 { $dimension } で、インデックス（形状 { $given }）がテンソル（形状 { $size }）より大きくなっています。大きくてもよいのは、取り出す方向の次元だけです。
error-index-dtype = `{ $function }` に渡すのは位置を表す整数（int64）ですが、別の dtype が渡されました。本当に位置ですか？ そうなら `.long()` で変換できます。
error-scatter-dtype = 書き込む値の dtype は、書き込まれるテンソル{ $left_dtype ->
        [none] {""}
       *[other] （{ $left_dtype }）
    }と同じでなければなりません。先に書き込む値を変換してください。
error-one-hot-classes = クラス番号が範囲の外です。使えるのは 0 から `num_classes` − 1 までです。最小と最大を print してみてください。
error-minus-of-bool = True と False に引き算はありません。マスクを反転するのは `~` です。0 と 1 として計算するなら、先に `.float()` か `.long()`（NumPy なら `.astype(…)`）で変換してください。
error-bincount = `bincount` は、1 次元のテンソルに入った 0 以上の整数を数えます。整数ですか？ 負の数はありませんか？
error-multinomial = ここに渡すのは、くじの重みです。負の数、nan、無限大は使えず、全部が 0 でもいけません。スコアは softmax で重みになります。
error-multinomial-count = あるものより多く、重ならずに引こうとしています。数を減らすか、`replacement=True` にしてください。
error-randint-order = `randint` には小さいほうを先に渡しますが、下が { $low }、上が { $high } になっています。上の数そのものは出ません。
error-size-integers = 大きさは整数でなければなりませんが、`{ $got }` が渡されました。`//` で割ると整数になり、`int(…)` でも変換できます。テンソルの大きさは `x.shape` にあります。
error-too-big = この数は dtype に入りきりません（int8 は 127 まで、uint8 は 255 まで、int64 は約 9 × 10¹⁸ まで）。
error-dtype-as-text = 引用符の中の `{ $name }` は、ここでは dtype になりません。dtype は `torch.float32`、`torch.int64` のように、引用符なしで `torch.` を付けて書きます。
error-no-mps = "mps" は Apple のコンピューターの GPU で、ここにはありません。先に `torch.backends.mps.is_available()` で確かめて、なければ "cpu" を使ってください。
error-no-rounding = Python の `round` が丸めるのは数で、{ $left ->
        [none] これ
       *[other] `{ $left }`{" "}
    }は `{ $type }` です。テンソルには `x.round()` や `x.round(decimals=2)` があります。
error-format-of-many = `:.2f` のような書式は一つの数のためのもので、これは `{ $type }` です。要素が一つのテンソルなら、先に `.item()` で取り出します。要素が多いときは、書式なしで表示してください。
error-clamp-bounds = `clamp` には `min=` か `max=` の少なくとも一方が必要です。
error-positive-count = ここでの個数は 0 より大きくなければなりません。計算のもとになった数を print してみてください。
error-random-parameters = この値では乱数の分布になりません。ばらつきは負にならず、確率は 0 から 1 まで、範囲は小さいほうが先です。
error-init-dims = この初期化は、2 次元以上の重みのためのものです。バイアスはふつう `nn.init.zeros_` で 0 にします。
error-too-few-dims = `{ $function }` には、{ $dims ->
        [none] 1
       *[other] { $dims }
    } 次元以上のテンソルが必要です{ $left_shape ->
        [none] {""}
       *[other] （`{ $left }` の形状は { $left_shape }）
    }。
error-masked-fill-value = `masked_fill` は、印の付いた場所すべてに同じ数を書きます。別のテンソルから選ぶなら `torch.where` があります。
error-flatten-order = まとめる次元は `start_dim` から `end_dim` までなので、最初の数のほうが大きくなってはいけません。
error-index-count = 要素ごとに数が一つ必要ですが、{ $b } 個に対して { $a } 個です。
error-topk-range = その次元にある数より多く求めています。形状を print してみてください。数えるのはどの次元ですか？
error-split-sizes = { $given } の合計が、次元 { $dimension } の大きさ { $size } と同じでなければなりません。等しく分けるなら、数を一つだけ渡します。
error-narrow-range = { $a } から { $b } 個を取り出そうとしていますが、その次元の大きさは { $size } です。
error-dimension-twice = 次元 { $dimension } が 2 回書かれています。同じ次元は一度だけ指定します。
error-quantile-range = 分位数は 0 から 1 までの割合です。中央値なら 50 ではなく 0.5 です。
error-select-range = 形状 { $size } のテンソルの次元 { $dimension } で、インデックス { $index } は範囲の外です。0 から数えます。
error-take-range = インデックス { $index } は範囲の外です。`take` は要素を一列に並べて数えますが、{ $size } 個しかありません。
error-default-dtype = デフォルトの dtype は小数のためのものなので、`torch.float32` のような float を、引用符なしで渡してください。
error-statistics-of-tensors = Python の `statistics` は数しか計算できません。テンソルには `mean`、`std`、`median` があります。
error-backward-shape = `backward` に渡すものは、結果と同じ形状でなければなりません。渡されたのは { $given }、結果は { $target } です。結果が一つの数なら、何も渡す必要はありません。
error-view-in-place = { $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }は、同じテンソルをいくつかに分けたものの一つで、書き換えると自動微分が追えません。`y += 1` ではなく `y = y + 1` と書いて、新しく作ってください。
error-retain-grad = 勾配を残せるのは計算グラフの中のテンソルだけですが、{ $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }は `requires_grad=False` です。グラフはどこから始まるはずですか？
error-grad-assigned = 勾配は、元のテンソルと形状、dtype、デバイスが同じテンソル{ $given ->
        [none] {""}
       *[other] （これは { $given }、元は { $target }）
    }か、`None` です。リセットするだけなら `x.grad = None` で十分です。
error-data-dtype = `.data` に入れられるのは、元のテンソルと同じ dtype の値だけです{ $left_dtype ->
        [none] {""}
       *[other] （{ $left_dtype }）
    }。`with torch.no_grad():` の中の `copy_` なら、同じことが安全にできます。
error-deepcopy-of-result = { $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }は計算で得たものなので、計算グラフがあり、そのままではコピーできません。値だけなら `.detach().clone()` です。
error-func-grad-of-many = `torch.func.grad` が微分するのは、スカラーを返す関数ですが、この関数は { $given } 次元のテンソルを返します。`.sum()` などで一つの数にするか、すべての微分が必要なら `jacrev` を使います。
error-func-tensors = この関数に渡すものも、関数が返すものも、テンソルでなければなりません。途中で torch の外に出ていませんか（`.item()`、`float(…)`、NumPy）？
error-vmap-sizes = `vmap` はすべての引数を同時に進むので、対象の次元の大きさは同じでなければなりませんが、{ $given } です。変わらない引数には、`in_dims` で `None` を指定します。
error-vmap-item = `vmap` の中では、数を一つずつ取り出せません。`.item()` や `float(…)` を使わず、テンソルのまま計算してください。
error-vmap-branch = `vmap` の中ではすべてを一度に計算するので、`if` で値を調べられません。要素ごとに選ぶなら `torch.where` を使います。
error-anomaly-nan = 逆伝播の途中で、`{ $name }` の勾配が nan（数でない値）になりました。0 での平方根や対数の微分、0 ÷ 0 などで起こります。そこにはどんな値が入っていますか？ 小さな数を足すか、`clamp` を使うと避けられます。
error-function-gradients = `{ $name }` の `backward` は、`forward` の引数ごとに勾配を一つずつ（{ $expected } 個）返しますが、{ $given } 個でした。勾配のない引数には `None` を返します。
error-function-backward = `autograd.Function` に `backward` がありません。つづりは合っていますか？ `@staticmethod` が付いていますか？
error-grad-of-result = { $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }は計算で得たものですが、`backward()` が勾配を残すのは、自分で作った葉のテンソルだけです。葉の `.grad` を見るか、`backward()` の前にこのテンソルで `retain_grad()` を呼んでください。
error-jit-source = `torch.jit.script` は関数のソースを読むので、ファイルに `def` で書かれた関数が必要です。lambda は使えません。
error-load-weights-only = 安全のため、`torch.load` が読むのはテンソルと単純な入れ物だけですが、このファイルにはほかのものが入っています。`model.state_dict()` を保存して、それを読み込んでください。`weights_only=False` が安全なのは、自分で作ったファイルだけです。
error-load-cuda = このファイルは GPU で保存されましたが、ここに GPU はありません。`torch.load(…, map_location="cpu")` と書いてください。
error-load-broken = このファイルは、torch が保存したものとして読めません。空か、途中で切れているか、別の種類です。ダウンロードや保存は最後まで終わりましたか？ 正しいファイルですか？
error-cuda-memory = GPU のメモリがいっぱいです。まずバッチを小さくしてください。記録用の損失は、グラフの付いたテンソルではなく `.item()` で残し、評価は `with torch.no_grad():` の中で行います。
error-cuda-assert = GPU の中でエラーが起きました。GPU は遅れて、詳しいことなしに知らせます。多くは、インデックスやクラス番号が範囲の外です。"cpu" で実行すると、本当のメッセージと行がわかります。
error-cuda-version = torch と GPU、ドライバーの組み合わせが合っていません。ドライバーが古いか、この torch がその GPU に対応していません。ドライバーを更新するか、pytorch.org に書かれた torch を入れてください。
error-load-at-the-end = 読めるものがもうありません。書き込んだ後、ファイルの位置は**終わり**にあり、読み込みはそこから始まります。位置を先頭に戻すメソッドは何でしょうか？（`seek(0)` です。）
error-save-arguments = `torch.save` に渡すのは二つで、先に保存する**もの**、次にファイルです。この順になっていますか？
# $target、$given：形状。
error-source-shape = 形状が { $given } のものは、形状が { $target } のものに入りません。インデックスの次元のほかは、サイズが全部同じでなければなりません。`.shape` から取るはずのサイズを、数で書いていませんか？
# $function、$argument。
error-size-not-called = `{ $function }` の `{ $argument }` に入るのは整数ですが、呼び出していないメソッドが入っています。`x.stride()` や `x.numel()` のように、後ろに `()` が要りませんか？ 次元を渡すと、数が一つ返ります（`x.stride(0)`）。
