/** A recorded request on which the engine disagrees for a reason outside of its reach. At most three may stand here. */
export interface Unexplained {
  readonly file: string;
  readonly request: string;
  readonly reason: string;
  readonly evidence: string;
}

export const unexplained: readonly Unexplained[] = [
  {
    file: "cases/service-entry/server-that-demands-a-client-certificate.yaml",
    request: "simple",
    reason:
      "The external server demands a client certificate on port 8443, which no manifest tells: the engine answers depends.",
    evidence:
      "The case's own title; the client's proxy saw connection_termination after a handshake without certificate.",
  },
  {
    file: "generated/mixed/g14-0276.yaml",
    request: "r1",
    reason:
      "A pod calls its own service and meets its own STRICT sidecar: the recorder took the client proxy's log line for the server's.",
    evidence:
      "server.details is the clientProxy's upstream_reset_before_response_started{connection_termination}, which no server writes.",
  },
];
