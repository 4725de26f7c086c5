import { expect, it } from "vitest";
import { normalSerial, serialOfDecimal } from "./certificate.ts";

it("a serial has one form, whoever tells it", () => {
  expect(normalSerial("00:D4:77")).toBe("d477");
  expect(normalSerial("0d477")).toBe("d477");
  expect(normalSerial("-11D4C2")).toBe("-11d4c2");
  expect(normalSerial("0000")).toBe("0");
  expect(serialOfDecimal("54391")).toBe("d477");
  expect(serialOfDecimal("12x")).toBe("");
});
