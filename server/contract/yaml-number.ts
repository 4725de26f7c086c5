const infinities = new Map([
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map(
    (text) => [text, Number.POSITIVE_INFINITY] as const,
  ),
  ...["-.inf", "-.Inf", "-.INF"].map((text) => [text, Number.NEGATIVE_INFINITY] as const),
  ...[".nan", ".NaN", ".NAN"].map((text) => [text, Number.NaN] as const),
]);

/**
 * The number that kubectl's YAML reader makes of a scalar without quotes; undefined when it makes none, so that `.` (this namespace, in
 * exportTo), `e1` and `22:30` are texts.
 * @source the scalar rules of YAML 1.1 without base 60, as Kubernetes' fork of go-yaml v2 has them
 */
export function readYamlNumber(text: string): number | undefined {
  const special = infinities.get(text);
  if (special !== undefined) return special;
  if (text.startsWith(".")) return /^\.\d+(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
  if (!/^[-+\d]/.test(text)) return undefined;
  const plain = text.replaceAll("_", "");
  const whole = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/.exec(plain);
  if (whole !== null) {
    const [, sign, hexadecimal, binary, octal, decimal = ""] = whole;
    const size =
      hexadecimal !== undefined
        ? Number.parseInt(hexadecimal, 16)
        : binary !== undefined
          ? Number.parseInt(binary, 2)
          : octal !== undefined
            ? Number.parseInt(octal, 8)
            : Number(decimal);
    return sign === "-" && size !== 0 ? -size : size;
  }
  return /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(plain) ? Number(plain) : undefined;
}
