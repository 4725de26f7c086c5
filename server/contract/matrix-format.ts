import { z } from "zod";

/** What `GET /api/matrix?format=` takes; apart from what the page reads, which needs no schema library. */
export const matrixFormat = z.enum(["csv"]);
