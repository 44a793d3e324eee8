/// A short form of CloudFormation: `!Sub text` says the same as the object `Fn::Sub: text`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
struct YAMLIntrinsic: Sendable, Equatable {
    /// The key of the long form.
    let key: String

    /// Reads a tag as the text has it, with its exclamation mark.
    init?(tag: String) {
        guard tag.hasPrefix("!") else { return nil }
        let name = String(tag.dropFirst())
        if Self.bareNames.contains(name) {
            key = name
        } else if Self.functionNames.contains(name) {
            key = "Fn::\(name)"
        } else {
            return nil
        }
    }

    private static let bareNames = ["Ref", "Condition"]
    private static let functionNames = [
        "And", "Base64", "Cidr", "Equals", "FindInMap", "GetAZs", "GetAtt", "If", "ImportValue", "Join", "Length",
        "Not",
        "Or", "Select", "Split", "Sub", "ToJsonString", "Transform",
    ]
}
