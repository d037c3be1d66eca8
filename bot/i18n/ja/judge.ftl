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
        [overwritten] 関数 `{ $function }` は書けていますが、{ $line } 行目で同じ名前に別の値を入れているので、関数が使えなくなっています。その値には別の名前を付けてください。
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
        [none] 関数が `None` を返しました。`return` に届いていないか、`print` で表示しただけか、最後の呼び出しが値を書き換えるだけで何も返さないときに起こります。`return` のあとには何が来るはずですか？
        [none-item] 結果の `{ $where }` が `None` です。そこに値を入れるのはどの行ですか？
        [none-printed] 値を { $line } 行目の `print` で表示していますが、`return` がありません。`print` は画面に見せるだけで、`return` のない関数は `None` を返します。呼び出した側に値を渡すには、何を書きますか？
        [none-alone] 関数の最後にある { $line } 行目は、計算しただけで終わっています。前に `return` がないので、値はどこにも渡されず、関数は `None` を返します。
        [none-no-return] 関数に `return` がないので、`None` が返ります。最後の行は { $line } 行目です。呼び出した側に渡したい値はどれですか？
        [none-bare-return] { $line } 行目の `return` に値がないので、`None` が返ります。そのあとに何を書きますか？
        [none-end-reached] この入力では、どの `return` にも届かずに関数の最後まで進み、`None` が返りました。ループや `if` のあとに `return` が抜けていませんか？ インデントが深すぎる `return` はありませんか？
        [none-print-returned] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が、{ $line } 行目の `print` の戻り値になっています。`print` は表示するだけで、いつも `None` を返します。`print` を外すと、何が残りますか？
        [none-in-place] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が、{ $line } 行目の `.{ $name }(…)` の戻り値になっています。これは元のものを書き換えるだけで、`None` を返します。先に 1 行で呼び出して、書き換えたものを返しましょう。
        [none-backward] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が、{ $line } 行目の `backward()` の戻り値になっています。`backward()` はいつも `None` を返し、勾配は、目印を付けたテンソルの `.grad` に入ります。必要な勾配は、どこから取り出せますか？
        [none-helper] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }は、自分で書いた関数 `{ $name }` の戻り値ですが、`None` です。この関数（{ $line } 行目から）には、値を返す `return` がありません。
        [none-never-backward] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が `None` です。コードのどこでも `backward()` を呼び出していないので、`.grad` は空のままです。{ $line } 行目を見てください。`.grad` を読む前に、どの結果から勾配をさかのぼらせますか？
        [none-not-required] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が `None` です。`{ $name }` を { $line } 行目で作るときに、`requires_grad=True` を付けていません。autograd が勾配を残すのは、この目印のあるテンソルだけです。
        [none-argument-not-required] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が `None` です。`{ $name }` そのものに `requires_grad` の目印を付けていません。autograd が勾配を残すのは、目印のあるテンソルだけです。`{ $name }` から計算したテンソルは、もう別のテンソルです。
        [none-of-result] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }は、計算してできた `{ $name }` の `.grad` です（{ $line } 行目）。勾配が入るのは、自分で作って目印を付けたテンソル（葉）だけなので、ここは `None` のままです。求めたいのは、どの変数についての傾きですか？
        [none-lost-leaf] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が `None` です。{ $line } 行目で、計算してできた新しいテンソルを `{ $name }` という名前に入れ直しています。勾配は、目印を付けたほうのテンソル（葉）の `.grad` にありますが、それを指す名前がもうありません。計算したほうには、どんな名前を付けますか？
        [items-left-out] 返した値は合っていますが、まだ足りないものがあります。Python では `return a, b` のように書くと、いくつかの値をタプルで返せます。`return` のあとを演習の説明と比べてみてください。何が抜けていますか？
        [convertible-right] { $where ->
            [none] 数値は合っていて、型だけが違います。
           *[other] 数値は合っていて、結果の `{ $where }` の型だけが違います。
        }返ってきたのは `{ $got_type }`、求められているのは `{ $expected_type }` です。どう書けば変換できるでしょうか？ それとも、余計な変換が一つ入っていますか？
        [comma] 値は合っていますが、要素が一つの `{ $got_type }` に入っています。`return x,` のように最後にコンマがあるとタプルになりますし、`torch.autograd.grad` のようにタプルを返す関数もあります。中の一つを取り出すには（または、入れずに返すには）どう書きますか？
        [none-grad] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が `None` です。`.grad` は、`backward()` がそのテンソルに届くまで `None` のままです。そのテンソルを使って計算した結果から `backward()` を呼んでいますか？ そのテンソルは、`requires_grad` を付けたときのものと同じですか？
        [ellipsis] `...` がそのまま残っています。そこが、自分のコードを書く場所です。演習で求められているものを書いてください。
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
        }が、呼び出されていない関数やメソッドのままです。名前のあとの `()` が抜けていませんか？ それとも別の名前のことでしょうか？
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
        }が、クラスそのものになっています。名前のあとの `(…)` が抜けていませんか？
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
            [none] 結果の数が { $got_length } 個ですが、求められているのは { $expected_length } 個です。`return` のあとを演習の説明と比べてみてください。
           *[other] 結果の `{ $where }` の長さが { $got_length } ですが、求められているのは { $expected_length } です。その長さは、引数から決まっていますか？ 数を直接書いていませんか？
        }
       *[other] { $where ->
            [none] 結果の型
           *[other] 結果の `{ $where }` の型
        }が `{ $got_type }` です。演習で求められているのは `{ $expected_type }` です。{ $found ->
            [convertible] どう書けば変換できるでしょうか？
            [one-of-items] 求められているのは、その中のどれですか？（`return x,` のように、最後にコンマがあるだけでもタプルになります。）
            [items-missing] Python では `return a, b` で二つの値のタプルが返ります。ここでは何を並べますか？
            [other-container] { $expected_type ->
                [list] リストは角かっこ `[…]` で書きます。タプルからは `list(…)` で作れます。
               *[other] タプルは丸かっこ `(…)` で書きます。リストからは `tuple(…)` で作れます。
            }
            [order] 並べる順番は演習のとおりですか？
           *[other] `return` のあとを演習の説明と比べてみてください。
        }
    }

# $where、$call、$expected_device、$got_device、$computed_on（"none"、または計算が行われたデバイス）。
problem-device = { $computed_on ->
        [none] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }が `{ $got_device }` にありますが、`{ $expected_device }` に置く必要があります。どの行で移すとよいですか？
       *[other] 計算が `{ $expected_device }` ではなく `{ $computed_on }` で行われました。計算の前に、入力を移してください。
    }

# $got_transfers、$expected_transfers：回数。多すぎないときは "none"。
# $got_synchronizations、$expected_synchronizations：待った回数。同上。
problem-transfers = 値は合っています。{ $got_transfers ->
        [none] {""}
       *[other] ただ、CPU とデバイスのあいだの転送が **{ $got_transfers }** 回あり、{ $expected_transfers } 回で足ります。もうそこにあるのに、また運んでいるものはないでしょうか？
    }{ $got_synchronizations ->
        [none] {""}
       *[other] 途中で **{ $got_synchronizations }** 回、デバイスの計算が終わるのを待っています。`.item()` や `float(…)`、Python の `max(…)`、テンソルを使った `if` は、数を Python に持ってくるので、計算が終わるまで先へ進めません。最後までデバイスに置いておけるものはどれでしょうか？
    }

# $where、$call、$expected_dtype、$got_dtype。
problem-dtype = { $where ->
        [none] 結果
       *[other] 結果の `{ $where }` {""}
    }の dtype が `{ $got_dtype }` になっています。求められているのは `{ $expected_dtype }` です。{ $right ->
        [True] {""}数値は合っています。
       *[none] {""}
    }その dtype は、元の値から自動で決まったものですか？ それとも、自分で指定したものですか？

# $where、$call、$expected_shape、$got_shape。
problem-shape = { $constant ->
        [True] どの入力でも、まったく同じ結果が返っています。この入力では、形状は `{ $expected_shape }` になるはずです。引数から計算しているのはどの行で、値を直接書いているのはどの行ですか？
       *[none] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }` {""}
        }の形状が `{ $got_shape }` になっています。求められているのは `{ $expected_shape }` です。{ $right ->
            [True] {""}数値とその順番は合っていて、並べ方だけが違います。
           *[none] {""}
        }コードを 1 行ずつ、形状を追いながら読んでみましょう。
    }

# $parameter、$right（どの入力でも値が合っているときは "True"）。
problem-alias = { $right ->
        [True] 値は合っていますが、結果が
       *[none] 結果が
    } `{ $parameter }` とメモリを共有していません。一方を変えると、もう一方も変わるようにします。途中でコピーを作っているのは、どの呼び出しですか？

# $where、$call、$expected_grad（"True" か "False"）。
problem-requires-grad = { $expected_grad ->
        [True] 結果が計算グラフから切り離されているので、勾配が流れません。途中に `.detach()`、`.item()`、`.numpy()`、`torch.tensor(…)`、`no_grad` がないか見てください。
       *[other] 結果がまだ計算グラフにつながっています（`requires_grad=True`）。グラフを記録しないように torch に伝えるには、どうしますか？
    }

# $parameter、$found（"none"、"different"、"raised": 例外が続く、"failed": 以前の判定で、例外が分からない）。
problem-grad = { $found ->
        [none] `{ $parameter }` に勾配が届きません。途中のどこかで、結果とのつながりが切れています。
        [raised] 値は計算できていますが、結果からの逆伝播がエラーになるので、`{ $parameter }` の勾配が求まりません。起きているのは次のエラーです。
        [failed] 結果から逆伝播できなかったので、`{ $parameter }` の勾配が求まりません。グラフはもう使われたあとではありませんか？ 途中で値を書き換えていませんか？
       *[different] 値は計算できていますが、`{ $parameter }` の勾配が違います。式の一部がグラフの外に出ていませんか？
    }

# $parameter: 演習から渡されるオブジェクト（モデルなど）
problem-given-state = 返した値は合っています。でも、呼び出したあとの `{ $parameter }` が、演習で求められた状態になっていません。求められる状態と、実際の状態を下に示します。`{ $parameter }` を変えているのはどの行で、変えるべきものすべてに届いていますか？

# $parameter、$found（"values"、または requires_grad がオフにされたとき "requires-grad"）。
problem-input-changed = { $found ->
        [requires-grad] 関数が入力の `{ $parameter }` の `requires_grad` をオフにしました。呼び出した側は、まだその勾配を使います。入力はそのままにして、計算グラフの外にある新しいテンソルを得るには、どうしますか？
       *[values] 関数が入力の `{ $parameter }` を書き換えました。呼び出した側は、まだその値を使います。`+=`、`x[…] = …`、名前が `_` で終わるメソッドを探して、新しいテンソルを作る書き方に変えてください。
    }

# $where、$call、$cuda（"True"、"False": GPU があると torch に伝えたか）、$differing、$total（要素の数）、
# $index（最初に違う要素の場所）、$hidden（入力が説明だけのとき "True"）、
# $strange（"nan"、"inf": 求められていない場所に出た値）、$raises（求められている例外）。
problem-value = { $constant ->
        [True] どの入力でも、まったく同じ結果が返っています。例では合っていても、別の入力なら別の値になるはずです。引数から計算しているのはどの行で、値を直接書いているのはどの行ですか？
       *[none] { $raises ->
            [none] { $cuda ->
                [True] GPU のあるマシンでは、結果が正しくなりません。関数が呼ばれるたびに、GPU があるかどうかを torch に聞いていますか？
                [False] GPU のないマシンでは、結果が正しくなりません。関数が呼ばれるたびに、GPU があるかどうかを torch に聞いていますか？
               *[none] { $call ->
                    [second] 1 回目は合っていますが、同じ引数でもう一度呼ぶと結果が変わります。1 回目のときの何かが、残ったままになっていませんか？
                   *[other] { $index ->
                        [none] { $where ->
                            [none] 型
                           *[other] 結果の `{ $where }` は、型
                        }は合っていますが、値が違います。
                       *[other] { $where ->
                            [none] 型と形状
                           *[other] 結果の `{ $where }` は、形状
                        }は合っていますが、{ $total } 個の要素のうち { $differing } 個の値が違います（下で `*…*` と囲んだところ）。最初に違うのは `[{ $index }]` です。
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
    }

# コードのプロセスから届いたものが、答えとして読めなかった。
ended-error-garbled = コードから返ってきたものを読めませんでした。演習の説明どおりに、引数を受け取って結果を return してください。

# --- remark-<key>: 合否には関係しない -------------------------------------------------------------
# 「ひとこと：」の後、合格していないときは「まず、ここから：」の後に続く。
# $line: 行番号。

remark-loop-instead-of-broadcast = Python のループで値を一つずつ扱っていますが、torch ならたくさんの値をまとめて計算できます。大きなテンソルでは何倍も速くなります。まとめて受け取る演算はどれでしょうか？
remark-item-in-loop = ループの中の `.item()` は、数値を一つずつ取り出します。テンソルのまま計算して、最後に一度だけ取り出しましょう。
remark-uses-data = `.data` はエラーにならないまま自動微分をすり抜けます。同じことは `.detach()` で安全にできます。
remark-writes-data = { $line ->
        [none] `.data` を書き換えていますが、
       *[other] { $line } 行目で `.data` を書き換えていますが、
    }これはエラーにならないまま自動微分をすり抜けます。`with torch.no_grad():` の中なら、テンソルそのものを安全に書き換えられます。
remark-return-in-loop = { $line ->
        [none] `return` がループの中にある
       *[other] { $line } 行目の `return` がループの中にある
    }ので、ループは 1 周目で終わります。ループのあとに書くつもりなら、インデントを減らしましょう。
remark-class-written = { $line ->
        [none] クラスの名前を使って、クラスの属性に代入している行があります。
       *[other] { $line } 行目で、クラスの名前を使ってクラスの属性に代入しています。
    }その値はすべてのオブジェクトで共有されます。オブジェクトごとの値は、`self.` を付けて書きます。
remark-missing-zero-grad = ループの中で `backward()` を呼んでいますが、`.grad` をリセットしていません。勾配は足されていくので、毎回リセットしましょう。
remark-hard-coded-cuda = "cuda" と直接書くと、GPU のないマシンで止まります。先に `torch.cuda.is_available()` で確かめましょう。
remark-shadowed-name = import したモジュール（`torch` など）と同じ名前を値に付けています。その行から先ではモジュールを使えません。別の名前にしましょう。
remark-unused-result = { $line ->
        [none] 新しいテンソルを作って、そのまま捨てている行があります。
       *[other] { $line } 行目で新しいテンソルを作って、そのまま捨てています。
    }{ $call ->
        [none] `x.reshape(…)` のような演算は `x` 自身を変えません。`x = x.reshape(…)`
       *[other] `{ $call }(…)` は `{ $name }` 自身を変えません。`{ $name } = { $call }(…)`
    } のように結果を受け取るか、行を消しましょう。
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
    }できたテンソルの `.grad` を読んでいます。勾配が入るのは、自分で `requires_grad=True` を付けて作ったテンソル（葉）だけなので、ここでは `None` になります。
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
