"""Rules of functions: what they are, what they are told and what they may."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from infra.template import ROOT, Template, actions, listed, target
from mandat.platform.settings import Settings

DOORS = (
    "IntakeFunction",
    "ActionsFunction",
    "BookingFunction",
    "PeopleFunction",
    "PapersFunction",
)
DOOR_SECONDS_MAX = 28
LAYERS_OF = {"PhotosFunction": ["ImagingLayer"], "PapersFunction": ["DocumentsLayer"]}
POLICY_BYTES_MAX = 20_480
PERMISSION = {
    "Sid": "mandat-production-IntakeFunctionPageHeadPermissionlive-" + "x" * 13,
    "Effect": "Allow",
    "Principal": {"Service": "apigateway.amazonaws.com"},
    "Action": "lambda:InvokeFunction",
    "Resource": "arn:aws:lambda:ap-southeast-3:123456789012:function:mandat-production-intake",
    "Condition": {
        "ArnLike": {"AWS:SourceArn": "arn:aws:execute-api:ap-southeast-3:123456789012:" + "x" * 40}
    },
}

# Everything that the doors open to the world. A page of the citizen asks for its own code or
# cookie; /pinjam and /ambulans are open to everybody, each booking of theirs behind its own link;
# /santunan and /kematian are forms and public totals, what is asked for there has its own link;
# /berobat is a form and what is promised; it and /surat/cek tell of a letter's number only whether
# it holds;
# /ktp is a public figure, and what lies below it is behind a signed token;
# /anak-asuh is a public total, /anak asks for number and code, and leads to a signed token;
# everything under /t, /j, /asuh, /surat, /kru, /sopir and /meja asks for a signed token.
ROUTES = {
    ("GET", "/"): "IntakeFunction",
    ("HEAD", "/"): "IntakeFunction",
    ("POST", "/"): "IntakeFunction",
    ("GET", "/{proxy+}"): "IntakeFunction",
    ("HEAD", "/{proxy+}"): "IntakeFunction",
    ("POST", "/{proxy+}"): "IntakeFunction",
    ("GET", "/t/{proxy+}"): "ActionsFunction",
    ("HEAD", "/t/{proxy+}"): "ActionsFunction",
    ("POST", "/t/{proxy+}"): "ActionsFunction",
    ("GET", "/j/{proxy+}"): "ActionsFunction",
    ("HEAD", "/j/{proxy+}"): "ActionsFunction",
    ("POST", "/j/{proxy+}"): "ActionsFunction",
    ("GET", "/asuh/{proxy+}"): "ActionsFunction",
    ("HEAD", "/asuh/{proxy+}"): "ActionsFunction",
    ("POST", "/asuh/{proxy+}"): "ActionsFunction",
    ("GET", "/pinjam"): "BookingFunction",
    ("HEAD", "/pinjam"): "BookingFunction",
    ("POST", "/pinjam"): "BookingFunction",
    ("GET", "/pinjam/{proxy+}"): "BookingFunction",
    ("HEAD", "/pinjam/{proxy+}"): "BookingFunction",
    ("POST", "/pinjam/{proxy+}"): "BookingFunction",
    ("GET", "/ambulans"): "BookingFunction",
    ("HEAD", "/ambulans"): "BookingFunction",
    ("POST", "/ambulans"): "BookingFunction",
    ("GET", "/ambulans/{proxy+}"): "BookingFunction",
    ("HEAD", "/ambulans/{proxy+}"): "BookingFunction",
    ("POST", "/ambulans/{proxy+}"): "BookingFunction",
    ("GET", "/kru/{proxy+}"): "BookingFunction",
    ("HEAD", "/kru/{proxy+}"): "BookingFunction",
    ("POST", "/kru/{proxy+}"): "BookingFunction",
    ("GET", "/sopir/{proxy+}"): "BookingFunction",
    ("HEAD", "/sopir/{proxy+}"): "BookingFunction",
    ("POST", "/sopir/{proxy+}"): "BookingFunction",
    ("GET", "/meja/{proxy+}"): "BookingFunction",
    ("HEAD", "/meja/{proxy+}"): "BookingFunction",
    ("POST", "/meja/{proxy+}"): "BookingFunction",
    ("GET", "/santunan"): "PeopleFunction",
    ("HEAD", "/santunan"): "PeopleFunction",
    ("POST", "/santunan"): "PeopleFunction",
    ("GET", "/santunan/{proxy+}"): "PeopleFunction",
    ("HEAD", "/santunan/{proxy+}"): "PeopleFunction",
    ("POST", "/santunan/{proxy+}"): "PeopleFunction",
    ("GET", "/kematian"): "PeopleFunction",
    ("HEAD", "/kematian"): "PeopleFunction",
    ("POST", "/kematian"): "PeopleFunction",
    ("GET", "/kematian/{proxy+}"): "PeopleFunction",
    ("HEAD", "/kematian/{proxy+}"): "PeopleFunction",
    ("POST", "/kematian/{proxy+}"): "PeopleFunction",
    ("GET", "/anak-asuh"): "PeopleFunction",
    ("HEAD", "/anak-asuh"): "PeopleFunction",
    ("GET", "/anak"): "PeopleFunction",
    ("HEAD", "/anak"): "PeopleFunction",
    ("POST", "/anak"): "PeopleFunction",
    ("GET", "/anak/{proxy+}"): "PeopleFunction",
    ("HEAD", "/anak/{proxy+}"): "PeopleFunction",
    ("POST", "/anak/{proxy+}"): "PeopleFunction",
    ("GET", "/ktp"): "PeopleFunction",
    ("HEAD", "/ktp"): "PeopleFunction",
    ("GET", "/ktp/{proxy+}"): "PeopleFunction",
    ("HEAD", "/ktp/{proxy+}"): "PeopleFunction",
    ("POST", "/ktp/{proxy+}"): "PeopleFunction",
    ("GET", "/berobat"): "PeopleFunction",
    ("HEAD", "/berobat"): "PeopleFunction",
    ("GET", "/berobat/{proxy+}"): "PeopleFunction",
    ("HEAD", "/berobat/{proxy+}"): "PeopleFunction",
    ("POST", "/berobat/{proxy+}"): "PeopleFunction",
    ("GET", "/surat/cek"): "PeopleFunction",
    ("HEAD", "/surat/cek"): "PeopleFunction",
    ("POST", "/surat/cek"): "PeopleFunction",
    ("GET", "/surat/{proxy+}"): "PapersFunction",
    ("HEAD", "/surat/{proxy+}"): "PapersFunction",
}

# Actions that AWS grants on everything or not at all, and what only the local stage opens.
ON_EVERYTHING = {
    "xray:PutTelemetryRecords": "X-Ray knows no resources",
    "xray:PutTraceSegments": "X-Ray knows no resources",
    "sns:Publish": "a phone number is no resource: topics are denied, see below",
}
ON_EVERYTHING_LOCALLY = {
    "ses:SendEmail": "the emulator matches identities on * only",
    "ses:SendRawEmail": "the emulator matches identities on * only",
}
MANAGED_POLICIES = {"AmazonAPIGatewayPushToCloudWatchLogs": "its actions are not documented"}

# What a consumer does to its queue; the last lets it show a poison message again soon.
RECEIVING = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "ChangeMessageVisibility")

# What a variable is good for: the permission that must come with it.
USES = {
    "MESSAGE_QUEUE_URL": ("sqs:SendMessage", "MessageQueue"),
    "DUE_QUEUE_URL": ("sqs:SendMessage", "DueQueue"),
    "JOB_QUEUE_URL": ("sqs:SendMessage", "JobQueue"),
    "IMPORT_QUEUE_URL": ("sqs:SendMessage", "ImportQueue"),
    "SIGNING_SECRET": ("secretsmanager:GetSecretValue", "signing"),
    "HASHING_SECRET": ("secretsmanager:GetSecretValue", "hashing"),
    "MAIL_CONFIGURATION_SET": ("ses:SendEmail", "MailConfigurationSet"),
    "PHOTO_BUCKET": ("s3:", "PhotoBucket"),
    "REGISTER_BUCKET": ("s3:", "RegisterBucket"),
    "TABLE_NAME": ("dynamodb:", "Table"),
}


def routes_are_those_that_were_meant(template: Template) -> Iterator[str]:
    for route in template.routes().items() ^ ROUTES.items():
        yield f"{route} is either not there or open by accident"


def verbs_are_listed(template: Template) -> Iterator[str]:
    for method, path in template.routes():
        if method not in {"GET", "HEAD", "POST"}:
            yield f"{method} {path}: the emulator drops it, or nobody needs it"


def function_policies_fit(template: Template) -> Iterator[str]:
    size = len(json.dumps(PERMISSION))
    functions = list(template.routes().values())
    for name in set(functions):
        if functions.count(name) * size > POLICY_BYTES_MAX:
            yield f"{name} has more routes than its policy holds"


def doors_answer_before_the_api_gives_up(template: Template) -> Iterator[str]:
    for name in DOORS:
        if template.setting(name, "Timeout") > DOOR_SECONDS_MAX:
            yield f"{name} may run longer than API Gateway waits"


def every_function_has_a_role_of_its_own(template: Template) -> Iterator[str]:
    roles = [template.role_of(name) for name in template.functions]
    for name in template.functions:
        if roles.count(template.role_of(name)) != 1 or "Policies" in template.props(name):
            yield f"{name} has no role of its own"


def no_action_is_a_wildcard(template: Template) -> Iterator[str]:
    for role in template.of("AWS::IAM::Role"):
        for statement in template.statements(role):
            yield from (f"{role}: {it}" for it in actions(statement) if "*" in it)


def nothing_is_allowed_on_everything(template: Template) -> Iterator[str]:
    for role in template.of("AWS::IAM::Role"):
        for statement in template.statements(role):
            resources, allowed = listed(statement["Resource"]), set(actions(statement))
            if "*" in resources and not allowed <= set(ON_EVERYTHING):
                yield f"{role}: {allowed} on everything"
            if "'*'" in str(resources) and not allowed <= {*ON_EVERYTHING, *ON_EVERYTHING_LOCALLY}:
                yield f"{role}: {allowed} on everything, somewhere"


def who_sends_sms_publishes_to_no_topic(template: Template) -> Iterator[str]:
    for role in template.of("AWS::IAM::Role"):
        found = [it for it in template.statements(role) if "sns:Publish" in actions(it)]
        anywhere = any("*" in listed(it["Resource"]) for it in found)
        denied = any(it["Effect"] == "Deny" and ":sns:*:*:*" in str(it["Resource"]) for it in found)
        if anywhere and not denied:
            yield f"{role} may publish to any topic"


def everything_is_opened_on_the_local_stage_only(template: Template) -> Iterator[str]:
    for role in template.of("AWS::IAM::Role"):
        for statement in template.statements(role):
            for resource in listed(statement["Resource"]):
                choice = resource.get("Fn::If", []) if isinstance(resource, dict) else []
                if "*" in choice and choice[:2] != ["IsLocal", "*"]:
                    yield f"{role}: everything is open beyond the local stage"


def managed_policies_are_known(template: Template) -> Iterator[str]:
    for name, role in template.of("AWS::IAM::Role").items():
        for policy in role.get("ManagedPolicyArns", []):
            if str(policy["Fn::Sub"]).rpartition("/")[2] not in MANAGED_POLICIES:
                yield f"{name}: {policy}"


def roles_are_taken_by_their_service_only(template: Template) -> Iterator[str]:
    for name, role in template.of("AWS::IAM::Role").items():
        for statement in role["AssumeRolePolicyDocument"]["Statement"]:
            if set(statement["Principal"]) != {"Service"}:
                yield f"{name} may be taken by {statement['Principal']}"


def the_template_and_the_settings_name_the_same_variables(template: Template) -> Iterator[str]:
    told = {name for each in template.functions for name in template.environment(each)}
    read = {field.name.upper() for field in fields(Settings)}
    for name in {name for name in told if not name.startswith("POWERTOOLS_")} ^ read:
        yield f"{name} is in the template or in Settings, not in both"


def every_function_names_itself(template: Template) -> Iterator[str]:
    for name in template.functions:
        if template.environment(name).get("POWERTOOLS_SERVICE_NAME") != folder(name):
            yield f"{name}: its metrics carry another service's name"


def traces_carry_no_answers(template: Template) -> Iterator[str]:
    for name in template.functions:
        told = template.environment(name)
        for variable in ("RESPONSE", "ERROR"):
            if told.get(f"POWERTOOLS_TRACER_CAPTURE_{variable}") != "false":
                yield f"{name} may put what people wrote into a trace"


def what_a_function_is_told_it_may_use(template: Template) -> Iterator[str]:
    for name in template.functions:
        for variable in template.environment(name).keys() & USES.keys():
            action, resource = USES[variable]
            if not _may(template, name, action, resource):
                yield f"{name} is told {variable} and may not use it"


def what_a_function_may_use_it_is_told(template: Template) -> Iterator[str]:
    for name in template.functions:
        for variable in USES.keys() - template.environment(name).keys():
            action, resource = USES[variable]
            if _may(template, name, action, resource):
                yield f"{name} may {action} on {resource} and is not told where"


def who_seals_is_told_the_key(template: Template) -> Iterator[str]:
    """And nobody else may encrypt with it: what others keep is encrypted by its service."""
    for name in template.functions:
        sealing = list(_sealing(template, template.role_of(name)))
        if bool(sealing) != ("DATA_KEY" in template.environment(name)):
            yield f"{name} is told DATA_KEY and may not use it, or the other way round"


def what_is_sealed_is_bound_to_its_item(template: Template) -> Iterator[str]:
    for name in template.functions:
        for statement in _sealing(template, template.role_of(name)):
            if "kms:EncryptionContext:item" not in str(statement.get("Condition")):
                yield f"{name} may seal or open anything"


def consumers_may_read_their_queue(template: Template) -> Iterator[str]:
    for mapping in template.mappings:
        queue, function = target(mapping["EventSourceArn"]), target(mapping["FunctionName"])
        for action in RECEIVING:
            if queue not in [target(it) for it in template.may(function, f"sqs:{action}")]:
                yield f"{function} may not {action} from {queue}"


def senders_may_send_batches_to_the_emulator(template: Template) -> Iterator[str]:
    for name in template.functions:
        for statement in template.statements(template.role_of(name)):
            allowed = str(statement["Action"])
            if "sqs:SendMessage" in allowed and "sqs:SendMessageBatch" not in allowed:
                yield f"{name} sends messages, but not in batches on the local stage"


def users_of_a_queue_may_use_its_key(template: Template) -> Iterator[str]:
    for name in template.functions:
        sends, reads = (template.may(name, f"sqs:{it}Message") for it in ("Send", "Receive"))
        if sends and not _key(template, name, "kms:GenerateDataKey"):
            yield f"{name} sends to an encrypted queue and may not use its key"
        if reads and not _key(template, name, "kms:Decrypt"):
            yield f"{name} reads an encrypted queue and may not use its key"


def handlers_are_there(template: Template) -> Iterator[str]:
    for name, function in template.functions.items():
        path = ROOT / "functions" / folder(name) / "handler.py"
        if function["Handler"] != f"{folder(name)}.handler.handle":
            yield f"{name}: {function['Handler']} is not where its folder says"
        if folder(name) in sys.stdlib_module_names:
            yield f"{name}: the runtime has imported Python's own module `{folder(name)}` before"
        if not path.exists() or not re.search(
            r"^(async )?def handle\(", path.read_text(), re.MULTILINE
        ):
            yield f"{name}: functions/{folder(name)}/handler.py has no function `handle`"


def every_folder_is_a_function(template: Template) -> Iterator[str]:
    known = {folder(name) for name in template.functions}
    for path in sorted((ROOT / "functions").glob("*/handler.py")):
        if path.parent.name not in known:
            yield f"functions/{path.parent.name} is deployed by nobody"


def a_layer_for_one_function_is_carried_by_that_one_only(template: Template) -> Iterator[str]:
    for name, function in template.functions.items():
        layers = [target(it) for it in function.get("Layers", [])]
        if layers != LAYERS_OF.get(name, []):
            yield f"{name} carries {layers}"


def functions_are_traced(template: Template) -> Iterator[str]:
    for name in template.functions:
        if template.setting(name, "Tracing") != "Active":
            yield f"{name} is not traced"


def folder(function: str) -> str:
    return function.removesuffix("Function").lower()


def _may(template: Template, function: str, action: str, resource: str) -> bool:
    """Whether an action that begins with `action` is allowed on something named `resource`."""
    return any(
        resource in str(statement["Resource"])
        for statement in template.statements(template.role_of(function))
        if any(each.startswith(action) for each in actions(statement))
    )


def _sealing(template: Template, role: str) -> Iterator[dict[str, Any]]:
    """Statements about the data key that no service stands between."""
    for statement in template.statements(role):
        by_hand = "kms:ViaService" not in str(statement.get("Condition"))
        if by_hand and "DataKey" in [target(it) for it in listed(statement["Resource"])]:
            yield statement


def _key(template: Template, function: str, action: str) -> bool:
    return "MessageKey" in [target(it) for it in template.may(function, action)]
