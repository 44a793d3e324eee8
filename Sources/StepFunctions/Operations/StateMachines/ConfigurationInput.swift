import QuickstepJSON
import QuickstepServiceKit

/// `loggingConfiguration` as a request gives it.
struct LoggingInput {
    private let level: LoggingConfiguration.Level
    private let includesExecutionData: Bool
    private let logGroups: [String?]?

    /// Reads the member; `nil` where it is not given.
    init?(_ input: inout OperationInput) throws(ServiceError) {
        let read = try input.object("loggingConfiguration") { (logging) throws(ServiceError) -> LoggingInput in
            try LoggingInput(members: &logging)
        }
        guard let read else { return nil }
        self = read
    }

    private init(members logging: inout OperationInput) throws(ServiceError) {
        level = try logging.choice("level", of: LoggingConfiguration.Level.self) ?? .off
        includesExecutionData = try logging.flag("includeExecutionData") ?? false
        logGroups = try logging.list("destinations") { (destination) throws(ServiceError) -> String? in
            let group = try destination.object("cloudWatchLogsLogGroup") { (group) throws(ServiceError) -> String? in
                try group.optionalText("logGroupArn", 1...StatesLimits.arnLengthMax)
            }
            return group ?? nil
        }
    }

    /// The configuration, where it is one.
    ///
    /// Any well-formed ARN of a log group is taken for one that exists: there is no service of logs here that would know.
    ///
    /// - Throws: `InvalidLoggingConfiguration`.
    func checked() throws(ServiceError) -> LoggingConfiguration {
        let groups = logGroups ?? []
        guard groups.count == 1 || (groups.isEmpty && level == .off) else {
            throw Self.invalid("Must specify exactly one Log Destination.")
        }
        var known: [String] = []
        for group in groups {
            guard let group, Self.isLogGroup(group) else { throw Self.invalid("Log Destination not found.") }
            known.append(group)
        }
        return LoggingConfiguration(
            level: level,
            includesExecutionData: includesExecutionData,
            logGroups: logGroups == nil ? nil : known
        )
    }

    /// `arn:aws:logs:<region>:<account>:log-group:<name>:*`.
    private static func isLogGroup(_ text: String) -> Bool {
        guard let arn = ARN(text), arn.service == "logs", arn.scope != nil else { return false }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "log-group" && !parts[1].isEmpty && parts[2] == "*"
    }

    private static func invalid(_ why: String) -> ServiceError {
        ServiceError(code: "InvalidLoggingConfiguration", message: "Invalid Logging Configuration: \(why)")
    }
}

/// `tracingConfiguration` as a request gives it.
struct TracingInput {
    let isEnabled: Bool

    /// Reads the member; `nil` where it is not given.
    init?(_ input: inout OperationInput) throws(ServiceError) {
        let isEnabled = try input.object("tracingConfiguration") { (tracing) throws(ServiceError) -> Bool in
            try tracing.flag("enabled") ?? false
        }
        guard let isEnabled else { return nil }
        self.isEnabled = isEnabled
    }
}

/// `encryptionConfiguration` as a request gives it.
struct EncryptionInput {
    private let type: EncryptionConfiguration.KeyType?
    private let keyID: String?
    private let reusePeriodSeconds: Int?

    /// Reads the member; `nil` where it is not given.
    init?(_ input: inout OperationInput) throws(ServiceError) {
        let read = try input.object("encryptionConfiguration") { (encryption) throws(ServiceError) -> EncryptionInput in
            try EncryptionInput(members: &encryption)
        }
        guard let read else { return nil }
        self = read
    }

    private init(members encryption: inout OperationInput) throws(ServiceError) {
        encryption.require("type")
        type = try encryption.choice("type", of: EncryptionConfiguration.KeyType.self)
        keyID = try encryption.optionalText("kmsKeyId", 1...2048)
        reusePeriodSeconds = try encryption.integer("kmsDataKeyReusePeriodSeconds", 60...900)
    }

    /// The configuration, where it is one.
    ///
    /// - Throws: `InvalidEncryptionConfiguration`.
    func checked() throws(ServiceError) -> EncryptionConfiguration {
        guard type == .customerManaged else {
            guard keyID == nil, reusePeriodSeconds == nil else {
                throw Self.invalid("A KMS key can only be given with the type CUSTOMER_MANAGED_KMS_KEY.")
            }
            return .awsOwned
        }
        guard let keyID else { throw Self.invalid("The type CUSTOMER_MANAGED_KMS_KEY needs a kmsKeyId.") }
        return EncryptionConfiguration(
            type: .customerManaged,
            keyID: keyID,
            reusePeriodSeconds: reusePeriodSeconds ?? EncryptionConfiguration.reusePeriodSecondsDefault
        )
    }

    private static func invalid(_ why: String) -> ServiceError {
        ServiceError(code: "InvalidEncryptionConfiguration", message: "Invalid Encryption Configuration: \(why)")
    }
}
