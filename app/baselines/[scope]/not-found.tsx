import { BaselineMissingHere } from "@/components/baselines/baseline-missing-here";

export default function BaselineNotFoundAnywhere() {
  return <BaselineMissingHere />;
}
