import type { Words } from "../words.ts";

/** The menu that saves the picture as a file. */
export const exporting: Words["exporting"] = {
  button: "エクスポート",
  menu: "表示中のグラフをエクスポート",
  svg: "SVG（文字を含むベクター画像）",
  png: "PNG（2 倍解像度の画像）",
  json: "JSON（ノード、エッジ、判定結果）",
  saved: (file) => `${file} を保存しました`,
  failed: (why) => `保存できませんでした。${why}`,
};
