/** どのソースを表示しているか、ほかに何があるか、それぞれをどこまで読めているか。 */
export const source = {
  list: "ソースの一覧",
  find: "ソースを検索",
  nothing: "この名前のソースはありません。",
  groups: { folder: "フォルダー", context: "kubeconfig のコンテキスト" },
  start: "起動時",
  parties: (cluster: string, user: string) => `${cluster}（ユーザー ${user}）`,
  state: {
    connecting: "読み込み中",
    synced: "最新",
    stale: "一部が最新でない",
    failed: "読み取れない",
    closed: "未接続",
  },
  shown: "表示中",
} as const;
