import QuickstepJSON
import QuickstepPrimitives

/// What a state machine does: what an update replaces, a version keeps and an execution goes on with.
struct MachineConfiguration: Sendable, Equatable {
    /// Names the definition's text, which is stored apart.
    var definitionHash: String
    var roleARN: String
    var logging: LoggingConfiguration
    /// Whether X-Ray is asked for: kept and shown; there is no tracing here.
    var isTraced: Bool
    var encryption: EncryptionConfiguration

    /// The members that rows keep: those that are not the default.
    func write(to row: inout JSONObject) {
        row["definition"] = .string(definitionHash)
        row["role"] = .string(roleARN)
        if logging != .off { row["logging"] = logging.json }
        if isTraced { row["traced"] = true }
        if encryption != .awsOwned { row["encryption"] = encryption.json }
    }

    /// Reads what ``write(to:)`` wrote; `nil` where it is damaged.
    init?(row: JSONValue) {
        guard let hash = row["definition"]?.stringValue, let role = row["role"]?.stringValue else { return nil }
        self.init(definitionHash: hash, roleARN: role)
        if let json = row["logging"] {
            guard let logging = LoggingConfiguration(json: json) else { return nil }
            self.logging = logging
        }
        isTraced = row["traced"]?.boolValue ?? false
        if let json = row["encryption"] {
            guard let encryption = EncryptionConfiguration(json: json) else { return nil }
            self.encryption = encryption
        }
    }

    init(
        definitionHash: String,
        roleARN: String,
        logging: LoggingConfiguration = .off,
        isTraced: Bool = false,
        encryption: EncryptionConfiguration = .awsOwned
    ) {
        self.definitionHash = definitionHash
        self.roleARN = roleARN
        self.logging = logging
        self.isTraced = isTraced
        self.encryption = encryption
    }
}

/// A configuration with the moment from which it held: what an execution keeps of the machine that it began with.
struct MachineRevision: Sendable, Equatable {
    var configuration: MachineConfiguration
    /// The revision's id; `nil` for the one that the machine was created with, which requests call `INITIAL`.
    var id: String?
    var since: Timestamp

    /// How requests and errors name the revision that a machine was created with.
    static let initialName = "INITIAL"

    var name: String { id ?? Self.initialName }

    var json: JSONValue {
        var row = JSONObject()
        configuration.write(to: &row)
        if let id { row["revision"] = .string(id) }
        row["since"] = .number(JSONNumber(since.milliseconds))
        return .object(row)
    }

    init(configuration: MachineConfiguration, id: String?, since: Timestamp) {
        self.configuration = configuration
        self.id = id
        self.since = since
    }

    init?(json: JSONValue) {
        guard let configuration = MachineConfiguration(row: json), let since = json["since"]?.numberValue?.int64 else {
            return nil
        }
        self.init(
            configuration: configuration,
            id: json["revision"]?.stringValue,
            since: Timestamp(milliseconds: since)
        )
    }
}
