import type { CertificateIssueCode } from "../certificate-issues.ts";
import type { CertificateWord } from "./certificates-en.ts";
import type { FindingSentence } from "./findings-en.ts";

/** 証明書の問題。英語と同じコード、同じ値。 */
export const certificates: Readonly<Record<CertificateIssueCode, FindingSentence>> = {
  expired: {
    text: "{when} に失効しました（{late} 前）。",
    cure: "すぐに更新してください。その前に CA が応答するか確認してください。",
  },
  notYetValid: {
    text: "有効になるのは {when} からです。",
    cure: "ノードと CA の時計を比べてください（NTP）。",
  },
  clockSkew: {
    text: "時計が {late} ずれています。発行の時刻より後に有効になる証明書があるか、API サーバーの時計が違います。",
    cure: "NTP で時計を合わせてください。Istio が許すのは 2 分までです。",
  },
  rotationStuck: {
    text: "更新が止まっています。残りは有効期間の {left} です。{due}（{late} 前）に更新されるはずでした。",
    cure: "CA が要求を拒む理由を調べてから、{who} を再起動してください。",
  },
  rotationOverdue: {
    text: "更新が遅れています。残りは有効期間の {left} です。{due}（{late} 前）に更新されるはずでした。",
    cure: "CA が応答するか確認してください。{who} を再起動すると新しい証明書を要求します。",
  },
  endsSoon: {
    text: "{when}、あと {late} で失効します。残りは有効期間の {left} です。",
    cure: "期限までに更新してください。",
  },
  authorityEndsSoon: {
    text: "この認証局は {when}、あと {late} で失効します。",
    cure: "まず後継をすべての信頼バンドルに入れ、それから切り替えてください。",
  },
  chainEndsFirst: {
    text: "チェーン中の {issuer} は {when} に、証明書自身より先に失効します。",
    cure: "{issuer} を更新してください。同じルートの下の新しい中間証明書は再起動なしで読み込まれます。",
  },
  outlivesIssuer: {
    text: "期限は {when} ですが、署名した {issuer} がその前の {due} に失効します。",
    cure: "{issuer} を失効前に更新してください。",
  },
  shortenedByRoot: {
    text: "{issuer} は {when} に失効します。署名する証明書は更新のたびに短くなります。",
    cure: "新しいルートへの切り替えを始めてください。",
  },
  neverArrived: {
    text: "{name} は要求されましたが、届いていません。",
    cure: "Secret または ID が存在し、プロキシが取得できるか確認してください。",
  },
  renewalFails: {
    text: "プロキシは更新できないと言っています: {because}",
    cure: "CA が応答するか、そのログを確認してください。",
  },
  brokenSignature: {
    text: "署名を {issuer} の鍵で検証できません。",
    cure: "実際に署名した証明書を置くか、発行し直してください。",
  },
  notAuthority: {
    text: "署名した {issuer} は CA ではなく、証明書に署名できません。",
    cure: "CA の証明書（CA:TRUE、keyCertSign）で署名してください。",
  },
  pathTooLong: {
    text: "{issuer} の下に許される認証局の数を、チェーンが超えています（pathlen）。",
    cure: "中間証明書を減らすか、{issuer} をその制限なしで発行し直してください。",
  },
  chainIncomplete: {
    text: "チェーンが途切れています。{name} に署名した {issuer} は提示されておらず、信頼もされていません。",
    cure: "リーフを先頭に、中間証明書を追加してください。",
  },
  wrongOrder: {
    text: "PEM のブロックが、リーフを先頭とする順序になっていません。",
    cure: "リーフ、その署名者、さらにその署名者の順に書いてください。",
  },
  unreadableBlock: {
    text: "{name} の PEM のブロック {count} は証明書として読めません。Istio はこれを捨て、ほかを使います。",
    cure: "そのブロックを差し替えてください。",
  },
  oddSerial: {
    text: "シリアル番号が負か、{issuer} が 2 度使っています。",
    cure: "ランダムなシリアル番号で発行し直してください。",
  },
  weakKey: {
    text: "鍵が弱すぎます: {name}。",
    cure: "2048 ビット以上の RSA か EC P-256 で発行し直してください。",
  },
  weakSignature: {
    text: "偽造できる {name} で署名されています。",
    cure: "SHA-256 で発行し直してください。",
  },
  longValidity: {
    text: "有効期間が {late} あります。ブラウザーが受け入れるのは 398 日までです。",
    cure: "より短い期間で発行してください。",
  },
  serverAuthMissing: {
    text: "拡張鍵用途に serverAuth がなく、クライアントに拒否されます。",
    cure: "serverAuth を入れて発行し直してください。",
  },
  wrongIdentity: {
    text: "証明書の名前は {name} ですが、{who} は {other} として動いています。",
    cure: "{who} を再起動し、自身の証明書を要求させてください。",
  },
  foreignIdentity: {
    text: "名前 {name} は Istio の形式 spiffe://domain/ns/namespace/sa/account ではありません。",
    cure: "名前空間やアカウントで書いたポリシーには一致しません。principal 全体で指定してください。",
  },
  trustDomain: {
    text: "信頼ドメイン {name} は {other} でも、その別名でもありません。",
    cure: "MeshConfig の trustDomainAliases に {name} を加えるか、{other} で発行させてください。",
  },
  notTrustedByPeers: {
    text: "署名元のルート {issuer} を信頼しないプロキシが {count} 個あります: {names}。",
    cure: "{issuer} を信頼バンドルに戻し、それらのプロキシを再起動してください。",
  },
  doesNotTrustPeers: {
    text: "相手 {count} 個に署名したルート {issuer} を信頼していません: {names}。",
    cure: "{who} を再起動し、新しいバンドルを受け取らせてください。",
  },
  severalRoots: {
    text: "{count} 個のルートが同時に信頼されています: {names}。",
    cure: "ルートの切り替えを最後まで進めてください。",
  },
  newRootIgnored: {
    text: "CA にはルート {issuer} が渡されていますが、どの名前空間にも配られていません。istiod は再起動まで古いものを使います。",
    cure: "istiod を再起動するか、先に ISTIO_MULTIROOT_MESH を設定してください。",
  },
  rootBundleStale: {
    text: "名前空間 {namespace} には {other} と異なるルートが配られています。",
    cure: "ConfigMap を削除すると istiod が作り直します。再び異なるなら、2 つのコントロールプレーンが書いています。",
  },
  rootBundleMissing: {
    text: "名前空間 {namespace} にはプロキシを持つ Pod がありますが、ConfigMap {name} がなく、新しい Pod が起動しません。",
    cure: "discoverySelectors と、istiod がそこに ConfigMap を書けるかを確認してください。",
  },
  webhookStale: {
    text: "{name} は、istiod 自身の証明書に署名した認証局を信頼していません。",
    cure: "istiod を再起動すると caBundle が書かれます。webhook_patch_failures_total も確認してください。",
  },
  replicasDisagree: {
    text: "istiod のレプリカごとに認証局が異なります: {names}。",
    cure: "古いほうを再起動してください。",
  },
  crlStale: {
    text: "{namespace} の失効リストは {when} が更新期限でした。",
    cure: "ca-crl.pem を更新してください。期限切れのリストでは Envoy はすべての相手を拒否します。",
  },
  crlMissing: {
    text: "{namespace} の失効リストに {issuer} の分がありません。Envoy はチェーンのすべての CA について必要とします。",
    cure: "{issuer} のリストを ca-crl.pem に加えてください。",
  },
  requestsFail: {
    text: "{who} から CA への要求は、直近 15 分間に {of} 件中 {count} 件失敗しました。",
    cure: "istiod のログと、{who} からポート 15012 に届くかを確認してください。",
  },
  requestsRefused: {
    text: "{name} は直近 1 時間に証明書の要求を {count} 件拒否しました: {because}。",
    cure: "{name} のログを確認してください。認証の失敗はトークンの audience や発行者、または時計が原因です。",
  },
  lifeTooLong: {
    text: "{name} は、求める有効期間が長すぎるとして要求を {count} 件拒否しました（TTL_ERROR）。",
    cure: "プロキシの SECRET_TTL を istiod の MAX_WORKLOAD_CERT_TTL 以下にしてください。",
  },
  secretMissing: {
    text: "{who} が指定する Secret {name} は、名前空間 {namespace} にありません。",
    cure: "ゲートウェイの Pod と同じ名前空間に作成してください。",
  },
  secretForbidden: {
    text: "{who} は別の名前空間の Secret {name} を、ReferenceGrant なしで参照しています。",
    cure: "名前空間 {namespace} に ReferenceGrant を追加してください。",
  },
  secretKeysMissing: {
    text: "Secret {name} には cert と key も、tls.crt と tls.key もありません。",
    cure: "証明書チェーンと鍵をこれらの名前で書いてください。",
  },
  keyMismatch: {
    text: "Secret {name} の秘密鍵は、その証明書のものではありません。",
    cure: "正しい組で Secret を作り直してください。それまでは古い証明書が使われます。",
  },
  servesAnother: {
    text: "{who} が提示するのはシリアル {name} ですが、Secret {other} の内容は異なります。",
    cure: "pilot_total_xds_rejects の sds を確認してください。ゲートウェイを再起動すると保存済みのものを読みます。",
  },
  hostNotCovered: {
    text: "{who} がこの証明書で提供する {names} が、証明書の名前に含まれていません。",
    cure: "それらの名前も含めて発行してください。コモンネームは対象になりません。",
  },
  mutualWithoutAuthority: {
    text: "{who} はポート {port} でクライアント証明書を要求しますが、検証する CA がありません。",
    cure: "Secret に ca.crt を加えるか、{name} を作成してください。",
  },
  credentialTwice: {
    text: "{names} が同じ {name} を使っています。接続を再利用するブラウザーには 404 が返ります。",
    cure: "1 つにまとめるか、別々の証明書にしてください。",
  },
  upstreamNotVerified: {
    text: "{who} は TLS {name} を指定していますが、CA 証明書がありません。",
    cure: "caCertificates を設定してください。一般のルートなら system とします。",
  },
  certManagerNotReady: {
    text: "cert-manager: {name} の準備ができていません（{other}）: {because}",
    cure: "発行者または要求を直してから更新してください。",
  },
  certManagerOverdue: {
    text: "cert-manager は {name} を {due}（{late} 前）に更新するはずでした。",
    cure: "Certificate のイベントを確認してください。cmctl renew で手動でも始められます。",
  },
};

/** 証明書についての文の部品。 */
export const certificateWords: Readonly<Record<CertificateWord, string>> = {
  days: "{count} 日",
  hours: "{count} 時間 {minutes} 分",
  minutes: "{count} 分",
  seconds: "{count} 秒",
  failsWorkload: "{when} 以降、{who} との通信は双方向とも失敗します。",
  failsWorkloadNow: "{when} から、{who} との通信は双方向とも失敗しています。",
  failsUntilWorkload: "{when} まで、{who} との通信は双方向とも失敗します。",
  failsGateway: "{when} 以降、{who} への TLS 接続は拒否されます。",
  failsGatewayNow: "{when} から、{who} への TLS 接続は拒否されています。",
  failsUntilGateway: "{when} まで、{who} への TLS 接続は拒否されます。",
  failsAuthority: "{when} 以降、{who} の下のすべての証明書が使えなくなります。",
  failsAuthorityNow: "{when} から、{who} の下のすべての証明書が使えません。",
  failsUntilAuthority: "{when} まで、{who} の下のすべての証明書が使えません。",
  failsIstiod: "{when} 以降、プロキシは istiod に接続できず、設定も更新も届きません。",
  failsIstiodNow: "{when} から、プロキシは istiod に接続できず、設定も更新も届いていません。",
  failsUntilIstiod: "{when} まで、プロキシは istiod に接続できません。",
  failsWebhook: "{when} 以降、Pod の作成もポリシーの検査もできません。",
  failsWebhookNow: "{when} から、Pod の作成もポリシーの検査もできません。",
  failsUntilWebhook: "{when} まで、Pod の作成もポリシーの検査もできません。",
  failsCertManager: "{when} 以降、{who} を使うものは失敗します。",
  failsCertManagerNow: "{when} から、{who} を使うものは失敗しています。",
  failsUntilCertManager: "{when} まで、{who} を使うものは失敗します。",
  peersRefuse: "相手は {who} を拒否します。",
  clientsRefuse: "クライアントは {who} を拒否します。",
  pairsFail: "ワークロードの組 {count} 個が通信できません。",
  tlsReset: "そのポートへの接続はリセットされます。",
  noPods: "そこでは Pod を作成できません。",
  noRenewal: "プロキシは今の証明書が切れるまで使い、その後は通信が失敗します。",
  oldServed: "古い証明書が失効まで使われます。",
  requestsFailed: "CA への要求は直近 15 分間に {of} 件中 {count} 件失敗しました。",
  caRefuses: "istiod が要求を拒否しています: {because}。",
  fileMounted: "ファイルから読み込まれており、エージェントは更新しません。",
  saidByProxy: "プロキシの報告: {because}",
  nextTry: "{count} 回失敗しました。cert-manager は {when} に再試行します。",
  caSelfSigned:
    "ルートの名前は信頼ドメインだけで、ワークロードに直接署名しています。istiod が作ったものです。",
  caPluggedIn:
    "チェーンに中間証明書があるか、ルートに独自の名前（{name}）があります。外部から渡された CA です。",
  caKubernetes: "istiod に EXTERNAL_CA={name} があり、Kubernetes の CSR API が署名します。",
  caServerOff: "istiod に ENABLE_CA_SERVER=false があります。",
  caAddress: "プロキシは {name} に要求します。",
  caSpire: "ワークロード {count} 個の ID は SPIRE（{name}）から来ています。",
  caProvider: "ワークロード {count} 個の ID は {name} から来ています。",
  caUnknown: "ルートも istiod の設定も分かりません。",
  caDated: "{when} からのルートです。",
  gapProxies: "プロキシ {of} 個中 {count} 個の証明書が分かりません。",
  gapProxiesCure:
    "Prometheus に istio_agent_cert_expiry_seconds を収集させるか、プロキシを読んでください（pods/portforward）。",
  gapDatesOnly: "証明書 {count} 個は日付しか分からず、チェーン・発行者・鍵は不明です。",
  gapDatesOnlyCure:
    "プロキシの Secret のダンプも取得してください（proxies/<namespace>/<pod>/secrets.json）。",
  gapRoots: "ルートの ConfigMap が分からないため、どのルートが配られているか不明です。",
  gapRootsCure: "configmaps の get と list を許可するか、キャプチャに加えてください。",
  gapSecret: "{name} を持つプロキシが確認できていないため、その証明書については何も分かりません。",
  gapSecretCure:
    "ゲートウェイのプロキシのシークレットを読み取ってください。Secret そのものは決して読みません。",
  stageSteady: "読み取ったすべてのプロキシが、1 つのルートを信頼し使っています。",
  stageSeveral: "読み取ったすべてのプロキシが、同じ {count} 個のルートを信頼しています。",
  stageDistributing: "ルート {to} を配布中: {of} 個中 {count} 個のプロキシが信頼しています。",
  stageTrustedEverywhere:
    "読み取ったすべてのプロキシが {from} と {to} を信頼し、署名はまだすべて {from} です。",
  stageSwitching: "プロキシ {of} 個中 {count} 個をルート {to} が、ほかを {from} が署名しています。",
  stageSwitched: "読み取ったすべてのプロキシをルート {to} が署名し、{from} もまだ信頼されています。",
  stageDone: "プロキシが信頼するのはルート {to} だけです。{from} は {count} 個のバンドルに残っています。",
  stageBroken: "今、ワークロードの組 {count} 個が通信できません。一方のルートが他方のバンドルにありません。",
  stageUnknown: "どのプロキシのルートも分かりません。",
  nextSteady:
    "することはありません。切り替えるなら、新しいルートを作り、両方を 1 つのバンドルで配ってください。",
  nextDistributing: "次の更新を待つか、まだ持たないものを再起動してください: {names}。",
  nextTrustedEverywhere: "署名する CA を {to} に切り替え、root-cert.pem には両方を残してください。",
  nextSwitching: "次の更新を待つか、まだ {from} が署名しているものを再起動してください: {names}。",
  nextSwitched:
    "ゲートウェイ、VM、ほかのクラスター、外部のクライアントを確認してから、root-cert.pem から {from} を外してください。",
  nextDone: "まだ {from} を持つバンドルから外してください。",
  nextBroken: "欠けたルートを root-cert.pem に戻し、再起動してください: {names}。",
  nextUnknown: "プロキシの Secret を読み取ってください。",
  stopSwitch: "まだ署名する CA を切り替えないでください",
  stopSwitchText: "{to} が署名した証明書は {names} に拒否されます。ほかの {of} 個との {count} 組です。",
  stopRemove: "まだ {from} を外さないでください",
  stopRemoveText: "{from} はまだ {names} に署名しています。{count} 組の通信が失敗します。",
  stopUnseen: "すべてのプロキシが分かってはいません",
  stopUnseenText:
    "プロキシ {of} 個中 {count} 個は読まれていません。何を信頼するかは不明で、正常とは言えません。",
  stopBroken: "先に進めないでください",
  stopBrokenText: "すでに {count} 組が通信できません: {names}。",
  bundleOther: "{other} と異なるルートを持ちます: {names}。",
  bundleMissing: "プロキシはありますが、新しい Pod のためのルートがありません。",
  bundleUnreadable: "読める証明書が入っていません。",
  decodeKey: "ブロック {count} は秘密鍵です。読み取らず、保存もしていません。",
  decodeKeyCure: "取り除いてください。ほかの人が見た可能性があれば、鍵を交換してください。",
  decodeBlock: "ブロック {count}（{name}）は証明書ではありません。",
  decodeBlockCure: "始まりと終わりの行も含めて貼り直してください。",
  decodeNothing: "証明書も X-Forwarded-Client-Cert ヘッダーもありません。",
  decodeNothingCure: "PEM か、ヘッダーの値を貼り付けてください。",
};
