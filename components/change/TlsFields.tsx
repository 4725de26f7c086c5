"use client";
import { useWords } from "../look/use-words.tsx";
import { ChipsField } from "./ChipsField.tsx";
import styles from "./form.module.css";
import { type FormProps, setOrDelete } from "./form.ts";
import { OtherFields } from "./OtherFields.tsx";
import { mapAt, textAt, textsAt } from "./spec-view.ts";
import { TextField } from "./TextField.tsx";
import type { Json, Path } from "./yaml-value.ts";

const modes = ["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"] as const;
const files = ["clientCertificate", "privateKey", "caCertificates"] as const;
const known = ["mode", "sni", "credentialName", "subjectAltNames", ...files];

/** What a client's proxy sends to a host or a port: `tls` of a traffic policy. */
export function TlsFields({
  tls,
  path,
  label,
  edit,
}: {
  tls: Json | undefined;
  path: Path;
  /** Names the place, for its fields. */
  label: string;
  edit: FormProps["edit"];
}) {
  const words = useWords().change;
  const mode = textAt(tls, ["mode"]);
  const unused = mode === "" || mode === "DISABLE" || mode === "ISTIO_MUTUAL";
  const names = textsAt(tls, ["subjectAltNames"]);
  return (
    <div className={styles.fields}>
      <select
        className={styles.select}
        aria-label={words.tls.mode(label)}
        value={mode}
        onChange={(event) =>
          edit(
            event.target.value === ""
              ? { kind: "delete", path }
              : { kind: "set", path: [...path, "mode"], value: event.target.value },
          )
        }
      >
        <option value="">{words.tls.unset}</option>
        {modes.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
        {mode !== "" && !(modes as readonly string[]).includes(mode) && <option value={mode}>{mode}</option>}
      </select>
      <p className={styles.hint}>
        {words.tls.means[mode as (typeof modes)[number]] ?? words.tls.means.unset}
      </p>
      {files
        .filter(
          (field) =>
            (mode === "MUTUAL" && field !== "caCertificates") ||
            textAt(tls, [field]) !== "" ||
            (field === "caCertificates" && !unused),
        )
        .map((field) => (
          <TextField
            key={field}
            label={words.tls[field]}
            value={textAt(tls, [field])}
            placeholder="/etc/certs/…"
            warning={unused && textAt(tls, [field]) !== "" ? words.tls.notUsed(mode) : null}
            onChange={(value) => edit(setOrDelete([...path, field], value))}
          />
        ))}
      {(!unused || textAt(tls, ["credentialName"]) !== "") && (
        <TextField
          label={words.tls.credentialName}
          value={textAt(tls, ["credentialName"])}
          onChange={(value) => edit(setOrDelete([...path, "credentialName"], value))}
        />
      )}
      {(!unused || textAt(tls, ["sni"]) !== "") && (
        <TextField
          label={words.tls.sni}
          value={textAt(tls, ["sni"])}
          onChange={(value) => edit(setOrDelete([...path, "sni"], value))}
        />
      )}
      {names !== null && (!unused || names.length > 0 || mode === "ISTIO_MUTUAL") && (
        <div className={styles.field}>
          <span className={styles.label}>{words.tls.subjectAltNames}</span>
          <ChipsField
            label={words.tls.subjectAltNames}
            values={names}
            options={[]}
            placeholder={words.tls.anyName}
            nothing={words.typeIt}
            remove={words.removeValue}
            onChange={(values) =>
              edit(setOrDelete([...path, "subjectAltNames"], values.length === 0 ? undefined : values))
            }
          />
        </div>
      )}
      <OtherFields
        value={mapAt(tls)}
        path={path}
        known={names === null ? known.filter((key) => key !== "subjectAltNames") : known}
        edit={edit}
      />
    </div>
  );
}
