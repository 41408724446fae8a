"""Reads every node's patches twice, by boto3's paginator and from Patchboard's API, and compares them.

Arguments: Patchboard's address, the AWS endpoint. Prints each difference; exits 1 when there is one.
Shares no code with either side: the filters below are this file's own.
"""

import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import local
from urllib.parse import urlencode, urlsplit
import http.client

import boto3
from botocore.config import Config

ACCOUNT = "111122223333"
REGIONS = ["us-east-1", "eu-west-1"]
FINDINGS = {"Failed", "Missing", "InstalledPendingReboot", "InstalledRejected", "AvailableSecurityUpdate"}
STATES = {
    "failed": "Failed",
    "missing": "Missing",
    "installed-pending-reboot": "InstalledPendingReboot",
    "installed-rejected": "InstalledRejected",
    "available-security-update": "AvailableSecurityUpdate",
    "installed": "Installed",
    "installed-other": "InstalledOther",
    "not-applicable": "NotApplicable",
}

# Every node is read whole; each filter of it, which the first reader asks of all, of one node in so many.
EVERY = 10

app, endpoint = sys.argv[1], sys.argv[2]
clients = {
    region: boto3.client(
        "ssm",
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id="boto3",
        aws_secret_access_key="boto3",
        config=Config(max_pool_connections=16),
    )
    for region in REGIONS
}
kept = local()


def get(path):
    """The JSON of one GET, on a connection that each thread keeps."""
    connection = getattr(kept, "connection", None)
    if connection is None:
        connection = kept.connection = http.client.HTTPConnection(urlsplit(app).netloc, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{path}: HTTP {response.status}: {body[:300]!r}")
    return json.loads(body)


def blank_to_none(text):
    return text if text and text.strip() else None


def plain(row):
    """A wire row as both readers must have it."""
    time = row.get("InstalledTime")
    millis = None if time is None or time.year <= 1970 else round(time.timestamp() * 1000)
    return json.dumps(
        [
            row.get("KBId", ""),
            blank_to_none(row.get("Title")),
            blank_to_none(row.get("Classification")),
            blank_to_none(row.get("Severity")),
            row.get("State", ""),
            millis,
            [cve for cve in (row.get("CVEIds") or "").split(",") if cve],
        ]
    )


def plain_item(item):
    """A row of the API in the same form."""
    from datetime import datetime

    time = item["installedTime"]
    millis = None if time is None else round(datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp() * 1000)
    return json.dumps(
        [item["kbId"], item["title"], item["classification"], item["severity"], item["state"], millis, item["cveIds"]]
    )


def filters_of(rows, every):
    """What a node's rows are asked for: as they are, what needs attention, and where `every` is true each single filter."""
    yield {}, lambda row: True
    yield {"state": "findings"}, lambda row: row["State"] in FINDINGS
    if not every:
        return
    yield {"state": "unrecognised"}, lambda row: row["State"] not in STATES.values()
    for word, wire in STATES.items():
        yield {"state": word}, lambda row, wire=wire: row["State"] == wire
    for member in ("Severity", "Classification"):
        for word in sorted({(row.get(member) or "").strip() for row in rows} | {""}):
            asked = {member.lower(): word or "not-reported"}
            yield asked, lambda row, member=member, word=word: (row.get(member) or "").strip() == word


def answer(region, instance_id, asked):
    items, page = [], 1
    while True:
        search = urlencode({**asked, "page": page, "size": 500})
        body = get(f"/api/v1/nodes/{ACCOUNT}/{region}/{instance_id}/patches?{search}")
        items += body["items"]
        if page * 500 >= body["total"]:
            return items
        page += 1


def compare(numbered):
    number, (region, instance_id) = numbered
    pages = clients[region].get_paginator("describe_instance_patches").paginate(
        InstanceId=instance_id, PaginationConfig={"PageSize": 50}
    )
    rows = [row for page in pages for row in page["Patches"]]
    found, asked_count = [], 0
    for asked, keeps in filters_of(rows, number % EVERY == 0):
        theirs = Counter(plain(row) for row in rows if keeps(row))
        ours = Counter(plain_item(item) for item in answer(region, instance_id, asked))
        asked_count += 1
        if theirs != ours:
            lost, made = theirs - ours, ours - theirs
            found.append(
                f"{region}/{instance_id} {asked}: lost {sum(lost.values())} {next(iter(lost), '')}, "
                f"not SSM's {sum(made.values())} {next(iter(made), '')}"
            )
    return len(rows), asked_count, found


def main():
    nodes = [
        (region, node["InstanceId"])
        for region in REGIONS
        for page in clients[region].get_paginator("describe_instance_information").paginate(
            PaginationConfig={"PageSize": 50}
        )
        for node in page["InstanceInformationList"]
    ]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(compare, enumerate(nodes)))
    differences = [line for _, _, found in results for line in found]
    print(f"{len(nodes)} nodes, {sum(r[0] for r in results)} rows, {sum(r[1] for r in results)} filters")
    for line in differences[:50]:
        print(line)
    sys.exit(1 if differences else 0)


main()
