import type { TelemetryCode } from "./telemetry-en.ts";

/** The sentences of telemetry-en.ts in Japanese. */
export const telemetry: Readonly<Record<TelemetryCode, string>> = {
  unreachable: "Prometheus {address} に接続できません。証明書の残り時間はメトリクスからは分かりません。",
  unreachableCure: "起動するか、--prometheus を直してください。自動的に再度問い合わせます。",
  slow: "Prometheus {address} は {seconds} 秒以内に応答しませんでした。",
  slowCure: "負荷を確認してください。自動的に再度問い合わせます。",
  refused: "Prometheus {address} は応答を拒否しました ({status})。",
  refusedCure:
    "アドレスにユーザーとパスワードを、または SEKISHO_PROMETHEUS_TOKEN にトークンを指定してください。メトリクスを読める必要があります。",
  notPrometheus: "{address} は {status} を返しますが、Prometheus の応答ではありません。",
  notPrometheusCure:
    "--prometheus には /api/v1/query が応答するアドレスを、パスの接頭辞とともに指定してください。",
  queryFailed: "Prometheus {address} は問い合わせに答えられませんでした: {message}",
  queryFailedCure: "上限 (query.max-samples、query.timeout) を確認してください。自動的に再度問い合わせます。",
  tooLarge: "Prometheus {address} の応答が {limit} MiB を超えています。",
  tooLargeCure: "このメッシュだけを持つ Prometheus を --prometheus に指定してください。",
  empty:
    "Prometheus {address} に istio_agent_cert_expiry_seconds がありません。プロキシのエージェントを収集していません。",
  emptyCure:
    "Istio の PodMonitor またはアノテーションで、Pod のポート 15020 (/stats/prometheus) を収集してください。",
  stale: "Prometheus {address} の {all} 系列のうち {count} が古く、最新の値は {since} のものです。",
  staleCure:
    "Prometheus のターゲットを確認してください。消えた Pod は自然に忘れられますが、それ以外は収集されていません。",
  twice:
    "Prometheus {address} には {count} 個の Pod (例: {pod}) について食い違う値が複数あります。先に切れるものを採用します。",
  twiceCure:
    "各 Pod を一度だけ収集してください。二つのジョブや別クラスターの同名 Pod が、一つの Pod に二つの系列を作ります。",
  ahead: "Prometheus {address} の {count} 個の値が未来の時刻です。時計がずれています。",
  aheadCure: "Prometheus とこのマシンの時計を NTP で合わせてください。",
  partial: "Prometheus {address} が自らの応答について述べています: {message}",
  partialCure: "系列が欠けている可能性があります。問い合わせ先のストアを確認してください。",
};
