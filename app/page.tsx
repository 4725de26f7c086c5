import { redirect } from "next/navigation";
import { requestSource } from "./request-source.ts";

export default async function Home() {
  const source = await requestSource();
  redirect(source === null ? "/graph" : `/graph?${new URLSearchParams({ source })}`);
}
