/// Posts bytes to the web: the one way in which something of ours is told to somebody outside by HTTP.
///
/// The runtime itself has no HTTP client. Whoever starts it links one in, so that programs that need none carry none.
public protocol WebClient: Sendable {
    /// Makes one request and waits for the status of its answer.
    ///
    /// It follows no redirect, tries nothing again and reads no more of the answer than it must. When the calling task is cancelled, it gives
    /// up.
    ///
    /// - Parameter post: The request.
    /// - Returns: What came of it.
    func send(_ post: WebPost) async -> WebAnswer
}

/// A `POST` request.
public struct WebPost: Sendable, Hashable {
    /// Where it goes: an `http` or `https` URL.
    public var url: String
    /// Its headers, in order.
    public var headers: [Header]
    /// Its content.
    public var body: [UInt8]
    /// How long the answer may take.
    public var timeout: Duration

    /// One header.
    public struct Header: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: String

        /// Makes a header.
        ///
        /// - Parameters:
        ///   - name: Its name.
        ///   - value: Its value.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - url: Where it goes.
    ///   - headers: Its headers, in order.
    ///   - body: Its content.
    ///   - timeout: How long the answer may take.
    public init(url: String, headers: [Header], body: [UInt8], timeout: Duration) {
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}

/// What came of a request.
public enum WebAnswer: Sendable, Equatable {
    /// An answer with this HTTP status.
    case status(Int)
    /// None: why, in one sentence.
    case failed(String)
}
