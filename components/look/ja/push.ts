import type { Words } from "../words.ts";
import { count } from "./count.ts";

/** What changed while the page is open. */
export const push: Words["push"] = {
  lost: "ライブ更新停止中: 再接続しています",
  lastRevision: (when) => `最終変更 ${when}`,
  edge: (client, server, port) => `${client} → ${server}:${port}`,
  flip: (edge, before, after) => `${edge}: ${before} → ${after}`,
  notThere: "なし",
  gone: "消滅",
  to: "から",
  flipped: (n) => `${count(n)} 本のエッジの判定が変化`,
  more: (n) => `ほか ${count(n)} 件`,
  none: "ファイルに変更あり、エッジの判定に変化なし",
  show: "表示",
  showTip: "これらのエッジだけを表示",
  dismiss: "閉じる",
  toast: "判定の変化",
  changes: "変更履歴",
  changesTip: (n) => `このページを開いてから ${count(n)} 本のエッジの判定が変化`,
  history: "このセッションでの変化",
  nothing: "このページを開いてから変更はありません。",
  only: (n) => `${count(n)} 本のエッジだけを表示中`,
  showAll: "すべてのエッジを表示",
};
