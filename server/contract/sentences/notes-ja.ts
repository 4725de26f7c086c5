import type { PolicyNoteCode } from "../policies.ts";

/** The notes of policies.ts in Japanese: the same codes, the same values. */
export const notes: Readonly<Record<PolicyNoteCode, string>> = {
  undecodable: "読み取れないため、何を決定するかは不明です: {because}",
  selectsNothing: "このソースのワークロードを 1 つも選択していません。",
  selectsNoProxy: "プロキシのないワークロードしか選択しておらず、適用するものがありません。",
  shadowed: "同じ適用範囲のより古い {other} が優先されます。",
  shadowedFor: "{workloads} では、より古い {other} が優先されます。",
  rootSelector: "ルート名前空間にありセレクターを持つため、Istio は無視します。",
  dryRun: "dry run: ログに記録されるだけで、何も決定しません。",
  dryRunCustom: "CUSTOM に dry run は効きません。ルールに該当するものは拒否されます。",
  audit: "AUDIT はログ用に印を付けるだけで、何も決定しません。",
  targetRefsIgnored:
    "targetRefs がありますが、sidecar と従来のゲートウェイは無視し、対象となる Gateway API のゲートウェイもここにはありません。",
  denyNothing: "ルールのない DENY は何も拒否しません。",
  noTokens: "jwtRules がないため、トークンを探しません。",
  unknownProvider:
    "MeshConfig に使用可能なプロバイダー {provider} がないため、ルールに該当するものは拒否されます。",
  deadPrincipal: "{value} に当たるワークロードも ServiceAccount もありません。",
  deadServiceAccount: "ServiceAccount {value} はなく、それで動作するワークロードもありません。",
  deadNamespace: "名前空間 {value} はここにありません。",
  scheme: "{value} は一致しません: principal に spiffe:// は付けません。",
  starRequestPrincipal: "*/* はどのトークンにも一致しません。任意のトークンには * と書きます。",
  unknownKey: "Istio に条件 {value} はないため、このルールは何にも一致しません。",
  deadPort: "選択されたワークロードにコンテナポート {port} はありません。",
  servicePort:
    "選択されたワークロードにコンテナポート {port} はありません。これは Service {service} のポートです。ここではコンテナポート（{target}）を指定します。",
  modePortUnset: "ポート {port}: セレクターがないため、Istio は portLevelMtls を無視します。",
  denyWidened:
    "{workload} の TCP ポート {port} では、このルールの HTTP のフィールドが無効になり、記述より広く拒否します。",
  allowDropped:
    "{workload} の TCP ポート {port} では、このルールは HTTP のフィールドを含むため無効で、何も許可しません。",
  hostUnknown: "ホスト {host} を持つ Service も ServiceEntry もありません。",
  hiddenEverywhere: "{host} を呼び出せるクライアントは、すべて別のルールを使います: {other}。",
  hiddenTls: "{host} では、より古い {other} の trafficPolicy が優先されます。",
  routeUnknown: "ルーティング先の {host} を持つ Service も ServiceEntry もありません。",
  gatewayUnknown: "参照している Gateway {gateway} はこのソースにありません。",
};
