import { describe, expect, it } from "vitest";
import { shellWords } from "./parse-curl.ts";
import { parsePaste } from "./parse-paste.ts";

const outbound = `[2026-11-24T08:41:02.123Z] "GET /api/x?y=1 HTTP/1.1" 403 - via_upstream - "-" 0 19 3 2 "-" "curl/8.5.0" "0b1c" "orders.shop:8080" "10.77.0.12:8080" outbound|80||orders.shop.svc.cluster.local 10.77.0.5:41234 10.96.3.4:80 10.77.0.5:51812 - default`;
const inbound = `[2026-11-24T08:41:02.123Z] "POST / HTTP/2" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-" "curl/8.5.0" "0b1c" "my-nginx.sambaiz" "-" inbound|80|| - 10.77.1.9:80 10.77.2.3:38114 outbound_.80_._.my-nginx.sambaiz.svc.cluster.local -`;

describe("an access-log line", () => {
  it("of the caller's proxy names the service by its cluster", () => {
    expect(parsePaste(outbound)).toMatchObject({
      form: "text",
      callerAddress: "10.77.0.5",
      fields: {
        targetKind: "service",
        host: "orders.shop.svc.cluster.local",
        port: "80",
        protocol: "http",
        method: "GET",
        path: "/api/x?y=1",
        headers: [
          { name: "host", value: "orders.shop:8080" },
          { name: "user-agent", value: "curl/8.5.0" },
        ],
      },
      left: [{ why: "response", value: "403 via_upstream" }],
    });
  });

  it("of the server's proxy names it by the authority", () => {
    expect(parsePaste(`istio-proxy ${inbound}`)).toMatchObject({
      form: "text",
      callerAddress: "10.77.2.3",
      fields: { host: "my-nginx.sambaiz", port: "80", method: "POST", path: "/" },
      left: [{ why: "response", value: "403 rbac_access_denied_matched_policy[none]" }],
    });
  });

  it("in Envoy's own short format has no caller but the forwarded one", () => {
    const line = `[2026-11-24T08:41:02.123Z] "GET /a HTTP/1.1" 200 - 0 5 3 2 "192.0.2.7" "x" "id" "shop.example" "10.0.0.1:80"`;
    expect(parsePaste(line)).toMatchObject({
      callerAddress: "192.0.2.7",
      fields: { host: "shop.example", path: "/a" },
    });
  });

  it("of a TCP connection asks for TCP", () => {
    const line = `[2026-11-24T08:41:02.123Z] "- - -" 0 - - - "-" 5 5 3 - "-" "-" "-" "-" "10.77.0.7:5432" outbound|5432||db.shop.svc.cluster.local 10.77.0.5:1 10.96.0.9:5432 10.77.0.5:2 - -`;
    expect(parsePaste(line)).toMatchObject({
      fields: { protocol: "tcp", host: "db.shop.svc.cluster.local", port: "5432" },
      callerAddress: "10.77.0.5",
    });
  });

  it("as JSON says the same", () => {
    const json = {
      method: "DELETE",
      path: "/x",
      authority: "cart.shop",
      upstream_cluster: "inbound|8080||",
      downstream_remote_address: "10.77.2.3:1",
      response_code: 403,
      user_agent: null,
    };
    expect(parsePaste(JSON.stringify(json))).toMatchObject({
      form: "json",
      callerAddress: "10.77.2.3",
      fields: { method: "DELETE", path: "/x", host: "cart.shop", port: "80", headers: [] },
    });
  });

  it("that is cut off is used as far as it goes", () => {
    const cut = parsePaste(`[2026-11-24T08:41:02.123Z] "GET /a HTTP/1.1" 403 -`);
    expect(cut.fields).toMatchObject({ method: "GET", path: "/a" });
    expect(cut.left.map(({ why }) => why)).toEqual(["noCaller", "noTarget", "response", "truncated"]);
  });
});

describe("a curl line", () => {
  it("with method, headers, body and port", () => {
    expect(
      parsePaste(`curl -sS -XPUT -H 'X-A: b c' --data-raw '{"a":1}' "http://cart.shop:8080/a?b=c"`),
    ).toMatchObject({
      form: "curl",
      fields: {
        host: "cart.shop",
        port: "8080",
        protocol: "http",
        method: "PUT",
        path: "/a?b=c",
        headers: [{ name: "x-a", value: "b c" }],
        tokenKind: "none",
      },
      left: [{ why: "noCaller" }],
    });
  });

  it("behind kubectl exec names its caller", () => {
    const pasted = parsePaste("kubectl exec -n front deploy/web -c app -- curl -sSI https://api.example.com");
    expect(pasted.fields).toMatchObject({
      workload: "front/web",
      host: "api.example.com",
      port: "443",
      protocol: "https",
      method: "HEAD",
      path: "/",
    });
  });

  it("gives its bearer token to the masked field, and never to the list of what was understood", () => {
    const pasted = parsePaste(`curl -H "Authorization: Bearer a.b.c" -b sid=s3cret cart.shop \\\n  -d x`);
    expect(pasted.fields).toMatchObject({
      tokenKind: "jwt",
      jwt: "a.b.c",
      method: "POST",
      host: "cart.shop",
    });
    expect(JSON.stringify(pasted.took)).not.toMatch(/a\.b\.c|s3cret/);
  });

  it("names options that it does not use", () => {
    expect(parsePaste("curl --resolve a:80:10.0.0.1 http://a/").left).toContainEqual({
      why: "option",
      value: "--resolve a:80:10.0.0.1",
    });
  });

  it("splits words as a shell does", () => {
    expect(shellWords(`a 'b c' "d \\"e\\"" f\\ g h'i'j`)).toEqual(["a", "b c", 'd "e"', "f g", "hij"]);
  });
});

describe("an X-Forwarded-Client-Cert header", () => {
  const element = (who: string) =>
    `By=spiffe://cluster.local/ns/shop/sa/cart;Hash=00;Subject="O=a,b";URI=spiffe://cluster.local/ns/front/sa/${who}`;

  it("names who called and who was called", () => {
    expect(parsePaste(`X-Forwarded-Client-Cert: ${element("web")}`)).toMatchObject({
      form: "xfcc",
      callerPrincipal: "cluster.local/ns/front/sa/web",
      serverPrincipal: "cluster.local/ns/shop/sa/cart",
      left: [],
    });
  });

  it("of several certificates takes the last", () => {
    expect(parsePaste(`${element("gateway")},${element("web")}`)).toMatchObject({
      callerPrincipal: "cluster.local/ns/front/sa/web",
      left: [{ why: "manyElements" }],
    });
  });
});

it("anything else is said to be not understood", () => {
  for (const text of ["", "hello", "{}", '{"a":', "[x]"]) expect(parsePaste(text).form).toBe("unknown");
});
