/** The three parts of an edge's id. */
export interface EdgeKey {
  readonly client: string;
  readonly server: string;
  readonly workloadPort: number;
}

/** `client>server:workloadPort`; names hold neither sign. */
export function edgeId(key: EdgeKey): string {
  return `${key.client}>${key.server}:${key.workloadPort}`;
}

/** The parts of an id; null when it has another form. */
export function parseEdgeId(id: string): EdgeKey | null {
  const m = /^([^>]+)>(.+):(\d{1,5})$/.exec(id);
  return m?.[1] === undefined || m[2] === undefined
    ? null
    : { client: m[1], server: m[2], workloadPort: Number(m[3]) };
}
