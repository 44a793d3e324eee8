"""Queues through boto3: queues.py ENDPOINT."""

import json
import time

from client import ACCOUNT, ENDPOINT, client, expect, refused

sqs = client("sqs")


def received(url, **parameters):
    """The messages of one receive, with everything that can be asked for."""
    parameters = {"MaxNumberOfMessages": 10, "AttributeNames": ["All"], "MessageAttributeNames": ["All"]} | parameters
    return sqs.receive_message(QueueUrl=url, **parameters).get("Messages", [])


def attributes(url):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]


def standard():
    url = sqs.create_queue(QueueName="standard", Attributes={"VisibilityTimeout": "60"}, tags={"team": "a"})["QueueUrl"]
    expect(url, f"{ENDPOINT}/{ACCOUNT}/standard")
    expect(sqs.get_queue_url(QueueName="standard")["QueueUrl"], url)
    expect(sqs.list_queue_tags(QueueUrl=url)["Tags"], {"team": "a"})
    expect(attributes(url)["MaximumMessageSize"], "1048576")
    sent = sqs.send_message(
        QueueUrl=url,
        MessageBody="hello é",
        MessageAttributes={"n": {"DataType": "Number", "StringValue": "7"}, "b": {"DataType": "Binary", "BinaryValue": b"\1\2"}},
        MessageSystemAttributes={"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-3152b799-8954dae64eda91bc9a23a7e8"}},
    )
    [message] = received(url)
    expect(message["MessageId"], sent["MessageId"])
    expect(message["MD5OfBody"], sent["MD5OfMessageBody"])
    expect(message["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"])
    expect(message["MessageAttributes"]["b"]["BinaryValue"], b"\1\2")
    expect(message["Attributes"]["AWSTraceHeader"], "Root=1-3152b799-8954dae64eda91bc9a23a7e8")
    expect(received(url), [])
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
    [message] = received(url)
    expect(message["Attributes"]["ApproximateReceiveCount"], "2")
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    entries = [{"Id": str(number), "MessageBody": f"m{number}"} for number in range(10)]
    expect(len(sqs.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]), 10)
    expect(attributes(url)["ApproximateNumberOfMessages"], "10")
    messages = received(url)
    deleted = sqs.delete_message_batch(
        QueueUrl=url, Entries=[{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(messages)]
    )
    expect(len(deleted["Successful"]), 10)
    sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=1)
    began = time.monotonic()
    expect([message["Body"] for message in received(url, WaitTimeSeconds=10)], ["later"])
    if time.monotonic() - began > 8:
        raise AssertionError("a long poll was not ended by a message that came")
    sqs.purge_queue(QueueUrl=url)
    expect(received(url), [])


def errors():
    error = refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="none")["Error"]
    expect(error["QueryErrorCode"], "QueueDoesNotExist")
    expect(error["Type"], "Sender")
    try:
        sqs.get_queue_url(QueueName="none")
    except sqs.exceptions.QueueDoesNotExist:
        pass
    url = sqs.get_queue_url(QueueName="standard")["QueueUrl"]
    refused("ReceiptHandleIsInvalid", sqs.delete_message, QueueUrl=url, ReceiptHandle="garbage")
    refused("QueueAlreadyExists", sqs.create_queue, QueueName="standard", Attributes={"DelaySeconds": "7"})
    entries = [{"Id": "same", "MessageBody": "a"}, {"Id": "same", "MessageBody": "b"}]
    refused("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", sqs.send_message_batch, QueueUrl=url, Entries=entries)


def fifo():
    url = sqs.create_queue(
        QueueName="jobs.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    )["QueueUrl"]
    first = sqs.send_message(QueueUrl=url, MessageBody="a", MessageGroupId="g")
    again = sqs.send_message(QueueUrl=url, MessageBody="a", MessageGroupId="g")
    expect(again["MessageId"], first["MessageId"])
    expect(len(first["SequenceNumber"]), 20)
    for body in ("b", "c"):
        sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="g")
    sqs.send_message(QueueUrl=url, MessageBody="d", MessageGroupId="other")
    [head] = received(url, MaxNumberOfMessages=1)
    expect(head["Body"], "a")
    # The group is taken; the other one is not.
    expect([message["Body"] for message in received(url)], ["d"])
    sqs.delete_message(QueueUrl=url, ReceiptHandle=head["ReceiptHandle"])
    expect([message["Body"] for message in received(url)], ["b", "c"])
    refused("MissingParameter", sqs.send_message, QueueUrl=url, MessageBody="a")


def dead_letters():
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    arn = attributes(dead)["QueueArn"]
    policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 1})
    url = sqs.create_queue(QueueName="source", Attributes={"VisibilityTimeout": "0", "RedrivePolicy": policy})["QueueUrl"]
    expect(sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"], [url])
    sqs.send_message(QueueUrl=url, MessageBody="poison")
    expect(len(received(url)), 1)
    expect(received(url), [])
    [message] = received(dead, VisibilityTimeout=0)
    expect(message["Attributes"]["DeadLetterQueueSourceArn"], attributes(url)["QueueArn"])
    task = sqs.start_message_move_task(SourceArn=arn)["TaskHandle"]
    expect(bool(task), True)
    expect([message["Body"] for message in received(url, WaitTimeSeconds=10)], ["poison"])
    [result] = sqs.list_message_move_tasks(SourceArn=arn)["Results"]
    expect(result["Status"], "COMPLETED")


def pages():
    for number in range(5):
        sqs.create_queue(QueueName=f"page-{number}")
    pages = sqs.get_paginator("list_queues").paginate(QueueNamePrefix="page-", PaginationConfig={"PageSize": 2})
    names = [url.rsplit("/", 1)[1] for page in pages for url in page["QueueUrls"]]
    expect(names, [f"page-{number}" for number in range(5)])


standard()
errors()
fifo()
dead_letters()
pages()
print("queues: all as expected")
