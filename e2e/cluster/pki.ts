import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of one certificate and its key, as PEM. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** A certificate authority of one test run, in a folder of its own. */
export interface Authority {
  /** PEM text of its own certificate. */
  readonly certificate: string;
  readonly certificateFile: string;
  /**
   * Signs a certificate for 127.0.0.1 that serves and dials alike.
   * @param subject as openssl writes it: `/O=system:masters/CN=admin`
   * @param days how long it holds; may be negative, for one that expired
   */
  readonly sign: (name: string, subject: string, days?: number) => CertificateFiles;
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
  const sign: Authority["sign"] = (name, subject, days = 2) => {
    const files = { certificateFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) };
    const request = join(folder, `${name}.csr`);
    const extensions = join(folder, `${name}.ext`);
    writeFileSync(
      extensions,
      "subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n",
    );
    openssl("req", ...key, "-keyout", files.keyFile, "-out", request, "-subj", subject);
    const from = ["-in", request, "-CA", certificateFile, "-CAkey", keyFile, "-CAcreateserial"];
    openssl(
      "x509",
      "-req",
      ...from,
      "-out",
      files.certificateFile,
      "-days",
      String(days),
      "-extfile",
      extensions,
    );
    return files;
  };
  return { certificate: readFileSync(certificateFile, "utf8"), certificateFile, sign };
}

/** Makes a key that signs service account tokens. @returns its file */
export function makeTokenKey(folder: string): string {
  const file = join(folder, "tokens.key");
  execFileSync("openssl", ["genrsa", "-out", file, "2048"], { stdio: "pipe" });
  return file;
}
