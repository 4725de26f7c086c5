/** RFC 9457 body of every error answer of the HTTP API. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly cure: string;
}
