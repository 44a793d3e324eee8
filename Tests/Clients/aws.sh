#!/usr/bin/env bash
# Queues and topics through the aws command: aws.sh AWS ENDPOINT.
set -euo pipefail

aws() { "$command" --endpoint-url "$endpoint" --output text "$@"; }
expect() { [ "$1" = "$2" ] || { echo "error: wanted '$2', got '$1'" >&2; exit 1; }; }

command=$1
endpoint=$2
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1 AWS_MAX_ATTEMPTS=1
# Neither a profile of whoever runs this nor the machine's own role.
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true

url=$(aws sqs create-queue --queue-name cli --attributes DelaySeconds=0 --query QueueUrl)
expect "$url" "$endpoint/000000000000/cli"
arn=$(aws sqs get-queue-attributes --queue-url "$url" --attribute-names QueueArn --query Attributes.QueueArn)
topic=$(aws sns create-topic --name cli --query TopicArn)
expect "$topic" arn:aws:sns:us-east-1:000000000000:cli
subscription=$(aws sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint "$arn" --return-subscription-arn \
    --attributes '{"RawMessageDelivery": "true"}' --query SubscriptionArn)
aws sns set-subscription-attributes --subscription-arn "$subscription" --attribute-name FilterPolicy \
    --attribute-value '{"kind": ["wanted"]}'
for kind in other wanted; do
    aws sns publish --topic-arn "$topic" --message "a $kind message" \
        --message-attributes "{\"kind\": {\"DataType\": \"String\", \"StringValue\": \"$kind\"}}" > /dev/null
done
expect "$(aws sqs receive-message --queue-url "$url" --wait-time-seconds 2 --query 'Messages[].Body')" "a wanted message"
if message=$(aws sns publish-batch --topic-arn "$topic" \
    --publish-batch-request-entries '[{"Id": "1", "Message": "a"}, {"Id": "1", "Message": "b"}]' 2>&1); then
    echo "error: a batch with the same Id twice was taken" >&2
    exit 1
fi
grep -q BatchEntryIdsNotDistinct <<< "$message" || { echo "error: $message" >&2; exit 1; }
aws sns delete-topic --topic-arn "$topic"
aws sqs delete-queue --queue-url "$url"
expect "$(aws sqs list-queues --queue-name-prefix cli --query QueueUrls)" None
echo "aws: all as expected"
