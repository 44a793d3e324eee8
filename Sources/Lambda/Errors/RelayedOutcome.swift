package import QuickstepServiceKit

/// What came of a call elsewhere, thrown by whoever stands in for the handler here: the caller is given it as it is.
package struct RelayedOutcome: Error {
    package let outcome: WorkOutcome

    package init(_ outcome: WorkOutcome) {
        self.outcome = outcome
    }
}
