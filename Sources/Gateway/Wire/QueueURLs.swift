import QuickstepJSON

/// The URLs of queues in answers, with the host that the client itself addressed.
///
/// The service knows no host; behind a container's port or another name for this machine, only the client's own one leads back here.
enum QueueURLs {
    /// What the service puts where the host belongs.
    private static let placeholder = "http://localhost:4566/"
    private static let members = ["QueueUrl", "QueueUrls", "queueUrls"]

    /// An answer with the client's host in its URLs of queues.
    static func addressed(to host: String?, _ output: JSONObject) -> JSONObject {
        guard let host, members.contains(where: { output[$0] != nil }) else { return output }
        var output = output
        for member in members {
            guard let value = output[member] else { continue }
            output[member] = addressed(to: host, value)
        }
        return output
    }

    private static func addressed(to host: String, _ value: JSONValue) -> JSONValue {
        if let urls = value.arrayValue { return .array(urls.map { addressed(to: host, $0) }) }
        guard let url = value.stringValue, url.hasPrefix(placeholder) else { return value }
        return .string("http://\(host)/\(url.dropFirst(placeholder.count))")
    }
}
