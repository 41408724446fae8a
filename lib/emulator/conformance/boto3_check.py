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
print("boto3", boto3.__version__, "reads the emulator")
