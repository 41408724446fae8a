import {
  DescribeInstancePatchStatesCommand,
  SSMClient,
  paginateDescribeInstanceInformation,
  paginateDescribeInstancePatches,
  type InstancePatchState,
  type PatchComplianceData,
} from "@aws-sdk/client-ssm";

export interface ListedNode {
  readonly region: string;
  readonly instanceId: string;
  readonly isWindows: boolean;
}

/** The second reader: AWS's own SDK on the same endpoint, without a line of Patchboard's. */
export class AwsReader {
  readonly #clients = new Map<string, SSMClient>();
  readonly #endpoint: string;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** All nodes that SSM lists in a Region. */
  async nodes(region: string): Promise<ListedNode[]> {
    const nodes: ListedNode[] = [];
    const client = this.#client(region);
    for await (const page of paginateDescribeInstanceInformation({ client, pageSize: 50 }, {})) {
      for (const { InstanceId = "", PlatformType } of page.InstanceInformationList ?? []) {
        nodes.push({ region, instanceId: InstanceId, isWindows: PlatformType === "Windows" });
      }
    }
    return nodes;
  }

  /** Every patch of a node, page by page. */
  async patches(region: string, InstanceId: string): Promise<PatchComplianceData[]> {
    const rows: PatchComplianceData[] = [];
    const pages = paginateDescribeInstancePatches(
      { client: this.#client(region), pageSize: 50 },
      { InstanceId },
    );
    for await (const page of pages) rows.push(...(page.Patches ?? []));
    return rows;
  }

  /** SSM's own counters of a node; undefined where it has none. */
  async patchState(region: string, instanceId: string): Promise<InstancePatchState | undefined> {
    const command = new DescribeInstancePatchStatesCommand({ InstanceIds: [instanceId] });
    const { InstancePatchStates } = await this.#client(region).send(command);
    return InstancePatchStates?.[0];
  }

  #client(region: string): SSMClient {
    const known = this.#clients.get(region);
    if (known) return known;
    const credentials = { accessKeyId: "second-reader", secretAccessKey: "second-reader" };
    const client = new SSMClient({ region, endpoint: this.#endpoint, credentials });
    this.#clients.set(region, client);
    return client;
  }
}
