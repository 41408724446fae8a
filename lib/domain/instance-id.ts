/** A managed node's id: `i-…` for EC2, `mi-…` for everything registered by activation. */
export type InstanceId = string & { readonly InstanceId: unique symbol };

/** AWS's own pattern (SSM service model, shape InstanceId of DescribeInstancePatches). */
const pattern = /^(?:i-(?:\w{8}|\w{17})|mi-\w{17})$/;

function isInstanceId(text: string): text is InstanceId {
  return pattern.test(text);
}

/** The id in `text`, or null when it has not the form of one. */
export function parseInstanceId(text: string): InstanceId | null {
  return isInstanceId(text) ? text : null;
}

/** True for nodes registered by activation; EC2 calls refuse their ids. */
export function isHybrid(instanceId: InstanceId): boolean {
  return instanceId.startsWith("mi-");
}
