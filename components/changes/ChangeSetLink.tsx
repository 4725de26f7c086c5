"use client";
import { useQuery } from "@tanstack/react-query";
import { Link } from "../address/Link.tsx";
import { pageSource } from "../address/page-source.ts";
import { draftScope } from "../change/draft-key.ts";
import { useDrafts } from "../change/use-drafts.ts";
import { useWords } from "../look/use-words.tsx";
import { graphQuery } from "../queries/graph.ts";
import buttons from "../ui/button.module.css";

/** The way to the drafts of this source, with how many there are; nothing while there are none. */
export function ChangeSetLink() {
  const words = useWords();
  const source = useQuery(graphQuery([])).data?.source.name ?? null;
  const drafts = useDrafts(source === null ? null : draftScope(pageSource(), source));
  if (drafts.length === 0) return null;
  return (
    <Link href="/changes" className={buttons.pill}>
      {words.changeSet.link(drafts.length)}
    </Link>
  );
}
