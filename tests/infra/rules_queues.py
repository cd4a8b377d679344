"""Rules of queues, of the feed and of the heartbeat. A rule gives the problems that it sees."""

from collections.abc import Iterator

from infra.template import Template, allowed_services, listed, target, walk

RECEIVES_MIN = 5
VISIBILITY_TIMEOUTS = 6
FILTER_KEYS_MAX = 5
EVENTS = ("EVENT#",)
# Notify also tells what is done to a post: its audit entries.
HEARS = {"NotifySubscription": ("EVENT#", "AUDIT#")}
PUBLISHERS = {
    "cloudwatch.amazonaws.com",
    "events.amazonaws.com",
    "s3.amazonaws.com",
    "scheduler.amazonaws.com",
    "ses.amazonaws.com",
    "sns.amazonaws.com",
    "sqs.amazonaws.com",
}


def every_queue_has_a_dead_letter_queue(template: Template) -> Iterator[str]:
    for name, queue in template.queues.items():
        redrive = queue.get("RedrivePolicy", {})
        if target(redrive.get("deadLetterTargetArn")) != name.replace("Queue", "Dlq"):
            yield f"{name} has no dead letter queue of its own"
        if redrive.get("maxReceiveCount", 0) < RECEIVES_MIN:
            yield f"{name} gives up before {RECEIVES_MIN} receives"


def every_queue_can_be_redriven(template: Template) -> Iterator[str]:
    """infra/operations/redrive.py finds a queue and its dead letters by the stack's outputs."""
    for name in template.queues:
        for wanted in (name, name.replace("Queue", "Dlq")):
            if target(template.body["Outputs"].get(f"{wanted}Url", {}).get("Value")) != wanted:
                yield f"no output says where {wanted} is"


def every_queue_has_one_consumer(template: Template) -> Iterator[str]:
    read = [target(mapping["EventSourceArn"]) for mapping in template.mappings]
    for name in template.queues:
        if read.count(name) != 1:
            yield f"{name} has {read.count(name)} consumers"


def every_consumer_fails_message_by_message(template: Template) -> Iterator[str]:
    for mapping in template.mappings:
        name = target(mapping["EventSourceArn"])
        if mapping.get("FunctionResponseTypes") != ["ReportBatchItemFailures"]:
            yield f"the consumer of {name} fails whole batches"
        if "MaximumConcurrency" not in mapping.get("ScalingConfig", {}):
            yield f"the consumer of {name} has no bound on its concurrency"


def no_function_reserves_concurrency(template: Template) -> Iterator[str]:
    for name, function in template.functions.items():
        if "ReservedConcurrentExecutions" in function:
            yield f"{name} reserves concurrency: bound the mapping instead"


def messages_stay_hidden_while_they_are_worked_on(template: Template) -> Iterator[str]:
    for mapping in template.mappings:
        queue, function = target(mapping["EventSourceArn"]), target(mapping["FunctionName"])
        least = VISIBILITY_TIMEOUTS * template.setting(function, "Timeout")
        if template.props(queue).get("VisibilityTimeout", 30) < least:
            yield f"{queue} shows a message again before {least} seconds"


def queues_and_topics_are_encrypted_by_a_key_of_ours(template: Template) -> Iterator[str]:
    keys = template.of("AWS::KMS::Key")
    for kind in ("AWS::SQS::Queue", "AWS::SNS::Topic"):
        for name, it in template.of(kind).items():
            if target(it.get("KmsMasterKeyId")) not in keys:
                yield f"{name} has no key of ours"


def the_topics_key_lets_publishers_in(template: Template) -> Iterator[str]:
    for name, topic in template.of("AWS::SNS::Topic").items():
        key = target(topic.get("KmsMasterKeyId"))
        for action in ("kms:Decrypt", "kms:GenerateDataKey*"):
            for service in PUBLISHERS - allowed_services(template, key, action):
                yield f"the key of {name} denies {action} to {service}"


def subscriptions_filter_and_do_not_lose(template: Template) -> Iterator[str]:
    for name, it in _feed(template):
        image = it["FilterPolicy"].get("dynamodb", {}).get("NewImage", {})
        if it["FilterPolicy"].get("eventName") != ["INSERT"]:
            yield f"{name} hears of changes that are no events"
        if image.get("sk") != {"S": [{"prefix": prefix} for prefix in HEARS.get(name, EVENTS)]}:
            yield f"{name} hears of items that are no events"
        if it.get("RawMessageDelivery") is not True or it["FilterPolicyScope"] != "MessageBody":
            yield f"{name} is not raw or does not filter by body"
        if "deadLetterTargetArn" not in it.get("RedrivePolicy", {}):
            yield f"{name} loses what its queue does not take"


def filters_stay_within_the_limits_of_sns(template: Template) -> Iterator[str]:
    for name, it in _feed(template):
        leaves = list(_leaves(it["FilterPolicy"]))
        if len(leaves) > FILTER_KEYS_MAX:
            yield f"{name} filters by {len(leaves)} keys"
        if not all(isinstance(leaf, list) for leaf in leaves):
            yield f"{name} has a rule that is no list"


def queues_take_events_from_the_topic_only(template: Template) -> Iterator[str]:
    opened = {
        target(queue): policy["PolicyDocument"]["Statement"]
        for policy in template.of("AWS::SQS::QueuePolicy").values()
        for queue in policy["Queues"]
    }
    for name, it in _feed(template):
        for queue in (it["Endpoint"], it["RedrivePolicy"]["deadLetterTargetArn"]):
            if "aws:SourceArn" not in str(opened.get(target(queue))):
                yield f"{name} may not send to {target(queue)}, or everybody may"


def what_the_mail_service_reports_is_heard(template: Template) -> Iterator[str]:
    """Every configuration set tells bounces and complaints to a topic that a queue listens to."""
    heard = {target(it["TopicArn"]) for it in template.of("AWS::SNS::Subscription").values()}
    told = template.of("AWS::SES::ConfigurationSetEventDestination").values()
    for name in template.of("AWS::SES::ConfigurationSet"):
        found = [
            it["EventDestination"] for it in told if target(it["ConfigurationSetName"]) == name
        ]
        kinds = {kind for it in found if it["Enabled"] for kind in it["MatchingEventTypes"]}
        if not {"bounce", "complaint"} <= kinds:
            yield f"{name} does not tell who cannot be reached"
        if not {target(it["SnsDestination"]["TopicARN"]) for it in found} <= heard:
            yield f"{name} tells a topic that nobody hears"


def reports_are_taken_from_the_mail_service_only(template: Template) -> Iterator[str]:
    """Whoever could publish there could make any official unreachable."""
    for name, policy in template.of("AWS::SNS::TopicPolicy").items():
        for statement in policy["PolicyDocument"]["Statement"]:
            is_mail = statement["Principal"] == {"Service": "ses.amazonaws.com"}
            if is_mail and "configuration-set/" not in str(statement.get("Condition")):
                yield f"{name} takes reports of other accounts"


def the_pipe_gives_up_in_time(template: Template) -> Iterator[str]:
    for name, pipe in template.of("AWS::Pipes::Pipe").items():
        source = pipe["SourceParameters"]["DynamoDBStreamParameters"]
        if source.get("MaximumRetryAttempts", -1) < 0:
            yield f"{name} lets a bad record hold its shard for a day"
        if source.get("MaximumRecordAgeInSeconds", -1) < 0:
            yield f"{name} keeps trying records of any age"
        if source.get("OnPartialBatchItemFailure") != "AUTOMATIC_BISECT":
            yield f"{name} gives up whole batches"
        if "Arn" not in source.get("DeadLetterConfig", {}):
            yield f"{name} has no dead letter queue"


def the_pipe_carries_every_event_raw(template: Template) -> Iterator[str]:
    for name, pipe in template.of("AWS::Pipes::Pipe").items():
        source = pipe["SourceParameters"]["DynamoDBStreamParameters"]
        if source.get("StartingPosition") != "TRIM_HORIZON":
            yield f"{name} loses what came before it stood"
        if source.get("BatchSize", 100) > 10:
            yield f"{name} reads more at once than a topic takes"
        if "InputTemplate" in pipe.get("TargetParameters", {}):
            yield f"{name} changes the record: the emulator does not"


def schedules_are_utc_and_do_not_lose(template: Template) -> Iterator[str]:
    for name, schedule in template.of("AWS::Scheduler::Schedule").items():
        if "ScheduleExpressionTimezone" in schedule:
            yield f"{name} has a time zone: the emulator reads UTC"
        if "DeadLetterConfig" not in schedule["Target"]:
            yield f"{name} loses what its target does not take"


def every_dead_letter_queue_is_used(template: Template) -> Iterator[str]:
    places = [it for it in walk(template.resources) if isinstance(it, dict)]
    used = {target(it.get("deadLetterTargetArn")) for it in places}
    used |= {target(it.get("DeadLetterConfig", {}).get("Arn")) for it in places}
    for name in template.of("AWS::SQS::Queue"):
        if name.endswith("Dlq") and name not in used:
            yield f"{name} is nobody's"


def _feed(template: Template) -> Iterator[tuple[str, dict]]:
    for name, it in template.of("AWS::SNS::Subscription").items():
        if target(it["TopicArn"]) == "CaseEvents":
            yield name, it


def _leaves(policy: dict) -> Iterator[object]:
    for rule in policy.values():
        yield from _leaves(rule) if isinstance(rule, dict) else [listed(rule)]
