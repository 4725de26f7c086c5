import type { DumpCode } from "./dump-en.ts";

/** The sentences of dump-en.ts in Japanese. */
export const dump: Readonly<Record<DumpCode, string>> = {
  cancelled: "取り消されたため {pod} には問い合わせていません。",
  cancelledCure: "必要になったらもう一度問い合わせてください。",
  forbidden: "{pod} へのポートフォワードは許可されていません。",
  notFound: "Pod {pod} はもうありません。",
  notFoundCure: "一覧を見直してください。",
  noAnswer: "{pod} のプロキシはポート 15000 で応答しませんでした{because}。",
  noAnswerCure: "istio-proxy が動いているか確認してください。プロキシのない Pod に証明書はありません。",
  folder: "フォルダーにあるのは保存時の内容だけで、プロキシには問い合わせられません。",
  folderCure:
    "稼働中のクラスターを開くか、proxies/<namespace>/<pod>/secrets.json をフォルダーに保存してください。",
  tooMany: "{count} 個の Pod は、一度に問い合わせる上限 {most} を超えています。",
  tooManyCure: "数を減らすか、全体を見るには --prometheus を付けて起動してください。",
};
