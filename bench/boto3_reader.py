"""Reads every node's patches as most scripts do: boto3's paginators, one node after the other, nothing filtered.

Argument: the Region. Prints {"seconds": …, "rows": …, "lostNodes": …}. Shares no code with Patchboard.
"""

import json
import sys
import time

import boto3
from botocore.exceptions import ClientError

client = boto3.client("ssm", region_name=sys.argv[1])
start = time.monotonic()
rows = 0
lost = 0
for page in client.get_paginator("describe_instance_information").paginate(PaginationConfig={"PageSize": 50}):
    for node in page["InstanceInformationList"]:
        paginator = client.get_paginator("describe_instance_patches")
        try:
            pages = paginator.paginate(InstanceId=node["InstanceId"], PaginationConfig={"PageSize": 50})
            rows += sum(len(each["Patches"]) for each in pages)
        except ClientError:
            lost += 1
print(json.dumps({"seconds": time.monotonic() - start, "rows": rows, "lostNodes": lost}))
