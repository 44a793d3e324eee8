#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A connection to a port of this machine over which nothing is sent, or not all of a request.
final class SilentConnection: Sendable {
    private let descriptor: Int32

    /// Connects; `nil` where nobody listens.
    ///
    /// - Parameters:
    ///   - port: The port.
    ///   - text: What is sent. Default: nothing.
    init?(port: Int, sending text: String = "") {
        #if canImport(Glibc)
        let stream = Int32(SOCK_STREAM.rawValue)
        #else
        let stream = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard connected == 0 else { return nil }
        if !text.isEmpty { _ = send(descriptor, text, text.utf8.count, 0) }
    }

    deinit {
        close(descriptor)
    }
}
