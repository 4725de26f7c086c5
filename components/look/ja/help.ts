import type { Words } from "../words.ts";

/** The sheet of keys and marks. */
export const help: Words["help"] = {
  title: "キー操作とマーク",
  close: "閉じる",
  keys: [
    ["/", "ワークロードを絞り込む"],
    ["Tab", "グラフに入る、グラフから出る"],
    ["矢印キー", "隣のワークロードやエッジ、表の行へ移動"],
    ["Enter", "詳細を開く"],
    ["スペース", "名前空間を折りたたむ、展開する（グラフ内）"],
    ["F", "ワークロードにフォーカス: すべての呼び出し元と呼び出し先"],
    ["↑ ↓  ← →", "次のグループ、反対側（フォーカス内）"],
    ["Esc", "詳細を閉じる"],
    ["+  -  0", "拡大、縮小、全体表示（グラフ内）"],
    ["Ctrl K", "ページ、ワークロード、エッジ、ポリシーへ移動、またはリクエスト判定"],
    ["?", "この一覧"],
  ],
  marksTitle: "ワークロードのマーク",
  marks: {
    shieldFull: "名前空間と異なり STRICT",
    shieldHalf: "名前空間と異なり PERMISSIVE",
    shieldStruck: "名前空間と異なり DISABLE",
    openGate: "ID のない呼び出し元を含め、誰でも呼び出し可能",
    noProxy: "破線の枠: プロキシがなく、mTLS もポリシーも適用されない",
    ring: "リング: 証明書の残り有効期間が 20 % 未満",
  },
};
