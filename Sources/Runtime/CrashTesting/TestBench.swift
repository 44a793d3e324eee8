import QuickstepLambda
import QuickstepServiceKit

/// What a runtime is started with beside its options by those who test it.
struct TestBench: Sendable {
    /// Where rows and bytes are kept in place of a new place in memory.
    var storage: (store: any Store, blobs: any BlobStore)?
    /// What is put around the store.
    var wrap: @Sendable (any Store) -> any Store = { $0 }
    /// Who is told of calls.
    var observer: InvocationObserver?
    /// Who is told of each timer as it fires.
    var onFire: (@Sendable (RuntimeTimer) -> Void)?
    /// The template, where it was read already.
    var template: TemplateReader?
    /// The bug that must be found.
    var actsBeforeCommit = false
}
