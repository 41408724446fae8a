import { BaselineMissingHere } from "@/components/baselines/baseline-missing-here";

export default function BaselineNotFound() {
  return <BaselineMissingHere />;
}
