import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs work on a thread with a stack of its own and waits for it.
///
/// The parser goes one call deeper with every collection, up to a bound of 1,000 that cannot be changed from here; the small
/// stacks on which a server's tasks run do not hold that.
enum DeepStack {
    private static let stackBytes = 16 << 20

    /// - Returns: What the work gave; `nil` where the system gives no thread.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) -> Value? {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        guard pthread_attr_init(attributes) == 0 else { return nil }
        defer { pthread_attr_destroy(attributes) }
        pthread_attr_setstacksize(attributes, stackBytes)
        let job = Job(work)
        let retained = Unmanaged.passRetained(job as AnyJob)
        #if canImport(Darwin)
        var created: pthread_t?
        let status = pthread_create(&created, attributes, { DeepStack.main($0) }, retained.toOpaque())
        guard status == 0, let thread = created else {
            retained.release()
            return nil
        }
        #else
        var thread = pthread_t()
        guard pthread_create(&thread, attributes, { DeepStack.main($0) }, retained.toOpaque()) == 0 else {
            retained.release()
            return nil
        }
        #endif
        pthread_join(thread, nil)
        return job.result.withLock { $0 }
    }

    private static func main(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let argument { Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue().perform() }
        return nil
    }

    private class AnyJob {
        func perform() {}
    }

    private final class Job<Value: Sendable>: AnyJob {
        let result = Mutex<Value?>(nil)
        private let work: @Sendable () -> Value

        init(_ work: @escaping @Sendable () -> Value) {
            self.work = work
        }

        override func perform() {
            let value = work()
            result.withLock { $0 = value }
        }
    }
}
