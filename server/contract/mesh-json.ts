import { z } from "zod";

/** Something that the capture could not list: a kind, in one namespace or (namespace null) in the whole cluster. */
const unreadable = z.looseObject({
  kind: z.string().min(1),
  namespace: z.string().min(1).nullable().default(null),
  /** HTTP status that the API server answered, e.g. 403. */
  status: z.number().int().optional(),
  /** One sentence with the cure, where the status does not say enough. */
  because: z.string().min(1).optional(),
});

/** `mesh.json` of a capture folder: when it was taken, from what, and what could not be read. */
export const meshJson = z.looseObject({
  name: z.string().min(1).optional(),
  /** RFC 3339. */
  takenAt: z.iso.datetime({ offset: true }),
  /** Context or address of the cluster. */
  from: z.string().optional(),
  istioVersion: z.string().optional(),
  trustDomain: z.string().min(1).optional(),
  unreadable: z.array(unreadable).default([]),
});
export type MeshJson = z.infer<typeof meshJson>;
