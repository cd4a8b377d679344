"""Where the bench finds the product and keeps its own things."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "infra" / "bench"
BUILT = ROOT / ".local" / "build"
KEPT = ROOT / ".local" / "bench"
TAPES = KEPT / "tapes"
RESULTS = HERE / "results.json"
SNAPSHOT = KEPT / "build"
LAYERS = (SNAPSHOT / "CoreLayer" / "python", SNAPSHOT / "DependenciesLayer" / "python")
REGION = "ap-southeast-3"
ACCOUNT = "123456789012"
QUEUES = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}"

# What the template gives every function, with invented values.
SURROUNDINGS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "STAGE": "bench",
    "TABLE_NAME": "mandat-bench",
    "SITE_URL": "https://mandat.example.org",
    "PHOTO_BUCKET": "mandat-photos-bench",
    "SIGNING_SECRET": "mandat/bench/signing",
    "HASHING_SECRET": "mandat/bench/hashing",
    "MESSAGE_QUEUE_URL": f"{QUEUES}/messages",
    "DATA_KEY": "alias/mandat-bench-data",
    "REGISTER_BUCKET": "mandat-register-bench",
    "IMPORT_QUEUE_URL": f"{QUEUES}/imports",
    "JOB_QUEUE_URL": f"{QUEUES}/jobs",
    "DUE_QUEUE_URL": f"{QUEUES}/due",
    "MAIL_SENDER": "Mandat <mandat@bengkulu.example.org>",
    "MAIL_CONFIGURATION_SET": "mandat-bench",
    "POWERTOOLS_SERVICE_NAME": "bench",
    "POWERTOOLS_METRICS_NAMESPACE": "Mandat",
    "POWERTOOLS_LOG_LEVEL": "INFO",
}


def folder_of(function: str) -> Path:
    """The built folder of a function, by its module's name."""
    return SNAPSHOT / f"{function.title()}Function"


def product_path() -> list[Path]:
    """The bench and the product as it was built; other packages come from the environment."""
    functions = sorted(SNAPSHOT.glob("*Function"))
    return [ROOT / "infra", LAYERS[0], *functions]


def surroundings() -> dict[str, str]:
    """The whole environment of a measured process: nothing of the caller's but the path."""
    return {"PATH": os.environ["PATH"], **SURROUNDINGS}
