import { expect, it } from "vitest";
import { pathAtLine } from "./yaml-place.ts";

const text = `apiVersion: security.istio.io/v1
metadata:
  name: a
spec:
  action: ALLOW
  rules:
  # first
  - from:
    - source:
        principals: [a]
    - source:
        namespaces: [b]
    to:
    - operation:
        methods: [GET]
  - when:
      - key: a
        values:
          - b
  selector:
    matchLabels:
      app: a`.split("\n");

it.each([
  ["apiVersion: security.istio.io/v1", ""],
  ["  name: a", "metadata"],
  ["  action: ALLOW", "spec"],
  ["  - from:", "spec.rules.0"],
  ["        principals: [a]", "spec.rules.0.from.0.source"],
  ["        namespaces: [b]", "spec.rules.0.from.1.source"],
  ["    to:", "spec.rules.0"],
  ["        methods: [GET]", "spec.rules.0.to.0.operation"],
  ["  - when:", "spec.rules.1"],
  ["      - key: a", "spec.rules.1.when.0"],
  ["        values:", "spec.rules.1.when.0"],
  ["  selector:", "spec"],
  ["      app: a", "spec.selector.matchLabels"],
])("the line %j belongs to %s", (line, path) => {
  expect(pathAtLine(text, text.indexOf(line), true).join(".")).toBe(path);
});
