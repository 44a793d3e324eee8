/// What a delivery over HTTP says of its content, and which other types may be asked for.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy
enum RequestContentType {
    static let standard = "text/plain; charset=UTF-8"

    private static let allowed: Set<String> = [
        "text/css", "text/csv", "text/html", "text/plain", "text/xml", "application/atom+xml", "application/json",
        "application/octet-stream", "application/soap+xml", "application/x-www-form-urlencoded",
        "application/xhtml+xml",
        "application/xml",
    ]

    /// Whether a type may be asked for, with or without parameters.
    static func isAllowed(_ text: String) -> Bool {
        guard text.utf8.count <= 255, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return false }
        let type = text.prefix { $0 != ";" && $0 != " " }
        return allowed.contains(type.lowercased())
    }
}
