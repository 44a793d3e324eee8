import AsyncHTTPClient
import Hummingbird
import NIOHTTP1
package import QuickstepJSON
package import QuickstepServiceKit

/// Calls operations in another process of ours: the way of a command whose data folder belongs to a server.
package struct EndpointClient: Sendable {
    private let url: String

    /// - Parameter url: Where the other process listens, as its lock file says: `http://127.0.0.1:4566`.
    package init(_ url: String) {
        self.url = url
    }

    /// The largest answer that is read.
    private static let answerBytesMax = 64 * 1024 * 1024

    /// How long an answer is waited for: moving time may take a while, but nobody waits for ever for a process that hangs.
    private static let timeout = Int64(3600)

    /// Calls one operation.
    ///
    /// - Parameter request: Any operation of any service.
    /// - Returns: The operation's output.
    /// - Throws: `ServiceError` as the operation throws it; `ServiceUnavailable` where the endpoint does not answer.
    package func call(_ request: ServiceRequest) async throws(ServiceError) -> JSONObject {
        var http = HTTPClientRequest(url: url + "/")
        http.method = .POST
        http.headers.add(name: "content-type", value: JSONProtocol.contentType)
        http.headers.add(
            name: "x-amz-target",
            value: "\(JSONProtocol.ownPrefix).\(request.service):\(request.operation)"
        )
        http.body = .bytes(ByteBuffer(bytes: JSONValue.object(request.parameters).compactBytes))
        let status: Int
        let bytes: [UInt8]
        do {
            let response = try await HTTPClient.shared.execute(http, timeout: .seconds(Self.timeout))
            status = Int(response.status.code)
            bytes = Array(try await response.body.collect(upTo: Self.answerBytesMax).readableBytesView)
        } catch {
            throw ServiceError(
                code: "ServiceUnavailable",
                message: "The process that listens on \(url) does not answer: \(error)",
                fault: .server
            )
        }
        guard let answer = (try? JSONValue.parse(bytes: bytes))?.objectValue else {
            throw ServiceError(
                code: "ServiceUnavailable",
                message: "What listens on \(url) answered something that is not Quickstep's.",
                fault: .server
            )
        }
        guard status != 200 else { return answer }
        let type = answer["__type"]?.stringValue ?? ""
        throw ServiceError(
            code: type.split(separator: "#").last.map(String.init) ?? "InternalFailure",
            message: answer["message"]?.stringValue ?? "",
            fault: status >= 500 ? .server : .client
        )
    }
}
