import HTTPTypes
import Hummingbird
import Logging
import QuickstepJSON
import QuickstepPrimitives
public import QuickstepPrometheus
public import QuickstepRuntime
import QuickstepServiceKit
public import ServiceLifecycle

/// The HTTP endpoint: one port, for clients that speak AWS's protocols.
///
/// It answers awsJson for Step Functions, SQS and EventBridge, awsQuery for SNS and SQS, `GET /_quickstep/health`, and where there are
/// metrics `GET /_quickstep/metrics`. Signatures are not checked, so it listens on this machine only unless told otherwise.
public struct Gateway: ServiceLifecycle.Service {
    /// The address to listen on.
    public let host: String
    /// The port; 0 lets the system choose one.
    public let port: Int

    private let runtime: Runtime
    private let metrics: PrometheusMetrics?
    private let ready: @Sendable (Int) -> Void

    /// The largest request: the largest payload of any service, with room for its wrapping.
    static let requestBytesMax = 16 * 1024 * 1024

    /// Makes an endpoint.
    ///
    /// - Parameters:
    ///   - runtime: What answers.
    ///   - host: The address to listen on. Default: this machine only.
    ///   - port: The port; 0 lets the system choose one. Default 4566.
    ///   - metrics: What the runtime's metrics are made with, to be read at `/_quickstep/metrics`. Default: they cannot be read.
    ///   - ready: Called with the port once connections are taken.
    public init(
        _ runtime: Runtime,
        host: String = "127.0.0.1",
        port: Int = 4566,
        metrics: PrometheusMetrics? = nil,
        ready: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.metrics = metrics
        self.ready = ready
        self.runtime = runtime
        self.host = host
        self.port = port
    }

    /// Listens until the task is cancelled or shut down gracefully.
    ///
    /// A graceful shutdown takes no more connections and ends when the last answer is given; a cancellation breaks off.
    ///
    /// - Throws: When the address cannot be used.
    public func run() async throws {
        let router = Router()
        router.get("/_quickstep/health") { request, _ in
            Self.response(WireResponse(status: 200, body: Self.health), to: Self.wire(request))
        }
        if let metrics {
            router.get("/_quickstep/metrics") { [runtime] _, _ in
                await runtime.sampleMetrics()
                return Self.exposition(metrics.text)
            }
        }
        router.get("/_sns/**") { [runtime] request, _ in
            await Self.certificate(at: request.uri.path, runtime)
        }
        for method in [HTTPRequest.Method.post, .get] {
            router.on("/**", method: method) { request, _ in try await answer(request) }
            router.on("/", method: method) { request, _ in try await answer(request) }
        }
        var logger = Logger(label: "quickstep.gateway")
        // What goes wrong with a request is its client's to know; a listener that ends says so by its error.
        logger.logLevel = .critical
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "Quickstep"),
            onServerRunning: { [ready] channel in ready(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        try await application.run()
    }

    private static let health = JSONValue.object(["status": "running"]).compactBytes

    /// Answers one request; where it may wait and its client goes away before, what it waits for is left to others.
    ///
    /// To see a client go costs the connection, so a request that does not wait leaves it open for the next.
    private func answer(_ request: Request) async throws -> Response {
        let wire = Self.wire(request)
        guard request.method == .post || QueryProtocol.speaks(wire) else {
            return Self.response(QueryProtocol.nothingHere, to: wire)
        }
        guard JSONProtocol.mayWait(wire.target) || QueryProtocol.mayWait(wire) else {
            return try await answer(wire, request.body)
        }
        return try await request.body.consumeWithCancellationOnInboundClose { body in
            var response = try await answer(wire, body)
            response.headers[.connection] = "close"
            return response
        }
    }

    private func answer(_ request: WireRequest, _ content: RequestBody) async throws -> Response {
        var request = request
        do {
            request.body += try await content.collect(upTo: Self.requestBytesMax).readableBytesView
        } catch {
            let error = ServiceError(
                code: "SerializationException",
                message: "The request is larger than \(Self.requestBytesMax) bytes, or was broken off."
            )
            return Self.response(JSONProtocol.encode(error, of: nil, wantsQueryErrors: false), to: request)
        }
        return Self.response(await answer(request), to: request)
    }

    /// Answers one request.
    func answer(_ request: WireRequest) async -> WireResponse {
        QueryProtocol.speaks(request) ? await answerForm(request) : await answerJSON(request)
    }

    private func answerJSON(_ request: WireRequest) async -> WireResponse {
        var service: JSONProtocol.Service?
        do throws(ServiceError) {
            let decoded = try JSONProtocol.decode(request)
            service = decoded.service
            let output = QueueURLs.addressed(to: request.host, try await runtime.answer(decoded.request))
            return JSONProtocol.encode(output, of: decoded.service)
        } catch {
            return JSONProtocol.encode(error, of: service, wantsQueryErrors: request.wantsQueryErrors)
        }
    }

    private func answerForm(_ request: WireRequest) async -> WireResponse {
        var call: QueryProtocol.Call?
        do throws(ServiceError) {
            let decoded = try QueryProtocol.decode(request)
            call = decoded
            let output = QueueURLs.addressed(to: request.host, try await runtime.answer(decoded.request))
            return QueryProtocol.encode(output, of: decoded, requestID: request.id)
        } catch {
            return QueryProtocol.encode(error, of: call, requestID: request.id)
        }
    }

    /// What the protocols look at, without the body.
    private static func wire(_ request: Request) -> WireRequest {
        var generator = SystemRandomNumberGenerator()
        var random = KeyedRandom(seed: generator.next(), event: 0)
        return WireRequest(
            path: request.uri.path,
            query: request.uri.query,
            host: request.head.authority ?? request.headers[HTTPField.Name("host")],
            target: request.headers[HeaderName.target],
            authorization: request.headers[.authorization],
            wantsQueryErrors: request.headers[HeaderName.queryMode] == "true",
            contentType: request.headers[.contentType],
            origin: request.headers[.origin],
            fetchSite: request.headers[HeaderName.fetchSite],
            fetchMode: request.headers[HeaderName.fetchMode],
            id: random.uuid()
        )
    }

    private static func exposition(_ text: String) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static func response(_ wire: WireResponse, to request: WireRequest) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = wire.contentType
        headers[HeaderName.requestID] = request.id
        if let queryError = wire.queryError { headers[HeaderName.queryError] = queryError }
        return Response(
            status: HTTPResponse.Status(code: wire.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: wire.body))
        )
    }
}
