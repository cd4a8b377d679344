"""What a deployed stage consists of, by the outputs of its stack."""

import argparse
import os

import boto3

STAGES = ("local", "staging", "production")


def arguments(description: str) -> argparse.ArgumentParser:
    """A parser that knows --stage; the default is the variable STAGE."""
    parser = argparse.ArgumentParser(description=description)
    stage = os.environ.get("STAGE")
    parser.add_argument("--stage", choices=STAGES, default=stage, required=stage is None)
    return parser


def outputs(stage: str) -> dict[str, str]:
    """Outputs of the stage's stack by name, for example {"TableName": ...}."""
    found = boto3.client("cloudformation").describe_stacks(StackName=f"mandat-{stage}")
    return {each["OutputKey"]: each["OutputValue"] for each in found["Stacks"][0]["Outputs"]}
