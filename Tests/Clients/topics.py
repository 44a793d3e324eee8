"""Topics through boto3: topics.py ENDPOINT."""

import base64
import json
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from client import client, expect, refused

sns = client("sns")
sqs = client("sqs")


def queue(name, **attributes):
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def received(url):
    answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], WaitTimeSeconds=1)
    return answer.get("Messages", [])


def verified(notification):
    """Whether a notification's signature is that of the certificate that it names."""
    names = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
    if notification["Type"] != "Notification":
        names = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    text = "".join(f"{name}\n{notification[name]}\n" for name in names if name in notification)
    with urllib.request.urlopen(notification["SigningCertURL"]) as answer:
        certificate = x509.load_pem_x509_certificate(answer.read())
    algorithm = hashes.SHA1() if notification["SignatureVersion"] == "1" else hashes.SHA256()
    signature = base64.b64decode(notification["Signature"])
    certificate.public_key().verify(signature, text.encode(), padding.PKCS1v15(), algorithm)
    return True


def fan_out():
    topic = sns.create_topic(Name="t", Attributes={"DisplayName": "T"}, Tags=[{"Key": "team", "Value": "a"}])["TopicArn"]
    expect(sns.create_topic(Name="t")["TopicArn"], topic)
    expect(sns.list_tags_for_resource(ResourceArn=topic)["Tags"], [{"Key": "team", "Value": "a"}])
    url, arn = queue("all")
    raw_url, raw_arn = queue("cheap")
    policy = json.dumps({"price": [{"numeric": [">", 0, "<=", 100]}]})
    everything = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True)["SubscriptionArn"]
    cheap = sns.subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=raw_arn, Attributes={"FilterPolicy": policy, "RawMessageDelivery": "true"}
    )["SubscriptionArn"]
    expect(sns.get_subscription_attributes(SubscriptionArn=cheap)["Attributes"]["FilterPolicyScope"], "MessageAttributes")
    listed = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    expect(sorted(item["SubscriptionArn"] for item in listed), sorted([everything, cheap]))
    for price in ("99.12", "101"):
        attributes = {"price": {"DataType": "Number", "StringValue": price}}
        sns.publish(TopicArn=topic, Message=f"m{price}", Subject="s", MessageAttributes=attributes)
    [message] = received(raw_url)
    expect(message["Body"], "m99.12")
    expect(message["MessageAttributes"]["price"], {"DataType": "Number", "StringValue": "99.12"})
    notifications = [json.loads(message["Body"]) for message in received(url)]
    expect(sorted(item["Message"] for item in notifications), ["m101", "m99.12"])
    expect(notifications[0]["MessageAttributes"]["price"]["Type"], "Number")
    expect(verified(notifications[0]), True)
    structured = json.dumps({"default": "d", "sqs": "for queues"})
    sns.publish(TopicArn=topic, Message=structured, MessageStructure="json")
    expect([json.loads(message["Body"])["Message"] for message in received(url)], ["for queues"])
    entries = [{"Id": "a", "Message": "1"}, {"Id": "b", "Message": "2"}]
    expect(len(sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)["Successful"]), 2)
    sns.unsubscribe(SubscriptionArn=cheap)
    sns.delete_topic(TopicArn=topic)
    error = refused("NotFound", sns.get_topic_attributes, TopicArn=topic)
    expect(error["ResponseMetadata"]["HTTPStatusCode"], 404)


def fifo():
    topic = sns.create_topic(Name="t.fifo", Attributes={"FifoTopic": "true", "ContentBasedDeduplication": "true"})["TopicArn"]
    url, arn = queue("q.fifo", FifoQueue="true")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    for message in ("a", "a", "b"):
        sns.publish(TopicArn=topic, Message=message, MessageGroupId="g")
    notifications = [json.loads(message["Body"]) for message in received(url)]
    expect([item["Message"] for item in notifications], ["a", "b"])
    expect("Signature" in notifications[0], False)
    expect(len(notifications[0]["SequenceNumber"]), 20)
    refused("InvalidParameter", sns.publish, TopicArn=topic, Message="x")


class Subscriber(BaseHTTPRequestHandler):
    """An HTTP endpoint that keeps what it is sent."""

    received = []
    arrived = threading.Condition()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.arrived:
            self.received.append((dict(self.headers), json.loads(body)))
            self.arrived.notify_all()
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass

    @classmethod
    def next(cls, count):
        with cls.arrived:
            if not cls.arrived.wait_for(lambda: len(cls.received) >= count, timeout=30):
                raise AssertionError("nothing was delivered to the HTTP endpoint")
            return cls.received[count - 1]


def http():
    server = HTTPServer(("127.0.0.1", 0), Subscriber)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    topic = sns.create_topic(Name="web", Attributes={"SignatureVersion": "2"})["TopicArn"]
    endpoint = f"http://127.0.0.1:{server.server_port}/hook"
    expect(sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=endpoint)["SubscriptionArn"], "pending confirmation")
    headers, confirmation = Subscriber.next(1)
    expect(headers["x-amz-sns-message-type"], "SubscriptionConfirmation")
    expect(verified(confirmation), True)
    # As a person or a program follows the link: without a signature.
    with urllib.request.urlopen(confirmation["SubscribeURL"]) as answer:
        expect(b"ConfirmSubscriptionResponse" in answer.read(), True)
    sns.publish(TopicArn=topic, Message="over HTTP")
    headers, notification = Subscriber.next(2)
    expect(headers["x-amz-sns-message-type"], "Notification")
    expect(notification["Message"], "over HTTP")
    expect(verified(notification), True)
    with urllib.request.urlopen(notification["UnsubscribeURL"]):
        pass
    expect(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"], [])
    server.shutdown()


def errors():
    topic = sns.create_topic(Name="strict")["TopicArn"]
    refused("InvalidParameter", sns.publish, TopicArn=topic, Message="")
    _, arn = queue("strict")
    error = refused(
        "InvalidParameter",
        sns.subscribe,
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=arn,
        Attributes={"FilterPolicy": json.dumps({"a": "x"})},
    )
    expect('"a" must be an object or an array' in error["Error"]["Message"], True)
    entries = [{"Id": "a", "Message": "1"}, {"Id": "a", "Message": "2"}]
    refused("BatchEntryIdsNotDistinct", sns.publish_batch, TopicArn=topic, PublishBatchRequestEntries=entries)


fan_out()
fifo()
http()
errors()
print("topics: all as expected")
