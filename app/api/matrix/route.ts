import { sourceInFileName } from "../../../server/contract/file-name.ts";
import { matrixFormat } from "../../../server/contract/matrix-format.ts";
import { getMatrix, getMatrixCsv } from "../../../server/services/get-matrix.ts";
import { nowSeconds, respond, respondFile, respondProblem } from "../respond.ts";
import { withSource } from "../with-source.ts";

/** GET /api/matrix: how every pair ends, a letter for each. With `format=csv` one line for each pair. */
export async function GET(request: Request): Promise<Response> {
  const format = matrixFormat
    .optional()
    .safeParse(new URL(request.url).searchParams.get("format") ?? undefined);
  if (!format.success) {
    return respondProblem({
      kind: "invalid",
      detail: "format is none that the matrix has.",
      cure: "Ask for format=csv, or leave it out for JSON.",
    });
  }
  const asked = { nowSeconds: nowSeconds() };
  return withSource(request, async (source) => {
    if (format.data === undefined) return respond(request, "matrix", await getMatrix(asked, source));
    return respondFile(request, "matrix\ncsv", await getMatrixCsv(asked, source), {
      file: ({ source: name }) => `sekisho-${sourceInFileName(name)}-matrix.csv`,
      type: "text/csv; charset=utf-8",
      text: ({ csv }, language) => csv(language),
    });
  });
}
