import type { AskAnswer, AskChoices } from "../../server/contract/ask.ts";
import { useWords } from "../look/use-words.tsx";
import { Combobox, type Option } from "../ui/Combobox.tsx";
import { Segments } from "../ui/Segments.tsx";
import styles from "./AskForm.module.css";
import type { Draft, Protocol } from "./draft.ts";
import { Named } from "./Named.tsx";

const local = /^([^.]+)\.([^.]+)\.svc\./;

/** A host of a Service as people say it: its name, then its namespace. */
function Host({ host }: { host: string }) {
  const [, name, namespace] = local.exec(host) ?? [];
  return name === undefined || namespace === undefined ? (
    <strong>{host}</strong>
  ) : (
    <Named id={`${namespace}/${name}`} />
  );
}

/** Where the request goes: a Service, a pod, or a host at a gateway. */
export function TargetField({
  draft,
  choices,
  answer,
  onChange,
}: {
  draft: Draft;
  choices: AskChoices | undefined;
  answer: AskAnswer | null;
  onChange: (part: Partial<Draft>) => void;
}) {
  const words = useWords();
  const { targetKind } = draft;
  const ports = portsOf(draft, choices);
  // A port is chosen with its target, and what it speaks with the port.
  const choose = (part: Partial<Draft>) => {
    const [first] = portsOf({ ...draft, ...part }, choices);
    const keeps = portsOf({ ...draft, ...part }, choices).some((p) => p.value === draft.port);
    onChange({
      ...part,
      ...(first === undefined || keeps ? {} : { port: first.value, ...protocolOf(first.hint) }),
    });
  };
  const server = answer?.server;
  return (
    <div className={styles.group}>
      <h3>{words.ask.target}</h3>
      <Segments
        label={words.ask.target}
        kinds={words.ask.targetKind}
        chosen={targetKind}
        onChoose={(kind) => choose({ targetKind: kind })}
      />
      <div className={styles.pair}>
        {targetKind === "service" && (
          <Combobox
            label={words.ask.service}
            value={draft.host}
            options={(choices?.hosts ?? []).map(({ host }) => ({ value: host, label: <Host host={host} /> }))}
            placeholder="cart.shop.svc.cluster.local"
            nothing={words.ask.noMatch}
            onChange={(host) => choose({ host })}
          />
        )}
        {targetKind === "pod" && (
          <Combobox
            label={words.ask.pod}
            value={draft.pod}
            options={(choices?.pods ?? []).map(({ id }) => ({ value: id, label: <Named id={id} /> }))}
            placeholder="namespace/workload"
            nothing={words.ask.noMatch}
            onChange={(pod) => choose({ pod })}
          />
        )}
        {targetKind === "gateway" && (
          <Combobox
            label={words.ask.gateway}
            value={draft.gateway}
            options={(choices?.gateways ?? []).map(({ id }) => ({ value: id, label: <Named id={id} /> }))}
            placeholder="namespace/gateway"
            nothing={words.ask.noMatch}
            onChange={(gateway) => choose({ gateway })}
          />
        )}
        <div className={styles.port}>
          <Combobox
            label={words.ask.port}
            value={draft.port}
            options={ports}
            placeholder={words.ask.port}
            nothing={words.ask.noMatch}
            onChange={(port) => onChange({ port, ...protocolOf(ports.find((p) => p.value === port)?.hint) })}
          />
        </div>
      </div>
      {targetKind === "gateway" && (
        <Combobox
          label={words.ask.gatewayHost}
          value={draft.gatewayHost}
          options={hostsAt(draft, choices)}
          placeholder={words.ask.gatewayHost}
          nothing={words.ask.noMatch}
          onChange={(gatewayHost) => onChange({ gatewayHost })}
        />
      )}
      {server != null && (
        <p className={styles.hint}>
          {words.ask.containerPort(
            server.id.split("/").at(-1) ?? "",
            server.workloadPort,
            server.protocol ?? "",
          )}
        </p>
      )}
    </div>
  );
}

const protocolOf = (spoken: string | undefined): { protocol?: Protocol } =>
  spoken === "TCP"
    ? { protocol: "tcp" }
    : spoken === "HTTP"
      ? { protocol: "http" }
      : spoken === "HTTPS"
        ? { protocol: "https" }
        : {};

/** Ports of the chosen target, with what they speak. */
function portsOf(draft: Draft, choices: AskChoices | undefined): readonly Option[] {
  if (draft.targetKind === "service") {
    const ports = choices?.hosts.find(({ host }) => host === draft.host)?.ports ?? [];
    return ports.map(({ port, protocol }) => ({ value: String(port), hint: protocol }));
  }
  if (draft.targetKind === "pod") {
    const ports = choices?.pods.find(({ id }) => id === draft.pod)?.ports ?? [];
    return ports.map((port) => ({ value: String(port) }));
  }
  const servers = choices?.gateways.find(({ id }) => id === draft.gateway)?.servers ?? [];
  return servers.map(({ port, tls }) => ({ value: String(port), hint: tls ? "HTTPS" : "HTTP" }));
}

function hostsAt(draft: Draft, choices: AskChoices | undefined): readonly Option[] {
  const servers = choices?.gateways.find(({ id }) => id === draft.gateway)?.servers ?? [];
  const own = servers.filter(({ port }) => String(port) === draft.port);
  return [...new Set((own.length > 0 ? own : servers).flatMap(({ hosts }) => hosts))].map((value) => ({
    value,
  }));
}
