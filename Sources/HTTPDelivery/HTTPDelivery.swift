import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import QuickstepServiceKit

/// Posts to the web with async-http-client: what a runtime is given so that topics reach HTTP endpoints.
///
/// ```swift
/// let runtime = try await Runtime.start(RuntimeOptions(webClient: HTTPDelivery()))
/// ```
///
/// Redirects are not followed, and of an answer nothing but its status is read.
public struct HTTPDelivery: WebClient {
    /// Makes a client.
    ///
    /// All of them share their connections.
    public init() {}

    /// The process's own client: the shared one of the package follows redirects.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // An endpoint that is slow must not keep another one of the same host waiting for a connection.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Makes one request and waits for the status of its answer.
    ///
    /// - Parameter post: The request.
    /// - Returns: What came of it.
    public func send(_ post: WebPost) async -> WebAnswer {
        var request = HTTPClientRequest(url: post.url)
        request.method = .POST
        for header in post.headers { request.headers.add(name: header.name, value: header.value) }
        request.body = .bytes(ByteBuffer(bytes: post.body))
        let nanoseconds =
            post.timeout.components.seconds * 1_000_000_000 + post.timeout.components.attoseconds / 1_000_000_000
        do {
            let response = try await Self.client.execute(request, timeout: .nanoseconds(nanoseconds))
            return .status(Int(response.status.code))
        } catch {
            return .failed("The endpoint did not answer: \(error)")
        }
    }
}
