#!/bin/sh
# Reads every operation of a running emulator through the AWS CLI. Usage: aws_cli_check.sh URL WINDOWS_NODE HYBRID_NODE
set -eu

AWS_ENDPOINT_URL=$1
windows_node=$2
hybrid_node=$3
export AWS_ENDPOINT_URL
export AWS_ACCESS_KEY_ID=AKIAEXAMPLE AWS_SECRET_ACCESS_KEY=not-a-secret AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
export AWS_PAGER="" AWS_MAX_ATTEMPTS=1 AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
unset AWS_PROFILE || true

check() {
  name=$1 expected=$2 actual=$3
  if [ "$expected" != "$actual" ]; then
    echo "FAIL $name: expected '$expected', got '$actual'" >&2
    exit 1
  fi
  echo "ok   $name"
}

text() { aws "$@" --output text; }

check "GetCallerIdentity" 111122223333 "$(text sts get-caller-identity --query Account)"
check "DescribeInstanceInformation" Online "$(text ssm describe-instance-information --filters "Key=InstanceIds,Values=$windows_node" --query 'InstanceInformationList[0].PingStatus')"
check "DescribeInstancePatches with a filter" 6 "$(text ssm describe-instance-patches --instance-id "$windows_node" --filters Key=State,Values=Missing --query 'length(Patches)')"
check "DescribeInstancePatches, all pages" 2500 "$(aws --output json ssm describe-instance-patches --instance-id "$windows_node" --page-size 50 --query 'length(Patches)')"
check "DescribeInstancePatchStates" 6 "$(text ssm describe-instance-patch-states --instance-ids "$windows_node" --query 'InstancePatchStates[0].MissingCount')"
arn=$(text ssm describe-patch-baselines --filters Key=OWNER,Values=AWS Key=NAME_PREFIX,Values=AWS-Ubuntu --query 'BaselineIdentities[0].BaselineId')
check "GetPatchBaseline by ARN" AWS-UbuntuDefaultPatchBaseline "$(text ssm get-patch-baseline --baseline-id "$arn" --query Name)"
check "ListComplianceItems" Patch "$(text ssm list-compliance-items --resource-ids "$windows_node" --resource-types ManagedInstance --filters Key=Id,Values=KB5077812 --query 'ComplianceItems[0].ComplianceType')"
check "EC2 DescribeInstances" win-pay-04 "$(text ec2 describe-instances --instance-ids "$windows_node" --query "Reservations[0].Instances[0].Tags[?Key=='Name'].Value | [0]")"
check "tagging GetResources" "$hybrid_node" "$(text resourcegroupstaggingapi get-resources --resource-arn-list "arn:aws:ssm:us-east-1:111122223333:managed-instance/$hybrid_node" --query 'ResourceTagMappingList[0].ResourceARN' | sed 's,.*/,,')"
check "DescribeInstancePatchStatesForPatchGroup" 6 "$(text ssm describe-instance-patch-states-for-patch-group --patch-group Payments/Windows --filters Key=MissingCount,Values=5,Type=GreaterThan --query "InstancePatchStates[?InstanceId=='$windows_node'].MissingCount | [0]")"
check "DescribePatchGroups" prod-windows-2022 "$(text ssm describe-patch-groups --filters Key=NAME_PREFIX,Values=Payments/W --query 'Mappings[0].BaselineIdentity.BaselineName')"
check "DescribePatchGroupState" 0 "$(text ssm describe-patch-group-state --patch-group nobody --query Instances)"
windows_arn=$(text ssm get-default-patch-baseline --query BaselineId)
check "GetDefaultPatchBaseline" AWS-DefaultPatchBaseline "$(text ssm get-patch-baseline --baseline-id "$windows_arn" --query Name)"
check "GetPatchBaselineForPatchGroup" SUSE "$(text ssm get-patch-baseline-for-patch-group --patch-group SAP --operating-system SUSE --query OperatingSystem)"
check "DescribeEffectivePatchesForPatchBaseline, all pages" true "$(aws --output json ssm describe-effective-patches-for-patch-baseline --baseline-id "$windows_arn" --query 'length(EffectivePatches) > `100`')"
check "DescribeAvailablePatches" SECURITY "$(text ssm describe-available-patches --filters Key=PRODUCT,Values=AmazonLinux2 Key=SEVERITY,Values=Critical --query 'Patches[0].Classification')"
check "DescribePatchProperties" Critical "$(text ssm describe-patch-properties --operating-system WINDOWS --property MSRC_SEVERITY --query 'Properties[0].Name')"
check "ListResourceComplianceSummaries" NON_COMPLIANT "$(text ssm list-resource-compliance-summaries --filters Key=ComplianceType,Values=Patch,Type=EQUAL "Key=InstanceId,Values=$windows_node" --query 'ResourceComplianceSummaryItems[0].Status')"
check "ListTagsForResource" Stores "$(text ssm list-tags-for-resource --resource-type ManagedInstance --resource-id "$hybrid_node" --query "TagList[?Key=='Patch Group'].Value | [0]")"
window=$(text ssm describe-maintenance-windows --filters Key=Enabled,Values=true --query 'WindowIdentities[0].WindowId')
check "DescribeMaintenanceWindowTargets" "tag:Patch Group" "$(text ssm describe-maintenance-window-targets --window-id "$window" --query 'Targets[0].Targets[0].Key')"
check "DescribeMaintenanceWindowTasks" AWS-RunPatchBaseline "$(text ssm describe-maintenance-window-tasks --window-id "$window" --query 'Tasks[0].TaskArn')"
check "ListAccounts" 4 "$(text organizations list-accounts --query 'length(Accounts)')"
set -- $(text sts assume-role --role-arn arn:aws:iam::444455556666:role/PatchReader --role-session-name check --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]')
check "AssumeRole" 444455556666 "$(AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2 AWS_SESSION_TOKEN=$3 text sts get-caller-identity --query Account)"
echo "$(aws --version 2>&1) reads the emulator"
