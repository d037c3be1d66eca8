# リスト、pandas、NumPy、Keras、R、クラスの外などの癖から起きるエラー。
#
# ほかの error-<key> と同じく $line、$source、$type、$message も使える。この上に、該当の行と Python のメッセージが表示される。

# $name: `self.` が抜けた、オブジェクトの属性やメソッドの名前。
error-self-before-name = `{ $name }` はオブジェクトが持っているものです。メソッドの中では `self` を付けて、`self.{ $name }` と書きます。
# $name: 例 "columns"。
error-method-of-pandas = `{ $name }` は pandas の表のもので、テンソルにはありません。テンソルの行や列には名前がなく、番号で取り出します。最初の行は `x[0]`、最初の列は `x[:, 0]` です。多くの計算は `dim=0` を付ければ、全部の列をまとめて処理できます。
# $name: 例 "index"。
error-method-of-list = `{ $name }` はリストのメソッドです。{ $name ->
        [index] テンソルの中で値の位置を探すには、`(x == value).nonzero()` を使います。
        [count] テンソルにはありません。値の個数は `(x == value).sum()` で数えます。
        [extend] テンソルはあとから伸ばせません。`torch.cat([x, y])` で、つないだ新しいテンソルを作ります。
        [insert] テンソルはあとから伸ばせません。前後の部分と、テンソルにした新しい値を、`torch.cat([…])` でつなぎます。
       *[other] テンソルの要素はあとから取り除けません。`x[1:]` や `x[:-1]` のようなスライスか、`x[x != value]` のようなマスクで、残すものだけの新しいテンソルを作ります。
    }
# $left: 形状。例 "x.shape"。
error-shape-as-number = { $left ->
        [none] 形状
       *[other] `{ $left }`{" "}
    }はすべての大きさを並べたタプルですが、ここで必要なのは一つの数です。`x.shape[0]` のように位置を指定すると、一つの大きさ（行の数。`len(x)` も同じ）になります。要素の総数は `x.numel()` です。
error-size-unpacked = ほかの大きさの間に、形状がまるごと入っています。`x.view(2, *x.shape[1:])` のように `*` を付けると、中の数が並びます。いくつかの次元を一つにまとめるなら、`x.view(2, -1)` のように `-1` と書けば、大きさが計算されます。
# $left: 例 "x.size"。
error-size-of-numpy = { $left ->
        [none] torch の `size` はメソッドで、数ではありません。
       *[other] torch では、`{ $left }` は数ではなくメソッドです。
    }NumPy の `size`（要素の総数）にあたるのは `x.numel()` です。行の数は `x.size(0)` か `len(x)` です。
# $function: 例 "optim.SGD"。 $name: ない引数。 $nearest: 正しい名前。 $names: ある引数。
error-keyword-meant = `{ $function }` に `{ $name }` という引数はありません。{ $nearest ->
        [none] あるのは `{ $names }` です。
       *[other] ここでは `{ $nearest }` といいます。
    }
# $called: 例 "nn.Parameter"。 $type: 渡されたものの型。
error-parameter-of-tensor = `{ $called }` には最初の値が入ったテンソルを渡しますが、`{ $type }` が渡されました。{ $type ->
        [list] まず `torch.tensor([…])` でテンソルにしてください。
       *[other] 形状を決めてテンソルを作るのは、`torch.zeros(n)`、`torch.ones(n)`、`torch.randn(n, m)` などです。
    }
# $left: 例 "loss"。 $type: float か int。
error-backward-of-number = { $left ->
        [none] これ
       *[other] `{ $left }`{" "}
    }はただの `{ $type }` で、どう計算されたかを覚えていません。計算にテンソルが入っていないか（`torch.tensor(…, requires_grad=True)` で作れます）、`.item()` や `float(…)` で早く数にしすぎたかのどちらかです。
# $left: 最初の引数。 $called: 例 "torch.autograd.grad"。
error-grad-of-many = `{ $called }` の最初の引数は微分されるもの（損失のような一つの数）で、2 番目は、どのテンソルで微分するかです。ここでは{ $left ->
        [none] 最初の引数
       *[other] {" "}`{ $left }`{" "}
    }に要素がいくつもあります。二つの順番が逆ではありませんか？ それとも、`.sum()` が抜けていませんか？
# $name: 例 "picture"。
error-arrow-assignment = `<-` は R の代入です。Python では `{ $name } < -…` という比較と読まれますが、`{ $name }` はまだありません。代入は `{ $name } = …` と、等号を一つ書きます。
# $owner: 例 "torch"。 $name: torch.nn のクラス。 $function: 同じことをする関数。
error-function-of-layer = `{ $owner }` に `{ $name }` はありません。関数なら `{ $function }` です。`nn.{ $name }` は層で、先に作ってから呼び出します。
# $left: 最初の引数。
error-loss-order = 損失には、モデルのスコア、正解の順に渡します。{ $left ->
        [none] 最初に渡したもの
       *[other] `{ $left }`{" "}
    }には、クラス番号のような整数が入っています。二つの順番が逆ではありませんか？
# $left、$right: DataLoader に渡したもの。例 "X"、"y"。
error-loader-of-two = `DataLoader` に渡すデータセットは一つで、2 番目の引数はバッチの大きさです。入力と正解は、先に一つにまとめます：`DataLoader(TensorDataset({ $left }, { $right }), batch_size=…)`
# $called: 例 "torch.tensor"。
error-tensor-of-list = `{ $called }` には、`{ $called }([1, 2, 3])` のように、すべての値を一つのリストにして渡します（行は、その中のリストです）。コンマのあとに書いたものは、別の引数になってしまいます。
# $called: 形状。例 "x.shape"。
error-shape-called = { $called ->
        [none] 形状
       *[other] `{ $called }`{" "}
    }は大きさを並べたタプルで、メソッドではありません。丸かっこを付けなければ、形状全体になります。一つの大きさは、`x.shape[0]` と角かっこで取り出します。
# $reason: どこが違うか。"brackets"、"self"、"argument"、"spelling"、"class"。
error-super-written = `__init__` の最初の行は `super().__init__()` です。{ $reason ->
        [brackets] `super` にかっこがありません。
        [self] `super` は Python の関数なので、前に `self.` は付けません。
        [argument] `self` は自動で渡されるので、かっこの中には書きません。
        [spelling] `__init__` の前後のアンダースコアは二つずつです。
       *[class] クラスの名前で呼ぶときだけ、`nn.Module.__init__(self)` のように `self` を渡します。
    }
# $called: 例 "self.fc"。 $layer: 例 "Linear"。
error-layer-not-made = `{ $called }` は `nn.{ $layer }` というクラスそのもので、まだ層ではありません。`__init__` の中で、大きさを渡して `nn.{ $layer }(…)` と一度だけ層を作ります。計算するときは、その層を呼び出します。
# $left: 例 "self.fc"。
error-layer-in-square-brackets = `{ $left }` は層です。`{ $left }(x)` のように、丸かっこで呼び出すと計算します。
# $type: `__len__` が返したものの型。
error-length-returned = `len(…)` はメソッド `__len__` を呼びます。`__len__` が返すのは 0 以上の整数ですが、{ $type ->
        [NoneType] 何も返っていません。`return` が抜けていませんか？
       *[other] 返ってきたものの型は `{ $type }` です。
    }
# $name: 例 "sum"。 $type: その名前に入っているものの型。
error-builtin-overwritten = 上のほうの行で `{ $name }` という名前に `{ $type }` を入れたので、Python の関数 `{ $name }` が使えなくなっています。その値には別の名前を付けましょう。
# $name: 例 "xrange"。 $now: いまの書き方。
error-name-of-python-2 = `{ $name }` は、もう使われていない Python 2 の書き方です。いまは `{ $now }` と書きます。
# $left: リスト。 $operation: "item" か "update"。
error-list-grows = { $operation ->
        [update] `+=` は別のリストの中身を全部加えるものですが、右側は一つの値です。
       *[other] リストにその位置はまだないので、代入できません。
    }最後に一つ加えるには { $left ->
        [none] `items.append(…)`
       *[other] `{ $left }.append(…)`
    } と書きます。
# $left: 例 "loss"。 $layer: 例 "MSELoss"。
error-layer-for-result = ここでの `{ $left }` は層（`nn.{ $layer }`）そのものですが、必要なのは、層が計算したテンソルです。層は、`{ $left }(…)` のように入力を渡して呼び出すと計算します。`nn.{ $layer }(…)` は層を作るだけです。
# $layer: 例 "Linear"。
error-activation-of-keras = Keras と違い、torch の層に `activation` はありません。活性化関数は、`torch.relu(layer(x))` のように層のあとで別に計算するか、`nn.Sequential` の中に `nn.ReLU()` を並べます。
# $name: forward か backward。
error-context-missing = `autograd.Function` の `{ $name }` の最初の引数は `ctx` で、torch が渡します：{ $name ->
        [forward] `def forward(ctx, x, …)`
       *[backward] `def backward(ctx, grad)`
    }。呼び出すときのかっこの中には書きません。
# $called: 例 "torch.rand"。
error-generator-by-name = { $called ->
        [none] 乱数の生成器は
       *[other] `{ $called }` に乱数の生成器を渡すときは、
    }`generator=…` と名前を付けます。付けないと、大きさとして読まれます。
# $left: タプル。例 "g"。
error-tuple-operand = { $left ->
        [none] 片方
       *[other] `{ $left }`{" "}
    }は、いくつかの値をまとめたタプルですが、ここで必要なのは一つのテンソルです。中身は位置で取り出します。最初のものは `[0]` です（`torch.autograd.grad` は、入力ごとの勾配をいつもタプルで返します）。
# $called: 例 "torch.maximum"。 $name: 例 "accumulate"。 $nearest: 両方を合わせた torch の関数。
error-method-of-ufunc = `{ $name }` は NumPy の関数が持つメソッドで、`{ $called }` にはありません。探しているのは、おそらく `{ $nearest }` です。
