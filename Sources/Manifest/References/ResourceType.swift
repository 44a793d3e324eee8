import QuickstepServiceKit

/// The types of resource that a template may have here.
enum ResourceType: String, CaseIterable, Sendable {
    case bucket = "AWS::S3::Bucket"
    case topic = "AWS::SNS::Topic"
    case subscription = "AWS::SNS::Subscription"
    case queue = "AWS::SQS::Queue"
    case table = "AWS::DynamoDB::Table"
    case pipe = "AWS::Pipes::Pipe"
    case eventBus = "AWS::Events::EventBus"
    case rule = "AWS::Events::Rule"
    case stateMachine = "AWS::Serverless::StateMachine"
    case function = "AWS::Serverless::Function"

    /// Types that a real template needs and that have no effect where there is no IAM: who may call whom.
    static let ignored = [
        "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy", "AWS::S3::BucketPolicy", "AWS::Lambda::Permission",
        "AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy",
    ]

    /// What to write in place of a type that is near, but not there.
    static let replacements = [
        "AWS::StepFunctions::StateMachine": "AWS::Serverless::StateMachine",
        "AWS::Lambda::Function": "AWS::Serverless::Function",
        "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
        "AWS::Lambda::EventSourceMapping": "AWS::Pipes::Pipe",
    ]

    /// The property that holds the resource's name.
    var nameProperty: String? {
        switch self {
        case .bucket: "BucketName"
        case .topic: "TopicName"
        case .subscription: nil
        case .queue: "QueueName"
        case .table: "TableName"
        case .pipe, .eventBus, .rule: "Name"
        case .stateMachine: "Name"
        case .function: "FunctionName"
        }
    }

    /// What messages call it.
    var noun: String {
        switch self {
        case .bucket: "bucket"
        case .topic: "topic"
        case .subscription: "subscription"
        case .queue: "queue"
        case .table: "table"
        case .pipe: "pipe"
        case .eventBus: "event bus"
        case .rule: "rule"
        case .stateMachine: "state machine"
        case .function: "function"
        }
    }
}

/// A resource as references see it: what it is, and what it is called.
struct ResourceAddress: Sendable, Equatable {
    let type: ResourceType
    let name: String

    /// The resource's ARN; `nil` for a subscription, which gets its own when it is made, and for a rule, whose own names its bus.
    func arn(in scope: Scope) -> String? {
        switch type {
        case .bucket: "arn:aws:s3:::\(name)"
        case .topic: ARN(service: "sns", scope: scope, resource: name).description
        case .queue: ARN(service: "sqs", scope: scope, resource: name).description
        case .table: ARN(service: "dynamodb", scope: scope, resource: "table/\(name)").description
        case .pipe: ARN(service: "pipes", scope: scope, resource: "pipe/\(name)").description
        case .stateMachine: ARN(service: "states", scope: scope, resource: "stateMachine:\(name)").description
        case .function: ARN(service: "lambda", scope: scope, resource: "function:\(name)").description
        case .eventBus: ARN(service: "events", scope: scope, resource: "event-bus/\(name)").description
        case .subscription, .rule: nil
        }
    }

    /// What `Ref` gives, as CloudFormation has it for each type.
    func reference(in scope: Scope) -> String? {
        switch type {
        case .bucket, .table, .pipe, .function, .eventBus, .rule: name
        case .topic, .stateMachine: arn(in: scope)
        case .queue: queueURL(in: scope)
        case .subscription: nil
        }
    }

    /// What `Fn::GetAtt` gives.
    func attribute(_ attribute: String, in scope: Scope) -> String? {
        switch (type, attribute) {
        case (.topic, "TopicArn"): arn(in: scope)
        case (.topic, "Arn"): nil
        case (_, "Arn"): arn(in: scope)
        case (.topic, "TopicName"), (.queue, "QueueName"), (.stateMachine, "Name"): name
        case (.eventBus, "Name"): name
        case (.queue, "QueueUrl"): queueURL(in: scope)
        default: nil
        }
    }

    /// The attributes that there are.
    var attributes: [String] {
        switch type {
        case .bucket, .table, .pipe, .function: ["Arn"]
        case .topic: ["TopicArn", "TopicName"]
        case .queue: ["Arn", "QueueName", "QueueUrl"]
        case .stateMachine, .eventBus: ["Arn", "Name"]
        case .subscription, .rule: []
        }
    }

    private func queueURL(in scope: Scope) -> String {
        "http://localhost:4566/\(scope.account)/\(name)"
    }
}
