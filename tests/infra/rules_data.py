"""Rules of what is kept (table, photos, keys, secrets, logs) and of what waits for what."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from infra.template import Template, allowed_services, target

KEPT = {
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
    "AWS::ApiGateway::Account",
}
RETAINED = {"Retain", "RetainExceptOnCreate"}
EXTRACT_DAYS = 7
TABLE_KEYS = {
    "table": ("pk", "sk"),
    "worklist": ("post_id", "work_at"),
    "days": ("day_shard", "day_at"),
}
ON_AWS_ONLY = {
    "AWS::WAFv2::WebACL",
    "AWS::WAFv2::WebACLAssociation",
    "AWS::WAFv2::LoggingConfiguration",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::Budgets::Budget",
}


def what_people_told_us_outlives_the_stack(template: Template) -> Iterator[str]:
    for name, it in template.resources.items():
        if it["Type"] in KEPT and it.get("DeletionPolicy") not in RETAINED:
            yield f"{name} goes with the stack"
        if it["Type"] in KEPT and it.get("UpdateReplacePolicy") != "Retain":
            yield f"{name} goes with its replacement"


def the_table_can_be_restored(template: Template) -> Iterator[str]:
    table = template.props("Table")
    if table.get("PointInTimeRecoverySpecification") != {"PointInTimeRecoveryEnabled": True}:
        yield "no point-in-time recovery"
    if table.get("DeletionProtectionEnabled") != {"Fn::If": ["IsAws", True, False]}:
        yield "no protection from deletion on AWS"
    if "TableName" in table:
        yield "a named table that was kept stands in the way of the next first deploy"


def the_table_is_what_the_stores_expect(template: Template) -> Iterator[str]:
    table = template.props("Table")
    indexes = {it["IndexName"]: it for it in table["GlobalSecondaryIndexes"]}
    found = {name: _keys(it) for name, it in ({"table": table} | indexes).items()}
    if found != TABLE_KEYS:
        yield f"keys are {found}"
    if table["StreamSpecification"] != {"StreamViewType": "NEW_IMAGE"}:
        yield "the feed needs new images"
    if table["TimeToLiveSpecification"] != {"AttributeName": "expires_at", "Enabled": True}:
        yield "nothing is forgotten in time"
    if table["BillingMode"] != "PAY_PER_REQUEST":
        yield "capacity is provisioned"


def the_table_is_encrypted_by_a_key_of_ours(template: Template) -> Iterator[str]:
    encryption = template.props("Table").get("SSESpecification", {})
    if target(encryption.get("KMSMasterKeyId")) not in template.of("AWS::KMS::Key"):
        yield "the table has no key of ours"
    statements = str(template.props("DataKey")["KeyPolicy"]["Statement"])
    if "kms:ViaService" not in statements or "kms:CreateGrant" not in statements:
        yield "the key does not let DynamoDB in"


def buckets_are_private(template: Template) -> Iterator[str]:
    policies = template.of("AWS::S3::BucketPolicy").values()
    for name, bucket in template.of("AWS::S3::Bucket").items():
        if set(bucket["PublicAccessBlockConfiguration"].values()) != {True}:
            yield f"{name} can be made public"
        opened = [it for it in policies if target(it["Bucket"]) == name]
        if "aws:SecureTransport" not in str(opened):
            yield f"what lies in {name} travels without TLS"
        if target(_encryption(bucket).get("KMSMasterKeyID")) not in template.of("AWS::KMS::Key"):
            yield f"{name} has no key of ours"
        if "CorsConfiguration" in bucket:
            yield f"other sites may read answers of {name}"


def extracts_are_destroyed(template: Template) -> Iterator[str]:
    """A whole register in plain text: deleted by its import, and soon when nobody could read it."""
    bucket = template.props("RegisterBucket")
    lives = {it.get("Prefix"): it for it in bucket["LifecycleConfiguration"]["Rules"]}
    if "VersioningConfiguration" in bucket:
        yield "versions outlive their extract"
    if lives.get("incoming/", {}).get("ExpirationInDays", EXTRACT_DAYS + 1) > EXTRACT_DAYS:
        yield "extracts that nobody imported stay"
    if "AbortIncompleteMultipartUpload" not in lives.get(None, {}):
        yield "halves of uploads stay"


def photos_can_be_erased(template: Template) -> Iterator[str]:
    bucket = template.props("PhotoBucket")
    rules = bucket["LifecycleConfiguration"]["Rules"]
    lives = {
        (it.get("Prefix"), str(it.get("TagFilters", ""))): it.get("ExpirationInDays")
        for it in rules
    }
    if "VersioningConfiguration" in bucket:
        yield "versions outlive their erasure"
    if lives.get(("incoming/", "")) != 1:
        yield "raw uploads, with their place and time, stay"
    if lives.get(("photos/", "[{'Key': 'state', 'Value': 'unclaimed'}]")) != 2:
        yield "photos of nobody's case stay"
    if not any("AbortIncompleteMultipartUpload" in it for it in rules):
        yield "halves of uploads stay"


def secrets_are_made_and_encrypted_here(template: Template) -> Iterator[str]:
    for name, secret in template.of("AWS::SecretsManager::Secret").items():
        if "SecretString" in secret or "GenerateSecretString" not in secret:
            yield f"{name} stands in the template"
        if target(secret.get("KmsKeyId")) not in template.of("AWS::KMS::Key"):
            yield f"{name} has no key of ours"


def secrets_are_named_as_functions_are_told(template: Template) -> Iterator[str]:
    made = {it["Name"]["Fn::Sub"] for it in template.of("AWS::SecretsManager::Secret").values()}
    for function in template.functions:
        told = template.environment(function)
        for variable in told.keys() & {"SIGNING_SECRET", "HASHING_SECRET"}:
            if told[variable].get("Fn::Sub") not in made:
                yield f"{function}: {variable} names no secret"


def keys_turn(template: Template) -> Iterator[str]:
    for name, key in template.of("AWS::KMS::Key").items():
        if key.get("EnableKeyRotation") is not True:
            yield f"{name} is never rotated"


def logs_end_and_are_encrypted(template: Template) -> Iterator[str]:
    for name, group in template.of("AWS::Logs::LogGroup").items():
        key = target(group.get("KmsKeyId"))
        if "RetentionInDays" not in group:
            yield f"{name} is kept for ever"
        if key not in template.of("AWS::KMS::Key"):
            yield f"{name} has no key of ours"
        elif "logs.${AWS::Region}.amazonaws.com" not in allowed_services(
            template, key, "kms:GenerateDataKey*"
        ):
            yield f"{name}: its key does not let CloudWatch Logs in"


def every_function_logs_where_we_said(template: Template) -> Iterator[str]:
    groups = template.of("AWS::Logs::LogGroup")
    for name, function in template.functions.items():
        group = target(function.get("LoggingConfig", {}).get("LogGroup"))
        if group not in groups:
            yield f"{name} makes a log group that is kept for ever"
        elif group not in [target(it) for it in template.may(name, "logs:PutLogEvents")]:
            yield f"{name} may not write to {group}"


def nothing_waits_for_itself(template: Template) -> Iterator[str]:
    """cfn-lint does not see the API's circle through a function's environment; a deploy does."""
    try:
        list(TopologicalSorter(template.needs()).static_order())
    except CycleError as error:
        yield " -> ".join(error.args[1])


def what_the_emulator_refuses_is_for_aws(template: Template) -> Iterator[str]:
    for name, it in template.resources.items():
        math = it["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in it["Properties"]
        if (math or it["Type"] in ON_AWS_ONLY) and it.get("Condition") != "IsAws":
            yield f"{name} stops the local stage"


def _keys(it: dict[str, Any]) -> tuple[str, ...]:
    return tuple(key["AttributeName"] for key in it["KeySchema"])


def _encryption(bucket: dict[str, Any]) -> dict[str, Any]:
    rules = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    return rules[0]["ServerSideEncryptionByDefault"]
