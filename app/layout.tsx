import "@patternfly/react-core/dist/styles/base.css";
import "../components/look/tokens.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Speaks } from "../components/look/Speaks.tsx";
import { themeScript } from "../components/look/theme.ts";
import { Providers } from "../components/shell/Providers.tsx";
import { requestLanguage, requestWords } from "./request-language.ts";
import { requestSource } from "./request-source.ts";

export async function generateMetadata(): Promise<Metadata> {
  const words = await requestWords();
  const { product, description } = words;
  // Tabs of several sources are told apart by their titles.
  const source = await requestSource();
  const name = source?.startsWith("story.") ? words.story.title : source?.replace(/^(folder|context)\./, "");
  const title = name === undefined ? product : `${name} · ${product}`;
  return { title: { default: title, template: `%s · ${title}` }, description };
}

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const language = await requestLanguage();
  const source = await requestSource();
  return (
    // The script below sets the theme's class before the first paint, so the server's class list may differ.
    <html lang={language} data-source={source ?? undefined} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, under the request's nonce */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <Speaks language={language}>
          <Providers language={language} source={source}>
            {children}
          </Providers>
        </Speaks>
      </body>
    </html>
  );
}
