/** Told on the stream of `GET /api/events` when the source has another content, and first of all when it opens. */
export interface RevisionEvent {
  /** Of this server's start: `<start>.<sequence>`, the stream's `id:`. */
  readonly id: string;
  /** As in the answers; equal contents have equal revisions. */
  readonly revision: string;
  /** When the server saw it, ISO 8601. */
  readonly at: string;
}
