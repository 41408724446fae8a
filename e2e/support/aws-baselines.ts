import {
  GetPatchBaselineCommand,
  SSMClient,
  paginateDescribeEffectivePatchesForPatchBaseline,
  type EffectivePatch,
  type GetPatchBaselineResult,
} from "@aws-sdk/client-ssm";

export type { GetPatchBaselineResult, PatchRule } from "@aws-sdk/client-ssm";

/** The second reader, of baselines: AWS's own SDK on the same endpoint, without a line of Patchboard's. */
export class BaselineReader {
  readonly #client: SSMClient;

  constructor(endpoint: string, region: string) {
    const credentials = { accessKeyId: "second-reader", secretAccessKey: "second-reader" };
    this.#client = new SSMClient({ region, endpoint, credentials });
  }

  /** Every member of GetPatchBaseline's answer; AWS's own baselines go by their ARN. */
  async baseline(idOrArn: string): Promise<GetPatchBaselineResult> {
    const command = new GetPatchBaselineCommand({ BaselineId: idOrArn });
    const { $metadata: _metadata, ...members } = await this.#client.send(command);
    return members;
  }

  /** Every effective patch of a Windows baseline, page by page. */
  async effectivePatches(idOrArn: string): Promise<EffectivePatch[]> {
    const rows: EffectivePatch[] = [];
    const pages = paginateDescribeEffectivePatchesForPatchBaseline(
      { client: this.#client, pageSize: 50 },
      { BaselineId: idOrArn },
    );
    for await (const page of pages) rows.push(...(page.EffectivePatches ?? []));
    return rows;
  }
}
