import type { Words } from "../words.ts";
import { count } from "./count.ts";

/** The list of findings. */
export const findings: Pick<Words, "findings"> = {
  findings: {
    title: "指摘",
    label: "重大度ごとの指摘数。選択すると絞り込み",
    count: (n) => `${count(n)} 件の指摘`,
    caption: "ソースの指摘（重大なものから順に）",
    filter: "指摘を絞り込む",
    filterHint: "オブジェクト、コード、ワークロード、語句",
    severity: { error: "エラー", warning: "警告", info: "情報" },
    counted: { error: () => "エラー", warning: () => "警告", info: () => "情報" },
    column: { severity: "重大度", object: "オブジェクト", text: "内容", code: "コード" },
    clear: "すべて表示",
    expand: (name) => `${name} の詳細`,
    cure: "対処",
    where: "場所",
    codes: "コード",
    affected: "呼び出し元とワークロード",
    nobody: "特定の相手はありません。",
    outside: "メッシュ外の呼び出し元",
    seen: (perSecond) => `実測 ${Number(perSecond.toPrecision(2))}/s`,
    more: (n) => `ほか ${count(n)} 件`,
    edges: (n) => `${count(n)} 本のエッジをグラフに表示`,
    empty: "フィルタに一致する指摘がありません。",
    none: "指摘はありません",
    noneText:
      "読み取れたオブジェクトはすべて記述どおりに機能しています。読み取れなかったものは判定していません。",
    toPolicies: "ポリシーを見る",
    loading: "指摘を確認中",
    keys: "移動",
    open: "該当行を開く",
    about: "詳細",
    inNavigation: (errors, warnings) => `エラー ${count(errors)} 件、警告 ${count(warnings)} 件`,
  },
};
