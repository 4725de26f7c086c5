import type { Words } from "../words.ts";

export const starts: Words["starts"] = {
  title: "テンプレートから始める",
  about: "どれも下書き入りのフォームを開きます。適用するまで何も書き込みません。",
  pick: "テンプレートの対象",
  needs: {
    namespace: "名前空間",
    server: "呼び出されるワークロード",
    port: "そのコンテナポート",
    client: "呼び出し元",
    host: "ホスト",
  },
  missing: {
    namespace: "このテンプレートには名前空間が必要です",
    server: "このテンプレートにはメッシュ内のワークロードが必要です",
    client: "このテンプレートには ID を持つ呼び出し元が必要です",
    port: "このテンプレートにはコンテナポートが必要です",
    host: "このテンプレートにはホストが必要です",
  },
  groups: {
    reach: "通す",
    close: "通さない",
    tokens: "トークンを求める",
    mtls: "mTLS",
    empty: "何もないところから",
  },
  names: {
    allow: "呼び出し元を 1 つ許可",
    allowRead: "呼び出し元 1 つに読み取りを許可",
    sameNamespace: "同じ名前空間を許可",
    fromGateways: "ゲートウェイを許可",
    deny: "呼び出し元を 1 つ拒否",
    denyNameless: "ID のない呼び出し元を拒否",
    denyAll: "何も許可しない",
    acceptTokens: "発行者のトークンを受け入れる",
    requireToken: "トークンを必須にする",
    mtls: "1 つのポートで mTLS を必須にする",
    strict: "名前空間で mTLS を必須にする",
    strictExcept: "1 つのポートを除き mTLS を必須にする",
    permissive: "移行中は平文も受け入れる",
    sendMtls: "ホストへ Istio の mTLS で送る",
    sendPlaintext: "ホストへ平文で送る",
  },
  does: {
    allow: (server, client, port, _ns, _host) =>
      `${client} は ${server} のポート ${port} を呼び出せます。ワークロードに最初の ALLOW を置くと、ほかのすべてに対して閉じます。`,
    allowRead: (server, client, port, _ns, _host) =>
      `${client} が ${server} のポート ${port} に送れるのは GET と HEAD だけです。`,
    sameNamespace: (_server, _client, _port, ns, _host) =>
      `${ns} のワークロードは ${ns} からだけ呼び出せます。`,
    fromGateways: (server, _client, _port, _ns, _host) =>
      `${server} を呼び出せるのはこのメッシュのゲートウェイだけです。`,
    deny: (server, client, port, _ns, _host) =>
      `ほかに何が許可していても、${client} は ${server} のポート ${port} で拒否されます。`,
    denyNameless: (server, _client, port, _ns, _host) =>
      `mTLS なしの呼び出しは ${server} のポート ${port} で拒否されます。`,
    denyAll: (_server, _client, _port, ns, _host) =>
      `${ns} のワークロードには、ほかの ALLOW が通すものしか届きません。`,
    acceptTokens: (server, _client, _port, _ns, _host) =>
      `${server} は発行者 1 つのトークンを検証します。誤ったトークンは拒否され、トークンのない要求は通ります。`,
    requireToken: (server, _client, _port, _ns, _host) =>
      `受け入れられたトークンのない ${server} への要求は拒否されます。`,
    mtls: (server, _client, port, _ns, _host) =>
      `${server} のポート ${port} は mTLS だけを受け入れます。ほかのポートは変わりません。`,
    strict: (_server, _client, _port, ns, _host) =>
      `${ns} のワークロードは mTLS だけを受け入れます。sidecar のない呼び出し元は拒否されます。`,
    strictExcept: (server, _client, port, _ns, _host) =>
      `${server} は mTLS だけを受け入れますが、ポート ${port} では平文も受け入れます。`,
    permissive: (_server, _client, _port, ns, _host) =>
      `すべての呼び出し元に sidecar が付くまで、${ns} のワークロードは mTLS と平文を受け入れます。`,
    sendMtls: (_server, _client, _port, _ns, host) => `クライアントは ${host} へ Istio の mTLS で送ります。`,
    sendPlaintext: (_server, _client, _port, _ns, host) =>
      `mTLS を話せないサーバーのために、クライアントは ${host} へ平文で送ります。`,
  },
  deny: {
    title: (namespace) => `${namespace} を閉じ、観測された通信を残す`,
    about:
      "ワークロードごとに、観測された呼び出し元を通す ALLOW を 1 つ置き、最後に何も許可しないポリシーを置きます。いずれも変更セットで待ちます。",
    why: (namespace) => `${namespace} を閉じ、観測された通信を残す`,
    closed: (namespace) => `${namespace} はすでに閉じています。`,
    lets: (n) => `観測された呼び出し元 ${n} 件を ID で通します`,
    kept: (n) => `観測された呼び出し元 ${n} 件は、既存のポリシーが引き続き通します`,
    nameless: (n) => `観測された呼び出し元 ${n} 件は ID がなく、拒否されます`,
    begin: (n) => `下書きを ${n} 件作る`,
  },
  smallest: {
    title: "通すための変更",
    look: "最小の変更を探す",
    about: "変更をメッシュ全体で試し、この要求を通すものだけを、影響の小さい順に示します。",
    looking: (done, of) => (of === 0 ? "探しています…" : `${of} 件中 ${done + 1} 件目を試しています…`),
    none: (tried) =>
      `${tried} 件の変更を試しましたが、単独で通すものはありません。何が止めているかは上の手順にあります。`,
    noneKnown: "1 つのポリシーの小さな変更では通せません。何が止めているかは上の手順にあります。",
    token:
      "トークンが拒否されています。受け入れられるトークンを送ってください。誤ったトークンを通すポリシーは作るべきではありません。",
    onlyThis: "ほかに変わるものはありません。",
    flips: (n) => `全部で ${n} 本のエッジが変わります:`,
    open: "すべては比較できていません。",
    begin: "下書きとして開く",
    does: {
      addSource: (policy, rule) => `${policy} の${rule}に呼び出し元を加える`,
      addRule: (policy, _rule) => `${policy} にこの要求のルールを加える`,
      newPolicy: (policy, _rule) => `この要求のための新しいポリシー ${policy}`,
      exceptCaller: (policy, rule) => `${policy} の${rule}から呼び出し元を除く`,
      takePlaintext: (policy, _rule) => `${policy} により、このポートで平文も受け入れる`,
      stopPlaintext: (policy, _rule) => `${policy} により、平文で送るのをやめる`,
    },
  },
  edge: {
    title: "変更する",
    allow: "この呼び出しを許可",
    deny: "この呼び出しを拒否",
    denyNameless: "ID のない呼び出し元を拒否",
    mtls: "ここで mTLS を必須にする",
    noProxy: (server) => `${server} にはプロキシがなく、ポリシーは判定されません。`,
    nameless: (client) => `${client} はここでは ID なしで届くため、ポリシーで個別に指定できません。`,
  },
};
