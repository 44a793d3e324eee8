import QuickstepJSON

/// With whose key data at rest is encrypted.
///
/// It is kept and shown, and has no further effect: there is no key service here, and nothing that Quickstep stores is encrypted.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html
struct EncryptionConfiguration: Sendable, Equatable {
    enum KeyType: String, Sendable, Equatable, CaseIterable {
        case awsOwned = "AWS_OWNED_KEY"
        case customerManaged = "CUSTOMER_MANAGED_KMS_KEY"
    }

    var type: KeyType
    var keyID: String?
    var reusePeriodSeconds: Int?

    /// What a resource has that was given no configuration.
    static let awsOwned = EncryptionConfiguration(type: .awsOwned, keyID: nil, reusePeriodSeconds: nil)

    /// How long a data key is used where the request does not say.
    static let reusePeriodSecondsDefault = 300

    /// As the API shows it, and as rows keep it.
    var json: JSONValue {
        var members: JSONObject = ["type": .string(type.rawValue)]
        if let keyID { members["kmsKeyId"] = .string(keyID) }
        if let reusePeriodSeconds {
            members["kmsDataKeyReusePeriodSeconds"] = .number(JSONNumber(reusePeriodSeconds))
        }
        return .object(members)
    }

    init(type: KeyType, keyID: String?, reusePeriodSeconds: Int?) {
        self.type = type
        self.keyID = keyID
        self.reusePeriodSeconds = reusePeriodSeconds
    }

    init?(json: JSONValue) {
        guard let name = json["type"]?.stringValue, let type = KeyType(rawValue: name) else { return nil }
        self.init(
            type: type,
            keyID: json["kmsKeyId"]?.stringValue,
            reusePeriodSeconds: json["kmsDataKeyReusePeriodSeconds"]?.intValue
        )
    }
}
