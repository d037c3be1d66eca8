# 採点で分かったことを伝える言葉。何が起きたか、なぜか、次にどこを見るか。
#
# 分からなかった値は "none" になり、その場合の文が選ばれる。値はすべて文字列。

# --- problem-<kind> -------------------------------------------------------------------------------
# この下に、入力、期待される結果、実際の結果が表示される。
# 多くに共通: $where（結果の中の場所。例 "[1]"）、$call（2 回呼ばれるとき "first" か "second"）。

# $function、$signature（演習のとおり）、$found（"similar"、"class"、"inside"、"overwritten"、"nothing"）、$nearest（名前）、
# $line（その名前に別の値を入れている行の番号）。
problem-missing-function = { $found ->
        [similar] コードにあるのは `{ $nearest }` ですが、演習の関数は `{ $function }` です。名前を `def { $signature }:` のとおりに直してください。
        [class] `{ $function }` がクラスになっています。ここで必要なのは普通の関数です。`def { $signature }:` と書いてください。
        [inside] `{ $function }` が別のブロックの中にあるので、外から呼べません。`def` を左端に出して、前の空白を消してください。
        [overwritten] 関数 `{ $function }` は書けていますが、{ $line } 行目で同じ名前に別の値を入れているので、関数が使えなくなっています。その値には別の名前をつけてください。
       *[nothing] コードに `{ $function }` という関数がありません。`def { $signature }:` から書き始めて、結果を return してください。
    }

# $function、$signature、$found（"count"、"async"）、$expected_count、$got_count（引数の数）。
problem-signature = { $found ->
        [async] `{ $function }` が `async` 関数になっていて、結果がすぐに返りません。`def { $signature }:` とだけ書いてください。
       *[count] 引数の数が合いません。`{ $function }` は引数 { $expected_count } 個で呼ばれますが、あなたの関数は { $got_count } 個です。`def` の行を `def { $signature }:` としてください。
    }

problem-syntax = Python がこのコードを読めませんでした。印の付いた場所と、その一つ上の行の終わりを見てください。

problem-exception = この入力のとき、関数がエラーで止まりました。

# $where、$call、$expected_type、$got_type、$expected_length、$got_length（tuple や list の長さ）、
# $missing_key、$extra_key（辞書のキー）、$found（何が違うか。下を参照）、$function（層の代わりになる関数）。
problem-type = { $found ->
        [none] 関数が `None` を返しました。`return` に届いていないか、`print` で表示しただけか、最後の呼び出しが値を書き換えるだけで何も返さないときに起こります。`return` の後には何が来るはずですか？
        [none-item] 結果の `{ $where }` が `None` です。そこに値を入れるのはどの行ですか？
        [none-grad] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が `None` です。`.grad` は、`backward()` がそのテンソルに届くまで `None` のままです。そのテンソルを使って計算した結果から `backward()` を呼んでいますか？ そのテンソルは、`requires_grad` をつけたときのものと同じですか？
        [ellipsis] `...` がそのまま残っています。そこが、あなたのコードを書く場所です。演習で求められているものを書いてください。
        [layer] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が、テンソルではなく `{ $got_type }` という層のままです。`nn.{ $got_type }(…)` は層を作るだけなので、できた層を `nn.{ $got_type }(…)(x)` のように呼び出します。{ $function ->
            [none] {""}
           *[other] 関数 `{ $function }` を使うこともできます。
        }
        [function] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が、呼び出されていない関数やメソッドのままです。名前の後の `()` が抜けていませんか？ それとも別の名前のことでしょうか？
        [generator] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }は、値を一つずつ取り出すもの（型は `{ $got_type }`）になっています。求められているのは `{ $expected_type }` です。`yield` を `return` に変えるか、`tuple(…)`、`list(…)`、または torch の関数で囲んでください。
        [module] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が、`torch` のようなモジュールそのものになっています。使いたいのは、その中のどの関数ですか？
        [class] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が、クラスそのものになっています。名前の後の `(…)` が抜けていませんか？
        [text] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が文字列（`str`）です。求められているのは `{ $expected_type }` です。文字列にした値ではなく、値そのものを返してください。引用符、`str(…)`、f 文字列は要りません。
        [object-array] 配列の dtype が `object` になっています。中身が数値ではなく Python のオブジェクトです。行の長さが違うとき、`None` やテンソルが混ざっているときに起こります。先に、形状のそろった数値にしてください。
        [missing-key] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }にキー `{ $missing_key }` がありません。演習に書かれているキーと、1 文字ずつ比べてみてください。
        [extra-key] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }に、求められていないキー `{ $extra_key }` があります。演習に書かれているキーと、1 文字ずつ比べてみてください。
        [length] { $where ->
            [none] 結果の数が { $got_length } 個ですが、求められているのは { $expected_length } 個です。`return` の後を演習の説明と比べてみてください。
           *[other] 結果の `{ $where }` の長さが { $got_length } ですが、求められているのは { $expected_length } です。引数から求めていますか、それとも直接書いていますか？
        }
       *[other] { $where ->
            [none] 結果の型
           *[other] 結果の `{ $where }` の型
        }が `{ $got_type }` です。演習で求められているのは `{ $expected_type }` です。{ $found ->
            [convertible] どの呼び出しで変換できますか？
            [one-of-items] 求められているのは、その中のどれですか？（`return x,` のように、最後にコンマがあるだけでも tuple になります。）
            [items-missing] Python では `return a, b` で二つの値の tuple が返ります。ここでは何を並べますか？
            [other-container] { $expected_type ->
                [list] リストは角かっこ `[…]` で書きます。tuple からは `list(…)` で作れます。
               *[other] tuple は丸かっこ `(…)` で書きます。リストからは `tuple(…)` で作れます。
            }
            [order] 並べる順番は演習のとおりですか？
           *[other] `return` の後を演習の説明と比べてみてください。
        }
    }

# $where、$call、$expected_device、$got_device、$computed_on（"none"、または計算が行われたデバイス）。
problem-device = { $computed_on ->
        [none] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が `{ $got_device }` にありますが、`{ $expected_device }` にあるはずです。どの行で移すとよいですか？
       *[other] 計算が `{ $expected_device }` ではなく `{ $computed_on }` で行われました。計算の前に、入力を移してください。
    }

# $where、$call、$expected_dtype、$got_dtype。
problem-dtype = { $where ->
        [none] 結果
       *[other] 結果の `{ $where }` {""}
    }の dtype が `{ $got_dtype }` です。求められているのは `{ $expected_dtype }` です。dtype は元の値から決まりましたか、それとも自分で指定しましたか？

# $where、$call、$expected_shape、$got_shape。
problem-shape = { $where ->
        [none] 結果
       *[other] 結果の `{ $where }` {""}
    }の形状が `{ $got_shape }` です。求められているのは `{ $expected_shape }` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

# $parameter。
problem-alias = 値は合っていますが、結果が `{ $parameter }` とメモリを共有していません。一方を変えると、もう一方も変わる必要があります。途中でコピーを作っているのは、どの呼び出しですか？

# $where、$call、$expected_grad（"True" か "False"）。
problem-requires-grad = { $expected_grad ->
        [True] 結果が計算グラフから切り離されているので、勾配が流れません。途中に `.detach()`、`.item()`、`.numpy()`、`torch.tensor(…)`、`no_grad` がないか見てください。
       *[other] 結果がまだ計算グラフにつながっています（`requires_grad=True`）。グラフを記録しないように torch に伝えるには、どうしますか？
    }

# $parameter、$found（"none"、"different"、"failed"）。
problem-grad = { $found ->
        [none] `{ $parameter }` に勾配が届きません。途中のどこかで、結果とのつながりが切れています。
        [failed] 結果から逆伝播できなかったので、`{ $parameter }` の勾配が求まりません。グラフはもう使われた後ではありませんか？ 途中で値を書き換えていませんか？
       *[different] 値は計算できていますが、`{ $parameter }` の勾配が違います。式の一部がグラフの外に出ていませんか？
    }

# $parameter、$found（"values"、または requires_grad がオフにされたとき "requires-grad"）。
problem-input-changed = { $found ->
        [requires-grad] 関数が入力の `{ $parameter }` の `requires_grad` をオフにしました。呼び出した側は、まだその勾配を使います。入力はそのままにして、計算グラフの外にある新しいテンソルを得るには、どうしますか？
       *[values] 関数が入力の `{ $parameter }` を書き換えました。呼び出した側は、まだその値を使います。`+=`、`x[…] = …`、名前が `_` で終わるメソッドを探して、新しいテンソルを作る書き方に変えてください。
    }

# $where、$call、$cuda（"True"、"False": GPU があると torch に伝えたか）、$differing、$total（要素の数）、
# $index（最初に違う要素の場所）、$hidden（入力が説明だけのとき "True"）、
# $strange（"nan"、"inf": 求められていない場所に出た値）、$raises（求められている例外）。
problem-value = { $raises ->
        [none] { $cuda ->
            [True] GPU のあるマシンでは、結果が正しくなりません。関数が呼ばれるたびに、GPU があるかどうかを torch に聞いていますか？
            [False] GPU のないマシンでは、結果が正しくなりません。関数が呼ばれるたびに、GPU があるかどうかを torch に聞いていますか？
           *[none] { $call ->
                [second] 1 回目は合っていますが、同じ引数でもう一度呼ぶと結果が変わります。1 回目から何が残っていますか？
               *[other] { $index ->
                    [none] { $where ->
                        [none] 型
                       *[other] 結果の `{ $where }` は、型
                    }は合っていますが、値が違います。
                   *[other] { $where ->
                        [none] 型と形状
                       *[other] 結果の `{ $where }` は、形状
                    }は合っていますが、{ $total } 個の要素のうち { $differing } 個の値が違います（下の `*…*` の印）。最初は `[{ $index }]` です。
                }{ $strange ->
                    [nan] `nan` は「数ではない」という意味です。0 / 0、log(0) · 0、負の数の平方根など、答えのない計算で出てきます。ここでは、どこで起こりそうですか？
                    [inf] `inf` は無限大です。0 での割り算や log(0)、dtype に収まらないほど大きい数で出てきます。ここでは、どこで起こりそうですか？
                   *[none] { $hidden ->
                        [True] {""}
                       *[none] { $index ->
                            [none] この入力を手で計算して、比べてみましょう。
                           *[other] そこを手で計算して、比べてみましょう。
                        }
                    }
                }
            }
        }
       *[other] この入力では、例外 `{ $raises }` で止まることが求められていますが、関数は値を返しました。
    }

# コードのプロセスから届いたものが、答えとして読めなかった。
ended-error-garbled = コードから返ってきたものを読めませんでした。演習の説明どおりに、引数を受け取って結果を return してください。

# --- remark-<key>: 合否には関係しない -------------------------------------------------------------
# 「ひとこと：」の後、合格していないときは「まず、ここから：」の後に続く。
# $line: 行番号。

remark-loop-instead-of-broadcast = Python のループを使っていますが、torch なら 1 回の演算でまとめて計算できます。大きなテンソルでは何倍も速くなります。すべての値を一度に受け取る演算はどれでしょうか？
remark-item-in-loop = ループの中の `.item()` は、数値を一つずつ取り出します。テンソルのまま計算して、最後に一度だけ取り出しましょう。
remark-uses-data = `.data` は自動微分を黙ってすり抜けます。同じことは `.detach()` で安全にできます。
remark-writes-data = { $line ->
        [none] `.data` を書き換えていますが、
       *[other] { $line } 行目で `.data` を書き換えていますが、
    }これは自動微分を黙ってすり抜けます。`with torch.no_grad():` の中なら、テンソルそのものを安全に書き換えられます。
remark-missing-zero-grad = ループの中で `backward()` を呼んでいますが、`.grad` をリセットしていません。勾配は足されていくので、毎回リセットしましょう。
remark-hard-coded-cuda = "cuda" と直接書くと、GPU のないマシンで止まります。先に `torch.cuda.is_available()` で確かめましょう。
remark-shadowed-name = import したモジュール（`torch` など）と同じ名前を値につけています。その行から先ではモジュールを使えません。別の名前にしましょう。
remark-unused-result = { $line ->
        [none] 新しいテンソルを作って、そのまま捨てている行があります。
       *[other] { $line } 行目で新しいテンソルを作って、そのまま捨てています。
    }`x.reshape(…)` のような演算は `x` 自身を変えません。`x = x.reshape(…)` のように結果を受け取るか、行を消しましょう。
# $what: その行の内容。"context"（no_grad など）、"method"、"value"。
remark-no-effect = { $line ->
        [none] 何も起こさない行があります。
       *[other] { $line } 行目は何も起こしません。
    }{ $what ->
        [context] `with` と一緒に使うものを作っているだけです。`with torch.no_grad():` のように書いて、対象の行をその下にインデントしてください。
        [method] 名前を書いているだけで、呼び出していません。かっこ `()` か `return` が抜けていませんか？
       *[value] 計算や名前だけがあって、その結果をどこでも使っていません。`return` や `=` が抜けていませんか？
    }
# $name: 引数の名前。 $line: 上書きしている行。一度も使っていないときは "none"。
remark-unread-parameter = { $line ->
        [none] 関数の中で引数 `{ $name }` を一度も使っていないので、結果が引数によって変わりません。
       *[other] { $line } 行目で、使う前の `{ $name }` に別の値を入れているので、渡された引数が使われていません。自分で試すための値は、関数の外に出しましょう。
    }
# $expected、$given: 演習の順番と、コードの順番に並べた引数の名前。
remark-parameters-swapped = 引数は ({ $expected }) の順番で渡されますが、あなたの関数では ({ $given }) の順番になっています。名前と中身が入れ替わっているかもしれません。`def` の行を演習のとおりに書いてください。

# 原因が分かる torch の警告。 $line: 行番号、または "none"。
remark-warned-grad-of-result = { $line ->
        [none] 計算して
       *[other] { $line } 行目で、計算して
    }できたテンソルの `.grad` を読んでいます。勾配が入るのは、自分で `requires_grad=True` をつけて作ったテンソル（葉）だけなので、ここでは `None` になります。
remark-warned-left-graph = { $line ->
        [none] 勾配を
       *[other] { $line } 行目で、勾配を
    }求めるテンソルから、ただの数値を取り出しています。`float(…)` や `math` の関数を使うとこうなり、計算グラフがそこで切れます。`torch.sin` や `**` など、torch の演算なら切れません。
remark-warned-tensor-copied = { $line ->
        [none] テンソルに
       *[other] { $line } 行目で、テンソルに
    } `torch.tensor(…)` を使っています。これは計算グラフの外にコピーを作ります。テンソルをそのまま使うか、コピーが必要なら `.clone()` を使いましょう。
remark-warned-spread-of-one = { $line ->
        [none] 一つだけの
       *[other] { $line } 行目で、一つだけの
    }数値の標準偏差や分散を計算しています。torch は N − 1 で割るので、ここでは 0 で割ることになり、結果が `nan` になります。`correction=0` とすると N で割ります。
remark-warned-target-shape = { $line ->
        [none] 予測と
       *[other] { $line } 行目で、予測と
    }正解の形状が違っています。片方がブロードキャストされて、すべての組み合わせで比べることになります。先に形状をそろえましょう。

# --- error-<key> ----------------------------------------------------------------------------------
# 共通: $line、$source、$type、$message。この上に、該当の行と Python のメッセージが表示される。

# $sign: かっこや文字。 $code: Unicode の番号。
error-syntax = Python がこの行を読めません。印の付いた場所と、一つ上の行の終わりをよく見てください。かっこ、コンマ、引用符が抜けていることがよくあります。
error-syntax-unclosed = ここで開いたかっこ `{ $sign }` が閉じられていません。対応する閉じかっこを書き足してください。
error-syntax-unmatched = かっこ `{ $sign }` が、開いたかっこと対応していません。この行のかっこを内側から順に数えてみてください。
error-syntax-colon = この行の終わりにコロン `:` がありません。`def`、`if`、`for`、`while`、`with` の行には必要です。
error-syntax-indent-missing = 上の行に続くブロックが空です（コメントだけでは足りません）。中身を空白 4 つでインデントしてください。
error-syntax-indent = この行のインデントが、前後の行とそろっていません。同じブロックの行は、同じ位置から始めます。
error-syntax-tabs = タブと空白が混ざっています。すべて空白 4 つにそろえてください。
error-syntax-string = ここで始まった文字列が終わっていません。始まりと同じ引用符で閉じてください。
error-syntax-equals = `=` は値に名前をつける記号ですが、左側が名前になっていません。比べるときは `==` を使います。
error-syntax-character = Python の知らない文字 { $sign ->
        [none] { $code }
       *[other] `{ $sign }`（{ $code }）
    } があります。全角の文字か、コピーのときに混ざった文字かもしれません。半角で打ち直してください。
error-syntax-comma = ここで、要素と要素の間のコンマが抜けているようです。
error-syntax-print = `print` は関数です。`print(…)` とかっこをつけて書きます。
error-syntax-return = この言葉は関数の中でしか使えません。この行は `def` の下でインデントされていますか？
error-syntax-number = Python はこれを数値として読めません。名前は数字で始められず、数値は 0 で始められません。
error-syntax-null = 目に見えないヌル文字が入っています。エディターからもう一度コピーしてください。
error-syntax-nested = 入れ子が深すぎて、Python が読めません。何行かに分けてください。

# $left、$left_shape、$right、$right_shape: ふたつの値とその形状。
error-matmul-shapes = 行列積の形状が合いません。{ $left ->
        [none] 左側
       *[other] `{ $left }`
    } は { $left_shape }、{ $right ->
        [none] 右側
       *[other] `{ $right }`
    } は { $right_shape } です。左の最後の大きさと、右の後ろから 2 番目の大きさが同じでなければなりません。どちらかを転置する必要はありませんか？
error-matmul-scalar = `@` は行列やベクトルの積ですが、片方が数一つです。数を掛けるときは `*` を使います。
error-dot-of-matrices = NumPy と違い、torch の `dot` に渡せるのは 1 次元のテンソル二つだけですが、{ $left ->
        [none] 渡されたものは次元がもっと多いです
       *[other] `{ $left }` の形状は { $left_shape }、`{ $right }` は { $right_shape } です
    }。行列どうしの積は、どの記号で書きますか？
# $a、$b: 大きさ。 $dimension: ぶつかった次元。
error-broadcast = { $left_shape ->
        [none] 二つのテンソル
       *[other] `{ $left }`（形状 { $left_shape }）と `{ $right }`{ $right_shape ->
            [none] {""}
           *[other] （形状 { $right_shape }）
        }
    }は、要素ごとに計算できません。次元 { $dimension } の大きさが { $a } と { $b } です。ブロードキャストでは形状を右端からそろえ、大きさが同じか 1 でなければなりません。どの次元どうしを合わせたいのでしょうか？
# $shapes: NumPy の書き方のまま。
error-numpy-broadcast = 形状 { $shapes } の配列は、NumPy では要素ごとに計算できません。形状を右端からそろえて、大きさが同じか 1 でなければなりません。
error-view-memory = { $left ->
        [none] このテンソル
       *[other] `{ $left }`
    } は、`view` が必要とする順番でメモリに並んでいません。転置や permute の後に起こります。必要なときだけコピーする `reshape` を使ってください。
# $shape: 求めた形状。 $size: 要素の数。
error-reshape-size = 要素が { $size } 個のテンソルは、形状 { $shape } にできません。大きさをすべて掛けると { $size } にならなければなりません。一つを -1 にすると、torch が計算してくれます。
# $target、$given: 形状。
error-assign-shape = 形状 { $given } の値は、形状 { $target } の場所に入りません。この行の直前で、両方の形状を print してみてください。
# $first、$second: 形状。
error-stack-sizes = `stack` に渡すテンソルは同じ形状でなければなりませんが、{ $first } と { $second } があります。すでにある次元でつなぐなら `cat` を使います。
error-cat-sizes = `cat` では、次元の数と、つなぐ次元以外の大きさが同じでなければなりません。この行の直前で形状を print してみてください。
# $dims: テンソルの次元数。 $given: 渡した数。
error-permute-count = `permute` にはすべての次元を 1 回ずつ渡します。テンソルは { $dims } 次元ですが、渡されたのは { $given } 個です。
error-permute-twice = `permute` に同じ次元が 2 回渡されています。すべての次元を 1 回ずつ書いてください。
error-transpose-dims = `.T` と `t()` は行列のためのものです。次元が多いときは `transpose(-2, -1)` のように、入れ替える次元を指定します。
error-target-size = 予測と正解の形状が違います。先に `reshape` などで同じ形状にしてください。
error-step = 数は、始まり、終わり、歩幅の順に並びます。この始まりからこの歩幅で進んでも、終わりには着きません。三つのうち、思っていたものと違うのはどれですか？
error-negative-size = 大きさが負になっています。計算のもとになった数を print してみてください。
error-ragged-list = リストの行の長さがばらばらで、長方形になりません。どの行も同じ長さにしてください。

# $index、$dimension、$size。
error-index-out-of-range = インデックス { $index } は範囲の外です。次元 { $dimension } の大きさは { $size } で、0 から数えます。
# $dimension: 指定した次元。 $low、$high: 使える範囲。
error-dimension-out-of-range = { $left_shape ->
        [none] {""}
       *[other] `{ $left }` の形状は { $left_shape } なので、
    }次元 { $dimension } はありません。使えるのは { $low } から { $high } までで、0 から数えます。
error-too-many-indices = { $left_shape ->
        [none] テンソルの次元
       *[other] `{ $left }` の形状は { $left_shape } で、その次元
    }より多くのインデックスが書かれています。
error-index-of-number = { $left ->
        [none] このテンソル
       *[other] `{ $left }`
    } は数一つ（形状 `()`）なので、インデックスは使えません。数そのものは `.item()` で取り出せます。
error-list-index = { $left ->
        [none] リスト
       *[other] `{ $left }`
    } はこのインデックスより短いです。0 から数えるので、最後のインデックスは長さ − 1 です。
error-mask-shape = マスクは、対象と同じ形状でなければなりません。{ $right_shape ->
        [none] {""}
       *[other] `{ $left }` は { $left_shape }、マスクの `{ $right }` は { $right_shape } です。
    }
error-mask-dtype = マスクは True と False でできています。`x > 0` のような比較で作ってください。
error-float-as-index = 位置は整数でなければなりませんが、小数が渡されました。`//` で割ると整数になります。`int(…)` や `.long()` でも変換できます。
error-empty-reduction = 要素が一つもないので、最大も最小もありません。空のテンソルのとき、関数は何を返すべきでしょうか？

# $left、$left_dtype、$right、$right_dtype。
error-dtype-mix = dtype の違う値が出会いました。{ $left ->
        [none] {""}
       *[other] `{ $left }` は{" "}
    }{ $left_dtype }、{ $right ->
        [none] {""}
       *[other] `{ $right }` は{" "}
    }{ $right_dtype } です。この演算では両方が同じでなければなりません。`.to(…)` か `.float()` で片方を変換してください。
# $function、$dtype。
error-needs-float = `{ $function }` の結果は小数になるので、float が必要ですが、このテンソルは { $dtype } です。先に `.float()` で変換してください。
error-caret = Python の `^` は累乗ではなく、ビットを比べる記号です。累乗は `x**2` のように、`*` を二つ書きます。
# $operation、$dtype。
error-not-for-dtype = { $operation ->
        [none] この演算
       *[other] `{ $operation }`
    } は { $dtype ->
        [none] この dtype
       *[other] { $dtype }
    } では使えません。先に変換してください。小数の計算なら `.float()`、整数なら `.long()`、True と False なら `.bool()` です。
# $result: なるはずの dtype。 $dtype: そのままの dtype。
error-cast-in-place = 結果は { $result } になりますが、その場で書き換えると { $dtype } のまま変えられません。`x = x …` と書いて新しいテンソルにするか、先に float に変換してください。
error-integer-power = 整数のテンソルは、負の数で累乗できません。結果が小数になるからです。先に `.float()` で変換してください。
error-between-0-and-1 = 二値交差エントロピーに渡すのは、0 から 1 までの確率です。その前の sigmoid が抜けていませんか？
error-truth-of-many = `if`、`and`、`or`、`not` や、Python の `max`、`min` に必要なのは True か False のどちらか一つですが、{ $left_shape ->
        [none] このテンソルの要素は一つではありません
       *[other] `{ $left }` の形状は { $left_shape } です
    }。テンソル全体に使う torch の演算か、`.any()`、`.all()` のことではありませんか？
error-many-to-number = Python の数にできるのは、要素がちょうど一つのテンソルだけです（`sum`、`mean`、インデックスで一つにできます）。ここで必要なのは数ですか？ テンソルのままではいけませんか？

# $left: テンソル。
error-numpy-requires-grad = { $left ->
        [none] このテンソル
       *[other] `{ $left }`
    } は計算グラフの一部ですが、NumPy はグラフを知りません。先にグラフから切り離して、`.detach().numpy()` としてください。
error-leaf-in-place = { $left ->
        [none] このテンソル
       *[other] `{ $left }`
    } は `requires_grad=True` の葉なので、そのまま書き換えると自動微分が正しく計算できません。新しいテンソルを作ってください。パラメータを更新するなら、`with torch.no_grad():` の中で行います。
error-backward-twice = 計算グラフは最初の `backward()` の後に解放されますが、同じグラフで 2 回目を呼んでいます。`backward()` の前に、毎回計算し直してください。
error-backward-of-many = `backward()` は数一つから始めますが、{ $left ->
        [none] このテンソル
       *[other] `{ $left }`
    } には要素がいくつもあります。先に `.sum()` や `.mean()` で数一つにしてください。
error-no-graph = { $left ->
        [none] このテンソル
       *[other] `{ $left }`
    } には、さかのぼるための計算グラフがありません。入力は `requires_grad=True` ですか？ 途中でグラフを離れていませんか（`.detach()`、`no_grad`、`.item()`、`torch.tensor(…)`）？
error-grad-of-integers = 勾配を持てるのは小数だけです。整数は「少しだけ」変えられないからです。`1` を `1.0` と書くか、`dtype=torch.float32` を指定してください。
error-changed-before-backward = `backward()` がまだ必要とする値が、途中で書き換えられました。`y += 1` ではなく `y = y + 1` のように書いてください。
error-grad-not-required = `requires_grad` の付いていないテンソルの勾配を求めています。計算に使う前に `requires_grad_()` を呼んでください。
error-grad-unused = 結果と関係のないテンソルの勾配を求めています。計算の中で本当に使っていますか？ コピーではなく、そのテンソル自身ですか？
error-flag-of-result = 計算で得たテンソルは、この方法ではグラフから外せません。`.detach()` で、グラフの外のテンソルを作ってください。
error-inference-tensor = `inference_mode` の中で作られたテンソルは、自動微分では使えません。代わりに `torch.no_grad()` を使うか、先に clone してください。
# $left: w.grad など。
error-grad-is-none = `{ $left }` が `None` です。まだ勾配が届いていません。先に `backward()` を呼びましたか？ そのテンソルは `requires_grad=True` の葉のままですか？ `w = w - …` のような行で、名前が新しいテンソルに移っていませんか？

# $a、$b: デバイス。
error-devices-mixed = `{ $a }` にあるテンソルと `{ $b }` にあるテンソルが出会いました。先に `.to(device)` で同じデバイスにそろえてください。
error-no-values = `meta` にあるテンソルには形状だけがあり、値がないので取り出せません。
error-no-cuda = ここには GPU がありません。先に `torch.cuda.is_available()` で確かめて、なければ "cpu" を使ってください。
# $device。
error-unknown-device = { $device ->
        [none] このデバイス
       *[other] `{ $device }`
    } を torch は知りません。よく使うのは "cpu" と "cuda" です。
error-numpy-device = NumPy が使えるのは CPU の上だけですが、このテンソルは `{ $device }` にあります。先に `.cpu()` で戻してください。

# $got: 型。
error-dtype-wanted = `dtype=` に渡すのは torch の dtype ですが、`{ $got }` が渡されました。引用符なしで、`torch.float32` のように `torch.` を付けて書いてください。
error-numpy-and-tensor = NumPy の配列とテンソルが出会いましたが、一緒には計算できません。NumPy の関数（`np.…`）で配列になっていませんか？ 同じことをする torch の演算はどれでしょうか？
# $function。 $argument。 $expected、$got: 型。
error-must-be-tensor = `{ $function }` にはテンソルを渡しますが、`{ $got }` が渡されました。`torch.tensor(…)` でテンソルを作ってください。
error-argument-type = `{ $function }` の `{ $argument }` に `{ $got }` が渡されましたが、必要なのは { $expected } です。
error-argument-choice = `{ $function }` は ({ $got }) では呼べません。引数の名前と順番を確かめてください。
error-no-number = テンソルに入れられるのは数ですが、`{ $got }` は数ではありません。何を入れるつもりでしたか？
error-from-numpy = `from_numpy` には NumPy の配列を渡しますが、`{ $got }` が渡されました。リストや数なら `torch.tensor` を使います。
error-from-numpy-backwards = この配列は逆順（`[::-1]`）に読まれていて、同じメモリのテンソルにはできません。先に `array.copy()` でコピーしてください。
error-from-numpy-dtype = { $dtype } の配列には、テンソルに入れられる数がありません。先に `.astype(…)` で変換してください。
# $names: 足りない引数。
error-too-few-arguments = `{ $function }` の呼び出しに { $names } が足りません。`def` の行で、必要な引数を確かめてください。
# $given: 渡した数。
error-too-many-arguments = `{ $function }` に引数が { $given } 個渡されましたが、多すぎます。自分で書いた関数なら、`def` の行を確かめてください（クラスの中では `self` も数えます）。torch の関数なら、`dtype=…` のように名前を付けて渡すものはありませんか？
# $name。
error-unknown-keyword = `{ $function }` に `{ $name }` という引数はありません。つづりを確かめてください。

# $left: 値。 $name: 使おうとしたもの。
error-attribute-of-none = { $left ->
        [none] 点の前の値
       *[other] `{ $left }`
    } が `None` で、`None` に `{ $name }` はありません。その値を返した関数は、きちんと `return` していますか？
error-operand-of-none = { $left ->
        [none] 値の一つ
       *[other] `{ $left }`
    } が `None` なので計算できません。その値を返した関数は、きちんと `return` していますか？
# $module、$name、$nearest。
error-missing-in-module = `{ $module }` に `{ $name }` はありません。{ $nearest ->
        [none] つづりを確かめてください。
       *[other] `{ $module }.{ $nearest }` のことでしょうか？
    }
# $type: list、int など。 $name: テンソルだけにあるもの。
error-only-of-tensors = `.{ $name }` があるのはテンソルですが、これは `{ $type }` です。どのテンソルのことですか？ まだなければ、どこで作りますか？
# $type。
error-missing-attribute = `{ $type }` に `{ $name }` はありません。{ $nearest ->
        [none] この行の値は、思ったとおりの型ですか？ `print(type(…))` で確かめられます。
       *[other] `.{ $nearest }` のことでしょうか？
    }
error-read-only = `{ $name }` は読むことしかできません。変えたいときは、新しいテンソルを作る演算を使ってください。
error-max-returns-pair = `dim` を指定した `max` や `min` は、値と位置の二つを返します。必要なほうを `.values` か `.indices` で取り出してください。
error-method-not-called = { $left ->
        [none] メソッド
       *[other] `{ $left }`
    } にかっこがないので、呼び出されていません。`()` をつけてください。
# $operation、$left_type、$right_type。 $called: かっこの前にあるもの。
error-operand-types = { $operation ->
        [none] この演算
       *[other] `{ $operation }`
    } は `{ $left_type }` と `{ $right_type }` の間では使えません。先に `torch.tensor(…)` などで片方を変換してください。
error-with-not-called = `with` の後が呼び出しになっていません。`with torch.no_grad():` のように、かっこを付けてください。
# $called: 書かれたとおりの名前。
error-dtype-called = { $called ->
        [none] これ
       *[other] `{ $called }`
    } は dtype の名前で、それだけでは何も変換しません。dtype は `torch.zeros(2, dtype=torch.int64)` や `x.to(torch.int64)` のように、呼び出しに渡して使います。
error-not-callable = { $called ->
        [none] これ
       *[other] `{ $called }`
    } は `{ $type }` で、関数ではないので `(…)` で呼べません。かっこが余計か、演算子が抜けていませんか？
error-not-subscriptable = { $left ->
        [none] これ
       *[other] `{ $left }`
    } は `{ $type }` で、`[…]` で取り出せる中身がありません。
error-loop-over-number = このテンソルは数一つ（形状 `()`）なので、順番に取り出すものがありません。
error-not-iterable = `{ $type }` は一つの値なので、順番に取り出したり分けたりできません。`range(…)` のことか、左側の名前が多すぎませんか？
error-unhashable = `{ $type }` は中身が変わるので、dict のキーや set の要素にできません。tuple を使ってください。
# $n: 左側の名前の数。
error-unpack-count = 左側の名前は { $n } 個ですが、右側の値の数が違います。右側を print してみてください。
# $type: 渡したものの型。
error-number-of-many = `float()` と `int()` が数にするのは一つの値ですが、これは { $type ->
        [none] 一つの値ではありません
       *[other] `{ $type }` です
    }。要素を一つずつ数にしたいのですか？ まとめて変換するのは、どの呼び出しでしょうか。
error-not-a-number = この文字列は、Python が数値として読めません。この行の直前で print してみてください。
# $import: 足りない行。
error-name-without-import = `{ $name }` が import されていません。コードの先頭に `{ $import }` と書いてください。
error-unknown-name = ここでは `{ $name }` という名前が見つかりません。{ $nearest ->
        [none] 定義したときと同じつづりですか？ この行より前で定義していますか？
       *[other] `{ $nearest }` のことでしょうか？
    }
error-unbound-local = `{ $name }` にまだ値がないのに使われています。値を入れる行が後にあるか、通っていません。
error-missing-module = ここに `{ $name }` というモジュールはありません。演習に必要なのは Python、torch、NumPy だけです。つづりの間違いではありませんか？
error-missing-import = `{ $module }` に `{ $name }` はありません。{ $nearest ->
        [none] つづりを確かめてください。
       *[other] `{ $nearest }` のことでしょうか？
    }
error-missing-key = dict に { $name } というキーはありません。この行の直前で、キーを print してみてください。
error-division-by-zero = 0 で割っています。どんな入力のときに起こりますか？ そのとき、結果はどうあるべきでしょうか？
error-endless-recursion = 関数が自分自身を呼び続けて終わりません。どの場合に止まるべきですか？
error-not-written = ここには `raise NotImplementedError` と書かれています。あなたのコードを書く場所です。この行を置き換えてください。
error-assertion = コードの中の `assert` が成り立ちませんでした。比べている値を print してみてください。
error-exit = `exit()` は、関数が値を返す前に Python を終わらせます。消して、結果を `return` してください。
error-input = ここでは誰も入力できません。`input()` の代わりに関数の引数を使ってください。
error-missing-file = そのファイルはここにはありません。演習にファイルは必要ありません。
