"""Reads every operation of a running emulator through boto3. Usage: boto3_check.py URL"""

import datetime
import json
import os
import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url = sys.argv[1]
with urllib.request.urlopen(f"{url}/_emulator/special-nodes") as answer:
    nodes = json.load(answer)

os.environ.update(AWS_ACCESS_KEY_ID="AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY="not-a-secret")
os.environ.pop("AWS_PROFILE", None)


def client(service, region="us-east-1"):
    config = Config(retries={"max_attempts": 1}, read_timeout=10)
    return boto3.client(service, region_name=region, endpoint_url=url, config=config)


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    raise AssertionError(f"{call} should fail")


def check(name, holds):
    if not holds:
        raise AssertionError(name)
    print(f"ok   {name}")


ssm = client("ssm")
large = nodes["windowsLarge"]["instanceId"]

listed = [
    node["InstanceId"]
    for page in ssm.get_paginator("describe_instance_information").paginate(PaginationConfig={"PageSize": 7})
    for node in page["InstanceInformationList"]
]
check("DescribeInstanceInformation pages give each node once", len(set(listed)) == len(listed) > 50)
check("the stopped node is not listed", nodes["stopped"]["instanceId"] not in listed)
linux = ssm.describe_instance_information(Filters=[{"Key": "PlatformTypes", "Values": ["Linux"]}])
check("DescribeInstanceInformation filters", {n["PlatformType"] for n in linux["InstanceInformationList"]} == {"Linux"})

rows = [
    row
    for page in ssm.get_paginator("describe_instance_patches").paginate(InstanceId=large, PaginationConfig={"PageSize": 50})
    for row in page["Patches"]
]
check("DescribeInstancePatches gives 2,500 rows", len(rows) == 2500)
other = next(row for row in rows if row["State"] == "InstalledOther")
check("InstalledOther of Windows has a year-1 time", other["InstalledTime"].year == 1)
check("times are datetimes", all(isinstance(row.get("InstalledTime", other["InstalledTime"]), datetime.datetime) for row in rows))
missing = ssm.describe_instance_patches(InstanceId=large, Filters=[{"Key": "State", "Values": ["Missing"]}])
check("DescribeInstancePatches filters", len(missing["Patches"]) == 6)
check("an unknown node is InvalidInstanceId", code_of(ssm.describe_instance_patches, InstanceId="i-0123456789abcdef0") == "InvalidInstanceId")
check("an unknown filter key is InvalidFilter", code_of(ssm.describe_instance_patches, InstanceId=large, Filters=[{"Key": "Title", "Values": ["x"]}]) == "InvalidFilter")
check("100 a page is a ValidationException", code_of(ssm.describe_instance_patches, InstanceId=large, MaxResults=100) == "ValidationException")

states = ssm.describe_instance_patch_states(InstanceIds=[large, nodes["neverScanned"]["instanceId"]])["InstancePatchStates"]
check("DescribeInstancePatchStates counts what the rows count", [s["MissingCount"] for s in states] == [6])
check("its baseline is a bare id", states[0]["BaselineId"].startswith("pb-"))

identities = [
    identity
    for page in ssm.get_paginator("describe_patch_baselines").paginate(PaginationConfig={"PageSize": 5})
    for identity in page["BaselineIdentities"]
]
managed = next(i for i in identities if i["BaselineName"] == "AWS-UbuntuDefaultPatchBaseline")
check("AWS's baselines are listed by ARN", managed["BaselineId"].startswith("arn:aws:ssm:us-east-1:"))
check("GetPatchBaseline takes the ARN", ssm.get_patch_baseline(BaselineId=managed["BaselineId"])["OperatingSystem"] == "UBUNTU")
bare = managed["BaselineId"].split("/")[-1]
check("and not the bare id", code_of(ssm.get_patch_baseline, BaselineId=bare) == "DoesNotExistException")

association = nodes["associationOnly"]["instanceId"]
items = ssm.list_compliance_items(ResourceIds=[association], ResourceTypes=["ManagedInstance"])["ComplianceItems"]
check("ListComplianceItems gives associations", {item["ComplianceType"] for item in items} == {"Association"})

check("GetCallerIdentity", client("sts").get_caller_identity()["Account"] == "111122223333")

ec2 = client("ec2")
stopped = nodes["stopped"]["instanceId"]
instance = ec2.describe_instances(InstanceIds=[stopped])["Reservations"][0]["Instances"][0]
check("EC2 DescribeInstances", instance["State"]["Name"] == "stopped" and isinstance(instance["LaunchTime"], datetime.datetime))
check("EC2 names an unknown id", code_of(ec2.describe_instances, InstanceIds=["i-0123456789abcdef0"]) == "InvalidInstanceID.NotFound")
check("EC2 refuses an mi- id", code_of(ec2.describe_instances, InstanceIds=[nodes["hybrid"]["instanceId"]]) == "InvalidInstanceID.Malformed")
paged = [r for page in ec2.get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 20}) for r in page["Reservations"]]
check("EC2 pages", len(paged) > 50)

tagging = client("resourcegroupstaggingapi")
tagged = [
    mapping
    for page in tagging.get_paginator("get_resources").paginate(
        ResourceTypeFilters=["ssm:managed-instance"], PaginationConfig={"PageSize": 1}
    )
    for mapping in page["ResourceTagMappingList"]
]
check("GetResources", len(tagged) >= 2 and all(":managed-instance/mi-" in one["ResourceARN"] for one in tagged))

def all_pages(service, operation, key, **arguments):
    size = arguments.pop("page_size")
    pages = service.get_paginator(operation).paginate(PaginationConfig={"PageSize": size}, **arguments)
    return [row for page in pages for row in page[key]]


with urllib.request.urlopen(f"{url}/_emulator/special-baselines") as answer:
    baselines = json.load(answer)

counts = [{"Key": "MissingCount", "Values": ["0"], "Type": "GreaterThan"}]
missing = all_pages(ssm, "describe_instance_patch_states_for_patch_group", "InstancePatchStates", page_size=10, PatchGroup="Payments/Windows", Filters=counts)
check("DescribeInstancePatchStatesForPatchGroup", large in {s["InstanceId"] for s in missing} and all(s["MissingCount"] > 0 for s in missing))
group = ssm.describe_patch_group_state(PatchGroup="Payments/Windows")
check("DescribePatchGroupState", group["InstancesWithMissingPatches"] == len(missing) <= group["Instances"])
mappings = all_pages(ssm, "describe_patch_groups", "Mappings", page_size=5)
check("DescribePatchGroups", "本番" in {m["PatchGroup"] for m in mappings} and all(m["BaselineIdentity"]["BaselineId"].startswith("pb-") for m in mappings))
check("GetDefaultPatchBaseline", ssm.get_default_patch_baseline()["BaselineId"] == baselines["managedWindows"]["arn"])
check("GetPatchBaselineForPatchGroup", ssm.get_patch_baseline_for_patch_group(PatchGroup="Payments/Windows")["BaselineId"] == states[0]["BaselineId"])

effective = all_pages(ssm, "describe_effective_patches_for_patch_baseline", "EffectivePatches", page_size=100, BaselineId=states[0]["BaselineId"])
approved = {e["Patch"]["KbNumber"] for e in effective if e["PatchStatus"]["DeploymentStatus"] in ("APPROVED", "EXPLICIT_APPROVED")}
wanted = ssm.describe_instance_patches(InstanceId=large, Filters=[{"Key": "State", "Values": ["Missing"]}])["Patches"]
check("DescribeEffectivePatches approves what the node misses", {p["KBId"] for p in wanted} <= approved)
check("its dates are datetimes", isinstance(effective[0]["PatchStatus"]["ApprovalDate"], datetime.datetime))
linux = baselines["managedAmazonLinux2023"]["arn"]
check("and is for Windows only", code_of(ssm.describe_effective_patches_for_patch_baseline, BaselineId=linux) == "UnsupportedOperatingSystem")
available = all_pages(ssm, "describe_available_patches", "Patches", page_size=100, Filters=[{"Key": "PRODUCT", "Values": ["AmazonLinux2"]}])
check("DescribeAvailablePatches", all(isinstance(p["CVEIds"], list) and p["Classification"].isupper() for p in available) and len(available) > 20)
check("and needs a product for Linux", code_of(ssm.describe_available_patches, Filters=[{"Key": "CVE_ID", "Values": ["CVE-2018-3615"]}]) == "ValidationException")
priorities = ssm.describe_patch_properties(OperatingSystem="UBUNTU", Property="PRIORITY")["Properties"]
check("DescribePatchProperties", {"Name": "Required"} in priorities)

summaries = all_pages(ssm, "list_resource_compliance_summaries", "ResourceComplianceSummaryItems", page_size=50)
keys = {(s["ResourceId"], s["ComplianceType"]) for s in summaries}
check("ListResourceComplianceSummaries", len(keys) == len(summaries) > 100 and isinstance(summaries[0]["ExecutionSummary"]["ExecutionTime"], datetime.datetime))
hybrid = nodes["hybrid"]["instanceId"]
check("ListTagsForResource", {"Key": "Patch Group", "Value": "Stores"} in ssm.list_tags_for_resource(ResourceType="ManagedInstance", ResourceId=hybrid)["TagList"])
check("and refuses EC2 nodes", code_of(ssm.list_tags_for_resource, ResourceType="ManagedInstance", ResourceId=large) == "ValidationException")

windows = all_pages(ssm, "describe_maintenance_windows", "WindowIdentities", page_size=10)
check("DescribeMaintenanceWindows", [w["Enabled"] for w in windows] == [True, True, False] and "NextExecutionTime" not in windows[2])
target = all_pages(ssm, "describe_maintenance_window_targets", "Targets", page_size=10, WindowId=windows[0]["WindowId"])[0]
task = all_pages(ssm, "describe_maintenance_window_tasks", "Tasks", page_size=10, WindowId=windows[0]["WindowId"])[0]
check("their targets and tasks", task["Targets"][0]["Values"] == [target["WindowTargetId"]] and task["TaskArn"] == "AWS-RunPatchBaseline")

session = client("sts").assume_role(RoleArn="arn:aws:iam::444455556666:role/PatchReader", RoleSessionName="check", DurationSeconds=900)
keys = session["Credentials"]
check("AssumeRole", isinstance(keys["Expiration"], datetime.datetime))
assumed = {"aws_access_key_id": keys["AccessKeyId"], "aws_secret_access_key": keys["SecretAccessKey"], "aws_session_token": keys["SessionToken"]}
identity = boto3.client("sts", region_name="us-east-1", endpoint_url=url, **assumed).get_caller_identity()
check("the session is the role's", identity["Arn"] == session["AssumedRoleUser"]["Arn"] and identity["Account"] == "444455556666")
member = boto3.client("ssm", region_name="us-east-1", endpoint_url=url, **assumed)
check("and reads its account's nodes", code_of(member.describe_instance_patches, InstanceId=large) == "InvalidInstanceId" and len(member.describe_instance_information(MaxResults=50)["InstanceInformationList"]) > 5)
check("a role asks for its external id", code_of(client("sts").assume_role, RoleArn="arn:aws:iam::777788889999:role/PatchReader", RoleSessionName="check") == "AccessDenied")
accounts = all_pages(client("organizations"), "list_accounts", "Accounts", page_size=2)
check("ListAccounts", [a["State"] for a in accounts] == ["ACTIVE", "ACTIVE", "ACTIVE", "SUSPENDED"] and isinstance(accounts[0]["JoinedTimestamp"], datetime.datetime))
print("boto3", boto3.__version__, "reads the emulator")
