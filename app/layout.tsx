import "@patternfly/react-core/dist/styles/base.css";
import "../components/look/tokens.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { themeScript } from "../components/look/theme.ts";
import { words } from "../components/look/words.ts";
import { Providers } from "../components/shell/Providers.tsx";

export const metadata: Metadata = {
  title: { default: words.product, template: `%s · ${words.product}` },
  description: "Who may talk to whom in an Istio mesh, with which certificate, and why",
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The script below sets the theme's class before the first paint, so the server's class list may differ.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, under the request's nonce */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
