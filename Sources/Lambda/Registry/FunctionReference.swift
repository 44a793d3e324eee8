package import QuickstepServiceKit

/// What a caller wrote to name a function, taken apart.
///
/// A name, `function:name`, `account:function:name`, `region:account:function:name` or a full ARN, each with an optional
/// `:qualifier`. Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
package struct FunctionReference: Sendable, Hashable {
    package static let latest = "$LATEST"

    package let scope: Scope
    package let name: String
    /// The version or alias that was asked for; `nil` where none was.
    package let qualifier: String?

    package init(scope: Scope, name: String, qualifier: String? = nil) {
        self.scope = scope
        self.name = name
        self.qualifier = qualifier
    }

    /// Reads a reference.
    ///
    /// - Throws: `ValidationException` for a text that names no function; `ResourceNotFoundException` for one of another Region.
    package init(_ text: String, in scope: Scope) throws(ServiceError) {
        guard text.utf8.count <= 256 else { throw .invalidFunctionName(text) }
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var region = scope.region
        var account = scope.account
        if parts.first == "arn" {
            guard parts.count >= 7, parts[2] == "lambda", parts[5] == "function" else {
                throw .invalidFunctionName(text)
            }
            region = parts[3]
            account = parts[4]
            parts.removeFirst(6)
        } else if let marker = parts.prefix(3).firstIndex(of: "function"), parts.count > marker + 1 {
            if marker == 2 { region = parts[0] }
            if marker >= 1 { account = parts[marker - 1] }
            parts.removeFirst(marker + 1)
        }
        guard parts.count <= 2, Self.isName(parts[0]), Self.isAccount(account),
            parts.count == 1 || Self.isQualifier(parts[1])
        else { throw .invalidFunctionName(text) }
        guard region == scope.region else { throw .otherRegion(region, here: scope.region) }
        self.init(
            scope: Scope(account: account, region: region),
            name: parts[0],
            qualifier: parts.count == 2 ? parts[1] : nil
        )
    }

    /// The same function with the qualifier of a parameter of its own.
    package func qualified(by parameter: String?) throws(ServiceError) -> FunctionReference {
        guard let parameter else { return self }
        guard qualifier == nil || qualifier == parameter else {
            throw .invalidParameter(
                "The derived qualifier from the function name does not match the specified qualifier."
            )
        }
        return FunctionReference(scope: scope, name: name, qualifier: parameter)
    }

    /// The function's ARN, without a qualifier.
    package var arn: String {
        ARN(service: "lambda", scope: scope, resource: "function:\(name)").description
    }

    /// The ARN with the qualifier that was asked for.
    package var askedARN: String {
        qualifier.map { "\(arn):\($0)" } ?? arn
    }

    // MARK: Names

    /// Whether a text can be a function's name.
    package static func isName(_ text: String) -> Bool {
        (1...FunctionLimits.nameLengthMax).contains(text.utf8.count) && text.utf8.allSatisfy(isNameByte)
    }

    private static func isQualifier(_ text: String) -> Bool {
        text == latest || (1...128).contains(text.utf8.count) && text.utf8.allSatisfy(isNameByte)
    }

    private static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default:
            false
        }
    }
}
