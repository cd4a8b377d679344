"""Surroundings of every test: our settings first, then moto, then the product."""

import os

os.environ.update(
    AWS_ACCESS_KEY_ID="testing",
    AWS_SECRET_ACCESS_KEY="testing",
    AWS_REGION="ap-southeast-3",
    AWS_DEFAULT_REGION="ap-southeast-3",
    STAGE="test",
    TABLE_NAME="mandat-test",
    SITE_URL="https://mandat.example.org",
    PHOTO_BUCKET="mandat-photos-test",
    SIGNING_SECRET="mandat/test/signing",
    HASHING_SECRET="mandat/test/hashing",
    MESSAGE_QUEUE_URL="https://sqs.ap-southeast-3.amazonaws.com/123456789012/messages",
    DATA_KEY="alias/mandat-test-data",
    REGISTER_BUCKET="mandat-register-test",
    IMPORT_QUEUE_URL="https://sqs.ap-southeast-3.amazonaws.com/123456789012/imports",
    DUE_QUEUE_URL="https://sqs.ap-southeast-3.amazonaws.com/123456789012/due",
    JOB_QUEUE_URL="https://sqs.ap-southeast-3.amazonaws.com/123456789012/jobs",
    MAIL_SENDER="Mandat <mandat@bengkulu.example.org>",
    MAIL_CONFIGURATION_SET="mandat-test",
    POWERTOOLS_SERVICE_NAME="test",
    POWERTOOLS_METRICS_NAMESPACE="Mandat",
    POWERTOOLS_DEV="0",
)
os.environ.pop("AWS_ENDPOINT_URL", None)

import moto.core  # noqa: F401  its hook must stand before the first client is made
from hypothesis import settings

# A shared machine has slow moments: no deadline, and the same examples in every run of `make test`.
settings.register_profile("test", deadline=None, derandomize=True)
settings.register_profile("proof", deadline=None, max_examples=1000)
settings.load_profile("proof" if os.environ.get("MANDAT_PROOF") == "1" else "test")

# Every test is listened to: nothing of a person stands in a log, a URL, a metric or a queue.
pytest_plugins = ["privacy.plugin"]
