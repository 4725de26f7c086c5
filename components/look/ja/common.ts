import type { Words } from "../words.ts";
import { count } from "./count.ts";

/** What every page shares: outcomes, transports, the frame, and what is said when nothing can be shown. */
export const common: Pick<
  Words,
  | "locale"
  | "product"
  | "description"
  | "skipToContent"
  | "outcome"
  | "transport"
  | "membership"
  | "mode"
  | "navigation"
  | "masthead"
  | "problems"
  | "empty"
  | "error"
> = {
  locale: "ja-JP",
  product: "Sekisho",
  description: "Istio メッシュで誰が誰と、どの証明書で通信できるか、その理由",
  skipToContent: "本文へ移動",
  outcome: {
    allowed: { word: "許可", counted: "許可" },
    denied: { word: "拒否", counted: "拒否" },
    unauthenticated: { word: "トークン拒否", counted: "トークン拒否" },
    depends: { word: "条件付き", counted: "条件付き" },
    unknown: { word: "不明", counted: "不明" },
    refused: { word: "接続拒否", counted: "接続拒否" },
    mixed: { word: "混在", counted: "混在" },
  },
  transport: {
    mtls: "mTLS",
    plaintext: "平文",
    tls: "独自 TLS",
    hbone: "HBONE",
    none: "接続は不明",
  },
  membership: {
    sidecar: "sidecar あり",
    ambient: "ambient",
    gateway: "ゲートウェイ",
    none: "プロキシなし",
    mixed: "sidecar の有無が Pod ごとに異なる",
  },
  mode: {
    STRICT: "STRICT",
    PERMISSIVE: "PERMISSIVE",
    DISABLE: "DISABLE",
    unknown: "モード不明",
    none: "モードなし",
  },
  navigation: {
    label: "メイン",
    graph: "グラフ",
    ask: "リクエスト判定",
    matrix: "マトリクス",
    policies: "ポリシー",
    certificates: "証明書",
    findings: "指摘",
    mesh: "メッシュ",
  },
  masthead: {
    source: (workloads, namespaces) =>
      `${count(namespaces)} 個の名前空間に ${count(workloads)} 個のワークロード`,
    sourceLabel: "ソース",
    scratch: (folder) => `${folder}: 自由に試せるデモのコピー。サーバーを止めると消えます`,
    taken: (when) => `取得日時 ${when}`,
    toDark: "ダークテーマに切り替え",
    toLight: "ライトテーマに切り替え",
    speak: { en: "Show in English", ja: "日本語で表示する" },
    help: "キー操作とマーク",
    istio: (version) => `Istio ${version}`,
    trustDomain: (domain) => domain,
  },
  problems: {
    summary: (n) => `ソースに ${count(n)} 件の問題`,
    show: "表示",
    stale: "最新ではありません。ソースを再度読み取れませんでした。",
    title: "ソースの問題",
    lead: "ほかはすべて評価済みです。以下のオブジェクトの内容は「不明」として扱い、「許可」とみなすことはありません。",
    coverage: (n) => `読み取れない種別が ${count(n)} 件`,
    behind: (n) => `最新ではない種別が ${count(n)} 件`,
    notRead: "読み取り不可",
    close: "閉じる",
    cure: "対処",
  },
  empty: {
    title: "ワークロードがありません",
    text: "ソースに Pod もワークロードもありません。マニフェスト（kubectl get -o yaml）をフォルダに置くか、別のフォルダを指定して Sekisho を起動してください。",
    command: "npm start -- --folder path/to/manifests",
    filteredTitle: "フィルタに一致するものがありません",
    filteredText: "すべてのワークロードがフィルタで除外されています。",
    clear: "フィルタを解除",
  },
  error: {
    title: "ソースを読み取れません",
    retry: "再試行",
    offline: "サーバーが応答しません。",
    offlineCure: "Sekisho が動作しているか確認し、再試行してください。",
    crashed: "この画面を描画できませんでした。",
    crashedCure: "ページを再読み込みしてください。サーバーとデータに影響はありません。",
    notFoundTitle: "このアドレスには何もありません",
    notFoundText: "ページまたはオブジェクトがこのソースに存在しません。",
    backToGraph: "グラフに戻る",
  },
};
