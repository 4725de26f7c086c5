import type { Metadata } from "next";
import { Suspense } from "react";
import { StoryPage } from "../../components/story/StoryPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).story.title,
});

export default function Story() {
  return (
    <Suspense>
      <StoryPage />
    </Suspense>
  );
}
