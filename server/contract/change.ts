/** A workload that a policy can select. */
export interface ChangeWorkload {
  /** `namespace/name` */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** Labels that all its pods carry with the same value. */
  readonly labels: Readonly<Record<string, string>>;
  /** `namespace/account` */
  readonly account: string;
  readonly principal: string | null;
  readonly gateway: boolean;
  readonly sidecar: boolean;
  /** Name of the PeerAuthentication that selects it by labels: another one beside it would not count. Null when there is none. */
  readonly peerAuthentication: string | null;
  /** An ALLOW policy is asked at all its pods: what no ALLOW lets in is refused already. */
  readonly closed: boolean;
  readonly ports: readonly {
    readonly workloadPort: number;
    /** Service ports that lead to it. */
    readonly servicePorts: readonly number[];
  }[];
}

/** What can be picked in the forms of policies. */
export interface ChangeChoices {
  readonly revision: string;
  readonly trustDomain: string;
  readonly rootNamespace: string;
  readonly namespaces: readonly string[];
  readonly workloads: readonly ChangeWorkload[];
  /** `namespace/account` */
  readonly accounts: readonly string[];
  readonly hosts: readonly { readonly host: string; readonly namespace: string }[];
  readonly extensionProviders: readonly string[];
  /** Issuers that some RequestAuthentication knows. */
  readonly issuers: readonly string[];
  /** `Kind namespace/name` of what exists. */
  readonly taken: readonly string[];
}
