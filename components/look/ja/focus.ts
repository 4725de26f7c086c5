import type { Words } from "../words.ts";

const few = 3;

const names = (values: readonly string[]): string =>
  values.length <= few
    ? values.join("、")
    : `${values.slice(0, few).join("、")} ほか ${values.length - few} 件`;

/** The page "Focus": one node, who may call it, whom it may call. */
export const focus: Words["focus"] = {
  title: "フォーカス",
  titleOf: (id) => `フォーカス: ${id}`,
  entry: (id) => `フォーカス ${id}`,
  open: "フォーカス",
  openTip: "すべての組み合わせについて、呼び出せる相手と呼び出し元を表示",
  picker: "フォーカスするワークロード",
  pickerHint: "名前空間/名前",
  noMatch: "その名前のワークロードはありません",
  pick: "ワークロードを選んでください",
  pickText:
    "誰が呼び出せるか、どこを呼び出せるかを、描かれたエッジだけでなくメッシュのすべての組み合わせで示します。",
  loading: "このワークロードのすべての組み合わせを評価しています",
  filter: "相手を絞り込む",
  filterHint: "名前空間または名前",
  side: "方向",
  sides: { both: "両方", callers: "呼び出し元", calls: "呼び出し先" },
  strip: "通過の条件ごとの組み合わせ数。クリックで絞り込み",
  pairs: (n) => `${n.toLocaleString("ja")} 組`,
  clear: "すべて表示",
  callers: "これを呼び出せる相手",
  calls: "これが呼び出せる相手",
  ofAll: (passing, all) => `${all.toLocaleString("ja")} 件中 ${passing.toLocaleString("ja")} 件`,
  none: "絞り込みに合うものがありません。",
  noCallers: {
    outside: "メッシュ外の呼び出し元は呼び出しの起点です。ここを呼び出すものはありません。",
    noPorts: "ポートの宣言も、ここに至る Service もないため、呼び出し元は分かりません。",
  },
  noCalls: "メッシュ外のサーバーです。その呼び出し先はここでは分かりません。",
  way: {
    noProxy: "プロキシなし",
    anyClient: "誰でも",
    anyIdentity: "任意の ID",
    notDenied: "拒否対象外",
    namespace: "名前空間で",
    address: "アドレスで",
    identity: "ID で",
    requests: "一部のリクエスト",
    token: "トークンあり",
    mixed: "エンドポイントで相違",
    unknown: "不明",
    stopped: "遮断",
  },
  by: {
    noProxy: "誰でも（前段にプロキシなし）",
    anyClient: "ID のないものも含め、任意のクライアント",
    anyIdentity: "メッシュの任意の ID",
    notDenied: "DENY ルールに該当しないもの",
    namespace: (values) => (values.length === 0 ? "名前空間の指定あり" : `名前空間 ${names(values)}`),
    address: (values) => (values.length === 0 ? "アドレスの指定あり" : `アドレス ${names(values)}`),
    identity: (values) => (values.length === 0 ? "ID の指定あり" : `ID ${names(values)}`),
    requests: "一部のリクエストのみ",
    token: "トークンがある場合のみ",
    mixed: "エンドポイントで相違",
    unknown: "不明",
  },
  to: {
    noProxy: "相手にプロキシがなく、何も検査されない",
    anyClient: "任意のクライアントに開放",
    anyIdentity: "メッシュの任意の ID に開放",
    notDenied: "DENY ルールに該当しないものに開放",
    namespace: "相手がこの名前空間を指定",
    address: "相手がこのアドレスを指定",
    identity: "相手がこの ID を指定",
    requests: "一部のリクエストのみ",
    token: "トークンがある場合のみ",
    mixed: "エンドポイントで相違",
    unknown: "不明",
  },
  rule: (n) => `ルール ${n}`,
  morePolicies: (n) => `ほか ${n} 件`,
  showPeers: (n) => `${n.toLocaleString("ja")} 件をすべて表示`,
  hidePeers: "表示を減らす",
  peersOf: (head) => `相手: ${head}`,
  inGraphTip: (head) => `グラフで見る: ${head}`,
  edgeTip: (client, server, port) => `${client} から ${server} のポート ${port} へのエッジ`,
  askTip: (client, server) => `${client} から ${server} へのリクエストを問い合わせる`,
  focusTip: (id) => `${id} にフォーカス`,
  observed: (rate) => `${rate}/秒`,
  named: "ルールに記載",
  port: (port) => `ポート ${port}`,
  portCallers: (port) => `ポート ${port} の呼び出し元`,
  whyOpen: "開いている理由",
  whySome: "ID を問わない理由",
  change: "変更が必要なもの:",
  fromOutside: "メッシュ外から:",
  policies: "適用されるポリシー（評価順）",
  inGraphNode: "グラフで見る",
  openToEveryone: "誰にでも開放",
  reason: {
    noProxy: ({ because = "" }) =>
      `このポートの前段にプロキシがないため（${because}）、ポリシーは評価されません。閉じるには、このポートを受け持つ sidecar が必要です。`,
    modeDefault: () =>
      "モードを定める PeerAuthentication がないため、平文を受け入れます。メッシュ、名前空間またはワークロードに mtls.mode STRICT を設定すると接続を拒否します。",
    modePolicy: ({ policy = "", mode = "" }) =>
      `${policy} により ${mode} のため、平文を受け入れます。これを、またはより近いポリシーを STRICT にすると接続を拒否します。`,
    noAllow: () =>
      "適用される ALLOW ポリシーがないため、接続したものはすべて許可されます。ALLOW ポリシーを一つ加えると、記載のないものは拒否されます。",
    allowsEveryone: ({ policy = "", rule = "", from = "" }) =>
      `${policy} は ID のない呼び出し元を許可します。ルール ${rule} ${from === "none" ? "に from がありません" : "の from に ID の指定がありません"}。`,
  },
};
