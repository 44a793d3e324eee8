import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// One page of a list of names: what `MaxResults` and `NextToken` ask for.
struct Page: Sendable {
    private static let mark = "1 "

    /// How many names were asked for; `nil` where the caller takes what he gets.
    private let asked: Int?
    /// The name after which the page begins.
    let after: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        asked = try parameters.integer(
            "MaxResults",
            in: 1...SQSLimits.listedQueuesMax,
            reason: "MaxResults must be an integer between 1 and \(SQSLimits.listedQueuesMax)."
        )
        guard let token = try parameters.text("NextToken") else {
            after = nil
            return
        }
        guard let bytes = Base64.decode(token), let content = String(validating: bytes, as: UTF8.self),
            content.hasPrefix(Self.mark)
        else { throw .invalidParameter("NextToken", value: token, reason: "Invalid or expired token.") }
        after = String(content.dropFirst(Self.mark.count))
    }

    /// How many names to look for: one more than are given, to know whether there is another page.
    var lookedFor: Int { limit + 1 }

    private var limit: Int { asked ?? SQSLimits.listedQueuesMax }

    /// The names of the page and the token of the next.
    ///
    /// Only a caller who asked for pages is given another.
    func cut(_ found: [String]) -> (names: ArraySlice<String>, token: String?) {
        let names = found.prefix(limit)
        guard found.count > limit, asked != nil, let last = names.last else { return (names, nil) }
        return (names, Base64.encode(Array((Self.mark + last).utf8)))
    }
}
