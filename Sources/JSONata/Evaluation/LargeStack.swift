#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Carries an evaluation on where the thread's stack comes to its end: on a thread with a large stack, while the first one waits.
///
/// A task of Swift's may have but 512 KiB, on which some hundred calls of a function in itself find room; the reference
/// implementation has room for thousands. Nothing else changes: the evaluation is as synchronous as before.
enum LargeStack {
    /// How large the stack is; what is not used takes no memory.
    private static let bytes = 16 << 20

    /// How much of it an evaluation may use.
    static let usableBytes = bytes - (256 << 10)

    /// What is run, and what came of it.
    ///
    /// `@unchecked Sendable`: the thread that makes it waits until the other one has ended.
    private final class Job: @unchecked Sendable {
        let work: () -> Void

        init(_ work: @escaping () -> Void) {
            self.work = work
        }
    }

    /// Runs work on a large stack and waits for it.
    ///
    /// - Returns: Whether it was run; it is not where the system gives no thread.
    static func run(_ work: () -> Void) -> Bool {
        withoutActuallyEscaping(work) { work in
            let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
            defer { attributes.deallocate() }
            guard pthread_attr_init(attributes) == 0 else { return false }
            defer { pthread_attr_destroy(attributes) }
            pthread_attr_setstacksize(attributes, Self.bytes)
            let retained = Unmanaged.passRetained(Job(work))
            #if canImport(Darwin)
            var created: pthread_t?
            let status = pthread_create(&created, attributes, { LargeStack.main($0) }, retained.toOpaque())
            guard status == 0, let thread = created else {
                retained.release()
                return false
            }
            #else
            var thread = pthread_t()
            guard pthread_create(&thread, attributes, { LargeStack.main($0) }, retained.toOpaque()) == 0 else {
                retained.release()
                return false
            }
            #endif
            pthread_join(thread, nil)
            return true
        }
    }

    private static func main(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().work() }
        return nil
    }
}
