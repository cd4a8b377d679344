"""Rules of the site: API, logs of it, firewall, mail."""

import json
import re
from collections.abc import Iterator
from typing import Any

from infra.template import Template, target, walk

# What an access log may say. Paths, queries, headers and addresses carry tokens or people.
LOGGABLE = {
    "error.responseType",
    "httpMethod",
    "integrationLatency",
    "requestId",
    "requestTimeEpoch",
    "resourcePath",
    "responseLatency",
    "responseLength",
    "status",
    "wafResponseCode",
}
REDACTED = [
    {"UriPath": {}},
    {"QueryString": {}},
    {"SingleHeader": {"Name": "cookie"}},
    {"SingleHeader": {"Name": "referer"}},
]
FREE_TEXT_RULES = {
    "SizeRestrictions_BODY",
    "CrossSiteScripting_BODY",
    "EC2MetaDataSSRF_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
}
RATE_MIN = 1000
ANSWERS = {
    "DEFAULT_4XX",
    "DEFAULT_5XX",
    "MISSING_AUTHENTICATION_TOKEN",
    "REQUEST_TOO_LARGE",
    "THROTTLED",
    "WAF_FILTERED",
}


def access_logs_carry_no_token(template: Template) -> Iterator[str]:
    text = template.props("Api")["AccessLogSetting"]["Format"]
    for name in re.findall(r"\$context\.([A-Za-z.]+)", text):
        if name not in LOGGABLE:
            yield f"$context.{name} may carry a token or an address"
    if not isinstance(json.loads(text), dict):
        yield "the format is no JSON"


def the_stage_neither_traces_nor_tells(template: Template) -> Iterator[str]:
    api = template.props("Api")
    if api.get("TracingEnabled") is not False:
        yield "a trace of the stage records whole addresses"
    for settings in api["MethodSettings"]:
        if settings.get("LoggingLevel") != "OFF" or settings.get("DataTraceEnabled") is not False:
            yield "execution logs record whole addresses"


def the_firewall_logs_no_token(template: Template) -> Iterator[str]:
    for name, logging in template.of("AWS::WAFv2::LoggingConfiguration").items():
        for field in REDACTED:
            if field not in logging.get("RedactedFields", []):
                yield f"{name} shows {field}"


def the_firewall_keeps_no_samples(template: Template) -> Iterator[str]:
    for name, firewall in template.of("AWS::WAFv2::WebACL").items():
        for each in walk(firewall):
            if isinstance(each, dict) and each.get("SampledRequestsEnabled", False) is not False:
                yield f"{name}: {each['MetricName']} keeps whole requests, which nothing redacts"


def the_pipe_logs_no_record(template: Template) -> Iterator[str]:
    for name, pipe in template.of("AWS::Pipes::Pipe").items():
        if "IncludeExecutionData" in pipe.get("LogConfiguration", {}):
            yield f"{name} logs what it carries"


def access_logs_may_be_written(template: Template) -> Iterator[str]:
    role = target(template.props("ApiAccount")["CloudWatchRoleArn"])
    if "AmazonAPIGatewayPushToCloudWatchLogs" not in str(template.props(role)):
        yield "API Gateway may not write logs"
    if template.resources["Api"].get("DependsOn") != "ApiAccount":
        yield "the stage is made before API Gateway may write logs"


def free_text_is_not_blocked(template: Template) -> Iterator[str]:
    for name, firewall in template.of("AWS::WAFv2::WebACL").items():
        for rule in _groups(firewall, "AWSManagedRulesCommonRuleSet"):
            counted = {
                it["Name"]
                for it in rule.get("RuleActionOverrides", [])
                if "Count" in it["ActionToUse"]
            }
            for each in FREE_TEXT_RULES - counted:
                yield f"{name}: {each} blocks what people write"


def carriers_are_not_blocked(template: Template) -> Iterator[str]:
    limit = template.body["Parameters"]["RequestsPerAddress"]
    if min(limit["Default"], limit["MinValue"]) < RATE_MIN:
        yield "thousands of phones share an address"
    if "RequestsPerAddress" not in str(template.of("AWS::WAFv2::WebACL")):
        yield "the rate rule has a limit of its own"


def the_firewall_stands_before_the_site(template: Template) -> Iterator[str]:
    for it in template.of("AWS::WAFv2::WebACLAssociation").values():
        if "/restapis/${Api}/stages/${Api.Stage}" not in it["ResourceArn"]["Fn::Sub"]:
            yield "the firewall stands elsewhere"
    if not template.of("AWS::WAFv2::WebACLAssociation"):
        yield "the firewall stands nowhere"


def answers_of_the_gateway_are_in_indonesian(template: Template) -> Iterator[str]:
    answers = template.props("Api")["GatewayResponses"]
    yield from (f"{kind} has no answer of ours" for kind in ANSWERS - answers.keys())
    for kind, answer in answers.items():
        if 'lang="id"' not in answer["ResponseTemplates"].get("text/html", ""):
            yield f"{kind} has no page"
        json.loads(answer["ResponseTemplates"]["application/json"])


def the_site_has_one_address(template: Template) -> Iterator[str]:
    api = template.props("Api")
    if api.get("DisableExecuteApiEndpoint") != {"Fn::If": ["IsAws", True, False]}:
        yield "the site also answers at its execute-api address"
    if "OpenApiVersion" not in template.body["Globals"]["Api"]:
        yield 'SAM adds a stage named "Stage"'
    if template.props("Domain").get("SecurityPolicy") != "TLS_1_2":
        yield "old TLS is spoken"


def bytes_do_not_depend_on_the_accept_header(template: Template) -> Iterator[str]:
    if template.props("Api").get("BinaryMediaTypes") != ["*/*"]:
        yield "pictures arrive damaged in some browsers"


def the_sites_address_is_told_not_referred_to(template: Template) -> Iterator[str]:
    for name in template.functions:
        if template.environment(name).get("SITE_URL", {"Ref": "SiteUrl"}) != {"Ref": "SiteUrl"}:
            yield f"{name}: the site's address is no parameter"


def requests_are_throttled(template: Template) -> Iterator[str]:
    for settings in template.props("Api")["MethodSettings"]:
        if not settings.get("ThrottlingRateLimit") or not settings.get("ThrottlingBurstLimit"):
            yield "a flood reaches the functions"


def mail_is_encrypted_signed_and_measured(template: Template) -> Iterator[str]:
    for name, it in template.of("AWS::SES::ConfigurationSet").items():
        if it.get("DeliveryOptions", {}).get("TlsPolicy") != "REQUIRE":
            yield f"{name} sends without TLS"
        if it.get("ReputationOptions", {}).get("ReputationMetricsEnabled") is not True:
            yield f"{name} does not measure bounces"
        if it.get("SuppressionOptions", {}).get("SuppressedReasons") != ["BOUNCE", "COMPLAINT"]:
            yield f"{name} mails those who bounced or complained"
    for name, it in template.of("AWS::SES::EmailIdentity").items():
        if it.get("DkimAttributes", {}).get("SigningEnabled") is not True:
            yield f"{name} is not signed"


def _groups(firewall: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    for rule in firewall["Rules"]:
        group = rule["Statement"].get("ManagedRuleGroupStatement", {})
        if group.get("Name") == name:
            yield group
