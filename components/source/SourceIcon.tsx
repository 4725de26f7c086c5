import { RhUiClusterIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-cluster-icon";
import { RhUiFolderIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-folder-icon";
import { RhUiServerStackIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-server-stack-icon";
import type { SourceChoice } from "../../server/contract/sources.ts";

const icons = {
  folder: <RhUiFolderIcon />,
  context: <RhUiClusterIcon />,
} as const satisfies Record<SourceChoice["kind"], unknown>;

/** @param kind null while it is not known */
export const SourceIcon = ({ kind }: { kind: SourceChoice["kind"] | null }) =>
  kind === null ? <RhUiServerStackIcon /> : icons[kind];
