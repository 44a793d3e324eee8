import QuickstepEventPatterns
import QuickstepServiceKit
import Synchronization

/// Patterns that were compiled, by their texts.
///
/// What a text compiles to is the same for ever, so this cannot be wrong about rows: it only saves work, and may be emptied at any
/// time.
final class CompiledPatterns: Sendable {
    private let patterns = Mutex<[String: EventPattern]>([:])

    /// The pattern of a text.
    ///
    /// - Throws: `InvalidEventPatternException`.
    func pattern(_ text: String) throws(ServiceError) -> EventPattern {
        if let known = patterns.withLock({ $0[text] }) { return known }
        let pattern: EventPattern
        do throws(PatternError) {
            pattern = try EventPattern(text, dialect: .eventPattern)
        } catch {
            throw .invalidPattern(error.reason)
        }
        patterns.withLock { patterns in
            if patterns.count >= EventBridgeLimits.patternsAtHandMax { patterns.removeAll() }
            patterns[text] = pattern
        }
        return pattern
    }
}
