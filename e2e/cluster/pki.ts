import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of one certificate and its key, as PEM. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Days from now. */
export interface Validity {
  readonly from: number;
  readonly until: number;
}

/** A certificate authority of one test run, in a folder of its own. */
export interface Authority {
  /** PEM text of its own certificate. */
  readonly certificate: string;
  readonly certificateFile: string;
  /**
   * Signs a certificate for 127.0.0.1 that serves and dials alike.
   * @param subject as openssl writes it: `/O=system:masters/CN=admin`
   * @param days from when and until when it holds, in days from now; both may be negative
   */
  readonly sign: (name: string, subject: string, days?: Validity) => CertificateFiles;
}

/** Makes a certificate authority with openssl. */
export function makeAuthority(folder: string): Authority {
  const certificateFile = join(folder, "ca.crt");
  const keyFile = join(folder, "ca.key");
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl(
    "req",
    "-x509",
    ...key,
    "-keyout",
    keyFile,
    "-out",
    certificateFile,
    "-subj",
    "/CN=test",
    "-days",
    "2",
  );
  // `openssl ca` is the one that may be told both dates.
  const configuration = join(folder, "ca.cnf");
  const issued = join(folder, "issued");
  mkdirSync(issued);
  writeFileSync(join(folder, "ca.index"), "");
  writeFileSync(
    configuration,
    [
      "[ca]\ndefault_ca = own",
      `[own]\ndatabase = ${join(folder, "ca.index")}\nnew_certs_dir = ${issued}`,
      `certificate = ${certificateFile}\nprivate_key = ${keyFile}`,
      "default_md = sha256\npolicy = any\nrand_serial = yes\nunique_subject = no",
      "[any]\norganizationName = optional\ncommonName = supplied",
      "[own_extensions]\nsubjectAltName = IP:127.0.0.1,DNS:localhost\nextendedKeyUsage = serverAuth,clientAuth\n",
    ].join("\n"),
  );
  const sign: Authority["sign"] = (name, subject, days = { from: -1, until: 2 }) => {
    const files = { certificateFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) };
    const request = join(folder, `${name}.csr`);
    openssl("req", ...key, "-keyout", files.keyFile, "-out", request, "-subj", subject);
    const dates = ["-startdate", dateOf(days.from), "-enddate", dateOf(days.until)];
    const options = [
      "-batch",
      "-notext",
      "-config",
      configuration,
      "-extensions",
      "own_extensions",
      ...dates,
    ];
    openssl("ca", ...options, "-in", request, "-out", files.certificateFile);
    return files;
  };
  return { certificate: readFileSync(certificateFile, "utf8"), certificateFile, sign };
}

/** As ASN.1 writes it: 20261124090000Z. */
function dateOf(daysFromNow: number): string {
  const date = new Date(Date.now() + daysFromNow * 86_400_000);
  return `${date.toISOString().replaceAll(/[-:T]|\..*/g, "")}Z`;
}

/** Makes a key that signs service account tokens. @returns its file */
export function makeTokenKey(folder: string): string {
  const file = join(folder, "tokens.key");
  execFileSync("openssl", ["genrsa", "-out", file, "2048"], { stdio: "pipe" });
  return file;
}
