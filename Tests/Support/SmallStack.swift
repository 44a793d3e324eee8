#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Runs work on a thread with a small stack, as the threads of a server have it, and gives its result.
///
/// The tests of deep values run here, so that recursion on input crashes them.
package func onSmallStack<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Result? {
    let box = SmallStackWork { work() }
    let argument = Unmanaged.passRetained(box).toOpaque()
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    pthread_attr_init(attributes)
    pthread_attr_setstacksize(attributes, 512 * 1024)
    defer {
        pthread_attr_destroy(attributes)
        attributes.deallocate()
    }
    #if canImport(Darwin)
    var thread: pthread_t?
    let status = pthread_create(&thread, attributes, { runSmallStackWork($0) }, argument)
    guard status == 0, let thread else { return nil }
    #else
    var thread = pthread_t()
    let status = pthread_create(&thread, attributes, { runSmallStackWork($0) }, argument)
    guard status == 0 else { return nil }
    #endif
    pthread_join(thread, nil)
    return box.result as? Result
}

private func runSmallStackWork(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let box = Unmanaged<SmallStackWork>.fromOpaque(argument).takeUnretainedValue()
    box.result = box.work()
    Unmanaged<SmallStackWork>.fromOpaque(argument).release()
    return nil
}

/// The work of one thread and its result, which is read only after the thread has been joined.
private final class SmallStackWork {
    let work: () -> any Sendable
    var result: (any Sendable)?

    init(_ work: @escaping () -> any Sendable) {
        self.work = work
    }
}
