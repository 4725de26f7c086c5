import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  CertificateAction,
  CertificateActionAnswer,
  CertificateActionsAnswer,
} from "../../server/contract/certificate-actions.ts";
import type {
  CertificateDetails,
  CertificatesAnswer,
  DecodeAnswer,
  TrustAnswer,
} from "../../server/contract/certificates.ts";
import { fetchJson, postJson, postOutcome } from "./fetch-json.ts";
import { proof } from "./write.ts";

// Shares and states change with the time alone.
const again = 60_000;

/** Every certificate with its state. */
export const certificatesQuery = () =>
  queryOptions({
    queryKey: ["certificates"],
    queryFn: ({ signal }) => fetchJson<CertificatesAnswer>("/api/certificates", signal),
    placeholderData: keepPreviousData,
    refetchInterval: again,
  });

/** One certificate with its chain, its edges and its history. */
export const certificateQuery = (id: string) =>
  queryOptions({
    queryKey: ["certificate", id],
    queryFn: ({ signal }) =>
      fetchJson<CertificateDetails>(`/api/certificates/${encodeURIComponent(id)}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: again,
    // An id that is gone stays gone.
    retry: false,
  });

/** Who trusts whom. */
export const trustQuery = () =>
  queryOptions({
    queryKey: ["certificate trust"],
    queryFn: ({ signal }) => fetchJson<TrustAnswer>("/api/certificates/trust", signal),
    placeholderData: keepPreviousData,
    refetchInterval: again,
  });

/** What may be done about certificates of workloads, or of cert-manager. */
export const certificateActionsQuery = (workloads: readonly string[], certificates: readonly string[]) =>
  queryOptions({
    queryKey: ["certificate actions", workloads, certificates],
    queryFn: ({ signal }) =>
      fetchJson<CertificateActionsAnswer>(
        `/api/certificates/actions?${new URLSearchParams([
          ...workloads.map((w) => ["workload", w]),
          ...certificates.map((c) => ["certificate", c]),
        ])}`,
        signal,
      ),
    enabled: workloads.length + certificates.length > 0,
  });

/** What a pasted text holds. Nothing of it is a key, or kept. */
export const decodeText = (text: string): Promise<DecodeAnswer> =>
  postJson<DecodeAnswer>("/api/certificates/decode", { text });

/** @throws ProblemError when no answer came: what became of it is then not known */
export const act = async (action: CertificateAction, confirm: string): Promise<CertificateActionAnswer> =>
  postOutcome<CertificateActionAnswer>(
    "/api/certificates/actions",
    { action, ...(confirm === "" ? {} : { confirm }) },
    await proof(),
  );
