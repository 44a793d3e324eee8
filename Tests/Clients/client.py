"""What the scripts of this folder share: clients of the endpoint, and words for what they expect."""

import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
ACCOUNT = "000000000000"


def client(service):
    """An unmodified client; a call that fails is not tried again."""
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 0}),
    )


def expect(actual, wanted):
    """Ends the script where something is not as wanted."""
    if actual != wanted:
        raise AssertionError(f"wanted {wanted!r}, got {actual!r}")


def refused(code, call, **parameters):
    """Calls what must be refused with a code, and returns the error."""
    try:
        call(**parameters)
    except ClientError as error:
        expect(error.response["Error"]["Code"], code)
        return error.response
    raise AssertionError(f"{code} was wanted, and the call succeeded")
