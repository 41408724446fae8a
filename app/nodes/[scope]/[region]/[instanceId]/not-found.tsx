import { NodeMissingHere } from "@/components/nodes/node-missing-here";

export default function NodeNotFound() {
  return <NodeMissingHere />;
}
