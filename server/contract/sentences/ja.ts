import type { OwnCode } from "./en.ts";

type Values = Readonly<Record<string, string>>;
type Template = string | ((values: Values) => string);

/** Kana and kanji are twice as wide as Latin letters. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, c) => sum + (c >= "\u3000" && c <= "\uffef" ? 2 : 1), 0);

/** As wide as some 20 Latin letters: the pill on an edge. */
function short(text: string): string {
  if (widthOf(text) <= 20) return text;
  let cut = text;
  while (widthOf(cut) > 19) cut = cut.slice(0, -1);
  return `${cut}…`;
}

const japanese = /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/;

/** Latin letters have a space beside kana and kanji; two Japanese words have none. */
const joined = (head: string, tail: string): string =>
  japanese.test(head.at(-1) ?? "") && japanese.test(tail[0] ?? "") ? head + tail : `${head} ${tail}`;

/** " (403)" with the parentheses of Japanese. */
const wide = (text = ""): string => text.trim().replace("(", "（").replace(")", "）");

const outcomes: Values = {
  allowed: "許可",
  denied: "拒否",
  unauthenticated: "トークン拒否",
  refused: "接続拒否",
  depends: "条件付き",
  unknown: "不明",
};

/** What the server says in Japanese. Parts of a sentence have no full stop; sentences are polite. */
export const own: Readonly<Record<OwnCode, Template>> = {
  method: "{values}",
  notMethod: "{values} 以外",
  path: "パス {values}",
  notPath: "パス {values} 以外",
  host: "ホスト {values}",
  notHost: "ホスト {values} 以外",
  anyToken: "トークンあり",
  noToken: "トークンなし",
  tokenOf: "{values} のトークンあり",
  noTokenOf: "{values} のトークンなし",
  tokenGoodOrNone: "トークンなし、または {values} の有効なトークンあり",
  tokenRejected: "拒否されるトークンあり",
  authorizerYes: "外部認可 {values} が許可",
  authorizerNo: "外部認可 {values} が拒否",
  certificateGood: "サーバー証明書の検証に成功（{values}）",
  certificateBad: "サーバー証明書の検証に失敗（{values}）",
  stream: "ストリームが {values}",
  notStream: "ストリームが {values} 以外",
  header: "ヘッダー {name} あり",
  noHeader: "ヘッダー {name} なし",
  headerIs: "ヘッダー {name}: {values} あり",
  headerIsNot: "ヘッダー {name}: {values} なし",
  claimIs: "クレーム {name} = {values} あり",
  claimIsNot: "クレーム {name} = {values} なし",
  tokenHas: "{name} が {values} のトークンあり",
  tokenHasNot: "{name} が {values} のトークンなし",
  from: "送信元 {values}",
  notFrom: "送信元 {values} 以外",
  fieldIs: "{name} が {values}",
  fieldIsNot: "{name} が {values} 以外",
  always: "常に",
  never: "該当なし",
  someOf: "{names} ほか {more} 件",
  group: "（{of}）",
  notAll: "（{of}）以外",
  both: (parts) => Object.values(parts).join("、"),
  either: (parts) => Object.values(parts).join(" または "),
  guarded: ({ when = "", answer = "" }) => joined(joined(when, "は"), joined(answer, "の場合のみ")),
  only: ({ of = "" }) => joined(of, "の場合のみ"),
  itIs: "{of}",
  unless: ({ of = "" }) => joined(of, "の場合を除く"),
  pill: ({ of = "" }) => short(of),
  pillPair: ({ method = "", path = "" }) => short(`${method} ${path}`),
  pillNot: "{of} 以外",
  pillToken: "トークン",
  pillHost: "ホスト",
  pillAddress: "アドレス",
  pillAuthorizer: "外部認可",
  pillCertificate: "証明書",
  pillProtocol: "プロトコル",
  notKnown: "不明",
  notAsked: "未評価",
  noIdentity: "ID なし（mTLS ではない）",
  noAddress: "アドレスなし",
  noHost: "ホストなし",
  noPath: "パスなし",
  noAcceptedToken: "受理されたトークンなし",
  noSuchClaim: "該当クレームなし",
  empty: "空",
  absent: "なし",
  missNoRules: "ルールがない",
  missWants: "{field} の条件は {values}、実際は {was}",
  missWantsNot: "{field} の条件は {values} 以外、実際は {was}",
  missDropped: "ルールに HTTP のフィールドがあり、TCP では無効",
  missNever: "一致しうるルールがない",
  becauseHostNetwork: "ホストネットワークを使用している",
  becauseNeverInjected: "名前空間 {namespace} には注入されない",
  becauseLabelFalse: "ラベル sidecar.istio.io/inject が false",
  becauseAnnotationFalse: "アノテーション sidecar.istio.io/inject が false",
  becauseNamespaceLabel: "名前空間 {namespace} にラベル {label} がある",
  becauseNoLabel: "名前空間 {namespace} に注入のラベルがない",
  becauseOwnLabel: "Pod 自身のラベルで指定されている",
  becauseZtunnel: "ztunnel に捕捉されている（ambient）",
  becauseContainer: "Pod にコンテナ istio-proxy がある",
  becauseOlder:
    "Pod にコンテナ istio-proxy がない（{because}）。Pod がラベルより古いか、webhook が動作しなかったため、再起動が必要",
  becauseTaken: "sidecar があるものとみなす",
  becauseNoPods: "Pod がない",
  appProtocol: 'appProtocol "{name}"',
  portName: 'ポート名 "{name}"',
  portIsTcp: "ポート {port} は TCP とみなす",
  detected: "自動検出",
  sidecarIngress: "Sidecar の ingress",
  tlsNotOpened: "プロキシが終端しない TLS",
  portOfProxy: "ポート {port} はプロキシのもの",
  runsAsProxy: "ユーザー 1337 で実行されている",
  theServer: "サーバー",
  otherIdentity: "ID がルールの subjectAltNames にない",
  systemAuthorities: "システムの認証局",
  against: "検証先: {authority}",
  speaksTls: "{server} がそこで TLS を話す",
  discoveryOf: "{issuer} のディスカバリドキュメント",
  nothingAnswers: "このソースには応答するものがありません。",
  gatewayApiUnread: "{gateway} は Gateway API のゲートウェイで、そのルートの評価にはまだ対応していません。",
  gatewayAsksCertificate:
    "{gateway} はクライアント証明書を要求しますが（{mode}）、呼び出し元の証明書はここでは分かりません。",
  configMapUnknown: "ConfigMap {name} の内容が不明です。{because}",
  calendarName: "証明書の有効期限",
  calendarEnds: "{owner} の証明書が切れます",
  calendarFacts: "{kind}、シリアル {serial}、発行者 {issuer}。{source} による {at} 時点の情報です。",
  certificatesUnread: "{what} が証明書について述べることは分かりません。",
  kindIn: "名前空間 {namespace} の {kind}",
  stillRead: "{what} を読み取り中です。",
  notReadSoFar: "{what} をまだ読み取れていません。{why}",
  mayHaveChanged: "{what} は読み取り後に変更された可能性があります。",
  mayHaveChangedSince: "{what} は {since} 以降に変更された可能性があります。{why}",
  mayNotList:
    "{user} にはクラスタ全体で {name} を一覧する権限がありません。ClusterRole で付与してください: {grant}。",
  mayNotListIn:
    "{user} には名前空間 {namespace} で {name} を一覧する権限がありません。その名前空間の Role で付与してください: {grant}。",
  coreApi: "コア API",
  clusterHasNo:
    "クラスタに {group} の {kind} がないため、適用されるものはありません。{name} がインストールされると読み取ります。",
  kindNotRead: "{kind} を読み取れませんでした。",
  kindNotReadIn: "名前空間 {namespace} の {kind} を読み取れませんでした。",
  listing: "{kind} の一覧取得",
  listingIn: "名前空間 {namespace} の {kind} の一覧取得",
  listingAbsent: "{listing}で種別が見つかりませんでした（404）。クラスタにこの種別はありません。",
  listingRefused: ({ listing, status, resource }) =>
    `${listing}が拒否されました${wide(status)}。${resource} に \`list\` 権限を付与してください。`,
  listingFailed: ({ listing, status }) =>
    `${listing}に失敗しました${wide(status)}。キャプチャを取り直してください。`,
  endpointsDiffer: "{server} はエンドポイントにより異なります: {pods}。",
  podEnds: ({ pod, outcome = "" }) => `${pod} ${outcomes[outcome] ?? outcome}`,
  listed: (parts) => Object.values(parts).join("、"),
  strictAnd: "{server} は STRICT で、{why}。",
  strictByAnd: "{server} は STRICT（{policy}）で、{why}。",
  hasNoSidecar: "{client} には sidecar がありません",
  isNoPod: "{client} はメッシュの Pod ではありません",
  madePlaintext: "{policy} により {client} は平文で送信します",
  sendsPlaintext: "{client} は平文で送信します",
  connectionFails: "{server} への接続は失敗します。",
  passes: "通過条件: {condition}。",
  passesBy: "通過条件: {condition}（{policies}）。",
  noneAllows: "AuthorizationPolicy {policies} には {client} を許可するルールがありません。",
  noneAllowsNameless:
    "AuthorizationPolicy {policies} には、ID のない呼び出し元である {client} を許可するルールがありません。",
  nothingChecked: "{server} のこのポートにはメッシュのプロキシがなく、何も検査されません。",
  nobodyRestricts: "{server} の呼び出し元を制限するポリシーはありません。",
  gateNo: "拒否",
  gateNone: "なし",
  gatePasses: "通過",
  gateNotReached: "未到達",
  noteHidden: "同じ適用範囲の古いポリシーが優先",
  noteRootSelector: "無視: ルート名前空間でのセレクター指定",
  noteSetsMode: "モードを決定",
  noteSetsPorts: "ポート {ports} のモードを決定",
  noteNearer: "より近いポリシーが決定",
  noteDryRun: "dry run: 何も決定しない",
  noteAudit: "何も決定しない",
  tokenCheck: "トークン検査",
  wholeMesh: "メッシュ全体",
  wholeNamespace: "名前空間 {namespace}",
  noIssuer: "issuer なし",
  noTls: "TLS 設定なし",
  noSelector: "セレクターなし",
  subsets: "subset {n} 件",
  routes: "ルート {n} 件",
  openNoProxy:
    "このポートの前段にプロキシがないため（{because}）、ポリシーは評価されません。閉じるには、このポートを受け持つ sidecar が必要です。",
  openModeDefault:
    "モードを定める PeerAuthentication がないため、平文を受け入れます。メッシュ、名前空間またはワークロードに mtls.mode STRICT を設定すると接続を拒否します。",
  openModePolicy:
    "{policy} により {mode} のため、平文を受け入れます。これを、またはより近いポリシーを STRICT にすると接続を拒否します。",
  openNoAllow:
    "適用される ALLOW ポリシーがないため、接続したものはすべて許可されます。ALLOW ポリシーを 1 つ加えると、記載のないものは拒否されます。",
  openRuleNoFrom: "{policy} は ID のない呼び出し元を許可します。ルール {rule} に from がありません。",
  openRuleFrom:
    "{policy} は ID のない呼び出し元を許可します。ルール {rule} の from に ID の指定がありません。",
  givenAuthorizerYes: "オーソライザー {provider} が許可と応答",
  givenAuthorizerNo: "オーソライザー {provider} が拒否と応答",
  givenHolds: "「{fact}」が成立",
  givenFails: "「{fact}」が不成立",
  previewLimit: "組み合わせが上限を超えたため、すべては比較していません。",
  previewWide:
    "変更が及ぶサーバーが多いため、グラフのエッジと外部からの呼び出しだけを、Service 経由で比較しました。",
  previewToken:
    "受け入れるトークンが変わる可能性があります。トークンは issuer とクレームで比較し、鍵、audience、読み取り元は比較していません。",
  previewMetadata: "ルールが別の Envoy フィルターのメタデータを参照しています。その値はここでは不明です。",
  previewAttribute:
    "ルートの正規表現や、1 つのヘッダーを 2 通りに使う条件など、例でしか比較していない属性があります。",
  previewNoRequest:
    "ルールは異なりますが、違いを示すリクエストは見つかりませんでした。再試行、ルート、別のエンドポイントが違いを隠している可能性があります。",
  previewAppears: "{server} は変更の前後どちらか一方にしか存在しません。",
  whoSeen: "{id}（実測 {rate}/s）",
  callersOutside: "メッシュ外の呼び出し元",
  autoOffByMesh: "MeshConfig で自動 mTLS が無効",
  autoOffByPolicy: "{policy} が名前空間 {namespace} で無効にしている",
  ruleDropped: "ルールごと無効になり、何も許可しません",
  valueLost: "その値だけが除かれ、ルールの意味が変わります",
  contradicts: "{other} に当たるものを {field} がすべて除外しています",
  nobodyFits: "{field} の条件をすべて満たす呼び出し元がこのソースにありません",
  requestsPerSecond: "{rate} リクエスト/秒",
  connectionsPerSecond: "{rate} 接続/秒",
  traffic: "{rate}、{how}",
  trafficRefused: "{rate}（接続拒否）、{how}",
  trafficDenied: "{rate}（拒否）、{how}",
  trafficAgrees: "設定と一致",
  sharePlaintext: "{share} 平文",
  shareMtls: "{share} mTLS",
  sharePass: "{share} 通過",
  shareRefused: "{share} 接続拒否",
  seenPlaintext: "設定では mTLS ですが、観測されたトラフィックの {share} は平文です。",
  seenMtls: "設定では平文ですが、観測されたトラフィックの {share} は mTLS です。",
  seenPass: "設定ではすべて遮断されますが、観測されたトラフィックの {share} は通過しています。",
  seenRefused: "設定では通過しますが、観測されたトラフィックの {share} は接続を拒否されています。",
};
