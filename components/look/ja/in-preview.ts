import type { Words } from "../words.ts";
import { count } from "./count.ts";

export const inPreview: Words["inPreview"] = {
  label: "下書きのプレビュー",
  title: (n) => `下書き ${count(n)} 件のプレビュー`,
  side: "表示するグラフ",
  sides: { before: "変更前", after: "変更後" },
  flips: (n) => `${count(n)} 本のエッジの判定が変化`,
  none: "グラフのエッジの判定に変化なし",
  notDrawn: (n) => `ほか、可能性だけの ${count(n)} 本も変化しますが描いていません。`,
  drawAll: "描く",
  drawer: "詳細は下書きを適用する前の、現在の状態です。",
  list: "変化の一覧",
  toDrafts: "下書きへ",
  close: "プレビューを終える",
  missing: (names) =>
    `このブラウザーに下書き ${names} はありません。下書きは書いたブラウザーだけに残ります。そのブラウザーで開くか、YAML として書き出してください。`,
};
