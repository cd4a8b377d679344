"""Every rule can fail: each is shown a template, or a file, in which its trap is open."""

import re
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from infra import rules_alarms, rules_build, rules_functions
from infra.template import ROOT, Template
from infra.test_rules import RULES

GONE = object()
RULES_BY_NAME = {rule.__name__: rule for rule in RULES}
ROLE = "Resources/{}/Properties/Policies/0/PolicyDocument/Statement"
STREAM = "Resources/CaseEventsPipe/Properties/SourceParameters/DynamoDBStreamParameters"

# rule, where in the template, what stands there instead
CHANGES: list[tuple[str, str, Any]] = [
    ("every_queue_has_a_dead_letter_queue", "Resources/DueQueue/Properties/RedrivePolicy", GONE),
    (
        "every_queue_has_a_dead_letter_queue",
        "Resources/DueQueue/Properties/RedrivePolicy/maxReceiveCount",
        4,
    ),
    ("every_queue_can_be_redriven", "Outputs/BriefsQueueUrl", GONE),
    ("every_queue_can_be_redriven", "Outputs/BriefsDlqUrl/Value/Ref", "SweepDlq"),
    ("every_queue_has_one_consumer", "Resources/RemindersReadsDue", GONE),
    (
        "senders_may_send_batches_to_the_emulator",
        f"{ROLE.format('RemindersRole')}/4/Action",
        "sqs:SendMessage",
    ),
    (
        "every_consumer_fails_message_by_message",
        "Resources/RemindersReadsDue/Properties/FunctionResponseTypes",
        GONE,
    ),
    (
        "every_consumer_fails_message_by_message",
        "Resources/RemindersReadsDue/Properties/ScalingConfig",
        GONE,
    ),
    (
        "no_function_reserves_concurrency",
        "Resources/DeliverFunction/Properties/ReservedConcurrentExecutions",
        2,
    ),
    (
        "messages_stay_hidden_while_they_are_worked_on",
        "Resources/MessageQueue/Properties/VisibilityTimeout",
        300,
    ),
    (
        "queues_and_topics_are_encrypted_by_a_key_of_ours",
        "Resources/CaseEvents/Properties/KmsMasterKeyId",
        "alias/aws/sns",
    ),
    (
        "the_topics_key_lets_publishers_in",
        "Resources/MessageKey/Properties/KeyPolicy/Statement/1/Principal/Service",
        ["sns.amazonaws.com"],
    ),
    (
        "subscriptions_filter_and_do_not_lose",
        "Resources/NotifySubscription/Properties/FilterPolicy/eventName",
        ["INSERT", "MODIFY"],
    ),
    (
        "subscriptions_filter_and_do_not_lose",
        "Resources/NotifySubscription/Properties/RawMessageDelivery",
        GONE,
    ),
    (
        "subscriptions_filter_and_do_not_lose",
        "Resources/NotifySubscription/Properties/RedrivePolicy",
        {},
    ),
    (
        "what_the_mail_service_reports_is_heard",
        "Resources/MailFeedback/Properties/EventDestination/MatchingEventTypes",
        ["complaint"],
    ),
    (
        "what_the_mail_service_reports_is_heard",
        "Resources/FeedbackSubscription",
        GONE,
    ),
    (
        "reports_are_taken_from_the_mail_service_only",
        "Resources/FeedbackTopicPolicy/Properties/PolicyDocument/Statement/0/Condition",
        GONE,
    ),
    (
        "filters_stay_within_the_limits_of_sns",
        "Resources/NotifySubscription/Properties/FilterPolicy/more",
        {name: ["x"] for name in "abcdef"},
    ),
    (
        "queues_take_events_from_the_topic_only",
        "Resources/NotifyQueuePolicy/Properties/PolicyDocument/Statement/0/Condition",
        GONE,
    ),
    (
        "the_pipe_gives_up_in_time",
        f"{STREAM}/MaximumRetryAttempts",
        GONE,
    ),
    (
        "the_pipe_carries_every_event_raw",
        f"{STREAM}/BatchSize",
        11,
    ),
    (
        "schedules_are_utc_and_do_not_lose",
        "Resources/SweepSchedule/Properties/ScheduleExpressionTimezone",
        "Asia/Jakarta",
    ),
    (
        "every_dead_letter_queue_is_used",
        f"{STREAM}/DeadLetterConfig",
        GONE,
    ),
    (
        "routes_are_those_that_were_meant",
        "Resources/IntakeFunction/Properties/Events/HomePost/Properties/Path",
        "/admin",
    ),
    (
        "verbs_are_listed",
        "Resources/IntakeFunction/Properties/Events/HomePost/Properties/Method",
        "ANY",
    ),
    (
        "function_policies_fit",
        "Resources/IntakeFunction/Properties/Events",
        {
            f"E{number}": {"Type": "Api", "Properties": {"Method": "GET", "Path": f"/{number}"}}
            for number in range(60)
        },
    ),
    ("doors_answer_before_the_api_gives_up", "Resources/IntakeFunction/Properties/Timeout", 30),
    (
        "every_function_has_a_role_of_its_own",
        "Resources/NotifyFunction/Properties/Role",
        {"Fn::GetAtt": ["RoutingRole", "Arn"]},
    ),
    ("no_action_is_a_wildcard", f"{ROLE}/3/Action".format("NotifyRole"), "dynamodb:*"),
    ("who_sends_sms_publishes_to_no_topic", f"{ROLE}/7/Effect".format("DeliverRole"), "Allow"),
    ("nothing_is_allowed_on_everything", f"{ROLE}/3/Resource".format("NotifyRole"), "*"),
    (
        "everything_is_opened_on_the_local_stage_only",
        f"{ROLE}/3/Resource".format("NotifyRole"),
        {"Fn::If": ["IsAws", "*", "arn:x"]},
    ),
    (
        "managed_policies_are_known",
        "Resources/NotifyRole/Properties/ManagedPolicyArns",
        [{"Fn::Sub": "arn:aws:iam::aws:policy/AdministratorAccess"}],
    ),
    (
        "roles_are_taken_by_their_service_only",
        "Resources/NotifyRole/Properties/AssumeRolePolicyDocument/Statement/0/Principal",
        {"AWS": "*"},
    ),
    (
        "the_template_and_the_settings_name_the_same_variables",
        "Resources/NotifyFunction/Properties/Environment/Variables/COLOUR",
        "blue",
    ),
    (
        "every_function_names_itself",
        "Resources/NotifyFunction/Properties/Environment/Variables/POWERTOOLS_SERVICE_NAME",
        "mandat",
    ),
    (
        "traces_carry_no_answers",
        "Globals/Function/Environment/Variables/POWERTOOLS_TRACER_CAPTURE_RESPONSE",
        GONE,
    ),
    (
        "what_a_function_is_told_it_may_use",
        "Resources/RoutingFunction/Properties/Environment/Variables/MESSAGE_QUEUE_URL",
        {"Ref": "MessageQueue"},
    ),
    (
        "what_a_function_may_use_it_is_told",
        "Resources/NotifyFunction/Properties/Environment/Variables/MESSAGE_QUEUE_URL",
        GONE,
    ),
    (
        "who_seals_is_told_the_key",
        "Resources/NotifyFunction/Properties/Environment/Variables/DATA_KEY",
        {"Ref": "DataKey"},
    ),
    ("what_is_sealed_is_bound_to_its_item", f"{ROLE}/4/Condition".format("PeopleRole"), {}),
    (
        "consumers_may_read_their_queue",
        f"{ROLE}/2/Resource".format("NotifyRole"),
        {"Fn::GetAtt": ["RoutingQueue", "Arn"]},
    ),
    ("users_of_a_queue_may_use_its_key", f"{ROLE}/6/Action".format("NotifyRole"), "kms:Decrypt"),
    ("handlers_are_there", "Resources/NotifyFunction/Properties/Handler", "notify.main.handle"),
    ("every_folder_is_a_function", "Resources/NotifyFunction", GONE),
    (
        "a_layer_for_one_function_is_carried_by_that_one_only",
        "Resources/NotifyFunction/Properties/Layers",
        [{"Ref": "ImagingLayer"}],
    ),
    ("functions_are_traced", "Globals/Function/Tracing", GONE),
    ("what_people_told_us_outlives_the_stack", "Resources/Table/DeletionPolicy", GONE),
    ("what_people_told_us_outlives_the_stack", "Resources/PhotoBucket/UpdateReplacePolicy", GONE),
    (
        "the_table_can_be_restored",
        "Resources/Table/Properties/PointInTimeRecoverySpecification",
        GONE,
    ),
    ("the_table_can_be_restored", "Resources/Table/Properties/DeletionProtectionEnabled", False),
    (
        "the_table_is_what_the_stores_expect",
        "Resources/Table/Properties/StreamSpecification/StreamViewType",
        "KEYS_ONLY",
    ),
    ("the_table_is_encrypted_by_a_key_of_ours", "Resources/Table/Properties/SSESpecification", {}),
    (
        "buckets_are_private",
        "Resources/PhotoBucket/Properties/PublicAccessBlockConfiguration/IgnorePublicAcls",
        False,
    ),
    ("buckets_are_private", "Resources/RegisterBucketPolicy", GONE),
    (
        "extracts_are_destroyed",
        "Resources/RegisterBucket/Properties/LifecycleConfiguration/Rules/0/ExpirationInDays",
        30,
    ),
    (
        "photos_can_be_erased",
        "Resources/PhotoBucket/Properties/VersioningConfiguration",
        {"Status": "Enabled"},
    ),
    (
        "photos_can_be_erased",
        "Resources/PhotoBucket/Properties/LifecycleConfiguration/Rules/0/ExpirationInDays",
        30,
    ),
    (
        "secrets_are_made_and_encrypted_here",
        "Resources/SigningSecret/Properties/SecretString",
        "hunter2",
    ),
    (
        "secrets_are_named_as_functions_are_told",
        "Resources/SigningSecret/Properties/Name/Fn::Sub",
        "mandat-${Stage}-signing",
    ),
    ("keys_turn", "Resources/DataKey/Properties/EnableKeyRotation", False),
    ("logs_end_and_are_encrypted", "Resources/NotifyLogs/Properties/RetentionInDays", GONE),
    (
        "logs_end_and_are_encrypted",
        "Resources/NotifyLogs/Properties/KmsKeyId",
        {"Fn::GetAtt": ["DataKey", "Arn"]},
    ),
    ("every_function_logs_where_we_said", "Resources/NotifyFunction/Properties/LoggingConfig", {}),
    (
        "nothing_waits_for_itself",
        "Resources/IntakeFunction/Properties/Environment/Variables/SITE_URL",
        {"Fn::Sub": "https://${Api}.execute-api.amazonaws.com/live"},
    ),
    (
        "nothing_waits_for_itself",
        "Resources/PhotoQueuePolicy/Properties/PolicyDocument/Statement/0/Condition",
        {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["PhotoBucket", "Arn"]}}},
    ),
    ("what_the_emulator_refuses_is_for_aws", "Resources/Firewall/Condition", GONE),
    ("what_the_emulator_refuses_is_for_aws", "Resources/FeedStoppedAlarm/Condition", GONE),
    (
        "access_logs_carry_no_token",
        "Resources/Api/Properties/AccessLogSetting/Format",
        '{"path": "$context.path"}',
    ),
    ("the_stage_neither_traces_nor_tells", "Resources/Api/Properties/TracingEnabled", True),
    (
        "the_stage_neither_traces_nor_tells",
        "Resources/Api/Properties/MethodSettings/0/LoggingLevel",
        "INFO",
    ),
    ("the_firewall_logs_no_token", "Resources/FirewallLogging/Properties/RedactedFields/2", {}),
    (
        "the_firewall_keeps_no_samples",
        "Resources/Firewall/Properties/Rules/0/VisibilityConfig/SampledRequestsEnabled",
        True,
    ),
    (
        "the_pipe_logs_no_record",
        "Resources/CaseEventsPipe/Properties/LogConfiguration/IncludeExecutionData",
        ["ALL"],
    ),
    ("access_logs_may_be_written", "Resources/Api/DependsOn", GONE),
    (
        "free_text_is_not_blocked",
        "Resources/Firewall/Properties/Rules/1/Statement/ManagedRuleGroupStatement/RuleActionOverrides/0",
        {"Name": "NoUserAgent_HEADER", "ActionToUse": {"Count": {}}},
    ),
    ("carriers_are_not_blocked", "Parameters/RequestsPerAddress/MinValue", 100),
    ("the_firewall_stands_before_the_site", "Resources/FirewallAssociation", GONE),
    (
        "answers_of_the_gateway_are_in_indonesian",
        "Resources/Api/Properties/GatewayResponses/THROTTLED",
        GONE,
    ),
    ("the_site_has_one_address", "Resources/Api/Properties/DisableExecuteApiEndpoint", False),
    (
        "bytes_do_not_depend_on_the_accept_header",
        "Resources/Api/Properties/BinaryMediaTypes",
        ["image/png"],
    ),
    (
        "the_sites_address_is_told_not_referred_to",
        "Resources/DeliverFunction/Properties/Environment/Variables/SITE_URL",
        "https://mandat.example.org",
    ),
    (
        "requests_are_throttled",
        "Resources/Api/Properties/MethodSettings/0/ThrottlingRateLimit",
        GONE,
    ),
    (
        "mail_is_encrypted_signed_and_measured",
        "Resources/MailConfigurationSet/Properties/DeliveryOptions",
        GONE,
    ),
    ("every_alarm_rings", "Resources/DueLagAlarm/Properties/AlarmActions", []),
    ("every_alarm_says_what_to_do", "Resources/DueLagAlarm/Properties/AlarmDescription", "Hm."),
    ("alarms_may_ring", "Resources/OpsTopicPolicy", GONE),
    (
        "every_alarm_watches_something_that_is_emitted",
        "Resources/DueLagAlarm/Properties/MetricName",
        "DewLag",
    ),
    (
        "every_alarm_watches_something_that_is_emitted",
        "Resources/DueLagAlarm/Properties/Dimensions",
        [{"Name": "agency", "Value": "x"}],
    ),
    (
        "every_alarm_watches_something_that_is_emitted",
        "Resources/PipeFailuresAlarm/Properties/MetricName",
        "IteratorAge",
    ),
    ("every_dead_letter_queue_has_an_alarm", "Resources/PipeDlqAlarm", GONE),
    ("every_queue_has_an_alarm_on_its_age", "Resources/DueAgeAlarm", GONE),
    ("every_function_has_alarms", "Resources/NotifyThrottlesAlarm", GONE),
    (
        "the_heart_is_heard_when_it_stops",
        "Resources/DueLagAlarm/Properties/TreatMissingData",
        "notBreaching",
    ),
    (
        "the_dashboard_shows_what_is_emitted",
        "Resources/Dashboard/Properties/DashboardBody/Fn::Sub",
        '{"widgets": [{"properties": {"metrics": [["Mandat", "DewLag", "service", "sweeper"]]}}]}',
    ),
    (
        "the_dashboard_shows_every_queue_and_function",
        "Resources/Dashboard/Properties/DashboardBody/Fn::Sub",
        '{"widgets": []}',
    ),
    ("layers_are_built_for_the_runtime", "Parameters/Runtime/Default", "python3.14"),
    ("no_runtime_is_too_old_for_the_wheels", "Parameters/Runtime/AllowedValues", ["python3.11"]),
    ("layers_and_functions_are_built_by_make", "Resources/CoreLayer/Metadata", GONE),
    (
        "layers_have_a_target_in_their_makefile",
        "Resources/CoreLayer/Properties/ContentUri",
        "layers/imaging",
    ),
    ("stages_set_parameters_that_exist", "Parameters/AlertEmail", GONE),
    (
        "exceptions_from_checks_have_reasons",
        "Resources/Api/Metadata/checkov/skip/0/comment",
        "",
    ),
]

# rule, file, what is found in it, what stands there instead
EDITS: list[tuple[str, str, str, str]] = [
    (
        "compiled_code_is_checked_by_hash",
        "layers/core/Makefile",
        "--invalidation-mode unchecked-hash",
        "",
    ),
    ("dependencies_are_pinned_with_hashes", "requirements.txt", r"==\S+ \\", ""),
    ("dependencies_are_pinned_with_hashes", "layers/imaging/Makefile", "--require-hashes", ""),
    ("the_layer_installs_the_roots_requirements", "layers/dependencies/requirements.txt", "a", "b"),
    ("clients_in_use_are_in_the_layer", "layers/dependencies/Makefile", "^SERVICES = .+$", ""),
    ("stages_set_parameters_that_exist", "samconfig.toml", "Stage=production", "Stage=staging"),
    ("stages_have_their_own_address", "samconfig.toml", "DomainName=mandat.e", "DomainName=e"),
    ("people_agree_before_a_city_changes", "samconfig.toml", "_changeset = true", "_changeset = 0"),
    ("exceptions_from_checks_have_reasons", ".checkov.yaml", "# No VPC.+", ""),
]


@pytest.fixture(scope="module")
def body() -> dict[str, Any]:
    return Template.read().body


@pytest.mark.parametrize(("rule", "path", "value"), CHANGES)
def test_a_rule_notices(rule: str, path: str, value: Any, body: dict[str, Any]) -> None:
    changed = _changed(body, path.split("/"), value)
    assert list(RULES_BY_NAME[rule](Template(changed)))


@pytest.mark.parametrize(("rule", "path", "pattern", "text"), EDITS)
def test_a_rule_notices_a_file(
    rule: str, path: str, pattern: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _copy(tmp_path)
    monkeypatch.setattr(rules_build, "ROOT", tmp_path)
    assert not list(RULES_BY_NAME[rule](Template.read()))
    _edit(tmp_path / path, pattern, text)
    assert list(RULES_BY_NAME[rule](Template.read()))


def test_every_rule_is_shown_its_trap() -> None:
    shown = {each[0] for each in [*CHANGES, *EDITS]}
    assert RULES_BY_NAME.keys() == shown


def test_metrics_are_looked_for_in_the_product() -> None:
    assert "DueLag" in rules_alarms.emitted()
    assert "DewLag" not in rules_alarms.emitted()


def test_a_route_costs_what_the_rule_reckons(body: dict[str, Any]) -> None:
    assert 300 < len(str(rules_functions.PERMISSION)) < 500


def _changed(body: Any, path: list[str], value: Any) -> Any:
    """A copy of `body` with `value` at `path`; GONE takes away what is there."""
    copy = deepcopy(body)
    place: Any = copy
    for key in path[:-1]:
        place = place[_key(place, key)]
    last = _key(place, path[-1])
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return copy


def _key(place: Any, key: str) -> Any:
    return int(key) if isinstance(place, list) else key


def _copy(folder: Path) -> None:
    ignored: Callable[..., Any] = shutil.ignore_patterns("__pycache__")
    for name in ("layers", "functions"):
        shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=ignored)
    for name in ("requirements.txt", "samconfig.toml", ".checkov.yaml", ".cfnlintrc"):
        shutil.copy(ROOT / name, folder)


def _edit(path: Path, pattern: str, text: str) -> None:
    changed = re.sub(pattern, text, path.read_text(), flags=re.MULTILINE)
    path.unlink()
    path.write_text(changed)
