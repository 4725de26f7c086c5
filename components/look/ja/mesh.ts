import type { Words } from "../words.ts";

/** The page about the mesh itself. */
export const mesh: Words["mesh"] = {
  title: "メッシュ",
  loading: "メッシュを読み込んでいます",
  planes: "コントロールプレーン",
  noPlane: "このソースに istiod の Deployment はありません。",
  noPlaneMore: (version) =>
    version === null
      ? "判定には不要です。MeshConfig とポリシーで決まります。"
      : `判定には不要です。MeshConfig とポリシーで決まります。キャプチャの Istio は ${version} です。`,
  plane: {
    name: "istiod",
    revision: "リビジョン",
    tags: "タグ",
    version: "バージョン",
    pods: "Pod",
    installed: "インストール方法",
  },
  pods: (running, wanted) => (wanted === null ? `${running} 個稼働` : `${wanted} 個中 ${running} 個稼働`),
  noTags: "なし",
  noVersion: "イメージ名にありません",
  installed: {
    operator: (name) => (name === null ? "istioctl" : `istioctl (${name})`),
    helm: (name) => (name === null ? "Helm" : `Helm リリース ${name}`),
    plain: () => "素のマニフェスト",
  },
  dangling: (name, revision) =>
    `Webhook ${name} はリビジョン ${revision} の sidecar を注入しますが、その istiod はここにありません。対象の名前空間の新しい Pod はsidecar なしになるか、作成を拒否されます。`,
  settings: "有効な MeshConfig",
  settingsFrom: (name) => `ConfigMap ${name}`,
  settingsDefault: "このソースに ConfigMap istio はありません。Istio の既定値を使います",
  setting: { field: "フィールド", value: "有効な値", standard: "Istio の既定値" },
  differs: "変更あり",
  differing: (n) => `${n} 個のフィールドが既定値と異なります`,
  notSet: "なし",
  members: "メッシュへの参加",
  memberCounts: {
    sidecar: "sidecar あり",
    gateway: "ゲートウェイ",
    ambient: "ambient",
    none: "メッシュ外",
    mixed: "混在",
  },
  restart: { same: "変化なし", joins: "再起動で参加", leaves: "再起動で離脱" },
  restarts: (n) => `${n} 個のワークロードが再起動で変わります`,
  showAll: (n) => `全 ${n.toLocaleString("ja")} 件を表示`,
  showFewer: "通常と異なるものだけ表示",
  usual: "すべてのワークロードに sidecar があるかゲートウェイです。再起動で変わるものはありません。",
  member: { workload: "ワークロード", membership: "現在", restart: "再起動後", because: "理由" },
  kinds: "読み取った内容",
  kind: {
    kind: "種別",
    count: "オブジェクト",
    state: "状態",
    changed: "最後の変更",
    certain: "時点",
  },
  live: {
    connecting: "読み込み中",
    synced: "追従中",
    stale: "遅れ",
    failed: "読み取れない",
    forbidden: "権限なし",
    absent: "未インストール",
  },
  allNamespaces: "すべての名前空間",
  now: "現在",
  noChange: "変更なし",
  ago: (seconds) =>
    seconds < 120
      ? `${seconds} 秒前`
      : seconds < 7200
        ? `${Math.round(seconds / 60)} 分前`
        : `${Math.round(seconds / 3600)} 時間前`,
  revision: (revision, at) => `リビジョン ${revision}、最後の受信 ${at}`,
  certManager: {
    title: "cert-manager の状態",
    rows: { issuers: "発行者", certificates: "証明書", requests: "発行要求" },
    counts: { ready: "準備完了", notReady: "未完了", unknown: "未確認", denied: "却下" },
    next: (name, when) => `最初に期限が切れるのは ${name}（${when}）です。`,
    renewal: (when) => `更新予定は ${when} です。`,
    failing: (reason, message) => `は準備できていません: ${[reason, message].filter(Boolean).join("。")}`,
  },
  state: {
    readable: "読み取り可",
    forbidden: "権限なし",
    absent: "未インストール",
    stale: "古い",
    undecodable: "一部解釈不可",
  },
  partly: (state) => `${state}（一部）`,
  undecodable: (n) => `${n} 個のオブジェクトを解釈できません`,
};
