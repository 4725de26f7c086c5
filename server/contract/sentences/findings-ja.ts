import type { FindingCode } from "../findings.ts";
import type { FindingSentence } from "./findings-en.ts";

/** The findings in Japanese: the same codes, the same values. */
export const findings: Readonly<Record<FindingCode, FindingSentence>> = {
  undecodable: {
    text: "読み取れないため、何を決定するかは不明です: {because}",
    cure: "フィールドを修正してください。このままでは API サーバーに拒否されます。",
  },
  selectsNothing: {
    text: "このソースのワークロードを 1 つも選択していません。",
    cure: "同じ名前空間の Pod のラベルと照合してください。",
  },
  selectsNoProxy: {
    text: "プロキシのないワークロードしか選択しておらず、適用するものがありません。",
    cure: "対象に sidecar を入れるか、別のワークロードを選択してください。",
  },
  shadowed: {
    text: "同じ適用範囲のより古い {other} が優先されます。",
    cure: "適用範囲ごとに 1 つにまとめ、もう一方を削除してください。",
  },
  shadowedFor: {
    text: "{workloads} では、より古い {other} が優先されます。",
    cure: "セレクターが重ならないようにするか、1 つにまとめてください。",
  },
  targetRefsIgnored: {
    text: "targetRefs がありますが、sidecar と従来のゲートウェイは無視し、対象となる Gateway API のゲートウェイもここにはありません。",
    cure: "sidecar と従来のゲートウェイには selector.matchLabels を使ってください。",
  },
  exportToUnknown: {
    text: "exportTo の名前空間 {namespace} は存在しません。",
    cure: "存在する名前空間、自身を表す「.」、またはすべてを表す「*」を書いてください。",
  },
  rootSelector: {
    text: "ルート名前空間にありセレクターを持つため、Istio は無視します。",
    cure: "ワークロードの名前空間へ移すか、セレクターを外してください。",
  },
  deadPort: {
    text: "選択されたワークロードにコンテナポート {port} はありません。",
    cure: "選択されたワークロードのコンテナポートを書いてください。",
  },
  servicePort: {
    text: "選択されたワークロードにコンテナポート {port} はありません。これは Service {service} のポートです。ここではコンテナポート（{target}）を指定します。",
    cure: "{port} を {target} に書き換えてください。",
  },
  strictRefuses: {
    text: "STRICT は sidecar のない呼び出し元を拒否します: {who}。",
    cure: "先に sidecar を入れるか、呼び出されるコンテナポートを portLevelMtls で PERMISSIVE にしてください。",
  },
  autoMtlsOff: {
    text: "{servers} は相互 TLS だけを受け付けますが、クライアントは平文を送ります: {why}。",
    cure: "自動 mTLS を無効にしている設定を外すか、呼び出し元に ISTIO_MUTUAL の DestinationRule を用意してください。",
  },
  disableToStrict: {
    text: "DISABLE から STRICT へ一度に変わります。プロキシに行き渡るまで {servers} は呼び出しを拒否します。",
    cure: "まず PERMISSIVE にし、すべての呼び出し元が mTLS になってから STRICT にしてください。",
  },
  dryRun: {
    text: "dry run: ログに記録されるだけで、何も決定しません。",
    cure: "有効にするには注釈 istio.io/dry-run を外してください。",
  },
  dryRunCustom: {
    text: "CUSTOM に dry run は効きません。ルールに該当するものは拒否されます。",
    cure: "注釈 istio.io/dry-run かポリシー自体を外してください。",
  },
  audit: {
    text: "AUDIT はログ用に印を付けるだけで、何も決定しません。",
    cure: "決定させるには DENY か ALLOW を使ってください。",
  },
  denyNothing: {
    text: "ルールのない DENY は何も拒否しません。",
    cure: "ルールを書いてください。空のルール 1 つですべて拒否します。",
  },
  allowsNothing: {
    text: "何も許可せず、ほかに {servers} を開く ALLOW ポリシーもないため、すべての呼び出しが拒否されます。",
    cure: "呼び出してよい相手の ALLOW ポリシーを追加してください。誰にも許可しないなら、このままで構いません。",
  },
  unknownProvider: {
    text: "MeshConfig に使用可能なプロバイダー {provider} がないため、ルールに該当するものは拒否されます。",
    cure: "MeshConfig の extensionProviders に追加するか、名前を直してください。",
  },
  twoProviders: {
    text: "{servers} では {other} が別のプロバイダーを使うため、両方のルールに該当するものは拒否されます。",
    cure: "ワークロードごとにプロバイダーを 1 つにしてください。",
  },
  deadPrincipal: {
    text: "{value} に当たるワークロードも ServiceAccount もありません。",
    cure: "存在するアカウントを trust-domain/ns/NAMESPACE/sa/ACCOUNT の形で書いてください。",
  },
  deadServiceAccount: {
    text: "ServiceAccount {value} はなく、それで動作するワークロードもありません。",
    cure: "存在するアカウントを NAMESPACE/ACCOUNT の形で書いてください。",
  },
  foreignTrustDomain: {
    text: "{value} の trust domain {domain} は、このメッシュのものでも別名でもありません。",
    cure: "連携するメッシュでなければ {own} と書いてください。",
  },
  deadNamespace: {
    text: "名前空間 {value} はここにありません。",
    cure: "存在する名前空間を書いてください。",
  },
  deadExclusion: {
    text: "{field} の {value} に当たるものはなく、何も除外されません。",
    cure: "名前を直すか外してください。除外したはずのものが通ります。",
  },
  scheme: {
    text: "{value} は一致しません: principal に spiffe:// は付けません。",
    cure: "{without} と書いてください。",
  },
  starRequestPrincipal: {
    text: "*/* はどのトークンにも一致しません。任意のトークンには * と書きます。",
    cure: "代わりに「*」と書いてください。",
  },
  unknownKey: {
    text: "Istio に条件 {value} はないため、このルールは何にも一致しません。",
    cure: "Istio の条件の一覧にあるキーを使ってください。",
  },
  unusableValue: {
    text: "Istio は {field} の {value} を読み取れません: {effect}。",
    cure: "値を修正してください。",
  },
  deadMethod: {
    text: "{value} という HTTP メソッドはありません。メソッドは書かれたとおりに比較されます。",
    cure: "GET のように大文字で書いてください。",
  },
  hostNotServed: {
    text: "{value} という名前のものはありません。hosts は送られた Host ヘッダーと比較されます。",
    cure: "呼び出し元が使う名前を書いてください。ほかのポートには :* を付けます。",
  },
  identityWithoutMtls: {
    text: "{servers} は DISABLE のため、呼び出し元に ID がありません。{field} は一致せず、その否定は常に一致します。",
    cure: "PERMISSIVE か STRICT にするか、ID を条件にしないでください。",
  },
  tokensNotRead: {
    text: "{servers} に効く RequestAuthentication がなくトークンが読まれないため、{field} に当たるものはありません。",
    cure: "対象のワークロードに、発行者を指定した RequestAuthentication を追加してください。",
  },
  neverMatches: {
    text: "どのリクエストも一致しません: {why}。",
    cure: "選択肢に分けるか、矛盾する条件を外してください。",
  },
  hiddenByDeny: {
    text: "同じワークロードへの呼び出しを {other} が先にすべて拒否するため、実際には何も許可しません。",
    cure: "DENY ポリシーの範囲を狭めるか、このポリシーを外してください。",
  },
  splitRule: {
    text: "ルール {rule} は from だけ、ルール {next} は to だけです。どちらか一方で足りるため、ルール {next} は誰でも通します。",
    cure: "両方を条件にするなら、ハイフン 1 つで from と to を持つ 1 つのルールにまとめてください。",
  },
  denyWidened: {
    text: "{workload} の TCP ポート {port} では、このルールの HTTP のフィールドが無効になり、記述より広く拒否します。",
    cure: "同じ operation に HTTP のポートを書いてください。",
  },
  allowDropped: {
    text: "{workload} の TCP ポート {port} では、このルールは HTTP のフィールドを含むため無効で、何も許可しません。",
    cure: "TCP ポートには HTTP のフィールドのないルールを別に用意してください。",
  },
  anonymousCaller: {
    text: "{value} は {who} の呼び出しには一致しません。sidecar がなく ID を持たないためです。",
    cure: "sidecar を入れてください。",
  },
  atZtunnel: {
    text: "セレクターで ambient のワークロード（{servers}）の HTTP のフィールドを条件にしています。ztunnel は HTTP を読まず、waypoint はセレクターを見ません。",
    cure: "targetRefs で waypoint に付けてください。",
  },
  locksOutGateway: {
    text: "Gateway が開いた経路で、{who} が {servers} で拒否されます。",
    cure: "ゲートウェイの principal を許可してください。ゲートウェイ自体では、ID のない呼び出し元を許可します。",
  },
  locksOutPrometheus: {
    text: "{who} は {servers} のメトリクスを収集できません。",
    cure: "メトリクスのポートを Prometheus に許可するか、sidecar にメトリクスを統合させてください。",
  },
  locksOutProbes: {
    text: "インジェクターが書き換えていない、{servers} への kubelet のプローブを拒否します。Pod は準備未完了とみなされるか、再起動されます。",
    cure: "インジェクターにプローブを書き換えさせるか（sidecar.istio.io/rewriteAppHTTPProbers）、プローブのポートで誰からの平文も受け入れてください。",
  },
  firstAllow: {
    text: "{servers} の最初の ALLOW ポリシーです。挙げられていない呼び出し元は以後すべて拒否されます。現在の呼び出し元: {who}。",
    cure: "通すべき呼び出し元をルールに加えてください。",
  },
  noTokens: {
    text: "jwtRules がないため、トークンを探しません。",
    cure: "発行者と鍵を指定したルールを追加してください。",
  },
  tokenNotRequired: {
    text: "{servers} にトークンを求めるポリシーはありません。不正なトークンは拒否されますが、トークンなしでは通ります。",
    cure: "必須にするなら requestPrincipals を持つ AuthorizationPolicy を追加してください。",
  },
  tokensAtZtunnel: {
    text: "ambient のワークロード（{servers}）を選択していますが、そこでトークンを読むものはありません。",
    cure: "targetRefs で waypoint に付けてください。",
  },
  hostUnknown: {
    text: "ホスト {host} を持つ Service も ServiceEntry もありません。",
    cure: "NAME.NAMESPACE.svc.cluster.local のように Service の完全な名前を書いてください。",
  },
  shortHost: {
    text: "{host} は {meant} を指しますが、存在しません。{full} は存在します。",
    cure: "{full} と書いてください。",
  },
  hiddenEverywhere: {
    text: "{host} を呼び出せるクライアントは、すべて別のルールを使います: {other}。",
    cure: "ルールを 1 つにまとめてください。Istio はクライアント、サービス、ルートの名前空間の順に最初のものを使います。",
  },
  hiddenTls: {
    text: "{host} では、より古い {other} の trafficPolicy が優先されます。",
    cure: "trafficPolicy はホストごとに 1 つにしてください。",
  },
  subsetHidden: {
    text: "{host} のサブセット {subset} は、より古い {other} にもあり、そちらが優先されます。",
    cure: "名前を変えるか、一方を削除してください。",
  },
  subsetEmpty: {
    text: "{host} の Pod に、サブセット {subset} のラベルを持つものはありません。",
    cure: "Pod のラベルと照合してください。",
  },
  subsetWithoutLabels: {
    text: "サブセット {subset} にラベルがないため、{host} のすべての Pod を指します。",
    cure: "一部だけを指すならラベルを追加してください。",
  },
  hidesTls: {
    text: "TLS の設定がなく、{host} では {other} の {mode} に代わって使われます。",
    cure: "同じ tls をここにも書いてください。",
  },
  plaintextToStrict: {
    text: "相互 TLS だけを受け付ける {servers} に平文を送らせるため、呼び出しは失敗します。",
    cure: "tls.mode DISABLE を外してください。なければ Istio が自動で mTLS を送ります。",
  },
  mtlsToPlaintext: {
    text: "mTLS を終端しない {servers} に mTLS を送らせるため、呼び出しは失敗します。",
    cure: "tls.mode ISTIO_MUTUAL を外してください。なければ Istio がエンドポイントごとに判断します。",
  },
  tlsRefused: {
    text: "TLS（{mode}）を受け付けない {servers} に TLS を送らせるため、呼び出しは失敗します。",
    cure: "メッシュ内では ISTIO_MUTUAL を使うか、tls を外してください。",
  },
  plaintextLosesIdentity: {
    text: "{servers} に平文を送らせるため、{other} が求める ID が呼び出し元にありません。",
    cure: "tls.mode DISABLE を外してください。",
  },
  mutualWithoutCertificates: {
    text: "MUTUAL ですが clientCertificate と privateKey がないため、クライアントは平文を送ります。",
    cure: "両方のファイルか credentialName を指定するか、メッシュの証明書を使う ISTIO_MUTUAL にしてください。",
  },
  credentialIgnored: {
    text: "workloadSelector のないルールの credentialName を sidecar は読まず、平文を送ります。",
    cure: "クライアントを workloadSelector で指定するか、Pod のファイルを使ってください。",
  },
  skipsVerification: {
    text: "insecureSkipVerify により、応答する相手が誰でもサーバーとみなされます。",
    cure: "代わりに caCertificates と subjectAltNames を指定してください。",
  },
  rulePortUnknown: {
    text: "{host} にポート {port} はありません。portLevelSettings には Service のポート（{ports}）を書きます。",
    cure: "クライアントが呼び出すポートを書いてください。",
  },
  portCancelsTls: {
    text: "ポート {port} の設定に tls がないため、ルールの {mode} はそこでは効きません。",
    cure: "ポートにも tls を書いてください。",
  },
  routeUnknown: {
    text: "ルーティング先の {host} を持つ Service も ServiceEntry もありません。",
    cure: "Service の完全な名前を書いてください。短い名前は VirtualService の名前空間で探されます。",
  },
  gatewayUnknown: {
    text: "参照している Gateway {gateway} はこのソースにありません。",
    cure: "存在する Gateway を NAMESPACE/NAME の形で書いてください。",
  },
  routeSubsetUnknown: {
    text: "{host} のサブセット {subset} を定義する DestinationRule がなく、呼び出し元には 503 が返ります。",
    cure: "サブセットを定義するか、ルートから外してください。",
  },
  claimsNotRead: {
    text: "トークンのクレームでルーティングしますが、ゲートウェイ（{servers}）に効く RequestAuthentication がありません。",
    cure: "ゲートウェイを選択する RequestAuthentication を追加してください。",
  },
  gatewayHostTwice: {
    text: "TLS ポート {port} のホスト {host} は、より古い {other} にもあり、そちらが優先されます。",
    cure: "ポートごとに 1 つの Gateway だけにホストを書いてください。",
  },
  gatewayPortUnserved: {
    text: "ゲートウェイの Pod のポート {port} に届く Service がありません。",
    cure: "ゲートウェイの Service にポートを追加してください。",
  },
  entryProtocolTwice: {
    text: "{host} のポート {port} は、ここでは {protocol}、{other} では {otherProtocol} です。",
    cure: "ホストとポートごとにプロトコルを 1 つにしてください。",
  },
  egressHostUnknown: {
    text: "egress の {host} を持つ Service も ServiceEntry もありません。",
    cure: "ホストの完全な名前を NAMESPACE/HOST の形で書いてください。",
  },
  rootSidecarSelector: {
    text: "ルート名前空間にあり workloadSelector を持つため、メッシュ全体ではなくその名前空間の Pod にだけ効きます。",
    cure: "メッシュの既定にするならセレクターを外し、そうでなければ移してください。",
  },
};
