"use client";
import { RhUiTrashIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-trash-icon";
import { useState } from "react";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { Combobox } from "../ui/Combobox.tsx";
import styles from "./form.module.css";
import { type FormProps, setPart } from "./form.ts";
import { OtherFields } from "./OtherFields.tsx";
import { at, isMap, listAt, mapAt, textAt } from "./spec-view.ts";
import { TlsFields } from "./TlsFields.tsx";
import { YamlPart } from "./YamlPart.tsx";

const policyPath = ["spec", "trafficPolicy"];
const portsPath = [...policyPath, "portLevelSettings"];
const hostPath = ["spec", "host"];
// What has controls here; everything else is YAML in place.
const ownOfPolicy: readonly string[] = ["tls", "portLevelSettings"];
const ownOfSpec: readonly string[] = ["host", "trafficPolicy"];

/** What clients send to a host: the TLS part of a DestinationRule. Its other fields are kept as they are. */
export function DestinationForm({ object, namespace, choices, edit }: FormProps) {
  const words = useWords().change;
  const host = textAt(object, hostPath);
  const ports = listAt(object, portsPath);
  const [port, setPort] = useState("");
  const short = host !== "" && !host.includes(".") && !host.includes("*");
  const full = `${host}.${namespace}.svc.cluster.local`;
  const knownHost = choices.hosts.some((h) => h.host === host || h.host === full);
  const rest =
    [
      ...Object.keys(mapAt(object, policyPath)).filter((key) => !ownOfPolicy.includes(key)),
      ...Object.keys(mapAt(object, ["spec"])).filter((key) => !ownOfSpec.includes(key)),
    ].length > 0;
  const addPort = () => {
    if (!/^\d+$/.test(port.trim())) return;
    edit({
      kind: "insert",
      path: portsPath,
      index: ports.length,
      value: { port: { number: Number(port) }, tls: { mode: "ISTIO_MUTUAL" } },
    });
    setPort("");
  };
  return (
    <>
      <section className={styles.section} aria-labelledby="change-host">
        <div className={styles.heading}>
          <h2 id="change-host">{words.destination.host}</h2>
        </div>
        <Combobox
          label={words.destination.host}
          value={host}
          options={choices.hosts.map((h) => ({ value: h.host, hint: h.namespace }))}
          placeholder="orders.shop.svc.cluster.local"
          nothing={words.typeIt}
          mono
          onChange={(value) => edit({ kind: "set", path: hostPath, value })}
        />
        {short && (
          <p className={knownHost ? styles.hint : styles.warning}>
            {knownHost ? words.destination.short(full) : words.destination.wrongNamespace(full)}
          </p>
        )}
      </section>
      <section className={styles.section} aria-labelledby="change-tls">
        <div className={styles.heading}>
          <h2 id="change-tls">{words.destination.tls}</h2>
        </div>
        <TlsFields
          tls={at(object, [...policyPath, "tls"])}
          path={[...policyPath, "tls"]}
          label={words.destination.allPorts}
          edit={edit}
        />
      </section>
      <section className={styles.section} aria-labelledby="change-port-settings">
        <div className={styles.heading}>
          <h2 id="change-port-settings">{words.destination.ports}</h2>
          <span>{words.destination.portsAre}</span>
        </div>
        {ports.map((item, i) => {
          const number = textAt(item, ["port", "number"]);
          const label = words.peer.port(number === "" ? "?" : number);
          const path = [...portsPath, i];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two settings may name the same port while they are edited
            <section key={i} className={styles.card} aria-label={label}>
              <div className={styles.cardHead}>
                <h3>{label}</h3>
                <span className={styles.state} />
                <button
                  type="button"
                  className={buttons.icon}
                  aria-label={words.peer.removePort(number)}
                  title={words.peer.removePort(number)}
                  onClick={() => edit({ kind: "delete", path: ports.length === 1 ? portsPath : path })}
                >
                  <RhUiTrashIcon />
                </button>
              </div>
              {isMap(item) ? (
                <>
                  <TlsFields tls={at(item, ["tls"])} path={[...path, "tls"]} label={label} edit={edit} />
                  <OtherFields value={item} path={path} known={["port", "tls"]} edit={edit} />
                </>
              ) : (
                <YamlPart label={label} value={item} onChange={(value) => edit(setPart(path, value))} />
              )}
            </section>
          );
        })}
        <div className={styles.row}>
          <Combobox
            label={words.peer.addPort}
            value={port}
            options={[]}
            placeholder="443"
            nothing={words.typeIt}
            mono
            onChange={setPort}
          />
          <button
            type="button"
            className={buttons.pill}
            disabled={!/^\d+$/.test(port.trim())}
            onClick={addPort}
          >
            {words.peer.addPort}
          </button>
        </div>
      </section>
      {rest && (
        <section className={styles.section} aria-labelledby="change-rest">
          <div className={styles.heading}>
            <h2 id="change-rest">{words.destination.rest}</h2>
            <span>{words.destination.kept}</span>
          </div>
          <OtherFields value={mapAt(object, policyPath)} path={policyPath} known={ownOfPolicy} edit={edit} />
          <OtherFields value={mapAt(object, ["spec"])} path={["spec"]} known={ownOfSpec} edit={edit} />
        </section>
      )}
    </>
  );
}
