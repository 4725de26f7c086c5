"use client";
import { RhUiTrashIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-trash-icon";
import { Fragment } from "react";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { ChipsField } from "./ChipsField.tsx";
import styles from "./form.module.css";
import { type FormProps, setOrDelete, setPart } from "./form.ts";
import { OtherFields } from "./OtherFields.tsx";
import { Selector } from "./Selector.tsx";
import { at, isMap, listAt, textAt, textsAt } from "./spec-view.ts";
import { TextField } from "./TextField.tsx";
import { YamlPart } from "./YamlPart.tsx";
import type { Json, Path } from "./yaml-value.ts";

const rulesPath = ["spec", "jwtRules"];
const lists = ["audiences", "fromParams", "fromCookies"] as const;
const known = ["issuer", "jwksUri", "jwks", "forwardOriginalToken", "outputPayloadToHeader", ...lists];

/** Which tokens are accepted: a RequestAuthentication as one card for each issuer. */
export function RequestForm(props: FormProps) {
  const { object, edit } = props;
  const words = useWords().change;
  const rules = listAt(object, rulesPath);
  return (
    <>
      <Selector {...props} />
      <section className={styles.section} aria-labelledby="change-issuers">
        <div className={styles.heading}>
          <h2 id="change-issuers">{words.jwt.title}</h2>
          <span>{words.jwt.means}</span>
        </div>
        {rules.length === 0 && <p className={styles.hint}>{words.jwt.none}</p>}
        {rules.map((rule, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own
          <Fragment key={i}>
            {i > 0 && <span className={styles.or}>{words.or}</span>}
            <JwtCard {...props} rule={rule} index={i} path={[...rulesPath, i]} />
          </Fragment>
        ))}
        <span>
          <button
            type="button"
            className={buttons.pill}
            onClick={() =>
              edit({
                kind: "insert",
                path: rulesPath,
                index: rules.length,
                value: { issuer: "", jwksUri: "" },
              })
            }
          >
            {words.jwt.add}
          </button>
        </span>
        <p className={styles.hint}>{words.jwt.optional}</p>
      </section>
    </>
  );
}

function JwtCard({
  rule,
  index,
  path,
  edit,
}: FormProps & { readonly rule: Json; readonly index: number; readonly path: Path }) {
  const words = useWords().change;
  const name = words.jwt.issuer(index + 1);
  const odd = !isMap(rule) || lists.some((field) => textsAt(rule, [field]) === null);
  const uri = textAt(rule, ["jwksUri"]);
  return (
    <section className={styles.card} aria-label={name}>
      <div className={styles.cardHead}>
        <h3>{name}</h3>
        <span className={styles.state} />
        <button
          type="button"
          className={buttons.icon}
          aria-label={words.jwt.remove(index + 1)}
          title={words.jwt.remove(index + 1)}
          onClick={() => edit({ kind: "delete", path })}
        >
          <RhUiTrashIcon />
        </button>
      </div>
      {odd ? (
        <YamlPart
          label={`jwtRules[${index}]`}
          value={rule}
          onChange={(value) => edit(setPart(path, value))}
        />
      ) : (
        <>
          <TextField
            label={words.jwt.issuerField}
            value={textAt(rule, ["issuer"])}
            placeholder="https://login.example.com"
            warning={textAt(rule, ["issuer"]) === "" ? words.jwt.needsIssuer : null}
            onChange={(value) => edit({ kind: "set", path: [...path, "issuer"], value })}
          />
          <TextField
            label={words.jwt.jwksUri}
            value={uri}
            placeholder="https://login.example.com/keys"
            warning={uri === "" || /^https?:\/\//.test(uri) ? null : words.jwt.scheme}
            onChange={(value) => edit(setOrDelete([...path, "jwksUri"], value))}
          />
          {(uri === "" || at(rule, ["jwks"]) !== undefined) && (
            <TextField
              label={words.jwt.jwks}
              value={textAt(rule, ["jwks"])}
              placeholder='{"keys": […]}'
              warning={uri !== "" && textAt(rule, ["jwks"]) !== "" ? words.jwt.oneOf : null}
              onChange={(value) => edit(setOrDelete([...path, "jwks"], value))}
            />
          )}
          {lists.map((field) => (
            <div key={field} className={styles.field}>
              <span className={styles.label}>{words.jwt[field]}</span>
              <ChipsField
                label={words.jwt[field]}
                values={textsAt(rule, [field]) ?? []}
                options={[]}
                placeholder={words.hints.texts}
                nothing={words.typeIt}
                remove={words.removeValue}
                onChange={(values) =>
                  edit(setOrDelete([...path, field], values.length === 0 ? undefined : values))
                }
              />
            </div>
          ))}
          <TextField
            label={words.jwt.outputPayloadToHeader}
            value={textAt(rule, ["outputPayloadToHeader"])}
            onChange={(value) => edit(setOrDelete([...path, "outputPayloadToHeader"], value))}
          />
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={at(rule, ["forwardOriginalToken"]) === true}
              onChange={(event) =>
                edit(setOrDelete([...path, "forwardOriginalToken"], event.target.checked ? true : undefined))
              }
            />
            <span>{words.jwt.forwardOriginalToken}</span>
          </label>
          <OtherFields value={rule} path={path} known={known} edit={edit} />
        </>
      )}
    </section>
  );
}
