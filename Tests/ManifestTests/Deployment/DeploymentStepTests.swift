import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepManifest

@Suite struct DeploymentStepTests {
    private static let exists = ServiceError(code: "ResourceInUseException", message: "exists")
    private static let conflict = ServiceError(code: "ConflictException", message: "exists")
    private static let invalid = ServiceError(code: "InvalidParameter", message: "other attributes")

    private func steps(_ text: String) throws -> [DeploymentStep] {
        try read(text, files: ["flow/a.json": #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#]).template
            .deployment()
    }

    private func run(_ steps: [DeploymentStep], _ service: ScriptedService) async -> ServiceError? {
        await ScriptedService.run(steps.filter { $0.request.service == service.name }, over: [service])
    }

    private static let table = """
        Resources:
          Items:
            Type: AWS::DynamoDB::Table
            Properties:
              BillingMode: PAY_PER_REQUEST
              KeySchema: [{ AttributeName: id, KeyType: HASH }, { AttributeName: at, KeyType: RANGE }]
              AttributeDefinitions: [{ AttributeName: id, AttributeType: S }, { AttributeName: at, AttributeType: N }]
        """

    private static func describedTable(type: String) -> JSONObject {
        [
            "Table": [
                "KeySchema": [
                    ["AttributeName": "id", "KeyType": "HASH"], ["AttributeName": "at", "KeyType": "RANGE"],
                ],
                "AttributeDefinitions": [
                    ["AttributeType": "N", "AttributeName": "at"],
                    ["AttributeName": "id", "AttributeType": .string(type)],
                ],
            ]
        ]
    }

    @Test func `a table that is there with the same key is left alone`() async throws {
        let service = ScriptedService("dynamodb") { request in
            request.operation == "CreateTable" ? .failure(Self.exists) : .success(Self.describedTable(type: "S"))
        }
        #expect(await run(try steps(Self.table), service) == nil)
        #expect(service.asked.last == #"DescribeTable {"TableName":"Items"}"#)
    }

    @Test func `a table that is there with another key is an error`() async throws {
        let service = ScriptedService("dynamodb") { request in
            request.operation == "CreateTable" ? .failure(Self.exists) : .success(Self.describedTable(type: "B"))
        }
        let error = await run(try steps(Self.table), service)
        #expect(error?.code == "ValidationException")
        #expect(
            error?.message
                == "The table 'Items' is there with another key, and the key of a table cannot be changed: "
                + "delete the table, or give this one another name."
        )
    }

    @Test func `an error that is not tolerated ends the deployment`() async throws {
        let service = ScriptedService("dynamodb") { _ in .failure(Self.conflict) }
        #expect(await run(try steps(Self.table), service) == Self.conflict)
        #expect(service.asked.count == 1)
    }

    private static let pipe = """
        Resources:
          Jobs: { Type: AWS::SQS::Queue }
          Flow: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: a.json } }
          Join:
            Type: AWS::Pipes::Pipe
            Properties: { Source: !GetAtt Jobs.Arn, Target: !Ref Flow }
        """

    private static func describedPipe(batchSize: Int) -> JSONObject {
        [
            "Name": "Join",
            "Source": "arn:aws:sqs:us-east-1:000000000000:Jobs",
            "Target": "arn:aws:states:us-east-1:000000000000:stateMachine:Flow",
            "SourceParameters": ["SqsQueueParameters": ["BatchSize": .number(JSONNumber(batchSize))]],
            "DesiredState": "RUNNING",
            "CurrentState": "RUNNING",
        ]
    }

    @Test(arguments: [
        (1, ["CreatePipe", "DescribePipe"]), (2, ["CreatePipe", "DescribePipe", "DeletePipe", "CreatePipe"]),
    ])
    func `a pipe is made anew only where it differs`(batchSize: Int, operations: [String]) async throws {
        let deleted = Flag()
        let service = ScriptedService("pipes") { request in
            switch request.operation {
            case "CreatePipe": return deleted.isSet ? .success([:]) : .failure(Self.conflict)
            case "DeletePipe":
                deleted.set()
                return .success([:])
            default: return .success(Self.describedPipe(batchSize: batchSize))
            }
        }
        #expect(await run(try steps(Self.pipe), service) == nil)
        #expect(service.asked.map { String($0.prefix { $0 != " " }) } == operations)
    }

    @Test(arguments: [("[{ Id: b, Arn: !GetAtt Jobs.Arn }]", true), ("[]", false)])
    func `targets that the template lacks are removed from a rule`(targets: String, hasTargets: Bool) async throws {
        let service = ScriptedService("events") { request in
            .success(request.operation == "ListTargetsByRule" ? ["Targets": [["Id": "a"], ["Id": "b"]]] : [:])
        }
        let text = """
            Resources:
              Jobs: { Type: AWS::SQS::Queue }
              Route:
                Type: AWS::Events::Rule
                Properties: { EventPattern: { source: [app] }, EventBusName: orders, Targets: \(targets) }
            """
        #expect(await run(try steps(text), service) == nil)
        let removed = hasTargets ? #"["a"]"# : #"["a","b"]"#
        let put =
            #"PutTargets {"Rule":"Route","Targets":[{"Id":"b","Arn":"arn:aws:sqs:us-east-1:000000000000:Jobs"}],"#
            + #""EventBusName":"orders"}"#
        #expect(
            service.asked == [
                #"PutRule {"Name":"Route","EventPattern":"{\"source\":[\"app\"]}","State":"ENABLED","EventBusName":"orders"}"#,
                #"ListTargetsByRule {"Rule":"Route","EventBusName":"orders"}"#,
                #"RemoveTargets {"Rule":"Route","EventBusName":"orders","Ids":\#(removed)}"#,
            ] + (hasTargets ? [put] : [])
        )
    }

    @Test func `a subscription with other attributes gets those of the template`() async throws {
        let service = ScriptedService("sns") { request in
            guard request.operation == "Subscribe" else { return .success([:]) }
            return request.parameters["Attributes"] == nil
                ? .success(["SubscriptionArn": "arn:aws:sns:us-east-1:000000000000:News:1"]) : .failure(Self.invalid)
        }
        let text = """
            Resources:
              News: { Type: AWS::SNS::Topic }
              Jobs: { Type: AWS::SQS::Queue }
              Join:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !Ref News
                  Protocol: sqs
                  Endpoint: !GetAtt Jobs.Arn
                  FilterPolicy: { a: [b] }
                  FilterPolicyScope: MessageBody
            """
        #expect(await run(try steps(text), service) == nil)
        let prefix =
            #"SetSubscriptionAttributes {"SubscriptionArn":"arn:aws:sns:us-east-1:000000000000:News:1","AttributeName":"#
        #expect(
            service.asked.suffix(6) == [
                prefix + #""FilterPolicy","AttributeValue":""}"#,
                prefix + #""RedrivePolicy","AttributeValue":""}"#,
                prefix + #""DeliveryPolicy","AttributeValue":""}"#,
                prefix + #""RawMessageDelivery","AttributeValue":"false"}"#,
                prefix + #""FilterPolicyScope","AttributeValue":"MessageBody"}"#,
                prefix + #""FilterPolicy","AttributeValue":"{\"a\":[\"b\"]}"}"#,
            ]
        )
    }

    @Test func `a subscription that is wrong in itself is an error`() async throws {
        let service = ScriptedService("sns") { request in
            request.operation == "Subscribe" ? .failure(Self.invalid) : .success([:])
        }
        let text =
            "Resources: { News: { Type: AWS::SNS::Topic, Properties: { Subscription: [{ Protocol: sqs, Endpoint: !GetAtt Jobs.Arn }] } }, Jobs: { Type: AWS::SQS::Queue } }"
        #expect(await run(try steps(text), service) == Self.invalid)
    }
}
