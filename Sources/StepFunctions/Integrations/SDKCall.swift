import QuickstepJSON
import QuickstepPrimitives

/// One call as the service's SDK would have made it over HTTP: what of that is seen in results and errors.
struct SDKCall: Sendable {
    let requestID: String
    let time: Timestamp

    /// S3's second identifier of a request.
    var extendedRequestID: String {
        Base64.encode(DigestAlgorithm.sha512.digest(Array(requestID.utf8)).prefix(56))
    }

    var responseMetadata: JSONValue { ["RequestId": .string(requestID)] }

    /// The headers of an answer, in the two forms of the SDK.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - headers: Names and values, in the order in which the SDK shows them.
    /// - Returns: `SdkHttpMetadata`.
    static func httpMetadata(status: Int = 200, _ headers: [(name: String, value: String)]) -> JSONValue {
        let sorted = headers.sorted { $0.name.lowercased() < $1.name.lowercased() }
        return [
            "AllHttpHeaders": .object(JSONObject(headers.map { ($0.name, .array([.string($0.value)])) })),
            "HttpHeaders": .object(JSONObject(sorted.map { ($0.name, .string($0.value)) })),
            "HttpStatusCode": .number(JSONNumber(status)),
        ]
    }
}

extension SDKCall {
    /// What the SDK tells of the answer of an optimised integration.
    ///
    /// The headers are those that the service was recorded sending; the length is that of the body that it would have sent.
    func httpMetadata(of integration: Integration, _ output: JSONObject) -> JSONValue {
        let body = body(of: integration, output)
        let length = (name: "Content-Length", value: String(body.count))
        let date = (name: "Date", value: time.httpDate)
        let json = (name: "Content-Type", value: "application/x-amz-json-1.0")
        switch integration.neighbour.door {
        case "dynamodb":
            // The identifier's header was recorded in lower case for reads.
            let identifier = integration.action == "getItem" ? "x-amzn-requestid" : "x-amzn-RequestId"
            return Self.httpMetadata([
                ("Server", "Server"), ("Connection", "keep-alive"), (identifier, requestID),
                ("x-amz-crc32", String(CRC32.checksum(body))), length, date, json,
            ])
        case "sns":
            return Self.httpMetadata([
                ("x-amzn-RequestId", requestID), ("connection", "keep-alive"), length, date,
                ("Content-Type", "text/xml"),
            ])
        default:
            return Self.httpMetadata([
                ("x-amzn-RequestId", requestID), ("connection", "keep-alive"), length, date, json,
            ])
        }
    }

    /// The body that the service would have sent.
    private func body(of integration: Integration, _ output: JSONObject) -> [UInt8] {
        switch integration.neighbour.door {
        case "sns": Array(published(output).utf8)
        case "states": Array(JavaText.object(output, times: integration.neighbour.times).utf8)
        default: JSONValue.object(output).compactBytes
        }
    }

    /// The answer to `Publish` in SNS's own XML.
    private func published(_ output: JSONObject) -> String {
        var text = "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n  <PublishResult>\n"
        for name in ["MessageId", "SequenceNumber"] {
            if let value = output[name]?.stringValue { text += "    <\(name)>\(value)</\(name)>\n" }
        }
        text += "  </PublishResult>\n  <ResponseMetadata>\n    <RequestId>\(requestID)</RequestId>\n"
        return text + "  </ResponseMetadata>\n</PublishResponse>\n"
    }
}

/// Texts as a service in Java writes them.
enum JavaText {
    /// An object whose times, in seconds, are written as Java writes a double: `1.737123456789E9`.
    static func object(_ members: JSONObject, times: Set<String>) -> String {
        let texts = members.map { name, value in
            let isTime = times.contains(name)
            let text = isTime ? value.doubleValue.flatMap { seconds(milliseconds: $0 * 1000) } : nil
            return "\(JSONValue.string(name).compactText):\(text ?? value.compactText)"
        }
        return "{\(texts.joined(separator: ","))}"
    }

    /// Seconds as Java writes a double of ten million or more; `nil` for less.
    static func seconds(milliseconds: Double) -> String? {
        guard let whole = Int64(exactly: milliseconds.rounded()), whole >= 10_000_000_000 else { return nil }
        let digits = String(whole)
        var mantissa = Substring(digits)
        while mantissa.count > 2, mantissa.last == "0" { mantissa.removeLast() }
        return "\(mantissa.prefix(1)).\(mantissa.dropFirst())E\(digits.utf8.count - 4)"
    }
}
