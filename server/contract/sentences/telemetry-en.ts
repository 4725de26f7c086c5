/** What is said of Prometheus, in English; telemetry-ja.ts says the same. */
export const telemetry = {
  unreachable:
    "Prometheus {address} cannot be reached: how long certificates last is not known from metrics.",
  unreachableCure: "Start it, or correct --prometheus. It is asked again by itself.",
  slow: "Prometheus {address} did not answer within {seconds} seconds.",
  slowCure: "Look at its load; it is asked again by itself.",
  refused: "Prometheus {address} refuses to answer ({status}).",
  refusedCure:
    "Name user and password in its address, or a token in SEKISHO_PROMETHEUS_TOKEN, that may read metrics.",
  notPrometheus: "{address} answers {status}, but not as a Prometheus does.",
  notPrometheusCure: "Give --prometheus the address at which /api/v1/query answers, with its path prefix.",
  queryFailed: "Prometheus {address} could not answer a question: {message}.",
  queryFailedCure: "Look at its limits (query.max-samples, query.timeout); it is asked again by itself.",
  tooLarge: "The answer of Prometheus {address} is larger than {limit} MiB.",
  tooLargeCure: "Point --prometheus at one that has this mesh alone.",
  empty:
    "Prometheus {address} has no istio_agent_cert_expiry_seconds: it does not scrape the proxies' agents.",
  emptyCure:
    "Have it scrape port 15020 of the pods (/stats/prometheus), by Istio's PodMonitor or annotations.",
  stale: "{count} of {all} series in Prometheus {address} are old; the newest sample is of {since}.",
  staleCure:
    "Look at the targets of Prometheus: pods that are gone are forgotten by themselves, others are not scraped.",
  twice:
    "Prometheus {address} has several figures that differ for {count} pods, {pod} for example; the one that ends first is taken.",
  twiceCure:
    "Scrape each pod once: two jobs, or a pod of the same name in another cluster, give one pod two series.",
  ahead: "{count} samples in Prometheus {address} are of the future: clocks differ.",
  aheadCure: "Set the clocks of Prometheus and of this machine by NTP.",
  partial: "Prometheus {address} says of its own answer: {message}.",
  partialCure: "The answer may lack series; look at the stores that it asks.",
} as const;

export type TelemetryCode = keyof typeof telemetry;
