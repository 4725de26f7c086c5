import type { CertificateAction, CertificateActionOutcome } from "../contract/certificate-actions.ts";
import type { Right, Writer } from "../contract/write.ts";

/** Does what may be done about certificates in a live cluster, with the rights of whoever the source reads as. */
export interface CertificateActor {
  /** @throws never */
  readonly who: () => Promise<Writer>;
  /** @throws never */
  readonly may: (action: CertificateAction) => Promise<Right>;
  /**
   * @param dryRun the API server judges it and changes nothing
   * @param now milliseconds since 1970
   * @throws never
   */
  readonly run: (
    action: CertificateAction,
    dryRun: boolean,
    now: number,
  ) => Promise<CertificateActionOutcome>;
}
