import type { Words } from "../words.ts";

export const fold: Words["fold"] = {
  foldAll: "すべて折りたたむ",
  unfoldAll: "すべて展開",
  foldAllTip: "名前空間ごとに 1 つのノードで表示します",
  unfoldAllTip: "すべてのワークロードを表示します",
  workloads: (n) => `${n} ワークロード`,
  edges: (n) => `${n} エッジ`,
  label: "名前空間の折りたたみ",
  part: (n, outcome) => `${outcome} ${n}`,
  disagree: (n) => `不一致 ${n}`,
  disagreeText: (n) => `このうち ${n} エッジが観測トラフィックと一致しません`,
  nodeSpoken: (name, workloads, edges) =>
    `名前空間 ${name}、折りたたみ中: ${workloads}、内部に ${edges}。スペースキーで展開`,
  edgeSpoken: (client, server, edges, sums) => `${client} から ${server} への ${edges}: ${sums}`,
  whole: (namespace) => `名前空間 ${namespace}`,
  kicker: "折りたたまれた名前空間",
  kickerEdges: "集約されたエッジ",
  unfoldOne: (namespace) => `${namespace} を展開`,
  foldOne: (namespace) => `${namespace} を折りたたむ`,
  members: "エッジ",
  membersInside: (n) => `内部に ${n} エッジ`,
  noMembers: "フィルタに一致するエッジはありません。",
  nodes: (n) => `${n} ノード`,
  working: (workloads, edges) => `${workloads}・${edges}を配置しています`,
  workingShare: (done, all) => `${all} 中 ${done} の名前空間`,
};
