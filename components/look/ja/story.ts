import type { Words } from "../words.ts";

/** The guided replay on a copy of the demo. */
export const story: Words["story"] = {
  title: "ストーリー: サーバーを段階的に閉じる",
  about:
    "デモのコピーで行う 6 つのステップです。変更はすべて下書きで、ほかと同じフォームからご自身で適用します。リクエストの結果は、コピーについてエンジンが出した判定です。お使いの環境には何も書き込みません。",
  begin: "ストーリーを始める",
  again: "最初からやり直す",
  starting: "コピーを作成中…",
  goOn: (n) => `ステップ ${n} から続ける`,
  needsWrites: "ストーリーには書き込みできるサーバーが必要です。",
  gone: "このストーリーは終了し、コピーはもうありません。",
  leave: "ストーリーを終える",
  allSteps: "すべてのステップ",
  fold: "ステップを畳む",
  unfold: "ステップを表示",
  stepOf: (n, of) => `ステップ ${n} / ${of}`,
  requests: "my-nginx へのリクエストの結果",
  becomes: "変化後",
  inGraph: "グラフで見る",
  back: "戻る",
  next: "次のステップ",
  notYet: "先に変更を適用してください。",
  asks: {
    plain: "test-client として試す",
    sidecar: "test-client-injected として試す",
    account: "test-client-sa として試す",
    post: "test-client-sa として POST を試す",
  },
  tasks: {
    strict: {
      open: "PeerAuthentication を開く",
      todo: "次の操作: 適用してください。my-nginx を STRICT にします。",
    },
    disable: {
      open: "DestinationRule を開く",
      todo: "次の操作: 適用してください。my-nginx への呼び出しを DISABLE にします。",
    },
    mutual: {
      open: "DestinationRule を直す",
      todo: "最初の操作: ISTIO_MUTUAL を適用し、証明書が届くようにしてください。",
    },
    principal: {
      open: "AuthorizationPolicy を開く",
      todo: "次の操作: 適用してください。1 つのプリンシパルに GET だけを許可します。",
    },
  },
  steps: {
    open: {
      title: "開放: 誰でも通過する",
      text: "my-nginx には sidecar がありますがポリシーがなく、PERMISSIVE です。test-client には sidecar がなく平文で話します。ほかの 2 つには sidecar があり、指定がなくても mTLS で話します。",
      done: "リクエストを見てください。すべて応答があります。",
    },
    strict: {
      title: "STRICT: 平文は拒否される",
      text: "モードが STRICT の PeerAuthentication は mTLS だけを受け付けます。sidecar のない呼び出し元には示す証明書がありません。",
      done: "完了: test-client の接続は、応答の前にリセットされます。",
    },
    sidecar: {
      title: "sidecar のあるクライアントは通過する",
      text: "test-client-injected の sidecar は自動的に mTLS で送ります。サーバーにも sidecar があることを自動 mTLS が知っているためです。アプリケーションは平文の HTTP のままで、変更は不要です。",
      done: "同じ GET が、sidecar があれば通過します。理由は「試す」で確認できます。",
    },
    disable: {
      title: "DestinationRule の DISABLE: 503",
      text: "DestinationRule はクライアント側の設定で、自動 mTLS より優先されます。DISABLE にすると default の sidecar は、平文を受け付けないサーバーに平文を送ります。",
      done: "完了: サーバーがリセットした接続に、自身の sidecar が 503 を返します。",
    },
    principal: {
      title: "1 つのプリンシパル、1 つのメソッド: ほかは 403",
      text: "証明書が届けば、サーバーは誰の呼び出しかを知ります。ALLOW ポリシーがサービスアカウント test-service-account の GET を許可すると、許可のないものはすべて拒否されます。",
      done: "完了: test-client-injected は別のアカウントで動くため 403 になります。",
    },
    account: {
      title: "test-service-account は通過する",
      text: "test-client-sa は test-service-account で動きます。証明書がそれを示すので GET は通過し、POST は同じルールで拒否されます。",
      done: "おわり: 4 つのリクエストのうち 1 つが通過し、ほかはどの行が拒否したかを示します。",
    },
  },
};
