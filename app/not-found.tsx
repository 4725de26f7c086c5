import { NotFound } from "../components/shell/NotFound.tsx";

export default function NotFoundPage() {
  return <NotFound />;
}
