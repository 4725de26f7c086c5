import type { ReasonCode } from "../reasons.ts";

/** reasons.ts in Japanese: the same codes, the same values. */
export const reasons: Readonly<Record<ReasonCode, string>> = {
  clientOutside: "{client} はこのメッシュの Pod ではなく、プロキシもメッシュの証明書もありません。",
  clientSidecar: "{client} には sidecar があり、ID は {principal} です。",
  clientGateway: "{client} はゲートウェイで、ID は {principal} です。",
  clientNoProxy:
    "{client} には sidecar がありません: {because}。アプリケーションの通信がそのまま送られます。",
  clientPassthrough:
    "{client} の宛先アドレスは、そこから見える Service のものではないため、sidecar は接続をそのまま通します。",
  clientPortExcluded:
    "{client} はこの宛先を sidecar の対象外にしているため（{annotation}）、接続はそのまま送られます。",
  clientBlackHole:
    "{client} はレジストリにある宛先にしか接続できませんが（REGISTRY_ONLY）、{host} はそこにありません。",
  clientUnknown: "{client} はこのソースのワークロードではないため、プロキシと ID が分かりません。",
  memberSidecar: "{workload} は sidecar でメッシュに参加しています: {because}。",
  memberGateway: "{workload} はメッシュのゲートウェイです: {because}。",
  memberAmbient: "{workload} は sidecar なしでメッシュに参加しています: {because}。",
  memberNone: "{workload} はメッシュに参加していません: {because}。",
  memberPredicted: "{workload} の Pod はここにはありません。新しい Pod がどうなるかを示しています。",
  routeSubset: "{policy} は {host} ポート {port}、subset {subset} にルーティングします。",
  routeTo: "{policy} は {host} ポート {port} にルーティングします。",
  routeNone:
    "ホスト {host}、パス {path} に一致する {gateway} のルートはなく、ゲートウェイ自身が 404 を返します。",
  routeDepends: "{gateway} でのルートは {on} により決まります。",
  gatewayServer: "{gateway} は {policy} によりポート {port}（{protocol}）で待ち受けます。",
  gatewayTls: "{gateway} はポート {port} で TLS モード {mode} を要求します。",
  gatewayPlaintext: "{gateway} はポート {port} で平文を受け入れます。",
  gatewayNoServer: "{gateway} のポート {port} を開く Gateway がないため、待ち受けているものがありません。",
  gatewayHop: "{gateway} は {principal} として {server} に転送します。",
  clientTlsRule: "{policy} が {host} へのクライアント TLS を {mode} に設定しています。",
  clientTlsRulePort: "{policy} が {host} ポート {port} へのクライアント TLS を {mode} に設定しています。",
  clientTlsRuleSubset:
    "{policy} が {host} の subset {subset} へのクライアント TLS を {mode} に設定しています。",
  clientTlsPortCancels: "{policy} のポート {port} の設定には tls がなく、外側の {mode} が打ち消されます。",
  clientTlsCredentialIgnored:
    "{policy} は credential を指定していますが、sidecar は workloadSelector がある場合にしか読まないため、平文で送信します。",
  clientTlsCredentialMissing:
    "{policy} が指定する credential {credential} がクライアントのプロキシにないため、ハンドシェイクを開始できません。",
  clientTlsIncomplete:
    "{policy} は MUTUAL ですがクライアント証明書の指定がなく、TLS 設定を構成できないため、平文で送信します。",
  clientTlsShadowed:
    "{policy} もこのホストを対象としていますが、クライアントにより近いルールが優先されます。",
  autoMtls:
    "TLS を設定する DestinationRule がなく、auto mTLS が {server} の sidecar を検出して mTLS で送信します。",
  autoOffMesh:
    "TLS を設定する DestinationRule がなく、MeshConfig で auto mTLS が無効なため、平文で送信します。",
  autoOffNamespace:
    "名前空間 {namespace} の PeerAuthentication DISABLE により auto mTLS が無効になり、平文で送信します。",
  autoOffExternal: "{host} はメッシュ外（MESH_EXTERNAL）です。auto mTLS の対象外のため、平文で送信します。",
  autoOffHeadless:
    "{host} は headless で、sidecar のないエンドポイントがあるため、全体で auto mTLS が無効です。",
  autoEndpointNoSidecar:
    "{server} にラベル security.istio.io/tlsMode: istio がないため、auto mTLS は平文で送信します。",
  autoEndpointDisable: "{server} ポート {port} は DISABLE のため、auto mTLS は平文で送信します。",
  applicationTls: "クライアントのアプリケーション自身が TLS で通信します。",
  serverNoProxy: "{server} には sidecar がなく、モードもポリシーも適用されません。",
  serverNotIntercepted:
    "{server} のポート {port} は sidecar を通らないため（{annotation}）、モードもポリシーも適用されません。",
  serverExternal: "{server} はメッシュ外で、メッシュのポリシーは適用されません。",
  serverGatewayPort: "{server} はゲートウェイで、PeerAuthentication はそのリスナーに影響しません。",
  serverModeDefault:
    "{server} ポート {port} は PERMISSIVE です: 適用される PeerAuthentication がありません。",
  serverModeMesh: "{server} ポート {port} は {mode} です: {policy}（メッシュ全体）。",
  serverModeNamespace: "{server} ポート {port} は {mode} です: {policy}（名前空間）。",
  serverModeWorkload: "{server} ポート {port} は {mode} です: {policy}（このワークロード）。",
  serverModePort: "{server} ポート {port} は {mode} です: {policy}（このポート）。",
  serverModeShadowed: "{policy} も {server} を選択しますが、同じ適用範囲の古いポリシーが優先されます。",
  serverModeRootSelector: "{policy} はルート名前空間にありセレクターを持つため、Istio は無視します。",
  transportMtls: "接続は mTLS です。{server} は呼び出し元を {principal} と認識します。",
  transportPlaintext: "接続は平文です。{server} には ID が伝わりません。",
  transportTls: "接続は呼び出し元自身の TLS で、{server} は終端しません。",
  transportAppTlsInMtls:
    "メッシュの mTLS がアプリケーション自身の TLS を包みます。{server} は呼び出し元を {principal} と認識します。",
  refusedStrictPlaintext: "接続は切断されます: {server} は mTLS のみを受け入れます。",
  refusedMtlsToPlaintext: "ハンドシェイクは失敗します: {server} はポート {port} で TLS に対応していません。",
  refusedTlsOnHttpPort:
    "接続は切断されます: PERMISSIVE の HTTP ポートは平文かメッシュの mTLS のみを受け入れ、ほかの TLS は受け入れません。",
  refusedCertificate:
    "ハンドシェイクは失敗します: {server} はメッシュの証明書を要求しますが、呼び出し元にはありません。",
  refusedServerCertificate: "ハンドシェイクは失敗します: サーバー証明書を検証できません（{why}）。",
  refusedTrustDomain:
    "ハンドシェイクは失敗します: {server} はトラストドメイン {trustDomain} を受け入れません。",
  refusedProtocol:
    "接続は切断されます: {server} のポート {port} は HTTP ですが、別のプロトコルを受信しました。",
  refusedNoEndpoint: "{host} に準備完了のエンドポイントがありません。",
  refusedNoSuchPort: "{host} にポート {port} はありません。",
  retriesHide:
    "呼び出し元の sidecar は失敗した接続を別のエンドポイントで再試行するため、ここからは {pod} が正常に見えます。",
  streamHttp:
    "{server} ポート {port} は HTTP として処理されます（{why}）: メソッド、パス、ヘッダー、トークンが評価されます。",
  streamTcp: "{server} ポート {port} は TCP として処理されます（{why}）: HTTP に関するルールは一致しません。",
  tokenNone:
    "{policy} が調べる場所にトークンがないため、リクエストはリクエストプリンシパルなしで通過します。",
  tokenGood: "トークンは {policy} に対して有効です: リクエストプリンシパル {requestPrincipal}。",
  tokenBad: "トークンは {policy} により拒否されます: {why}。",
  tokenKeysUnknown: "{policy} の鍵は {jwksUri} にあり、ここからは取得できません。",
  tokenIgnored: "{server} に適用される RequestAuthentication がないため、トークンは読まれません。",
  tokenPreflight: "CORS プリフライトはトークン検査を通過します。",
  customAsked: "{policy} はリクエストを外部認可 {provider} に照会します。その応答はここでは分かりません。",
  customSaysNo: "外部認可 {provider} が拒否します。",
  customSaysYes: "外部認可 {provider} が許可します。",
  customBadProvider:
    "{policy} が指定するプロバイダー {provider} が MeshConfig にないため、ルールに該当するものは拒否されます。",
  customTwoProviders:
    "{policy} を含む複数の CUSTOM ポリシーが異なるプロバイダーを指定しているため、ルールに該当するものは拒否されます。",
  customDryRun: "{policy} は dry run の CUSTOM で、ルールに該当するものを拒否します。",
  customSkippedTcp: "{policy} は HTTP の外部認可に照会するため、TCP では省略されます。",
  customNotMatched: "CUSTOM ポリシー {policy} に該当するルールはありません。",
  denyMatched: "{policy} が拒否します: ルール {rule} に一致します。",
  denyNotMatched: "DENY ポリシー {policy} に一致するルールはありません: {miss}。",
  denyDepends: "{policy} のルール {rule} は、次の条件で拒否します: {condition}。",
  denyWidenedTcp: "{policy} はここでは範囲が広がります: TCP では HTTP のフィールドが無効です。",
  noAllowPolicy: "{server} に適用される ALLOW ポリシーがないため、拒否されないものはすべて通過します。",
  allowMatched: "{policy} が許可します: ルール {rule} に一致します。",
  allowNotMatched: "ALLOW ポリシー {policy} に一致するルールはありません: {miss}。",
  allowDepends: "{policy} のルール {rule} は、次の条件で許可します: {condition}。",
  allowNoneMatched: "{server} の ALLOW ポリシーに一致するものがないため、拒否されます。",
  allowDroppedTcp: "{policy} のルール {rule} は HTTP のフィールドを含むため、TCP では無効です。",
  auditIgnored: "{policy} は監査のみで、何も決定しません。",
  dryRunIgnored: "{policy} は dry run で、何も決定しません。",
  targetRefsIgnored: "{policy} には targetRefs があり、sidecar は無視します。",
  authorizationNotAsked: "認可は評価されません。",
  authorizationNone: "{server} に適用される AuthorizationPolicy はありません。",
  unknownAmbient: "{workload} は ambient で、ambient の評価にはまだ対応していません。",
  unknownCoverage: "{because}",
  unknownTarget: "{target} はこのソースにありません。",
};
