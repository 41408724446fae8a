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
echo "$(aws --version 2>&1) reads the emulator"
